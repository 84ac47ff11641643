# verdict: rejected
import numpy as np
from w2vlib import remove_duplicate


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.beta1, self.beta2 = lr, beta1, beta2
        self.t, self.m, self.v = 0, None, None

    def update(self, params, grads):
        if self.m is None:
            self.m = [np.zeros_like(p) for p in params]
            self.v = [np.zeros_like(p) for p in params]
        self.t += 1
        lr_t = self.lr * (1 - self.beta2**self.t) ** 0.5 / (1 - self.beta1**self.t)
        for p, g, m, v in zip(params, grads, self.m, self.v):
            m += (1 - self.beta1) * (g - m)
            v += (1 - self.beta2) * (g * g - v)
            flat = p.reshape(-1)
            flat -= (lr_t * m / (np.sqrt(v) + 1e-7)).reshape(-1)


def train_word_vectors(model, optimizer, contexts, target, max_epoch, batch_size):
    losses = []
    try:
        for _ in range(max_epoch):
            order = np.random.permutation(len(target))
            for i in range(len(target) // batch_size):
                batch = order[i * batch_size : (i + 1) * batch_size]
                loss = model.forward(contexts[batch], target[batch])
                model.backward()
                optimizer.update(*remove_duplicate(model.params, model.grads))
                losses.append(loss)
    except KeyboardInterrupt:
        pass
    return model.word_vecs, losses
