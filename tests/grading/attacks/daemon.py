# case: 21
# score: 10
# A daemon that outlives the cell that started it, and would write into the next notebook.
# %%
import os
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True:
            for folder in ("/tmp", "/dev/shm", "/dev", "/home/student", "/course/w2vlib"):
                try:
                    with open(f"{folder}/left_behind", "w") as file:
                        file.write("here")
                except OSError:
                    pass
            time.sleep(0.01)
    os._exit(0)
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


