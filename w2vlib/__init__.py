"""word2vec from scratch in NumPy: the solution library of the course."""

import sys

try:
    if sys.version_info < (3, 11):  # noqa: UP036 - who runs an older one is told so
        raise ImportError("w2vlib needs Python 3.11 or newer")
    from w2vlib import ptb, toy_treebank
    from w2vlib.cbow import CBOW
    from w2vlib.contexts import create_contexts_target
    from w2vlib.corpora import load_corpus
    from w2vlib.embedding import Embedding
    from w2vlib.embedding_dot import EmbeddingDot
    from w2vlib.evaluation import analogy_accuracy, evaluate, word_similarity
    from w2vlib.evaluation_data import (
        find_gensim_data,
        read_questions,
        read_simlex999,
        read_wordsim353,
    )
    from w2vlib.gradient_check import numerical_gradient
    from w2vlib.hierarchical_softmax import HierarchicalSoftmaxLoss
    from w2vlib.matmul import MatMul
    from w2vlib.negative_sampling_loss import NegativeSamplingLoss
    from w2vlib.one_hot import convert_one_hot
    from w2vlib.optimizers import SGD, Adam, remove_duplicate
    from w2vlib.preprocess import preprocess
    from w2vlib.sigmoid_with_loss import SigmoidWithLoss
    from w2vlib.simple_cbow import SimpleCBOW
    from w2vlib.skip_gram import SkipGram
    from w2vlib.softmax_with_loss import SoftmaxWithLoss
    from w2vlib.trainer import Trainer
    from w2vlib.unigram_sampler import UnigramSampler
    from w2vlib.vector_files import load_vectors, save_for_projector, save_vectors
    from w2vlib.word_vectors import analogy, cos_similarity, most_similar
except ImportError as error:
    # Who uses a name is told; until then, `python -m w2vlib doctor` can still say what to do.
    _reason = error

    def __getattr__(name):
        """Say why nothing of the library is there."""
        if name.startswith("__"):
            raise AttributeError(name)
        raise ImportError(
            f"w2vlib.{name} cannot be had: {_reason}. What to do says: python -m w2vlib doctor"
        ) from _reason


__all__ = [
    "CBOW",
    "SGD",
    "Adam",
    "Embedding",
    "EmbeddingDot",
    "HierarchicalSoftmaxLoss",
    "MatMul",
    "NegativeSamplingLoss",
    "SigmoidWithLoss",
    "SimpleCBOW",
    "SkipGram",
    "SoftmaxWithLoss",
    "Trainer",
    "UnigramSampler",
    "analogy",
    "analogy_accuracy",
    "convert_one_hot",
    "cos_similarity",
    "create_contexts_target",
    "evaluate",
    "find_gensim_data",
    "load_corpus",
    "load_vectors",
    "most_similar",
    "numerical_gradient",
    "preprocess",
    "ptb",
    "read_questions",
    "read_simlex999",
    "read_wordsim353",
    "remove_duplicate",
    "save_for_projector",
    "save_vectors",
    "toy_treebank",
    "word_similarity",
]
