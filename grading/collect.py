"""Sort what a learning platform gives out into nbgrader's folder of submissions.

Canvas and Moodle give an archive, or a folder, with all that a class handed in, each in names of
its own. Students may also lie in folders of their own, as nbgrader has them, or each in one file.
"""

import os
import re
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from grading.archives import is_archive, read_archive
from grading.course import require_safe_name
from grading.handed_in import MAX_ARCHIVE
from grading.notebook_bytes import MAX_BYTES
from grading.status import Flag, Status

#: A class may be large; of each file no more is read than its grading would
MAX_CLASS, MAX_FILES = 2**40, 2_000_000

#: How paths name students, tried in order; the groups are ``student`` and ``file``
LAYOUTS = (
    # Moodle: «Ada Lovelace_1234567_assignsubmission_file_/04_embedding.ipynb»
    r"(?P<student>[^/]+_\d+)_assignsubmission_[a-z]+_?/(?P<file>.+)",
    # Canvas: «lovelaceada_LATE_1234_567890_04_embedding-2.ipynb»
    r"(?P<student>[^/_]+(?:_LATE)?_\d+)_\d+_(?P<file>[^/]+)",
    # nbgrader: «ada/04_embedding/04_embedding.ipynb»; «ada/04_embedding.ipynb»
    r"(?P<student>[^/]+)/(?P<file>.+)",
    # «ada.ipynb», «ada.zip»
    r"(?P<student>[^/]+?)(?P<file>\.ipynb|\.zip|\.tar|\.tar\.gz|\.tgz)",
)


@dataclass
class Collected:
    """What was sorted.

    Attributes
    ----------
    students : dict of int
        How many files of each were written.
    flags : list of Flag
        What was not, and why.
    """

    students: dict = field(default_factory=lambda: defaultdict(int))
    flags: list = field(default_factory=list)


def collect(source, submitted, exercise, layout=None, dry_run=False):
    """Write what a class handed in for one exercise below the folder of submissions.

    Parameters
    ----------
    source : path
        An archive or a folder.
    submitted : path
        Such as ``_grading/submitted``. Files there that have the same name are replaced.
    exercise : str
    layout : str, optional
        A regular expression for whole paths, with a group ``student``; one of `LAYOUTS` if not
        given: the first that fits more than half of the notebooks.
    dry_run : bool
        Only say what would be done.

    Returns
    -------
    collected : Collected
    """
    source, submitted = Path(source), Path(submitted)
    paths = [path for path, _, flag in _members(source, lambda path: False) if flag is None]
    notebooks = [path for path in paths if _matters(path)]
    wrapping = _wrapping(notebooks)
    shortened = [path.removeprefix(wrapping) for path in notebooks]
    pattern = re.compile(layout or _fitting(shortened))
    collected = Collected()
    for path, content, flag in _members(source, _matters):
        if flag:
            collected.flags.append(flag)
        elif content is not None:
            found = pattern.fullmatch(path.removeprefix(wrapping))
            try:
                student = require_safe_name(_clean(found["student"]) if found else "")
                if not dry_run:
                    _write(submitted / student / exercise / _name(found, exercise), content)
                collected.students[student] += 1
            except (OSError, ValueError):  # no student, or a name that no file can have
                collected.flags.append(Flag(Status.OUTSIDE, detail=path))
    collected.students = dict(sorted(collected.students.items()))
    return collected


def _matters(path):
    return path.lower().endswith((".ipynb", ".py", "timestamp.txt")) or is_archive(path)


def _members(source, wanted):
    if source.is_dir():
        yield from _folder(source, wanted)
        return
    with source.open("rb") as file:
        limit = max(MAX_BYTES, MAX_ARCHIVE)
        for member in read_archive(file, wanted, limit, MAX_CLASS, MAX_FILES):
            yield member.path, member.content, member.flag


def _folder(source, wanted):
    for parent, folders, names in os.walk(source):
        folders.sort()
        for name in sorted(names):
            file = Path(parent) / name
            path = file.relative_to(source).as_posix()
            if file.is_symlink() or not file.is_file():
                yield path, None, Flag(Status.LINK, detail=path)
            else:
                with file.open("rb") as stream:
                    limit = max(MAX_BYTES, MAX_ARCHIVE)
                    yield path, stream.read(limit + 1) if wanted(path) else None, None


def _fitting(paths):
    for layout in LAYOUTS:
        pattern = re.compile(layout)
        if sum(bool(pattern.fullmatch(path)) for path in paths) * 2 > len(paths):
            return layout
    return LAYOUTS[-1]


def _wrapping(paths):
    """Return the folder that all lie in, as archives often have one, or nothing."""
    first = {path.partition("/")[0] for path in paths}
    inside = all("/" in path for path in paths)
    return f"{first.pop()}/" if len(paths) > 1 and len(first) == 1 and inside else ""


def _clean(student):
    # the same student, whether late or not
    return re.sub(r"\s+", " ", re.sub(r"_LATE(?=_\d+$)", "", student)).strip()


def _name(found, exercise):
    """Return where a file lies in its student's folder."""
    name = found.groupdict().get("file") or ".ipynb"
    if name.startswith("."):
        return exercise + name  # «ada.ipynb»: the name was the student's
    # nbgrader's folders name the exercise; Canvas numbers what was handed in again
    name = name.removeprefix(f"{exercise}/")
    return re.sub(r"-\d+(?=\.[^./]+$)", "", name)


def _write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, new = tempfile.mkstemp(dir=path.parent, prefix=".new")
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    os.replace(new, path)
