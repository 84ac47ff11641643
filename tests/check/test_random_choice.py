"""The check of random draws refuses laws that are only a little wrong."""

import numpy as np
import pytest

from w2vlib.check.grade import grade
from w2vlib.check.random_choice import _seeds, reference_draw_words, reference_power_distribution


def failed(draw_words, seed=0):
    results, _ = grade("draw_words", draw_words, seed)
    return {result.name: result.message for result in results if not result.passed}


def test_a_flatter_law_is_refused():
    def draw_words(words, size, p, seed):
        return reference_draw_words(words, size, reference_power_distribution(p, 0.6), seed)

    messages = failed(draw_words)
    assert [name[:20] for name in messages] == ["in many draws of one", "in many draws of two"]
    for message in messages.values():
        assert "Chance alone does not explain" in message


def test_a_second_word_drawn_without_p_is_refused():
    def draw_words(words, size, p, seed):
        rng = np.random.default_rng(seed)
        first = rng.choice(len(words), p=p)
        others = rng.permutation([i for i in range(len(words)) if i != first])
        return np.array(words)[[first, *others[: size - 1]]]

    (message,) = failed(draw_words).values()
    assert message.startswith("When two words are drawn again and again")


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_the_words_does_not_matter(seed):
    def draw_words(words, size, p, seed):
        return np.sort(reference_draw_words(words, size, p, seed))

    assert not failed(draw_words, seed)


def test_seeds_differ():
    seeds = _seeds(np.random.default_rng(0), 1000)
    assert len(np.unique(seeds)) == 1000
    assert 0 <= seeds.min()
    assert seeds.max() < 2**32
