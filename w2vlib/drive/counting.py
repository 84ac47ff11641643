"""Count what a call does: its steps in Python, and the memory it asks for.

Unlike seconds, these numbers do not depend on the computer, nor on what else it is doing.
"""

import contextlib
import gc
import sys
import tracemalloc

#: Python steps after which a call is ended: they show what it does
ENOUGH = 150_000


class _EnoughError(BaseException):
    """Ends a call; no Exception, which the call itself might catch."""


def python_steps(call, enough=ENOUGH):
    """Count the steps that Python takes in ``call()``.

    Parameters
    ----------
    call : callable
        Takes no argument.
    enough : int
        After so many steps the call is ended.

    Returns
    -------
    steps : int
        Lines of Python that ran, and calls of functions, in whatever module; `enough` at most.
        What NumPy does within one call of a compiled function is one step, for ten numbers or
        for a million.

    Examples
    --------
    >>> few, many = (python_steps(lambda: [i for i in range(n)]) for n in (10, 1010))
    >>> many - few
    1000
    """
    steps, ended = 0, False

    def count(frame, event, arg):
        nonlocal steps
        steps += event in ("line", "call", "c_call")
        if steps >= enough and not ended:
            raise _EnoughError
        return count

    def count_calls(frame, event, arg):
        # a trace function is told of lines, and of no compiled functions
        if event == "c_call":
            count(frame, event, arg)

    before = sys.gettrace(), sys.getprofile()
    sys.settrace(count)
    sys.setprofile(count_calls)
    try:
        call()
    except _EnoughError:
        pass
    finally:
        ended = True  # the next line is a call, too
        sys.setprofile(before[1])
        sys.settrace(before[0])
    return min(steps, enough)


@contextlib.contextmanager
def counted_memory():
    """Let Python note what memory is asked for; NumPy tells it of its arrays.

    Yields
    ------
    held : callable
        ``held()`` returns the bytes that were asked for within the ``with`` and not given back.
    """
    nested = tracemalloc.is_tracing()
    if not nested:
        tracemalloc.start()
    try:
        at_first = tracemalloc.get_traced_memory()[0]

        def held():
            gc.collect(1)  # young garbage is not held; to look at all of it takes long
            return tracemalloc.get_traced_memory()[0] - at_first

        yield held
    finally:
        if not nested:
            tracemalloc.stop()


def most_memory(call):
    """Return the most bytes that ``call()`` held at any one time beside what was there before.

    To be called within `counted_memory`.
    """
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    call()
    return max(tracemalloc.get_traced_memory()[1] - before, 0)
