"""Drive a `BatchSampler` and a `SparseCBOW`, and count what their calls do."""

import contextlib
import ctypes
import functools
import threading
import time

import numpy as np

from w2vlib.drive import unigram_sampler
from w2vlib.drive.counting import counted_memory, most_memory, python_steps
from w2vlib.drive.form import brings
from w2vlib.drive.snapshot import snapshot

#: Who draws again until all words fit may do so for ever; a right answer takes far less
SECONDS = 10
_LOOK = 0.1


def limited(drive):
    """Return a drive that ends in a `TimeoutError` where the student's code has no end.

    What runs for long within one call of a compiled function is not ended before it returns.
    """

    @functools.wraps(drive)
    def driven(student, case):
        try:
            with _deadline(SECONDS):
                return drive(student, case)
        except TimeoutError as error:
            if error.args:
                raise
            raise TimeoutError(f"no end after {SECONDS} seconds").with_traceback(
                error.__traceback__
            ) from None

    driven.__module__ = __name__  # where it is found by its name
    return driven


@contextlib.contextmanager
def _deadline(seconds):
    """Raise a `TimeoutError` in this thread, again and again, after so much CPU time."""
    # to be told of each line would make the student's code several times slower
    thread, end = threading.get_ident(), time.process_time() + seconds
    lock, done = threading.Lock(), threading.Event()

    def watch():
        while not done.wait(_LOOK):
            with lock:
                if time.process_time() > end and not done.is_set():
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(
                        ctypes.c_ulong(thread), ctypes.py_object(TimeoutError)
                    )

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        with lock:
            done.set()


# BatchSampler ----------------------------------------------------------------------------

sample = limited(unigram_sampler.sample)
sample_twice = limited(unigram_sampler.sample_twice)
too_few_words = limited(unigram_sampler.too_few_words)
inputs_after = limited(unigram_sampler.inputs_after)


@limited
def sampler_steps(BatchSampler, case):
    """Count the Python steps of a call: for few targets, for many, and with many words."""
    target, few = case["target"], case["target"][: case["few"]]
    many = np.tile(target, case["many"] // len(target))
    counted = []
    for corpus, ids in (("corpus", few), ("corpus", many), ("large_corpus", few)):
        sampler = BatchSampler(case[corpus], case["power"], case["sample_size"])
        sampler.get_negative_sample(few)  # what is made once, at the first call, is not counted
        counted.append(python_steps(lambda s=sampler, i=ids: s.get_negative_sample(i)))
    return {
        **unigram_sampler.sample(BatchSampler, case),
        **_sizes(case),
        "examples": snapshot(np.array([len(few), len(many)])),
        "by_examples": snapshot(np.array(counted[:2])),
        "by_words": snapshot(np.array(counted[::2])),
    }


@limited
def sampler_memory(BatchSampler, case):
    """Count the memory that a call asks for, with few words in the corpus and with many."""
    few, most = case["target"][: case["few"]], []
    for corpus in ("corpus", "large_corpus"):
        sampler = BatchSampler(case[corpus], case["power"], case["sample_size"])
        with counted_memory():
            sampler.get_negative_sample(few)
            # the least of some calls: now and then, one may fill up a store for many
            calls = [lambda s=sampler: s.get_negative_sample(few)] * 3
            most.append(min(map(most_memory, calls)))
    return {
        **unigram_sampler.sample(BatchSampler, case),
        **_sizes(case),
        "memory": snapshot(np.array(most)),
    }


def _sizes(case):
    sizes = [case[name].max() + 1 for name in ("corpus", "large_corpus")]
    return {"words": snapshot(np.array(sizes))}


# SparseCBOW ------------------------------------------------------------------------------


class _UnfitError(Exception):
    """A weight is not an array of shape (V, H): its name, and what it is."""


def _or_unfit(drive):
    @functools.wraps(drive)
    @limited
    def driven(SparseCBOW, case):
        try:
            return drive(SparseCBOW, case)
        except _UnfitError as error:
            return {"unfit": list(error.args)}

    return driven


@_or_unfit
def first_weights(SparseCBOW, case):
    """Bring back the weights as they are before any training."""
    return {"weights": snapshot(_weights_of(_build(SparseCBOW, case)))}


@_or_unfit
def step(SparseCBOW, case):
    """Take one step from the case's weights."""
    model = _prepare(SparseCBOW, case)
    loss = model.train_step(case["contexts"], case["target"], float(case["lr"]))
    return {"loss": snapshot(loss), **_after(model)}


@_or_unfit
def steps(SparseCBOW, case):
    """Take three steps, each with a batch of its own, while another model is at work.

    The arrays that the model had at first are brought back, too.
    """
    model = _prepare(SparseCBOW, case)
    at_first = _weights_of(model)
    other = _prepare(SparseCBOW, {**case, "W_in": -case["W_in"], "W_out": -case["W_out"]})
    losses = []
    for number in range(3):
        batch = (case[f"{name}_{number}"] for name in ("contexts", "target", "lr"))
        contexts, target, lr = batch
        losses.append(snapshot(model.train_step(contexts, target, float(lr))))
        other.train_step(contexts, target, float(lr))
    given = [name for name in case if name.startswith(("contexts", "target"))]
    return {
        "losses": losses,
        **_after(model),
        "at_first": snapshot(at_first),
        **{name: snapshot(case[name]) for name in ("corpus", *given)},
    }


@brings(dW_out=lambda case: case["times"])
@_or_unfit
def asked(SparseCBOW, case):
    """Take many steps, each from the same weights, and bring back how `output_vecs` moved."""
    model = _prepare(SparseCBOW, case)
    moved = []
    for _ in range(case["times"]):
        _put(model, case)
        model.train_step(case["contexts"], case["target"], 1.0)
        moved.append(case["W_out"] - snapshot(model.output_vecs))
    return {"dW_out": moved}


@_or_unfit
def step_steps(SparseCBOW, case):
    """Count the Python steps of a training step: few words, many, and many examples."""
    if "few" not in case:
        return step(SparseCBOW, case)
    few, many = (_examples(case, case[name]) for name in ("few", "many"))
    few_words = {name: ids % (case["corpus"].max() + 1) for name, ids in few.items()}
    counted, learnt = [], []
    for corpus, batch in (("corpus", few_words), ("large_corpus", few), ("large_corpus", many)):
        model = _build(SparseCBOW, _with_corpus(case, corpus))
        _train(model, few_words)  # what is made once, at the first step, is not counted
        before = _rows_in_use(model, batch)
        counted.append(python_steps(lambda m=model, b=batch: _train(m, b)))
        learnt.append(_share_changed(before, _rows_in_use(model, batch)))
    return {
        **_sizes(case),
        "examples": snapshot(np.array([case["few"], case["many"]])),
        "by_examples": snapshot(np.array(counted[1:])),
        "by_words": snapshot(np.array(counted[:2])),
        "learnt": snapshot(np.min(learnt, axis=0)),
    }


@_or_unfit
def step_memory(SparseCBOW, case):
    """Count the memory that a step asks for, and what the model holds.

    And look which rows change that no batch can use.
    """
    if "large_corpus" not in case:
        return step(SparseCBOW, case)
    most, learnt = [], []
    for corpus in ("corpus", "large_corpus"):
        model = _build(SparseCBOW, _with_corpus(case, corpus))
        before = _rows_in_use(model, case)
        with counted_memory():
            _train(model, case)
            # the least of some steps: now and then, one may fill up a store for many
            most.append(min(map(most_memory, [lambda m=model: _train(m, case)] * 3)))
        learnt.append(_share_changed(before, _rows_in_use(model, case)))
    return {
        **_sizes(case),
        "memory": snapshot(np.array(most)),
        "learnt": snapshot(np.min(learnt, axis=0)),
        "touched": snapshot(np.array(_touched(SparseCBOW, case))),
        **_held(SparseCBOW, case),
    }


def _held(SparseCBOW, case):
    """Count the memory that two models with wide weights hold, and that a step of them asks for."""
    held, weights, most = [], [], []
    for words in case["wide_words"]:
        wide = {**case, "hidden_size": case["wide_hidden_size"], "corpus": np.arange(words)}
        with counted_memory() as bytes_held:
            model = _build(SparseCBOW, _with_corpus(wide, "corpus"))
            _train(model, case)
            held.append(bytes_held())
            weights.append([array.nbytes for array in _weights_of(model)])
            most.append(most_memory(lambda m=model: _train(m, case)))
    came = {"held": held, "weights": weights, "wide_memory": most}
    return {name: snapshot(np.array(value)) for name, value in came.items()}


def _touched(SparseCBOW, case):
    """Count the rows of each weight that change though no batch can use them.

    They are filled with signalling NaNs. Arithmetic turns these into quiet ones, even adding 0
    or multiplying by 1; who only copies them leaves each bit as it was.
    """
    used = int(case["used"])
    model = _build(SparseCBOW, {**case, "corpus": np.arange(used)})
    before = []
    for array in _weights_of(model):
        array[used:] = _signalling_nans(array[used:])
        before.append(_bits(array[used:]))
    model.train_step(case["contexts"] % used, case["target"] % used, 0.1)
    after = [_bits(array[used:]) for array in _weights_of(model)]
    return [np.any(a != b, axis=1).sum() for a, b in zip(before, after, strict=True)]


def _signalling_nans(rows):
    # a NaN whose first fraction bit is 0, as IEEE 754 has it; other floats than these two
    # are not precise enough for any other check
    kind, nan = (np.uint64, 0x7FF4 << 48) if rows.itemsize == 8 else (np.uint32, 0x7FA0 << 16)
    return np.full(rows.shape, nan, dtype=kind).view(np.float64 if rows.itemsize == 8 else "f4")


def _bits(rows):
    rows = np.ascontiguousarray(rows)
    return rows.view(np.uint8).reshape(len(rows), -1).copy()


def _train(model, batch):
    # the loss is a mean, so that each example moves its rows by 1/B of the step
    return model.train_step(batch["contexts"], batch["target"], 0.5 * len(batch["target"]))


def _rows_in_use(model, batch):
    """Return the rows of the two weights that every step with this batch should change."""
    return [
        W[np.unique(batch[name])]
        for W, name in zip(_weights_of(model), ("contexts", "target"), strict=True)
    ]


def _share_changed(before, after):
    return [np.any(a != b, axis=1).mean() for a, b in zip(before, after, strict=True)]


def _examples(case, number):
    """Return a batch of so many of the case's examples, from the first again after the last."""
    rows = np.arange(number) % len(case["target"])
    return {"contexts": case["contexts"][rows], "target": case["target"][rows]}


def _with_corpus(case, name):
    return {**case, "corpus": case[name], "vocab_size": int(case[name].max()) + 1}


def _build(SparseCBOW, case):
    shape = int(case["vocab_size"]), int(case["hidden_size"])
    model = SparseCBOW(*shape, int(case["window_size"]), case["corpus"])
    for name in ("word_vecs", "output_vecs"):
        array = getattr(model, name)
        if not (isinstance(array, np.ndarray) and array.shape == shape):
            raise _UnfitError(name, _what(array), str(shape))
    return model


def _what(value):
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    return "None" if value is None else f"a {type(value).__name__}"


def _prepare(SparseCBOW, case):
    model = _build(SparseCBOW, case)
    _put(model, case)
    return model


def _put(model, case):
    model.word_vecs[...] = case["W_in"]
    model.output_vecs[...] = case["W_out"]


def _weights_of(model):
    return [model.word_vecs, model.output_vecs]


def _after(model):
    return {name: snapshot(getattr(model, name)) for name in ("word_vecs", "output_vecs")}
