"""Similar answers are found through what is easily changed, and natural solutions are not."""

import random
import time

import pytest

from grading.course import ROOT
from grading.exercise import Exercise
from grading.reading import released_answers
from grading.similarity import similar_answers, tokens_of
from tests.grading.small_class import ONE, OTHER, RENAMED

CORPUS = {
    path.stem: path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "tests" / "corpus" / "06_unigram_sampler").glob("*.py"))
}


def students(clusters):
    return [cluster.students for cluster in clusters]


def test_names_comments_and_layout_do_not_count():
    assert tokens_of(ONE) == tokens_of(RENAMED)
    clusters = similar_answers({"ada": [ONE], "grace": [RENAMED], "kurt": [OTHER]})
    assert students(clusters) == [("ada", "grace")]
    assert clusters[0].share == 1


def test_one_more_line_does_not_hide_it():
    more = ONE.replace("self.rows = None\n", "self.rows = None\n        self.calls = 0\n")
    (cluster,) = similar_answers({"ada": [ONE], "grace": [more]})
    assert 0.8 <= cluster.share < 1


def test_broken_code_is_compared_too():
    broken = ONE.replace("def backward(self, dout):", "def backward(self, dout)") + "\n  (("
    assert students(similar_answers({"ada": [ONE], "grace": [broken]})) == [("ada", "grace")]


def test_different_answers_to_one_task_are_not_similar():
    right = {name: [code] for name, code in CORPUS.items() if "verdict: full" in code}
    assert len(right) > 3
    assert similar_answers(right) == []


def test_what_all_were_given_does_not_count():
    exercise = Exercise.read(ROOT / "exercises" / "11_faster" / "11_faster.ipynb")
    given = tuple(released_answers(exercise).values())
    assert similar_answers({"ada": given, "grace": given}, given) == []


def test_what_many_write_does_not_count():
    many = {f"student{number}": [ONE] for number in range(20)}
    assert similar_answers(many) == []
    others = {f"other{number}": [OTHER.replace("np.", f"np.n{number}.")] for number in range(80)}
    assert students(similar_answers(many | others)) == [tuple(sorted(many))]


def test_short_answers_are_not_compared():
    assert similar_answers({"ada": ["def f(W, i):\n    return W[i]"] * 2, "kurt": ["x = 1"]}) == []


def test_the_order_of_students_does_not_matter():
    answers = {"ada": [ONE], "grace": [RENAMED], "kurt": [OTHER], "emmy": [OTHER]}
    backwards = dict(reversed(answers.items()))
    assert similar_answers(answers) == similar_answers(backwards)
    assert len(similar_answers(answers)) == 2


@pytest.mark.parametrize("source", ["", "(", "'", '"""', "\\", "\f", "é = '", "x" * 10_000])
def test_anything_has_tokens(source):
    assert isinstance(tokens_of(source), tuple)


@pytest.mark.slow
def test_a_large_class_is_compared_in_seconds():
    rng = random.Random(0)
    lines = [f"    x{n} = np.f{n}(W, {n})[{n} : y.g{n}]" for n in range(400)]
    answers = {
        f"student{number}": ["def f(W):\n" + "\n".join(rng.sample(lines, 12))]
        for number in range(800)
    }
    answers["copy"] = answers["student7"]
    start = time.perf_counter()
    clusters = similar_answers(answers)
    assert students(clusters) == [("copy", "student7")]
    assert time.perf_counter() - start < 30
