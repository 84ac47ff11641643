"""Mistakes with remove_duplicate, Adam and a training run."""

# ruff: noqa: D101, D102, D103

import contextlib

import numpy as np

from w2vlib.check.catalogue import Misconception
from w2vlib.optimizers import remove_duplicate

# remove_duplicate ------------------------------------------------------------------------


def not_merged(params, grads):
    return params, grads


def first_gradient_only(params, grads):
    kept_params, kept_grads = [], []
    for param, grad in zip(params, grads, strict=True):
        if not any(param is kept for kept in kept_params):
            kept_params.append(param)
            kept_grads.append(grad)
    return kept_params, kept_grads


def last_gradient_only(params, grads):
    kept = {id(param): (param, grad) for param, grad in zip(params, grads, strict=True)}
    return [param for param, _ in kept.values()], [grad for _, grad in kept.values()]


def mean_of_gradients(params, grads):
    kept_params, kept_grads = remove_duplicate(params, grads)
    times = [sum(param is kept for param in params) for kept in kept_params]
    return kept_params, [grad / n for grad, n in zip(kept_grads, times, strict=True)]


def compares_values(params, grads):
    params, grads = params[:], grads[:]
    i = 0
    while i < len(params):
        j = i + 1
        while j < len(params):
            if np.array_equal(params[i], params[j]):
                grads[i] = grads[i] + grads[j]
                params.pop(j)
                grads.pop(j)
            else:
                j += 1
        i += 1
    return params, grads


def asks_whether_in_list(params, grads):
    kept_params, kept_grads = [], []
    for param, grad in zip(params, grads, strict=True):
        if param in kept_params:
            kept_grads[kept_params.index(param)] += grad
        else:
            kept_params.append(param)
            kept_grads.append(grad)
    return kept_params, kept_grads


def pops_while_counting(params, grads):
    params, grads = params[:], grads[:]
    for i in range(len(params)):
        for j in range(i + 1, len(params)):
            if params[i] is params[j]:
                grads[i] += grads[j]
                params.pop(j)
                grads.pop(j)
    return params, grads


def empties_lists_of_model(params, grads):
    i = 0
    while i < len(params):
        j = i + 1
        while j < len(params):
            if params[i] is params[j]:
                grads[i] += grads[j]
                params.pop(j)
                grads.pop(j)
            else:
                j += 1
        i += 1
    return params, grads


# Adam ------------------------------------------------------------------------------------


class _State:
    """Settings and state of a right Adam."""

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.beta1, self.beta2 = lr, beta1, beta2
        self.iter = 0
        self.m = self.v = None


class _Base(_State):
    """A plain, right Adam, for the wrong ones to differ from in one line."""

    def update(self, params, grads):
        if self.m is None:
            self.m = [np.zeros_like(param) for param in params]
            self.v = [np.zeros_like(param) for param in params]
        self.iter += 1
        for i, (param, grad) in enumerate(zip(params, grads, strict=True)):
            self.m[i] += (1 - self.beta1) * (grad - self.m[i])
            self.v[i] += (1 - self.beta2) * (grad**2 - self.v[i])
            self.step(param, self.m[i], self.v[i])

    def lr_t(self):
        return float(self.lr * np.sqrt(1.0 - self.beta2**self.iter) / (1.0 - self.beta1**self.iter))

    def step(self, param, m, v):
        param -= self.lr_t() * m / (np.sqrt(v) + 1e-7)


class EpsInsideRoot(_Base):
    def step(self, param, m, v):
        param -= self.lr_t() * m / np.sqrt(v + 1e-7)


class CorrectsBeforeEps(_Base):
    def step(self, param, m, v):
        m_hat = m / (1 - self.beta1**self.iter)
        v_hat = v / (1 - self.beta2**self.iter)
        param -= self.lr * m_hat / (np.sqrt(v_hat) + 1e-7)


class NoEps(_Base):
    def step(self, param, m, v):
        param -= self.lr_t() * m / np.sqrt(v)


class NoBiasCorrection(_Base):
    def lr_t(self):
        return self.lr


class CountsFromZero(_Base):
    def update(self, params, grads):
        self.iter -= self.m is None
        super().update(params, grads)

    def lr_t(self):
        return self.lr * np.sqrt(1.0 - self.beta2**self.iter) / (1.0 - self.beta1**self.iter)


class Forgets(_Base):
    def update(self, params, grads):
        self.m = None
        super().update(params, grads)


class CountsWeights(_Base):
    def step(self, param, m, v):
        super().step(param, m, v)
        self.iter += 1

    def update(self, params, grads):
        self.iter -= self.m is not None
        super().update(params, grads)


class NotInPlace(_Base):
    def step(self, param, m, v):
        param = param - self.lr_t() * m / (np.sqrt(v) + 1e-7)


class Climbs(_Base):
    def step(self, param, m, v):
        param += self.lr_t() * m / (np.sqrt(v) + 1e-7)


class MethodsInsideInit(_State):
    pass


class Misspelt(_State):
    updata = _Base.update
    lr_t = _Base.lr_t
    step = _Base.step


# A training run --------------------------------------------------------------------------


def _run(model, optimizer, batches, merge=remove_duplicate, losses=None):
    losses = [] if losses is None else losses
    for contexts, target in batches:
        losses.append(float(model.forward(contexts, target)))
        model.backward()
        optimizer.update(*merge(model.params, model.grads))
    return model.word_vecs, losses


def _batches(contexts, target, max_epoch, batch_size, order=np.random.permutation):
    for _ in range(max_epoch):
        idx = order(len(target))
        for start in range(0, len(idx) - batch_size + 1, batch_size):
            batch = idx[start : start + batch_size]
            yield contexts[batch], target[batch]


def _safely(model, optimizer, batches, **more):
    losses = []
    with contextlib.suppress(KeyboardInterrupt):
        _run(model, optimizer, batches, losses=losses, **more)
    return model.word_vecs, losses


def not_merged_before_update(model, optimizer, contexts, target, max_epoch, batch_size):
    batches = _batches(contexts, target, max_epoch, batch_size)
    return _safely(model, optimizer, batches, merge=lambda params, grads: (params, grads))


def loses_all(model, optimizer, contexts, target, max_epoch, batch_size):
    return _run(model, optimizer, _batches(contexts, target, max_epoch, batch_size))


def shuffles_apart(model, optimizer, contexts, target, max_epoch, batch_size):
    def batches():
        for _ in range(max_epoch):
            x, t = np.random.permutation(contexts), np.random.permutation(target)
            for start in range(0, len(t) - batch_size + 1, batch_size):
                yield x[start : start + batch_size], t[start : start + batch_size]

    return _safely(model, optimizer, batches())


def not_shuffled(model, optimizer, contexts, target, max_epoch, batch_size):
    return _safely(
        model, optimizer, _batches(contexts, target, max_epoch, batch_size, order=np.arange)
    )


def shuffles_once(model, optimizer, contexts, target, max_epoch, batch_size):
    idx = np.random.permutation(len(target))
    batches = _batches(contexts, target, max_epoch, batch_size, order=lambda _: idx)
    return _safely(model, optimizer, batches)


def same_batch_again(model, optimizer, contexts, target, max_epoch, batch_size):
    def batches():
        for _ in range(max_epoch):
            idx = np.random.permutation(len(target))
            for _ in range(len(target) // batch_size):
                yield contexts[idx[:batch_size]], target[idx[:batch_size]]

    return _safely(model, optimizer, batches())


def keeps_short_batch(model, optimizer, contexts, target, max_epoch, batch_size):
    def batches():
        for _ in range(max_epoch):
            idx = np.random.permutation(len(target))
            for start in range(0, len(idx), batch_size):
                batch = idx[start : start + batch_size]
                yield contexts[batch], target[batch]

    return _safely(model, optimizer, batches())


def one_epoch(model, optimizer, contexts, target, max_epoch, batch_size):
    return _safely(model, optimizer, _batches(contexts, target, 1, batch_size))


def no_backward(model, optimizer, contexts, target, max_epoch, batch_size):
    losses = []
    with contextlib.suppress(KeyboardInterrupt):
        for x, t in _batches(contexts, target, max_epoch, batch_size):
            losses.append(float(model.forward(x, t)))
            optimizer.update(*remove_duplicate(model.params, model.grads))
    return model.word_vecs, losses


_eps = "09_training#adam-eps"
_shared = "09_training#shared-weights"

MISCONCEPTIONS = (
    Misconception(
        "remove-duplicate-not-merged",
        "remove_duplicate",
        not_merged,
        "Shared weights come back as often as they went in. Adam would keep moments for each "
        "copy, and step once for each.",
        "How can you tell that two entries of params are one array?",
        _shared,
    ),
    Misconception(
        "remove-duplicate-first-gradient-only",
        "remove_duplicate",
        first_gradient_only,
        "Of the gradients of a shared weight, only the first is kept.",
        "Each layer that used the weight has its own part of the gradient. What becomes of the "
        "others in your code?",
        _shared,
    ),
    Misconception(
        "remove-duplicate-last-gradient-only",
        "remove_duplicate",
        last_gradient_only,
        "Of the gradients of a shared weight, only the last is kept.",
        "A second gradient of the same weight replaces the first. What should happen to the two?",
        _shared,
    ),
    Misconception(
        "remove-duplicate-mean-of-gradients",
        "remove_duplicate",
        mean_of_gradients,
        "The gradients of a shared weight are averaged.",
        "If the weight moves by a little, the loss feels it in every layer that uses it. Do such "
        "effects add up, or average?",
        _shared,
    ),
    Misconception(
        "remove-duplicate-compares-values",
        "remove_duplicate",
        compares_values,
        "Weights that hold equal numbers are merged, though they are different arrays.",
        "Two layers may begin with the same numbers and still be two layers. Python has one "
        "operator for «equal» and another for «the same object».",
        "09_training#same-or-equal",
    ),
    Misconception(
        "remove-duplicate-asks-in-list",
        "remove_duplicate",
        asks_whether_in_list,
        "`array in list` compares arrays with ==, number by number, and that has no one answer.",
        "Whether two names mean one array is asked with `is`; `id(array)` is a number that you "
        "may look up in a dict or a set.",
        "09_training#same-or-equal",
    ),
    Misconception(
        "remove-duplicate-pops-while-counting",
        "remove_duplicate",
        pops_while_counting,
        "Your loop takes items out of a list while it counts through it: the list gets shorter, "
        "the range does not.",
        "Can you build new lists instead of shortening old ones?",
        "09_training#lists-of-the-model",
    ),
    Misconception(
        "remove-duplicate-empties-lists-of-model",
        "remove_duplicate",
        empties_lists_of_model,
        "You remove entries from the very lists that were passed in: after the first batch, the "
        "model has lost the gradients of all layers but one.",
        "What is the difference between `params` and a copy of it, `params[:]`?",
        "09_training#lists-of-the-model",
    ),
    Misconception(
        "adam-eps-inside-root",
        "Adam",
        EpsInsideRoot,
        "You take the root of v + 1e-7. That is another step size wherever gradients are small.",
        "The root of 1e-7 is about 3e-4, three thousand times as large. Where does the bracket "
        "close in the formula of the task?",
        _eps,
    ),
    Misconception(
        "adam-corrects-before-eps",
        "Adam",
        CorrectsBeforeEps,
        "This is the other published form of Adam, with m and v corrected one by one before 1e-7 "
        "is added. The task asks for the form that corrects the learning rate.",
        "The forms differ only where gradients are tiny. Add 1e-7 to sqrt(v), with v as it is.",
        _eps,
    ),
    Misconception(
        "adam-no-eps",
        "Adam",
        NoEps,
        "A weight whose gradients were all zero so far has v = 0, and 0 / 0 is nan.",
        "Which number in the formula keeps the denominator above zero?",
        _eps,
    ),
    Misconception(
        "adam-no-bias-correction",
        "Adam",
        NoBiasCorrection,
        "Your learning rate is not corrected: m and v begin at zero and are too small in the "
        "first updates, each by another factor.",
        "What are the two powers in lr_t for?",
        "09_training#adam-update",
    ),
    Misconception(
        "adam-counts-from-zero",
        "Adam",
        CountsFromZero,
        "At the first update, t is 0 in your formula, and 1 - beta1 ** 0 is zero.",
        "t is the number of updates with the one under way. When must it go up?",
        "09_training#adam-update",
    ),
    Misconception(
        "adam-forgets",
        "Adam",
        Forgets,
        "m and v begin at zero at every update, so nothing is remembered.",
        "When should the two lists be made, and when be kept?",
        "09_training#adam-state",
    ),
    Misconception(
        "adam-counts-weights",
        "Adam",
        CountsWeights,
        "t goes up once for each weight; it should go up once for each call of update.",
        "Look at the loop over the weights: which line does not belong in it?",
        "09_training#adam-state",
    ),
    Misconception(
        "adam-not-in-place",
        "Adam",
        NotInPlace,
        "The arrays in params do not change: your last line makes a new array for each.",
        "The model holds the arrays that were in params. What is the difference between "
        "`param = param - step` and `param -= step`?",
        "09_training#adam-update",
    ),
    Misconception(
        "adam-climbs",
        "Adam",
        Climbs,
        "The step goes up the slope, not down.",
        "The gradient points to where the loss grows. Look at the sign of the step.",
        "09_training#adam-update",
    ),
    Misconception(
        "adam-methods-in-init",
        "Adam",
        MethodsInsideInit,
        "The object has no method of that name.",
        "Look at the indentation: a method stands inside the class, one level in, beside "
        "`__init__` and not within it.",
        "04_embedding#method-outside-class",
    ),
    Misconception(
        "adam-update-misspelt",
        "Adam",
        Misspelt,
        "A method has another name than the one that is called.",
        "Compare the spelling, letter by letter.",
        "04_embedding#method-outside-class",
    ),
    Misconception(
        "train-shared-weights-not-merged",
        "train_word_vectors",
        not_merged_before_update,
        "The optimizer gets model.params as it is, with every shared weight several times. Adam "
        "then keeps moments for each copy, and steps once for each.",
        "What did you write remove_duplicate for?",
        _shared,
    ),
    Misconception(
        "train-ctrl-c-loses-all",
        "train_word_vectors",
        loses_all,
        "Ctrl-C ends your function with an error, and all that was in it is gone.",
        "Ctrl-C is the exception KeyboardInterrupt. Which statement catches an exception, and "
        "what must not be inside it?",
        "09_training#stopped-by-hand",
    ),
    Misconception(
        "train-shuffles-apart",
        "train_word_vectors",
        shuffles_apart,
        "Contexts and targets are shuffled one without the other, so each target comes with the "
        "context of a stranger.",
        "Shuffle the numbers of the examples, once, and take the rows of both arrays by them.",
        "09_training#shuffled-together",
    ),
    Misconception(
        "train-not-shuffled",
        "train_word_vectors",
        not_shuffled,
        "Every epoch goes through the examples as they stand in the text.",
        "Neighbouring windows share nearly all of their words. np.random.permutation gives the "
        "numbers of the examples in a random order.",
        "09_training#shuffled-together",
    ),
    Misconception(
        "train-shuffles-once",
        "train_word_vectors",
        shuffles_once,
        "The order is drawn once, and every epoch repeats it.",
        "Which line must move into the loop over the epochs?",
        "09_training#shuffled-together",
    ),
    Misconception(
        "train-same-batch-again",
        "train_word_vectors",
        same_batch_again,
        "Within an epoch, every batch holds the same examples.",
        "Where does batch number i begin? Your slice should depend on it.",
        "09_training#training-loop",
    ),
    Misconception(
        "train-keeps-short-batch",
        "train_word_vectors",
        keeps_short_batch,
        "The examples that are left over at the end of an epoch make a smaller batch of their own; "
        "the task leaves them out.",
        "How many whole batches are there? `//` tells.",
        "09_training#training-loop",
    ),
    Misconception(
        "train-one-epoch",
        "train_word_vectors",
        one_epoch,
        "Training ends after the first epoch.",
        "At which level does `return` stand?",
        "09_training#training-loop",
    ),
    Misconception(
        "train-no-backward",
        "train_word_vectors",
        no_backward,
        "backward is never called, so the gradients are never worked out.",
        "forward gives the loss. Which call fills model.grads?",
        "09_training#training-loop",
    ),
)
