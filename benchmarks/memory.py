"""How much memory a piece of code needs at most."""

import contextlib
import gc
import threading
import tracemalloc
from pathlib import Path

STATUS = Path("/proc/self/status")
CLEAR = Path("/proc/self/clear_refs")
SAMPLE_SECONDS = 0.02


class PeakMemory:
    """Measure the peak inside a ``with`` block, over what the process had before.

    The resident set counts everything, pages of memory-mapped files too, which the system takes
    back when it needs them. With `trace`, its anonymous part (what the process itself asked
    for) is looked at 50 times a second, and `tracemalloc` counts what Python and NumPy
    allocate; that slows the code down, so do not time it as well.

    Parameters
    ----------
    trace : bool
        Measure `anonymous_mb` and `python_mb` too.

    Attributes
    ----------
    rss_mb, anonymous_mb, python_mb : float or None
        Peaks in MB (10⁶ bytes), after the block; None where they were not or cannot be
        measured. The first two are read from Linux's ``/proc``.

    Examples
    --------
    >>> with PeakMemory(trace=True) as memory:
    ...     block = bytearray(30_000_000)
    ...     del block
    >>> 29 < memory.python_mb < 31
    True
    """

    def __init__(self, trace=False):
        self.trace = trace
        self.rss_mb = self.anonymous_mb = self.python_mb = None

    def __enter__(self):
        gc.collect()
        with contextlib.suppress(OSError):
            CLEAR.write_text("5")  # the peak starts anew
        self._rss = _status("VmRSS")
        if self.trace:
            self._sampler = _Sampler()
            tracemalloc.start()
        return self

    def __exit__(self, *_):
        peak = _status("VmHWM")
        if peak is not None:
            self.rss_mb = max(0.0, round(peak - self._rss, 1))
        if self.trace:
            self.python_mb = round(tracemalloc.get_traced_memory()[1] / 1e6, 1)
            tracemalloc.stop()
            self.anonymous_mb = self._sampler.stop()


class _Sampler:
    """A thread that keeps the largest anonymous resident set it has seen."""

    def __init__(self):
        self.first = self.largest = _status("RssAnon")
        self.done = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self):
        while self.first is not None and not self.done.wait(SAMPLE_SECONDS):
            self.largest = max(self.largest, _status("RssAnon"))

    def stop(self):
        self.done.set()
        self.thread.join()
        return None if self.first is None else round(self.largest - self.first, 1)


def _status(key):
    """Return a size from Linux's report on this process, in MB, or None."""
    try:
        lines = STATUS.read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    sizes = [line.split()[1] for line in lines if line.startswith(key + ":")]
    return int(sizes[0]) * 1024 / 1e6 if sizes else None
