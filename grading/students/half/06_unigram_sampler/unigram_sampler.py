class UnigramSampler:
    def __init__(self, corpus, power, sample_size):
        self.sample_size = sample_size
        counts = np.bincount(corpus)
        self.p = counts**power
        self.p = self.p / self.p.sum()

    def get_negative_sample(self, target):
        # how do I keep the target itself from coming?
        return np.array([
            np.random.choice(len(self.p), size=self.sample_size, replace=False, p=self.p)
            for _ in target
        ])
