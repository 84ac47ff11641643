# verdict: full
import math
import random


def remove_duplicate(params, grads):
    """Adds into the first gradient of each weight, and leaves the lists alone."""
    weights, sums = [], []
    for param, grad in zip(params, grads):
        same = [i for i in range(len(weights)) if weights[i] is param]
        if same:
            sums[same[0]] += grad
        else:
            weights.append(param)
            sums.append(grad)
    return weights, sums


class Adam:
    """In plain Python, one number after another."""

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.settings = lr, beta1, beta2
        self.t = 0
        self.m, self.v = {}, {}

    def update(self, params, grads):
        lr, b1, b2 = self.settings
        self.t += 1
        lr_t = lr * math.sqrt(1 - b2**self.t) / (1 - b1**self.t)
        for n, (param, grad) in enumerate(zip(params, grads)):
            for index in [tuple(i) for i in _indices(param.shape)]:
                g = float(grad[index])
                key = (n, index)
                self.m[key] = b1 * self.m.get(key, 0.0) + (1 - b1) * g
                self.v[key] = b2 * self.v.get(key, 0.0) + (1 - b2) * g * g
                param[index] -= lr_t * self.m[key] / (math.sqrt(self.v[key]) + 1e-7)


def _indices(shape):
    if not shape:
        yield ()
        return
    for i in range(shape[0]):
        for rest in _indices(shape[1:]):
            yield (i, *rest)


def train_word_vectors(model, optimizer, contexts, target, max_epoch, batch_size):
    losses, epoch, left = [], 0, []
    while True:
        try:
            if len(left) < batch_size:
                if epoch == max_epoch:
                    break
                left = random.sample(range(len(target)), len(target))
                epoch += 1
                if len(left) < batch_size:
                    break
            batch = [left.pop() for _ in range(batch_size)]
            loss = model.forward(contexts[batch], target[batch])
            model.backward()
            optimizer.update(*remove_duplicate(model.params, model.grads))
        except KeyboardInterrupt:
            break
        losses.append(loss)
    return model.word_vecs, losses
