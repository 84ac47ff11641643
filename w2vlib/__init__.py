"""word2vec from scratch in NumPy: the solution library of the course."""

from w2vlib.cbow import CBOW
from w2vlib.contexts import create_contexts_target
from w2vlib.embedding import Embedding
from w2vlib.embedding_dot import EmbeddingDot
from w2vlib.negative_sampling_loss import NegativeSamplingLoss
from w2vlib.optimizers import SGD, Adam, remove_duplicate
from w2vlib.sigmoid_with_loss import SigmoidWithLoss
from w2vlib.trainer import Trainer
from w2vlib.unigram_sampler import UnigramSampler

__all__ = [
    "CBOW",
    "SGD",
    "Adam",
    "Embedding",
    "EmbeddingDot",
    "NegativeSamplingLoss",
    "SigmoidWithLoss",
    "Trainer",
    "UnigramSampler",
    "create_contexts_target",
    "remove_duplicate",
]
