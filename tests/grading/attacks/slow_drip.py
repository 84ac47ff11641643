# case: own
# score: 0
# limits: cell_seconds=1, grace_seconds=0.5
# statuses: timeout
# A frame of which a byte comes now and then.
# %%
import gc
import struct
import time

import inside.session

wire = next(each for each in gc.get_objects() if isinstance(each, inside.session.Wire))
wire._connection.sendall(struct.pack("<II", 1_000_000, 0))
while True:
    try:
        wire._connection.sendall(b" ")
        time.sleep(0.01)
    except BaseException:
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
