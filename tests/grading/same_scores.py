"""Compare our scores with those of stock nbgrader, answer by answer of the corpus.

``python -m tests.grading.same_scores`` writes what came to benchmarks/results/same_scores.json;
``--every 5`` takes every fifth answer, since nbgrader needs seconds for each.
"""

import argparse
import json
import multiprocessing
import os
import re
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI

from grading.autograde import autograded, hand_in, scores
from grading.course import ROOT, nbgrader_config, require_success
from grading.exercise import Exercise
from grading.grade import grade_notebook
from grading.reading import read_submission
from grading.release import release
from grading.sandbox.pool import Pool
from tests.grading.corpus import TAKEN_FROM_THE_LIBRARY, answers, name_of, submission
from w2vlib.progress import progress_bar

RESULTS = ROOT / "benchmarks" / "results" / "same_scores.json"
#: Times that an answer is graded until the scores agree: what it draws itself, it draws anew
TIMES = 5
_LIBRARY = "it takes from the library what it should write, and that is not there in the sandbox"


def our_scores(data, exercise, pool, seed=None):
    """Return what a submission gets in the sandbox: points of its check cells, by grade id."""
    read = read_submission(data, exercise)
    graded = grade_notebook(exercise, read.notebook, pool, seed=seed)
    assert graded.complete, graded.flags
    return graded.scores


def compare(paths, processes=None):
    """Grade answers with nbgrader and in the sandbox.

    Parameters
    ----------
    paths : list of path
        Files of the corpus.
    processes : int, optional
        That run nbgrader at once; as many as there are cores if not given.

    Returns
    -------
    differences : dict of dict
        By the answer's name the points that nbgrader gave and ours, and why they differ.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        names = sorted({path.parent.name for path in paths})
        release(root, names)
        exercises = {
            name: Exercise.read(root / "exercises" / name / f"{name}.ipynb") for name in names
        }
        for path in paths:
            notebook = submission(exercises[path.parent.name], path)
            hand_in(root, path.stem, path.parent.name, notebook)
        _run_nbgrader(root, paths, processes)
        stock = {name: scores(root, name) for name in exercises}
        differences = {}
        with Pool() as pool, progress_bar(len(paths), "sandbox", "answer") as bar:
            for path in paths:
                exercise = exercises[path.parent.name]
                data = _handed_in(root, path).read_bytes()
                theirs = stock[exercise.name][path.stem]
                theirs = {grade_id: theirs.get(grade_id) for grade_id in exercise.checks}
                seeds = _seeds(autograded(root, path.stem, exercise.name))
                for _ in range(TIMES):
                    ours = _ours(data, exercise, pool, seeds)
                    if ours == theirs:
                        break
                else:
                    why = _LIBRARY if name_of(path) in TAKEN_FROM_THE_LIBRARY else ""
                    differences[name_of(path)] = {"nbgrader": theirs, "ours": ours, "why": why}
                bar.update()
    return differences


def _seeds(notebook):
    """Return the seed of each check that did not pass, which the table below it tells."""
    return {
        cell.metadata.nbgrader.grade_id: int(seed)
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        for seed in re.findall(r"seed=(\d+)\)</code>", output.get("data", {}).get("text/html", ""))
        if "nbgrader" in cell.metadata
    }


def _ours(data, exercise, pool, seeds):
    """Return what a submission gets, each check cell with the inputs that it had before."""
    wanted = {grade_id: seeds.get(grade_id) for grade_id in exercise.checks}
    runs = {seed: our_scores(data, exercise, pool, seed) for seed in set(wanted.values())}
    return {grade_id: runs[seed][grade_id] for grade_id, seed in wanted.items()}


def _handed_in(root, path):
    exercise = path.parent.name
    return root / "_grading" / "submitted" / path.stem / exercise / f"{exercise}.ipynb"


def _run_nbgrader(root, paths, processes):
    url = nbgrader_config(root).CourseDirectory.db_url
    for course in ("default_course", "word2vec"):  # the names that nbgrader will look for
        with Gradebook(url, course) as gradebook:
            for student in sorted({path.stem for path in paths}):
                gradebook.update_or_create_student(student)
    with (
        ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool,
        progress_bar(len(paths), "nbgrader", "answer") as bar,
    ):
        for _ in pool.map(_autograde, [str(root)] * len(paths), paths):
            bar.update()


def _autograde(root, path):
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # other notebooks run beside this one
    api = NbGraderAPI(config=nbgrader_config(root))
    done = api.autograde(path.parent.name, path.stem, force=True)
    require_success(done, f"autograde {name_of(path)}")


def main(arguments=None):
    """Compare, write the summary, and return the number of differences without a reason."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="take every so many answers")
    parser.add_argument("--processes", type=int, help="that run nbgrader at once")
    options = parser.parse_args(arguments)
    paths = answers()[:: options.every]
    differences = compare(paths, options.processes)
    summary = {
        "in_corpus": len(answers()),
        "compared": len(paths),
        "agree": len(paths) - len(differences),
        "differ": differences,
    }
    RESULTS.write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    print(f"{summary['agree']} of {summary['compared']} answers have the same scores")
    for name, difference in differences.items():
        print(f"{name}: {difference}")
    return sum(not difference["why"] for difference in differences.values())


if __name__ == "__main__":
    raise SystemExit(main())
