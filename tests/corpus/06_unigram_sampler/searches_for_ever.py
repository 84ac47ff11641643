# verdict: rejected
import numpy as np


class UnigramSampler:
    def __init__(self, corpus, power, sample_size):
        self.sample_size = sample_size
        counts = np.bincount(corpus)
        self.vocab_size = len(counts)
        self.word_p = counts**power
        self.word_p = self.word_p / self.word_p.sum()

    def get_negative_sample(self, target):
        negative_sample = []
        for answer in target:
            row = []
            while len(row) < self.sample_size:
                word = np.random.choice(self.vocab_size, p=self.word_p)
                if word != answer and word not in row:
                    row.append(word)
            negative_sample.append(row)
        return np.array(negative_sample)
