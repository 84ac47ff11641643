"""Classes for measurements: of all exercises, and no submission twice."""

from collections import Counter

import nbformat

from benchmarks.grading.classes import many_of_one, real_class
from grading.course import exercises
from grading.sample_class import STUDENTS


def test_a_real_class_is_of_all_exercises_alike():
    hand_ins = real_class(100)
    count = Counter(each.exercise for each in hand_ins)
    assert len(hand_ins) == 100
    assert sorted(count) == exercises()
    assert set(count.values()) == {9, 10}
    assert len({(each.student, each.exercise) for each in hand_ins}) == 100
    assert {student.name for student in STUDENTS} <= {each.student for each in hand_ins}


def test_many_of_one_exercise_are_all_different():
    hand_ins = list(many_of_one(60))
    assert len({each.content for each in hand_ins}) == 60
    assert len({each.student for each in hand_ins}) == 60
    for each in hand_ins:
        nbformat.validate(nbformat.reads(each.content, as_version=4))
