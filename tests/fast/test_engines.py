"""Engines by name, and the way round a Numba that does not work."""

import dataclasses
import subprocess
import sys
import types

import numpy as np
import pytest

from tests.fast.fake_engine import FakeEngine
from w2vlib.fast import Settings, train_cbow
from w2vlib.fast.engines import make_engine

COUNTS = np.arange(1, 8)
SETTINGS = Settings(7, 4, 1, 2, seed=0)
CORPUS = np.random.default_rng(0).integers(0, 7, 300)


class NumbaLikeError(Exception):
    __module__ = "numba.core.errors"


@pytest.fixture
def no_compiled(monkeypatch):
    """A module w2vlib.fast.compiled whose engine cannot be made."""

    def install(error):
        class Engine(FakeEngine):
            name = "compiled"

            def __init__(self, counts, settings):
                raise error

        module = types.ModuleType("w2vlib.fast.compiled")
        module.Engine = Engine
        monkeypatch.setitem(sys.modules, "w2vlib.fast.compiled", module)

    return install


@pytest.mark.parametrize("name", ["layers", "vectorized"])
def test_by_name(name):
    engine, settings = make_engine(name, COUNTS, SETTINGS)
    assert engine.name == name
    assert engine.word_vecs.shape == engine.output_vecs.shape == (7, 4)
    assert settings.lr == engine.default_lr
    assert settings.batch_size == engine.batch_size <= engine.default_batch_size


def test_a_class_of_ones_own_and_its_defaults():
    engine, settings = make_engine(FakeEngine, COUNTS, SETTINGS)
    assert (settings.lr, settings.batch_size) == (0.25, 7)
    assert engine.settings.lr == settings.lr
    own = Settings(7, lr=0.5, batch_size=3, seed=0)
    assert make_engine(FakeEngine, COUNTS, own)[1] == own


@pytest.mark.parametrize(
    ("epochs", "dynamic_window", "lr"),
    [(1, False, 0.25), (10, True, 0.25), (320, False, 0.015625), (320, True, 0.0625)],
)
def test_a_long_run_takes_smaller_steps(epochs, dynamic_window, lr):
    settings = Settings(7, seed=0, epochs=epochs, dynamic_window=dynamic_window)
    assert make_engine(FakeEngine, COUNTS, settings)[1].lr == pytest.approx(lr)
    own = dataclasses.replace(settings, lr=0.7)
    assert make_engine(FakeEngine, COUNTS, own)[1].lr == 0.7


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ModuleNotFoundError("No module named 'numba'"), "No module named 'numba'"),
        (OSError("libLLVM cannot be loaded"), "libLLVM cannot be loaded"),
        (RuntimeError("cannot cache function"), "cannot cache function"),
        (NumbaLikeError("cannot type this\nin line 3"), "cannot type this"),
        (NumbaLikeError(), "NumbaLikeError"),
    ],
)
def test_without_numba_vectorized_takes_its_place(no_compiled, capsys, error, reason):
    no_compiled(error)
    trained = train_cbow(CORPUS, 7, 4, 1, 2, epochs=1, seed=0, progress=False)
    assert trained.engine == "vectorized"
    assert capsys.readouterr().out == (
        f"The engine compiled cannot run here ({reason}): vectorized takes its place.\n"
    )


def test_a_wrong_setting_is_not_taken_for_a_broken_numba(no_compiled):
    no_compiled(ValueError("too few words"))
    with pytest.raises(ValueError, match="too few words"):
        make_engine("compiled", COUNTS, SETTINGS)


def test_importing_needs_no_numba():
    program = (
        "import sys; sys.modules['numba'] = None; import w2vlib.fast; "
        "assert 'w2vlib.fast.compiled' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    ("engine", "change", "error", "says"),
    [
        ("numba", {}, ValueError, "'compiled', 'vectorized' or 'layers', but 'numba' came"),
        (None, {}, TypeError, "engine must be a name or a class, but None came"),
        ("layers", {"model": "skip_gram"}, ValueError, "layers trains cbow, but skip_gram came"),
        ("layers", {"threads": 2}, ValueError, "layers runs in one thread, but threads=2 came"),
    ],
)
def test_what_cannot_be(engine, change, error, says):
    with pytest.raises(error, match=says):
        make_engine(engine, COUNTS, Settings(7, 4, 1, 2, seed=0, **change))
