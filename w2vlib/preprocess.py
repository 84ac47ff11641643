"""Preprocess: turn text into word ids, and keep the two dictionaries between them."""

import numpy as np


def preprocess(text):
    """Turn text into a corpus of word ids.

    The text is put in lower case, each full stop becomes a word of its own, and
    words end at white space.

    Parameters
    ----------
    text : str
        The text to read.

    Returns
    -------
    corpus : ndarray of int64, shape (tokens,)
        The text's words as ids, in the order of the text.
    word_to_id : dict of str to int
        Ids count from 0 in order of first appearance.
    id_to_word : dict of int to str
        The inverse of `word_to_id`.

    Raises
    ------
    TypeError
        If `text` is not a string.
    ValueError
        If `text` holds no word.

    Examples
    --------
    >>> corpus, word_to_id, id_to_word = preprocess("You say goodbye and I say hello.")
    >>> corpus
    array([0, 1, 2, 3, 4, 1, 5, 6])
    >>> word_to_id["say"], id_to_word[6]
    (1, '.')
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a string, but its type is {type(text).__name__}")
    return build_vocab(split_words(text))


def split_words(text):
    """Cut a text into words: in lower case, each full stop a word, the rest at white space.

    Parameters
    ----------
    text : str
        The text, or a part of it that begins and ends at white space.

    Returns
    -------
    words : list of str

    Examples
    --------
    >>> split_words("You say goodbye.")
    ['you', 'say', 'goodbye', '.']
    """
    return text.lower().replace(".", " . ").split()


def build_vocab(words):
    """Give each distinct word an id, in order of first appearance.

    Parameters
    ----------
    words : iterable of str
        A text that is split into words already.

    Returns
    -------
    corpus : ndarray of int64, shape (tokens,)
        `words` as ids.
    word_to_id : dict of str to int
        The id of each word.
    id_to_word : dict of int to str
        The inverse of `word_to_id`.

    Raises
    ------
    TypeError
        If `words` is a string: its letters would be taken for words.
    ValueError
        If there is no word.

    Examples
    --------
    >>> corpus, word_to_id, _ = build_vocab(["to", "be", "or", "not", "to", "be"])
    >>> corpus
    array([0, 1, 2, 3, 0, 1])
    >>> word_to_id
    {'to': 0, 'be': 1, 'or': 2, 'not': 3}
    """
    if isinstance(words, str):
        raise TypeError("words must be a list of words, but a string came: use preprocess(text)")
    words = list(words)
    if not words:
        raise ValueError("the text must hold at least one word, but it is empty")
    # A dict keeps the order its keys came in, so this is first appearance.
    id_to_word = dict(enumerate(dict.fromkeys(words)))
    word_to_id = {word: id_ for id_, word in id_to_word.items()}
    corpus = np.fromiter(map(word_to_id.__getitem__, words), np.int64, len(words))
    return corpus, word_to_id, id_to_word
