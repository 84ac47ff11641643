import pytest

from grading.status import Status


@pytest.mark.parametrize("status", Status)
def test_an_instructor_is_told_what_it_means_and_what_to_do(status):
    assert status.meaning
    assert status.advice
    # where an answer may not have been seen, nothing is not enough
    assert not (status.ungraded and status.advice.startswith("nothing"))
