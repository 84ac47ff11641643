"""The mutation tool makes what it says, and nothing that is no mutant."""

import ast

import pytest

from tests.mutation.operators import mutants


def changes(source):
    return {mutant.change for mutant in mutants(source)}


@pytest.mark.parametrize(
    ("source", "change"),
    [
        ("def f(a, b):\n    return a + b", "a + b -> a - b"),
        ("def f(a, b):\n    return a < b", "a < b -> a <= b"),
        ("def f(a):\n    return a * 3", "3 -> 4"),
        ("def f(a):\n    return a[1:]", "a[1:] -> a[1 + 1:]"),
        ("def f(a):\n    return a.sum(axis=1)", "a.sum(axis=1) -> a.sum(axis=0)"),
        ("def f(a):\n    a = a + 1\n    return a", "a = a + 1 -> pass"),
        ("def f(a, b):\n    return g(a, b)", "g(a, b) -> g(b, a)"),
        ("def f(a):\n    a += 1", "a += 1 -> a = a + 1"),
        ("def f(a):\n    a = a + 1", "a = a + 1 -> a += 1"),
        ("def f(a):\n    a += 1", "a += 1 -> a = 1"),
        ("def f(a):\n    (b,) = a", "b, = a -> b = a"),
        ("def f(a):\n    return range(a)", "range(a) -> range(a + 1)"),
        ("def f(a):\n    return np.zeros(a, dtype=np.int64)", "dtype=np.int64 -> dtype=np.float64"),
        ("def f(a, b):\n    return g(a)", "a -> b"),
        ("def f(a):\n    return a.copy()", "a.copy() -> a"),
    ],
)
def test_each_operator(source, change):
    assert change in changes(source), changes(source)


def test_each_mutant_is_different_and_compiles():
    source = "def f(a, b):\n    c = a + b\n    return c[0] * 2"
    texts = [mutant.source for mutant in mutants(source)]
    assert len(texts) == len(set(texts)) > 10
    assert ast.unparse(ast.parse(source)) not in texts
    for text in texts:
        compile(text, "<mutant>", "exec")


def test_docstrings_are_left_alone():
    assert not mutants('def f():\n    """Says 1 + 1."""')
