# case: own
# score: 0
# statuses: broken_protocol
# Every descriptor is closed, and the process goes on.
# %%
import os
import time

os.closerange(0, 256)
time.sleep(30)
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
