# case: 16
# score: 10
# limits: folder_size=2_000_000, file_size=1_000_000
# output: full
# Every folder that can be written to is filled up, with large files and with empty ones.
# %%
import os

written = 0
for folder in ("/tmp", "/home/student", "/dev/shm", "/course", "/", "/sandbox", "/environment"):
    try:
        for number in range(20_000):
            with open(f"{folder}/{number}", "wb") as file:
                for _ in range(3 if number < 20 else 0):
                    written += file.write(bytes(500_000))
    except OSError:
        pass
print("full" if written < 20_000_000 else written)
for folder in ("/tmp", "/home/student", "/dev/shm"):
    for name in os.listdir(folder):
        if name.isdigit():
            os.remove(f"{folder}/{name}")
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
