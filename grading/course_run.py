"""Grade the submissions of a course: what is to be done, and how it is written down."""

import contextlib
from collections import defaultdict
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from nbgrader.preprocessors import AssignLatePenalties

from grading.autograded import write_autograded
from grading.batch import Task
from grading.course import grading_folder, nbgrader_config
from grading.gradebook import Writer, has_tables, students_in
from grading.handed_in import find_handed_in
from grading.release import released_exercise
from grading.results import result_of
from grading.sandbox.limits import Limits
from grading.status import Status
from grading.store import Store, notebook_hash
from grading.submissions import find_submissions
from w2vlib.progress import progress_bar

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None


#: Submissions from which on looking at them takes a while
_MANY = 1000


class BusyError(RuntimeError):
    """Another process is grading this course."""


@dataclass(frozen=True)
class Waiting:
    """A submission that is not in the gradebook as it would be written now.

    Attributes
    ----------
    student, exercise : str
    is_older : bool
        Whether it was graded before, but under other checks, limits or packages, or by another
        program: what would be written now may be another score.
    """

    student: str
    exercise: str
    is_older: bool


class CourseRun:
    """The submissions of a course, their results and its gradebook. For a ``with`` statement.

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
    dry : bool
        Whether the gradebook is not to be changed; if it is not there, it is not made.

    Attributes
    ----------
    found : grading.submissions.Found
    limits : grading.sandbox.limits.Limits
        A cell may take as long as ``nbgrader_config.py`` says.
    store : grading.store.Store
    writer : grading.gradebook.Writer

    Raises
    ------
    BusyError
        If another process is grading this course.
    LookupError
        If an exercise with submissions was not released.
    StoreError
    """

    def __init__(
        self, root, names, url, students=None, *, unsafe=False, retry_quarantined=False, dry=False
    ):
        self._root, self._url, self._unsafe, self._dry = Path(root), url, unsafe, dry
        self._retry_quarantined = retry_quarantined
        self._config = nbgrader_config(root)
        self.submitted = grading_folder(root, "submitted")
        self._autograded = grading_folder(root, "autograded")
        self.found = find_submissions(self.submitted, names, students)
        self.limits = Limits(cell_seconds=self._config.Execute.timeout)
        self._exercises = {name: released_exercise(root, name) for name in self.found.students}
        self._in_gradebook = set()

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            folder = self._root / "_grading"
            stack.enter_context(_alone(folder / ".grading.lock"))
            self.store = stack.enter_context(Store(folder / "results.db"))
            if not self._dry or has_tables(self._url):
                course, late = self._config.CourseDirectory.course_id, _late_plugin(self._config)
                self.writer = stack.enter_context(Writer(self._url, course, late=late))
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *exception):
        return self._stack.__exit__(*exception)

    def waiting(self, rewrite=False):
        """Return all that is to be done, as a list of `Waiting`.

        Parameters
        ----------
        rewrite : bool
            Whether also what has been written as it is.
        """
        waiting = []
        quick = self.found.number < _MANY
        bar = None if quick else progress_bar(self.found.number, "look", "submission")
        with bar or contextlib.nullcontext():
            for name, students in self.found.students.items():
                present = students_in(self._url, name)
                for student in students:
                    task = self.task(student, name)
                    if student not in present:
                        waiting.append(Waiting(student, name, is_older=False))
                    elif rewrite or not self._is_written(task):
                        waiting.append(Waiting(student, name, self._is_older(task)))
                    if bar is not None:
                        bar.update()
        return in_turn(waiting)

    def task(self, student, name):
        """Read what a student handed in for the exercise of this name."""
        exercise = self._exercises[name]
        handed_in = find_handed_in(self.submitted / student / name, exercise)
        return Task(student, exercise, handed_in.content, handed_in.timestamp, handed_in.flags)

    def _is_written(self, task):
        name = task.exercise.name
        return (self._autograded / task.student / name / f"{name}.ipynb").exists() and (
            self.store.is_written(
                self._url,
                task.student,
                name,
                task.mark(self.limits, self._unsafe),
                retry_quarantined=self._retry_quarantined,
            )
        )

    def _is_older(self, task):
        name = task.exercise.name
        known = self.store.get(task.key(self.limits, self._unsafe))
        if known is not None and (known.complete or Status.QUARANTINED in known.statuses):
            return False
        if not self.store.was_written(self._url, task.student, name):
            # nbgrader's own autograde has; or the grader failed, and tries again
            return known is None
        # the student may have handed in anew; if not, a regrade is due, or has failed
        return self.store.was_graded(notebook_hash(task.data), name)

    def stored(self, task):
        """Return a submission with its kept result, or None where there is none."""
        graded = self.store.get(task.key(self.limits, self._unsafe))
        return None if graded is None else task.entry(graded)

    def differences(self, entry):
        """Return what writing would change, as `grading.gradebook.Writer.differences`."""
        try:
            return self.writer.differences(entry)
        except LookupError:  # the gradebook has not heard of the exercise
            return {grade_id: (None, score) for grade_id, score in entry.graded.scores.items()}

    def write(self, task, entry):
        """Write a submission into the gradebook and the folder of autograded notebooks.

        Raises
        ------
        ValueError
            If the student's id cannot name a folder; nothing is written then.
        GradebookBusy
        """
        if entry.exercise not in self._in_gradebook:
            self.writer.add_exercise(self._exercises[entry.exercise])
            self._in_gradebook.add(entry.exercise)
        self.writer.write(entry)
        write_autograded(self._autograded, entry)
        mark = task.mark(self.limits, self._unsafe)
        self.store.note_written(
            self._url, task.student, entry.exercise, mark, entry.graded, result_of(entry)
        )


def in_turn(waiting):
    """Return what is waiting with exercises in turn: each worker can then keep to some of them."""
    groups = defaultdict(list)
    for each in waiting:
        groups[each.exercise].append(each)
    rounds = zip_longest(*groups.values())
    return [each for one_round in rounds for each in one_round if each is not None]


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
