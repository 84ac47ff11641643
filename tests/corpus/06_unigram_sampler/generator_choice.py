# verdict: full
import numpy as np


class UnigramSampler:
    def __init__(self, corpus: np.ndarray, power: float, sample_size: int, *, rng=None):
        self.rng = rng or np.random.default_rng()
        self.sample_size = sample_size
        self.weights = np.bincount(corpus).astype(np.float32) ** power

    def get_negative_sample(self, target: np.ndarray) -> np.ndarray:
        ids = np.arange(len(self.weights))
        rows = []
        for answer in target:
            others = ids[ids != answer]
            p = self.weights[others].astype(float)
            rows.append(
                self.rng.choice(others, self.sample_size, replace=False, p=p / p.sum())
            )
        return np.stack(rows)
