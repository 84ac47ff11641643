"""Mistakes with EmbeddingDot and SigmoidWithLoss."""

# ruff: noqa: D101, D102

import numpy as np

from w2vlib.check.catalogue import Misconception


class _Dot:
    """A plain, right EmbeddingDot, for the wrong ones to differ from in one place."""

    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]

    def forward(self, h, idx):
        (W,) = self.params
        self.h, self.idx, self.target_W = h, idx, W[idx]
        return np.sum(self.target_W * h, axis=1)

    def backward(self, dout):
        dout = dout.reshape(-1, 1)
        self.add_rows(dout * self.h)
        return dout * self.target_W

    def add_rows(self, dtarget_W):
        (dW,) = self.grads
        dW[...] = 0
        np.add.at(dW, self.idx, dtarget_W)


class DoutNotAColumn(_Dot):
    def backward(self, dout):
        self.add_rows(dout * self.h)
        return dout * self.target_W


class DoutNotAColumnForRows(_Dot):
    def backward(self, dout):
        self.add_rows(dout * self.h)
        return dout.reshape(-1, 1) * self.target_W


class DoutNotAColumnForHidden(_Dot):
    def backward(self, dout):
        self.add_rows(dout.reshape(-1, 1) * self.h)
        return dout * self.target_W


class SumsOverTheBatch(_Dot):
    def forward(self, h, idx):
        super().forward(h, idx)
        return np.sum(self.target_W * h, axis=0)


class ScoresAllPairs(_Dot):
    def forward(self, h, idx):
        super().forward(h, idx)
        return h @ self.target_W.T


class RowsNeverFilled(_Dot):
    def add_rows(self, dtarget_W):
        pass


class FactorsNotSwapped(_Dot):
    def backward(self, dout):
        dout = dout.reshape(-1, 1)
        self.add_rows(dout * self.target_W)
        return dout * self.h


class OverwritesRepeatedIds(_Dot):
    def add_rows(self, dtarget_W):
        (dW,) = self.grads
        dW[...] = 0
        dW[self.idx] = dtarget_W


class KeepsOldGradient(_Dot):
    def add_rows(self, dtarget_W):
        (dW,) = self.grads
        np.add.at(dW, self.idx, dtarget_W)


class ListNotUnpacked(_Dot):
    def add_rows(self, dtarget_W):
        dW = self.grads
        dW[...] = 0
        np.add.at(dW, self.idx, dtarget_W)


class ParamsNotUnpacked(_Dot):
    def forward(self, h, idx):
        W = self.params
        self.h, self.idx, self.target_W = h, idx, W[idx]
        return np.sum(self.target_W * h, axis=1)


class DotNoBackward:
    __init__ = _Dot.__init__
    forward = _Dot.forward


class DotBackword(DotNoBackward):
    backword = _Dot.backward


class DotMethodsInsideInit:
    __init__ = _Dot.__init__


class _Loss:
    """A plain, right SigmoidWithLoss, for the wrong ones to differ from in one place."""

    def forward(self, x, t):
        self.t = t
        self.y = np.exp(-np.logaddexp(0, -x))
        return np.mean(self.losses(x, t))

    def losses(self, x, t):
        return np.where(t == 1, np.logaddexp(0, -x), np.logaddexp(0, x))

    def backward(self, dout=1):
        return (self.y - self.t) * dout / len(self.t)


class NotDividedByBatch(_Loss):
    def backward(self, dout=1):
        return (self.y - self.t) * dout


class SumsLoss(_Loss):
    def forward(self, x, t):
        return len(t) * super().forward(x, t)


class SumsLossAndGradient(SumsLoss):
    backward = NotDividedByBatch.backward


class IgnoresDout(_Loss):
    def backward(self, dout=1):
        return (self.y - self.t) / len(self.t)


class WrongSign(_Loss):
    def backward(self, dout=1):
        return (self.t - self.y) * dout / len(self.t)


class OnlyYes(_Loss):
    def losses(self, x, t):
        return t * np.logaddexp(0, -x)


class LogOfZero(_Loss):
    def losses(self, x, t):
        return -(t * np.log(self.y) + (1 - t) * np.log(1 - self.y))


class LogOfZeroChosen(_Loss):
    def losses(self, x, t):
        return -np.log(np.where(t == 1, self.y, 1 - self.y))


class LossNoBackward:
    forward = _Loss.forward
    losses = _Loss.losses


class LossBackword(LossNoBackward):
    backword = _Loss.backward


class LossMethodsInsideInit:
    pass


_not_a_column = {
    "does": "dout has shape (B,) and is multiplied as it is with an array of shape (B, H). NumPy "
    "then lines its numbers up with the columns, not with the rows: an error where B and H "
    "differ, and wrong numbers where they are equal.",
    "hint": "Number b of dout belongs to row b. Which shape must dout have, so that its one "
    "number per row is stretched along the row?",
    "section": "05_embedding_dot#one-number-per-row",
}
_not_unpacked = {
    "does": "A list is used as if it were the array inside it.",
    "hint": "`params` and `grads` are lists that hold one array. What does the comma do in "
    "`dW, = self.grads`?",
    "section": "04_embedding#unpacking-comma",
}
_missing = {
    "does": "The object has no method of that name.",
    "hint": "Look at the indentation: a method stands inside the class, one level in, beside the "
    "other methods and not within one of them.",
    "section": "04_embedding#method-outside-class",
}
_misspelt = {
    "does": "A method has another name than the one that is called.",
    "hint": "Compare the spelling, letter by letter.",
    "section": "04_embedding#method-outside-class",
}
_log_of_zero = {
    "does": "For large logits your loss is infinite or not a number: an exponential overflows, "
    "or the logarithm of an exact zero is taken.",
    "hint": "What is 1 / (1 + exp(1000)) as a float, and what is its logarithm? The chapter shows "
    "two ways out.",
    "section": "05_embedding_dot#large-logits",
}
_sums = {
    "does": "Your loss is the sum over the batch; it should be the mean.",
    "hint": "Try a batch with the same example twice. Should the loss double?",
    "section": "05_embedding_dot#both-labels",
}

MISCONCEPTIONS = (
    Misconception("embedding-dot-not-a-column", "EmbeddingDot", DoutNotAColumn, **_not_a_column),
    Misconception(
        "embedding-dot-not-a-column-for-rows",
        "EmbeddingDot",
        DoutNotAColumnForRows,
        **_not_a_column,
    ),
    Misconception(
        "embedding-dot-not-a-column-for-h",
        "EmbeddingDot",
        DoutNotAColumnForHidden,
        **_not_a_column,
    ),
    Misconception(
        "embedding-dot-sums-over-the-batch",
        "EmbeddingDot",
        SumsOverTheBatch,
        "Your forward adds up the columns: the examples of the batch flow together, and one "
        "number for each of the H dimensions comes out.",
        "There should be one score for each example. Along which axis do the numbers of one "
        "example lie?",
        "05_embedding_dot#which-axis",
    ),
    Misconception(
        "embedding-dot-scores-all-pairs",
        "EmbeddingDot",
        ScoresAllPairs,
        "Your forward is a matrix product: it scores each hidden vector against every word of "
        "the batch.",
        "Example b asks about one word only, `idx[b]`. Where in your (B, B) scores is the one "
        "you want, and can you have it without the others?",
        "05_embedding_dot#not-a-matrix-product",
    ),
    Misconception(
        "embedding-dot-rows-never-filled",
        "EmbeddingDot",
        RowsNeverFilled,
        "grads[0] is still all zeros after backward: nothing would be learnt in W.",
        "Is the gradient of the rows sent on, and does it arrive in the array that your own "
        "`grads` holds?",
        "05_embedding_dot#whose-gradient",
    ),
    Misconception(
        "embedding-dot-factors-not-swapped",
        "EmbeddingDot",
        FactorsNotSwapped,
        "Each factor of the product gets itself as its gradient, where it should get the other "
        "factor.",
        "Take one number of each: s = h · w. By how much does s change when h grows a little?",
        "05_embedding_dot#dot-backward",
    ),
    Misconception(
        "embedding-dot-overwrites-repeated-ids",
        "EmbeddingDot",
        OverwritesRepeatedIds,
        "Your backward behaves as if repeated ids overwrite one another: of the gradients that "
        "belong to one word, only the last is kept.",
        "The word was asked about several times. By how much does the loss change when its row "
        "changes a little? Try `dW[[0, 0]] = [[1], [10]]` on a small array.",
        "04_embedding#repeated-ids",
    ),
    Misconception(
        "embedding-dot-keeps-old-gradient",
        "EmbeddingDot",
        KeepsOldGradient,
        "After your backward, dW still holds the gradient of the batch before.",
        "dW is made once, in `__init__`. What must be in it when a new batch begins?",
        "04_embedding#stale-gradients",
    ),
    Misconception(
        "embedding-dot-list-not-unpacked", "EmbeddingDot", ListNotUnpacked, **_not_unpacked
    ),
    Misconception(
        "embedding-dot-params-not-unpacked", "EmbeddingDot", ParamsNotUnpacked, **_not_unpacked
    ),
    Misconception("embedding-dot-backward-misspelt", "EmbeddingDot", DotBackword, **_misspelt),
    Misconception("embedding-dot-no-backward", "EmbeddingDot", DotNoBackward, **_missing),
    Misconception(
        "embedding-dot-methods-in-init", "EmbeddingDot", DotMethodsInsideInit, **_missing
    ),
    Misconception(
        "sigmoid-not-divided-by-batch",
        "SigmoidWithLoss",
        NotDividedByBatch,
        "Your gradient is B times too large, where B is the number of examples in the batch.",
        "The loss is a mean. If one of B scores moves a little, by how much does the mean move?",
        "05_embedding_dot#divide-by-batch",
    ),
    Misconception("sigmoid-sums-loss", "SigmoidWithLoss", SumsLoss, **_sums),
    Misconception(
        "sigmoid-sums-loss-and-gradient", "SigmoidWithLoss", SumsLossAndGradient, **_sums
    ),
    Misconception(
        "sigmoid-ignores-dout",
        "SigmoidWithLoss",
        IgnoresDout,
        "backward(dout) gives the same whatever dout is.",
        "dout says how much the final loss changes with this one. What does the chain rule do "
        "with it?",
        "05_embedding_dot#sigmoid-gradient",
    ),
    Misconception(
        "sigmoid-wrong-sign",
        "SigmoidWithLoss",
        WrongSign,
        "Your gradient has the wrong sign: training would make the loss grow.",
        "The label is 1 and the score rises. Does the loss rise or fall?",
        "05_embedding_dot#sigmoid-gradient",
    ),
    Misconception(
        "sigmoid-only-yes",
        "SigmoidWithLoss",
        OnlyYes,
        "Examples with label 0 cost nothing in your loss.",
        "For a label of 0, which probability did the right answer get?",
        "05_embedding_dot#both-labels",
    ),
    Misconception("sigmoid-log-of-zero", "SigmoidWithLoss", LogOfZero, **_log_of_zero),
    Misconception("sigmoid-log-of-zero-chosen", "SigmoidWithLoss", LogOfZeroChosen, **_log_of_zero),
    Misconception("sigmoid-backward-misspelt", "SigmoidWithLoss", LossBackword, **_misspelt),
    Misconception("sigmoid-no-backward", "SigmoidWithLoss", LossNoBackward, **_missing),
    Misconception("sigmoid-methods-in-init", "SigmoidWithLoss", LossMethodsInsideInit, **_missing),
)
