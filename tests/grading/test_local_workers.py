"""The scheduler on this computer runs what its own workers and client send, and nobody else."""

import asyncio

import pytest
from distributed import Client
from distributed.comm import connect
from distributed.security import Security

from grading.local_workers import LocalWorkers

pytestmark = pytest.mark.xdist_group("batch")


def test_who_has_no_key_of_the_run_is_not_let_in():
    with LocalWorkers(1) as workers:
        with Client(workers.address, security=workers.security, set_as_default=False) as client:
            client.wait_for_workers(1, timeout=60)
            assert client.submit(sum, [1, 2]).result(timeout=20) == 3
        strangers = Security.temporary().get_connection_args("client")
        plain = workers.address.replace("tls://", "tcp://")
        with pytest.raises(OSError, match="in <TCP"):
            asyncio.run(connect(plain, timeout=1))
        with pytest.raises(OSError, match="TLS certificate does not match"):
            asyncio.run(connect(workers.address, timeout=1, **strangers))
