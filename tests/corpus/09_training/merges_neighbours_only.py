# verdict: rejected
from itertools import groupby

import numpy as np
from w2vlib import Adam


def remove_duplicate(params, grads):
    groups = groupby(zip(params, grads), key=lambda pair: id(pair[0]))
    weights, sums = [], []
    for _, pairs in groups:
        pairs = list(pairs)
        weights.append(pairs[0][0])
        sums.append(sum(grad for _, grad in pairs))
    return weights, sums


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
