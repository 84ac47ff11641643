"""Mistakes with NegativeSamplingLoss."""

# ruff: noqa: D101, D102

import numpy as np

from w2vlib.check.catalogue import Misconception
from w2vlib.check.misconceptions.unigram_sampler import BatchSampler
from w2vlib.embedding_dot import EmbeddingDot
from w2vlib.sigmoid_with_loss import SigmoidWithLoss


class _Base:
    """A plain, right NegativeSamplingLoss, for the wrong ones to differ from in one step."""

    def __init__(self, W, corpus, power=0.75, sample_size=5):
        self.sample_size = sample_size
        self.sampler = self.make_sampler(corpus, power)
        self.loss_layers = [SigmoidWithLoss() for _ in range(sample_size + 1)]
        self.embed_dot_layers = self.make_dot_layers(W)
        self.params, self.grads = [], []
        self.register()

    def make_dot_layers(self, W):
        return [EmbeddingDot(W) for _ in range(self.sample_size + 1)]

    def make_sampler(self, corpus, power):
        return BatchSampler(corpus, power, self.sample_size)

    def register(self):
        for layer in self.embed_dot_layers:
            self.params += layer.params
            self.grads += layer.grads

    def yes(self, batch_size):
        return np.ones(batch_size, dtype=np.int32)

    def no(self, batch_size):
        return np.zeros(batch_size, dtype=np.int32)

    def terms(self, h, target):
        """Ask the K + 1 questions, and return their losses."""
        negative_sample = self.sampler.get_negative_sample(target)
        layers = list(zip(self.embed_dot_layers, self.loss_layers, strict=True))
        ids = [target, *negative_sample.T]
        labels = [self.yes(len(target))] + [self.no(len(target))] * self.sample_size
        return [
            loss_layer.forward(dot_layer.forward(h, words), label)
            for (dot_layer, loss_layer), words, label in zip(layers, ids, labels, strict=True)
        ]

    def forward(self, h, target):
        return sum(self.terms(h, target))

    def backward(self, dout=1):
        dh = 0
        for loss_layer, dot_layer in zip(self.loss_layers, self.embed_dot_layers, strict=True):
            dh = dh + dot_layer.backward(loss_layer.backward(dout))
        return dh


class NegativeLabelOnes(_Base):
    def no(self, batch_size):
        return np.ones(batch_size, dtype=np.int32)


class LabelsSwapped(_Base):
    def yes(self, batch_size):
        return np.zeros(batch_size, dtype=np.int32)

    def no(self, batch_size):
        return np.ones(batch_size, dtype=np.int32)


class OneDotLayer(_Base):
    def make_dot_layers(self, W):
        return [EmbeddingDot(W)] * (self.sample_size + 1)


class OnePairOfLayers(OneDotLayer):
    def __init__(self, W, corpus, power=0.75, sample_size=5):
        super().__init__(W, corpus, power, sample_size)
        self.loss_layers = [SigmoidWithLoss()] * (sample_size + 1)

    def register(self):
        self.params += self.embed_dot_layers[0].params
        self.grads += self.embed_dot_layers[0].grads

    def backward(self, dout=1):
        return self.embed_dot_layers[0].backward(self.loss_layers[0].backward(dout))


class CopiesOfW(_Base):
    def make_dot_layers(self, W):
        return [EmbeddingDot(W.copy()) for _ in range(self.sample_size + 1)]


class NothingRegistered(_Base):
    def register(self):
        pass


class LossOverwritten(_Base):
    def forward(self, h, target):
        return self.terms(h, target)[-1]


class LastLayerNeverUsed(_Base):
    def forward(self, h, target):
        loss = self.loss_layers[0].forward(
            self.embed_dot_layers[0].forward(h, target), np.ones(len(target))
        )
        negative_sample = self.sampler.get_negative_sample(target)
        for i in range(self.sample_size):
            score = self.embed_dot_layers[i].forward(h, negative_sample[:, i])
            loss += self.loss_layers[i].forward(score, self.no(len(target)))
        return loss


class RowForColumn(_Base):
    def forward(self, h, target):
        negative_sample = self.sampler.get_negative_sample(target)
        loss = self.loss_layers[0].forward(
            self.embed_dot_layers[0].forward(h, target), np.ones(len(target))
        )
        for i in range(self.sample_size):
            score = self.embed_dot_layers[1 + i].forward(h, negative_sample[i])
            loss += self.loss_layers[1 + i].forward(score, self.no(len(target)))
        return loss


class RangeOfSelf(_Base):
    def forward(self, h, target):
        for _ in range(self, self.sample_size):
            pass


class StoredUnderOtherName(_Base):
    def __init__(self, W, corpus, power=0.75, sample_size=5):
        super().__init__(W, corpus, power, sample_size)
        self.samp_size = sample_size
        del self.sample_size

    def forward(self, h, target):
        return range(self.sample_size)


class OnlyLastLayerRegistered(_Base):
    def register(self):
        layer = self.embed_dot_layers[-1]
        self.params += layer.params
        self.grads += layer.grads


class OnlyFirstLayerRegistered(_Base):
    def register(self):
        self.params += self.embed_dot_layers[0].params
        self.grads += self.embed_dot_layers[0].grads


class ListsInParams(_Base):
    def register(self):
        for layer in self.embed_dot_layers:
            self.params.append(layer.params)
            self.grads.append(layer.grads)


class DhOverwritten(_Base):
    def backward(self, dout=1):
        for loss_layer, dot_layer in zip(self.loss_layers, self.embed_dot_layers, strict=True):
            dh = dot_layer.backward(loss_layer.backward(dout))
        return dh


class ReturnInLoop(_Base):
    def backward(self, dout=1):
        for loss_layer, dot_layer in zip(self.loss_layers, self.embed_dot_layers, strict=True):
            return dot_layer.backward(loss_layer.backward(dout))


class DoutNotPassedOn(_Base):
    def backward(self, dout=1):
        return super().backward()


class PowerNotPassedOn(_Base):
    def make_sampler(self, corpus, power):
        return BatchSampler(corpus, 0.75, self.sample_size)


class _Vectorised:
    """All questions at once, with one gradient; scores and labels are (B, K + 1)."""

    def __init__(self, W, corpus, power=0.75, sample_size=5):
        self.params, self.grads = [W], [np.zeros_like(W)]
        self.sampler = BatchSampler(corpus, power, sample_size)

    def mean(self, losses):
        return losses.sum() / len(losses)

    def forward(self, h, target):
        ids = np.column_stack([target, self.sampler.get_negative_sample(target)])
        rows = self.params[0][ids]
        score = np.einsum("bkh,bh->bk", rows, h)
        label = (np.arange(ids.shape[1]) == 0).astype(score.dtype)
        self.cache = h, ids, rows, 1 / (1 + np.exp(-score)) - label
        return self.mean(np.logaddexp(0, score) - label * score)

    def scaled(self, dscore):
        return dscore / len(dscore)

    def empty(self):
        self.grads[0][...] = 0

    def backward(self, dout=1):
        h, ids, rows, dscore = self.cache
        dscore = self.scaled(dscore) * dout
        self.empty()
        np.add.at(self.grads[0], ids, dscore[:, :, np.newaxis] * h[:, np.newaxis])
        return np.einsum("bk,bkh->bh", dscore, rows)


class MeanOverQuestions(_Vectorised):
    def mean(self, losses):
        return losses.mean()

    def scaled(self, dscore):
        return dscore / dscore.size


class NotAveraged(_Vectorised):
    def mean(self, losses):
        return losses.sum()

    def scaled(self, dscore):
        return dscore


class KeepsOldGradient(_Vectorised):
    def empty(self):
        pass


class NoBackward:
    __init__ = _Base.__init__
    make_sampler = _Base.make_sampler
    register = _Base.register
    make_dot_layers = _Base.make_dot_layers
    yes = _Base.yes
    no = _Base.no
    terms = _Base.terms
    forward = _Base.forward


class Backword(NoBackward):
    backword = _Base.backward


class MethodsInsideInit:
    __init__ = _Base.__init__
    make_sampler = _Base.make_sampler
    make_dot_layers = _Base.make_dot_layers
    register = _Base.register


_shared = {
    "does": "All questions go through one and the same layer, and it remembers only the last one.",
    "hint": "`backward` needs what `forward` was given, for each of the K + 1 questions. And "
    "`[layer] * 3` is one layer with three names. How many layers does your `__init__` make?",
    "section": "07_negative_sampling_loss#nsl-layer-per-question",
}
_missing = {
    "does": "The object has no method of that name.",
    "hint": "Look at the indentation: a method stands inside the class, one level in, beside "
    "`__init__` and not within it.",
    "section": "07_negative_sampling_loss#nsl-missing-names",
}

MISCONCEPTIONS = (
    Misconception(
        "nsl-negative-label-ones",
        "NegativeSamplingLoss",
        NegativeLabelOnes,
        "Your negatives have the label 1: the model is taught that they are right answers too.",
        "What should the model say to a word that was drawn as a wrong one?",
        "07_negative_sampling_loss#nsl-negative-labels",
    ),
    Misconception(
        "nsl-labels-swapped",
        "NegativeSamplingLoss",
        LabelsSwapped,
        "Your labels are swapped: the target is taught as wrong, and the negatives as right.",
        "The label is the right answer to the question «is this the target?». What is it for the "
        "target itself?",
        "07_negative_sampling_loss#nsl-negative-labels",
    ),
    Misconception("nsl-one-dot-layer", "NegativeSamplingLoss", OneDotLayer, **_shared),
    Misconception("nsl-one-pair-of-layers", "NegativeSamplingLoss", OnePairOfLayers, **_shared),
    Misconception(
        "nsl-copies-of-w",
        "NegativeSamplingLoss",
        CopiesOfW,
        "Your layers have copies of W: an optimizer would change the copies, each in its own way.",
        "A weight that is used in K + 1 places is still one array. Which call makes a new one?",
        "07_negative_sampling_loss#nsl-params",
    ),
    Misconception(
        "nsl-nothing-registered",
        "NegativeSamplingLoss",
        NothingRegistered,
        "Your params and grads stay empty: an optimizer would find nothing to change.",
        "Each EmbeddingDot has a params and a grads of its own. Where do they get into yours?",
        "07_negative_sampling_loss#nsl-params",
    ),
    Misconception(
        "nsl-loss-overwritten",
        "NegativeSamplingLoss",
        LossOverwritten,
        "Your loss is that of the last question alone.",
        "After a loop with `loss = …` in it, what is left of the earlier ones?",
        "07_negative_sampling_loss#nsl-loss-adds-up",
    ),
    Misconception(
        "nsl-last-layer-never-used",
        "NegativeSamplingLoss",
        LastLayerNeverUsed,
        "Your last layer was never asked anything, so it has nothing to send back: the K + 1 "
        "questions did not each go through a layer of their own.",
        "There are K + 1 layers. Write down, for K = 2, which question goes through which.",
        "07_negative_sampling_loss#nsl-layer-per-question",
    ),
    Misconception(
        "nsl-row-for-column",
        "NegativeSamplingLoss",
        RowForColumn,
        "The k-th question got the negatives of one example, where it needs one negative of each "
        "example.",
        "The negatives have shape (B, K). Which slice of them has length B?",
        "07_negative_sampling_loss#nsl-layer-per-question",
    ),
    Misconception(
        "nsl-range-of-self",
        "NegativeSamplingLoss",
        RangeOfSelf,
        "`range` was given the object itself instead of a number.",
        "Look at the punctuation in the line of the loop: a comma and a dot are easy to confuse.",
        "07_negative_sampling_loss#nsl-missing-names",
    ),
    Misconception(
        "nsl-stored-under-other-name",
        "NegativeSamplingLoss",
        StoredUnderOtherName,
        "A value is stored under one name and read under another.",
        "Compare the names after `self.` in `__init__` and in `forward`, letter by letter.",
        "07_negative_sampling_loss#nsl-missing-names",
    ),
    Misconception(
        "nsl-only-last-layer-registered",
        "NegativeSamplingLoss",
        OnlyLastLayerRegistered,
        "Only the last layer's gradient is in grads: what the others found out is lost.",
        "How often does your line `self.grads += layer.grads` run? Which layer is `layer` then?",
        "07_negative_sampling_loss#nsl-params",
    ),
    Misconception(
        "nsl-only-first-layer-registered",
        "NegativeSamplingLoss",
        OnlyFirstLayerRegistered,
        "Only the first layer's gradient is in grads: what the negatives' layers found out is "
        "lost.",
        "Each of the K + 1 layers has a gradient array of its own. Where does each get into grads?",
        "07_negative_sampling_loss#nsl-params",
    ),
    Misconception(
        "nsl-lists-in-params",
        "NegativeSamplingLoss",
        ListsInParams,
        "Your params is a list of lists: an optimizer finds no array in it.",
        "`layer.params` is a list already. What is the difference between `append` and `+=`?",
        "07_negative_sampling_loss#nsl-params",
    ),
    Misconception(
        "nsl-dh-overwritten",
        "NegativeSamplingLoss",
        DhOverwritten,
        "Your dh is that of the last question alone.",
        "h went into each of the K + 1 scores. What happens to the gradients of a value that is "
        "used several times?",
        "07_negative_sampling_loss#nsl-backward",
    ),
    Misconception(
        "nsl-return-in-loop",
        "NegativeSamplingLoss",
        ReturnInLoop,
        "Your backward ends after the first layer: the negatives are never learnt from.",
        "Look at the loop: at which level does `return` stand?",
        "07_negative_sampling_loss#nsl-backward",
    ),
    Misconception(
        "nsl-dout-not-passed-on",
        "NegativeSamplingLoss",
        DoutNotPassedOn,
        "Your backward does not use dout.",
        "If the loss is later multiplied by 2.5, what happens to all its gradients? Where does "
        "that 2.5 come in?",
        "07_negative_sampling_loss#nsl-backward",
    ),
    Misconception(
        "nsl-power-not-passed-on",
        "NegativeSamplingLoss",
        PowerNotPassedOn,
        "Your sampler always draws with power 0.75, whatever power was asked for.",
        "Follow the argument `power` through `__init__`. Where does it go?",
        "07_negative_sampling_loss#nsl-sampler",
    ),
    Misconception(
        "nsl-mean-over-questions",
        "NegativeSamplingLoss",
        MeanOverQuestions,
        "Your loss is averaged over the questions as well: it is K + 1 times too small.",
        "The questions of one example add up; only the examples are averaged. By what must you "
        "divide a sum over (B, K + 1) numbers?",
        "07_negative_sampling_loss#nsl-loss-adds-up",
    ),
    Misconception(
        "nsl-not-averaged",
        "NegativeSamplingLoss",
        NotAveraged,
        "Your loss is summed over the batch: it is B times too large.",
        "If the same example came twice, should the loss double?",
        "07_negative_sampling_loss#nsl-loss-adds-up",
    ),
    Misconception(
        "nsl-keeps-old-gradient",
        "NegativeSamplingLoss",
        KeepsOldGradient,
        "Your backward adds to the gradient of the batch before.",
        "The array in grads is made once, in `__init__`. What must be in it when a new batch "
        "begins?",
        "07_negative_sampling_loss#nsl-second-batch",
    ),
    Misconception(
        "nsl-backward-misspelt",
        "NegativeSamplingLoss",
        Backword,
        "A method has another name than the one that is called.",
        "Compare the spelling, letter by letter.",
        "07_negative_sampling_loss#nsl-missing-names",
    ),
    Misconception("nsl-no-backward", "NegativeSamplingLoss", NoBackward, **_missing),
    Misconception("nsl-methods-in-init", "NegativeSamplingLoss", MethodsInsideInit, **_missing),
)
