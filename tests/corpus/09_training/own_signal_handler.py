# verdict: full
import signal

import numpy as np
import w2vlib


def remove_duplicate(params, grads):
    ids = [id(p) for p in params]
    first = sorted(set(ids), key=ids.index)
    new_params = [params[ids.index(i)] for i in first]
    new_grads = [sum(g for j, g in zip(ids, grads) if j == i) for i in first]
    return new_params, new_grads


class Adam(w2vlib.Adam):
    """The library's, with a name of my own for the rate."""

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        super().__init__(lr, beta1, beta2)
        self.learning_rate = lr


def train_word_vectors(model, optimizer, contexts, target, max_epoch, batch_size):
    rng = np.random.default_rng()
    stop = []
    old = signal.signal(signal.SIGINT, lambda *args: stop.append(1))
    losses = []
    try:
        for step in range(max_epoch * (len(target) // batch_size)):
            i = step % (len(target) // batch_size)
            if i == 0:
                batches = np.split(rng.permutation(len(target)),
                                   np.arange(batch_size, len(target), batch_size))
            losses += [float(model.forward(contexts=contexts[batches[i]], target=target[batches[i]]))]
            model.backward(1)
            optimizer.update(*remove_duplicate(model.params, model.grads))
            if stop:
                break
    finally:
        signal.signal(signal.SIGINT, old)
    return model.word_vecs, losses
