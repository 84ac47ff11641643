"""Drive `remove_duplicate`, an `Adam`, and a training run."""

import signal
import threading

import numpy as np

from w2vlib.drive.form import brings
from w2vlib.drive.snapshot import snapshot

# remove_duplicate ------------------------------------------------------------------------


@brings(weights=lambda case: int(case["order"].max()) + 1)
def merge(remove_duplicate, case):
    """Merge once, and look at what came back and at the weights."""
    weights, params, grads = _lists(case)
    returned = remove_duplicate(params, grads)
    return {**_merged(returned, weights), "weights": snapshot(weights)}


def merge_each_batch(remove_duplicate, case):
    """Merge the same two lists batch after batch, with new gradients in the same arrays."""
    weights, params, grads = _lists(case)
    model_params, model_grads = params[:], grads[:]
    came = {}
    for batch, scale in enumerate((1.0, 10.0)):
        for number, grad in enumerate(model_grads):
            grad[...] = scale * case[f"dW{number}"]  # as backward fills them anew
        merged = _merged(remove_duplicate(params, grads), weights)
        came |= {f"{name}_{batch}": value for name, value in merged.items()}
    kept = _same_items(params, model_params) and _same_items(grads, model_grads)
    return {**came, "kept": kept, "lengths": np.array([len(params), len(grads)])}


def _lists(case):
    """Return the different weights, and the lists `params` and `grads` of a model."""
    order = case["order"].tolist()
    weights = _with_sorted_ids([case[f"W{n}"] for n in range(max(order) + 1)], case["falling"])
    params = [weights[number] for number in order]
    grads = [case[f"dW{number}"].copy() for number in range(len(order))]
    return weights, params, grads


def _with_sorted_ids(arrays, falling):
    """Return copies whose `id` rises or falls: an order of its own must not seem right."""
    copies = sorted((np.empty(0, array.dtype) for array in arrays), key=id, reverse=falling)
    for copy, array in zip(copies, arrays, strict=True):
        copy.resize(array.shape, refcheck=False)
        copy[...] = array
    return copies


def _merged(returned, weights):
    """Tell which weights came back, by identity, and with which gradients."""
    if not _is_pair_of_lists(returned):
        return {"returned": snapshot(returned)}
    params, grads = returned
    return {"which": _which(params, weights), "grads": snapshot(list(grads))}


def _is_pair_of_lists(value):
    return (
        isinstance(value, (list, tuple))
        and len(value) == 2
        and all(isinstance(item, (list, tuple)) for item in value)
    )


def _which(params, weights):
    """Return the number of each array among `weights`; -1 for one that is none of them."""
    numbers = [
        next((i for i, weight in enumerate(weights) if param is weight), -1) for param in params
    ]
    return np.array(numbers, dtype=np.int64)


def _same_items(items, others):
    return len(items) == len(others) and all(a is b for a, b in zip(items, others, strict=True))


# Adam ------------------------------------------------------------------------------------


def steps(Adam, case):
    """Update some weights with one gradient after another, each in the same arrays."""
    optimizer = Adam(**_settings(case))
    params = _numbered(case, "W")
    gradients = _numbered(case, "dW")
    grads = [np.empty_like(gradient[0]) for gradient in gradients]
    history, after = [[] for _ in params], [[] for _ in params]
    for step in range(len(gradients[0])):
        for grad, gradient in zip(grads, gradients, strict=True):
            grad[...] = gradient[step]  # as backward fills them anew
        optimizer.update(params[:], grads[:])
        for past, param in zip(history, params, strict=True):
            past.append(param.copy())
        for past, grad in zip(after, grads, strict=True):
            past.append(grad.copy())
    return {
        "weights": [np.stack(past) for past in history],
        "grads_after": [np.stack(past) for past in after],
    }


def two_optimizers(Adam, case):
    """Update two weights of one shape, then the first one again, with another optimizer each.

    In the first half of the steps the two take turns.
    """
    optimizers = [Adam(**_settings(case)) for _ in range(3)]
    params = _numbered(case, "W")
    gradients = _numbered(case, "dW")
    for step in range(len(gradients[0])):
        for optimizer, param, gradient in zip(optimizers, params, gradients, strict=False):
            optimizer.update([param], [gradient[step].copy()])
    for grad in gradients[0]:
        optimizers[2].update([params[0]], [grad.copy()])
    return {"weights": snapshot(params)}


def _settings(case):
    return {name: float(case[name]) for name in ("lr", "beta1", "beta2") if name in case}


def _numbered(case, name):
    """Return ``case["W0"], case["W1"], …`` as a list."""
    arrays = []
    while f"{name}{len(arrays)}" in case:
        arrays.append(case[f"{name}{len(arrays)}"])
    return arrays


# A training run --------------------------------------------------------------------------


class _Diary:
    """A model that writes down what is asked of it and of its optimizer.

    It lists its weights as CBOW does: W_in for each of two context positions, W_out three
    times, each entry with a gradient of its own.
    """

    def __init__(self, stop_at=None, stop_in="forward"):
        self.word_vecs = np.zeros((4, 3))
        self.weights = [self.word_vecs, np.ones((4, 3))]
        self.params = [self.weights[number] for number in (0, 0, 1, 1, 1)]
        self.grads = [np.zeros((4, 3)) for _ in self.params]
        self.stop_at, self.stop_in = stop_at, stop_in
        self.calls, self.contexts, self.target, self.losses = "", [], [], []
        self.which, self.sums = [], []

    def forward(self, contexts, target):
        self.calls += "f"
        self.contexts.append(snapshot(contexts))
        self.target.append(snapshot(target))
        self._perhaps_stop("forward")
        self.losses.append(4.0 / len(self.target))
        return self.losses[-1]

    def backward(self, dout=1):
        self.calls += "b"
        self._perhaps_stop("backward")
        for number, grad in enumerate(self.grads):
            grad[...] = 10.0**number * len(self.target) * dout

    def note_update(self, params, grads):
        self._perhaps_stop("update")
        self.calls += "u"
        self.which.append(_which(params, self.weights))
        self.sums.append(np.array([np.mean(grad) for grad in grads], dtype=np.float64))
        for param in params:
            param += 1

    def _perhaps_stop(self, where):
        if len(self.target) == self.stop_at and where == self.stop_in:
            _press_ctrl_c()


class _SoftmaxCBOW(_Diary):
    """A small CBOW with a softmax over its few words, which really learns."""

    def __init__(self, vocab_size, hidden_size, lr):
        super().__init__()
        shape = (vocab_size, hidden_size)
        self.word_vecs, W_out = (0.1 * np.random.standard_normal(shape) for _ in range(2))
        self.weights = [self.word_vecs, W_out]
        self.params = [self.word_vecs, self.word_vecs, W_out]
        self.grads = [np.zeros(shape) for _ in self.params]
        self.lr = lr

    def forward(self, contexts, target):
        super().forward(contexts, target)
        W_in, W_out = self.weights
        h = W_in[contexts].mean(axis=1)
        score = h @ W_out.T
        y = np.exp(score - score.max(axis=1, keepdims=True))
        y /= y.sum(axis=1, keepdims=True)
        self.cache = (contexts, target, h, y)
        self.losses[-1] = float(-np.log(y[np.arange(len(target)), target]).mean())
        return self.losses[-1]

    def backward(self, dout=1):
        self.calls += "b"
        contexts, target, h, dscore = self.cache
        dscore[np.arange(len(target)), target] -= 1
        dscore *= dout / len(target)
        dh = dscore @ self.weights[1] / contexts.shape[1]
        for grad in self.grads:
            grad[...] = 0
        for column, grad in zip(contexts.T, self.grads[:2], strict=True):
            np.add.at(grad, column, dh)
        self.grads[2][...] = dscore.T @ h

    def note_update(self, params, grads):
        self.calls += "u"
        self.which.append(_which(params, self.weights))
        for param, grad in zip(params, grads, strict=True):
            param -= self.lr * grad


class _Optimizer:
    """The optimizer that goes with a diary; an object of its own, as any optimizer is."""

    def __init__(self, diary):
        self.update = diary.note_update


def train(train_word_vectors, case):
    """Run a training of a model that keeps a diary."""
    stop = [int(case["stop_at"]), case["stop_in"]] if "stop_at" in case else []
    diary = _Diary(*stop)
    return _train(train_word_vectors, diary, case)


def learn(train_word_vectors, case):
    """Run a training of a model that learns, and bring back its word vectors."""
    model = _SoftmaxCBOW(int(case["vocab_size"]), int(case["hidden_size"]), float(case["lr"]))
    came = _train(train_word_vectors, model, case)
    return {**came, "word_vecs": snapshot(model.word_vecs)}


def _train(train_word_vectors, model, case):
    came = {"ended_by": ""}
    before = _obey_ctrl_c()
    try:
        returned = train_word_vectors(
            model,
            _Optimizer(model),
            case["contexts"],
            case["target"],
            int(case["max_epoch"]),
            int(case["batch_size"]),
        )
        came["returned"] = _short(returned)
        if isinstance(returned, (list, tuple)) and len(returned) == 2:
            came["own_vecs"] = returned[0] is model.word_vecs
            came["losses"] = snapshot(returned[1])
    except KeyboardInterrupt:
        if model.stop_at is None:
            raise  # somebody really pressed it
        came["ended_by"] = "KeyboardInterrupt"
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)
    return {
        **came,
        "calls": model.calls,
        "contexts": model.contexts,
        "target": model.target,
        "which": model.which,
        "sums": model.sums,
        "true_losses": np.array(model.losses),
        "contexts_after": snapshot(case["contexts"]),
        "target_after": snapshot(case["target"]),
    }


def _obey_ctrl_c():
    """Make Ctrl-C raise KeyboardInterrupt, whatever it did before; return what that was."""
    if threading.current_thread() is not threading.main_thread():
        return None
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    return before


def _press_ctrl_c():
    if threading.current_thread() is threading.main_thread():
        signal.raise_signal(signal.SIGINT)
    else:
        raise KeyboardInterrupt


def _short(value):
    if isinstance(value, (list, tuple)):
        return f"a {type(value).__name__} of {len(value)}"
    return "None" if value is None else f"a {type(value).__name__}"
