# verdict: full
import itertools
import random

import numpy as np


def remove_duplicate(params: list, grads: list) -> tuple[list, list]:
    rest = list(zip(params, grads))
    weights, sums = [], []
    while rest:
        weight = rest[0][0]
        sums.append(np.sum([g for p, g in rest if p is weight], axis=0))
        weights.append(weight)
        rest = [(p, g) for p, g in rest if p is not weight]
    return weights, sums


class Moments:
    def __init__(self, like):
        self.mean = np.zeros(like.shape)
        self.square = np.zeros(like.shape)


class Adam:
    """Multiplies the powers of beta up, and corrects m and v, with 1e-7 scaled to match."""

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.beta1, self.beta2 = lr, beta1, beta2
        self.power1 = self.power2 = 1.0
        self.moments = None

    def update(self, params, grads):
        self.moments = self.moments or [Moments(param) for param in params]
        self.power1 *= self.beta1
        self.power2 *= self.beta2
        for param, grad, moments in zip(params, grads, self.moments):
            moments.mean += (1 - self.beta1) * (grad - moments.mean)
            moments.square += (1 - self.beta2) * (grad * grad - moments.square)
            m_hat = moments.mean / (1 - self.power1)
            v_hat = moments.square / (1 - self.power2)
            eps = 1e-7 / (1 - self.power2) ** 0.5
            param[...] -= (self.lr * m_hat / (v_hat**0.5 + eps)).astype(param.dtype)


def train_word_vectors(model, optimizer, contexts, target, max_epoch, batch_size):
    """One endless stream of batches, of which as many are taken as there are updates."""

    def stream():
        numbers = list(range(len(target)))
        while True:
            random.shuffle(numbers)
            for start in range(0, len(numbers) - batch_size + 1, batch_size):
                yield numbers[start : start + batch_size]

    losses = []
    try:
        for batch in itertools.islice(stream(), max_epoch * (len(target) // batch_size)):
            loss = model.forward(contexts[batch], target[batch])
            model.backward()
            optimizer.update(*remove_duplicate(model.params, model.grads))
            losses.append(loss)
    except KeyboardInterrupt:
        print("stopped")
    return model.word_vecs, tuple(losses)
