"""What a call does is counted, whatever clothes it wears, and nothing is left behind."""

import sys
import tracemalloc

import numpy as np
import pytest

from w2vlib.drive.counting import counted_memory, most_memory, python_steps


def one(number):
    return number


LOOPS = {
    "for": lambda x: [one(number) for number in x],
    "comprehension": lambda x: [number for number in x],
    "generator": lambda x: list(number for number in x),
    "while": lambda x: _while(len(x)),
    "map": lambda x: list(map(one, x)),
    "np.vectorize": lambda x: np.vectorize(one)(x),
    "np.frompyfunc": lambda x: np.frompyfunc(one, 1, 1)(x),
    "np.apply_along_axis": lambda x: np.apply_along_axis(one, 1, x[:, np.newaxis]),
    "np.fromiter": lambda x: np.fromiter((number for number in x), float),
    "sorted by a key": lambda x: sorted(x, key=one),
    "recursion": lambda x: _recursion(len(x) // 4),
}


def _while(n):
    while n:
        n -= 1


def _recursion(n):
    if n:
        _recursion(n - 1)


@pytest.mark.parametrize("loop", LOOPS.values(), ids=LOOPS)
def test_a_loop_takes_a_step_for_each_number(loop):
    few, many = (python_steps(lambda n=n: loop(np.ones(n))) for n in (20, 1020))
    assert (many - few) / 1000 >= 0.75


@pytest.mark.parametrize(
    "call",
    [np.sum, np.sort, np.unique, lambda x: np.add.at(x, x.astype(int), 1), lambda x: x @ x],
)
def test_numpys_own_work_is_no_step(call):
    few, many = (python_steps(lambda n=n: call(np.ones(n))) for n in (20, 1020))
    assert few == many


def tracer(frame, event, arg):
    return None


@pytest.mark.parametrize("ends", ["returns", "raises", "is ended"])
def test_trace_and_profile_are_put_back(ends):
    def call():
        if ends == "raises":
            raise ZeroDivisionError
        while ends == "is ended":
            pass

    before = sys.gettrace(), sys.getprofile()
    sys.settrace(tracer)
    sys.setprofile(tracer)
    try:
        if ends == "raises":
            with pytest.raises(ZeroDivisionError):
                python_steps(call)
        else:
            steps = python_steps(call, enough=1000)
        after = sys.gettrace(), sys.getprofile()
    finally:
        sys.setprofile(before[1])
        sys.settrace(before[0])
    assert after == (tracer, tracer)
    if ends == "is ended":
        assert steps == 1000


def test_a_call_cannot_catch_its_end():
    def call():
        while True:
            try:
                one(1)
            except Exception:
                pytest.fail("the end was caught")

    assert python_steps(call, enough=500) == 500


def test_most_memory_is_that_of_the_largest_moment():
    with counted_memory():
        assert 800_000 <= most_memory(lambda: np.zeros(100_000)) < 810_000
        twice = most_memory(lambda: np.zeros(100_000) + np.ones(100_000))
        assert 1_600_000 <= twice < 2_500_000
        assert most_memory(lambda: None) < 1000


def test_held_is_what_stays():
    with counted_memory() as held:
        kept = np.zeros(100_000)
        np.ones(100_000)
        assert 800_000 <= held() < 810_000
        del kept
        assert held() < 10_000


@pytest.mark.parametrize("running", [True, False])
def test_tracemalloc_goes_on_only_where_it_was_running(running):
    before = tracemalloc.is_tracing()
    if running:
        tracemalloc.start()
    try:
        with pytest.raises(ZeroDivisionError), counted_memory():
            most_memory(lambda: 1 / 0)
        assert tracemalloc.is_tracing() == (running or before)
    finally:
        if running and not before:
            tracemalloc.stop()
