# case: 15
# score: 10
# limits: memory=300_000_000
# More memory than there may be: an error as any other.
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
hoard = []
while True:
    hoard.append(np.ones(10_000_000))
# %%
del hoard
