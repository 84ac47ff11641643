"""word2vec from scratch in NumPy: what of it an exercise may use while it is graded.

Each notebook begins in a process of its own. To import all would take it longer than its work.
"""

import importlib

_PLACES = {}
_MISSING = []
__all__ = [*_PLACES, *_MISSING]


class Missing:
    """Stands in for what this exercise asks for, and what later ones do."""

    def __init__(self, name):
        self._name = name

    def _refuse(self, *args, **kwargs):
        raise ImportError(
            f"w2vlib.{self._name} is not there while this exercise is graded: "
            "it is what you write here, or in a later exercise."
        )

    __call__ = __mro_entries__ = _refuse

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        self._refuse()


globals().update({name: Missing(name) for name in _MISSING})


def __getattr__(name):
    """Import what is asked for: a name of the library, or one of its modules."""
    if name.startswith("__"):
        raise AttributeError(name)
    place = _PLACES.get(name) or f"{__name__}.{name}"
    try:
        module = importlib.import_module(place)
    except ModuleNotFoundError as error:
        if error.name != place:
            raise
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    value = getattr(module, name) if _PLACES.get(name) else module
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *__all__})
