"""An engine that learns nothing useful, quickly, and remembers what it was given."""

import itertools

import numpy as np

from w2vlib.fast.first_weights import first_weights


class FakeEngine:
    """Its weights depend on words, learning rate, draws and the order of pieces."""

    name = "fake"
    models = ("cbow", "skip_gram")
    uses_threads = True
    default_lr = 0.25
    default_batch_size = 7
    piece_words = 50

    calls = []  # noqa: RUF012 - a test sets a list of its own
    before_piece = staticmethod(lambda number: None)
    loss_of = staticmethod(lambda number: 2.0)

    def __init__(self, counts, settings):
        self.counts = counts
        self.batch_size = settings.batch_size or self.default_batch_size
        self.settings = settings
        self.word_vecs, self.output_vecs = first_weights(settings)
        self.numbers = itertools.count(1)

    def after_piece(self, number):
        """Nothing more happens here; a test may do something."""

    def load(self, W_in, W_out):
        self.word_vecs[...] = W_in
        self.output_vecs[...] = W_out

    def train(self, words, first, last, lr, rng):
        number = next(self.numbers)  # also for several threads
        self.before_piece(number)
        self.calls.append((words, first, last, lr))
        target = words[first:last]
        self.word_vecs *= np.float32(1 - lr / 100)
        np.add.at(self.word_vecs, target, np.float32(lr) * rng.random())
        self.output_vecs[words[0]] += self.word_vecs[words[-1]]
        self.after_piece(number)
        return self.loss_of(number) + 0.01 * float(rng.random()), last - first
