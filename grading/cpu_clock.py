"""Stop what takes too long, by the CPU time of its thread: a busy computer changes nothing."""

import contextlib
import ctypes
import threading
import time


class OverTime(BaseException):
    """It took too long. No `Exception`, so that nothing on the way takes it for its own."""


@contextlib.contextmanager
def at_most(seconds):
    """Raise `OverTime` in this thread when it has computed for so long in the block.

    What a compiled function does is not stopped before it returns.

    Examples
    --------
    >>> try:
    ...     with at_most(0.1):
    ...         while True:
    ...             pass
    ... except OverTime:
    ...     print("over")
    over
    """
    thread = threading.get_ident()
    clock = time.pthread_getcpuclockid(thread)
    end = time.clock_gettime(clock) + seconds
    lock, done = threading.Lock(), threading.Event()

    def watch():
        while not done.wait(max(0.01, end - time.clock_gettime(clock))):
            with lock:
                if not done.is_set() and time.clock_gettime(clock) >= end:
                    over = ctypes.py_object(OverTime)
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), over)
                    return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        with lock:
            done.set()
        watcher.join()
