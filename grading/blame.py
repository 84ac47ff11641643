"""Whose fault it is when a worker dies: a submission's, or that of whoever kills workers."""

from dataclasses import dataclass, field

from scipy.special import bdtrc

from grading.status import Status

#: Workers that have to die of a submission, where none dies of anything else
DEADLY = 3
#: Where some do: how often an innocent submission may be taken for a deadly one
_CHANCE = 1e-5
#: Deaths after which a submission is left for another time: workers do not live as long as it
_MOST_DEATHS = 30


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
        # of all deaths, its share is that of the time, but for chance, where it has no part in
        # them: this is the chance that its share is as large as it is, or larger
        share = suspect.seconds / max(self._worker_seconds, suspect.seconds)
        chance = bdtrc(suspect.deaths - 1, suspect.deaths + self._nobodys, share)
        if self._nobodys == 0 or chance < _CHANCE:
            return Status.QUARANTINED
        return Status.INFRASTRUCTURE if suspect.deaths >= _MOST_DEATHS else None
