"""What a run that was disturbed is compared with."""

from types import SimpleNamespace

from benchmarks.grading.faults import compare

WANTED = {("ada", "e", "check"): 3.0, ("bo", "e", "check"): 1.0}


def came(scores):
    return compare(WANTED, SimpleNamespace(scores=lambda: scores))


def test_the_same_is_the_same():
    assert came(dict(WANTED)) == {"lost": 0, "doubled": 0, "different": 0}


def test_what_is_missing_or_without_a_score_is_lost():
    assert came({("ada", "e", "check"): 3.0})["lost"] == 1
    assert came(WANTED | {("bo", "e", "check"): None})["lost"] == 1


def test_what_is_too_much_and_what_is_different_is_told_apart():
    more = {**WANTED, ("ada", "e", "check"): 2.0, ("cy", "e", "check"): 3.0}
    assert came(more) == {"lost": 0, "doubled": 1, "different": 1}


def test_one_score_twice_in_the_gradebook_is_doubled():
    def twice():
        raise ValueError("twice")

    assert compare(WANTED, SimpleNamespace(scores=twice))["doubled"] == 1
