"""Engines by name, imported when they are needed."""

import dataclasses
import importlib

from w2vlib.fast.settings import SHORT_RUN

ENGINES = ("compiled", "vectorized", "layers")


def make_engine(engine, counts, settings):
    """Make an engine; without a working Numba, "vectorized" in place of "compiled".

    Parameters
    ----------
    engine : str or type
        A name out of `ENGINES`, or a class that does what theirs do.
    counts : ndarray of int, shape (V,)
        How often each word id occurs.
    settings : Settings
        The run's settings, with a seed.

    Returns
    -------
    engine : object
        With first weights.
    settings : Settings
        With the engine's own `lr` and `batch_size` where none were given.

    Raises
    ------
    ValueError
        If there is no such engine, or it does not train this model or in several threads.
    TypeError
        If `engine` is neither a name nor a class.
    """
    if isinstance(engine, type):
        return _make(engine, counts, settings)
    if not isinstance(engine, str):
        raise TypeError(f"engine must be a name or a class, but {engine!r} came")
    if engine not in ENGINES:
        raise ValueError(
            f"engine must be 'compiled', 'vectorized' or 'layers', but {engine!r} came"
        )
    try:
        return _make(_engine_class(engine), counts, settings)
    except Exception as error:
        if engine != "compiled" or not _is_of_numba(error):
            raise
        reason = f"{error}".strip().partition("\n")[0] or type(error).__name__
    print(f"The engine compiled cannot run here ({reason}): vectorized takes its place.")
    return _make(_engine_class("vectorized"), counts, settings)


def _engine_class(name):
    return importlib.import_module(f"w2vlib.fast.{name}").Engine


def _make(engine_class, counts, settings):
    if settings.model not in engine_class.models:
        raise ValueError(
            f"the engine {engine_class.name} trains {' and '.join(engine_class.models)}, "
            f"but {settings.model} came"
        )
    if settings.threads > 1 and not engine_class.uses_threads:
        raise ValueError(
            f"the engine {engine_class.name} runs in one thread, "
            f"but threads={settings.threads} came"
        )
    lr = settings.lr or _steady_lr(engine_class.default_lr, settings)
    made = engine_class(counts, dataclasses.replace(settings, lr=lr))
    return made, dataclasses.replace(settings, lr=lr, batch_size=made.batch_size)


def _steady_lr(lr, settings):
    """Return a smaller rate for a long run: as many words at the full rate would overfit.

    Windows that each target draws anew differ from one epoch to the next, and overfit less. The
    exponents were found by trial, with 10 and 30 epochs of the Penn Treebank.
    """
    exponent = 0.4 if settings.dynamic_window else 0.8
    return lr * min(1.0, (SHORT_RUN / settings.epochs) ** exponent)


def _is_of_numba(error):
    """Tell whether Numba is missing, broken, or failed to compile."""
    made_by = type(error).__module__.partition(".")[0]
    # RuntimeError: Numba found no folder to keep compiled code in
    plain = (ImportError, OSError, RuntimeError)
    return isinstance(error, plain) or made_by in ("numba", "llvmlite")
