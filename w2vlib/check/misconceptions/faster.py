"""Mistakes with BatchSampler and SparseCBOW."""

# ruff: noqa: D101, D102

import numpy as np

from w2vlib.check.catalogue import Misconception
from w2vlib.unigram_sampler import UnigramSampler


class _Sampler:
    """A plain, right BatchSampler, for the wrong ones to differ from in one step."""

    def __init__(self, corpus, power, sample_size):
        p = self.powered(corpus, power)
        self.word_p = p / p.sum()
        self.edges = np.cumsum(self.word_p)
        self.sample_size = sample_size
        if len(p) <= sample_size:
            raise ValueError(f"{sample_size} negatives need more than {len(p)} words")

    def powered(self, corpus, power):
        return np.bincount(corpus).astype(float) ** power

    def draw(self, shape):
        ids = np.searchsorted(self.edges, np.random.random_sample(shape), side="right")
        return np.minimum(ids, len(self.edges) - 1)

    def not_allowed(self, rows, k):
        """Tell in which rows the word at place k is the target, at place 0, or a repetition."""
        return np.any(rows[:, :k] == rows[:, k : k + 1], axis=1)

    def fill(self, rows, k):
        """Draw the word at place k of each row."""
        rows[:, k] = self.draw(len(rows))
        while (again := self.not_allowed(rows, k)).any():
            rows[again, k] = self.draw(np.count_nonzero(again))

    def get_negative_sample(self, target):
        rows = np.zeros((len(target), self.sample_size + 1), dtype=np.int64)
        rows[:, 0] = target
        for k in range(1, self.sample_size + 1):
            self.fill(rows, k)
        return rows[:, 1:].copy()


class LoopOverTargets(_Sampler):
    def get_negative_sample(self, target):
        negative_sample = np.zeros((len(target), self.sample_size), dtype=np.int64)
        for b, answer in enumerate(target):
            p = self.word_p.copy()
            p[answer] = 0
            p /= p.sum()
            negative_sample[b] = np.random.choice(len(p), size=self.sample_size, replace=False, p=p)
        return negative_sample


class MatrixOfProbabilities(_Sampler):
    def get_negative_sample(self, target):
        keys = np.log(self.word_p) + np.random.gumbel(size=(len(target), len(self.word_p)))
        keys[np.arange(len(target)), target] = -np.inf
        return np.argpartition(-keys, self.sample_size - 1, axis=1)[:, : self.sample_size]


class AddsUpInEachCall(_Sampler):
    def draw(self, shape):
        return np.random.choice(len(self.word_p), size=shape, p=self.word_p)


class TargetNotExcluded(_Sampler):
    def not_allowed(self, rows, k):
        return np.any(rows[:, 1:k] == rows[:, k : k + 1], axis=1)


class OnlyTargetsDrawnAgain(_Sampler):
    def not_allowed(self, rows, k):
        return rows[:, 0] == rows[:, k]


class NothingDrawnAgain(_Sampler):
    def fill(self, rows, k):
        rows[:, k] = self.draw(len(rows))


class DrawnAgainOnce(_Sampler):
    def fill(self, rows, k):
        rows[:, k] = self.draw(len(rows))
        again = self.not_allowed(rows, k)
        rows[again, k] = self.draw(np.count_nonzero(again))


class NextWordInstead(_Sampler):
    def fill(self, rows, k):
        rows[:, k] = self.draw(len(rows))
        while (again := self.not_allowed(rows, k)).any():
            rows[again, k] = (rows[again, k] + 1) % len(self.edges)


class RowDrawnAgain(_Sampler):
    def get_negative_sample(self, target):
        K = self.sample_size
        sample = self.draw((len(target), K))
        while True:
            rows = np.sort(sample, axis=1)
            again = np.any(rows[:, 1:] == rows[:, :-1], axis=1)
            again |= np.any(sample == target[:, np.newaxis], axis=1)
            if not again.any():
                return sample
            sample[again] = self.draw((np.count_nonzero(again), K))


class OneRowForAll(_Sampler):
    def get_negative_sample(self, target):
        p = self.word_p.copy()
        p[target] = 0
        p /= p.sum()
        row = np.random.choice(len(p), size=self.sample_size, replace=False, p=p)
        return np.tile(row, (len(target), 1))


class PowerIgnored(_Sampler):
    def powered(self, corpus, power):
        return np.bincount(corpus).astype(float)


class AllWordsAlike(_Sampler):
    def draw(self, shape):
        return np.random.randint(len(self.edges), size=shape)


class _Model:
    """A plain, right SparseCBOW, for the wrong ones to differ from in one step."""

    make_sampler = _Sampler

    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        shape = vocab_size, hidden_size
        self.word_vecs = 0.01 * np.random.randn(*shape).astype("f")
        self.output_vecs = 0.01 * np.random.randn(*shape).astype("f")
        self.window_size = window_size
        self.sampler = self.make_sampler(corpus, 0.75, 5)

    def negatives(self, target):
        return self.sampler.get_negative_sample(target)

    def train_step(self, contexts, target, lr):
        ids = np.column_stack([target, self.negatives(target)])
        h = self.hidden(contexts)
        score = np.einsum("bh,bkh->bk", h, self.output_vecs[ids])
        loss = self.mean_loss(score)
        dscore = self.score_gradient(score)
        dh = np.einsum("bk,bkh->bh", dscore, self.output_vecs[ids])
        drows = dscore[:, :, np.newaxis] * h[:, np.newaxis]
        self.subtract("output_vecs", ids, lr * drows)
        dcontext = np.repeat(self.share(dh)[:, np.newaxis], contexts.shape[1], axis=1)
        self.subtract("word_vecs", contexts, lr * dcontext)
        return loss

    def hidden(self, contexts):
        return self.word_vecs[contexts].sum(axis=1) / contexts.shape[1]

    def mean_loss(self, score):
        return (np.logaddexp(0, score).sum() - score[:, 0].sum()) / len(score)

    def score_gradient(self, score):
        dscore = 1 / (1 + np.exp(-score))
        dscore[:, 0] -= 1
        return dscore / len(score)

    def share(self, dh):
        """Return what one context word gets of dh."""
        return dh / (2 * self.window_size)

    def subtract(self, name, ids, rows):
        np.subtract.at(getattr(self, name), ids, rows)


class DenseGradient(_Model):
    def subtract(self, name, ids, rows):
        W = getattr(self, name)
        dW = np.zeros_like(W)
        np.add.at(dW, ids, rows)
        W -= dW


class GradientsKept(_Model):
    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        super().__init__(vocab_size, hidden_size, window_size, corpus)
        self.grads = {
            "word_vecs": np.zeros_like(self.word_vecs),
            "output_vecs": np.zeros_like(self.output_vecs),
        }

    def subtract(self, name, ids, rows):
        W, dW = getattr(self, name), self.grads[name]
        dW[...] = 0
        np.add.at(dW, ids, rows)
        W -= dW


class NewArrays(_Model):
    def subtract(self, name, ids, rows):
        W = getattr(self, name).copy()
        np.subtract.at(W, ids, rows)
        setattr(self, name, W)


class OverwritesRepeats(_Model):
    def subtract(self, name, ids, rows):
        W = getattr(self, name)
        W[ids] -= rows


class ChangesCopies(_Model):
    def subtract(self, name, ids, rows):
        taken = getattr(self, name)[ids]
        taken -= rows


class Uphill(_Model):
    def subtract(self, name, ids, rows):
        np.add.at(getattr(self, name), ids, rows)


class ForgetsMean(_Model):
    def share(self, dh):
        return dh


class SumsContexts(_Model):
    def hidden(self, contexts):
        return self.word_vecs[contexts].sum(axis=1)

    def share(self, dh):
        return dh


class DividesByWindowSize(_Model):
    def hidden(self, contexts):
        return self.word_vecs[contexts].sum(axis=1) / self.window_size

    def share(self, dh):
        return dh / self.window_size


class ForgetsBatch(_Model):
    def score_gradient(self, score):
        return len(score) * super().score_gradient(score)


class LossSummed(ForgetsBatch):
    def mean_loss(self, score):
        return len(score) * super().mean_loss(score)


class NewOutputWeights(_Model):
    def train_step(self, contexts, target, lr):
        ids = np.column_stack([target, self.negatives(target)])
        h = self.hidden(contexts)
        score = np.einsum("bh,bkh->bk", h, self.output_vecs[ids])
        loss = self.mean_loss(score)
        dscore = self.score_gradient(score)
        drows = dscore[:, :, np.newaxis] * h[:, np.newaxis]
        self.subtract("output_vecs", ids, lr * drows)
        dh = np.einsum("bk,bkh->bh", dscore, self.output_vecs[ids])
        dcontext = np.repeat(self.share(dh)[:, np.newaxis], contexts.shape[1], axis=1)
        self.subtract("word_vecs", contexts, lr * dcontext)
        return loss


class OnlyTargetsLearn(_Model):
    def train_step(self, contexts, target, lr):
        ids = np.column_stack([target, self.negatives(target)])
        h = self.hidden(contexts)
        score = np.einsum("bh,bkh->bk", h, self.output_vecs[ids])
        loss = self.mean_loss(score)
        dscore = self.score_gradient(score)
        dh = np.einsum("bk,bkh->bh", dscore, self.output_vecs[ids])
        self.subtract("output_vecs", target, lr * dscore[:, :1] * h)
        dcontext = np.repeat(self.share(dh)[:, np.newaxis], contexts.shape[1], axis=1)
        self.subtract("word_vecs", contexts, lr * dcontext)
        return loss


class LoopOverExamples(_Model):
    def subtract(self, name, ids, rows):
        W = getattr(self, name)
        for words, row in zip(ids.ravel(), rows.reshape(-1, rows.shape[-1]), strict=True):
            W[words] -= row


class OneExampleAfterAnother(_Model):
    def train_step(self, contexts, target, lr):
        losses = [
            super(OneExampleAfterAnother, self).train_step(
                contexts[b : b + 1], target[b : b + 1], lr / len(target)
            )
            for b in range(len(target))
        ]
        return np.mean(losses)


class ArrayOfAllWords(_Model):
    make_sampler = AddsUpInEachCall


class SlowSampler(_Model):
    make_sampler = UnigramSampler


class OneRowOfNegatives(_Model):
    def negatives(self, target):
        return np.tile(self.sampler.get_negative_sample(target[:1]), (len(target), 1))


class OneMatrix(_Model):
    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        super().__init__(vocab_size, hidden_size, window_size, corpus)
        self.output_vecs = self.word_vecs


class WeightsFromRand(_Model):
    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        super().__init__(vocab_size, hidden_size, window_size, corpus)
        shape = vocab_size, hidden_size
        self.word_vecs = 0.01 * np.random.rand(*shape).astype("f")
        self.output_vecs = 0.01 * np.random.rand(*shape).astype("f")


MISCONCEPTIONS = (
    Misconception(
        "faster-adds-up-in-each-call",
        "BatchSampler",
        AddsUpInEachCall,
        "Each call makes something as long as the vocabulary. `np.random.choice` does so with its "
        "p: it adds up all the probabilities again before it draws.",
        "Which numbers does every draw need, and depend only on the corpus? Make them once.",
        "11_faster#faster-one-search",
    ),
    Misconception(
        "faster-matrix-of-probabilities",
        "BatchSampler",
        MatrixOfProbabilities,
        "Your sampler makes an array with one place for each target and each word.",
        "Most targets would not have been drawn anyway. Need each row a distribution of its own?",
        "11_faster#faster-matrix-of-rows",
    ),
    Misconception(
        "faster-loop-over-targets",
        "BatchSampler",
        LoopOverTargets,
        "Python code runs once for each target: a batch ten times as large takes ten times as many "
        "steps.",
        "Write down what one row does. Which of it could one call do for all rows? A loop in other "
        "clothes (a comprehension, `np.vectorize`, `np.apply_along_axis`) is still a loop.",
        "11_faster#faster-loop-in-disguise",
    ),
    Misconception(
        "faster-target-not-excluded",
        "BatchSampler",
        TargetNotExcluded,
        "Your sampler may draw the target itself.",
        "You compare a new word with others of its row. Is the row's target among them?",
        "11_faster#faster-draw-again",
    ),
    Misconception(
        "faster-only-targets-drawn-again",
        "BatchSampler",
        OnlyTargetsDrawnAgain,
        "Your rows never hold their target, but may hold a word twice.",
        "A new word must differ from the target, and from what else?",
        "11_faster#faster-draw-again",
    ),
    Misconception(
        "faster-nothing-drawn-again",
        "BatchSampler",
        NothingDrawnAgain,
        "Your sampler keeps whatever it draws: a row may hold its target, and a word twice.",
        "One search finds all words of the batch, and knows nothing of rows. Which of these words "
        "may not stand where they are, and what is to be done with them?",
        "11_faster#faster-draw-again",
    ),
    Misconception(
        "faster-drawn-again-once",
        "BatchSampler",
        DrawnAgainOnce,
        "What may not stand in its row is drawn again once, and then kept whatever it is.",
        "The second draw may be the target, too. When is it time to stop?",
        "11_faster#faster-drawn-again-once",
    ),
    Misconception(
        "faster-next-word-instead",
        "BatchSampler",
        NextWordInstead,
        "What may not stand in its row becomes the word with the next id: neighbours of common "
        "words come too often.",
        "Ids say nothing about frequency. How often should each of the other words take the place?",
        "11_faster#faster-draw-again",
    ),
    Misconception(
        "faster-row-drawn-again",
        "BatchSampler",
        RowDrawnAgain,
        "Your rows follow another distribution: it looks as if a whole row is drawn again where "
        "one word in it may not stand there.",
        "Keep the words that are allowed. Only the one that is not has to go.",
        "06_unigram_sampler#sampler-one-after-another",
    ),
    Misconception(
        "faster-one-row-for-all",
        "BatchSampler",
        OneRowForAll,
        "All targets of a batch are given the same negatives.",
        "Each row is drawn for itself. How many random numbers does a batch of B rows need?",
        "11_faster#faster-one-search",
    ),
    Misconception(
        "faster-power-ignored",
        "BatchSampler",
        PowerIgnored,
        "Your sampler draws words as often as they occur: the power changes nothing.",
        "Where in your code is each count raised to `power`?",
        "06_unigram_sampler#sampler-powered-frequency",
    ),
    Misconception(
        "faster-all-words-alike",
        "BatchSampler",
        AllWordsAlike,
        "Your sampler draws all words equally often, whatever their counts.",
        "`np.random.randint` knows no p. Which call finds the word that a random number falls on?",
        "11_faster#faster-one-search",
    ),
    Misconception(
        "sparse-dense-gradient",
        "SparseCBOW",
        DenseGradient,
        "Your step makes gradients as large as the weights, and goes over all rows, most of them "
        "for a zero.",
        "The batch has the ids, and you have one gradient row for each of them. Where should these "
        "rows be subtracted?",
        "11_faster#faster-rows-in-use",
    ),
    Misconception(
        "sparse-gradients-kept",
        "SparseCBOW",
        GradientsKept,
        "Beside the weights, your model keeps arrays of their size, and goes over all their rows "
        "in each step.",
        "Of such an array, how many rows does one batch need? Do without the others.",
        "11_faster#faster-rows-in-use",
    ),
    Misconception(
        "sparse-new-arrays",
        "SparseCBOW",
        NewArrays,
        "Your step puts new arrays in the place of the old ones, and so copies all rows.",
        "`W = W - …` and `W.copy()` make an array of V rows. Change rows of the array that is "
        "there.",
        "11_faster#faster-in-place",
    ),
    Misconception(
        "sparse-overwrites-repeats",
        "SparseCBOW",
        OverwritesRepeats,
        "Where a word comes several times in a batch, only one of its gradients arrives.",
        "`W[ids] -= rows` reads all rows first, and writes them afterwards. What does the second "
        "write to one row know of the first?",
        "11_faster#faster-repeats",
    ),
    Misconception(
        "sparse-changes-copies",
        "SparseCBOW",
        ChangesCopies,
        "Your step leaves the weights as they are.",
        "`W[ids]` is a copy of rows. Who changes the copy, changes what?",
        "11_faster#faster-copies-of-rows",
    ),
    Misconception(
        "sparse-uphill",
        "SparseCBOW",
        Uphill,
        "Your step goes uphill: it adds the gradients to the weights.",
        "A gradient says where the loss grows. Which way do you want to go?",
        "11_faster#faster-one-step",
    ),
    Misconception(
        "sparse-forgets-mean",
        "SparseCBOW",
        ForgetsMean,
        "Your steps for word_vecs are C times too large: h is a mean, and on the way back it is "
        "treated as a sum.",
        "By how much does h move when one of its C context rows moves by 1?",
        "08_cbow#cbow-backward",
    ),
    Misconception(
        "sparse-sums-contexts",
        "SparseCBOW",
        SumsContexts,
        "Your h is the sum of the context rows, not their mean.",
        "How many rows were added up? The way back has the same factor.",
        "08_cbow#cbow-mean",
    ),
    Misconception(
        "sparse-divides-by-window-size",
        "SparseCBOW",
        DividesByWindowSize,
        "Your h is twice the mean: the sum of the context rows is divided by window_size.",
        "A window looks to both sides of the target. How many columns does contexts have?",
        "08_cbow#cbow-two-sides",
    ),
    Misconception(
        "sparse-forgets-batch",
        "SparseCBOW",
        ForgetsBatch,
        "Your loss is a mean over the batch, but your steps are those of a sum: B times too large.",
        "The loss is divided by B. Then what of its gradient?",
        "11_faster#faster-mean-or-sum",
    ),
    Misconception(
        "sparse-loss-summed",
        "SparseCBOW",
        LossSummed,
        "Your loss is the sum over the batch, not the mean, and your steps are too large by the "
        "same factor.",
        "Twice the same example in a batch: should the loss be twice as large?",
        "11_faster#faster-mean-or-sum",
    ),
    Misconception(
        "sparse-new-output-weights",
        "SparseCBOW",
        NewOutputWeights,
        "Your gradient for word_vecs is worked out with output_vecs as they are after the step.",
        "Both gradients belong to the same loss, of the same weights. In which order do you work "
        "them out and subtract them?",
        "11_faster#faster-old-weights",
    ),
    Misconception(
        "sparse-only-targets-learn",
        "SparseCBOW",
        OnlyTargetsLearn,
        "In output_vecs, only the rows of the targets change; those of the negatives stay.",
        "Six rows of output_vecs took part in the loss of one example. Which of them have a "
        "gradient?",
        "11_faster#faster-one-step",
    ),
    Misconception(
        "sparse-one-example-after-another",
        "SparseCBOW",
        OneExampleAfterAnother,
        "Your step takes the examples one after another, each with the weights that the one "
        "before has already changed. That are B small steps, not one.",
        "The gradient of a mean loss is that of the weights before the step, for all examples. Do "
        "them at once.",
        "11_faster#faster-old-weights",
    ),
    Misconception(
        "sparse-loop-over-examples",
        "SparseCBOW",
        LoopOverExamples,
        "Python code runs once for each example, or for each of its words.",
        "Which call adds many rows to a matrix, with all repetitions, and without a loop of yours?",
        "11_faster#faster-repeats",
    ),
    Misconception(
        "sparse-array-of-all-words",
        "SparseCBOW",
        ArrayOfAllWords,
        "Each step makes something that has a place for each word of the vocabulary.",
        "Is it yours, or the sampler's? What is the same in all steps can be made once; what is "
        "not needs a place for each word of the batch only.",
        "11_faster#faster-count-memory",
    ),
    Misconception(
        "sparse-slow-sampler",
        "SparseCBOW",
        SlowSampler,
        "Your step goes through its examples one by one, and makes something as long as the "
        "vocabulary for each. The sampler of chapter 06 does both.",
        "Which of the two classes of this exercise draws negatives for a whole batch?",
        "11_faster#faster-loop-in-disguise",
    ),
    Misconception(
        "sparse-one-row-of-negatives",
        "SparseCBOW",
        OneRowOfNegatives,
        "All examples of a batch are asked about the same five negatives.",
        "Give the sampler all targets of the batch, and it gives you a row for each.",
        "11_faster#faster-one-step",
    ),
    Misconception(
        "sparse-one-matrix",
        "SparseCBOW",
        OneMatrix,
        "Your word_vecs and output_vecs are one array: what a step does to one, it does to the "
        "other.",
        "Each word has two vectors, one as context and one as target. How many arrays do you make?",
        "08_cbow#cbow-all-weights",
    ),
    Misconception(
        "sparse-weights-from-rand",
        "SparseCBOW",
        WeightsFromRand,
        "Your first weights are all above zero, as `rand` makes them.",
        "`rand` draws evenly between 0 and 1. Which function of np.random draws normal numbers, "
        "half of them below zero?",
        "08_cbow#cbow-first-weights",
    ),
)
