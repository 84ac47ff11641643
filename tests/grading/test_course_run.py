"""What waits in a course is handed out with its exercises in turn."""

from grading.course_run import Waiting, in_turn


def test_exercises_come_in_turn_and_students_in_order():
    waiting = [
        Waiting(student, exercise, is_older=False)
        for exercise, students in {"one": "abc", "two": "a", "three": "bc"}.items()
        for student in students
    ]
    order = [f"{each.exercise} {each.student}" for each in in_turn(waiting)]
    assert order == ["one a", "two a", "three b", "one b", "three c", "one c"]
