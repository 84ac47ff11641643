# verdict: full
from dataclasses import dataclass, field

import numpy as np


def remove_duplicate(params, grads):
    same = np.array([[a is b for b in params] for a in params])
    first = np.flatnonzero(same.argmax(axis=1) == np.arange(len(params)))
    return [params[i] for i in first], [
        sum(grads[j] for j in np.flatnonzero(same[i])) for i in first
    ]


@dataclass
class Adam:
    lr: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    t: int = 0
    m: list = field(default_factory=list)
    v: list = field(default_factory=list)

    @property
    def rate(self):
        return self.lr * (1 - self.beta2**self.t) ** 0.5 / (1 - self.beta1**self.t)

    def update(self, params, grads):
        if not self.m:
            self.m += [np.zeros(p.shape, p.dtype) for p in params]
            self.v += [np.zeros(p.shape, p.dtype) for p in params]
        self.t = self.t + 1
        for p, g, m, v in zip(params, grads, self.m, self.v):
            m[...] = self.beta1 * m + (1 - self.beta1) * g
            v[...] = self.beta2 * v + (1 - self.beta2) * np.square(g)
            p -= self.rate * m / (1e-7 + np.sqrt(v))


@dataclass
class Run:
    model: object
    optimizer: object
    losses: list = field(default_factory=list)

    def step(self, x, t):
        loss = self.model.forward(x, t)
        self.model.backward()
        self.optimizer.update(*remove_duplicate(self.model.params, self.model.grads))
        self.losses.append(float(loss))

    def epoch(self, contexts, target, batch_size):
        examples = np.column_stack([contexts, target])
        np.random.shuffle(examples)
        for i in range(len(examples) // batch_size):
            batch = examples[i * batch_size :][:batch_size]
            self.step(batch[:, :-1], batch[:, -1])


def train_word_vectors(model, optimizer, contexts, target, max_epoch, batch_size):
    run = Run(model, optimizer)
    try:
        for _ in range(max_epoch):
            run.epoch(contexts, target, batch_size)
    except KeyboardInterrupt:
        print("Stopped.")
    finally:
        result = model.word_vecs, run.losses
    return result
