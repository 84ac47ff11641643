# verdict: full
from collections.abc import Sequence

import numpy as np


class Embedding:
    """Typed, with slots, read-only properties, and a keyword that the task does not know."""

    __slots__ = ("_W", "_dW", "_idx", "name")

    def __init__(self, W: np.ndarray, *, name: str = "embedding") -> None:
        self._W = W
        self._dW = np.zeros_like(W)
        self._idx = None
        self.name = name

    @property
    def params(self) -> list[np.ndarray]:
        return [self._W]

    @property
    def grads(self) -> list[np.ndarray]:
        return [self._dW]

    def forward(self, idx: Sequence[int]) -> np.ndarray:
        self._idx = np.array(idx)
        return np.take(self._W, self._idx, axis=0)

    def backward(self, dout: np.ndarray) -> None:
        self._dW *= 0
        for word_id in np.unique(self._idx):
            self._dW[word_id] = dout[self._idx == word_id].sum(axis=0)
