"""Drive a `UnigramSampler`."""

import contextlib
import sys
import time

from w2vlib.drive.snapshot import snapshot

SECONDS = 2


def sample(UnigramSampler, case):
    """Draw negatives for one batch."""
    came = {"target": snapshot(case["target"]), "vocab_size": int(case["corpus"].max()) + 1}
    sample = _sampler(UnigramSampler, case).get_negative_sample(case["target"])
    return {**came, "sample": snapshot(sample)}


def sample_twice(UnigramSampler, case):
    """Draw negatives for the same batch twice, then for a smaller one, from one sampler.

    Beside it are a sampler of another corpus, and one of the same corpus.
    """
    target = case["target"]
    sampler = _sampler(UnigramSampler, case)
    other = UnigramSampler(case["other_corpus"], case["power"], 1)
    drawn = sampler.get_negative_sample(target)
    first = snapshot(drawn)
    other.get_negative_sample(case["other_corpus"][:3])
    second = snapshot(sampler.get_negative_sample(target))
    few = snapshot(sampler.get_negative_sample(target[:3]))
    equal = snapshot(_sampler(UnigramSampler, case).get_negative_sample(target))
    return {
        "first": first,
        "first_later": snapshot(drawn),
        "second": second,
        "few": few,
        "equal": equal,
    }


def inputs_after(UnigramSampler, case):
    """Bring back what the sampler was given, to see whether it changed."""
    came = sample(UnigramSampler, case)
    return {**came, "corpus": snapshot(case["corpus"]), "target": snapshot(case["target"])}


def too_few_words(UnigramSampler, case):
    """Ask for as many negatives as there are other words, and then for one more.

    The second request cannot be met; whoever draws again and again until all words differ
    would never come back, so after some seconds the attempt ends in a `TimeoutError`.
    """
    target = case["target"]
    before = snapshot(target)
    most = snapshot(_sampler(UnigramSampler, case).get_negative_sample(target))
    came = {"target": before, "most": most, "raised": None, "too_many": None}
    try:
        with _time_limit(SECONDS):
            sampler = UnigramSampler(case["corpus"], case["power"], case["sample_size"] + 1)
            came["too_many"] = snapshot(sampler.get_negative_sample(target))
    except ValueError as error:
        came["raised"] = "ValueError"
        came["message"] = str(error)
    except Exception as error:
        came["raised"] = type(error).__name__
        came["message"] = str(error)
    return came


def _sampler(UnigramSampler, case):
    return UnigramSampler(case["corpus"], case["power"], case["sample_size"])


@contextlib.contextmanager
def _time_limit(seconds):
    """Raise `TimeoutError` in Python code that is still busy after `seconds` of work.

    A trace function sees each line that runs, in this thread only and on every platform.
    """
    end = time.process_time() + seconds

    def look_at_clock(frame, event, arg):
        if time.process_time() > end:
            raise TimeoutError(f"no end after {seconds} seconds")
        return look_at_clock

    before = sys.gettrace()
    sys.settrace(look_at_clock)
    try:
        yield
    finally:
        sys.settrace(before)
