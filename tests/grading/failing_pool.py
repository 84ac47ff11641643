"""A sandbox that fails: its servers die when a notebook is to run."""

import contextlib

from grading.sandbox.pool import Pool


class FailingPool(Pool):
    """Lends out servers that have died, so many times."""

    def __init__(self, times):
        super().__init__(1)
        self.times = times

    @contextlib.contextmanager
    def server(self):
        with super().server() as server:
            if self.times:
                self.times -= 1
                server.wait_until_ready()
                server._process.kill()
                server._process.wait()
            yield server
