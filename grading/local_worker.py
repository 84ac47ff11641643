"""A worker process of Dask on this computer, as `LocalWorkers` starts it.

It ends with the process that has started it, however that ends.
"""

import asyncio
import json
import os
import shutil
import sys
import threading

from distributed import Worker
from distributed.security import Security


def main(scheduler, folder):
    """Work until nobody wants it any more.

    Its keys come on stdin, which stays open as long as it is wanted.

    Parameters
    ----------
    scheduler : str
        Its address.
    folder : path
        For what Dask writes; removed in the end.
    """
    keys = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_parent, args=[folder], daemon=True).start()
    # jsonschema would take a second to import it, for forms of addresses that no notebook has
    sys.modules["rfc3987_syntax"] = None
    asyncio.run(_work(scheduler, folder, keys))
    # not to wait for a notebook that nobody waits for
    os._exit(0)


def _end_with_parent(folder):
    sys.stdin.buffer.read()  # nothing comes, until the other end is closed
    shutil.rmtree(folder, ignore_errors=True)  # one that was killed could not
    os._exit(1)


async def _work(scheduler, folder, keys):
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
    main(*sys.argv[1:])
