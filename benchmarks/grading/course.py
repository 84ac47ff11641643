"""A course in a folder of its own, graded by nbgrader or by this project's grader."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from nbgrader.api import Gradebook

from grading.course import ROOT, gradebook_url
from grading.course_run import CourseRun
from grading.release import release

#: Seconds after which a command is given up
TIMEOUT = 4 * 3600


class Course:
    """A course that is set up to be graded.

    Parameters
    ----------
    root : pathlib.Path
        An empty folder.
    exercises : list of str
    """

    def __init__(self, root, exercises):
        self.root = root
        self.exercises = sorted(exercises)
        self._log = root / "said.txt"
        root.mkdir(parents=True, exist_ok=True)
        release(root, self.exercises)

    def hand_in(self, hand_ins):
        """Put submissions where nbgrader and the grader look for them; return how many."""
        count = 0
        for each in hand_ins:
            folder = self.root / "_grading" / "submitted" / each.student / each.exercise
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{each.exercise}.ipynb").write_text(each.content, encoding="utf-8")
            count += 1
        return count

    def grade_with_nbgrader(self):
        """Run ``nbgrader autograde`` for one exercise after another; return the seconds."""
        start = perf_counter()
        for exercise in self.exercises:
            self.run(
                "nbgrader",
                "autograde",
                exercise,
                f"--course-dir={self.root}",
                f"--db={gradebook_url(self.root)}",
            )
        return perf_counter() - start

    def grade(self, *options):
        """Run ``python -m grading autograde`` for all exercises; return the seconds."""
        start = perf_counter()
        self.run(*self.command("autograde", *options))
        return perf_counter() - start

    def command(self, name, *options):
        """Return a command of the grader as a list, to be run after `sys.executable` ``-m``."""
        return ["grading", name, "--course", str(self.root), *options]

    def start(self, *arguments):
        """Start ``python -m …`` in the project's folder, and do not wait for it."""
        environment = os.environ | {"PYTHONPATH": str(ROOT), "PATH": _path()}
        # modules stay compiled, as on the computer of whoever grades a second time
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        # to a file: who reads a pipe too late holds up the one that writes
        with self._log.open("w") as log:
            return subprocess.Popen(
                [sys.executable, "-m", *arguments],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def said(self):
        """Return the end of what the last command printed."""
        return self._log.read_text(encoding="utf-8", errors="replace")[-3000:]

    def scores(self):
        """Return all scores that the gradebook has.

        Returns
        -------
        scores : dict
            From student, exercise and grade id to the points that grading gave.
        """
        found = {}
        with contextlib.closing(Gradebook(gradebook_url(self.root), "word2vec")) as gradebook:
            for exercise in self.exercises:
                for submission in gradebook.assignment_submissions(exercise):
                    for notebook in submission.notebooks:
                        for grade in notebook.grades:
                            key = submission.student.id, exercise, grade.name
                            if key in found:
                                raise ValueError(f"{key} is in the gradebook twice")
                            found[key] = grade.auto_score
        return found

    def seconds(self):
        """Return how long grading each submission took a worker, by exercise.

        Returns
        -------
        seconds : dict of (list of float)
        """
        found = {}
        with CourseRun(self.root, self.exercises, gradebook_url(self.root), dry=True) as run:
            for name, students in run.found.students.items():
                entries = (run.stored(run.task(student, name)) for student in students)
                found[name] = [entry.graded.seconds for entry in entries]
        return found

    def run(self, *arguments):
        """Run ``python -m …`` to its end.

        Raises
        ------
        RuntimeError
            With what it printed, if it failed.
        """
        code = self.start(*arguments).wait(TIMEOUT)
        # 1: done, and somebody has to look at a submission
        if code not in (0, 1):
            raise RuntimeError(f"{' '.join(arguments[:2])} failed:\n{self.said()}")


def _path():
    # nbgrader starts `alembic` and kernels by name
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
