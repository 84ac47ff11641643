"""What grading knows of released exercises."""

import pytest

from grading.exercise import CheckCell, Exercise, checked_targets, imported
from tests.grading.submissions import released
from w2vlib.check.registry import points_of
from w2vlib.topics import EXERCISES


@pytest.mark.parametrize("name", EXERCISES)
def test_every_target_has_a_check_cell_with_its_points(name):
    checks = released(name).checks
    assert [check.targets for check in checks.values()] == [
        (target,) for target in EXERCISES[name].targets
    ]
    for check in checks.values():
        assert check.points == sum(map(points_of, check.targets))


def test_a_check_cell():
    assert released("04_embedding").checks == {
        "check_embedding": CheckCell("check_embedding", 10, ("Embedding",))
    }


def test_a_graded_cell_that_checks_nothing_is_refused():
    exercise = released("04_embedding")
    strange = Exercise(exercise.name, exercise.source.replace('check(\\"Embedding\\")', "1.0"))
    with pytest.raises(ValueError, match="check_embedding checks"):
        _ = strange.checks


@pytest.mark.parametrize(
    ("source", "targets"),
    [
        ("check('A')", ("A",)),
        ("check('A')\ncheck('B')", ("A", "B")),
        ("check(A)", ()),
        ("x.check('A')", ()),
        ("check('A', 3)", ()),
    ],
)
def test_checked_targets(source, targets):
    assert checked_targets(source) == targets


def test_imports():
    source = "import a.b as c\nfrom d.e import f, g\nfrom . import h\ndef i():\n    import j"
    assert imported(source) == {"a.b", "d.e.f", "d.e.g", "j"}
    assert imported("%matplotlib inline") == set()


def test_the_digest_changes_with_the_exercise():
    one, other = released("04_embedding"), released("05_embedding_dot")
    assert one.digest == released("04_embedding").digest
    assert one.digest != other.digest
    assert one.digest != Exercise(one.name, one.source + " ").digest
