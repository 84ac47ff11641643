# case: 32
# score: 0
# statuses: broken_protocol
# A frame that says it is 4 GB long.
# %%
import os
import socket
import struct


def bomb(text):
    return struct.pack("<II", len(text), 0) + text


for descriptor in range(3, 50):
    try:
        socket.socket(fileno=os.dup(descriptor)).sendall(struct.pack("<II", 2**32 - 1, 2**32 - 1))
    except OSError:
        pass
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
