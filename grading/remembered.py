"""What is the same for all submissions with one seed: cases, and what known mistakes make of them.

A grading run has one seed for each exercise, so that all this is worked out once.
"""

import copy
import functools

from w2vlib.check import grade
from w2vlib.check.diagnosis import known_mistakes

#: Objects, each with one seed: all there are in a run. What is asked for last is kept.
_MOST = 32


def cases_of(target, seed):
    """Yield each check of a target, and its cases: copies, to do with as one likes."""
    for check, cases in _cases_of(target, seed):
        yield check, copy.deepcopy(cases)


@functools.lru_cache(_MOST)
def _cases_of(target, seed):
    return tuple(grade.cases_of(target, seed))


@functools.lru_cache(_MOST)
def mistakes_of(target, seed):
    """Return the `KnownMistake` of a target's misconceptions, for use with cases of this seed."""
    return known_mistakes(target)
