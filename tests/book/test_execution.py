"""The build runs every chapter: it stops where code fails, and where it warns."""

import pytest

from tests.book.small_book import build_small_book
from tests.book.test_used_files import page


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ("assert 1 + 1 == 3", "AssertionError"),
        ("import warnings\nwarnings.warn('this is old')", "stderr was found"),
    ],
)
def test_a_cell_that_fails_or_warns_stops_the_build(tmp_path, code, complaint):
    cache = {"execute": {"cache": str(tmp_path / "cache")}}
    pages = {"index.md": page("1 + 1"), "second.md": page(code)}
    with pytest.raises(AssertionError, match=complaint):
        build_small_book(tmp_path, pages, cache)
