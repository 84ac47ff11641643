"""Whose fault it is when a worker dies: a submission's, or that of whoever kills workers."""

from dataclasses import dataclass, field

from scipy.special import pdtrc

from grading.status import Status

#: Deaths that a submission is forgiven nothing after, where workers do not die otherwise
DEADLY = 3
#: Where they do: how probable as many deaths may be for a submission that has no part in them
_CHANCE = 1e-6
#: Runs after which a submission is left for another time, since workers do not live that long
_MOST_RUNS = 20


@dataclass(eq=False)
class Suspect:
    """What is known of a submission that is being graded.

    Attributes
    ----------
    alone : bool
        Whether it has to run on a worker with nothing else, since one died that had it.
    deaths : int
        How many workers died while they ran it alone.
    seconds : float
        How long they ran it alone.
    """

    alone: bool = False
    deaths: int = 0
    seconds: float = 0.0
    _unexplained: list = field(default_factory=list)


class Blame:
    """Notes deaths of workers, and what they were doing.

    A submission that kills its worker does so each time. A death that all who were there have
    survived at another time was nobody's of them: from these comes how often workers just die.
    """

    def __init__(self):
        self._worker_seconds = 0.0
        self._nobodys = 0

    def lived(self, worker_seconds):
        """Note that workers have lived for so long, taken together."""
        self._worker_seconds += worker_seconds

    def died(self, suspects, seconds):
        """Note that a worker died.

        Parameters
        ----------
        suspects : list of Suspect
            What had been given to it, some of it perhaps not begun.
        seconds : float
            How long it had had the first of them.
        """
        if len(suspects) == 1:
            suspects[0].deaths += 1
            suspects[0].seconds += seconds
        death = set(suspects)
        for suspect in suspects:
            suspect.alone = True
            suspect._unexplained.append(death)
        if not suspects:
            self._nobodys += 1

    def cleared(self, suspect):
        """Note that a submission was graded, and its worker lives."""
        for death in suspect._unexplained:
            death.remove(suspect)
            self._nobodys += not death

    def verdict(self, suspect):
        """Return the status of a submission that is not to be tried again, or None."""
        if suspect.deaths < DEADLY:
            return None
        # where workers die of other things, the chance of so many deaths or more by these alone;
        # one more than were seen, since a few say little of how often it happens
        often = (self._nobodys + 1) / max(self._worker_seconds, suspect.seconds)
        chance = pdtrc(suspect.deaths - 1, often * suspect.seconds)
        if self._nobodys == 0 or chance < _CHANCE:
            return Status.QUARANTINED
        return Status.INFRASTRUCTURE if suspect.deaths >= _MOST_RUNS else None
