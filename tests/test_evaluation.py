"""Word similarity and analogies, by hand, by plain loops, and beside gensim."""

import dataclasses
import json
import math
import tracemalloc
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import w2vlib.evaluation
from w2vlib.evaluation import (
    Analogies,
    Evaluation,
    Similarity,
    analogy_accuracy,
    evaluate,
    word_similarity,
)
from w2vlib.evaluation_data import find_gensim_data, read_questions
from w2vlib.word_vectors import analogy

# angles with "a" grow from b to e: cosines fall
ANGLES = np.deg2rad([0, 10, 20, 30, 40])
VECS = np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=1)
WORD_TO_ID = {word: i for i, word in enumerate("abcde")}


def pairs_with_a(*scores):
    return [("a", word, score) for word, score in zip("bcde", scores, strict=True)]


def random_vecs(vocab_size, hidden_size, seed=0):
    rng = np.random.default_rng(seed)
    return rng.standard_normal((vocab_size, hidden_size)).astype(np.float32)


# word similarity ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scores", "spearman"),
    [
        ([9, 7, 5, 3], 1),
        ([9.99, 0.3, 0.2, 0.1], 1),  # only the order counts
        ([1, 2, 3, 4], -1),
        ([7, 9, 5, 3], 0.8),  # 1 - 6 (1² + 1²) / (4 (4² - 1))
        ([9, 5, 5, 3], 4.5 / math.sqrt(4.5 * 5)),  # ranks 4, 2.5, 2.5, 1
    ],
)
def test_correlation_by_hand(scores, spearman):
    result = word_similarity(VECS, WORD_TO_ID, pairs_with_a(*scores))
    assert result.spearman == pytest.approx(spearman)
    assert (result.used, result.given, result.coverage) == (4, 4, 1)


def test_ties_of_cosines_share_their_rank():
    vecs = np.array([[1.0, 0], [1, 0], [4, 0], [0, 1], [-1, 0]])  # cosines with a: 1, 1, 0, -1
    result = word_similarity(vecs, WORD_TO_ID, pairs_with_a(9, 7, 5, 3))
    assert result.spearman == pytest.approx(4.5 / math.sqrt(4.5 * 5))


@given(st.lists(st.integers(0, 10), min_size=2, max_size=30), st.integers(0, 1000))
def test_correlation_is_that_of_mean_ranks(scores, seed):
    # cosines of small whole numbers tie often
    vecs = np.random.default_rng(seed).integers(0, 2, (60, 2)).astype(float)
    word_to_id = {f"w{i}": i for i in range(60)}
    pairs = [(f"w{2 * i}", f"w{2 * i + 1}", score) for i, score in enumerate(scores)]
    lengths = np.linalg.norm(vecs, axis=1)
    cosines = [
        vecs[2 * i] @ vecs[2 * i + 1] / (lengths[2 * i] * lengths[2 * i + 1] or 1)
        for i in range(len(scores))
    ]

    def mean_ranks(values):
        values = np.round(values, 9)
        return [(values < v).sum() + ((values == v).sum() + 1) / 2 for v in values]

    ranks = np.array([mean_ranks(scores), mean_ranks(cosines)])
    deviations = ranks - ranks.mean(axis=1, keepdims=True)
    square_sums = (deviations**2).sum(axis=1)
    result = word_similarity(vecs, word_to_id, pairs)
    if square_sums.all():
        expected = (deviations[0] @ deviations[1]) / math.sqrt(square_sums.prod())
        assert result.spearman == pytest.approx(expected)
    else:
        assert math.isnan(result.spearman)


def test_unknown_words_are_left_out_and_counted():
    pairs = [("a", "x", 8), *pairs_with_a(9, 7, 5, 3), ("x", "y", 1), ("y", "e", 10)]
    result = word_similarity(VECS, WORD_TO_ID, pairs)
    assert result == Similarity(pytest.approx(1), used=4, given=7)
    assert result.coverage == 4 / 7


def test_case_does_not_matter():
    pairs = [(a.upper(), b, score) for a, b, score in pairs_with_a(9, 7, 5, 3)]
    assert word_similarity(VECS, WORD_TO_ID, pairs).used == 4
    capitals = {word.upper(): i for word, i in WORD_TO_ID.items()}
    assert word_similarity(VECS, capitals, pairs).used == 4


def test_of_words_that_differ_in_case_alone_the_lowest_id_counts():
    vecs = np.concatenate([VECS, [[0.0, -1.0]]])
    word_to_id = {"B": 5, **WORD_TO_ID}  # listed first, but its id is the highest
    result = word_similarity(vecs, word_to_id, pairs_with_a(9, 7, 5, 3))
    assert result.spearman == pytest.approx(1)
    result = word_similarity(vecs[::-1], {w: 5 - i for w, i in word_to_id.items()}, [
        ("a", "b", 1), ("a", "c", 9), ("a", "d", 8), ("a", "e", 7)])  # fmt: skip
    assert result.spearman == pytest.approx(1)


def test_a_vector_of_zeros_has_cosine_zero():
    vecs = VECS.copy()
    vecs[3] = 0  # d: cosine 0, below all others
    result = word_similarity(vecs, WORD_TO_ID, pairs_with_a(9, 7, 1, 3))
    assert result.spearman == pytest.approx(1)
    assert result.used == 4


@pytest.mark.parametrize(
    ("vecs", "pairs"),
    [
        (VECS, [("a", "b", 1.0)]),
        (VECS, [("a", "x", 1.0), ("x", "y", 2.0)]),
        (VECS, pairs_with_a(5, 5, 5, 5)),
        (np.ones((5, 2)), pairs_with_a(1, 2, 3, 4)),
        (np.zeros((5, 2)), pairs_with_a(1, 2, 3, 4)),
    ],
)
def test_without_an_order_there_is_no_correlation(vecs, pairs):
    assert math.isnan(word_similarity(vecs, WORD_TO_ID, pairs).spearman)


@pytest.mark.parametrize("scale", [1e-300, 1e-20, 1e20, 1e300])
def test_how_long_vectors_are_does_not_matter(scale):
    lengths = scale * np.array([[1.0], [0.5], [3.0], [7.0], [2.0]])
    result = word_similarity(VECS * lengths, WORD_TO_ID, pairs_with_a(9, 7, 5, 3))
    assert result.spearman == pytest.approx(1)


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_other_floats_give_the_same_order(dtype):
    result = word_similarity((300 * VECS).astype(dtype), WORD_TO_ID, pairs_with_a(9, 7, 5, 3))
    assert result.spearman == pytest.approx(1)


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ([], "at least one pair of words, but none came"),
        ([("a", "b")], r"pair 1 must be two words and a finite number, but \('a', 'b'\) came"),
        ([("a", "b", 1), ("a", 1, "b")], "pair 2 must be two words"),
        ([("a", "b", math.nan)], "pair 1 must be two words and a finite number"),
        ([("a", None, 1.0)], "pair 1 must be two words"),
        ([3], "pair 1 must be two words"),
    ],
)
def test_wrong_pairs_are_refused(pairs, message):
    with pytest.raises(ValueError, match=message):
        word_similarity(VECS, WORD_TO_ID, pairs)


@pytest.mark.parametrize("measure", [word_similarity, analogy_accuracy])
@pytest.mark.parametrize(
    ("vecs", "word_to_id", "error", "message"),
    [
        (VECS[0], WORD_TO_ID, ValueError, r"word_vecs must have shape \(V, H\)"),
        (np.ones((5, 2), int), WORD_TO_ID, TypeError, "word_vecs must hold floats.* int"),
        (np.ones((5, 0)), WORD_TO_ID, ValueError, "word_vecs must not be empty"),
        (np.where(VECS == 1, np.nan, VECS), WORD_TO_ID, ValueError, "NaN or infinity is in row 0"),
        (VECS[:4], WORD_TO_ID, IndexError, "word_to_id must hold ids from 0 to 3, but it holds 4"),
        (VECS, {"a": 0.5}, TypeError, "word_to_id must hold integer word ids"),
        (VECS, {0: 1}, TypeError, "word_to_id must map words, which are strings, but 0 came"),
        (VECS, {}, ValueError, "word_to_id must hold at least one word"),
    ],
)
def test_wrong_vectors_and_words_are_refused(measure, vecs, word_to_id, error, message):
    asked = pairs_with_a(1, 2, 3, 4) if measure is word_similarity else {"s": [tuple("abcd")]}
    with pytest.raises(error, match=message):
        measure(vecs, word_to_id, asked)


# analogies ---------------------------------------------------------------------------

WORDS = ["car", "cars", "child", "children", "the", "dog", "dogs"]
WORD_IDS = {word: i for i, word in enumerate(WORDS)}
PLURALS = np.array(  # columns: car, child, plural, dog
    [
        [1, 0, 0, 0],
        [1, 0, 1, 0],
        [0, 1, 0, 0],
        [0, 1, 1, 0],
        [-1, 0, 0, 0],
        [0, 0, 0, 1],
        [0, 0, 1, 1],
    ],
    dtype=np.float32,
)
RIGHT = ("car", "cars", "child", "children")
WRONG = ("car", "cars", "child", "the")


def test_analogies_by_hand():
    questions = {
        "plural": [RIGHT, ("child", "children", "dog", "dogs"), WRONG],
        "unknown": [("car", "cars", "man", "men"), ("x", "cars", "child", "children")],
        "half": [("dog", "dogs", "car", "cars"), ("dog", "dogs", "car", "cats")],
    }
    result = analogy_accuracy(PLURALS, WORD_IDS, questions)
    assert (result.correct, result.used, result.given) == (3, 4, 7)
    assert result.accuracy == 0.75
    assert result.coverage == 4 / 7
    assert result.sections == {
        "plural": Analogies(2, 3, 3),
        "unknown": Analogies(0, 0, 2),
        "half": Analogies(1, 1, 2),
    }
    assert math.isnan(result.sections["unknown"].accuracy)


def test_no_questions_are_no_answers():
    result = analogy_accuracy(PLURALS, WORD_IDS, {})
    assert (result.correct, result.used, result.given, result.sections) == (0, 0, 0, {})
    assert math.isnan(result.accuracy)
    assert math.isnan(result.coverage)


def test_the_words_of_the_question_are_left_out():
    # b - a + c lies closest to b, then to c, then to a; d comes only after all three
    vecs = np.array([[1.0, 0.1], [1, 0.2], [1, 0.15], [0, 1], [-1, 0]])
    result = analogy_accuracy(vecs, WORD_TO_ID, {"s": [tuple("abcd"), tuple("abce")]})
    assert (result.correct, result.used) == (1, 2)


@pytest.mark.parametrize("answer", "abc")
def test_a_word_of_the_question_is_never_a_right_answer(answer):
    for words in ("abc", "abcd"):  # without and with a word left to answer
        word_to_id = {word: i for i, word in enumerate(words)}
        vecs = VECS[: len(words)]
        result = analogy_accuracy(vecs, word_to_id, {"s": [("a", "b", "c", answer)]})
        assert (result.correct, result.used) == (0, 1)


def test_a_word_that_comes_twice_in_a_question():
    result = analogy_accuracy(PLURALS, WORD_IDS, {"s": [("car", "cars", "car", "children")]})
    assert (result.correct, result.used) == (1, 1)


def test_of_equally_close_words_the_lower_id_answers():
    vecs = np.concatenate([PLURALS, PLURALS[3:4]])
    word_to_id = {**WORD_IDS, "kids": 7}
    questions = {"low": [RIGHT], "high": [("car", "cars", "child", "kids")]}
    result = analogy_accuracy(vecs, word_to_id, questions)
    assert [section.correct for section in result.sections.values()] == [1, 0]
    word_to_id = {**WORD_IDS, "children": 7, "kids": 3}
    result = analogy_accuracy(vecs, word_to_id, questions)
    assert [section.correct for section in result.sections.values()] == [0, 1]


def test_case_does_not_matter_in_questions():
    questions = {"s": [tuple(word.upper() for word in RIGHT), tuple(map(str.title, WRONG))]}
    assert analogy_accuracy(PLURALS, WORD_IDS, questions).correct == 1
    titles = {word.title(): i for word, i in WORD_IDS.items()}
    assert analogy_accuracy(PLURALS, titles, {"s": [RIGHT, WRONG]}).correct == 1


def test_a_word_in_other_case_is_no_rival():
    # "Children" would be closer than "children" is, and has a higher id
    vecs = np.concatenate([PLURALS, [[0.0, 1, 1.1, 0]]]).astype(np.float32)
    vecs[3] = [0, 1, 0.4, 0]
    word_to_id = {**WORD_IDS, "Children": 7}
    assert analogy_accuracy(vecs, word_to_id, {"s": [RIGHT]}).correct == 1
    word_to_id["offspring"] = word_to_id.pop("Children")
    assert analogy_accuracy(vecs, word_to_id, {"s": [RIGHT]}).correct == 0


def test_fewer_words_are_fewer_answers():
    vecs = np.concatenate([PLURALS[3:4], PLURALS])
    word_to_id = {word: i + 1 for word, i in WORD_IDS.items()}
    assert analogy_accuracy(vecs, {**word_to_id, "kids": 0}, {"s": [RIGHT]}).correct == 0
    assert analogy_accuracy(vecs, word_to_id, {"s": [RIGHT]}).correct == 1


def test_vectors_of_zeros_are_no_trouble():
    vecs = PLURALS.copy()
    vecs[4] = 0
    assert analogy_accuracy(vecs, WORD_IDS, {"s": [RIGHT]}).correct == 1
    result = analogy_accuracy(np.zeros_like(PLURALS), WORD_IDS, {"s": [RIGHT]})
    assert (result.correct, result.used) == (1, 1), "all are equally close: the lowest id"


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("scale", [1e-3, 1, 1e3])
def test_how_long_vectors_are_does_not_matter_in_analogies(dtype, scale):
    lengths = scale * np.array([[1], [50], [3], [7], [2], [0.5], [20]])
    result = analogy_accuracy((PLURALS * lengths).astype(dtype), WORD_IDS, {"s": [RIGHT, WRONG]})
    assert (result.correct, result.used) == (1, 2)


def random_questions(words, count, seed=0):
    rng = np.random.default_rng(seed)
    return [tuple(rng.choice(words, 4, replace=False)) for _ in range(count)]


@pytest.mark.parametrize("scores_at_once", [1, 200, 10_000_000])
def test_answers_are_those_of_analogy_whatever_the_batch(monkeypatch, scores_at_once):
    monkeypatch.setattr(w2vlib.evaluation, "SCORES_AT_ONCE", scores_at_once)
    words = [f"w{i}" for i in range(12)]
    word_to_id = {word: i for i, word in enumerate(words)}
    vecs = random_vecs(12, 5)
    questions = [tuple(map(str, question)) for question in random_questions(words, 77)]
    expected = sum(
        analogy(a, b, c, word_to_id, words, vecs, top=1, verbose=False)[0][0] == d
        for a, b, c, d in questions
    )
    result = analogy_accuracy(vecs, word_to_id, {"s": questions})
    assert 0 < expected < 77
    assert (result.correct, result.used) == (expected, 77)


def test_many_questions_need_little_memory():
    words = [f"w{i}" for i in range(2000)]
    word_to_id = {word: i for i, word in enumerate(words)}
    vecs = random_vecs(2000, 10)
    ids = np.random.default_rng(0).integers(0, 2000, (20_000, 4))
    questions = {"s": [tuple(words[i] for i in row) for row in ids]}
    tracemalloc.start()
    try:
        result = analogy_accuracy(vecs, word_to_id, questions)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert result.used == 20_000
    all_scores = 20_000 * 2000 * 4
    assert peak < all_scores / 3


def test_the_vectors_are_left_alone():
    vecs = random_vecs(7, 4)
    before = vecs.copy()
    analogy_accuracy(vecs, WORD_IDS, {"s": [RIGHT]})
    word_similarity(vecs, WORD_IDS, [("car", "cars", 1), ("dog", "dogs", 2)])
    np.testing.assert_array_equal(vecs, before)


@pytest.mark.parametrize(
    ("questions", "error", "message"),
    [
        ([RIGHT], TypeError, "questions must be a dict from section .* but a list came"),
        ({"s": [RIGHT, RIGHT[:3]]}, ValueError, r"question 2 of section 's' must be four words"),
        ({"s": ["abcd"]}, ValueError, "question 1 of section 's' .* but 'abcd' came"),
        ({"s": [("a", "b", "c", 4)]}, ValueError, "question 1 of section 's'"),
        ({"s": [4]}, ValueError, "question 1 of section 's' must be four words, but 4 came"),
    ],
)
def test_wrong_questions_are_refused(questions, error, message):
    with pytest.raises(error, match=message):
        analogy_accuracy(PLURALS, WORD_IDS, questions)


# all three ---------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    pairs = "".join(
        f"a\t{word}\t{score}\n" for word, score in zip("bcde", [9, 7, 5, 3], strict=True)
    )
    (tmp_path / "wordsim353.tsv").write_text("# pairs\n" + pairs + "x\ty\t1\n" * 349)
    (tmp_path / "simlex999.txt").write_text(pairs.replace("\t9\n", "\t1\n") + "x\ty\t1\n" * 995)
    (tmp_path / "questions-words.txt").write_text(": letters\na b c d\nb c d x\n")
    return tmp_path


def test_evaluate_does_all_three(folder):
    result = evaluate(VECS, WORD_TO_ID, folder)
    assert result.wordsim353 == Similarity(pytest.approx(1), 4, 353)
    assert result.simlex999 == Similarity(pytest.approx(-0.2), 4, 999)
    assert (result.analogies.used, result.analogies.given) == (1, 2)
    assert isinstance(result, Evaluation)
    assert dict(result) == {name: getattr(result, name) for name in list(result)}
    assert list(result) == ["wordsim353", "simlex999", "analogies"]
    assert len(result) == 3
    with pytest.raises(KeyError, match="items"):
        result["items"]


def test_results_print_as_lines_and_become_json(folder):
    result = evaluate(VECS, WORD_TO_ID, str(folder))
    lines = str(result).split("\n")
    assert lines[0] == "wordsim353: 1.000 (4 of 353 pairs)"
    assert lines[1] == "simlex999: -0.200 (4 of 999 pairs)"
    assert lines[2] == "analogies: 100.0% (1 of 1, 2 asked)"
    saved = json.loads(json.dumps(dataclasses.asdict(result)))
    assert saved["analogies"]["sections"]["letters"]["given"] == 2


def test_results_cannot_be_changed(folder):
    result = evaluate(VECS, WORD_TO_ID, folder)
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.simlex999 = None
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.simlex999.spearman = 1.0


def test_evaluate_names_the_file_that_is_missing(folder):
    (folder / "simlex999.txt").unlink()
    with pytest.raises(FileNotFoundError, match=r"simlex999\.txt"):
        evaluate(VECS, WORD_TO_ID, folder)


def test_without_a_folder_gensims_is_taken(folder, monkeypatch):
    monkeypatch.setattr(w2vlib.evaluation, "find_gensim_data", lambda: folder)
    assert evaluate(VECS, WORD_TO_ID).wordsim353.given == 353


# gensim ------------------------------------------------------------------------------
#
# gensim skips pairs and questions with unknown words as we do. It matches words in upper
# case (`case_insensitive=True`), which is the same for these words. `restrict_vocab` is the
# whole vocabulary. It computes cosines of pairs in float32, so two that are nearly equal may
# swap ranks. It takes the first of its five nearest words that is not in the question, and
# leaves out the question's words before that: the same word as ours. What differs is left out
# of the comparison: for gensim, words of other case are answers too, a question whose answer
# is one of its own words may be right, and vectors of zeros have no cosine.


@pytest.fixture
def KeyedVectors():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip("gensim.models").KeyedVectors


def question_vecs(questions, hidden_size=20):
    """Vectors in which b - a is alike within a section, so that about half can be answered."""
    rng = np.random.default_rng(0)
    vecs = {}
    for asked in questions.values():
        step = rng.standard_normal(hidden_size)
        for a, b in {pair for question in asked for pair in (question[:2], question[2:])}:
            a_vec = vecs.setdefault(a.lower(), rng.standard_normal(hidden_size))
            vecs.setdefault(b.lower(), a_vec + step + 0.8 * rng.standard_normal(hidden_size))
    # as in a real vocabulary: some words of the questions are missing, and there are others
    words = [word for i, word in enumerate(vecs) if i % 10]
    others = [f"<other{i}>" for i in range(500)]
    matrix = [*(vecs[word] for word in words), *rng.standard_normal((500, hidden_size))]
    return [*words, *others], np.array(matrix, dtype=np.float32)


def test_analogies_are_those_of_gensim(tmp_path, KeyedVectors):
    asked = read_questions(find_gensim_data() / "questions-words.txt")
    questions = {name: section[::3] for name, section in asked.items()}  # gensim takes its time
    path = tmp_path / "questions.txt"
    path.write_text(
        "".join(
            f": {name}\n" + "".join(" ".join(question) + "\n" for question in section)
            for name, section in questions.items()
        )
    )
    words, vecs = question_vecs(questions)
    theirs = KeyedVectors(vecs.shape[1])
    theirs.add_vectors(words, vecs)
    accuracy, sections = theirs.evaluate_word_analogies(
        path, restrict_vocab=len(words), case_insensitive=True, dummy4unknown=False
    )

    ours = analogy_accuracy(vecs, {word: i for i, word in enumerate(words)}, read_questions(path))
    assert sections.pop()["section"] == "Total accuracy"
    assert {s["section"]: len(s["correct"]) for s in sections} == {
        name: section.correct for name, section in ours.sections.items()
    }
    assert {s["section"]: len(s["correct"] + s["incorrect"]) for s in sections} == {
        name: section.used for name, section in ours.sections.items()
    }
    assert ours.accuracy == accuracy
    assert 0.2 < accuracy < 0.8
    assert 0 < ours.used < ours.given


@pytest.mark.parametrize("name", ["wordsim353.tsv", "simlex999.txt"])
def test_similarity_is_that_of_gensim(KeyedVectors, name):
    path = find_gensim_data() / name
    read = {"wordsim353.tsv": w2vlib.read_wordsim353, "simlex999.txt": w2vlib.read_simlex999}[name]
    pairs = read(path)
    words = sorted({word.lower() for a, b, _ in pairs for word in (a, b)})[::-1][20:]
    vecs = random_vecs(len(words), 30)
    theirs = KeyedVectors(30)
    theirs.add_vectors(words, vecs)
    _, spearman, unknown_percent = theirs.evaluate_word_pairs(
        path, restrict_vocab=len(words), case_insensitive=True, dummy4unknown=False
    )
    ours = word_similarity(vecs, {word: i for i, word in enumerate(words)}, pairs)
    assert ours.spearman == pytest.approx(spearman.statistic, abs=1e-5)
    assert 100 * (1 - ours.coverage) == pytest.approx(unknown_percent)
    assert ours.used < ours.given == len(pairs)
