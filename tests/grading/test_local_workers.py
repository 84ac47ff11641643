"""The scheduler on this computer runs what its own workers and client send, and nobody else."""

import psutil
import pytest
from distributed import Client
from distributed.security import Security

from grading.local_workers import LocalWorkers

pytestmark = pytest.mark.xdist_group("batch")


def test_who_has_no_key_of_the_run_is_not_let_in():
    with LocalWorkers(1) as workers:
        address, security = workers.open_scheduler()
        with Client(address, security=security, set_as_default=False) as client:
            client.wait_for_workers(1, timeout=60)
            assert client.submit(sum, [1, 2]).result(timeout=20) == 3
        plain = address.replace("tls://", "tcp://")
        for place, keys in ((plain, None), (address, Security.temporary())):
            with pytest.raises(OSError, match=r"in <TCP|Timed out|TLS certificate does not match"):
                Client(place, security=keys, timeout=2, set_as_default=False)


def test_processes_that_nobody_needs_end():
    with LocalWorkers(2):
        children = psutil.Process().children()
        processes = [child for child in children if "grading.local_worker" in child.cmdline()]
        assert len(processes) == 2
    _, alive = psutil.wait_procs(processes, timeout=10)
    assert not alive
