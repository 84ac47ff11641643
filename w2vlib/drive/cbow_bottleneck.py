"""Drive a `create_contexts_target`."""

from w2vlib.drive.snapshot import snapshot


def cut(create_contexts_target, case):
    """Cut a corpus into contexts and targets."""
    returned = create_contexts_target(case["corpus"], int(case["window_size"]))
    return {"returned": snapshot(returned)}


def cut_twice(create_contexts_target, case):
    """Cut a corpus, and then another; bring back the first corpus and what came of it."""
    corpus, window_size = case["corpus"], int(case["window_size"])
    returned = create_contexts_target(corpus, window_size)
    came = {"returned": snapshot(returned), "corpus": snapshot(corpus)}
    create_contexts_target(corpus + 1, window_size)
    return came | {"later": snapshot(returned)}
