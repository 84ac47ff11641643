# verdict: full
import w2vlib


class NegativeSamplingLoss:
    """A thin coat around the library's, which does all the work."""

    def __init__(self, W, corpus, power=0.75, sample_size=5, **options):
        self._inner = w2vlib.NegativeSamplingLoss(W, corpus, power, sample_size, **options)

    @property
    def params(self):
        return list(self._inner.params)

    @property
    def grads(self):
        return list(self._inner.grads)

    def forward(self, h, target):
        self.loss = self._inner.forward(h, target)
        return self.loss

    def backward(self, dout=1):
        return self._inner.backward(dout)
