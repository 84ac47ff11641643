import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import cosine

from w2vlib.word_vectors import (
    UnknownWordError,
    analogy,
    cos_similarity,
    look_up,
    most_similar,
)

WORDS = ["king", "man", "queen", "woman", "car", "cars"]
ID_TO_WORD = dict(enumerate(WORDS))
WORD_TO_ID = {word: i for i, word in ID_TO_WORD.items()}
# columns: royal, female, vehicle, plural
MATRIX = np.array(
    [[1, 0, 0, 0], [0.1, 0, 0, 0.3], [1, 1, 0, 0], [0.1, 1, 0, 0.3], [0, 0, 1, 0], [0, 0, 1, 1]]
)


def random_matrix(seed=0, hidden_size=5):
    return np.random.default_rng(seed).standard_normal((len(WORDS), hidden_size))


@given(st.integers(1, 8), st.integers(0, 2**32 - 1))
def test_cosine_agrees_with_scipy(hidden_size, seed):
    x, y = np.random.default_rng(seed).standard_normal((2, hidden_size))
    assert cos_similarity(x, y, eps=0) == pytest.approx(1 - cosine(x, y), abs=1e-12)


def test_cosine_with_zeros_is_zero():
    for dtype in (np.float16, np.float32, np.float64):
        assert cos_similarity(np.zeros(3, dtype), np.ones(3, dtype)) == 0, dtype


def test_cosine_of_large_float16_does_not_overflow():
    x = np.full(100, 1000, dtype=np.float16)
    assert cos_similarity(x, x) == pytest.approx(1)


def test_cosine_refuses_other_shapes():
    with pytest.raises(ValueError, match=r"x must have shape \(H,\)"):
        cos_similarity(np.ones((2, 2)), np.ones(2))
    with pytest.raises(ValueError, match=r"y must have shape \(3,\), but its shape is \(2,\)"):
        cos_similarity(np.ones(3), np.ones(2))


@pytest.mark.parametrize("query", WORDS)
def test_neighbours_are_those_of_a_plain_loop(query):
    matrix = random_matrix()
    expected = sorted(
        (
            (word, cos_similarity(matrix[i], matrix[WORD_TO_ID[query]]))
            for i, word in ID_TO_WORD.items()
            if word != query
        ),
        key=lambda pair: -pair[1],
    )
    neighbours = most_similar(query, WORD_TO_ID, ID_TO_WORD, matrix, top=10, verbose=False)
    assert [word for word, _ in neighbours] == [word for word, _ in expected]
    assert [s for _, s in neighbours] == pytest.approx([s for _, s in expected])
    assert all(type(similarity) is float for _, similarity in neighbours)


def test_neighbours_are_printed_as_in_the_book(capsys):
    neighbours = most_similar("king", WORD_TO_ID, ID_TO_WORD, MATRIX, top=2)
    lines = [f" {word}: {similarity}" for word, similarity in neighbours]
    assert capsys.readouterr().out == "\n".join(["", "[query] king", *lines, ""])


def test_quiet_means_quiet(capsys):
    most_similar("king", WORD_TO_ID, ID_TO_WORD, MATRIX, verbose=False)
    analogy("man", "king", "woman", WORD_TO_ID, ID_TO_WORD, MATRIX, answer="queen", verbose=False)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("top", [1, 3, 5, 100])
def test_top_is_how_many_come(top):
    neighbours = most_similar("king", WORD_TO_ID, ID_TO_WORD, MATRIX, top, verbose=False)
    assert len(neighbours) == min(top, len(WORDS) - 1)


def test_equal_vectors_come_in_order_of_id():
    # many words, because NumPy's other sorts are stable too for a few
    words = [f"word{i}" for i in range(300)]
    word_to_id = {word: i for i, word in enumerate(words)}
    matrix = np.array([[1.0, 0.0], [0.0, 1.0]] * 150)
    neighbours = most_similar("word2", word_to_id, words, matrix, top=150, verbose=False)
    assert [word for word, _ in neighbours] == [*words[0:2:2], *words[4::2], "word1"]


def test_float16_gives_the_neighbours_of_float32():
    matrix = (300 * random_matrix(hidden_size=100)).astype(np.float16)
    for query in WORDS:
        half, single = (
            most_similar(query, WORD_TO_ID, ID_TO_WORD, m, verbose=False)
            for m in (matrix, matrix.astype(np.float32))
        )
        assert half == single


def test_the_matrix_is_left_alone():
    matrix = random_matrix()
    before = matrix.copy()
    most_similar("king", WORD_TO_ID, ID_TO_WORD, matrix, verbose=False)
    analogy("man", "king", "woman", WORD_TO_ID, ID_TO_WORD, matrix, verbose=False)
    np.testing.assert_array_equal(matrix, before)


def test_a_list_of_words_will_do():
    neighbours = most_similar("car", WORD_TO_ID, WORDS, MATRIX, top=1, verbose=False)
    assert [word for word, _ in neighbours] == ["cars"]


def test_analogy_finds_the_queen():
    candidates = analogy("man", "king", "woman", WORD_TO_ID, ID_TO_WORD, MATRIX, verbose=False)
    assert candidates[0][0] == "queen"
    assert {word for word, _ in candidates} == {"queen", "car", "cars"}


def test_analogy_follows_the_formula():
    matrix = random_matrix()
    unit = matrix / np.linalg.norm(matrix, axis=1, keepdims=True)
    offset = unit[1] - unit[0] + unit[2]
    expected = unit @ offset / np.linalg.norm(offset)
    candidates = analogy("king", "man", "queen", WORD_TO_ID, ID_TO_WORD, matrix, verbose=False)
    for word, score in candidates:
        assert score == pytest.approx(expected[WORD_TO_ID[word]]), word


def test_analogy_does_not_depend_on_how_long_vectors_are():
    matrix = random_matrix()
    longer = matrix * np.array([[1.0], [100.0], [0.01], [7.0], [3.0], [1000.0]])
    first, second = (
        analogy("king", "man", "queen", WORD_TO_ID, ID_TO_WORD, m, verbose=False)
        for m in (matrix, longer)
    )
    assert [word for word, _ in first] == [word for word, _ in second]


def test_analogy_is_printed_as_in_the_book(capsys):
    candidates = analogy(
        "man", "king", "woman", WORD_TO_ID, ID_TO_WORD, MATRIX, top=2, answer="queen"
    )
    lines = [f" {word}: {score}" for word, score in candidates]
    out = capsys.readouterr().out.split("\n")
    assert out[:2] == ["", "[analogy] man:king = woman:?"]
    assert out[2].startswith("==>queen:")
    assert float(out[2].removeprefix("==>queen:")) == pytest.approx(candidates[0][1])
    assert out[3:] == [*lines, ""]


def test_unknown_word_names_what_came_and_what_is_close():
    with pytest.raises(UnknownWordError) as caught:
        most_similar("quene", WORD_TO_ID, ID_TO_WORD, MATRIX)
    assert str(caught.value) == (
        "expected one of the 6 words of the vocabulary, but 'quene' came; close to it: 'queen'"
    )
    assert isinstance(caught.value, KeyError)


def test_unknown_word_in_capitals_finds_the_small_one():
    with pytest.raises(UnknownWordError, match="close to it: 'queen'"):
        look_up("QUEEN", WORD_TO_ID)


@pytest.mark.parametrize("word", ["zzzz", "", 3, None])
def test_unknown_word_without_anything_close(word):
    with pytest.raises(UnknownWordError, match=r"came$"):
        look_up(word, WORD_TO_ID)


def test_unknown_word_error_survives_pickling():
    error = pickle.loads(pickle.dumps(UnknownWordError("expected this, but that came")))
    assert str(error) == "expected this, but that came"


@pytest.mark.parametrize("position", range(4))
def test_analogy_refuses_each_unknown_word(position, capsys):
    words = ["man", "king", "woman", "queen"]
    words[position] = "toyota"
    with pytest.raises(UnknownWordError, match="'toyota' came"):
        analogy(*words[:3], WORD_TO_ID, ID_TO_WORD, MATRIX, answer=words[3])
    assert capsys.readouterr().out == "", "nothing is printed before the input is checked"


@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        (np.ones((5, 3)), r"word_matrix must have shape \(6, H\), but its shape is \(5, 3\)"),
        (np.ones(6), r"word_matrix must have shape \(6, H\), but its shape is \(6,\)"),
        (np.where(np.arange(18).reshape(6, 3) == 7, np.nan, 1.0), r"in row 2 \('queen'\)"),
        (np.full((6, 3), np.inf), r"in row 0 \('king'\)"),
    ],
)
def test_wrong_matrices_are_refused(matrix, message):
    with pytest.raises(ValueError, match=message):
        most_similar("king", WORD_TO_ID, ID_TO_WORD, matrix)
    with pytest.raises(ValueError, match=message):
        analogy("man", "king", "woman", WORD_TO_ID, ID_TO_WORD, matrix)


def test_dicts_of_different_vocabularies_are_refused():
    with pytest.raises(ValueError, match="'king' has id 1, which is 'man'"):
        most_similar("king", {"king": 1}, ID_TO_WORD, MATRIX)
    with pytest.raises(IndexError, match="from 0 to 5, but it holds 6"):
        most_similar("king", {"king": 6}, ID_TO_WORD, MATRIX)


@pytest.mark.parametrize(("top", "error"), [(0, ValueError), (-1, ValueError), (2.5, TypeError)])
def test_top_must_be_a_count(top, error):
    with pytest.raises(error, match="top must be"):
        most_similar("king", WORD_TO_ID, ID_TO_WORD, MATRIX, top=top)
