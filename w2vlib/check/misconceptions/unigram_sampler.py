"""Mistakes with UnigramSampler.

Learners draw row by row with `np.random.choice`. The wrong samplers here draw whole batches
at once, with the same probabilities: a check that fails runs every one of them.
"""

# ruff: noqa: D101, D102

from collections import Counter

import numpy as np

from w2vlib.check.catalogue import Misconception


class BatchSampler:
    """A right sampler, for the wrong ones to differ from in one step."""

    def __init__(self, corpus, power, sample_size):
        self.sample_size = sample_size
        self.word_p = self.powered(corpus, power)
        self.word_p /= self.word_p.sum()

    def powered(self, corpus, power):
        return np.bincount(corpus).astype(float) ** power

    def weights(self, target):
        """Return one row of weights for each target."""
        p = np.tile(self.word_p, (len(target), 1))
        p[np.arange(len(target)), target] = 0
        return p

    def draw(self, p):
        return _one_after_another(p, self.sample_size)

    def get_negative_sample(self, target):
        return self.draw(self.weights(target))


def _one_after_another(p, size):
    """Draw `size` different words for each row of weights.

    The words with the largest ``log p + Gumbel noise`` are those that drawing one after
    another without replacement gives (Vieira 2014; Kool et al. 2019).
    """
    too_few = np.count_nonzero(p, axis=1) < size
    if too_few.any():
        # let NumPy itself complain, as it does for whoever draws row by row
        row = p[too_few][0]
        np.random.choice(len(row), size=size, replace=False, p=row / row.sum())
    with np.errstate(divide="ignore"):
        keys = np.log(p) + np.random.gumbel(size=p.shape)
    return np.argsort(-keys, axis=1)[:, :size]


def _with_replacement(p, size):
    edges = np.cumsum(p, axis=1)
    u = np.random.rand(len(p), size, 1) * edges[:, np.newaxis, -1:]
    return np.sum(u >= edges[:, np.newaxis, :], axis=2)


class TargetNotExcluded(BatchSampler):
    def weights(self, target):
        return np.tile(self.word_p, (len(target), 1))


class OneCallForTheBatch(TargetNotExcluded):
    def draw(self, p):
        return _with_replacement(p, self.sample_size)


class WithReplacement(BatchSampler):
    def draw(self, p):
        return _with_replacement(p, self.sample_size)


class RowDrawnAgain(BatchSampler):
    def draw(self, p):
        if np.count_nonzero(p, axis=1).min() < self.sample_size:
            return _one_after_another(p, self.sample_size)
        sample = _with_replacement(p, self.sample_size)
        while True:
            ordered = np.sort(sample, axis=1)
            again = np.any(ordered[:, 1:] == ordered[:, :-1], axis=1)
            if not again.any():
                return sample
            sample[again] = _with_replacement(p[again], self.sample_size)


class CountsByFirstAppearance(BatchSampler):
    def powered(self, corpus, power):
        return np.power(list(Counter(corpus.tolist()).values()), power)


class PowerIgnored(BatchSampler):
    def powered(self, corpus, power):
        return np.bincount(corpus).astype(float)


class AllWordsAlike(BatchSampler):
    def powered(self, corpus, power):
        return np.ones(corpus.max() + 1)


class FloatIds(BatchSampler):
    def draw(self, p):
        return super().draw(p).astype(float)


class AllTargetsLeftOut(BatchSampler):
    def weights(self, target):
        p = np.tile(self.word_p, (len(target), 1))
        p[:, target] = 0
        return p


class PositionsForIds(BatchSampler):
    def weights(self, target):
        # column j stands for the j-th word that is left
        others = np.arange(len(self.word_p) - 1) + np.zeros((len(target), 1), dtype=int)
        others += others >= np.reshape(target, (-1, 1))
        return self.word_p[others]


class ZeroedForGood(BatchSampler):
    def weights(self, target):
        rows = np.arange(len(target))
        p = np.tile(self.word_p, (len(target), 1))
        zeroed = np.zeros(p.shape, dtype=bool)
        zeroed[rows, target] = True
        p[np.maximum.accumulate(zeroed, axis=0)] = 0
        self.word_p = p[-1] / p[-1].sum()
        return p


class NotRenormalised(BatchSampler):
    def get_negative_sample(self, target):
        p = self.word_p.copy()
        p[target[0]] = 0
        return np.random.choice(len(p), size=self.sample_size, replace=False, p=p)


class NotRenormalisedGenerator(NotRenormalised):
    def get_negative_sample(self, target):
        p = self.word_p.copy()
        p[target[0]] = 0
        return np.random.default_rng().choice(len(p), size=self.sample_size, replace=False, p=p)


class NoMethod:
    __init__ = BatchSampler.__init__
    powered = BatchSampler.powered


class MisspeltMethod(NoMethod):
    get_negative_samples = BatchSampler.get_negative_sample


_not_renormalised = {
    "does": "You set the target's probability to 0 and drew with what was left, which no longer "
    "sums to 1.",
    "hint": "Take 0.4 out of a distribution. By what must you divide the rest, so that it is a "
    "distribution again?",
    "section": "06_unigram_sampler#sampler-renormalise",
}

MISCONCEPTIONS = (
    Misconception(
        "unigram-target-not-excluded",
        "UnigramSampler",
        TargetNotExcluded,
        "Your sampler may draw the target itself: the right answer is then also trained as a "
        "wrong one.",
        "What must the probability of the row's target be before you draw? Each row has another "
        "target.",
        "06_unigram_sampler#sampler-leaves-out-target",
    ),
    Misconception(
        "unigram-one-call-for-the-batch",
        "UnigramSampler",
        OneCallForTheBatch,
        "All rows are drawn in one call from one distribution: targets are not left out, and a "
        "row may hold a word twice.",
        "One call knows nothing of rows. What differs from row to row? And what does "
        "`replace=False` do when it is asked for a whole matrix?",
        "06_unigram_sampler#sampler-leaves-out-target",
    ),
    Misconception(
        "unigram-with-replacement",
        "UnigramSampler",
        WithReplacement,
        "Your sampler draws with replacement: a word may come twice in one row.",
        "Look at the arguments of the call that draws. Which one says whether a word goes back?",
        "06_unigram_sampler#sampler-different-words",
    ),
    Misconception(
        "unigram-counts-by-first-appearance",
        "UnigramSampler",
        CountsByFirstAppearance,
        "Your probabilities stand in the order in which words first appear in the corpus, not in "
        "the order of their ids.",
        "For the corpus [2, 0, 2], what does `Counter` list first? And whose probability must "
        "stand at position 0?",
        "06_unigram_sampler#sampler-counts-by-id",
    ),
    Misconception(
        "unigram-power-ignored",
        "UnigramSampler",
        PowerIgnored,
        "Your sampler draws words as often as they occur: the power changes nothing.",
        "Where in your code is each count raised to `power`?",
        "06_unigram_sampler#sampler-powered-frequency",
    ),
    Misconception(
        "unigram-all-words-alike",
        "UnigramSampler",
        AllWordsAlike,
        "Your sampler draws all words equally often, whatever their counts.",
        "You worked out a distribution. Does the call that draws know of it?",
        "06_unigram_sampler#sampler-powered-frequency",
    ),
    Misconception(
        "unigram-row-drawn-again",
        "UnigramSampler",
        RowDrawnAgain,
        "Your rows follow another distribution: it looks as if a whole row is drawn again "
        "whenever a word in it repeats. Rows with common words repeat most, so they are thrown "
        "away most.",
        "Keep the words that are already drawn, and draw only the next one among the others.",
        "06_unigram_sampler#sampler-one-after-another",
    ),
    Misconception(
        "unigram-float-ids",
        "UnigramSampler",
        FloatIds,
        "Your ids are floats, and an array cannot be indexed with floats.",
        "`np.zeros((2, 3))` makes an array of which dtype? It has an argument for another one.",
        "06_unigram_sampler#sampler-integer-ids",
    ),
    Misconception(
        "unigram-positions-for-ids",
        "UnigramSampler",
        PositionsForIds,
        "Your ids are too small by one from the target on: they are positions in a list from "
        "which the target was removed.",
        "Remove item 1 of ['a', 'b', 'c']. Which item is then at position 1, and what was its id?",
        "06_unigram_sampler#sampler-positions",
    ),
    Misconception(
        "unigram-all-targets-left-out",
        "UnigramSampler",
        AllTargetsLeftOut,
        "Your sampler leaves out all targets of the batch in every row. A row should lack its own "
        "target only.",
        "`target` is an array. Which entries does `p[target] = 0` set? The word that is the target "
        "of one row may be a negative in another.",
        "06_unigram_sampler#sampler-all-targets",
    ),
    Misconception(
        "unigram-zeroed-for-good",
        "UnigramSampler",
        ZeroedForGood,
        "Once a word was a target, your sampler never draws it again: its probability stays 0.",
        "After `p = self.word_p` and `p[1] = 0`, what is `self.word_p[1]`? One array, or two?",
        "06_unigram_sampler#sampler-copy",
    ),
    Misconception(
        "unigram-not-renormalised", "UnigramSampler", NotRenormalised, **_not_renormalised
    ),
    Misconception(
        "unigram-not-renormalised-generator",
        "UnigramSampler",
        NotRenormalisedGenerator,
        **_not_renormalised,
    ),
    Misconception(
        "unigram-method-misspelt",
        "UnigramSampler",
        MisspeltMethod,
        "A method has another name than the one that is called.",
        "Compare the spelling, letter by letter: get_negative_sample, without an s at the end.",
        "06_unigram_sampler#sampler-method",
    ),
    Misconception(
        "unigram-no-method",
        "UnigramSampler",
        NoMethod,
        "The object has no method of that name.",
        "Look at the indentation: a method stands inside the class, one level in, beside "
        "`__init__` and not within it.",
        "06_unigram_sampler#sampler-method",
    ),
)
