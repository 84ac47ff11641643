# verdict: rejected
import numpy as np
from w2vlib import Adam


def remove_duplicate(params, grads):
    weights, sums = [], []
    for p, g in zip(params, grads):
        for i, w in enumerate(weights):
            if w is p:
                p += 0.1 * g
                sums[i] = sums[i] + g
                break
        else:
            weights.append(p)
            sums.append(g)
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
