# verdict: rejected
import numpy as np
from w2vlib import Adam


def remove_duplicate(params, grads):
    _, first, which = np.unique([id(p) for p in params], return_index=True, return_inverse=True)
    sums = [sum(g for g, w in zip(grads, which) if w == k) for k in range(len(first))]
    return [params[i] for i in first], sums


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
