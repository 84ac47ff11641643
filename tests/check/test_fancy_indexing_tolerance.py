"""The smallest errors in rows and counts by id that are refused."""

import numpy as np
import pytest

from w2vlib.check.fancy_indexing import (
    reference_add_rows,
    reference_count_ids,
    reference_take_rows,
)
from w2vlib.check.grade import grade

SEEDS = range(5)
RANDOM_ADDITIONS = {
    "random inputs where all ids differ",
    "ids that repeat: all their rows are added",
    "a second call adds to what the first one left",
}


def failed(target, student, seed):
    results, _ = grade(target, student, seed)
    return {result.name for result in results if not result.passed}


def all_names(target):
    results, _ = grade(target, lambda *args: None, 0)
    return {result.name for result in results}


@pytest.mark.parametrize("seed", SEEDS)
def test_one_unit_in_the_last_place_of_a_row_is_refused(seed):
    def take_rows(W, idx):
        rows = reference_take_rows(W, idx)
        rows.flat[-1] = np.nextafter(rows.flat[-1], np.inf)
        return rows

    assert failed("take_rows", take_rows, seed) == all_names("take_rows")


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_in_single_precision_are_refused(seed):
    def take_rows(W, idx):
        return reference_take_rows(W, idx).astype(np.float32).astype(W.dtype)

    # the small example holds whole numbers, which single precision has too
    assert failed("take_rows", take_rows, seed) == all_names("take_rows") - {
        "the chapter's small example"
    }


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("wrong", [1, 0.001])
def test_a_count_off_by_a_little_is_refused(seed, wrong):
    def count_ids(ids, vocab_size):
        counts = reference_count_ids(ids, vocab_size)
        return np.append(counts[:-1], counts[-1] + wrong)

    assert failed("count_ids", count_ids, seed) == all_names("count_ids")


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("wrong", "refused"),
    [
        (lambda rows: rows * (1 + 1e-7), True),
        (lambda rows: rows + 3e-8, True),
        (lambda rows: rows * (1 + 1e-12), False),
        (lambda rows: rows + 1e-12, False),
    ],
)
def test_an_error_in_what_is_added(seed, wrong, refused):
    def add_rows(W, idx, rows):
        reference_add_rows(W, idx, wrong(rows) if W.dtype == np.float64 else rows)

    lost = failed("add_rows", add_rows, seed)
    assert lost >= RANDOM_ADDITIONS if refused else not lost


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("error", "refused"), [(1e-4, True), (1e-7, False)])
def test_an_error_in_what_is_added_in_single_precision(seed, error, refused):
    def add_rows(W, idx, rows):
        rows = rows * (1 + error) if W.dtype == np.float32 else rows
        reference_add_rows(W, idx, rows.astype(W.dtype))

    lost = failed("add_rows", add_rows, seed)
    in_single_precision = RANDOM_ADDITIONS - {"a second call adds to what the first one left"}
    assert lost >= in_single_precision if refused else not lost
