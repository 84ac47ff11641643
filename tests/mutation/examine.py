"""What the grader says of a mutant: whether it is rejected, and what the student is told."""

import contextlib
import io
import resource
import signal
import warnings
from dataclasses import dataclass, field

from tests.mutation.answers import answer_of
from tests.mutation.operators import mutants
from w2vlib.check.diagnosis import known_mistakes
from w2vlib.check.grade import grade

SEEDS = (1, 2, 3)
CPU_SECONDS = 10  # for one grade, which takes half a second; some mutants never end
MEMORY = 4 << 30


@dataclass
class Examined:
    """What came of one mutant.

    Attributes
    ----------
    target, id : str
        The graded object, and the mutant's name.
    source : str
        The mutant itself.
    survived : list of int
        Seeds with which it got full marks.
    told : dict of list
        With the first seed: the misconception named by each failed check.
    misnamed : list of str
        What was named and is not so with other inputs.
    """

    target: str
    id: str
    source: str
    survived: list = field(default_factory=list)
    told: dict = field(default_factory=dict)
    misnamed: list = field(default_factory=list)


def limit_this_process():
    """Let no mutant take all the memory of the machine."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    warnings.simplefilter("ignore")


class _TookTooLong(BaseException):
    """Not an `Exception`: neither a mutant nor the grader may take it for one of their own."""


@contextlib.contextmanager
def _limited_time():
    def stop(*_):
        raise _TookTooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, CPU_SECONDS, 1)
    try:
        yield
    finally:
        # first, so that an alarm in this very moment cannot skip the next line
        signal.signal(signal.SIGVTALRM, signal.SIG_IGN)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def examine(target, every=1, start=0, seeds=SEEDS):
    """Grade every mutant of a target's model solution, or every so many.

    Returns
    -------
    examined : list of Examined
    """
    answer = answer_of(target)
    # what they do is worked out once for each seed
    known = {seed: known_mistakes(target) for seed in seeds}
    return [
        _examine(answer, mutant, known, seeds) for mutant in mutants(answer.source)[start::every]
    ]


def _examine(answer, mutant, known, seeds):
    found = Examined(answer.target, mutant.id, mutant.source)
    reports = {}
    for seed in seeds:
        results = _grade(answer, mutant, seed, known)
        if results == _NO_END:
            return found  # rejected; to wait for each seed would take hours
        reports[seed] = {
            result.name: result.misconception and result.misconception.id
            for result in results
            if not result.passed
        }
        if not reports[seed]:
            found.survived.append(seed)
    first, *others = (reports[seed] for seed in seeds)
    found.told = {name: told for name, told in first.items() if told}
    # a name that is true of the answer does not depend on the inputs
    found.misnamed = sorted(
        {told for told in found.told.values() if any(told not in o.values() for o in others)}
    )
    return found


def _grade(answer, mutant, seed, known):
    try:
        with contextlib.redirect_stdout(io.StringIO()), _limited_time():
            student = answer.define(mutant.source)
            return grade(answer.target, student, seed, known[seed])[0]
    except _TookTooLong:
        return _NO_END
    except (Exception, SystemExit) as error:
        # it does not even define the object: nothing to run, so nothing to pass
        return [_Failed(type(error).__name__)]


@dataclass(frozen=True)
class _Failed:
    name: str
    passed: bool = False
    misconception: None = None


_NO_END = [_Failed("no end")]
