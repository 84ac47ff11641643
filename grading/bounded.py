"""Stop what takes too long or too much memory: what is computed from what strangers have sent.

Time is the CPU time of the thread, so that a busy computer changes nothing.
"""

import contextlib
import ctypes
import resource
import threading
import time


class OverTime(BaseException):
    """It took too long. No `Exception`, so that nothing on the way takes it for its own."""


@contextlib.contextmanager
def at_most(seconds, memory):
    """Bound what is computed in the block, in this thread.

    What a compiled function does is not stopped before it returns. Memory is the whole process's.

    Parameters
    ----------
    seconds : float
        Of CPU time; then `OverTime` is raised.
    memory : int
        Bytes that may be asked for beside those in use; then Python raises `MemoryError`.

    Examples
    --------
    >>> try:
    ...     with at_most(0.1, 2**30):
    ...         while True:
    ...             pass
    ... except OverTime:
    ...     print("over")
    over
    """
    with _at_most_memory(memory), _at_most_seconds(seconds):
        yield


@contextlib.contextmanager
def _at_most_memory(memory):
    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    with open("/proc/self/statm") as file:
        in_use = int(file.read().split()[0]) * resource.getpagesize()
    limits = [in_use + memory, before, hard]
    most = min(limit for limit in limits if limit != resource.RLIM_INFINITY)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))


@contextlib.contextmanager
def _at_most_seconds(seconds):
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
