"""Find the notebook to grade among what a student handed in, and say what else is there.

Nothing but the notebook's bytes ever goes on to be run: a ``numpy.py`` beside it stays here.
"""

import contextlib
import os
import stat
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from nbgrader.utils import parse_utc

from grading.archives import is_archive, read_archive
from grading.notebook_bytes import MAX_BYTES
from grading.reading import read_submission
from grading.status import Flag, Status

#: A student's archive, and all that it unpacks to
MAX_ARCHIVE = 20 * 2**20
MAX_UNPACKED = 200 * 2**20
MAX_FILES = 1000
#: Notebooks that are compared with the exercise; one of its name always is
MAX_NOTEBOOKS = 10

# follow no link, wait for no pipe; Windows has neither flag, and hardly any links
_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_IGNORED = {".ipynb_checkpoints", "__pycache__", "__MACOSX", ".git"}


@dataclass(frozen=True)
class HandedIn:
    """What a student handed in for an exercise.

    Attributes
    ----------
    content : bytes or None
        The notebook's file; None if there is none.
    flags : tuple of Flag
        What was odd about the files.
    path : str
        Where it was found, below the student's folder.
    timestamp : datetime or None
        When it was handed in, in UTC, if nbgrader's ``timestamp.txt`` says so.
    """

    content: bytes | None
    flags: tuple[Flag, ...]
    path: str = ""
    timestamp: datetime | None = None

    def read(self, exercise):
        """Read it as a `Submission`, with the flags of both."""
        submission = read_submission(self.content, exercise)
        return replace(submission, flags=self.flags + submission.flags)


def find_handed_in(folder, exercise, max_bytes=MAX_BYTES):
    """Find the notebook of an exercise in a folder.

    The exercise's own name counts first, unless another notebook there holds answers to it and
    the one of that name does not. Archives are looked into.

    Parameters
    ----------
    folder : path
        What one student handed in for one exercise; or a file, if it is only one.
    exercise : Exercise
    max_bytes : int
        Of a longer file only the beginning is read: enough to see that it is too long.

    Returns
    -------
    handed_in : HandedIn
    """
    flags, notebooks, code = [], {}, []
    for path, content, flag in _files(Path(folder), max_bytes):
        if flag:
            flags.append(flag)
        elif _is_notebook(path):
            few = len(notebooks) < MAX_NOTEBOOKS or _stem(path) == exercise.name
            notebooks[path] = content if few else None
        elif path.lower().endswith((".py", ".pth", ".so", ".pyd")):
            code.append(path)
    flags += [Flag(Status.EXTRA_CODE, detail=path) for path in sorted(code)[:20]]
    timestamp = _timestamp(Path(folder))
    candidates = [path for path, content in notebooks.items() if content is not None]
    if not candidates:
        return HandedIn(None, tuple(flags), timestamp=timestamp)
    best = candidates[0]
    if len(candidates) > 1:
        best = min(candidates, key=lambda path: (*_rank(path, notebooks[path], exercise), path))
    if _stem(best) != exercise.name:
        flags.append(Flag(Status.RENAMED, detail=best))
    others = sorted(notebooks.keys() - {best})
    flags += [Flag(Status.EXTRA_NOTEBOOK, detail=path) for path in others[:20]]
    return HandedIn(notebooks[best], tuple(flags), best, timestamp)


def _timestamp(folder):
    try:
        with os.fdopen(os.open(folder / "timestamp.txt", _OPEN), "rb") as file:
            return parse_utc(file.read(100).decode().strip())
    except (OSError, ValueError, OverflowError, TypeError):  # not there, or no time
        return None


def _stem(path):
    return path.rpartition("/")[2].rpartition(".")[0]


def _rank(path, content, exercise):
    """Return what is smaller for a better candidate."""
    submission = read_submission(content, exercise)
    unread = any(flag.status.ungraded for flag in submission.flags)
    # two exercises have no grade id in common: a stranger has no cell for an answer
    begun = bool(submission.answers) and not submission.is_untouched
    known = len(set(submission.answers))
    return not begun, unread, _stem(path) != exercise.name, -known


def _files(folder, max_bytes):
    """Yield path, content and flag of each file that may matter."""
    for path, file, flag in _open_files(folder):
        if flag:
            yield path, None, flag
            continue
        with file:
            if not is_archive(path):
                yield path, file.read(max_bytes + 1) if _is_notebook(path) else None, None
            elif os.fstat(file.fileno()).st_size > MAX_ARCHIVE:
                yield path, None, Flag(Status.TOO_LARGE, detail=path)
            else:
                for member in read_archive(file, _is_notebook, max_bytes, MAX_UNPACKED, MAX_FILES):
                    if member.flag or not _IGNORED & set(member.path.split("/")):
                        yield f"{path}/{member.path}", member.content, member.flag


def _is_notebook(path):
    return path.lower().endswith(".ipynb") and not _IGNORED & set(path.split("/"))


def _open_files(folder):
    """Yield path, open file and flag of the plain files below a folder; follow no link."""
    count = 0
    if folder.is_symlink():
        yield "", None, Flag(Status.LINK, detail=folder.name)
        return
    if folder.is_file():
        with contextlib.suppress(OSError):
            yield folder.name, os.fdopen(os.open(folder, _OPEN), "rb"), None
        return
    for parent, folders, names in os.walk(folder):
        here = Path(parent)
        links = [name for name in folders if (here / name).is_symlink()]
        folders[:] = sorted(set(folders) - _IGNORED - set(links))
        for name in sorted([*names, *links]):
            count += 1
            path = (here / name).relative_to(folder).as_posix()
            path = path.encode("utf-8", "replace").decode()  # names can be any bytes
            if count > MAX_FILES:
                yield path, None, Flag(Status.TOO_LARGE, detail=f"more than {MAX_FILES} files")
                return
            try:
                descriptor = os.open(here / name, _OPEN)
            except OSError:
                status = Status.LINK if (here / name).is_symlink() else Status.UNREADABLE
                yield path, None, Flag(status, detail=path)
                continue
            file = os.fdopen(descriptor, "rb")
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                yield path, file, None
            else:
                file.close()
                yield path, None, Flag(Status.LINK, detail=path)
