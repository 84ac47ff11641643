"""Test sets for word vectors: pairs of words that people have judged, and analogies.

gensim's package carries the three files that are read here; this library does not.
"""

import importlib.util
from pathlib import Path

WORDSIM353 = "wordsim353.tsv"
SIMLEX999 = "simlex999.txt"
QUESTIONS = "questions-words.txt"
HIGHEST_SCORE = 10


def find_gensim_data():
    """Return the folder in which an installed gensim keeps the three test sets.

    gensim is looked for, but not imported: that would take seconds.

    Returns
    -------
    folder : pathlib.Path
        It holds ``wordsim353.tsv``, ``simlex999.txt`` and ``questions-words.txt``.

    Raises
    ------
    FileNotFoundError
        If gensim is not installed or lacks one of the files; the message says how to get it.

    Examples
    --------
    >>> folder = find_gensim_data()  # doctest: +SKIP
    >>> len(read_wordsim353(folder / "wordsim353.tsv"))  # doctest: +SKIP
    353
    """
    names = (WORDSIM353, SIMLEX999, QUESTIONS)
    remedy = (
        "Install it with `pip install gensim`, or give the folder that holds "
        f"{names[0]}, {names[1]} and {names[2]}."
    )
    spec = importlib.util.find_spec("gensim")
    if spec is None:
        raise FileNotFoundError(
            f"the test sets come with gensim, but gensim is not installed. {remedy}"
        )
    missing = list(names)
    for place in spec.submodule_search_locations or ():
        folder = Path(place, "test", "test_data")
        missing = [name for name in names if not (folder / name).is_file()]
        if not missing:
            return folder
    raise FileNotFoundError(
        f"the test sets come with gensim, but the gensim that is installed lacks "
        f"{', '.join(missing)}. {remedy}"
    )


def read_wordsim353(path):
    r"""Read WordSim-353: pairs of words, and how related people find them.

    The file is gensim's ``wordsim353.tsv``: lines of two words and a score from 0 to 10, with
    tabs between them. Lines that begin with ``#`` and empty ones are skipped. Two pairs come
    twice in this test set, with other scores; all 353 are returned, as they are written.

    Parameters
    ----------
    path : str or os.PathLike
        The file.

    Returns
    -------
    pairs : list of (str, str, float)
        353 pairs with their scores.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file is damaged or of another format. The message says on which line.

    References
    ----------
    Finkelstein, Gabrilovich, Matias, Rivlin, Solan, Wolfman and Ruppin (2002), Placing Search
    in Context: The Concept Revisited. ACM Transactions on Information Systems 20 (1), 116–131.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "wordsim353.tsv")
    ...     _ = path.write_text("tiger\tcat\t7.35\nbook\tseven\n")
    ...     read_wordsim353(path)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    ValueError: ...wordsim353.tsv, line 2: expected two words and a score from 0 to 10, ...
    """
    return _read_pairs(path, 353)


def read_simlex999(path):
    """Read SimLex-999: pairs of words, and how similar people find them.

    Similar, not related: «quick» and «rapid» score high here, «car» and «highway» low.
    The file is gensim's ``simlex999.txt``, in the format that `read_wordsim353` describes.

    Parameters
    ----------
    path : str or os.PathLike
        The file.

    Returns
    -------
    pairs : list of (str, str, float)
        999 pairs with their scores, as they are written.

    Raises
    ------
    FileNotFoundError, ValueError
        As `read_wordsim353` does.

    References
    ----------
    Hill, Reichart and Korhonen (2015), SimLex-999: Evaluating Semantic Models with (Genuine)
    Similarity Estimation. Computational Linguistics 41 (4), 665–695.

    Examples
    --------
    >>> pairs = read_simlex999(find_gensim_data() / "simlex999.txt")  # doctest: +SKIP
    >>> pairs[0]  # doctest: +SKIP
    ('old', 'new', 1.58)
    """
    return _read_pairs(path, 999)


def read_questions(path):
    r"""Read analogies: a is to b as c is to d.

    The file is word2vec's ``questions-words.txt``, or another like it: a line ``: name`` begins
    a section, and each line after it holds the four words of one question. Empty lines are
    skipped. A section whose name comes twice is one section.

    Parameters
    ----------
    path : str or os.PathLike
        The file.

    Returns
    -------
    questions : dict of str to list of (str, str, str, str)
        The questions of each section, as they are written.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file is damaged or of another format. The message says on which line.

    References
    ----------
    Mikolov, Chen, Corrado and Dean (2013), Efficient Estimation of Word Representations in
    Vector Space, section 4.1. arXiv:1301.3781.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "questions.txt")
    ...     _ = path.write_text(": plural\ncar cars child children\n")
    ...     read_questions(path)
    {'plural': [('car', 'cars', 'child', 'children')]}
    """
    questions, section = {}, None
    for where, line in _lines(path):
        if line.startswith(":"):
            section = line[1:].strip()
            if not section:
                raise ValueError(f"{where}: expected ': ' and a section's name, but {line!r} came")
            questions.setdefault(section, [])
            continue
        words = tuple(line.split())
        if section is None:
            raise ValueError(
                f"{where}: expected ': ' and a section's name before the first question, "
                f"but {line[:60]!r} came"
            )
        if len(words) != 4:
            raise ValueError(f"{where}: expected four words, but {line[:60]!r} came")
        questions[section].append(words)
    empty = [section for section, asked in questions.items() if not asked]
    if empty or not questions:
        what = f"section {empty[0]!r} has none" if empty else "there is none"
        raise ValueError(f"{path}: expected questions in each section, but {what}")
    return questions


def _read_pairs(path, expected):
    pairs = []
    for where, line in _lines(path):
        if line.startswith("#"):
            continue
        try:
            a, b, score = (field.strip() for field in line.split("\t"))
            score = float(score)
        except ValueError:
            a = b = score = None
        if not (a and b and 0 <= score <= HIGHEST_SCORE):  # NaN is no number from 0 to 10
            raise ValueError(
                f"{where}: expected two words and a score from 0 to {HIGHEST_SCORE}, with tabs "
                f"between them, but {line[:60]!r} came"
            )
        pairs.append((a, b, score))
    if len(pairs) != expected:
        raise ValueError(f"{path}: expected {expected} pairs of words, but {len(pairs)} came")
    return pairs


def _lines(path):
    """Yield place and text of each line that is not empty."""
    with open(path, "rb") as file:
        for number, code in enumerate(file, start=1):
            where = f"{path}, line {number}"
            if not code.endswith(b"\n"):
                # a word cut in two would still look like one
                raise ValueError(f"{where}: no line break at the end: the file has been cut off")
            try:
                line = code.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
            except UnicodeDecodeError as error:
                raise ValueError(f"{where}: expected text in UTF-8, but {error}") from None
            if line.strip():
                yield where, line
