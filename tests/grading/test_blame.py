"""Whose fault it is when a worker dies."""

import numpy as np
import pytest

from grading.blame import Blame, Suspect
from grading.status import Status


def test_three_deaths_alone_are_enough_where_no_worker_dies_otherwise():
    blame, suspect = Blame(), Suspect()
    for deaths in range(3):
        assert blame.verdict(suspect) is None, deaths
        blame.lived(5)
        blame.died([suspect], 1)
    assert blame.verdict(suspect) is Status.QUARANTINED


def test_who_was_there_with_others_is_tried_alone_and_not_blamed_for_it():
    blame, one, other = Blame(), Suspect(), Suspect()
    for _ in range(5):
        blame.died([one, other], 1)
    assert one.alone
    assert other.alone
    assert blame.verdict(one) is blame.verdict(other) is None


def test_a_deadly_one_is_found_also_if_another_was_there_first():
    blame, innocent, deadly = Blame(), Suspect(), Suspect()
    blame.died([innocent, deadly], 1)
    blame.cleared(innocent)
    for _ in range(3):
        blame.died([deadly], 1)
    assert blame.verdict(deadly) is Status.QUARANTINED


def run(blame, suspect, seconds, every, draws, deadly=False):
    """Run a submission alone on one of two workers, of which one is killed now and then."""
    while True:
        killed = draws.exponential(2 * every)  # this worker; the other one as often
        lives = 1.0 if deadly else seconds
        time = min(killed, lives)
        blame.lived(2 * time)
        for _ in range(draws.poisson(time / (2 * every))):
            blame.died([], 0)
        if killed > lives and not deadly:
            blame.cleared(suspect)
            return None
        blame.died([suspect], time)
        if verdict := blame.verdict(suspect):
            return verdict


@pytest.mark.parametrize("seconds", [0.3, 3, 10])
def test_where_someone_kills_workers_nobody_is_blamed_for_it(seconds):
    draws = np.random.default_rng(1)
    for _ in range(200):
        blame = Blame()
        blame.lived(10)
        blame.died([], 0)  # it began before
        for _ in range(20):
            assert run(blame, Suspect(), seconds, 5, draws) is not Status.QUARANTINED


def test_a_deadly_one_is_found_also_where_someone_kills_workers():
    draws = np.random.default_rng(1)
    for _ in range(200):
        blame = Blame()
        for _ in range(20):
            run(blame, Suspect(), 0.5, 5, draws)
        assert run(blame, Suspect(), 0.5, 5, draws, deadly=True) is Status.QUARANTINED


def test_what_takes_longer_than_workers_live_is_left_for_another_time():
    blame, suspect = Blame(), Suspect()
    for number in range(30):
        assert blame.verdict(suspect) is None, number
        blame.lived(10)
        blame.died([], 0)
        blame.died([suspect], 5)
    assert blame.verdict(suspect) is Status.INFRASTRUCTURE
