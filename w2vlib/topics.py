"""The topics of the course: one number and one slug each, the same in every folder."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """One topic, with a chapter, and an exercise if anything in it is graded.

    Attributes
    ----------
    name : str
        Number and slug, such as ``"04_embedding"``; names the chapter and the exercise.
    targets : tuple of str
        The classes and functions that a student writes, in order.
    """

    name: str
    targets: tuple[str, ...]

    @property
    def slug(self):
        """The name without its number; names the modules in `w2vlib` and `tests`."""
        return self.name[3:]


TOPICS = (
    Topic("01_fancy_indexing", ("take_rows", "count_ids", "add_rows")),
    Topic("02_random_choice", ("draw_words", "power_distribution", "word_distribution")),
    Topic("03_cbow_bottleneck", ("create_contexts_target",)),
    Topic("04_embedding", ("Embedding",)),
    Topic("05_embedding_dot", ("EmbeddingDot", "SigmoidWithLoss")),
    Topic("06_unigram_sampler", ("UnigramSampler",)),
    Topic("07_negative_sampling_loss", ("NegativeSamplingLoss",)),
    Topic("08_cbow", ("CBOW",)),
    Topic("09_training", ("remove_duplicate", "Adam", "train_word_vectors")),
    Topic("10_word_vectors", ("most_similar", "analogy")),
    Topic("11_faster", ("BatchSampler", "SparseCBOW")),
    Topic("12_beyond", ()),
)

EXERCISES = {topic.name: topic for topic in TOPICS if topic.targets}
