"""Mistakes with Embedding."""

# ruff: noqa: D101, D102

import numpy as np

from w2vlib.check.catalogue import Misconception


class _Base:
    """A plain, right Embedding, for the wrong ones to differ from in one method."""

    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]
        self.idx = None

    def forward(self, idx):
        (W,) = self.params
        self.idx = idx
        return W[idx]

    def backward(self, dout):
        (dW,) = self.grads
        dW[...] = 0
        np.add.at(dW, self.idx, dout)


class OverwritesRepeatedIds(_Base):
    def backward(self, dout):
        (dW,) = self.grads
        dW[...] = 0
        dW[self.idx] = dout


class NoBackward:
    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]

    forward = _Base.forward


class MethodsInsideInit:
    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]


class Backword(NoBackward):
    backword = _Base.backward


class ListNotUnpacked(_Base):
    def backward(self, dout):
        dW = self.grads
        dW[...] = 0
        np.add.at(dW, self.idx, dout)


class ParamsNotUnpacked(_Base):
    def forward(self, idx):
        W = self.params
        self.idx = idx
        return W[idx]


class OnlyFirstRow(_Base):
    def backward(self, dout):
        (dW,) = self.grads
        dW[...] = 0
        for i, word_id in enumerate(self.idx):
            dW[word_id] += dout[i]
            return None


class NeverFilled(_Base):
    def backward(self, dout):
        dW = np.zeros_like(self.params[0])
        np.add.at(dW, self.idx, dout)
        return dW


class KeepsOldGradient(_Base):
    def backward(self, dout):
        (dW,) = self.grads
        np.add.at(dW, self.idx, dout)


_missing = {
    "does": "The object has no method of that name.",
    "hint": "Look at the indentation: a method stands inside the class, one level in, beside "
    "`__init__` and not within it.",
    "section": "04_embedding#method-outside-class",
}
_not_unpacked = {
    "does": "A list is used as if it were the array inside it.",
    "hint": "`params` and `grads` are lists that hold one array. What does the comma do in "
    "`dW, = self.grads`?",
    "section": "04_embedding#unpacking-comma",
}

MISCONCEPTIONS = (
    Misconception(
        "embedding-overwrites-repeated-ids",
        "Embedding",
        OverwritesRepeatedIds,
        "Your backward behaves as if repeated ids overwrite one another: of the gradients that "
        "belong to one word, only the last is kept.",
        "The word was used several times. By how much does the loss change when its row "
        "changes a little? Try `dW[[0, 0]] = [[1], [10]]` on a small array.",
        "04_embedding#repeated-ids",
    ),
    Misconception(
        "embedding-only-first-row",
        "Embedding",
        OnlyFirstRow,
        "Your backward adds only the first row of dout.",
        "Look at the loop: at which level does `return` stand?",
        "04_embedding#return-in-loop",
    ),
    Misconception(
        "embedding-keeps-old-gradient",
        "Embedding",
        KeepsOldGradient,
        "After your backward, dW still holds the gradient of the batch before.",
        "dW is made once, in `__init__`. What must be in it when a new batch begins?",
        "04_embedding#stale-gradients",
    ),
    Misconception(
        "embedding-grads-never-filled",
        "Embedding",
        NeverFilled,
        "grads[0] is still all zeros after backward: nothing would be learnt in W.",
        "Into which array does your backward write? The optimizer reads the one in `grads`, and "
        "nobody reads what backward returns.",
        "04_embedding#stale-gradients",
    ),
    Misconception("embedding-list-not-unpacked", "Embedding", ListNotUnpacked, **_not_unpacked),
    Misconception("embedding-params-not-unpacked", "Embedding", ParamsNotUnpacked, **_not_unpacked),
    Misconception(
        "embedding-backward-misspelt",
        "Embedding",
        Backword,
        "A method has another name than the one that is called.",
        "Compare the spelling, letter by letter.",
        "04_embedding#method-outside-class",
    ),
    Misconception("embedding-no-backward", "Embedding", NoBackward, **_missing),
    Misconception("embedding-methods-in-init", "Embedding", MethodsInsideInit, **_missing),
)
