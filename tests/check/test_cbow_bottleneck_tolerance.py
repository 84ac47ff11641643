"""One wrong id anywhere in contexts or target is refused."""

import numpy as np
import pytest

from w2vlib import create_contexts_target
from w2vlib.check.grade import grade

SEEDS = range(5)


def failed(change, seed):
    def student(corpus, window_size=1):
        contexts, target = create_contexts_target(corpus, window_size)
        change(contexts, target)
        return contexts, target

    results, _ = grade("create_contexts_target", student, seed)
    return [result.name for result in results if not result.passed]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("place", [0, -1])
@pytest.mark.parametrize("wrong", [1, -1])
def test_one_id_of_the_contexts(seed, place, wrong):
    def change(contexts, target):
        contexts.flat[place] += wrong

    # the small sentence, window size 1, wider windows, one window
    assert len(failed(change, seed)) == 4


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("place", [0, -1])
@pytest.mark.parametrize("wrong", [1, -1])
def test_one_id_of_the_target(seed, place, wrong):
    def change(contexts, target):
        target[place] += wrong

    # the small sentence, the target, one window
    assert len(failed(change, seed)) == 3


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("error", [1e-2, np.nan])
def test_a_part_of_an_id(seed, error):
    def student(corpus, window_size=1):
        contexts, target = create_contexts_target(corpus, window_size)
        return contexts + error, target

    results, _ = grade("create_contexts_target", student, seed)
    lost = {result.name for result in results if not result.passed}
    assert lost >= {
        "contexts and target of the chapter's sentence, window size 1",
        "contexts on random corpora, window size 1",
        "contexts and target are arrays of integers",
    }
