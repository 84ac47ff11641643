"""Checkpoints: all or nothing on disk, and only for the run they were made of."""

import re
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace

import numpy as np
import pytest

from tests.fast.fake_engine import FakeEngine
from w2vlib.fast import Settings
from w2vlib.fast.checkpoint import (
    Checkpoint,
    check_same_run,
    describe,
    load_checkpoint,
    save_checkpoint,
)

COUNTS = np.arange(1, 8)
SETTINGS = Settings(7, 4, 1, 2, seed=2**80, lr=0.1, batch_size=3)  # a seed of any size
ABOUT = describe(FakeEngine, SETTINGS, COUNTS, 28, 12345)
W = np.random.default_rng(0).standard_normal((7, 4)).astype(np.float32)
SAVED = Checkpoint(ABOUT, W, 2 * W, np.array([1.5, np.nan]), np.array([50, 0]), 12.5)


@pytest.fixture
def path(tmp_path):
    save_checkpoint(tmp_path / "c.npz", SAVED)
    return tmp_path / "c.npz"


def test_round_trip(path):
    loaded = load_checkpoint(path)
    assert loaded.about == ABOUT
    assert loaded.seconds == 12.5
    for name in ("word_vecs", "output_vecs", "losses", "examples"):
        np.testing.assert_array_equal(getattr(loaded, name), getattr(SAVED, name))
        assert getattr(loaded, name).dtype == getattr(SAVED, name).dtype
    check_same_run(path, loaded, ABOUT, 2)


def test_no_pickle_inside(path):
    with np.load(path, allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays.files)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"window_size": 2}, "with window_size=1, but window_size=2 came"),
        ({"lr": 0.2}, "with lr=0.1, but lr=0.2 came"),
        ({"seed": 3}, f"with seed={2**80}, but seed=3 came"),
        ({"model": "skip_gram"}, "with model='cbow', but model='skip_gram' came"),
        ({"epochs": 11}, "with epochs=10, but epochs=11 came"),
        (
            {"power": 1.0, "subsample": 0.5},
            "with power=0.75, subsample=0.0, but power=1.0, subsample=0.5 came",
        ),
    ],
)
def test_other_settings_are_named(path, change, says):
    about = describe(FakeEngine, replace(SETTINGS, **change), COUNTS, 28, 12345)
    with pytest.raises(ValueError, match=re.escape(f"{path} is the checkpoint of a run {says}")):
        check_same_run(path, load_checkpoint(path), about, 2)


def test_another_engine_is_named(path):
    class Other(FakeEngine):
        name, piece_words = "other", 60

    about = describe(Other, SETTINGS, COUNTS, 28, 12345)
    with pytest.raises(ValueError, match="engine='fake', piece_words=50, but engine='other', piec"):
        check_same_run(path, load_checkpoint(path), about, 2)


def test_the_number_of_threads_may_change(path):
    about = describe(FakeEngine, replace(SETTINGS, threads=8), COUNTS, 28, 12345)
    check_same_run(path, load_checkpoint(path), about, 2)


@pytest.mark.parametrize(
    ("corpus", "says"),
    [
        ((COUNTS, 29, 12345), "that one has 28 words, this one 29"),
        ((COUNTS[::-1], 28, 12345), "both have 28 words, but not the same ones"),
        ((COUNTS, 28, 54321), "both have the same words, but in another order"),
    ],
)
def test_another_corpus_is_refused(path, corpus, says):
    about = describe(FakeEngine, SETTINGS, *corpus)
    with pytest.raises(ValueError, match=f"checkpoint of another corpus: {says}"):
        check_same_run(path, load_checkpoint(path), about, 2)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"word_vecs": W[:5]}, r"weights should be float32 of shape \(7, 4\), but .*\(5, 4\)"),
        ({"output_vecs": W.astype(float)}, "but float32 of .* and float64 of"),
        ({"losses": np.ones(3)}, r"at most 2 pieces, but .* shapes \(3,\) and \(2,\)"),
        ({"losses": np.ones(3), "examples": np.ones(3)}, r"at most 2 pieces, but .*\(3,\)"),
    ],
)
def test_arrays_that_do_not_fit(path, change, says):
    save_checkpoint(path, replace(SAVED, **change))
    with pytest.raises(ValueError, match=f"is damaged: .*{says}"):
        check_same_run(path, load_checkpoint(path), ABOUT, 2)


@pytest.mark.parametrize("damage", [lambda b: b"", lambda b: b[: len(b) // 2], lambda b: b"x" * 99])
def test_damaged(path, damage):
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ValueError, match=r"c\.npz is damaged, or no checkpoint"):
        load_checkpoint(path)


@pytest.mark.parametrize(
    "arrays",
    [
        {"word_vecs": W},
        {"about": np.array("{")},
        {"about": np.array("[]")},
        {"about": np.array('{"format": 1, "seconds": 1, "seed": 0}'), "W": W},
        {"about": np.array('{"format": 1, "seconds": 1}')},
        {"about": W},
    ],
)
def test_an_npz_of_something_else(path, arrays):
    np.savez(path, **arrays)
    with pytest.raises(ValueError, match=r"c\.npz is an \.npz file, but no checkpoint"):
        load_checkpoint(path)


def test_a_later_format(path):
    save_checkpoint(path, replace(SAVED, about={**ABOUT, "format": 2}))
    with pytest.raises(ValueError, match="of format 1, but its is 2"):
        load_checkpoint(path)


def test_no_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        load_checkpoint(tmp_path / "c.npz")


def test_an_error_while_writing_leaves_the_old_one(path, monkeypatch):
    def half(file, **arrays):
        file.write(b"PK half a file")
        raise OSError("No space left on device")

    monkeypatch.setattr(np, "savez", half)
    with pytest.raises(OSError, match="No space"):
        save_checkpoint(path, replace(SAVED, seconds=99))
    assert load_checkpoint(path).seconds == 12.5
    assert [file.name for file in path.parent.iterdir()] == ["c.npz"]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_killed_while_writing_leaves_the_old_one(path):
    program = textwrap.dedent(
        """
        import dataclasses, os, signal, sys
        import numpy as np
        from w2vlib.fast.checkpoint import load_checkpoint, save_checkpoint

        def half(file, **arrays):
            file.write(b"PK half a file")
            file.flush()
            os.kill(os.getpid(), signal.SIGKILL)

        saved = dataclasses.replace(load_checkpoint(sys.argv[1]), seconds=99.0)
        np.savez = half
        save_checkpoint(sys.argv[1], saved)
        """
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)])
    assert done.returncode == -signal.SIGKILL
    loaded = load_checkpoint(path)
    assert loaded.seconds == 12.5
    np.testing.assert_array_equal(loaded.word_vecs, W)
