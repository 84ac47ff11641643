"""Worker processes on this computer: a scheduler for them, and others in place of the dead."""

import contextlib
import logging
import os
import subprocess
import sys
import tempfile

import dask
from distributed import LocalCluster

from grading.course import ROOT

_END_SECONDS = 5


class LocalWorkers:
    """Processes that work for a scheduler in this one. To be used in a ``with`` statement.

    Dask's own (`distributed.Nanny`) gives up a worker that is killed while it starts.

    Parameters
    ----------
    number : int, optional
        How many; one for each core if not given.

    Attributes
    ----------
    address : str
        The scheduler's.
    """

    def __init__(self, number=None):
        self._number = number or len(os.sched_getaffinity(0))
        self._processes = []

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self._folder = stack.enter_context(
                tempfile.TemporaryDirectory(prefix="grading-", ignore_cleanup_errors=True)
            )
            self._errors = stack.enter_context(tempfile.TemporaryFile())
            with dask.config.set({"temporary-directory": self._folder}):
                scheduler = LocalCluster(
                    n_workers=0,
                    processes=True,
                    dashboard_address="127.0.0.1:0",
                    silence_logs=logging.CRITICAL,  # of workers' deaths the batch speaks itself
                )
            self.address = stack.enter_context(scheduler).scheduler_address
            stack.callback(self._end)
            self.replace_dead()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *exception):
        return self._stack.__exit__(*exception)

    def replace_dead(self):
        """Start as many processes as are missing."""
        for process in list(self._processes):
            if process.poll() is not None:
                process.stdin.close()
                self._processes.remove(process)
        while len(self._processes) < self._number:
            self._processes.append(self._start())

    def last_words(self):
        """Return the end of what the processes have said on stderr."""
        self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, self._errors.tell() - 4000))
        return self._errors.read().decode("utf-8", "replace").strip()

    def _start(self):
        paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
        settings = {
            "PYTHONPATH": os.pathsep.join(filter(None, paths)),
            "DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH": "1",  # no notebooks in memory
        }
        return subprocess.Popen(
            [sys.executable, "-m", "grading.local_worker", self.address, self._folder],
            env={**os.environ, **settings},
            stdin=subprocess.PIPE,
            stdout=self._errors,
            stderr=self._errors,
            start_new_session=True,  # Ctrl-C is for this process, which ends the others
        )

    def _end(self):
        for process in self._processes:
            process.stdin.close()
        for process in self._processes:
            try:
                process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
