# case: 18
# score: 0
# limits: cell_seconds=1, notebook_seconds=2
# statuses: timeout
# Cells that each take a little less than they may.
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
import time

time.sleep(0.8)
# %%
import time

time.sleep(0.8)
# %%
import time

time.sleep(0.8)
# %%
import time

time.sleep(0.8)
# %%
import time

time.sleep(0.8)
