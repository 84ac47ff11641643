# verdict: rejected
import numpy as np
from w2vlib import Adam


def remove_duplicate(params, grads):
    # CBOW with a window of two: four times W_in, then W_out
    n = sum(p is params[0] for p in params)
    if n == len(params):
        return [params[0]], [sum(grads)]
    return [params[0], params[n]], [sum(grads[:n]), sum(grads[n:])]


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
