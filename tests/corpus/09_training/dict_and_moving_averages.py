# verdict: full
import math
import random

import numpy as np


def remove_duplicate(params, grads):
    weights, totals = {}, {}
    for param, grad in zip(params, grads):
        key = id(param)
        weights[key] = param
        totals[key] = totals[key] + grad if key in totals else grad.copy()
    return list(weights.values()), list(totals.values())


class Adam:
    def __init__(self, lr: float = 0.001, beta1: float = 0.9, beta2: float = 0.999, *, eps: float = 1e-7):
        self.lr, self.betas, self.eps = lr, (beta1, beta2), eps
        self.t, self.state = 0, []

    def update(self, params, grads):
        b1, b2 = self.betas
        while len(self.state) < len(params):
            self.state.append((0.0, 0.0))
        self.t += 1
        lr_t = self.lr * math.sqrt(1 - b2 ** self.t) / (1 - b1 ** self.t)
        for i, (param, grad) in enumerate(zip(params, grads)):
            m, v = self.state[i]
            m = b1 * m + (1 - b1) * grad
            v = b2 * v + (1 - b2) * grad * grad
            self.state[i] = m, v
            param[...] = param - lr_t * m / (v ** 0.5 + self.eps)


def train_word_vectors(model, optimizer, contexts, target, max_epoch, batch_size):
    losses = []

    def one_epoch():
        numbers = list(range(len(target)))
        random.shuffle(numbers)
        while len(numbers) >= batch_size:
            batch, numbers = numbers[:batch_size], numbers[batch_size:]
            loss = model.forward(contexts[batch], target[batch])
            model.backward()
            optimizer.update(*remove_duplicate(model.params, model.grads))
            losses.append(loss)

    for _ in range(max_epoch):
        try:
            one_epoch()
        except KeyboardInterrupt:
            break
    return [model.word_vecs, np.array(losses)]
