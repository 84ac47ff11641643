"""An honest submission gets exactly the score that stock nbgrader gives."""

import json

import pytest

from grading.autograde import scores
from grading.course import exercises
from grading.exercise import Exercise
from grading.sample_class import FOLDER, STUDENTS
from tests.grading.corpus import answers
from tests.grading.same_scores import RESULTS, compare, our_scores

pytestmark = pytest.mark.xdist_group("nbgrader")

#: Of so many answers, one is compared here; `make sandbox-corpus` compares all
EVERY = 400


@pytest.mark.slow
@pytest.mark.parametrize("name", exercises())
def test_sample_class(sample_class, pool, name):
    exercise = Exercise.read(FOLDER / "exercises" / name / f"{name}.ipynb")
    stock = scores(FOLDER, name)
    for student in STUDENTS:
        path = FOLDER / "_grading" / "submitted" / student.name / name / f"{name}.ipynb"
        ours = our_scores(path.read_bytes(), exercise, pool)
        assert ours == {grade_id: stock[student.name][grade_id] for grade_id in ours}, student.name
        assert set(ours) == set(exercise.checks)


@pytest.mark.slow
def test_some_of_the_corpus():
    paths = answers()[100::EVERY]
    assert compare(paths) == {}


def test_of_those_compared_before_all_agree_or_it_is_known_why():
    summary = json.loads(RESULTS.read_text(encoding="utf-8"))
    assert summary["agree"] + len(summary["differ"]) == summary["compared"] >= 100
    assert all(difference["why"] for difference in summary["differ"].values())
