"""The check of the loss sees through answers that only look right from one side."""

import numpy as np
import pytest

from w2vlib import NegativeSamplingLoss, UnigramSampler
from w2vlib.check.grade import grade
from w2vlib.check.negative_sampling_loss import _no_choice, _no_choice_answer


def failed(loss, seed=0):
    results, _ = grade("NegativeSamplingLoss", loss, seed)
    return {result.name: result.message for result in results if not result.passed}


@pytest.mark.parametrize("V", [2, 3, 6])
def test_what_is_expected_without_choice_is_what_the_library_gives(V):
    case = _no_choice(np.random.default_rng(V), V=V, B=4)
    loss = NegativeSamplingLoss(case["W"], case["corpus"], sample_size=V - 1)
    value, dh, dW = _no_choice_answer(case)
    assert loss.forward(case["h"], case["target"]) == pytest.approx(value)
    np.testing.assert_allclose(loss.backward(), dh)
    np.testing.assert_allclose(sum(loss.grads), dW, atol=1e-12)


class Swapped(NegativeSamplingLoss):
    """Its sampler draws in another way, so each class below says in which."""

    def __init__(self, W, corpus, power=0.75, sample_size=5):
        super().__init__(W, corpus, power, sample_size)
        self.sampler = self.make(corpus, power, sample_size)


def test_negatives_that_may_be_the_target_are_refused():
    class AnyWord(Swapped):
        class make(UnigramSampler):
            def get_negative_sample(self, target):
                return np.random.choice(
                    self.vocab_size, (len(target), self.sample_size), p=self.word_p
                )

    messages = failed(AnyWord)
    assert "each example asks about its target once, and about K other words" in messages
    assert "the loss: one yes and K noes, averaged over the batch" in messages


def test_negatives_of_equal_probability_are_refused():
    class Uniform(Swapped):
        def make(self, corpus, power, sample_size):
            return UnigramSampler(corpus, 0, sample_size)

    (message,) = failed(Uniform).values()
    assert "word 2 came in" in message


@pytest.mark.parametrize("seed", range(20))
def test_negatives_kept_for_ever_are_refused(seed):
    class Kept(Swapped):
        class make(UnigramSampler):
            kept = None

            def get_negative_sample(self, target):
                if self.kept is None or len(self.kept) != len(target):
                    self.kept = super().get_negative_sample(target)
                return self.kept

    (message,) = failed(Kept, seed).values()
    assert "rows of two calls with one batch hold the same words" in message


def test_a_wrong_default_is_refused():
    class TwoByDefault(NegativeSamplingLoss):
        def __init__(self, W, corpus, power=0.75, sample_size=2):
            super().__init__(W, corpus, power, sample_size)

    (message,) = failed(TwoByDefault).values()
    assert "each example should have 5 different negatives, but one has 2" in message


def test_an_array_that_is_a_copy_of_w_is_refused():
    class Copies(NegativeSamplingLoss):
        def __init__(self, W, corpus, power=0.75, sample_size=5):
            super().__init__(W.copy(), corpus, power, sample_size)

    messages = failed(Copies)
    assert "no copy" in messages["params holds W itself, grads a gradient for each"]
