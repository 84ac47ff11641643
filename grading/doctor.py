"""What this computer lacks for grading, in plain words: ``python -m grading doctor``."""

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import psutil
from alembic.script import ScriptDirectory
from distributed import Client
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader import dbutil
from sqlalchemy import create_engine, inspect, make_url, text
from sqlalchemy.exc import DBAPIError

from grading.course import ROOT, exercises
from grading.environment import BOOK_URL
from grading.exercise import Exercise
from grading.grade import grade_notebook
from grading.release import compare_release
from grading.sandbox import bubblewrap
from grading.sandbox.limits import Limits
from grading.sandbox.pool import Pool
from grading.worker import state_of_this
from w2vlib.doctor.finding import Finding

_GB = 2**30
#: Seconds that a scheduler may take to answer
_PATIENCE = 15
#: Of each submission's autograded notebook, feedback page and kept result, in bytes
_PER_SUBMISSION = 300_000
#: What a worker and its server hold, before any notebook asks for memory
_WORKER = 400 * 2**20

# what a notebook tries to see of the computer that grades it
_PROBE = """\
import os, socket
seen = [path for path in {paths!r} if os.path.exists(path)]
try:
    socket.create_connection(("192.0.2.1", 80), timeout=2)
    seen.append("the network")
except TimeoutError:
    seen.append("the network")  # something took the packet
except OSError:
    pass
print("sees:", ", ".join(seen) or "nothing")
"""


def look_at_sandbox(root):
    """Yield whether notebooks can be run in a sandbox, by running one.

    Parameters
    ----------
    root : path
        The course's folder, which the notebook must not see.
    """
    try:
        bubblewrap.require_sandbox()
    except bubblewrap.SandboxMissingError as error:
        first, _, others = str(error).partition("\n")
        yield Finding("sandbox", False, first, remedy=others.replace("\n", "\n  ") or first)
        return
    yield Finding("sandbox", True, f"bubblewrap is here ({shutil.which('bwrap')})")
    exercise = Exercise.read(ROOT / "exercises" / exercises()[0] / f"{exercises()[0]}.ipynb")
    with tempfile.NamedTemporaryFile(dir=root) as file, Pool() as pool:
        probe = _PROBE.format(paths=[file.name, "/etc/passwd"])
        started = time.perf_counter()
        graded = grade_notebook(exercise, new_notebook(cells=[new_code_cell(probe)]), pool)
    seconds = time.perf_counter() - started
    said = "".join(output.get("text", "") for output in graded.outputs.get(0, []))
    if "sees: nothing" in said:
        says = f"ran in {seconds:.1f} s; it saw neither the network nor this computer's files"
        yield Finding("a notebook", True, says)
    else:
        details = [flag.detail or flag.status.meaning for flag in graded.flags]
        says = said.strip() or "; ".join(details) or "it said nothing"
        remedy = "something here keeps the sandbox from working: grade on another computer"
        yield Finding("a notebook", False, f"ran, but {says}", remedy=remedy)


def look_at_programs():
    """Yield whether nbgrader finds the programs that it starts by name."""
    if shutil.which("alembic") is None:
        folder = Path(sys.executable).parent
        says = "alembic, which nbgrader starts by name, is not found"
        yield Finding("nbgrader", False, says, remedy=f"source {folder / 'activate'}")
    else:
        yield Finding("nbgrader", True, "finds the programs that it starts")


def look_at_gradebook(url, name):
    """Yield whether the gradebook can be used.

    Parameters
    ----------
    url : str
        Its address.
    name : str
        The same, to be shown.
    """
    parts = make_url(url)
    if parts.drivername.startswith("sqlite"):
        path = Path(parts.database)
        if not path.exists():
            place = next(each for each in path.parents if each.exists())
            good = os.access(place, os.W_OK)
            says = f"there is none yet; autograde makes {path}"
            remedy = f"make a folder {path.parent} that you may write to"
            yield Finding("gradebook", good, says, remedy=remedy)
            return
        if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
            remedy = f"let yourself write to {path} and its folder"
            yield Finding("gradebook", False, f"{path} cannot be written", remedy=remedy)
            return
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            yield _version(connection, name, url)
    except DBAPIError as error:
        cause = str(error.orig).strip().partition("\n")[0]
        remedy = "see that the database runs, and that its address and your rights are right"
        yield Finding("gradebook", False, f"{name} cannot be used: {cause}", remedy=remedy)
    finally:
        engine.dispose()


def _version(connection, name, url):
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return Finding("gradebook", True, f"{name} is empty; autograde makes its tables")
    wanted = ScriptDirectory(dbutil.ALEMBIC_DIR).get_current_head()
    found = None
    if "alembic_version" in tables:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found != wanted:
        says = f"{name} is not a gradebook of this nbgrader's: its tables are of version {found}"
        remedy = "keep a copy of it, and then: nbgrader db upgrade"
        return Finding("gradebook", False, says, remedy=remedy)
    number = connection.execute(text("SELECT count(*) FROM submitted_assignment")).scalar()
    return Finding("gradebook", True, f"{name}, {number:,} submissions, tables up to date")


#: What may be said of released exercises, whether grading cannot do with it, and the remedy
_EXERCISES = {
    "changed": ("not as solutions/ makes them", True, "python -m grading release"),
    "new": ("not released yet", False, "python -m grading release"),
    "answered": (
        "somebody has written answers into them; they are graded as they were released",
        False,
        "move the notebooks with answers away, and then: python -m grading release",
    ),
}


def look_at_exercises(root):
    """Yield whether the released exercises are those that the solutions make."""
    try:
        found = compare_release(root)
    except RuntimeError as error:
        says, _, log = str(error).partition("\n")
        yield Finding("exercises", False, says, remedy=f"mend solutions/: {log.strip()}")
        return
    same = [name for name, each in found.items() if each == "same"]
    if same:
        yield Finding("exercises", True, f"{len(same)} of {len(found)} as solutions/ makes them")
    for state, (says, needed, remedy) in _EXERCISES.items():
        if names := [name for name, each in found.items() if each == state]:
            yield Finding("exercises", False, f"{', '.join(names)}: {says}", needed, remedy)


def look_at_room(root, submissions):
    """Yield whether there is room for what grading writes.

    Parameters
    ----------
    root : path
    submissions : int
        How many there are to grade.
    """
    folder = Path(root) / "_grading"
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    needed = max(_GB, submissions * _PER_SUBMISSION)
    says = f"{free / _GB:.0f} GB free"
    if submissions:
        says += f"; {submissions:,} submissions need about {needed / _GB:.1f} GB"
    remedy = f"make room on the disk of {folder}"
    yield Finding("disk", free > needed, says, remedy=remedy)


def look_at_memory(workers=None):
    """Yield whether the memory is enough for notebooks that use all they may.

    Parameters
    ----------
    workers : int, optional
        How many run side by side; one for each core if not given.
    """
    workers = workers or os.cpu_count() or 1
    each = Limits().memory + _WORKER
    free = psutil.virtual_memory().available
    fit = int(free // each)
    says = (
        f"{free / _GB:.1f} GB free; {workers} workers need {workers * each / _GB:.1f} GB if each "
        f"notebook uses all that it may ({Limits().memory / _GB:g} GB)"
    )
    yield Finding(
        "memory",
        fit >= workers,
        says,
        needed=fit < 1,
        remedy=f"autograde with --workers {max(fit, 1)}, or end other programs",
    )


def look_at_cluster(scheduler):
    """Yield whether a cluster's workers grade as this process would.

    Parameters
    ----------
    scheduler : str
        Its address.
    """
    try:
        with Client(scheduler, timeout=_PATIENCE, set_as_default=False) as client:
            states = client.run(state_of_this)
    except (OSError, ValueError) as error:
        remedy = "start it: dask scheduler, and on each computer: dask worker ADDRESS"
        yield Finding("cluster", False, f"none answers at {scheduler}: {error}", remedy=remedy)
        return
    except ImportError as error:
        remedy = "start the workers in a copy of this folder, with its environment"
        yield Finding("cluster", False, f"a worker says: {error}", remedy=remedy)
        return
    here = state_of_this()
    # workers are told where the book is
    wanted = here.keys() - {BOOK_URL}
    for address, there in states.items():
        different = sorted(name for name in wanted if there.get(name) != here[name])
        says = f"worker {address} is like this computer"
        if different:
            says = f"worker {address} differs in {', '.join(different)}"
        remedy = "give the workers the same files and packages, and start them anew"
        yield Finding("cluster", not different, says, remedy=remedy)
    if not states:
        remedy = f"on each computer: dask worker {scheduler}"
        yield Finding("cluster", False, f"{scheduler} has no workers", remedy=remedy)


def look_at_links():
    """Yield whether feedback will link to the book."""
    site = os.environ.get("W2V_BOOK_URL")
    says = f"feedback links to {site}" if site else "feedback names sections, without links"
    remedy = "export W2V_BOOK_URL=https://… (where your students read the book)"
    yield Finding("book", bool(site), says, needed=False, remedy=remedy)
