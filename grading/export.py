"""Scores as CSV: in nbgrader's own columns, and as Canvas and Moodle import them."""

import csv
import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nbgrader import api
from sqlalchemy import and_, case, func, select

# a spreadsheet takes what begins like this for a formula; some also take the wide forms
_FORMULA = re.compile(r"\s*[=+\-@\uff0b\uff0d\uff1d\uff20]")


@dataclass(frozen=True)
class Score:
    """What one student has for one exercise.

    Attributes
    ----------
    points : float
        Without the penalty.
    penalty : float
        For lateness.
    unscored : int
        Cells worth points that nobody has scored: grading failed, or a person has to.
    needs_manual_grade : bool
        Whether a person should look, for whatever reason.
    timestamp : datetime or None
    """

    points: float
    penalty: float
    unscored: int
    needs_manual_grade: bool
    timestamp: datetime | None

    @property
    def final(self):
        """The points that count."""
        return max(0.0, self.points - self.penalty)


@dataclass(frozen=True)
class Scores:
    """All scores of a course.

    Attributes
    ----------
    students, assignments : list
        nbgrader's records, detached from the database.
    by : dict of Score
        By the ids of assignment and student; none where nothing was handed in.
    """

    students: list
    assignments: list
    by: dict


def read_scores(url, exercises=None):
    """Read all scores from a gradebook, with a few queries however many there are.

    Parameters
    ----------
    url : str
        The gradebook's address.
    exercises : list of str, optional
        Only these.

    Returns
    -------
    scores : Scores
    """
    with api.Gradebook(url, "") as gradebook, gradebook.db() as session:
        assignments = [
            each
            for each in session.scalars(select(api.Assignment).order_by(api.Assignment.name))
            if exercises is None or each.name in exercises
        ]
        order = (api.Student.last_name, api.Student.first_name, api.Student.id)
        students = list(session.scalars(select(api.Student).order_by(*order)))
        wanted = [each.id for each in assignments]
        penalties = dict(session.execute(_penalties(wanted)).all())
        by = {
            (row.assignment_id, row.student_id): Score(
                row.points or 0.0,
                penalties.get(row.id) or 0.0,
                row.unscored or 0,
                bool(row.waiting),
                row.timestamp,
            )
            for row in session.execute(_sums(wanted))
        }
        session.expunge_all()
    return Scores(students, assignments, by)


def _sums(wanted):
    unscored = and_(
        api.Grade.auto_score.is_(None),
        api.Grade.manual_score.is_(None),
        func.coalesce(api.GradeCell.max_score, 0) > 0,
    )
    submission = api.SubmittedAssignment
    return (
        select(
            submission.id,
            submission.assignment_id,
            submission.student_id,
            submission.timestamp,
            func.sum(api.Grade.score).label("points"),
            func.sum(case((unscored, 1), else_=0)).label("unscored"),
            func.sum(case((api.Grade.needs_manual_grade, 1), else_=0)).label("waiting"),
        )
        .join(api.SubmittedNotebook, api.SubmittedNotebook.assignment_id == submission.id)
        .join(api.Grade, api.Grade.notebook_id == api.SubmittedNotebook.id)
        .outerjoin(api.GradeCell.__table__, api.GradeCell.__table__.c.id == api.Grade.cell_id)
        .where(submission.assignment_id.in_(wanted))
        .group_by(
            submission.id, submission.assignment_id, submission.student_id, submission.timestamp
        )
    )


def _penalties(wanted):
    notebook = api.SubmittedNotebook
    return (
        select(notebook.assignment_id, func.sum(notebook.late_submission_penalty))
        .join(api.SubmittedAssignment)
        .where(api.SubmittedAssignment.assignment_id.in_(wanted))
        .group_by(notebook.assignment_id)
    )


def csv_rows(scores):
    """Return one line for each exercise and student, in nbgrader's columns and one more.

    As in nbgrader's export, who handed in nothing has 0.
    """
    yield [
        "assignment",
        "duedate",
        "timestamp",
        "student_id",
        "last_name",
        "first_name",
        "email",
        "raw_score",
        "late_submission_penalty",
        "score",
        "max_score",
        "needs_manual_grade",
    ]
    for assignment in scores.assignments:
        for student in scores.students:
            score = scores.by.get((assignment.id, student.id), Score(0.0, 0.0, 0, False, None))
            yield [
                assignment.name,
                assignment.duedate,
                score.timestamp,
                student.id,
                student.last_name,
                student.first_name,
                student.email,
                score.points,
                score.penalty,
                score.final,
                assignment.max_score,
                score.needs_manual_grade,
            ]


def canvas_rows(scores):
    """Return what Canvas imports into its gradebook: a line for each student.

    A student's ``lms_user_id`` is their ID in Canvas. Empty cells leave Canvas as it is: nothing
    was handed in, or something is not scored yet.
    """
    names = [assignment.name for assignment in scores.assignments]
    yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *names]
    most = [assignment.max_score for assignment in scores.assignments]
    yield ["    Points Possible", None, None, None, None, *most]
    for student in scores.students:
        name = ", ".join(filter(None, (student.last_name, student.first_name))) or student.id
        finals = _finals(scores, student)
        yield [name, student.lms_user_id, None, student.id, None, *finals]


def moodle_rows(scores):
    """Return what Moodle imports: a line for each student, who is known by any of four columns.

    A student's id is their user name, their ``lms_user_id`` their ID number. Empty cells leave
    Moodle as it is.
    """
    names = [assignment.name for assignment in scores.assignments]
    yield ["First name", "Last name", "Username", "ID number", "Email address", *names]
    for student in scores.students:
        yield [
            student.first_name,
            student.last_name,
            student.id,
            student.lms_user_id,
            student.email,
            *_finals(scores, student),
        ]


def _finals(scores, student):
    found = [scores.by.get((assignment.id, student.id)) for assignment in scores.assignments]
    return [None if score is None or score.unscored else score.final for score in found]


FORMS = {"csv": csv_rows, "canvas": canvas_rows, "moodle": moodle_rows}


def write_export(path, scores, form="csv"):
    """Write scores to a file, in UTF-8.

    Parameters
    ----------
    path : path
        Is replaced when all is written.
    scores : Scores
    form : str
        One of `FORMS`.
    """
    write_rows(path, FORMS[form](scores))


def write_rows(path, rows):
    """Write rows as CSV, in UTF-8, with nothing that a spreadsheet takes for a formula.

    Parameters
    ----------
    path : path
        Is replaced when all is written.
    rows : iterable of iterable
    """
    path = Path(path)
    new = path.with_name(f".{path.name}.new")
    with new.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([_written(value) for value in row] for row in rows)
    os.replace(new, path)


def _written(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{round(value, 4):.12g}"
    return neutral(str(value))


def neutral(text):
    r"""Return a text that no spreadsheet takes for a formula, and that stays on one line.

    What could be one gets an apostrophe before it, as OWASP advises.

    Examples
    --------
    >>> neutral("=HYPERLINK(1)"), neutral("Ada Lovelace"), neutral("Ada\tLovelace")
    ("'=HYPERLINK(1)", 'Ada Lovelace', 'Ada Lovelace')

    References
    ----------
    OWASP, CSV Injection, https://owasp.org/www-community/attacks/CSV_Injection.
    """
    line = re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]+", " ", text)
    return f"'{line}" if _FORMULA.match(line) else line
