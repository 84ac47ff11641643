"""Mistakes with CBOW."""

# ruff: noqa: D101, D102

import numpy as np

from w2vlib.check.catalogue import Misconception
from w2vlib.embedding import Embedding
from w2vlib.negative_sampling_loss import NegativeSamplingLoss


def _randn(V, H):
    return 0.01 * np.random.randn(V, H).astype("f")


class _Parts:
    """The weights and layers of a right CBOW."""

    first_weights = staticmethod(_randn)

    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        W_in = self.first_weights(vocab_size, hidden_size)
        W_out = self.first_weights(vocab_size, hidden_size)
        self.window_size = window_size
        self.in_layers = [Embedding(W_in) for _ in range(2 * window_size)]
        self.ns_loss = NegativeSamplingLoss(W_out, corpus, power=0.75, sample_size=5)
        self._register([*self.in_layers, self.ns_loss])
        self.word_vecs = W_in

    def _register(self, layers):
        self.params, self.grads = [], []
        for layer in layers:
            self.params += layer.params
            self.grads += layer.grads


class _Base(_Parts):
    """A plain, right CBOW, for the wrong ones to differ from in one line."""

    def forward(self, contexts, target):
        h = 0
        for i, layer in enumerate(self.in_layers):
            h += layer.forward(contexts[:, i])
        h *= 1 / len(self.in_layers)
        return self.ns_loss.forward(h, target)

    def backward(self, dout=1):
        dout = self.ns_loss.backward(dout)
        dout *= 1 / len(self.in_layers)
        for layer in self.in_layers:
            layer.backward(dout)


class AddsOneOverN(_Base):
    def forward(self, contexts, target):
        h = 0
        for i, layer in enumerate(self.in_layers):
            h += layer.forward(contexts[:, i])
        h += 1 / len(self.in_layers)
        return self.ns_loss.forward(h, target)


class DividesByWindowSize(_Base):
    def forward(self, contexts, target):
        h = 0
        for i, layer in enumerate(self.in_layers):
            h += layer.forward(contexts[:, i])
        h *= 1 / self.window_size
        return self.ns_loss.forward(h, target)

    def backward(self, dout=1):
        dout = self.ns_loss.backward(dout)
        dout *= 1 / self.window_size
        for layer in self.in_layers:
            layer.backward(dout)


class SumsContexts(_Base):
    def forward(self, contexts, target):
        h = 0
        for i, layer in enumerate(self.in_layers):
            h += layer.forward(contexts[:, i])
        return self.ns_loss.forward(h, target)

    def backward(self, dout=1):
        dout = self.ns_loss.backward(dout)
        for layer in self.in_layers:
            layer.backward(dout)


class WeightsFromRand(_Base):
    @staticmethod
    def first_weights(V, H):
        return 0.01 * np.random.rand(V, H).astype("f")


class BackwardForgetsMean(_Base):
    def backward(self, dout=1):
        dout = self.ns_loss.backward(dout)
        for layer in self.in_layers:
            layer.backward(dout)


class OnlyLastContext(_Base):
    def forward(self, contexts, target):
        for i, layer in enumerate(self.in_layers):
            h = layer.forward(contexts[:, i])
        h *= 1 / len(self.in_layers)
        return self.ns_loss.forward(h, target)


class RowsForColumns(_Base):
    def forward(self, contexts, target):
        h = 0
        for i, layer in enumerate(self.in_layers):
            h += layer.forward(contexts[i])
        h *= 1 / len(self.in_layers)
        return self.ns_loss.forward(h, target)


class OneSideOnly(_Base):
    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        super().__init__(vocab_size, hidden_size, window_size, corpus)
        self.in_layers = self.in_layers[:window_size]
        self._register([*self.in_layers, self.ns_loss])


class OneMatrix(_Base):
    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        super().__init__(vocab_size, hidden_size, window_size, corpus)
        self.ns_loss = NegativeSamplingLoss(self.word_vecs, corpus, power=0.75, sample_size=5)
        self._register([*self.in_layers, self.ns_loss])


class CopyOfWeights(_Base):
    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        super().__init__(vocab_size, hidden_size, window_size, corpus)
        self.word_vecs = self.word_vecs.copy()


class OutputNotRegistered(_Base):
    def _register(self, layers):
        super()._register(layers[:-1])


class ListsInsideLists(_Base):
    def _register(self, layers):
        self.params, self.grads = [], []
        for layer in layers:
            self.params.append(layer.params)
            self.grads.append(layer.grads)


class WeightsPerPosition(_Base):
    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        W_out = _randn(vocab_size, hidden_size)
        self.in_layers = []
        for _ in range(2 * window_size):
            W_in = _randn(vocab_size, hidden_size)
            self.in_layers.append(Embedding(W_in))
        self.ns_loss = NegativeSamplingLoss(W_out, corpus, power=0.75, sample_size=5)
        self._register([*self.in_layers, self.ns_loss])
        self.word_vecs = W_in


class OutputVectors(_Base):
    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        super().__init__(vocab_size, hidden_size, window_size, corpus)
        self.word_vecs = self.ns_loss.params[0]


class NoBackward(_Parts):
    forward = _Base.forward


class MethodsInsideInit(_Parts):
    pass


class Backword(NoBackward):
    backword = _Base.backward


_missing = {
    "does": "The object has no method of that name.",
    "hint": "Look at the indentation: a method stands inside the class, one level in, beside "
    "`__init__` and not within it.",
    "section": "04_embedding#method-outside-class",
}

MISCONCEPTIONS = (
    Misconception(
        "cbow-adds-one-over-n",
        "CBOW",
        AddsOneOverN,
        "Your h is the sum of the context vectors, with 1/C added to each number. A mean is the "
        "sum times 1/C.",
        "Read the line after the loop aloud. Which sign stands before the `=`?",
        "08_cbow#cbow-mean",
    ),
    Misconception(
        "cbow-divides-by-window-size",
        "CBOW",
        DividesByWindowSize,
        "Your h is twice the mean: the sum of the context vectors is divided by window_size.",
        "A window looks to both sides of the target. How many vectors were added up?",
        "08_cbow#cbow-two-sides",
    ),
    Misconception(
        "cbow-one-side-only",
        "CBOW",
        OneSideOnly,
        "Your h is the mean of the first window_size context words; the others are left out.",
        "A window looks to both sides of the target. How many columns has contexts, and how many "
        "layers do you make?",
        "08_cbow#cbow-two-sides",
    ),
    Misconception(
        "cbow-sums-contexts",
        "CBOW",
        SumsContexts,
        "Your h is the sum of the context vectors, not their mean.",
        "How many vectors were added up? The way back has the same factor.",
        "08_cbow#cbow-mean",
    ),
    Misconception(
        "cbow-only-last-context",
        "CBOW",
        OnlyLastContext,
        "Your h knows only the last context word; the others are lost.",
        "Look at the loop: does each turn add to h, or replace it?",
        "08_cbow#cbow-mean",
    ),
    Misconception(
        "cbow-rows-for-columns",
        "CBOW",
        RowsForColumns,
        "Your forward takes the rows of contexts, where it needs the columns.",
        "contexts has shape (B, C). A row is the whole window of one example. What is a column?",
        "08_cbow#cbow-columns",
    ),
    Misconception(
        "cbow-backward-forgets-mean",
        "CBOW",
        BackwardForgetsMean,
        "Your gradient of W_in is C times too large: forward takes a mean, and backward does as "
        "if it were a sum.",
        "Each context vector went into h with a factor. By how much does h move when one of them "
        "moves by 1?",
        "08_cbow#cbow-backward",
    ),
    Misconception(
        "cbow-weights-from-rand",
        "CBOW",
        WeightsFromRand,
        "Your first weights are all above zero, as `rand` makes them.",
        "`rand` draws evenly between 0 and 1. Which function of np.random draws normal numbers, "
        "half of them below zero?",
        "08_cbow#cbow-first-weights",
    ),
    Misconception(
        "cbow-word-vecs-copy",
        "CBOW",
        CopyOfWeights,
        "Your word_vecs is a copy of the weights: it stays as random as on the first day while "
        "the weights are trained.",
        "Give the array a second name. Which call in your line makes a new array?",
        "08_cbow#cbow-word-vecs",
    ),
    Misconception(
        "cbow-word-vecs-of-output",
        "CBOW",
        OutputVectors,
        "Your word_vecs is the matrix of the output side.",
        "Which of the two matrices do the context words go through?",
        "08_cbow#cbow-word-vecs",
    ),
    Misconception(
        "cbow-output-not-registered",
        "CBOW",
        OutputNotRegistered,
        "Your params lacks the weights of the loss: an optimizer would never change W_out.",
        "params must collect from every layer that has weights. Which one is not in your loop?",
        "08_cbow#cbow-all-weights",
    ),
    Misconception(
        "cbow-one-matrix",
        "CBOW",
        OneMatrix,
        "Your W_in and W_out are one array: what the loss does to one, it does to the other.",
        "The model has two vectors for each word, one as context and one as target. How many "
        "arrays does your `__init__` make?",
        "08_cbow#cbow-all-weights",
    ),
    Misconception(
        "cbow-lists-inside-lists",
        "CBOW",
        ListsInsideLists,
        "Your params is a list of lists; the optimizer wants a list of arrays.",
        "`layer.params` is a list already. What is the difference between `append` and `+=`?",
        "08_cbow#cbow-all-weights",
    ),
    Misconception(
        "cbow-weights-per-position",
        "CBOW",
        WeightsPerPosition,
        "Each of your context positions has a matrix of its own.",
        "A word should have one vector, wherever it stands in the window. How often is W_in made "
        "in your `__init__`?",
        "08_cbow#cbow-all-weights",
    ),
    Misconception(
        "cbow-backward-misspelt",
        "CBOW",
        Backword,
        "A method has another name than the one that is called.",
        "Compare the spelling, letter by letter.",
        "04_embedding#method-outside-class",
    ),
    Misconception("cbow-no-backward", "CBOW", NoBackward, **_missing),
    Misconception("cbow-methods-in-init", "CBOW", MethodsInsideInit, **_missing),
)
