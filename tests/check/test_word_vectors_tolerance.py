"""The smallest errors of a similarity that are refused."""

import numpy as np
import pytest

from w2vlib import analogy, most_similar
from w2vlib.check.grade import grade

SEEDS = range(5)
RIGHT = {"most_similar": most_similar, "analogy": analogy}
COSINES = {
    "most_similar": {
        "the neighbours of 'car' in the chapter's small example",
        "each similarity is the cosine with the query's vector",
    },
    "analogy": {
        "man : woman = king : ? in the chapter's small example",
        "each similarity is the cosine with b - a + c",
    },
}
ZEROS = "a vector of zeros has similarity 0"


def failed(target, change, seed):
    def student(*args, **kwargs):
        pairs = RIGHT[target](*args, **kwargs, verbose=False)
        return [(word, change(similarity)) for word, similarity in pairs]

    results, _ = grade(target, student, seed)
    return {result.name for result in results if not result.passed}


@pytest.mark.parametrize("target", RIGHT)
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("sign", [1, -1])
def test_an_added_error(target, seed, sign):
    zeros = {ZEROS} if target == "most_similar" else set()
    assert failed(target, lambda cosine: cosine + sign * 1.2e-5, seed) == COSINES[target] | zeros
    assert not failed(target, lambda cosine: cosine + sign * 8e-6, seed)


@pytest.mark.parametrize("target", RIGHT)
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("sign", [1, -1])
def test_a_factor(target, seed, sign):
    assert failed(target, lambda cosine: cosine * (1 + sign * 2e-5), seed) == COSINES[target]
    assert not failed(target, lambda cosine: cosine * (1 + sign * 5e-6), seed)


@pytest.mark.parametrize("target", RIGHT)
@pytest.mark.parametrize("seed", SEEDS)
def test_four_digits_are_too_few(target, seed):
    assert failed(target, lambda cosine: round(cosine, 4), seed) == COSINES[target]
    assert not failed(target, lambda cosine: round(cosine, 5), seed)


@pytest.mark.parametrize("target", RIGHT)
def test_half_precision_is_refused(target):
    assert failed(target, np.float16, 0) >= COSINES[target]
