"""Saving: whether, where and how often a run writes its checkpoint."""

import math
from pathlib import Path

from w2vlib._validation import check_writable
from w2vlib.fast.checkpoint import load_checkpoint, save_checkpoint


class Saving:
    """Whether, where and how often a checkpoint is written."""

    def __init__(self, path, seconds, resume):
        if resume and path is None:
            raise ValueError("resume=True needs the checkpoint to go on from, but none came")
        # NaN fails this too
        if isinstance(seconds, bool) or not (isinstance(seconds, (int, float)) and seconds >= 0):
            raise ValueError(
                f"checkpoint_seconds must be a number of at least 0, but {seconds!r} came"
            )
        self.path = None if path is None else Path(path)
        self.seconds = seconds if path is not None else math.inf
        self.resume = resume
        if self.path is not None:
            check_writable(self.path, ".npz", "checkpoint")

    def load(self):
        """Return the checkpoint to go on from, or None."""
        if self.path is None:
            return None
        exists = self.path.exists()
        if self.resume and exists:
            return load_checkpoint(self.path)
        if self.resume:
            print(f"There is no checkpoint {self.path} yet: training begins anew.")
        elif exists:
            print(f"{self.path} will be overwritten; resume=True would go on from it.")
        return None

    def save(self, checkpoint):
        """Write the checkpoint; a disk that is full does not end hours of training."""
        if self.path is None:
            return
        try:
            save_checkpoint(self.path, checkpoint)
        except OSError as error:
            print(
                f"\nThe checkpoint {self.path} could not be written, and training goes on: {error}"
            )
