"""What must hold in every format: finite numbers, and words that differ."""

import numpy as np


def listed(id_to_word, vocab_size):
    """Return the words in order of id, after a check that there is one for each row.

    Raises
    ------
    TypeError
        If a word is not a string.
    ValueError
        If the ids are not 0 to `vocab_size` - 1.
    """
    if len(id_to_word) != vocab_size:
        raise ValueError(
            f"id_to_word must hold one word for each of the {vocab_size} rows of word_vecs, "
            f"but it holds {len(id_to_word)}"
        )
    try:
        words = [id_to_word[i] for i in range(vocab_size)]
    except KeyError as error:
        raise ValueError(
            f"id_to_word must have the ids 0 to {vocab_size - 1}, but {error} is missing"
        ) from None
    for i, word in enumerate(words):
        if not isinstance(word, str):
            raise TypeError(f"words must be strings, but the word with id {i} is {word!r}")
    return words


def check_content(word_vecs, words, where):
    """Raise ``ValueError`` where a number is NaN or infinite, or a word comes twice."""
    finite = np.isfinite(word_vecs).all(axis=1)
    if not finite.all():
        row = int(np.argmin(finite))
        raise ValueError(
            f"{where}: numbers must be finite, but NaN or infinity is in row {row} ({words[row]!r})"
        )
    first = {}
    for i, word in enumerate(words):
        if first.setdefault(word, i) != i:
            raise ValueError(
                f"{where}: words must differ, but rows {first[word]} and {i} are both {word!r}"
            )


def as_float32(word_vecs, kind):
    """Return the vectors as little-endian float32, for a file of that `kind`.

    Raises
    ------
    ValueError
        If a number is too large for float32.
    """
    with np.errstate(over="ignore"):
        word_vecs = word_vecs.astype("<f4")
    if not np.isfinite(word_vecs).all():
        raise ValueError(f"a {kind} file holds float32, but a number is too large; save as .npz")
    return word_vecs


def encoded(words, kind, unfit, rule):
    r"""Return the words in UTF-8, for a file of that `kind`.

    Parameters
    ----------
    words : list of str
    kind : str
        The name of the format, for the message.
    unfit : callable
        Tells whether the format cannot hold a word.
    rule : str
        What `unfit` means, for the message.

    Raises
    ------
    ValueError
        If a word is unfit, or is no text that UTF-8 can hold.

    Examples
    --------
    >>> encoded(["größer"], "text", str.isspace, "a word cannot be blank")
    [b'gr\xc3\xb6\xc3\x9fer']
    """
    codes = []
    for i, word in enumerate(words):
        if unfit(word):
            raise ValueError(
                f"in a {kind} file {rule}, but the word with id {i} is {word!r}; save as .npz"
            )
        try:
            codes.append(word.encode())
        except UnicodeEncodeError as error:
            raise ValueError(
                f"in a {kind} file words are UTF-8, but the word with id {i} is {word!r}: "
                f"{error.reason}; save as .npz"
            ) from None
    return codes
