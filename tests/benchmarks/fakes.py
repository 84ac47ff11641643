"""What a fresh process can import: contenders that cost nothing."""

import os
import sys


def work(task):
    return {"words_per_second": float(task), "process": os.getpid()}


def raises(task):
    raise ValueError(f"no file /some/where/{task}")


def dies(task):
    sys.stdout.flush()
    os._exit(3)


def hangs(task):
    import time

    time.sleep(60)


def not_loaded_before(task):
    seen = hasattr(os, "left_behind")
    os.left_behind = True
    return {"words_per_second": 1.0, "seen": seen}
