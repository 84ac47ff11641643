"""Worker processes on this computer: a scheduler for them, and others in place of the dead."""

import contextlib
import json
import logging
import os
import subprocess
import sys
import tempfile

from grading.course import ROOT

_END_SECONDS = 5


class LocalWorkers:
    """Processes that work for a scheduler in this one. To be used in a ``with`` statement.

    Dask's own (`distributed.Nanny`) gives up a worker that is killed while it starts. All speak
    TLS with a key made for this run: a scheduler runs whatever it is sent, and others who have an
    account on this computer can reach its port.

    Parameters
    ----------
    number : int, optional
        How many; one for each core if not given.
    unsafe : bool
        Whether notebooks are to run without a sandbox.

    Attributes
    ----------
    address : str
        The scheduler's, once there is one.
    security : distributed.security.Security
        For clients.
    """

    def __init__(self, number=None, unsafe=False):
        self._number = number or len(os.sched_getaffinity(0))
        self._unsafe = unsafe
        self._processes = []
        self.address = self.security = None

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self._folder = stack.enter_context(
                tempfile.TemporaryDirectory(prefix="grading-", ignore_cleanup_errors=True)
            )
            self._errors = stack.enter_context(tempfile.TemporaryFile())
            stack.callback(self._end)
            self.replace_dead()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *exception):
        return self._stack.__exit__(*exception)

    def open_scheduler(self):
        """Open the scheduler, and tell the processes where it is; return its address and keys."""
        import dask
        from distributed import LocalCluster
        from distributed.security import Security

        self.security = Security.temporary()
        settings = {
            "temporary-directory": self._folder,
            "distributed.scheduler.http.routes": [],  # it would tell all who ask
        }
        with dask.config.set(settings):
            scheduler = LocalCluster(
                n_workers=0,
                processes=True,
                security=self.security,
                dashboard_address="127.0.0.1:0",
                silence_logs=logging.CRITICAL,  # of workers' deaths the batch speaks itself
            )
        self.address = self._stack.enter_context(scheduler).scheduler_address
        self._stack.callback(self._end)  # before the scheduler does
        for process in self._processes:
            self._tell(process)
        return self.address, self.security

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
            "TMPDIR": self._folder,  # what one that is killed leaves goes with the rest
            "DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH": "1",  # no notebooks in memory
            # else Dask looks a hundred times a second at what runs, for a page that nobody sees
            "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
            "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "1s",
        }
        how = "unsafe" if self._unsafe else "isolated"
        process = subprocess.Popen(
            [sys.executable, "-m", "grading.local_worker", self._folder, how],
            env={**os.environ, **settings},
            stdin=subprocess.PIPE,
            stdout=self._errors,
            stderr=self._errors,
            start_new_session=True,  # Ctrl-C is for this process, which ends the others
            text=True,
        )
        if self.address:
            self._tell(process)
        return process

    def _tell(self, process):
        keys = self.security.get_tls_config_for_role("worker")
        with contextlib.suppress(BrokenPipeError):  # it has died already
            process.stdin.write(json.dumps({"scheduler": self.address, "keys": keys}) + "\n")
            process.stdin.flush()

    def _end(self):
        for process in self._processes:
            process.stdin.close()
        while self._processes:
            process = self._processes.pop()
            try:
                process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
