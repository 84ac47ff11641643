# verdict: rejected
import numpy as np

def remove_duplicate(params, grads):
    weights, totals = [], []
    for param, grad in zip(params, grads):
        for i, weight in enumerate(weights):
            if weight is param:
                totals[i] = totals[i] + grad
                break
        else:
            weights.append(param)
            totals.append(grad)
    return weights, totals


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.beta1, self.beta2 = lr, beta1, beta2
        self.t = 0
        self.m = self.v = None

    def update(self, params, grads):
        if self.m is None:
            self.m = [np.zeros_like(param) for param in params]
            self.v = [np.zeros_like(param) for param in params]
        self.t += 1
        lr_t = self.lr * (1 - self.beta2**self.t) ** 0.5 / (1 - self.beta1**self.t)
        for param, grad, m, v in zip(params, grads, self.m, self.v):
            m += (1 - self.beta1) * (grad - m)
            v += (1 - self.beta2) * (grad**2 - v)
            param -= lr_t * m / (np.sqrt(v) + 1e-7)


def train_word_vectors(model, optimizer, contexts, target, max_epoch, batch_size):
    losses = []
    try:
        for _ in range(max_epoch):
            order = np.random.permutation(len(target))
            for i in range(len(target) // batch_size):
                batch = order[i * batch_size : (i + 1) * batch_size]
                loss = model.forward(contexts[batch], target[batch])
                model.backward(loss)
                params, grads = remove_duplicate(model.params, model.grads)
                optimizer.update(params, grads)
                losses.append(loss)
    except KeyboardInterrupt:
        print(f"Stopped after {len(losses)} updates.")
    return model.word_vecs, losses
