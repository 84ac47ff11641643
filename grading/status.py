"""What may be said of a submission beside its points."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """A kind of fault, or of something that an instructor may want to look at.

    A cell of the student's own that raises is none: that is shown among its outputs.
    """

    TIMEOUT = "timeout"
    CPU_TIME = "cpu_time"
    OUT_OF_MEMORY = "out_of_memory"
    TOO_MANY_PROCESSES = "too_many_processes"
    TOO_LARGE = "too_large"
    TOO_MUCH_OUTPUT = "too_much_output"
    DIED = "died"
    BROKEN_PROTOCOL = "broken_protocol"
    IMPLAUSIBLE = "implausible"
    INFRASTRUCTURE = "infrastructure"

    @property
    def meaning(self):
        """What happened, to the instructor."""
        return _MEANINGS[self]


_MEANINGS = {
    Status.TIMEOUT: "a cell, or the whole notebook, took longer than it may",
    Status.CPU_TIME: "the notebook used more CPU time than it may",
    Status.OUT_OF_MEMORY: "the notebook used more memory than it may",
    Status.TOO_MANY_PROCESSES: "the notebook started more processes or threads than it may",
    Status.TOO_LARGE: "a cell is larger than the grader takes, and was not run",
    Status.TOO_MUCH_OUTPUT: "some output was left out, since there was more than is kept",
    Status.DIED: "the notebook's process ended by itself: a crash, or os._exit",
    Status.BROKEN_PROTOCOL: "the notebook sent the grader what no drive sends",
    Status.IMPLAUSIBLE: "values came back that the check's own calls cannot give",
    Status.INFRASTRUCTURE: "grading failed, not the notebook: it has to be graded again",
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
