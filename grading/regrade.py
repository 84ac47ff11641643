"""What a regrade would change: who, in which cells, and by how much."""

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Changes:
    """What a regrade would change, collected before anything is written.

    Attributes
    ----------
    complete : list of (str, str)
        Exercise and student of all that was graded.
    failed : list of (str, str)
        Of those where grading failed: their scores stay.
    scores : dict of dict
        For each exercise and student whose scores change, what `Writer.differences` returned.
    """

    complete: list = field(default_factory=list)
    failed: list = field(default_factory=list)
    scores: dict = field(default_factory=dict)

    def add(self, entry, differences):
        """Add a submission that was graded, and how it differs from the gradebook."""
        who = entry.exercise, entry.student
        if not entry.graded.complete:
            self.failed.append(who)
            return
        self.complete.append(who)
        if differences:
            self.scores[who] = differences

    def lines(self, plain):
        """Yield what would change, a line for each submission, and what that comes to.

        Parameters
        ----------
        plain : callable
            Makes what students named harmless to a terminal.
        """
        groups = defaultdict(list)
        for (exercise, student), cells in sorted(self.scores.items()):
            groups[exercise].append((student, cells))
        for exercise, students in groups.items():
            yield f"{exercise}:"
            for student, cells in students:
                told = ", ".join(
                    f"{grade_id} {_points(before)} → {_points(after)}"
                    for grade_id, (before, after) in cells.items()
                )
                yield f"  {plain(student)}: {change(cells):+g} ({told})"
        yield self._total()
        for exercise, student in sorted(self.failed):
            yield f"Could not be graded, and stays as it is: {exercise} of {plain(student)}"

    def _total(self):
        number = len(self.complete)
        graded = "1 submission" if number == 1 else f"{number:,} submissions"
        if not self.scores:
            return f"No score changes in {graded}."
        changes = [change(cells) for cells in self.scores.values()]
        gain, lose = sum(each > 0 for each in changes), sum(each < 0 for each in changes)
        return (
            f"{len(changes):,} of {graded} would change: {gain:,} up, {lose:,} down, "
            f"{len(changes) - gain - lose:,} with the same sum."
        )


def change(cells):
    """Return by how much a score changes, if its cells change so."""
    return sum((after or 0) - (before or 0) for before, after in cells.values())


def _points(score):
    return "none" if score is None else f"{score:g}"
