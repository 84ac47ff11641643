"""The corpus of answers as submissions, and what the checks say of them without a sandbox."""

import re

import jupytext

from grading.course import ROOT
from tests.grading.submissions import filled, grade_id_of
from w2vlib.check.__main__ import run_source
from w2vlib.check.grade import grade, not_defined
from w2vlib.topics import EXERCISES

CORPUS = ROOT / "tests" / "corpus"

#: Answers that use what of the library is not there while they are graded: they get less
TAKEN_FROM_THE_LIBRARY = {
    "03_cbow_bottleneck/from_the_library",
    "04_embedding/own_generalised_base",
    "06_unigram_sampler/subclass_of_the_librarys",
    "07_negative_sampling_loss/delegates_to_the_library",
    "08_cbow/delegates_to_the_library",
    "09_training/own_signal_handler",
    "09_training/the_librarys_trainer",
    "10_word_vectors/analogy_asks_for_c_alone",
    "10_word_vectors/silent_about_unknown_words",
}


def answers():
    """Return all files of the corpus."""
    return sorted(CORPUS.glob("*/*.py"))


def name_of(path):
    return f"{path.parent.name}/{path.stem}"


def model_solution(exercise):
    """Return the model solution of an exercise, with its checks."""
    return jupytext.read(ROOT / "solutions" / f"{exercise.name}.md")


def submission(exercise, path):
    """Return the released notebook with an answer of the corpus in it.

    An answer to one of several objects takes the others from w2vlib, where there are none while
    they are graded. It gets the model solution's instead.
    """
    source = path.read_text(encoding="utf-8")
    others = set(EXERCISES[exercise.name].targets) & _imported(source) - _defined(source)
    names = [grade_id_of(cell) for cell in _answer_cells(exercise.notebook)]
    own = "\n\n".join(cell.source for cell in _answer_cells(model_solution(exercise)))
    lines = [f"import w2vlib\n\n\n{own}\n"] if others else []
    lines += [f"w2vlib.{name} = {name}" for name in sorted(others)]
    lines += [f"del {name}" for name in sorted(EXERCISES[exercise.name].targets) if others]
    cells = [(names[0], "\n".join(lines)), (None, source), *((name, "") for name in names[1:])]
    notebook = filled(exercise, cells)
    # free practice calls what is checked, which the terminal does not
    notebook.cells = [cell for cell in notebook.cells if "practice()" not in cell.source]
    return notebook


def expected(exercise, path, seed):
    """Return the points and messages, check by check, that the answer gets in this process."""
    names, _ = run_source(path.read_text(encoding="utf-8"), str(path))
    results = []
    for target in EXERCISES[exercise.name].targets:
        if target in names:
            results += grade(target, names[target], seed)[0]
        else:
            results += not_defined(target, "")
    return [summary(result) for result in results]


def summary(result):
    """Return what two runs of one check have in common."""
    return result.name, result.points, getattr(result.misconception, "id", None)


def _imported(source):
    found = re.findall(r"^from w2vlib import (.*)$", source, flags=re.MULTILINE)
    names = {name.split(" as ")[0].strip() for line in found for name in line.split(",")}
    return names | set(re.findall(r"\bw2vlib\.(\w+)", source))


def _defined(source):
    return set(re.findall(r"^(?:def|class) (\w+)", source, flags=re.MULTILINE))


def _answer_cells(notebook):
    return [
        cell
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
    ]
