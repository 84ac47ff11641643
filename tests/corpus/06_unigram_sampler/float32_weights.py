# verdict: full
import numpy as np


class UnigramSampler:
    def __init__(self, corpus, power, sample_size):
        self.p = np.bincount(corpus).astype(np.float32) ** np.float32(power)
        self.p /= self.p.sum()
        self.sample_size = sample_size

    def get_negative_sample(self, target):
        V = len(self.p)
        if V <= self.sample_size:
            raise ValueError("V - 1 < K")
        out = np.empty((len(target), self.sample_size), dtype=np.int32)
        for row, answer in zip(out, target):
            left = list(range(V))
            left.remove(answer)
            for k in range(self.sample_size):
                p = self.p[left].astype(np.float64)
                row[k] = left.pop(np.random.multinomial(1, p / p.sum()).argmax())
        return out
