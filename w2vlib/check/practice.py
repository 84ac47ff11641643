"""What a notebook puts around free asserts."""

import contextlib


@contextlib.contextmanager
def practice():
    """Run free practice, and say calmly where there is nothing to run yet.

    Examples
    --------
    >>> with practice():
    ...     raise NotImplementedError
    Nothing to try yet: write the code above first, then run this cell again.
    """
    try:
        yield
    except NotImplementedError:
        print("Nothing to try yet: write the code above first, then run this cell again.")
