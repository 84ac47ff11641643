"""A worker process of Dask on this computer, as `LocalWorkers` starts it.

It ends with the process that has started it, however that ends.
"""

import asyncio
import os
import sys
import threading

from distributed import Worker


def main(scheduler, folder):
    """Work until nobody wants it any more.

    Parameters
    ----------
    scheduler : str
        Its address.
    folder : path
        For what Dask writes.
    """
    threading.Thread(target=_end_with_parent, daemon=True).start()
    asyncio.run(_work(scheduler, folder))
    # not to wait for a notebook that nobody waits for
    os._exit(0)


def _end_with_parent():
    sys.stdin.buffer.read()  # nothing comes, until the other end is closed
    os._exit(1)


async def _work(scheduler, folder):
    # in threads of one process notebooks would have to wait for one another
    async with Worker(
        scheduler, nthreads=1, memory_limit=0, local_directory=folder, host="127.0.0.1"
    ) as worker:
        await worker.finished()


if __name__ == "__main__":
    main(*sys.argv[1:])
