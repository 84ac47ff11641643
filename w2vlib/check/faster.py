"""Judge a `BatchSampler` and a `SparseCBOW`: what they give, and what they do for it.

What they give is judged as in chapters 06 and 08. What they do is counted: Python's own steps,
and the memory that a call asks for. Of a computer's speed nothing is known here, and a right
answer never fails because another program is busy.

Work is only judged where the result is right in the main: doing nothing is no fast way.
"""

from dataclasses import replace

import numpy as np

from w2vlib.check import cbow, unigram_sampler
from w2vlib.check.alike import alike
from w2vlib.check.core import Check
from w2vlib.check.draws import same_law
from w2vlib.check.expect import expect, expect_array, expect_unchanged, expect_values
from w2vlib.check.faster_reference import BatchSampler as reference_BatchSampler
from w2vlib.check.faster_reference import SparseCBOW as reference_SparseCBOW
from w2vlib.drive import faster as drive
from w2vlib.drive.counting import ENOUGH

__all__ = ["CHECKS", "reference_BatchSampler", "reference_SparseCBOW"]

#: More Python steps than this for each further example, or word, are a loop over them
LOOP = 0.75
#: More bytes than this for each word of the vocabulary are an array as long as that
ARRAY = 0.5

_FORM, _NO_TARGET, _DIFFERENT, _ONE, _THREE, _FRESH, _TOO_FEW, _UNCHANGED = unigram_sampler.CHECKS[
    "UnigramSampler"
]
_FIRST_WEIGHTS, _NEGATIVES = (cbow.CHECKS["CBOW"][number] for number in (2, 4))


def _text(vocab_size, rng):
    """Return a corpus in which the word of rank r comes about ``2000 / r`` times, as in texts."""
    counts = np.maximum(2000 // np.arange(1, vocab_size + 1), 1)
    words = np.repeat(np.arange(vocab_size), counts)
    return np.append(rng.permutation(words), vocab_size - 1)


def _per_further(counts, sizes):
    """Return by how much a count grows for each further thing."""
    (few, many), (fewer, more) = (map(float, pair) for pair in (counts, sizes))
    return (many - few) / (more - fewer)


# BatchSampler ----------------------------------------------------------------------------


def _many_rows(rng):
    # with power 1 every third row draws a word that may not stand there: who goes through these
    # rows one by one goes through a part of all rows
    return [
        {
            "corpus": _text(500, rng),
            "large_corpus": _text(20_000, rng),
            "power": 1,
            "sample_size": 5,
            # not all words, so that copies of targets are not taken for even draws
            "target": rng.integers(0, 400, 1000),
            "few": 100,
            "many": 10_000,
        },
    ]


def _many_words(rng):
    return [
        {
            "corpus": _text(500, rng),
            "large_corpus": _text(50_000, rng),
            "power": 0.75,
            "sample_size": 5,
            "target": rng.integers(0, 400, 1000),
            # so few that what they need is little beside one byte for each of many words
            "few": 20,
        },
    ]


def _judge_rows(case, came):
    _FORM.judge(case, came)
    _UNCHANGED.judge(case, came)
    _NO_TARGET.judge(case, came)
    _DIFFERENT.judge(case, came)


def _alike_in_rows(outcome, other):
    return _FORM.alike(outcome, other) and _NO_TARGET.alike(outcome, other)


def _judge_sampler_steps(case, came):
    """Expect less than three quarters of a Python step for each further target or word.

    A right answer may draw again in rounds, each for all rows that are not done. Three quarters
    of a step for each of 9,900 further targets are 7,425 steps: 49 further rounds of 150 steps,
    or 54 in all where each of five places has its own. At place k, on average over the rows,
    ``10000 · q^m`` are still open after m rounds, where q is the probability of what may not
    stand there. That is 1 after 2, 4, 5, 6 and 6 rounds, 23 in all. From then on a further
    round comes with a probability below 0.35, that of the five most common words, and
    31 further ones with one of 4e-11. `_expect_plausible` adds less.
    """
    _expect_plausible(case, came)
    (few, many), rows = came["by_examples"].tolist(), came["examples"]
    more = _per_further((few, many), rows)
    expect(
        more < LOOP,
        f"For {rows[0]} targets, get_negative_sample took {few:,} steps in Python (lines run and "
        f"functions called), for {rows[1]:,} targets {_steps(many)}: {more:.1f} for each further "
        "target. It should take about as many for any number of targets, so no Python code "
        "should run once for each.",
    )
    (few, many), sizes = came["by_words"].tolist(), came["words"]
    more = _per_further((few, many), sizes)
    expect(
        more < LOOP,
        f"In a corpus of {sizes[0]} words, get_negative_sample took {few:,} steps in Python for "
        f"{rows[0]} targets, in one of {sizes[1]:,} words {_steps(many)}: {more:.1f} for each "
        "further word of the vocabulary. It should take about as many for any vocabulary.",
    )


def _judge_sampler_memory(case, came):
    """Expect less than half a byte for each further word.

    What is drawn again takes a few hundred bytes, and 25 kB are allowed. Chance has its say in
    `_expect_plausible`.
    """
    _expect_plausible(case, came)
    sizes, B = came["words"], case["few"]
    more = _per_further(came["memory"], sizes)
    matrix = " Is there an array with one place for each target and word?" if more >= B else ""
    expect(
        more < ARRAY,
        f"For {B} targets, get_negative_sample asked for {_size(came['memory'][0])} of memory "
        f"where the corpus has {sizes[0]} words, and for {_size(came['memory'][1])} where it has "
        f"{sizes[1]:,}: {more:,.0f} bytes for each further word of the vocabulary.{matrix} What "
        "is as long as the vocabulary can be made once, in __init__.",
    )


def _expect_plausible(case, came):
    """Expect rows that are right in the main: work that gives nothing is no merit.

    All rows of a right answer hold different words, without their target. Of the words that
    come, its share of the 20 most common is 0.94 or 0.96 times what they have of the
    probability, with a standard deviation below 0.02: 0.6 and 1.35 are 16 of them away.
    """
    rows = unigram_sampler._ids(case, came["sample"])
    ordered = np.sort(np.column_stack([rows, case["target"]]), axis=1)
    wrong = np.any(ordered[:, 1:] == ordered[:, :-1], axis=1).sum()
    judged = "What a call costs is judged where the rows are right in the main. "
    expect(
        wrong <= 0.15 * len(rows),
        f"{judged}But {wrong} of {len(rows)} rows hold their own target, or a word twice.",
    )
    share, right = _share_of_common(case["corpus"], case["power"], rows)
    expect(
        0.6 < share / right < 1.35,
        f"{judged}But of the words in {len(rows)} rows, {share:.0%} are among the 20 that have "
        f"{right:.0%} of the probability.",
    )


def _share_of_common(corpus, power, rows):
    p = np.bincount(corpus) ** power
    common = np.argsort(-p)[:20]
    return np.isin(rows, common).mean(), p[common].sum() / p.sum()


def _steps(number):
    return f"{number:,}" + (" and more" if number == ENOUGH else "")


def _size(number):
    return f"{number / 1e6:.1f} MB" if number >= 1e6 else f"{number / 1e3:.1f} kB"


def _alike_in_sampler_work(outcome, other):
    """Whether the same words come, and loops and large arrays are of the same kind."""
    if not (_NO_TARGET.alike(outcome, other) and _same_work(outcome, other)):
        return False
    if outcome.error or not isinstance(outcome.values["sample"], np.ndarray):
        return True
    words = [each.values["sample"].reshape(-1, 1) for each in (outcome, other)]
    # by themselves, and many at a time, where each is rare
    return same_law(*words) and same_law(*(ids // 100 for ids in words))


def _same_work(outcome, other):
    if outcome.error or other.error:
        return alike(outcome, other)
    return _work(outcome.values) == _work(other.values)


def _work(values):
    """Return what was counted in kinds: is there a loop, how large are arrays."""
    kinds = []
    if "by_words" in values:
        kinds.append(_per_further(values["by_examples"], values["examples"]) >= LOOP)
        kinds.append(_per_further(values["by_words"], values["words"]) >= LOOP)
    if "memory" in values:
        more = _per_further(values["memory"], values["words"])
        # nothing, a few numbers for each word, more than that
        kinds.append(np.searchsorted([ARRAY, 90], more))
    if "held" in values:
        kinds += [_too_much_held(values), *(values["touched"] > 0)]
        # a number for each weight, or for each word?
        kinds.append(2 * np.diff(values["wide_memory"])[0] > np.diff(values["weights"][:, 0])[0])
    if "learnt" in values:
        kinds += (values["learnt"] > 0.9).tolist()
    return kinds


# SparseCBOW ------------------------------------------------------------------------------

# you say goodbye . I say hello .
_CORPUS = np.array([0, 1, 2, 5, 3, 1, 4, 5])
# with six words and five negatives, all words but the target are negatives: no chance in it
_V = 6


def _case(rng, H, window_size, contexts, target, lr, **more):
    return {
        "vocab_size": _V,
        "hidden_size": H,
        "window_size": window_size,
        "corpus": _CORPUS,
        "W_in": _exact(rng.uniform(-1, 1, (_V, H))),
        "W_out": _exact(rng.uniform(-1, 1, (_V, H))),
        "contexts": contexts,
        "target": target,
        "lr": lr,
        **more,
    }


def _exact(W):
    # numbers that float32 holds exactly, so that both precisions are given the same weights
    return W.astype(np.float32).astype(np.float64)


def _one_example(rng):
    # each word comes once in its array
    return [
        _case(
            rng,
            H,
            window_size,
            rng.permutation(_V)[np.newaxis, : 2 * window_size],
            rng.integers(0, _V, 1),
            lr,
        )
        for H, window_size, lr in ((3, 1, 1.5), (4, 2, 0.5), (1, 3, 1.0))
    ]


def _batches(rng):
    a, b, c = rng.permutation(_V)[:3]
    repeated = np.array([[a, a, b, c], [b, a, c, a], [a, b, b, b]])
    cases = [
        # in the contexts each word comes once
        _case(rng, 2, 1, rng.permutation(_V).reshape(3, 2), rng.integers(0, _V, 3), 2.0),
        # one word twice in a window, and again in the next; one target twice
        _case(rng, 3, 2, repeated, np.array([a, b, a]), 1.5),
        # B = C = H; then more examples than words, in arrays of another order and dtype
        _case(rng, 4, 2, rng.integers(0, _V, (4, 4)), rng.integers(0, _V, 4), 0.75),
    ]
    contexts = np.asfortranarray(rng.integers(0, _V, (9, 6), dtype=np.int32))
    return [*cases, _case(rng, 5, 3, contexts, rng.integers(0, _V, 9, dtype=np.int32), 3.0)]


def _three_steps(rng):
    case = _case(rng, 3, 1, None, None, None)
    for number, (B, lr) in enumerate(((3, 1.5), (1, 0.5), (5, 1.0))):
        case[f"contexts_{number}"] = rng.integers(0, _V, (B, 2))
        case[f"target_{number}"] = rng.integers(0, _V, B)
        case[f"lr_{number}"] = lr
    return [{name: value for name, value in case.items() if value is not None}]


def _small_step(rng):
    # so small that the order in which the two weights are changed does not matter
    return [{**_one_example(rng)[0], "lr": 0.01}]


def _many_examples(rng):
    # of so many words that a larger batch also has more different ones
    B, V = 10_000, 20_000
    return [
        *_small_step(rng),
        {
            "hidden_size": 8,
            "window_size": 2,
            "corpus": _text(500, rng),
            "large_corpus": _text(20_000, rng),
            "contexts": rng.integers(0, V, (B, 4)),
            "target": rng.integers(0, V, B),
            "few": 100,
            "many": 10_000,
        },
    ]


def _large_vocabulary(rng):
    # Few examples and narrow weights, so that what they need is little beside one byte for each
    # of many words. All words alike, so that nearly all negatives of a step differ, whatever V
    # is: who works with the different words of a batch needs as much memory both times
    B, V = 4, 2000
    return [
        *_small_step(rng),
        {
            "vocab_size": V,
            "used": 50,
            "hidden_size": 4,
            "window_size": 2,
            "corpus": rng.permutation(np.repeat(np.arange(V), 2)),
            "large_corpus": rng.permutation(np.repeat(np.arange(50_000), 2)),
            "contexts": rng.integers(0, 1000, (B, 4)),
            "target": rng.integers(0, 1000, B),
            "wide_hidden_size": 32,
            "wide_words": np.array([1000, 10_000]),
        },
    ]


def _stepped(W_in, W_out, contexts, target, lr):
    """Return the loss, and both weights after one step, where all other words are negatives."""
    B, C = contexts.shape
    h = W_in[contexts].mean(axis=1)
    score = h @ W_out.T
    label = np.arange(len(W_out)) == target[:, np.newaxis]
    loss = np.sum(np.logaddexp(0, score) - label * score) / B
    dscore = (1 / (1 + np.exp(-score)) - label) / B
    dW_in = np.zeros_like(W_in)
    np.add.at(dW_in, contexts, (dscore @ W_out / C)[:, np.newaxis])
    return loss, W_in - lr * dW_in, W_out - lr * dscore.T @ h


def _expect_arrays(came):
    """Say what the two attributes should be, where they could not be given weights."""
    if "unfit" in came:
        name, what, shape = came["unfit"]
        expect(False, f"{name} should be an array of shape {shape}, but it is {what}.")


def _judge_first_weights(case, came):
    """Hold both weights to the test of chapter 08, which takes all of `FALSE_ALARM`."""
    _expect_arrays(came)
    _FIRST_WEIGHTS.judge(case, came)


def _same_first_weights(outcome, other):
    if "unfit" in outcome.values or "unfit" in other.values:
        return alike(outcome, other)
    return _FIRST_WEIGHTS.alike(outcome, other)


def _judge_negatives(case, came):
    """Hold the negatives to the test of chapter 08, which takes all of `FALSE_ALARM`."""
    _expect_arrays(came)
    _NEGATIVES.judge(case, came)


def _judge_step(case, came):
    _expect_arrays(came)
    loss, *after = _stepped(*(case[name] for name in ("W_in", "W_out", "contexts", "target", "lr")))
    given = f"contexts {case['contexts'].tolist()}, target {case['target'].tolist()}"
    _expect_loss(came["loss"], loss, f"The loss for {given}")
    _expect_weights(came, after, f"after one step with {given} and lr = {case['lr']}")


def _expect_loss(came, loss, what):
    expect_values(
        came,
        loss,
        what,
        kind="f",
        # for those who add 1e-7 inside a logarithm, and for float32
        tolerance=1e-5,
        why="It is the mean over the batch, with the weights as they were before the step.",
    )


def _expect_weights(came, after, when):
    # where one weight is in single precision, the other learns from it
    double = all(getattr(came[name], "itemsize", 0) >= 8 for name in ("word_vecs", "output_vecs"))
    for name, right in zip(("output_vecs", "word_vecs"), after[::-1], strict=True):
        expect_array(came[name], name, shape=right.shape)
        expect_values(
            came[name],
            right,
            f"{name} {when}",
            tolerance=1e-9 if double else 1e-5,
            why="From each row, lr times its gradient is subtracted; both gradients are those of "
            "the mean loss, with all weights as they were before the step.",
        )


def _judge_steps(case, came):
    _expect_arrays(came)
    after = case["W_in"], case["W_out"]
    for number in range(3):
        batch = (case[f"{name}_{number}"] for name in ("contexts", "target", "lr"))
        loss, *after = _stepped(*after, *batch)
        _expect_loss(came["losses"][number], loss, f"The loss of step {number + 1} of 3")
    _expect_weights(came, after, "after three steps")
    at_first = dict(zip(("word_vecs", "output_vecs"), came["at_first"], strict=True))
    for name, array in at_first.items():
        expect(
            np.array_equal(array, came[name]),
            f"After three steps, {name} is another array than the one that it was at first. "
            "Change that one in place: whoever holds it wants to see what was learnt.",
        )
    for name in ("corpus", *(name for name in case if name.startswith(("contexts_", "target_")))):
        expect_unchanged(came[name], case[name], name.partition("_")[0])


def _judge_direction(case, came):
    """Expect one step to move both weights about as it should."""
    _expect_arrays(came)
    _, *after = _stepped(*(case[name] for name in ("W_in", "W_out", "contexts", "target", "lr")))
    moves = zip(("word_vecs", "output_vecs"), ("W_in", "W_out"), after, strict=True)
    for name, weight, right in moves:
        expect_array(came[name], name, shape=right.shape)
        moved, should = came[name] - case[weight], right - case[weight]
        length = np.linalg.norm(moved)
        expect(
            np.sum(moved * should) > 0.25 * length * np.linalg.norm(should) > 0,
            f"A step for one example should change {name} about by\n{should.round(5)}\nbut it "
            f"changed by\n{moved.round(5)}\nWhat a step costs is judged once it goes this way.",
        )


def _judge_step_steps(case, came):
    """Expect less than three quarters of a Python step for each further example or word.

    A right answer's sampler may draw again in rounds. With power 0.75 they are fewer than in
    `_judge_sampler_steps`, whose bound holds all the more.
    """
    if "few" not in case:
        _judge_direction(case, came)
        return
    _expect_arrays(came)
    (few, many), batches = came["by_examples"].tolist(), came["examples"]
    more = _per_further((few, many), batches)
    expect(
        more < LOOP,
        f"For {batches[0]} examples, train_step took {few:,} steps in Python (lines run and "
        f"functions called), for {batches[1]:,} examples {_steps(many)}: {more:.1f} for each "
        "further example. It should take about as many for a batch of any size. (Does its "
        "sampler?)",
    )
    (few, many), sizes = came["by_words"].tolist(), came["words"]
    more = _per_further((few, many), sizes)
    expect(
        more < LOOP,
        f"With {sizes[0]} words, train_step took {few:,} steps in Python for {batches[0]} "
        f"examples, with {sizes[1]:,} words {_steps(many)}: {more:.1f} for each further word of "
        "the vocabulary. It should take about as many for any vocabulary.",
    )
    _expect_learnt(came)


def _judge_step_memory(case, came):
    if "large_corpus" not in case:
        _judge_direction(case, came)
        return
    _expect_arrays(came)
    sizes = came["words"]
    more = _per_further(came["memory"], sizes)
    expect(
        more < ARRAY,
        f"With {sizes[0]:,} words, train_step asked for {_size(came['memory'][0])} of memory, with "
        f"{sizes[1]:,} words for {_size(came['memory'][1])}: {more:,.0f} bytes for each further "
        f"word of the vocabulary. The batch was of {len(case['target'])} examples both times, so "
        "it should be about as much.",
    )
    words, held, weights = case["wide_words"][1], came["held"][1], came["weights"][1].sum()
    expect(
        not _too_much_held(came),
        f"With {words:,} words, word_vecs and output_vecs take {_size(weights)}, but the model "
        f"holds {_size(held)}. Beside these two arrays it may keep a few numbers for each word, "
        "but no further array of their size.",
    )
    for name, rows in zip(("word_vecs", "output_vecs"), came["touched"].tolist(), strict=True):
        expect(
            rows == 0,
            f"Of {case['vocab_size']:,} words, a batch used only the first {case['used']}. But "
            f"train_step did arithmetic on {rows:,} other rows of {name}: they held NaN, and "
            "even a NaN minus 0 leaves its trace.",
        )
    _expect_learnt(came)


def _expect_learnt(came):
    weights = zip(
        ("word_vecs", "output_vecs"), ("contexts", "targets"), came["learnt"], strict=True
    )
    for name, words, share in weights:
        expect(
            share > 0.9,
            f"A step should change the rows of {name} that belong to its {words}, but it changed "
            f"{share:.0%} of them.",
        )


def _too_much_held(came):
    weights = np.diff(came["weights"], axis=0)[0]
    return bool(np.diff(came["held"])[0] - weights.sum() > 0.75 * weights[0])


def _alike_in_step_work(outcome, other):
    """Whether loops and large arrays are of the same kind; and the weights, where they came."""
    if outcome.error or other.error or "loss" in outcome.values or "unfit" in outcome.values:
        return alike(outcome, other)
    return _same_work(outcome, other)


_PAGE = "11_faster"

CHECKS = {
    "BatchSampler": (
        Check(
            "shape (B, K), integer ids: different ones, without the target; inputs are left alone",
            1,
            lambda rng: [*_FORM.cases(rng), *_NO_TARGET.cases(rng)],
            drive.inputs_after,
            _judge_rows,
            f"{_PAGE}#faster-draw-again",
            _alike_in_rows,
        ),
        replace(_ONE, points=1, drive=drive.sample),
        replace(
            _THREE,
            points=1,
            drive=drive.sample,
            section=f"{_PAGE}#faster-draw-again",
        ),
        replace(_FRESH, points=1, drive=drive.sample_twice),
        replace(_TOO_FEW, points=1, drive=drive.too_few_words),
        Check(
            "work: as many Python steps for 10,000 targets as for 100",
            3,
            _many_rows,
            drive.sampler_steps,
            _judge_sampler_steps,
            f"{_PAGE}#faster-count-steps",
            _alike_in_sampler_work,
            chance=True,
        ),
        Check(
            "work: as much memory for 50,000 words as for 500",
            2,
            _many_words,
            drive.sampler_memory,
            _judge_sampler_memory,
            f"{_PAGE}#faster-count-memory",
            _alike_in_sampler_work,
            chance=True,
        ),
    ),
    "SparseCBOW": (
        replace(
            _FIRST_WEIGHTS,
            name="word_vecs and output_vecs: shape (V, H), small, and centred on zero",
            points=1,
            drive=drive.first_weights,
            judge=_judge_first_weights,
            alike=_same_first_weights,
        ),
        Check(
            "one example: the loss, and both weights after one step",
            1,
            _one_example,
            drive.step,
            _judge_step,
            f"{_PAGE}#faster-one-step",
        ),
        Check(
            "a batch, in which words repeat: the loss, and both weights after one step",
            2,
            _batches,
            drive.step,
            _judge_step,
            f"{_PAGE}#faster-rows-in-use",
        ),
        Check(
            "step after step: in place, no other model interferes, inputs are left alone",
            1,
            _three_steps,
            drive.steps,
            _judge_steps,
            f"{_PAGE}#faster-in-place",
        ),
        replace(_NEGATIVES, points=1, drive=drive.asked, judge=_judge_negatives),
        Check(
            "work: as many Python steps for 10,000 examples as for 100",
            2,
            _many_examples,
            drive.step_steps,
            _judge_step_steps,
            f"{_PAGE}#faster-count-steps",
            _alike_in_step_work,
            chance=True,
        ),
        Check(
            "work: as much memory for 50,000 words as for 2,000; no row is touched in vain",
            2,
            _large_vocabulary,
            drive.step_memory,
            _judge_step_memory,
            f"{_PAGE}#faster-count-memory",
            _alike_in_step_work,
        ),
    ),
}
