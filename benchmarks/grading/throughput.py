"""How long nbgrader and this project's grader take for the same submissions, and their scores."""

import statistics
from collections import defaultdict

from benchmarks.grading.classes import real_class
from benchmarks.grading.course import Course
from tests.grading.corpus import answers, name_of
from tests.grading.same_scores import compare


def measure_throughput(folder, size, rounds, report=print):
    """Grade real submissions with ``nbgrader autograde`` and with ``python -m grading autograde``.

    Both are whole commands, start included, and begin with an empty gradebook. They take turns:
    first one then the other, in the next round the other way round.

    Parameters
    ----------
    folder : pathlib.Path
        A temporary folder.
    size : int
        How many submissions, over all exercises: in each round the same.
    rounds : int
    report : callable
        Is given lines to print.

    Returns
    -------
    result : dict
        ``"rounds"``, each with the seconds of both; ``"ratio"``, the median over rounds;
        ``"worker_seconds"``, the mean that one submission took one worker, by exercise;
        ``"scores"``, how many there were; ``"differences"``, those that were not the same;
        ``"by_inputs"``, how many more differed because the checks had drawn other inputs.
    """
    hand_ins = real_class(size)
    names = {each.exercise for each in hand_ins}
    measured, differences, count, by_exercise = [], [], 0, defaultdict(list)
    for number in range(rounds):
        courses = {who: Course(folder / f"{who}{number}", names) for who in ("nbgrader", "ours")}
        for course in courses.values():
            course.hand_in(hand_ins)
        turns = {
            "nbgrader": courses["nbgrader"].grade_with_nbgrader,
            "ours": courses["ours"].grade,
        }
        order = list(turns) if number % 2 == 0 else list(turns)[::-1]
        seconds = {who: turns[who]() for who in order}
        measured.append(seconds)
        for name, found in courses["ours"].seconds().items():
            by_exercise[name] += found
        theirs, ours = courses["nbgrader"].scores(), courses["ours"].scores()
        count += len(theirs)
        differences += [
            {"cell": "/".join(key), "nbgrader": theirs.get(key), "ours": ours.get(key)}
            for key in sorted(theirs.keys() | ours.keys())
            if theirs.get(key) != ours.get(key)
        ]
        report(
            f"{size} submissions: nbgrader {seconds['nbgrader']:.1f} s, ours "
            f"{seconds['ours']:.1f} s, {seconds['nbgrader'] / seconds['ours']:.1f} times as fast"
        )
    left = with_equal_inputs(differences)
    return {
        "submissions": size,
        "rounds": measured,
        "ratio": statistics.median(each["nbgrader"] / each["ours"] for each in measured),
        "worker_seconds": {
            name: statistics.mean(by_exercise[name]) for name in sorted(by_exercise)
        },
        "scores": count,
        "differences": left,
        "by_inputs": len(differences) - len(left),
    }


def with_equal_inputs(differences):
    """Return those scores that differ although both graders have given the same inputs.

    In each run the checks draw their inputs anew. An answer that is wrong for some of them only
    may get other points each time, from either grader; so both grade it once more.

    Parameters
    ----------
    differences : list of dict
        With ``"cell"``: student, exercise and grade id.
    """
    names = {each["cell"]: "/".join(each["cell"].split("/")[1::-1]) for each in differences}
    paths = [path for path in answers() if name_of(path) in names.values()]
    settled = {name_of(path) for path in paths} - compare(paths).keys() if paths else set()
    return [each for each in differences if names[each["cell"]] not in settled]
