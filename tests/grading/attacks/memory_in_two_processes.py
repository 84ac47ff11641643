# case: 15
# score: 0
# statuses: out_of_memory
# limits: memory=500_000_000
# Two processes that each hold less than one may, and together more.
# %%
import os
import time

os.fork()
block = bytes(os.urandom(1000)) * 320_000
time.sleep(100)
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
