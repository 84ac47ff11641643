"""A worker process of Dask on this computer, as `LocalWorkers` starts it.

It ends with the process that has started it, however that ends.
"""

import asyncio
import json
import os
import shutil
import sys
import threading

import grading.quick_start  # noqa: F401
from grading.worker import begin


def main(folder, unsafe):
    """Work until nobody wants it any more.

    The scheduler's address and keys come on stdin, when there is a scheduler. It stays open as
    long as the worker is wanted.

    Parameters
    ----------
    folder : path
        For what Dask writes; removed in the end.
    unsafe : bool
        Whether notebooks are to run without a sandbox.
    """
    begin(unsafe)
    import distributed  # noqa: F401 - while there may be no scheduler yet

    about = sys.stdin.buffer.readline()
    if about:
        threading.Thread(target=_end_with_parent, args=[folder], daemon=True).start()
        asyncio.run(_work(folder, **json.loads(about)))
    else:
        shutil.rmtree(folder, ignore_errors=True)
    # not to wait for a notebook that nobody waits for
    os._exit(0)


def _end_with_parent(folder):
    sys.stdin.buffer.read()  # nothing comes, until the other end is closed
    shutil.rmtree(folder, ignore_errors=True)  # one that was killed could not
    os._exit(1)


async def _work(folder, scheduler, keys):
    from distributed import Worker
    from distributed.security import Security

    security = Security(
        tls_ca_file=keys["ca_file"],
        tls_worker_cert=keys["cert"],
        tls_worker_key=keys["key"],
        require_encryption=True,
    )
    async with Worker(
        scheduler,
        nthreads=1,  # in threads of one process notebooks would have to wait for one another
        memory_limit=0,
        local_directory=folder,
        host="tls://127.0.0.1",
        security=security,
    ) as worker:
        await worker.finished()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] == "unsafe")
