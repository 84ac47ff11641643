"""The scheduler on this computer runs what its own workers and client send, and nobody else."""

import asyncio

import pytest
from distributed import Client

from grading.local_workers import LocalWorkers

pytestmark = pytest.mark.xdist_group("sandbox")


def test_who_has_no_key_is_not_let_in():
    async def knock(address):
        async with Client(address, asynchronous=True, timeout=2):
            pass

    with LocalWorkers(1) as workers:
        with Client(workers.address, security=workers.security, set_as_default=False) as client:
            client.wait_for_workers(1, timeout=60)
            assert client.submit(sum, [1, 2]).result(timeout=20) == 3
        host = workers.address.removeprefix("tls://")
        with pytest.raises((OSError, TypeError)):
            asyncio.run(knock(f"tcp://{host}"))
        with pytest.raises((OSError, TypeError)):
            asyncio.run(knock(f"tls://{host}"))
