"""How long nbgrader and this project's grader take for the same submissions, and their scores."""

import random
import statistics
from collections import defaultdict

from benchmarks.grading.classes import real_class
from benchmarks.grading.course import Course

#: Submissions of one round; each is graded by both, and no submission is in two rounds
OF_A_ROUND = 100


def measure_throughput(folder, size, report=print):
    """Grade real submissions with ``nbgrader autograde`` and with ``python -m grading autograde``.

    Both are whole commands, start included, and begin with an empty gradebook. They take turns:
    first one then the other, in the next round the other way round.

    Parameters
    ----------
    folder : pathlib.Path
        A temporary folder.
    size : int
        How many submissions, over all exercises.
    report : callable
        Is given lines to print.

    Returns
    -------
    result : dict
        ``"rounds"``, each with the seconds of both; ``"ratio"``, the median over rounds;
        ``"worker_seconds"``, the mean that one submission took one worker, by exercise;
        ``"scores"``, how many there were, and ``"differences"``, those that were not the same.
    """
    hand_ins = real_class(size)
    random.Random(0).shuffle(hand_ins)
    rounds, differences, count, by_exercise = [], [], 0, defaultdict(list)
    for number in range(0, size, OF_A_ROUND):
        mine = hand_ins[number : number + OF_A_ROUND]
        names = {each.exercise for each in mine}
        courses = {who: Course(folder / f"{who}{number}", names) for who in ("nbgrader", "ours")}
        for course in courses.values():
            course.hand_in(mine)
        turns = {
            "nbgrader": courses["nbgrader"].grade_with_nbgrader,
            "ours": courses["ours"].grade,
        }
        order = list(turns) if len(rounds) % 2 == 0 else list(turns)[::-1]
        seconds = {who: turns[who]() for who in order}
        rounds.append({"submissions": len(mine), **seconds})
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
            f"{len(mine)} submissions: nbgrader {seconds['nbgrader']:.1f} s, ours "
            f"{seconds['ours']:.1f} s, {seconds['nbgrader'] / seconds['ours']:.1f} times as fast"
        )
    return {
        "submissions": size,
        "rounds": rounds,
        "ratio": statistics.median(each["nbgrader"] / each["ours"] for each in rounds),
        "worker_seconds": {
            name: statistics.mean(by_exercise[name]) for name in sorted(by_exercise)
        },
        "scores": count,
        "differences": differences,
    }
