"""What of w2vlib is inside, and what is not."""

import ast
import contextlib
import importlib
import io
import re
import signal
import subprocess
import sys
import zipfile

import pytest

from grading.exercise import Exercise
from grading.sandbox.library import available_modules, library_of, offers, sources_of
from grading.similarity import runs_of
from tests.grading.corpus import model_solution
from tests.grading.submissions import released
from w2vlib.check.grade import cases_of
from w2vlib.topics import EXERCISES, TOPICS


def defined(sources):
    return {
        node.name
        for source in sources.values()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
    }


@pytest.mark.parametrize("name", EXERCISES)
def test_no_answer_is_inside(name):
    exercise = released(name)
    names = defined(sources_of(exercise))
    assert not names & set(EXERCISES[name].targets)
    wanted = {each.rpartition(".")[2] for each in exercise.imports}
    later = [topic.name for topic in TOPICS]
    for topic in later[later.index(name) :]:
        targets = EXERCISES[topic].targets if topic in EXERCISES else ()
        # `most_similar` comes along with what the notebook of 09 imports
        alone = {"most_similar", "analogy"} if wanted & {"most_similar"} else set()
        assert not names & set(targets) - wanted - alone


@pytest.mark.parametrize("name", EXERCISES)
def test_no_check_is_inside(name):
    for path, source in sources_of(released(name)).items():
        assert not re.search(r"\bWrong\(|_judge|Misconception", source), path


@pytest.mark.parametrize("name", EXERCISES)
def test_only_the_drives_that_are_needed_are_inside(name):
    drives = {each for each in available_modules(released(name)) if ".drive." in each}
    assert f"w2vlib.drive.{EXERCISES[name].slug}" in drives
    others = {f"w2vlib.drive.{topic.slug}" for topic in EXERCISES.values()} - {
        f"w2vlib.drive.{EXERCISES[name].slug}",
        "w2vlib.drive.unigram_sampler",  # a part of the drive of chapter 11
    }
    assert not drives & others


@pytest.mark.parametrize("name", EXERCISES)
def test_what_the_notebook_imports_works_there(name, tmp_path):
    exercise = released(name)
    with zipfile.ZipFile(io.BytesIO(library_of(exercise))) as content:
        content.extractall(tmp_path)
    lines = [
        f"from {module} import {last}" if module else f"import {last}"
        for module, _, last in (each.rpartition(".") for each in sorted(exercise.imports))
    ]
    start = f"import sys; sys.path.insert(0, {str(tmp_path)!r})"
    script = "\n".join([start, *lines, "import w2vlib", "print(w2vlib.__file__)"])
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(tmp_path))


def test_what_is_missing_says_so_where_it_is_used(tmp_path):
    exercise = released("04_embedding")
    with zipfile.ZipFile(io.BytesIO(library_of(exercise))) as content:
        content.extractall(tmp_path)
    script = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from w2vlib import Embedding, cos_similarity, preprocess\n"
        "print(cos_similarity([1, 0], [1, 0]) > 0.99, callable(preprocess))\n"
        "Embedding(3)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout == "True True\n"
    assert "w2vlib.Embedding is not there while this exercise is graded" in done.stderr


def test_a_name_is_imported_when_it_is_asked_for(tmp_path):
    exercise = released("09_training")
    with zipfile.ZipFile(io.BytesIO(library_of(exercise))) as content:
        content.extractall(tmp_path)
    script = f"""
import sys; sys.path.insert(0, {str(tmp_path)!r})
import w2vlib
print([name for name in sys.modules if name.startswith("w2vlib.")])
w2vlib.embedding.Embedding, w2vlib.ptb.load_data
print("w2vlib.embedding" in sys.modules, "w2vlib.cbow" in sys.modules)
from w2vlib import *
print(CBOW is w2vlib.CBOW, Trainer, "CBOW" in dir(w2vlib), hasattr(w2vlib, "_repr_html_"))
w2vlib.Embeding
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    first, second, third = done.stdout.splitlines()
    assert (first, second) == ("[]", "True False")
    assert third.startswith("True <w2vlib.Missing object")
    assert third.endswith("True False")
    assert "AttributeError: module 'w2vlib' has no attribute 'Embeding'" in done.stderr


def test_what_an_exercise_offers():
    exercise = released("09_training")
    assert offers(exercise) == {"remove_duplicate"}
    assert "remove_duplicate" in defined(sources_of(exercise, offers(exercise)))
    assert not any(offers(released(name)) for name in EXERCISES if name != "09_training")


def test_a_notebook_that_imports_its_own_answer_is_refused():
    exercise = released("04_embedding")
    source = exercise.source.replace("import numpy as np", "from w2vlib import Embedding", 1)
    with pytest.raises(ValueError, match="imports what it asks for"):
        library_of(Exercise(exercise.name, source))


@pytest.mark.parametrize("name", EXERCISES)
def test_nothing_inside_answers_under_another_name(name):
    things = objects(sources_of(released(name)))
    assert things
    for target in EXERCISES[name].targets:
        for place, thing in things.items():
            points = sum(
                check.points for check, cases in cases_of(target, 1) if passes(check, cases, thing)
            )
            # the sampler of an exercise before is the slow one that the other improves on
            known = {("BatchSampler", "w2vlib.unigram_sampler.UnigramSampler"): 5}
            assert points == known.get((target, place), 0), place


def objects(sources):
    """Return the classes and functions that stand in the sources of a library, as they are."""
    found = {}
    for path, source in sources.items():
        module = path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        if module != "w2vlib" and not module.startswith("w2vlib.check"):  # these are stand-ins
            for node in ast.parse(source).body:
                if isinstance(node, ast.ClassDef | ast.FunctionDef):
                    thing = getattr(importlib.import_module(module), node.name)
                    found[f"{module}.{node.name}"] = thing
    return found


def passes(check, cases, thing):
    signal.setitimer(signal.ITIMER_REAL, 2)  # some would train, or download
    try:
        with contextlib.redirect_stdout(None):
            return check.verdict(cases, check.run(thing, cases)) is None
    except (TimeoutError, KeyboardInterrupt):  # a case presses Ctrl-C
        return False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


@pytest.fixture(autouse=True)
def _alarm():
    def stop(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    yield
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("name", EXERCISES)
def test_nothing_inside_is_written_like_an_answer(name):
    exercise = released(name)
    inside = {
        (path, place): runs_of([source])
        for path, text in sources_of(exercise).items()
        for place, source in functions(text).items()
    }
    answers = "\n\n".join(
        cell.source
        for cell in model_solution(exercise).cells
        if cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "code"
    )
    for place, source in functions(answers).items():
        runs = runs_of([source])
        shares = {where: len(runs & other) / len(runs) for where, other in inside.items() if runs}
        # layers of earlier chapters keep params and grads, and are one after the other, as these
        assert max(shares.values(), default=0) <= 0.7, (place, max(shares, key=shares.get))


def functions(source):
    """Return the functions and methods in a piece of code, without docstrings."""
    found = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            if ast.get_docstring(node):
                node.body = node.body[1:] or [ast.Pass()]
            found[node.name, node.lineno] = ast.unparse(node)
    return found
