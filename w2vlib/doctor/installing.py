"""How to install what is missing."""

import shlex
import sys
import sysconfig
from pathlib import Path


def install(packages):
    """Return the commands that install `packages`, in order.

    Parameters
    ----------
    packages : list of str
        As pip wants them: ``"numpy>=2"``, or ``"-e folder"``.

    Examples
    --------
    >>> for command in install(["numpy>=2", "-e /home/me/word2vec"]):
    ...     print(command)  # doctest: +SKIP
    /home/me/word2vec/.venv/bin/python -m pip install 'numpy>=2' -e /home/me/word2vec
    """
    words = []
    for package in packages:
        flag, space, folder = package.partition(" ")
        words += [flag, folder] if space else [package]
    if not belongs_to_system():
        return [quoted([sys.executable, "-m", "pip", "install", *words])]
    # pip would refuse
    return [
        quoted([sys.executable, "-m", "venv", ".venv"]),
        quoted([".venv/bin/python", "-m", "pip", "install", *words]),
        "and then use .venv/bin/python in the place of this one",
    ]


def belongs_to_system():
    """Tell whether this Python is the operating system's, which pip may not change."""
    in_environment = sys.prefix != sys.base_prefix
    mark = Path(sysconfig.get_path("stdlib"), "EXTERNALLY-MANAGED")
    return not in_environment and mark.is_file()


def quoted(words, windows=sys.platform == "win32"):
    """Return words as a command line that can be pasted into a terminal.

    Examples
    --------
    >>> quoted(["python", "-m", "pip", "install", "numpy>=2"], windows=True)
    'python -m pip install "numpy>=2"'
    """
    if not windows:
        return shlex.join(words)
    return " ".join(f'"{word}"' if set(word) & set(" <>&") else word for word in words)
