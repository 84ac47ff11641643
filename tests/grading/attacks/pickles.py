# case: 31
# score: 0
# Results that would run code where somebody unpickles them.
# %% embedding
import os

import numpy as np


class Trap:
    def __reduce__(self):
        return os.system, ("touch /tmp/trapped",)


class Embedding:
    def __init__(self, W):
        self.params = [Trap()]
        self.grads = [np.array([Trap()], dtype=object)]

    def forward(self, idx):
        return Trap()

    def backward(self, dout):
        return np.array([Trap()], dtype=object)
