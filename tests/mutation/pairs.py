"""Two misconceptions in one class: where their methods differ, or their lines do."""

import inspect
import itertools
import sys
import textwrap

from merge3 import Merge3

from w2vlib.check.catalogue import catalogue

_NOT_WRITTEN_BY_HAND = {
    "__module__",
    "__doc__",
    "__qualname__",
    "__dict__",
    "__weakref__",
    "__firstlineno__",
    "__static_attributes__",
}


def pairs(target):
    """Put together every two misconceptions of a class that can be.

    Methods that only one of them changes are taken from it. A method that both change is
    merged line by line, as version control merges two branches; where the same lines are
    changed, the two are not a pair but alternatives.

    Parameters
    ----------
    target : str
        The graded object.

    Returns
    -------
    found : list of (str, str, type)
        Two ids, and a class with both mistakes. Empty for functions.
    """
    entries = [entry for entry in catalogue().get(target, []) if inspect.isclass(entry.wrong)]
    found = []
    for a, b in itertools.combinations(entries, 2):
        both = _put_together(a.wrong, b.wrong)
        if both is not None:
            found.append((a.id, b.id, both))
    return found


def _put_together(a, b):
    base = next((each for each in a.__mro__ if each in b.__mro__), object)
    if base is object:
        return None
    methods_a, methods_b = _written(a, base), _written(b, base)
    if not (methods_a and methods_b):
        return None
    merged = {**methods_a, **methods_b}
    for name in methods_a.keys() & methods_b.keys():
        merged[name] = _merge(base, methods_a[name], methods_b[name])
        if merged[name] is None:
            return None
    return type(f"{a.__name__}And{b.__name__}", (base,), merged)


def _written(cls, base):
    found = {}
    for each in reversed(cls.__mro__[: cls.__mro__.index(base)]):
        found.update({k: v for k, v in vars(each).items() if k not in _NOT_WRITTEN_BY_HAND})
    return found


def _merge(base, a, b):
    original = getattr(base, a.__name__, None)
    if not all(inspect.isfunction(each) for each in (original, a, b)):
        return None
    sources = [_source(each) for each in (original, a, b)]
    if any("super()" in line for source in sources for line in source):
        return None  # it would find another parent
    merge = Merge3(*sources)
    if any(region[0] == "conflict" for region in merge.merge_regions()):
        return None
    text = "".join(merge.merge_lines())
    names = dict(vars(sys.modules[a.__module__]))
    exec(compile(text, "<pair>", "exec"), names)
    return names[a.__name__]


def _source(function):
    return textwrap.dedent(inspect.getsource(function)).splitlines(keepends=True)
