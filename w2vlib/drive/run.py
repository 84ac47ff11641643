"""Run one drive function on a student's object, whatever that object does."""

import contextlib
import difflib
import io
import linecache
import sysconfig
import traceback
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np

_NOT_THE_STUDENTS = (
    Path(__file__).resolve().parent.parent,
    Path(sysconfig.get_path("stdlib")).resolve(),
    Path(sysconfig.get_path("purelib")).resolve(),
)


@dataclass(frozen=True)
class StudentError:
    """An exception raised while a student's code was running.

    Attributes
    ----------
    type : str
        Name of its class.
    message : str
        What it says.
    line : str
        The student's line it came from; empty if it did not pass through their code.
    line_number : int
        Where that line stands in its cell or file; 0 if there is none.
    similar : str
        For a missing attribute: a name the object has that looks like it, or empty.
    """

    type: str
    message: str
    line: str = ""
    line_number: int = 0
    similar: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of one run: plain values by name, or the error that ended it."""

    values: dict
    error: StudentError | None = None


def run(drive, student, case):
    """Call ``drive(student, case)`` and catch all that may go wrong.

    Parameters
    ----------
    drive : callable
        Takes the student's object and a case, and returns a dict of snapshots.
    student : object
        The class or function that the student wrote.
    case : dict
        Inputs; drive gets its own copies of the arrays.

    Returns
    -------
    outcome : Outcome

    Notes
    -----
    Printed text is swallowed and warnings are silenced, since graders read any output on
    stderr as a failure. The global random state is put back afterwards.
    """
    own = {
        name: value.copy(order="K") if isinstance(value, np.ndarray) else value
        for name, value in case.items()
    }
    random_state = np.random.get_state()
    try:
        with (
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(io.StringIO()),
            warnings.catch_warnings(),
            np.errstate(all="ignore"),
        ):
            warnings.simplefilter("ignore")
            return Outcome(drive(student, own))
    except Exception as error:
        return Outcome({}, describe(error))
    except SystemExit as error:
        return Outcome({}, StudentError("SystemExit", f"the code called exit({error.code})"))
    finally:
        np.random.set_state(random_state)


def describe(error):
    """Return a `StudentError` that tells where in the student's code `error` came from."""
    line, line_number = "", 0
    for frame in traceback.extract_tb(error.__traceback__):
        if _is_students(frame.filename):
            line = linecache.getline(frame.filename, frame.lineno).strip()
            line_number = frame.lineno
    similar = ""
    if isinstance(error, AttributeError) and error.name:
        close = difflib.get_close_matches(error.name, dir(error.obj), n=1, cutoff=0.75)
        similar = close[0] if close else ""
    return StudentError(type(error).__name__, str(error), line, line_number, similar)


def _is_students(filename):
    # Python's own start, and compiled modules such as numpy/random/_generator.pyx
    if filename.startswith("<frozen") or filename.endswith(".pyx"):
        return False
    parents = Path(filename).resolve().parents
    return not any(folder in parents for folder in _NOT_THE_STUDENTS)
