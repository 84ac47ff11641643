# verdict: rejected, named sparse-slow-sampler
from w2vlib import CBOW, SGD, remove_duplicate


class SparseCBOW:
    """CBOW as it was, and an optimizer beside it."""

    def __init__(self, vocab_size, hidden_size, window_size, corpus):
        self.model = CBOW(vocab_size, hidden_size, window_size, corpus)
        self.word_vecs = self.model.word_vecs
        self.output_vecs = self.model.params[-1]

    def train_step(self, contexts, target, lr):
        loss = self.model.forward(contexts, target)
        self.model.backward()
        SGD(lr).update(*remove_duplicate(self.model.params, self.model.grads))
        return loss
