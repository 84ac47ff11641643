# case: 32
# score: 1
# statuses: implausible
# Arrays that are harmless alone, and would fill the memory together.
# %%
import numpy as np

import inside.session
from w2vlib.drive import Outcome

drive = inside.session._drive


def forged(shell, request):
    outcomes = drive(shell, request)
    return [
        Outcome(
            outcome.values
            | {"plus": np.zeros((25_000, 1)), "minus": np.zeros((1, 25_000))}
            | {"grads": [np.zeros((25_000, 1))], "out": np.zeros((25_000, 1))}
        )
        for outcome in outcomes
    ]


inside.session._drive = forged
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
