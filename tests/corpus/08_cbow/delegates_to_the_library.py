# verdict: full
from dataclasses import InitVar, dataclass

import numpy as np
import w2vlib


@dataclass
class CBOW:
    vocab_size: int
    hidden_size: int
    window_size: int
    corpus: InitVar[np.ndarray]

    def __post_init__(self, corpus):
        self.model = w2vlib.CBOW(self.vocab_size, self.hidden_size, self.window_size, corpus)
        self.params, self.grads, self.word_vecs = self.model.params, self.model.grads, self.model.word_vecs

    def forward(self, contexts, target):
        return self.model.forward(contexts, target)

    def backward(self, dout=1):
        self.model.backward(dout)
