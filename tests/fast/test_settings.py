"""Settings: what is refused, and what is made of what is not."""

import dataclasses

import numpy as np
import pytest

from w2vlib.fast import Settings


def test_defaults_are_those_of_the_book():
    settings = Settings(7)
    assert (settings.hidden_size, settings.window_size, settings.sample_size) == (100, 5, 5)
    assert (settings.power, settings.epochs, settings.threads) == (0.75, 10, 1)
    assert (settings.lr, settings.batch_size, settings.seed) == (None, None, None)
    assert (settings.model, settings.dynamic_window, settings.subsample) == ("cbow", False, 0.0)


def test_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings(7).lr = 0.5


def test_numpy_numbers_become_plain_ones():
    settings = Settings(np.int64(7), lr=np.float32(0.5), seed=np.uint8(0), power=1)
    plain = [settings.vocab_size, settings.lr, settings.seed, settings.power]
    assert [type(value) for value in plain] == [int, float, int, float]
    assert plain == [7, 0.5, 0, 1.0]


@pytest.mark.parametrize("name", ["hidden_size", "window_size", "sample_size", "epochs", "threads"])
def test_sizes(name):
    with pytest.raises(ValueError, match=f"{name} must be at least 1, but 0 came"):
        Settings(7, **{name: 0})
    with pytest.raises(TypeError, match=rf"{name} must be a whole number, but 2\.0 came"):
        Settings(7, **{name: 2.0})


@pytest.mark.parametrize(
    ("choice", "error", "says"),
    [
        ({"vocab_size": 2**31}, ValueError, "vocab_size must be at most 2147483647"),
        ({"vocab_size": None}, TypeError, "vocab_size must be a whole number, but None came"),
        ({"batch_size": 0}, ValueError, "batch_size must be at least 1, but 0 came"),
        ({"power": -0.5}, ValueError, "power must be a finite number of at least 0, but -0.5"),
        ({"power": np.inf}, ValueError, "power must be a finite number of at least 0, but inf"),
        ({"power": 10**400}, ValueError, "power must be a finite number of at least 0"),
        ({"power": "1"}, TypeError, "power must be a number, but '1' came"),
        ({"subsample": -1e-9}, ValueError, "subsample must be a number from 0 to 1, but -1e-09"),
        ({"subsample": np.nan}, ValueError, "subsample must be a number from 0 to 1, but nan"),
        ({"subsample": True}, TypeError, "subsample must be a number, but True came"),
        ({"lr": 0}, ValueError, "lr must be a finite number above 0, but 0 came"),
        ({"lr": np.inf}, ValueError, "lr must be a finite number above 0, but inf came"),
        ({"dynamic_window": 1}, TypeError, "dynamic_window must be True or False, but 1 came"),
        ({"seed": -1}, ValueError, "seed must be at least 0, but -1 came"),
        ({"seed": 0.5}, TypeError, "seed must be a whole number or None, but 0.5 came"),
        ({"model": "skip-gram"}, ValueError, "model must be 'cbow' or 'skip_gram', but 'skip-gram"),
    ],
)
def test_what_cannot_be(choice, error, says):
    with pytest.raises(error, match=says.replace(".", r"\.")):
        Settings(**{"vocab_size": 7, **choice})
