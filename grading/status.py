"""What may be said of a submission beside its points."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """A kind of fault, or of something that an instructor may want to look at.

    A cell of the student's own that raises is none: that is shown among its outputs.
    """

    # while it ran
    TIMEOUT = "timeout"
    CPU_TIME = "cpu_time"
    OUT_OF_MEMORY = "out_of_memory"
    TOO_MANY_PROCESSES = "too_many_processes"
    TOO_MUCH_OUTPUT = "too_much_output"
    DIED = "died"
    BROKEN_PROTOCOL = "broken_protocol"
    IMPLAUSIBLE = "implausible"
    INFRASTRUCTURE = "infrastructure"
    QUARANTINED = "quarantined"
    # while it was read: the file
    UNREADABLE = "unreadable"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    ENCODING = "encoding"
    OTHER_FORMAT = "other_format"
    ALIEN_KERNEL = "alien_kernel"
    # while it was read: its cells
    DUPLICATE_CELL = "duplicate_cell"
    MISSING_CELL = "missing_cell"
    MOVED_CELL = "moved_cell"
    CHANGED_CELL = "changed_cell"
    UNKNOWN_CELL = "unknown_cell"
    # while it was looked for
    MISSING_NOTEBOOK = "missing_notebook"
    RENAMED = "renamed"
    EXTRA_NOTEBOOK = "extra_notebook"
    EXTRA_CODE = "extra_code"
    LINK = "link"
    OUTSIDE = "outside"
    BAD_ARCHIVE = "bad_archive"

    @property
    def meaning(self):
        """What happened, to the instructor."""
        return _MEANINGS[self]

    @property
    def advice(self):
        """What the instructor should do about it."""
        return _ADVICE[self]

    @property
    def ungraded(self):
        """Whether some answer may not have been seen, so that a person has to look."""
        return self in _UNGRADED


_MEANINGS = {
    Status.TIMEOUT: "a cell, or the whole notebook, took longer than it may",
    Status.CPU_TIME: "the notebook used more CPU time than it may",
    Status.OUT_OF_MEMORY: "the notebook used more memory than it may",
    Status.TOO_MANY_PROCESSES: "the notebook started more processes or threads than it may",
    Status.TOO_MUCH_OUTPUT: "some output was left out, since there was more than is kept",
    Status.DIED: "the notebook's process ended by itself: a crash, or os._exit",
    Status.BROKEN_PROTOCOL: "the notebook sent the grader what no drive sends",
    Status.IMPLAUSIBLE: "values came back that the check's own calls cannot give",
    Status.INFRASTRUCTURE: "grading failed, not the notebook: it has to be graded again",
    Status.QUARANTINED: "the grader itself died each time it graded this; it is not tried again",
    Status.UNREADABLE: "the file could not be read as a notebook",
    Status.DAMAGED: "the file is damaged; the cells that could be read are graded",
    Status.TOO_LARGE: "the file, or a cell, is larger than it may be; the rest was not read",
    Status.ENCODING: "the file is not in plain UTF-8; it was converted",
    Status.OTHER_FORMAT: "the notebook is not in nbformat 4; it was converted",
    Status.ALIEN_KERNEL: "the notebook was set to another language; it is run as Python",
    Status.DUPLICATE_CELL: "a cell of the exercise is there more than once: copied or split",
    Status.MISSING_CELL: "a cell of the exercise is gone; if it is graded it was put back",
    Status.MOVED_CELL: "a check stood above the answer that it checks, and was put below",
    Status.CHANGED_CELL: "a check, or what marks a cell as graded, was changed; it was put right",
    Status.UNKNOWN_CELL: "a cell claims to be graded but is none of this exercise",
    Status.MISSING_NOTEBOOK: "something was handed in, but not the notebook of this exercise",
    Status.RENAMED: "the notebook has another name than the exercise",
    Status.EXTRA_NOTEBOOK: "other notebooks were handed in as well; they were not graded",
    Status.EXTRA_CODE: "Python files were handed in as well; the notebook ran without them",
    Status.LINK: "a link was handed in, and was not followed",
    Status.OUTSIDE: "an archive named a place outside itself, and that was not read",
    Status.BAD_ARCHIVE: "an archive could not be read to its end",
}

_NOTHING = "nothing"
_ADVICE = {
    Status.TIMEOUT: "nothing, if it is an endless loop; if honest work is so slow, raise the limit",
    Status.CPU_TIME: "nothing: no answer needs so much",
    Status.OUT_OF_MEMORY: "nothing: some array was far too large",
    Status.TOO_MANY_PROCESSES: "read the notebook: no answer needs any",
    Status.TOO_MUCH_OUTPUT: "nothing: points do not depend on it",
    Status.DIED: "look at the cell: what was checked before it has its points",
    Status.BROKEN_PROTOCOL: "read the notebook: it is hardly an accident",
    Status.IMPLAUSIBLE: "read the notebook: it is hardly an accident",
    Status.INFRASTRUCTURE: "autograde again; if it comes again, ask the doctor",
    Status.QUARANTINED: "read the notebook; then autograde again with `--retry-quarantined`",
    Status.UNREADABLE: "ask the student for the notebook",
    Status.DAMAGED: "see whether an answer is missing, and ask for the notebook if so",
    Status.TOO_LARGE: "ask for the notebook without its outputs",
    Status.ENCODING: _NOTHING,
    Status.OTHER_FORMAT: _NOTHING,
    Status.ALIEN_KERNEL: _NOTHING,
    Status.DUPLICATE_CELL: "if points are missing, see whether the right one counted",
    Status.MISSING_CELL: "if points are missing, look for the answer in another cell",
    Status.MOVED_CELL: _NOTHING,
    Status.CHANGED_CELL: _NOTHING,
    Status.UNKNOWN_CELL: "see whether it is the right exercise",
    Status.MISSING_NOTEBOOK: "ask the student for the notebook",
    Status.RENAMED: _NOTHING,
    Status.EXTRA_NOTEBOOK: "see whether the right one was graded",
    Status.EXTRA_CODE: "if the notebook imports it, ask for one that holds all",
    Status.LINK: "if an answer is missing, ask for the file itself",
    Status.OUTSIDE: "if an answer is missing, ask for the file itself",
    Status.BAD_ARCHIVE: "ask for the notebook itself",
}

_UNGRADED = {
    Status.INFRASTRUCTURE,
    Status.QUARANTINED,
    Status.UNREADABLE,
    Status.DAMAGED,
    Status.TOO_LARGE,
    Status.MISSING_NOTEBOOK,
    Status.BAD_ARCHIVE,
}


@dataclass(frozen=True)
class Flag:
    """A status, and where it was met.

    Attributes
    ----------
    status : Status
    cell : int or None
        The number of the cell in the notebook, or None where it concerns all of it.
    detail : str
        More, in a few words, or empty. May quote the notebook: to be escaped where it is shown.
    """

    status: Status
    cell: int | None = None
    detail: str = ""
