"""How much memory a piece of code needs at most."""

import contextlib
import gc
from pathlib import Path

STATUS = Path("/proc/self/status")
CLEAR = Path("/proc/self/clear_refs")


class PeakMemory:
    """Measure the peak inside a ``with`` block, over what the process had before.

    The resident set counts everything, pages of memory-mapped files too, which the system takes
    back when it needs them.

    Attributes
    ----------
    rss_mb : float or None
        The peak in MB (10⁶ bytes), after the block, as Linux's ``/proc`` gives it; None on
        other systems.

    Examples
    --------
    >>> with PeakMemory() as memory:
    ...     block = b"w" * 30_000_000
    ...     del block
    >>> memory.rss_mb is None or 29 < memory.rss_mb < 60
    True
    """

    def __init__(self):
        self.rss_mb = None

    def __enter__(self):
        gc.collect()
        with contextlib.suppress(OSError):
            CLEAR.write_text("5")  # the peak starts anew
        self._before = _status("VmRSS")
        return self

    def __exit__(self, *_):
        peak = _status("VmHWM")
        if peak is not None:
            self.rss_mb = max(0.0, round(peak - self._before, 1))


def _status(key):
    """Return a size from Linux's report on this process, in MB, or None."""
    try:
        lines = STATUS.read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    sizes = [line.split()[1] for line in lines if line.startswith(key + ":")]
    return int(sizes[0]) * 1024 / 1e6 if sizes else None
