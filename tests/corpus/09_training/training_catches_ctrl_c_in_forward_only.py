# verdict: rejected
import numpy as np
from w2vlib import Adam, remove_duplicate


def train_word_vectors(model, optimizer, contexts, target, max_epoch, batch_size):
    losses = []
    if True:
        for _ in range(max_epoch):
            order = np.random.permutation(len(target))
            for i in range(len(target) // batch_size):
                batch = order[i * batch_size : (i + 1) * batch_size]
                try:
                    loss = model.forward(contexts[batch], target[batch])
                except KeyboardInterrupt:
                    return model.word_vecs, losses
                model.backward()
                optimizer.update(*remove_duplicate(model.params, model.grads))
                losses.append(loss)
    return model.word_vecs, losses
