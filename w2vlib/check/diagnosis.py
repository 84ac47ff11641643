"""Diagnosis: which known mistake behaves as the student's code did."""

from w2vlib.check.catalogue import catalogue


def run_entry(check, cases, entry):
    """Drive a misconception's wrong implementation through a check's cases."""
    return check.run(entry.wrong, cases)


def diagnose(target, runs, run_entry=run_entry):
    """Name for each failed check the misconception that explains it.

    A misconception explains a failed check if its own outcomes there are like the student's,
    and it is named only if it explains at least half of the checks that it would fail. So a
    mistake that looks like another one with a few inputs is not taken for it.

    Parameters
    ----------
    target : str
        The graded object.
    runs : list of (Check, list of dict, list of Outcome, object)
        Each check, its cases, what came of the student's object, and what is wrong with
        that: None if nothing is or if the student has not begun.
    run_entry : callable
        ``run_entry(check, cases, entry)`` returns what comes of a misconception.

    Returns
    -------
    named : list of Misconception or None
        One for each run. Where several explain a check, the one that explains most checks.
    """
    explained = [[] for _ in runs]
    votes = {}
    for entry in catalogue().get(target, []):
        expected = _Expected(entry, run_entry)
        hits = [
            i for i, (*run, wrong) in enumerate(runs) if wrong is not None and expected.is_like(run)
        ]
        if hits and 2 * len(hits) >= expected.failures(runs):
            votes[entry.id] = len(hits)
            for i in hits:
                explained[i].append(entry)
    return [max(entries, key=lambda e: votes[e.id], default=None) for entries in explained]


class _Expected:
    """What a misconception does in each check; worked out once, and only where it is asked."""

    def __init__(self, entry, run_entry):
        self.entry = entry
        self.run_entry = run_entry
        self.outcomes = {}

    def is_like(self, run):
        check, cases, came = run
        expected = self._of(check, cases)
        return (
            len(expected) == len(came)
            and all(map(check.alike, came, expected))
            # where outcomes are random, «alike» is loose: what would pass explains no failure
            and self._fails(check, cases)
        )

    def failures(self, runs):
        return sum(self._fails(check, cases) for check, cases, *_ in runs)

    def _fails(self, check, cases):
        return check.verdict(cases, self._of(check, cases)) is not None

    def _of(self, check, cases):
        if check not in self.outcomes:
            self.outcomes[check] = self.run_entry(check, cases, self.entry)
        return self.outcomes[check]
