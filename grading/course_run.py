"""Grade the submissions of a course: what is to be done, and how it is written down."""

import contextlib
import os
from dataclasses import dataclass

from nbgrader.preprocessors import AssignLatePenalties

from grading.autograded import write_autograded
from grading.batch import Task
from grading.course import grading_folder, nbgrader_config
from grading.gradebook import Writer
from grading.handed_in import find_handed_in
from grading.release import released_exercise
from grading.sandbox.limits import Limits
from grading.store import Store, notebook_hash
from grading.submissions import find_submissions

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None


class BusyError(RuntimeError):
    """Another process is grading this course."""


@dataclass(frozen=True)
class Waiting:
    """A submission that is not in the gradebook as it would be written now.

    Attributes
    ----------
    task : grading.batch.Task
    is_older : bool
        Whether this very notebook was graded and written before, under other checks, limits or
        packages.
    """

    task: Task
    is_older: bool


class CourseRun:
    """The submissions of a course, its results and its gradebook. For a ``with`` statement.

    Parameters
    ----------
    root : path
        The course's folder.
    names : list of str
        Exercises.
    url : str
        The gradebook's address.
    students : list of str, optional
        Only these.
    unsafe, retry_quarantined : bool
        As `grading.batch.grade_all` has them.
    make_gradebook : bool
        Whether to make the gradebook if there is none.

    Attributes
    ----------
    found : grading.submissions.Found
    store : grading.store.Store
    limits : grading.sandbox.limits.Limits
        A cell may take as long as ``nbgrader_config.py`` says.

    Raises
    ------
    BusyError
        If another process is grading this course.
    LookupError
        If an exercise with submissions was not released.
    StoreError
    """

    def __init__(self, root, names, url, students=None, *, unsafe=False, retry_quarantined=False):
        self._root, self._url, self._unsafe = root, url, unsafe
        self._retry_quarantined = retry_quarantined
        self._config = nbgrader_config(root)
        self._submitted = grading_folder(root, "submitted")
        self._autograded = grading_folder(root, "autograded")
        self.found = find_submissions(self._submitted, names, students)
        self.limits = Limits(cell_seconds=self._config.Execute.timeout)
        self._exercises = {name: released_exercise(root, name) for name in self.found.students}

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            folder = self._root / "_grading"
            stack.enter_context(_alone(folder / ".grading.lock"))
            self.store = stack.enter_context(Store(folder / "results.db"))
            self.writer = stack.enter_context(
                Writer(
                    self._url,
                    self._config.CourseDirectory.course_id,
                    late=_late_plugin(self._config),
                )
            )
            for exercise in self._exercises.values():
                self.writer.add_exercise(exercise)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *exception):
        return self._stack.__exit__(*exception)

    def waiting(self):
        """Yield each submission that is to be written, one after the other; None for others."""
        for name, students in self.found.students.items():
            exercise, present = self._exercises[name], self.writer.students(name)
            for student in students:
                task = self.task(student, exercise)
                if student in present and self._is_written(task):
                    yield None
                else:
                    yield Waiting(task, student in present and self._is_older(task))

    def task(self, student, exercise):
        """Read what a student handed in."""
        handed_in = find_handed_in(self._submitted / student / exercise.name, exercise)
        return Task(student, exercise, handed_in.content, handed_in.timestamp, handed_in.flags)

    def _is_written(self, task):
        place = self._autograded / task.student / task.exercise.name
        return (place / f"{task.exercise.name}.ipynb").exists() and self.store.is_written(
            self._url,
            task.student,
            task.exercise.name,
            task.mark(self.limits, self._unsafe),
            retry_quarantined=self._retry_quarantined,
        )

    def _is_older(self, task):
        return (
            self.store.was_graded(notebook_hash(task.data), task.exercise.name)
            and self.store.get(task.key(self.limits, self._unsafe)) is None
        )

    def stored(self, task):
        """Return a submission with its kept result, or None if it was never graded so."""
        graded = self.store.get(task.key(self.limits, self._unsafe))
        return None if graded is None else task.entry(graded)

    def write(self, task, entry):
        """Write a submission into the gradebook and the folder of autograded notebooks.

        Raises
        ------
        ValueError
            If the student's id cannot name a folder; nothing is written then.
        GradebookBusy
        """
        self.writer.write(entry)
        write_autograded(self._autograded, entry)
        mark = task.mark(self.limits, self._unsafe)
        self.store.note_written(self._url, task.student, entry.exercise, mark, entry.graded)


def _late_plugin(config):
    """Return what says how much lateness costs, as nbgrader would make it."""
    preprocessor = AssignLatePenalties(config=config)
    preprocessor.init_plugin()
    return preprocessor.plugin_inst


@contextlib.contextmanager
def _alone(path):
    """Hold a lock that goes with this process, however it ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w") as file:
        if fcntl:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BusyError(
                    "Another process is grading this course: wait until it is done."
                ) from None
        yield
