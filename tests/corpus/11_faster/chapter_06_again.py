# verdict: rejected, named faster-loop-over-targets
from w2vlib import UnigramSampler


class BatchSampler(UnigramSampler):
    """It draws the right words."""
