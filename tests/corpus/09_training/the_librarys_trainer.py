# verdict: full
import numpy as np
from w2vlib import Trainer


def remove_duplicate(params, grads):
    merged = []
    for param, grad in zip(params, grads):
        for entry in merged:
            if entry[0] is param:
                entry[1] = np.add(entry[1], grad)
                break
        else:
            merged.append([param, grad])
    return tuple(p for p, _ in merged), tuple(g for _, g in merged)


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.__dict__.update(lr=lr, beta1=beta1, beta2=beta2)
        self.moments = {}
        self.updates = 0

    def update(self, params, grads):
        self.updates += 1
        correction = (1 - self.beta2 ** self.updates) ** 0.5 / (1 - self.beta1 ** self.updates)
        for param, grad in zip(params, grads):
            m, v = self.moments.setdefault(id(param), [np.zeros(param.shape), np.zeros(param.shape)])
            m *= self.beta1
            m += (1 - self.beta1) * grad
            v *= self.beta2
            v += (1 - self.beta2) * np.square(grad)
            param -= (self.lr * correction * m / (np.sqrt(v) + 1e-7)).astype(param.dtype)


def train_word_vectors(model, optimizer, contexts, target, max_epoch, batch_size):
    trainer = Trainer(model, optimizer)
    trainer.fit(contexts, target, max_epoch, batch_size, eval_interval=1, progress=False)
    return model.word_vecs, trainer.loss_list
