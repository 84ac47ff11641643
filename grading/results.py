"""What is kept of a graded submission for reports: plain data, small, and JSON."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class CheckOutcome:
    """What one check of one submission came to.

    Attributes
    ----------
    target, name : str
        The object, and its property.
    points, max_points : float
    started : bool
        Whether the student had begun with it.
    misconception : str or None
        The id of the known mistake that behaves in just this way.
    """

    target: str
    name: str
    points: float
    max_points: float
    started: bool = True
    misconception: str | None = None

    @property
    def passed(self):
        """Whether it gave all its points."""
        return self.points == self.max_points


@dataclass(frozen=True)
class Result:
    """What a graded submission came to.

    Attributes
    ----------
    student, exercise : str
    checks : tuple of CheckOutcome
    seconds : float
        How long it took to grade.
    flags : tuple of (str, str)
        Each flag's status and detail.
    code : tuple of str
        The student's answers in code, as far as they differ from the release.
    """

    student: str
    exercise: str
    checks: tuple[CheckOutcome, ...]
    seconds: float
    flags: tuple[tuple[str, str], ...] = ()
    code: tuple[str, ...] = ()

    @property
    def points(self):
        """The points of all checks."""
        return sum(check.points for check in self.checks)

    @property
    def max_points(self):
        """The points there are."""
        return sum(check.max_points for check in self.checks)

    def as_dict(self):
        """Return it as plain data, for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data):
        """Make it again from what `as_dict` gave, also after a way through JSON."""
        checks = tuple(CheckOutcome(**check) for check in data["checks"])
        flags = tuple((status, detail) for status, detail in data["flags"])
        return cls(**{**data, "checks": checks, "flags": flags, "code": tuple(data["code"])})


def result_of(entry):
    """Return what is kept of an entry.

    Parameters
    ----------
    entry : grading.gradebook.Entry

    Returns
    -------
    result : Result
    """
    checks = tuple(
        CheckOutcome(
            report.target,
            each.name,
            each.points,
            each.max_points,
            each.started,
            each.misconception.id if each.misconception else None,
        )
        for reports in entry.graded.reports.values()
        for report in reports
        for each in report.results
    )
    return Result(
        entry.student,
        entry.exercise,
        checks,
        entry.graded.seconds,
        tuple((flag.status.value, flag.detail) for flag in entry.flags),
        entry.submission.code,
    )
