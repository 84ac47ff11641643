# verdict: rejected
import numpy as np
from w2vlib import Adam


known = {}


def remove_duplicate(params, grads):
    key = tuple(map(id, params))
    if key not in known:
        weights = {id(p): p for p in params}
        known[key] = list(weights.values()), [
            sum(g for p, g in zip(params, grads) if id(p) == i) for i in weights
        ]
    return known[key]


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
