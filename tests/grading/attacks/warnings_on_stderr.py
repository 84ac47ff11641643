# case: 23
# score: 10
# Warnings and more on stderr, from a right answer.
# %% embedding
import os
import sys
import warnings

import numpy as np


class Embedding:
    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]

    def forward(self, idx):
        warnings.warn("a warning")
        print("a line", file=sys.stderr)
        os.write(2, b"past Python\n")
        np.log(np.zeros(1))
        self.idx = idx
        return self.params[0][idx]

    def backward(self, dout):
        self.grads[0][...] = 0
        np.add.at(self.grads[0], self.idx, dout)
