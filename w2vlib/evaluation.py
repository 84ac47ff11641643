"""How good are word vectors? Counted on pairs of words that people judged, and on analogies.

In all of this, words are matched in lower case, because the Penn Treebank has no other:
«Athens» in a question is «athens» in the vocabulary. Where several words of the vocabulary
are the same in lower case, the one with the lowest id stands for all of them, and the others
are left out. A pair or a question that comes twice counts twice.
"""

import collections.abc
import dataclasses
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from w2vlib._validation import check_ids, check_shape
from w2vlib.evaluation_data import (
    QUESTIONS,
    SIMLEX999,
    WORDSIM353,
    find_gensim_data,
    read_questions,
    read_simlex999,
    read_wordsim353,
)

SCORES_AT_ONCE = 4_000_000  # 16 MB in float32; more is no faster
LEAST_BATCH = 16


@dataclass(frozen=True)
class Similarity:
    """How well cosines agree with people.

    Attributes
    ----------
    spearman : float
        Spearman's rank correlation, from -1 to 1; NaN where it is not defined.
    used : int
        Pairs with both words in the vocabulary: what the correlation is of.
    given : int
        All pairs.
    """

    spearman: float
    used: int
    given: int

    @property
    def coverage(self):
        """The share of the pairs that was used."""
        return self.used / self.given

    def __str__(self):
        return f"{self.spearman:.3f} ({self.used} of {self.given} pairs)"


@dataclass(frozen=True)
class Analogies:
    """How many analogies are answered right.

    Attributes
    ----------
    correct : int
        Questions whose answer was found.
    used : int
        Questions with all four words in the vocabulary.
    given : int
        All questions.
    sections : dict of str to Analogies, or None
        The same counts for each section; a section itself has None.
    """

    correct: int
    used: int
    given: int
    sections: dict | None = None

    @property
    def accuracy(self):
        """The share of the used questions that was answered right; NaN where none was used."""
        return self.correct / self.used if self.used else math.nan

    @property
    def coverage(self):
        """The share of the questions that was used; NaN where none was given."""
        return self.used / self.given if self.given else math.nan

    def __str__(self):
        return f"{self.accuracy:.1%} ({self.correct} of {self.used}, {self.given} asked)"


@dataclass(frozen=True)
class Evaluation(collections.abc.Mapping):
    """What `evaluate` found: ``result["simlex999"]`` is ``result.simlex999``.

    Attributes
    ----------
    wordsim353, simlex999 : Similarity
    analogies : Analogies
    """

    wordsim353: Similarity
    simlex999: Similarity
    analogies: Analogies

    def __getitem__(self, name):
        if name not in list(self):
            raise KeyError(name)
        return getattr(self, name)

    def __iter__(self):
        return (field.name for field in dataclasses.fields(self))

    def __len__(self):
        return len(dataclasses.fields(self))

    def __str__(self):
        return "\n".join(f"{name}: {result}" for name, result in self.items())


def word_similarity(word_vecs, word_to_id, pairs):
    """Compare the cosines of pairs of words with what people say.

    People's scores and cosines have different scales, so only their order is compared:
    Spearman's correlation of the two rankings. Ties share their mean rank. Pairs with a word
    that is not in the vocabulary are left out. A vector of zeros has cosine 0 with all others.

    Parameters
    ----------
    word_vecs : ndarray of float, shape (V, H)
        One vector per word.
    word_to_id : dict
        From word to id. Case does not matter; see the module for words that differ in case
        alone.
    pairs : iterable of (str, str, float)
        Two words and their score; `read_wordsim353` and `read_simlex999` give such lists.

    Returns
    -------
    result : Similarity
        The correlation is NaN if fewer than two pairs are used, or all scores or all cosines
        are the same: then there is no order to compare.

    Raises
    ------
    TypeError
        If `word_vecs` does not hold floats, or words are not strings.
    ValueError
        If `word_vecs` does not have two axes, is empty or holds NaN or infinity, or if there
        is no pair, or one that is not two words and a finite number.
    IndexError
        If `word_to_id` has an id without a row in `word_vecs`.

    References
    ----------
    Finkelstein et al. (2002), Placing Search in Context: The Concept Revisited. Hill, Reichart
    and Korhonen (2015), SimLex-999: Evaluating Semantic Models with (Genuine) Similarity
    Estimation.

    Examples
    --------
    >>> word_vecs = np.array([[1.0, 0.0], [1.0, 0.1], [0.0, 1.0]])
    >>> word_to_id = {"you": 0, "we": 1, "car": 2}
    >>> pairs = [("you", "we", 9.0), ("we", "car", 1.5), ("you", "car", 1.0), ("car", "bus", 8.0)]
    >>> result = word_similarity(word_vecs, word_to_id, pairs)
    >>> print(result)
    1.000 (3 of 4 pairs)
    """
    word_vecs = _checked_vecs(word_vecs)
    id_of = _lower_case(word_to_id, len(word_vecs))
    ids, scores, given = [], [], 0
    for given, pair in enumerate(pairs, start=1):
        a, b, score = _checked_pair(pair, given)
        if a in id_of and b in id_of:
            ids.append((id_of[a], id_of[b]))
            scores.append(score)
    if not given:
        raise ValueError("expected at least one pair of words, but none came")

    ids = np.array(ids, dtype=np.intp).reshape(-1, 2)
    a_vecs, b_vecs = _unit_rows(word_vecs[ids].astype(np.float64)).swapaxes(0, 1)
    # rounding has to split no ties: (1, 1) and (2, 2) are as parallel as (1, 0) and (2, 0)
    cosines = np.einsum("ph,ph->p", a_vecs, b_vecs).round(12)
    return Similarity(_spearman(scores, cosines), used=len(ids), given=given)


def analogy_accuracy(word_vecs, word_to_id, questions):
    """Count the analogies «a is to b as c is to d» whose d is found from the other three.

    The answer is the word whose vector is closest by cosine to ``b - a + c``, where all vectors
    have been scaled to length 1 (3CosAdd). The words a, b and c are left out of the answers;
    every other word of `word_to_id` may come. Where two words are equally close, the one with
    the lower id is the answer. Questions with a word that is not in the vocabulary are left
    out. A question whose right answer is one of a, b and c cannot be answered right.

    The work is done for many questions at once, in pieces, so that it needs little memory
    beside the vectors.

    Parameters
    ----------
    word_vecs : ndarray of float, shape (V, H)
        One vector per word.
    word_to_id : dict
        From word to id. Case does not matter; see the module for words that differ in case
        alone. A dict of fewer words than V asks for answers among those only.
    questions : dict of str to list of (str, str, str, str)
        The questions a, b, c, d of each section, as `read_questions` gives them.

    Returns
    -------
    result : Analogies

    Raises
    ------
    TypeError
        If `word_vecs` does not hold floats, `questions` is no dict, or words are not strings.
    ValueError
        If `word_vecs` does not have two axes, is empty or holds NaN or infinity, or a question
        does not have four words.
    IndexError
        If `word_to_id` has an id without a row in `word_vecs`.

    References
    ----------
    Mikolov, Chen, Corrado and Dean (2013), Efficient Estimation of Word Representations in
    Vector Space, section 4.1: the questions. Mikolov, Yih and Zweig (2013), Linguistic
    Regularities in Continuous Space Word Representations: the way to answer them. Levy and
    Goldberg (2014), Linguistic Regularities in Sparse and Explicit Word Representations: its
    name.

    Examples
    --------
    >>> words = ["car", "cars", "child", "children", "the"]
    >>> word_to_id = {word: i for i, word in enumerate(words)}
    >>> word_vecs = np.array([[1.0, 0, 0], [1, 0, 1], [0, 1, 0], [0, 1, 1], [-1, 0, 0]])
    >>> questions = {"plural": [("Car", "cars", "child", "children"),
    ...                         ("car", "cars", "man", "men")]}
    >>> print(analogy_accuracy(word_vecs, word_to_id, questions))
    100.0% (1 of 1, 2 asked)
    """
    word_vecs = _checked_vecs(word_vecs)
    id_of = _lower_case(word_to_id, len(word_vecs))
    if not isinstance(questions, collections.abc.Mapping):
        raise TypeError(
            "questions must be a dict from section to questions, as read_questions gives, "
            f"but a {type(questions).__name__} came"
        )
    # only words that can be answers, in order of id
    row_of = {word: row for row, word in enumerate(id_of)}
    unit = _unit_rows(word_vecs[list(id_of.values())])

    sections = {}
    for name, asked in questions.items():
        asked = [_checked_question(question, name, i) for i, question in enumerate(asked)]
        known = [question for question in asked if all(word in row_of for word in question)]
        rows = np.array([[row_of[word] for word in question] for question in known], np.intp)
        correct = int(_answered_right(unit, rows.reshape(-1, 4)).sum())
        sections[name] = Analogies(correct, len(known), len(asked))
    total = (
        sum(getattr(section, count) for section in sections.values())
        for count in ("correct", "used", "given")
    )
    return Analogies(*total, sections)


def evaluate(word_vecs, word_to_id, folder=None):
    """Evaluate word vectors on WordSim-353, SimLex-999 and word2vec's analogies.

    Parameters
    ----------
    word_vecs : ndarray of float, shape (V, H)
        One vector per word.
    word_to_id : dict
        From word to id.
    folder : str or os.PathLike, optional
        A folder with ``wordsim353.tsv``, ``simlex999.txt`` and ``questions-words.txt``; that
        of gensim if None.

    Returns
    -------
    result : Evaluation
        ``result.wordsim353``, ``result.simlex999`` and ``result.analogies``; a dict of these
        three as well.

    Raises
    ------
    FileNotFoundError
        If a file is missing, or there is neither a folder nor gensim.
    TypeError, ValueError, IndexError
        As `word_similarity`, `analogy_accuracy` and the readers of the files do.

    References
    ----------
    Finkelstein et al. (2002) for WordSim-353, Hill et al. (2015) for SimLex-999, and Mikolov,
    Chen, Corrado and Dean (2013) for the analogies. Their readers name them in full.

    Examples
    --------
    >>> from w2vlib import load_vectors
    >>> word_vecs, word_to_id, _ = load_vectors("vectors.npz")  # doctest: +SKIP
    >>> result = evaluate(word_vecs, word_to_id)  # doctest: +SKIP
    >>> result.analogies.sections["family"].accuracy  # doctest: +SKIP
    """
    folder = find_gensim_data() if folder is None else Path(folder)
    return Evaluation(
        word_similarity(word_vecs, word_to_id, read_wordsim353(folder / WORDSIM353)),
        word_similarity(word_vecs, word_to_id, read_simlex999(folder / SIMLEX999)),
        analogy_accuracy(word_vecs, word_to_id, read_questions(folder / QUESTIONS)),
    )


def _spearman(scores, cosines):
    from scipy.stats import spearmanr  # takes longer to import than all of w2vlib

    if len(scores) < 2 or np.ptp(scores) == 0 or np.ptp(cosines) == 0:
        return math.nan
    return float(spearmanr(scores, cosines).statistic)


def _answered_right(unit, rows):
    """Tell for each question a, b, c, d, shape (questions, 4), whether d is what is found."""
    right = np.empty(len(rows), dtype=bool)
    batch = max(LEAST_BATCH, SCORES_AT_ONCE // len(unit))
    for start in range(0, len(rows), batch):
        a, b, c, d = rows[start : start + batch].T
        # how long b - a + c is changes no order, so it is not scaled
        scores = (unit[b] - unit[a] + unit[c]) @ unit.T
        for asked in (a, b, c):
            scores[np.arange(len(scores)), asked] = -np.inf
        right[start : start + batch] = scores.argmax(axis=1) == d
    # if no word is left, argmax names one of a, b and c
    return right & (rows[:, :3] != rows[:, 3:]).all(axis=1)


def _unit_rows(vecs):
    """Scale vectors along the last axis to length 1, in place; those of zeros stay."""
    # float16 is too coarse for sums of many products
    vecs = vecs.astype(np.result_type(vecs.dtype, np.float32), copy=False)
    # by the largest number first: squares of very large or small ones leave any range
    for order in (np.inf, 2):
        length = np.linalg.norm(vecs, ord=order, axis=-1, keepdims=True)
        vecs /= np.where(length > 0, length, 1)
    return vecs


def _checked_vecs(word_vecs):
    word_vecs = np.asarray(word_vecs)
    check_shape(word_vecs, ("V", "H"), "word_vecs")
    if not np.issubdtype(word_vecs.dtype, np.floating):
        raise TypeError(f"word_vecs must hold floats, but its dtype is {word_vecs.dtype}")
    if word_vecs.size == 0:
        raise ValueError(f"word_vecs must not be empty, but its shape is {word_vecs.shape}")
    finite = np.isfinite(word_vecs).all(axis=1)
    if not finite.all():
        raise ValueError(
            "word_vecs must hold finite numbers, but NaN or infinity is in "
            f"row {int(np.argmin(finite))}"
        )
    return word_vecs


def _lower_case(word_to_id, vocab_size):
    """Map each word in lower case to its id, in order of id; of several, the lowest counts."""
    if not word_to_id:
        raise ValueError("word_to_id must hold at least one word, but it is empty")
    ids = check_ids(list(word_to_id.values()), vocab_size, "word_to_id").tolist()
    id_of = {}
    for word, word_id in sorted(zip(word_to_id, ids, strict=True), key=lambda item: item[1]):
        if not isinstance(word, str):
            raise TypeError(f"word_to_id must map words, which are strings, but {word!r} came")
        id_of.setdefault(word.lower(), word_id)
    return id_of


def _checked_pair(pair, number):
    try:
        a, b, score = pair
        score = float(score)
    except (TypeError, ValueError):
        a = b = score = math.nan
    if not (isinstance(a, str) and isinstance(b, str) and math.isfinite(score)):
        raise ValueError(f"pair {number} must be two words and a finite number, but {pair!r} came")
    return a.lower(), b.lower(), score


def _checked_question(question, section, number):
    words = question if isinstance(question, (tuple, list)) else ()
    if len(words) != 4 or not all(isinstance(word, str) for word in words):
        raise ValueError(
            f"question {number + 1} of section {section!r} must be four words, "
            f"but {question!r} came"
        )
    return tuple(word.lower() for word in words)
