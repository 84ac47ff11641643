# verdict: rejected
import numpy as np
from w2vlib import Adam, remove_duplicate


def train_word_vectors(model, optimizer, contexts, target, max_epoch, batch_size):
    losses = []
    order = np.random.permutation(len(target))
    try:
        for _ in range(max_epoch):
            order = np.roll(order, 5)
            for i in range(len(target) // batch_size):
                batch = order[i * batch_size : (i + 1) * batch_size]
                loss = model.forward(contexts[batch], target[batch])
                model.backward()
                optimizer.update(*remove_duplicate(model.params, model.grads))
                losses.append(loss)
    except KeyboardInterrupt:
        pass
    return model.word_vecs, losses
