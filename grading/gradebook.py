"""Write what grading found into nbgrader's gradebook: one writer, one transaction a submission.

The database and its tables are nbgrader's own, so formgrader, ``generate_feedback`` and
``export`` go on from here. What a person has written there is never changed.
"""

import contextlib
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from alembic.script import ScriptDirectory
from nbgrader import api
from nbgrader.dbutil import ALEMBIC_DIR
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import SaveCells
from nbgrader.utils import determine_grade, parse_utc
from sqlalchemy import create_engine, insert, inspect, make_url, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import selectinload

from grading.comments import comments_of
from grading.course import require_safe_name

#: Seconds until a locked gradebook is spoken of, and until it is given up
_QUIET, _PATIENCE = 5, 900
_PAUSE = 0.5
_LOCK_TIMEOUT = "5s"
# PostgreSQL: lock not available, deadlock, two first at once, server stops, server starts
_PASSING = {"55P03", "40P01", "40001", "57P01", "57P03"}


class GradebookBusy(RuntimeError):
    """The gradebook stayed locked; nothing of the submission was written."""


@dataclass(frozen=True)
class Entry:
    """What is written for one submission.

    Attributes
    ----------
    student : str
        Their id.
    submission : grading.reading.Submission
    graded : grading.grade.Graded
        With ``scores``, ``reports`` and ``complete``.
    timestamp : datetime or str, optional
        When it was handed in.
    """

    student: str
    submission: object
    graded: object
    timestamp: datetime | str | None = None

    @property
    def exercise(self):
        """The exercise's name."""
        return self.submission.exercise.name

    @property
    def flags(self):
        """What is to be said of the submission: from reading it, and from running it."""
        return (*self.submission.flags, *self.graded.flags)


class Writer:
    """The one that writes into a gradebook. To be used in a ``with`` statement.

    Parameters
    ----------
    url : str
        The gradebook's address: ``sqlite:///…`` or ``postgresql+psycopg://…``.
    course : str
        The course's id.
    late : nbgrader.plugins.LateSubmissionPlugin, optional
        Says what lateness costs; nbgrader's own, as configured, if not given.
    patience : float
        Seconds after which a locked gradebook is given up.
    tell : callable, optional
        Is given a sentence when there is something to wait for; printed to stderr by default.
    """

    def __init__(self, url, course="word2vec", *, late=None, patience=_PATIENCE, tell=None):
        self._url, self._course = url, course
        self._late = LateSubmissionPlugin() if late is None else late
        self._patience = patience
        self._tell = tell or (lambda sentence: print(sentence, file=sys.stderr))
        self._known = {}

    def __enter__(self):
        self._patiently(lambda: make_tables(self._url, self._course))
        self._gradebook = self._patiently(lambda: api.Gradebook(self._url, self._course))
        return self

    def __exit__(self, *_):
        self._gradebook.close()

    def add_exercise(self, exercise):
        """Make an exercise known to the gradebook, as ``generate_assignment`` does.

        Where it is known, it is left as it is, unless nothing was handed in for it yet.
        """

        def add():
            self._gradebook.update_or_create_assignment(exercise.name, course_id=self._course)
            where = {"notebook": exercise.name, "assignment": exercise.name, "db_url": self._url}
            SaveCells().preprocess(exercise.notebook, {"nbgrader": where})

        self._patiently(add)
        self._known.pop(exercise.name, None)

    def write(self, entry):
        """Write all of one submission, or if that fails nothing.

        Scores that a person gave, and their comments, stay. Where grading failed, the last
        score stays, and the cells ask for a person; so do those of a submission of which
        something could not be read.

        Raises
        ------
        LookupError
            If the gradebook does not know the exercise: `add_exercise` makes it known.
        GradebookBusy
            If it was locked for longer than `patience`.
        """
        require_safe_name(entry.student)
        self._patiently(lambda: self._write(entry))

    def differences(self, entry):
        """Return what writing would change: before and after, by grade id.

        Returns
        -------
        changes : dict of (float or None, float or None)
            The scores of cells that a person has not scored.
        """
        if not entry.graded.complete:
            return {}
        cells = self._cells(entry.exercise)
        new = _auto_scores(entry)
        with self._gradebook.db() as session:
            submitted = _find(session, entry, cells)
            old = {} if submitted is None else {each.cell_id: each for each in submitted.grades}
            before = {
                name: old[cell_id].auto_score if cell_id in old else None
                for name, (cell_id, _) in cells.graded.items()
                if not (cell_id in old and old[cell_id].manual_score is not None)
            }
        return {
            name: (score, new[name])
            for name, score in before.items()
            if name in new and score != new[name]
        }

    def _write(self, entry):
        cells = self._cells(entry.exercise)
        with self._gradebook.db() as session, session.begin():
            if self._url.startswith("postgresql"):
                session.execute(text(f"SET LOCAL lock_timeout = '{_LOCK_TIMEOUT}'"))
            else:
                # nobody writes between what is read here and what is written
                session.connection().exec_driver_sql("BEGIN IMMEDIATE")
            submitted = _find(session, entry, cells) or _create(session, entry, cells)
            if entry.timestamp is not None:
                submitted.assignment.timestamp = parse_utc(entry.timestamp)
            _write_grades(submitted, cells, entry)
            _write_comments(submitted, cells, entry)
            submitted.late_submission_penalty = None
            if cells.is_due:
                session.flush()  # what is new knows its assignment from then on
                submitted.late_submission_penalty = self._penalty(submitted, entry.student)

    def _penalty(self, submitted, student):
        assignment = submitted.assignment
        if assignment.assignment.duedate is None or assignment.total_seconds_late <= 0:
            return None
        score = sum(_score(grade) for grade in submitted.grades)
        penalty = self._late.late_submission_penalty(student, score, assignment.total_seconds_late)
        return None if penalty is None else min(max(penalty, 0), score)

    def _cells(self, exercise):
        if exercise not in self._known:
            self._known[exercise] = self._patiently(lambda: self._read_cells(exercise))
        return self._known[exercise]

    def _read_cells(self, exercise):
        with self._gradebook.db():
            try:
                notebook = self._gradebook.find_notebook(exercise, exercise)
            except api.MissingEntry:
                raise LookupError(
                    f"the gradebook does not know {exercise}: `nbgrader generate_assignment` or "
                    "Writer.add_exercise makes it known"
                ) from None
            graded = {cell.name: (cell.id, False) for cell in notebook.grade_cells}
            graded |= {cell.name: (cell.id, True) for cell in notebook.task_cells}
            commented = {
                cell.name: cell.id for cell in (*notebook.solution_cells, *notebook.task_cells)
            }
            assignment = notebook.assignment
            others = tuple(each.id for each in assignment.notebooks if each is not notebook)
            is_due = assignment.duedate is not None
            return _Cells(assignment.id, notebook.id, others, is_due, graded, commented)

    def _patiently(self, action):
        """Do something that another user of the database may keep us from, until it is done."""
        start, told = time.monotonic(), False
        while True:
            try:
                return action()
            except (DBAPIError, api.InvalidEntry) as error:
                if not _is_passing(error):
                    raise
                waited = time.monotonic() - start
                if waited > self._patience:
                    raise GradebookBusy(
                        f"The gradebook was locked for {waited:.0f} s, and nothing of this "
                        "submission was written. Is another program writing into it? Run the "
                        "same command again when it is done: it goes on where it was."
                    ) from error
                if waited >= _QUIET and not told:
                    told = True
                    self._tell("Waiting: another program is writing into the gradebook.")
                time.sleep(min(_PAUSE, self._patience))
            finally:
                with contextlib.suppress(AttributeError):
                    self._gradebook.db.remove()


def make_tables(url, course):
    """Make the tables of a new gradebook, all at once; leave one alone that has any.

    nbgrader makes them one by one, and asks another program for their version: if that is not
    found, or stopped, a gradebook without a version stays, which ``nbgrader db upgrade`` refuses.

    Parameters
    ----------
    url : str
        The gradebook's address.
    course : str
        The course's id.
    """
    if has_tables(url):
        return
    with _connected(url) as connection:
        if url.startswith("sqlite"):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        if not inspect(connection).get_table_names():  # by another process meanwhile
            api.Base.metadata.create_all(connection)
            columns = "(version_num VARCHAR(32) NOT NULL)"
            connection.execute(text(f"CREATE TABLE alembic_version {columns}"))
            version = ScriptDirectory(ALEMBIC_DIR).get_current_head()
            connection.execute(text("INSERT INTO alembic_version VALUES (:it)"), {"it": version})
            connection.execute(insert(api.Course).values(id=course))
        connection.commit()


def has_tables(url):
    """Tell whether there is a gradebook at an address; none is made."""
    parts = make_url(url)
    if parts.drivername.startswith("sqlite") and not Path(parts.database).exists():
        return False
    with _connected(url) as connection:
        return inspect(connection).has_table("submitted_assignment")


def students_in(url, exercise):
    """Return the students of whom a gradebook has a submission; none is made.

    Parameters
    ----------
    url : str
        The gradebook's address.
    exercise : str
        The exercise's name.

    Returns
    -------
    students : set of str
    """
    if not has_tables(url):
        return set()
    query = (
        select(api.SubmittedAssignment.student_id)
        .join(api.Assignment)
        .where(api.Assignment.name == exercise)
    )
    with _connected(url) as connection:
        return set(connection.execute(query).scalars())


@contextlib.contextmanager
def _connected(url):
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


@dataclass(frozen=True)
class _Cells:
    """What the gradebook knows of an exercise.

    ``others`` holds the ids of further notebooks of the assignment, ``graded`` id and «is a task»
    by name, ``commented`` the id.
    """

    assignment_id: str
    notebook_id: str
    others: tuple
    is_due: bool
    graded: dict
    commented: dict

    @property
    def scored(self):
        """The ids of all cells with points."""
        return tuple(cell_id for cell_id, _ in self.graded.values())


def _find(session, entry, cells):
    """Return what the gradebook has of a submission's notebook, or None."""
    query = (
        select(api.SubmittedNotebook)
        .join(api.SubmittedAssignment)
        .where(
            api.SubmittedNotebook.notebook_id == cells.notebook_id,
            api.SubmittedAssignment.assignment_id == cells.assignment_id,
            api.SubmittedAssignment.student_id == entry.student,
        )
        .options(
            # by the cells, too: only so is there an index, and no look at all other students'
            selectinload(api.SubmittedNotebook.grades.and_(api.Grade.cell_id.in_(cells.scored))),
            selectinload(
                api.SubmittedNotebook.comments.and_(
                    api.Comment.cell_id.in_(tuple(cells.commented.values()))
                )
            ),
        )
    )
    return session.execute(query).scalar_one_or_none()


def _create(session, entry, cells):
    if session.get(api.Student, entry.student) is None:
        session.add(api.Student(id=entry.student))
    whose = {"assignment_id": cells.assignment_id, "student_id": entry.student}
    query = select(api.SubmittedAssignment).filter_by(**whose)
    submission = session.execute(query).scalar_one_or_none()
    if submission is None:
        submission = api.SubmittedAssignment(**whose)
        session.add(submission)
    submitted = api.SubmittedNotebook(notebook_id=cells.notebook_id)
    # nbgrader wants a row for each notebook of an assignment, though ours have just one
    present = {each.notebook_id for each in submission.notebooks}
    others = (api.SubmittedNotebook(notebook_id=id_) for id_ in cells.others if id_ not in present)
    submission.notebooks.extend([submitted, *others])
    return submitted


def _write_grades(submitted, cells, entry):
    scores = _auto_scores(entry)
    doubtful = any(flag.status.ungraded for flag in entry.flags)
    grades = {grade.cell_id: grade for grade in submitted.grades}
    for name, (cell_id, is_task) in cells.graded.items():
        if cell_id not in grades:
            grades[cell_id] = api.Grade(cell_id=cell_id)
            submitted.grades.append(grades[cell_id])
        grade = grades[cell_id]
        if is_task:
            continue
        if entry.graded.complete:
            grade.auto_score = scores.get(name)
        grade.needs_manual_grade = (
            doubtful
            or not entry.graded.complete
            or grade.manual_score is not None
            or grade.auto_score is None
        )


def _write_comments(submitted, cells, entry):
    texts = comments_of(entry)
    comments = {comment.cell_id: comment for comment in submitted.comments}
    for name, cell_id in cells.commented.items():
        if cell_id not in comments:
            comments[cell_id] = api.Comment(cell_id=cell_id)
            submitted.comments.append(comments[cell_id])
        comments[cell_id].auto_comment = texts.get(name)


def _auto_scores(entry):
    """Return the points of all cells that are not for a person to score."""
    scores = {}
    for cell in entry.submission.notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade") and about.get("solution"):
            # a written answer: nothing, where it is as it was released
            scores[about["grade_id"]] = determine_grade(cell)[0]
    return {**scores, **entry.graded.scores}


def _score(grade):
    score = grade.auto_score if grade.manual_score is None else grade.manual_score
    return (score or 0) + (grade.extra_credit or 0)


def _is_passing(error):
    """Tell whether the same will work when others are done with the database."""
    if isinstance(error, api.InvalidEntry):
        return "locked" in str(error)
    if error.connection_invalidated:
        return True
    if isinstance(error, IntegrityError):
        return False
    return (
        getattr(error.orig, "sqlstate", None) in _PASSING
        or getattr(error.orig, "pgcode", None) in _PASSING
        or "database is locked" in str(error.orig)
        or "database table is locked" in str(error.orig)
    )
