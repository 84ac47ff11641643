"""Optimizers: from gradients to new weights, in place."""

import numpy as np


class SGD:
    """Stochastic gradient descent: ``W -= lr · dW``.

    Parameters
    ----------
    lr : float
        Learning rate.

    Examples
    --------
    >>> W = np.array([1.0, 2.0])
    >>> SGD(lr=0.1).update([W], [np.array([1.0, -1.0])])
    >>> W
    array([0.9, 2.1])
    """

    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        """Change each array of `params` in place.

        Parameters
        ----------
        params, grads : list of ndarray
            Weights and their gradients, pairwise of one shape.
        """
        for param, grad in zip(params, grads, strict=True):
            param -= self.lr * grad


class Adam:
    """Adam: a step of about `lr` for each weight, however large its gradients are.

    With ``t`` the number of updates so far, for each weight::

        m += (1 - beta1) (grad - m)
        v += (1 - beta2) (grad² - v)
        lr_t = lr · sqrt(1 - beta2^t) / (1 - beta1^t)
        weight -= lr_t · m / (sqrt(v) + 1e-7)

    Parameters
    ----------
    lr : float
        Learning rate.
    beta1, beta2 : float
        How slowly the means of the gradient and of its square forget.

    References
    ----------
    Kingma and Ba (2015), Adam: A Method for Stochastic Optimization, the efficient form at
    the end of section 2.

    Examples
    --------
    >>> W = np.array([1.0, 2.0])
    >>> Adam(lr=0.1).update([W], [np.array([1.0, -50.0])])
    >>> W.round(4)
    array([0.9, 2.1])
    """

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.iter = 0
        self.m = None
        self.v = None

    def update(self, params, grads):
        """Change each array of `params` in place.

        Parameters
        ----------
        params, grads : list of ndarray
            Weights and their gradients, pairwise of one shape; at each call the same
            weights in the same order.
        """
        if self.m is None:
            self.m = [np.zeros_like(param) for param in params]
            self.v = [np.zeros_like(param) for param in params]

        self.iter += 1
        lr_t = self.lr * np.sqrt(1 - self.beta2**self.iter) / (1 - self.beta1**self.iter)
        # a Python float keeps float32 weights in float32
        lr_t = float(lr_t)
        for param, grad, m, v in zip(params, grads, self.m, self.v, strict=True):
            m += (1 - self.beta1) * (grad - m)
            v += (1 - self.beta2) * (grad**2 - v)
            param -= lr_t * m / (np.sqrt(v) + 1e-7)


def remove_duplicate(params, grads):
    """Merge the gradients of weights that several layers share.

    CBOW lists its input weights once per context position. An optimizer that saw them
    as separate weights would keep moments for each copy, and step once per copy.

    Parameters
    ----------
    params, grads : list of ndarray
        Weights and their gradients, pairwise of one shape. Weights are shared where two
        entries are the same array, not merely equal ones.

    Returns
    -------
    params : list of ndarray
        Each array once, in order of first appearance.
    grads : list of ndarray
        The sum of the gradients of each. The lists and arrays passed in stay as they are.

    Raises
    ------
    ValueError
        If the lists differ in length.

    Examples
    --------
    >>> W, dW = np.zeros(2), np.ones(2)
    >>> params, grads = remove_duplicate([W, W, W], [dW, dW, dW])
    >>> len(params), grads
    (1, [array([3., 3.])])
    """
    if len(params) != len(grads):
        raise ValueError(
            f"there must be one gradient per weight, but {len(params)} weights "
            f"and {len(grads)} gradients came"
        )
    merged = {}
    for param, grad in zip(params, grads, strict=True):
        merged.setdefault(id(param), (param, []))[1].append(grad)
    params = [param for param, _ in merged.values()]
    return params, [_total(grads) for _, grads in merged.values()]


def _total(grads):
    if len(grads) == 1:
        return grads[0]
    total = grads[0] + grads[1]
    for grad in grads[2:]:
        total += grad
    return total
