"""Settings: every choice of a training run, checked once and the same for all engines."""

import math
from dataclasses import dataclass

import numpy as np

from w2vlib._validation import check_positive_int

MODELS = ("cbow", "skip_gram")
LARGEST_ID = np.iinfo(np.int32).max  # engines get their words as int32

#: Epochs, as many as in the book, that the engines' own learning rates are for.
SHORT_RUN = 10


@dataclass(frozen=True)
class Settings:
    """The settings of a training run.

    Parameters
    ----------
    vocab_size : int
        Number of words, V.
    hidden_size : int
        Length of a word vector, H.
    window_size : int
        Words looked at on each side of the target.
    sample_size : int
        Negatives per target, K.
    power : float
        Exponent of the counts in the unigram distribution.
    epochs : int
        How often to go over the corpus.
    threads : int
        Pieces of the corpus in work at once.
    dynamic_window : bool
        Whether each target draws its own window from 1 to `window_size`.
    subsample : float
        Words whose share of the corpus is above this are thinned out; 0 keeps them all.
    lr : float, optional
        Learning rate at the start; the engine's own if not given.
    batch_size : int, optional
        Examples per update; the engine's own if not given.
    seed : int, optional
        Makes the same run again; drawn anew if not given.
    model : {"cbow", "skip_gram"}
        What is trained.

    Raises
    ------
    TypeError
        If a value is of the wrong type.
    ValueError
        If a value is out of range.

    Examples
    --------
    >>> settings = Settings(vocab_size=10_000, window_size=3)
    >>> settings.hidden_size, settings.window_size, settings.lr
    (100, 3, None)
    >>> Settings(vocab_size=10_000, subsample=5)
    Traceback (most recent call last):
    ...
    ValueError: subsample must be a number from 0 to 1, but 5 came
    """

    vocab_size: int
    hidden_size: int = 100
    window_size: int = 5
    sample_size: int = 5
    power: float = 0.75
    epochs: int = 10
    threads: int = 1
    dynamic_window: bool = False
    subsample: float = 0.0
    lr: float | None = None
    batch_size: int | None = None
    seed: int | None = None
    model: str = "cbow"

    def __post_init__(self):
        for name in ("vocab_size", "hidden_size", "window_size", "sample_size", "epochs"):
            self._set(name, check_positive_int(getattr(self, name), name))
        self._set("threads", check_positive_int(self.threads, "threads"))
        if self.batch_size is not None:
            self._set("batch_size", check_positive_int(self.batch_size, "batch_size"))
        if self.vocab_size > LARGEST_ID:
            raise ValueError(f"vocab_size must be at most {LARGEST_ID}, but {self.vocab_size} came")

        power = self._number("power")
        if not power >= 0:
            raise ValueError(f"power must be a finite number of at least 0, but {self.power} came")
        subsample = self._number("subsample")
        if not 0 <= subsample <= 1:
            raise ValueError(f"subsample must be a number from 0 to 1, but {self.subsample} came")
        self._set("power", power)
        self._set("subsample", subsample)
        if self.lr is not None:
            lr = self._number("lr")
            if not lr > 0:
                raise ValueError(f"lr must be a finite number above 0, but {self.lr} came")
            self._set("lr", lr)

        if not isinstance(self.dynamic_window, (bool, np.bool_)):
            raise TypeError(
                f"dynamic_window must be True or False, but {self.dynamic_window!r} came"
            )
        self._set("dynamic_window", bool(self.dynamic_window))
        if self.seed is not None:
            # 0 is a seed too, and only there a whole number may be below 1
            if isinstance(self.seed, bool) or not isinstance(self.seed, (int, np.integer)):
                raise TypeError(f"seed must be a whole number or None, but {self.seed!r} came")
            if self.seed < 0:
                raise ValueError(f"seed must be at least 0, but {self.seed} came")
            self._set("seed", int(self.seed))
        if self.model not in MODELS:
            raise ValueError(f"model must be 'cbow' or 'skip_gram', but {self.model!r} came")

    def _set(self, name, value):
        object.__setattr__(self, name, value)  # the way into a frozen dataclass

    def _number(self, name):
        """Return a setting as a float; NaN, which no comparison lets through, if not finite."""
        value = getattr(self, name)
        if isinstance(value, (bool, np.bool_)) or not isinstance(
            value, (int, float, np.integer, np.floating)
        ):
            raise TypeError(f"{name} must be a number, but {value!r} came")
        try:
            return float(value) if math.isfinite(value) else math.nan
        except OverflowError:  # a whole number with hundreds of digits
            return math.nan
