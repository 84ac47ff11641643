"""Diagnosis: which known mistake behaves as the student's code did."""

from w2vlib.check.catalogue import catalogue


def diagnose(target, runs, mistakes=None):
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
    mistakes : list of KnownMistake, optional
        Those of an earlier call with the same cases: what they do is not worked out again.

    Returns
    -------
    named : list of Misconception or None
        One for each run. Where several explain a check, the one that explains most checks.
    """
    mistakes = known_mistakes(target) if mistakes is None else mistakes
    explained = [[] for _ in runs]
    votes = {}
    for mistake in mistakes:
        hits = mistake.explained(runs)
        votes[mistake.entry.id] = len(hits)
        for i in hits:
            explained[i].append(mistake.entry)
    return [max(entries, key=lambda e: votes[e.id], default=None) for entries in explained]


def known_mistakes(target):
    """Return the `KnownMistake` of each misconception about a graded object."""
    return [KnownMistake(entry) for entry in catalogue().get(target, [])]


class KnownMistake:
    """What a misconception does in each check; worked out once, and only where it is asked.

    Parameters
    ----------
    entry : Misconception
    """

    def __init__(self, entry):
        self.entry = entry
        self._outcomes = {}
        self._failed = {}

    def explained(self, runs):
        """Return the numbers of the failed checks that it explains.

        What it does in a check of chance takes longest to work out: those come last, and only
        where it can still explain half of all that it fails.
        """
        order = sorted(range(len(runs)), key=lambda i: (runs[i][0].chance, runs[i][-1] is None))
        left = sum(wrong is not None for *_, wrong in runs)
        hits, failures = [], 0
        for i in order:
            # each further hit is a failure, too
            if 2 * len(hits) + left < failures or not (hits or left):
                return []
            check, cases, came, wrong = runs[i]
            if wrong is not None:
                left -= 1
                if self._is_like(check, cases, came):
                    hits.append(i)
            failures += self._fails(check, cases)
        return hits if 2 * len(hits) >= failures else []

    def _is_like(self, check, cases, came):
        expected = self._of(check, cases)
        return (
            len(expected) == len(came)
            and all(map(check.alike, came, expected))
            # where outcomes are random, «alike» is loose: what would pass explains no failure
            and self._fails(check, cases)
        )

    def _fails(self, check, cases):
        if check not in self._failed:
            self._failed[check] = check.verdict(cases, self._of(check, cases)) is not None
        return self._failed[check]

    def _of(self, check, cases):
        if check not in self._outcomes:
            self._outcomes[check] = check.run(self.entry.wrong, cases)
        return self._outcomes[check]
