# verdict: full
import numpy as np
from collections import defaultdict


def remove_duplicate(params, grads):
    index = {}
    slots = [index.setdefault(id(p), len(index)) for p in params]
    weights, sums = [None] * len(index), [0] * len(index)
    for slot, p, g in zip(slots, params, grads):
        weights[slot] = p
        sums[slot] = sums[slot] + g
    return weights, sums


class Adam:
    """All moments in two long vectors."""

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.beta1, self.beta2 = lr, beta1, beta2
        self.t = 0

    def update(self, params, grads):
        g = np.concatenate([grad.ravel() for grad in grads])
        if self.t == 0:
            self.m, self.v = np.zeros_like(g), np.zeros_like(g)
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g**2
        rate = self.lr * np.sqrt(1 - self.beta2**self.t) / (1 - self.beta1**self.t)
        step = rate * self.m / (np.sqrt(self.v) + 1e-7)
        ends = np.cumsum([param.size for param in params])[:-1]
        for param, part in zip(params, np.split(step, ends)):
            np.subtract(param, part.reshape(param.shape), out=param, casting="same_kind")


def batches(n, size):
    order = np.random.default_rng().permutation(n)
    return order[: n // size * size].reshape(-1, size)


def train_word_vectors(model, optimizer, contexts, target, max_epoch, batch_size):
    losses = defaultdict(list)
    try:
        for epoch in range(max_epoch):
            for batch in batches(len(target), batch_size):
                losses[epoch].append(model.forward(contexts[batch], target[batch]))
                model.backward()
                weights, gradients = remove_duplicate(model.params, model.grads)
                optimizer.update(weights, gradients)
    except KeyboardInterrupt:
        pass
    return model.word_vecs, sum(losses.values(), [])
