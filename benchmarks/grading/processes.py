"""What a command and the processes below it hold in memory, and how to kill one of them."""

import contextlib
import threading

import psutil

_EVERY = 0.5


class Watch:
    """Looks at a command's processes as long as a ``with`` statement lasts.

    Parameters
    ----------
    process : subprocess.Popen

    Attributes
    ----------
    command : int
        The most bytes that the command's own process held.
    workers : int
        The most that all processes below it held together. What they share counts once.
    cpu_seconds : float
        CPU time that the command's own process took.
    """

    def __init__(self, process):
        self._top = psutil.Process(process.pid)
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.command = self.workers = 0
        self.cpu_seconds = 0.0

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._done.set()
        self._thread.join()

    def _look(self):
        while not self._done.wait(_EVERY):
            with contextlib.suppress(psutil.Error):
                self.command = max(self.command, self._top.memory_full_info().pss)
                times = self._top.cpu_times()
                self.cpu_seconds = times.user + times.system
            self.workers = max(self.workers, sum(map(_held, below(self._top))))


def workers_of(process):
    """Return the worker processes of Dask that a command has started itself."""
    with contextlib.suppress(psutil.Error):
        return [
            child
            for child in psutil.Process(process.pid).children()
            if any("grading.local_worker" in word for word in _command_line(child))
        ]
    return []


def below(process):
    """Return all processes below one, or none if it has ended."""
    with contextlib.suppress(psutil.Error):
        return process.children(recursive=True)
    return []


def _held(process):
    with contextlib.suppress(psutil.Error):
        return process.memory_full_info().pss
    return 0


def _command_line(process):
    with contextlib.suppress(psutil.Error):
        return process.cmdline()
    return []
