"""Dask's workers, as a batch sees them: who is there, who has what, and who has died.

Dask itself gives a lost worker's task to the next one, and to the next after that. Here each
task is tied to the worker that it was given to, so that it is known what ran where one died.
"""

import atexit
import contextlib
import logging
import queue
import time
from dataclasses import dataclass, field

from grading.local_workers import LocalWorkers
from grading.worker import close, prepare, state_of_this

#: Seconds without any worker until the cluster is given up, and between two looks at it
_PATIENCE, _LOOK = 120, 0.5
_CONNECT = "15s"


class ClusterError(RuntimeError):
    """There is no cluster to grade on; says why. What was graded is stored."""


@dataclass(eq=False)
class Worker:
    """A worker process.

    Attributes
    ----------
    address : str
    ready : bool
        Whether it has its sandbox, and the same course and packages as this process.
    jobs : list
        What it was given, in order, and has not brought back.
    exercises : set of str
        Of all that it was given.
    """

    address: str
    ready: bool = False
    jobs: list = field(default_factory=list)
    exercises: set = field(default_factory=set)


@dataclass(eq=False)
class _Given:
    worker: Worker
    job: object
    since: float


class Cluster:
    """Worker processes on this computer, or those of a scheduler. For a ``with`` statement.

    Parameters
    ----------
    scheduler : str, optional
        The address of one that is there, such as ``"tcp://10.0.0.1:8786"``.
    workers : int, optional
        How many processes on this computer; one for each core if not given.
    unsafe : bool
        Whether notebooks run without a sandbox.

    Raises
    ------
    ClusterError
        Here or later, when there is no scheduler or no worker any more, or one that has
        another course or other packages.
    """

    def __init__(self, scheduler=None, workers=None, unsafe=False):
        self._scheduler, self._number, self._unsafe = scheduler, workers, unsafe
        self._local = None
        self._workers, self._given = {}, {}
        self._done = queue.SimpleQueue()
        self._looked = self._alive = 0.0

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            if not self._scheduler:
                self._local = stack.enter_context(LocalWorkers(self._number, self._unsafe))
            # Dask takes as long to import as the workers take to start
            import dask
            from distributed import Client

            settings = {
                # notebooks may be large, and each is sent just once
                "distributed.admin.large-graph-warning-threshold": "1GB",
                # nor are the last thousand of them kept in memory
                "distributed.admin.low-level-log-length": 1,
                "distributed.diagnostics.computations.max-history": 1,
                "distributed.comm.timeouts.connect": _CONNECT,
                "distributed.admin.tick.interval": "1s",
            }
            stack.enter_context(dask.config.set(settings))
            address, security = self._scheduler, None
            if self._local:
                address, security = self._local.open_scheduler()
            try:
                self._client = stack.enter_context(
                    Client(address, security=security, set_as_default=False)
                )
            except OSError as error:
                raise ClusterError(f"No scheduler answers at {self._scheduler}: {error}") from error
            if self._scheduler:
                stack.callback(self._close_sandboxes)
            noise = _NoNoise()
            logging.getLogger("asyncio").addFilter(noise)
            stack.callback(logging.getLogger("asyncio").removeFilter, noise)
            self._expected = state_of_this()
            self._alive = time.monotonic()
            self._stack = stack.pop_all()
        # who leaves a batch by an error may hold on to it until Python ends, and Dask with it
        atexit.register(self._close)
        return self

    def __exit__(self, *exception):
        atexit.unregister(self._close)
        self._close()

    def _close(self):
        self._stack.close()

    @property
    def ready(self):
        """The workers that can be given something."""
        return [worker for worker in self._workers.values() if worker.ready]

    def give(self, worker, job, function, *arguments):
        """Have a worker call a function, after what it has been given before.

        Parameters
        ----------
        worker : Worker
        job : object
            What `wait` calls it.
        function : callable
        *arguments
        """
        future = self._client.submit(
            function,
            *arguments,
            pure=False,
            workers=[worker.address],
            allow_other_workers=False,
        )
        self._given[future] = _Given(worker, job, time.monotonic())
        worker.jobs.append(job)
        future.add_done_callback(self._done.put)

    def wait(self):
        """Wait for something to happen, but not for long.

        Returns
        -------
        finished : list of (object, object)
            Jobs, and what their functions returned.
        died : list of (list, float)
            For each worker that has died its jobs, and for how many seconds it had the first.
            One that died before it was ready had none.
        lived : float
            Seconds that workers have lived since the last call, taken together.
        """
        finished, died, lived = [], [], 0.0
        for future in self._some_done():
            given = self._given.get(future)
            if given is None:  # of a worker that has died
                continue
            try:
                result = self._result(future)
            except _Gone:
                died += self._forget(given.worker)
                continue
            del self._given[future]
            given.worker.jobs.remove(given.job)
            future.release()
            if given.job is _PREPARE:
                self._note_prepared(given.worker, result)
            else:
                finished.append((given.job, result))
        now = time.monotonic()
        if now - self._looked >= _LOOK:
            lived = len(self._workers) * (now - self._looked if self._looked else 0)
            self._looked = now
            died += self._look()
        if self.ready:
            self._alive = now
        elif now - self._alive > _PATIENCE:
            said = f" {self._local.last_words()}" if self._local else ""
            raise ClusterError(f"There has been no worker for {_PATIENCE} seconds.{said}")
        return finished, died, lived

    def _some_done(self):
        done = []
        with contextlib.suppress(queue.Empty):
            done.append(self._done.get(timeout=_LOOK))
            while True:
                done.append(self._done.get_nowait())
        return done

    def _result(self, future):
        """Return what came of a future that is done; raise `_Gone` if that was lost."""
        from distributed import KilledWorker

        worker = self._given[future].worker
        while future.status == "finished" and self._client.who_has([future])[future.key]:
            # what is lost in this moment would be waited for without end
            with contextlib.suppress(TimeoutError):
                return future.result(timeout=1)
            if worker.address not in self._addresses():
                raise _Gone
        error = future.exception(timeout=1) if future.status == "error" else None
        if error is None or isinstance(error, KilledWorker):
            raise _Gone
        raise ClusterError(
            f"The worker {worker.address} cannot grade: {type(error).__name__}: {error}"
        ) from error

    def _look(self):
        """See who is there; return what those had who are not there any more."""
        if self._local:
            self._local.replace_dead()
        addresses = self._addresses()
        died = []
        for worker in list(self._workers.values()):
            if worker.address not in addresses:
                died += self._forget(worker)
        for address in addresses - self._workers.keys():
            worker = self._workers[address] = Worker(address)
            self.give(worker, _PREPARE, prepare, self._expected, self._unsafe)
        return died

    def _addresses(self):
        try:
            workers = self._client.scheduler_info(n_workers=-1)["workers"]
        except Exception as error:
            raise ClusterError(f"The scheduler is gone: {error}") from error
        return {address for address, about in workers.items() if about["status"] == "running"}

    def _forget(self, worker):
        """Forget a worker that has died; return what it had, unless that is known already."""
        if self._workers.get(worker.address) is not worker:
            return []
        del self._workers[worker.address]
        since = time.monotonic()
        for future, given in list(self._given.items()):
            if given.worker is worker:
                since = min(since, given.since)
                del self._given[future]
                future.release()
        jobs = [job for job in worker.jobs if job is not _PREPARE]
        return [(jobs, time.monotonic() - since)]

    def _note_prepared(self, worker, different):
        if different:
            told = "; ".join(
                f"{name}: {there} here, {here} there" for name, (there, here) in different.items()
            )
            raise ClusterError(
                f"The worker {worker.address} would not grade as this process does ({told}). Give "
                "it the same files and packages, and start it anew."
            )
        worker.ready = True

    def _close_sandboxes(self):
        with contextlib.suppress(
            Exception
        ):  # the workers may be gone, and their sandboxes with them
            self._client.run(close)


#: The first job of each worker
_PREPARE = object()


class _Gone(Exception):
    """A result was lost with its worker."""


class _NoNoise(logging.Filter):
    """Leaves out that Dask gave up waiting for a result which was lost: `_result` knows."""

    def filter(self, record):
        from distributed.client import AllExit

        return not (record.exc_info and record.exc_info[0] is AllExit)
