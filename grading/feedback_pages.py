"""Write nbgrader's feedback pages for many submissions: several at once, all that can be."""

import contextlib
import logging
import multiprocessing
import os
import warnings
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SAWarning

from grading.course import grading_folder, nbgrader_config

#: Submissions that a process is given at a time; below this, none is started
_BATCH = 20


def autograded_submissions(root, names, students=None):
    """Return which submissions were autograded.

    Parameters
    ----------
    root : path
    names : list of str
        Exercises.
    students : list of str, optional
        Only these.

    Returns
    -------
    submissions : list of (str, str)
        Exercise and student, in order.
    """
    folder = grading_folder(root, "autograded")
    return sorted(
        (path.parent.name, path.parent.parent.name)
        for name in names
        for path in folder.glob(f"*/{name}/{name}.ipynb")
        if students is None or path.parent.parent.name in students
    )


def is_fresh(root, exercise, student):
    """Tell whether a page is newer than the autograded notebook that it shows.

    What was written by hand in the formgrader since then is not looked at.
    """
    place = Path(student) / exercise
    page = grading_folder(root, "feedback") / place / f"{exercise}.html"
    notebook = grading_folder(root, "autograded") / place / f"{exercise}.ipynb"
    with contextlib.suppress(FileNotFoundError):
        return page.stat().st_mtime >= notebook.stat().st_mtime
    return False


def write_feedback(root, submissions, url, workers=None):
    """Write the page of each submission, anew if there is one.

    Parameters
    ----------
    root : path
        The folder of the course.
    submissions : list of (str, str)
        Exercise and student.
    url : str
        The gradebook's address.
    workers : int, optional
        How many processes; one for each core if not given.

    Yields
    ------
    exercise, student, fault : str
        As each is done; the fault is empty if all went well.
    """
    batches = [submissions[i : i + _BATCH] for i in range(0, len(submissions), _BATCH)]
    workers = min(workers or os.cpu_count() or 1, len(batches))
    if workers <= 1:
        for batch in batches:
            yield from _write_batch(str(root), batch, url)
        return
    # processes, since nbgrader changes its own folder while it works; spawned, since a fork
    # would inherit open connections to the gradebook
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        futures = [pool.submit(_write_batch, str(root), batch, url) for batch in batches]
        try:
            for future in as_completed(futures):
                yield from future.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


class _Feedback(GenerateFeedback):
    """nbgrader's own, for one submission that is named exactly."""

    submission = ("", "")

    def init_notebooks(self):
        # nbgrader takes a student's id for a pattern
        exercise, student = self.submission
        folder = self._format_source(exercise, student)
        self.assignments = {folder: [os.path.join(folder, f"{exercise}.ipynb")]}
        self.notebooks = []


def _write_batch(root, batch, url):
    config = nbgrader_config(root)
    config.CourseDirectory.db_url = url
    log = logging.getLogger("grading.feedback_pages")
    log.addHandler(logging.NullHandler())
    log.propagate = False
    results = []
    for exercise, student in batch:
        coursedir = CourseDirectory(config=config, log=log)
        converter = _Feedback(coursedir=coursedir, config=config, log=log)
        converter.submission, converter.force = (exercise, student), True
        fault = ""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", SAWarning)  # nbgrader's own use of its database
                converter.start()
        except NbGraderException as error:
            fault = str(error)
        results.append((exercise, student, fault))
    return results
