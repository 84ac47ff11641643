"""One thing that was looked at."""

from dataclasses import dataclass


@dataclass
class Finding:
    """One thing that was looked at.

    Attributes
    ----------
    what : str
        Its name.
    good : bool
        Whether it is as it should be.
    says : str
        What was found, in plain words.
    needed : bool
        Whether the course cannot be worked through without it.
    remedy : str
        What to do if it is not good: a command or a sentence.
    install : str
        Or what to install, as pip wants it.
    """

    what: str
    good: bool
    says: str
    needed: bool = True
    remedy: str = ""
    install: str = ""

    @property
    def is_wrong(self):
        """Whether the course cannot be worked through as things are."""
        return self.needed and not self.good
