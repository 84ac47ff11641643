"""What a run of grading came to, in a few lines: how many, what was odd, who needs a person."""

from collections import Counter
from dataclasses import dataclass, field

from grading.status import Status


@dataclass
class Summary:
    """What a run came to, so far.

    Attributes
    ----------
    graded : Counter
        How many submissions were graded, by exercise.
    unchanged : int
        How many were left as they are.
    statuses : Counter
        How many submissions have each status.
    for_a_person : list of (str, str, list of Status)
        Exercise, student, and why somebody has to look.
    refused : list of str
        What could not be written, and why.
    """

    graded: Counter = field(default_factory=Counter)
    unchanged: int = 0
    statuses: Counter = field(default_factory=Counter)
    for_a_person: list = field(default_factory=list)
    refused: list = field(default_factory=list)

    def add(self, entry):
        """Count a submission that was graded."""
        statuses = list(dict.fromkeys(flag.status for flag in entry.flags))
        self.graded[entry.exercise] += 1
        self.statuses.update(statuses)
        urgent = [status for status in statuses if status.ungraded]
        if urgent:
            self.for_a_person.append((entry.exercise, entry.student, urgent))

    @property
    def needs_a_person(self):
        """Whether something is left that only a person can do."""
        return bool(self.for_a_person or self.refused)

    def lines(self, plain, most=50):
        """Yield what there is to say.

        Parameters
        ----------
        plain : callable
            Makes what students named harmless to a terminal.
        most : int
            Submissions that are named; the others are counted.
        """
        if self.statuses:
            yield "What was odd:"
            order = list(Status)
            for status, number in sorted(
                self.statuses.items(), key=lambda each: (-each[1], order.index(each[0]))
            ):
                yield f"  {number:>6,} × {status.value}: {status.meaning}"
        if self.for_a_person:
            yield "Somebody has to look at:"
            for exercise, student, statuses in sorted(self.for_a_person)[:most]:
                why = "; ".join(f"{each.value}: {each.advice}" for each in statuses)
                yield f"  {exercise} of {plain(student)}: {why}"
            if len(self.for_a_person) > most:
                yield f"  and {len(self.for_a_person) - most:,} more: see formgrader, or the report"
        yield from (f"Not written: {plain(each)}" for each in self.refused)
