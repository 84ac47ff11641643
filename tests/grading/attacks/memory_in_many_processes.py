# case: 15
# score: 0
# limits: memory=300_000_000
# statuses: out_of_memory
# Memory that is spread over many processes, each of them modest.
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
import time

for _ in range(20):
    if os.fork() == 0:
        block = bytearray(os.urandom(1000)) * 50_000
        time.sleep(100)
        os._exit(0)
time.sleep(100)
