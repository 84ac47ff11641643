# case: 17
# score: 10
# limits: cell_seconds=1
# statuses: timeout
# A loop that an interrupt does end costs its cell, and nothing else.
# %% embedding
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
while True:
    pass
