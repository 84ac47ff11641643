"""Fast training of word vectors: one entry point, three engines."""

from w2vlib.fast.settings import Settings
from w2vlib.fast.training import Trained, train_cbow, train_skip_gram

__all__ = ["Settings", "Trained", "train_cbow", "train_skip_gram"]
