"""Grade submissions with nbgrader, several at once, and read the scores."""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI

from grading.course import gradebook_url, nbgrader_config, require_success
from w2vlib.progress import progress_bar


def released(root, exercise):
    """Read the student notebook of an exercise."""
    return nbformat.read(Path(root) / "exercises" / exercise / f"{exercise}.ipynb", as_version=4)


def autograded(root, student, exercise):
    """Read a submission as nbgrader left it, with the outputs of all its cells."""
    folder = Path(root) / "_grading" / "autograded" / student / exercise
    return nbformat.read(folder / f"{exercise}.ipynb", as_version=4)


def fill(notebook, answers):
    """Write answers into the cells that are there for them.

    Parameters
    ----------
    notebook : NotebookNode
        A released notebook; changed in place.
    answers : dict of str
        The source of each answer, by the grade id of its cell.

    Raises
    ------
    LookupError
        If the notebook has no cell for one of the answers.
    """
    cells = {
        cell.metadata.nbgrader.grade_id: cell
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
    for grade_id, source in answers.items():
        if grade_id not in cells:
            raise LookupError(f"no cell for an answer {grade_id!r}; there are {sorted(cells)}")
        cells[grade_id].source = source.rstrip("\n")


def hand_in(root, student, exercise, notebook):
    """Put a notebook where nbgrader collects submissions."""
    folder = Path(root) / "_grading" / "submitted" / student / exercise
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / f"{exercise}.ipynb")


def autograde(root, submissions):
    """Run nbgrader's autograde and generate_feedback on submissions.

    Parameters
    ----------
    root : path
        The folder of the course.
    submissions : list of (str, str)
        Student and exercise.

    Raises
    ------
    RuntimeError
        If nbgrader could not grade one of them; its log is in the message.
    """
    url = nbgrader_config(root).CourseDirectory.db_url
    for course in ("default_course", "word2vec"):  # the names that nbgrader will look for
        with Gradebook(url, course) as gradebook:
            for student in {student for student, _ in submissions}:
                gradebook.update_or_create_student(student)
    # processes, since nbgrader changes its own folder and environment while it grades;
    # spawned, since a fork would inherit open connections to the gradebook
    workers = min(os.cpu_count() or 1, len(submissions))
    with (
        ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool,
        progress_bar(len(submissions), "autograde", "notebook") as bar,
    ):
        for future in as_completed(
            [pool.submit(_grade, str(root), *submission) for submission in submissions]
        ):
            future.result()
            bar.update()


def _grade(root, student, exercise):
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # other notebooks run beside this one
    api = NbGraderAPI(config=nbgrader_config(root))
    for step in (api.autograde, api.generate_feedback):
        require_success(
            step(exercise, student, force=True), f"{step.__name__} {exercise} of {student}"
        )


def scores(root, exercise):
    """Read the scores of an exercise from the gradebook.

    Returns
    -------
    scores : dict of dict of float
        The points that each student got for each graded cell; a cell without a grade is
        missing.
    """
    found = {}
    with Gradebook(gradebook_url(root), "word2vec") as gradebook:
        for submission in gradebook.assignment_submissions(exercise):
            grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
            found[submission.student.id] = {
                grade.name: grade.score
                for grade in grades
                if grade.auto_score is not None or grade.manual_score is not None
            }
    return found
