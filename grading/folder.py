"""A folder of notebooks without a course: who handed in what, and a table of the scores."""

from pathlib import Path

from grading.archives import is_archive
from grading.batch import Task
from grading.export import write_rows
from grading.handed_in import find_handed_in
from grading.status import Status


def submissions_in(folder):
    """Return what in a folder is a student's: a notebook, an archive or a folder each.

    Parameters
    ----------
    folder : path

    Returns
    -------
    paths : dict of path
        By the student's name: that of the file without its ending, or of the folder.
    others : list of str
        What else is there, and what bears the name of another.
    """
    paths, others = {}, []
    for path in sorted(Path(folder).iterdir()):
        if path.name.startswith("."):
            continue
        student = path.name if path.is_dir() else _stem(path.name)
        if student is None or student in paths:
            others.append(path.name)
        else:
            paths[student] = path
    return paths, others


def _stem(name):
    if name.lower().endswith(".ipynb"):
        return name[: -len(".ipynb")]
    if is_archive(name):
        return name.partition(".")[0]
    return None


def task_of(student, path, exercise):
    """Read what a student handed in, as a `Task`."""
    handed_in = find_handed_in(path, exercise)
    flags = handed_in.flags
    if path.is_file():  # its name is the student's
        flags = tuple(flag for flag in flags if flag.status is not Status.RENAMED)
    return Task(student, exercise, handed_in.content, handed_in.timestamp, flags)


def row_of(entry):
    """Return the line of a submission in the table; cells are empty where there is no score."""
    scores, checks = entry.graded.scores, entry.submission.exercise.checks
    return [
        entry.student,
        sum(scores.values()) if scores else None,
        sum(check.points for check in checks.values()),
        *(scores.get(grade_id) for grade_id in checks),
        not entry.graded.complete or any(flag.status.ungraded for flag in entry.flags),
        " ".join(dict.fromkeys(flag.status.value for flag in entry.flags)),
    ]


def write_table(path, exercise, rows):
    """Write the scores of a folder as CSV.

    Parameters
    ----------
    path : path
        Is replaced when all is written.
    exercise : Exercise
    rows : list of list
        What `row_of` returned for each submission.
    """
    head = ["student", "score", "max_score", *exercise.checks, "needs_a_person", "flags"]
    write_rows(path, [head, *sorted(rows)])
