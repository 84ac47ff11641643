# verdict: full
from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from w2vlib import EmbeddingDot, UnigramSampler
from w2vlib.sigmoid_with_loss import sigmoid


class NegativeSamplingLoss(EmbeddingDot):
    """An EmbeddingDot for all questions at once, with the loss on top of it."""

    def __init__(self, W: NDArray, corpus: NDArray, power: float = 0.75, sample_size: int = 5, **more):
        super().__init__(W)
        self.sampler = UnigramSampler(corpus, power, sample_size, **more)
        self.questions = sample_size + 1

    def forward(self, h: NDArray, target: NDArray) -> float:
        words = np.insert(self.sampler.get_negative_sample(target), 0, target, axis=1)
        score = super().forward(h.repeat(self.questions, axis=0), words.reshape(-1))
        score = score.reshape(words.shape)
        sign = np.ones_like(score)
        sign[:, 0] = -1
        self._dscore = sign * sigmoid(sign * score) / len(h)
        return float(np.logaddexp(0, sign * score).sum() / len(h))

    def backward(self, dout: float = 1) -> NDArray:
        dh = super().backward((dout * self._dscore).reshape(-1))
        return dh.reshape(-1, self.questions, dh.shape[-1]).sum(1)
