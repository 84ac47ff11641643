"""Drive a `create_contexts_target`."""

from w2vlib.drive.snapshot import snapshot


def cut(create_contexts_target, case):
    """Cut a corpus into contexts and targets, and bring back the corpus as well."""
    returned = create_contexts_target(case["corpus"], int(case["window_size"]))
    return {"returned": snapshot(returned), "corpus": snapshot(case["corpus"])}
