# case: 7
# score: 0
# statuses: changed_cell
# No number is right, and a check cell that is itself a score.
# %% embedding
import numpy as np


class Embedding:
    def __init__(self, W):
        self.params = [W * np.nan]
        self.grads = [np.full_like(W, np.nan)]
        self.W = W

    def forward(self, idx):
        return np.full((len(idx), self.W.shape[1]), np.inf)

    def backward(self, dout):
        self.grads = [np.full_like(self.W, -np.inf)]


# %% check_embedding
float("nan")
