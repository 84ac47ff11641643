"""Stands in for names of w2vlib that are not there while an exercise is graded."""


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
