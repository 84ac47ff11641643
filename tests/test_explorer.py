import sys

import numpy as np
import pytest

from w2vlib import analogy, most_similar, toy_treebank
from w2vlib.explorer import explorer_content, save_for_explorer, word_map
from w2vlib.fast import train_cbow
from w2vlib.toy_treebank import GROUPS, PAIRS
from w2vlib.vector_formats.explorer import quantized, script

WORDS = ["a", "<unk>", "b", "c", "N", "d", "e", "f"]


@pytest.fixture(scope="module")
def toy():
    """Vectors of the toy treebank, with words and counts."""
    corpus, word_to_id, id_to_word = toy_treebank.load_data("train")
    trained = train_cbow(
        corpus, len(word_to_id), epochs=5, engine="vectorized", seed=0, progress=False
    )
    counts = {id_to_word[i]: int(times) for i, times in enumerate(np.bincount(corpus))}
    return trained.word_vecs, id_to_word, counts


@pytest.fixture(scope="module")
def content(toy):
    word_vecs, id_to_word, counts = toy
    return explorer_content(word_vecs, id_to_word, counts=counts, limit=500)


@pytest.fixture
def vecs():
    return np.random.default_rng(0).standard_normal((len(WORDS), 4)).astype(np.float32)


def nearest(rows):
    """Return the ids of the ten nearest of each row, and all cosines."""
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    cosines = unit @ unit.T
    without = cosines - 3 * np.eye(len(rows))
    return np.argsort(-without, axis=1, kind="stable")[:, :10], cosines


# which words --------------------------------------------------------------------------


def test_without_counts_the_first_words_are_shown(vecs):
    content = explorer_content(vecs, WORDS, limit=5)
    assert content["words"] == ["a", "b", "c", "d", "e"]
    assert (content["vectors"] == quantized(vecs[[0, 2, 3, 5, 6]])).all()
    assert content["about"] == "the 5 first words"


def test_with_counts_the_most_frequent_are_shown(vecs):
    counts = {"c": 9, "a": 2, "b": 2, "<unk>": 99, "f": 3, "d": 1, "N": 50, "e": 0, "other": 7}
    content = explorer_content(vecs, WORDS, counts=counts)
    assert content["words"] == ["c", "f", "a", "b", "d"]
    assert (content["vectors"] == quantized(vecs[[3, 7, 0, 2, 5]])).all()


def test_it_begins_with_a_word_that_has_good_neighbours(vecs, content):
    assert content["words"][content["first"]] == "year"
    assert explorer_content(vecs, WORDS)["first"] == 0


# what is asked of them ----------------------------------------------------------------


def test_groups_are_those_with_most_words_here(content):
    shown = set(content["words"])
    sizes = {name: sum(word in shown for word in group) for name, group in GROUPS.items()}
    assert [name for name, _ in content["groups"]] == [
        name for name in GROUPS if name in sorted(sizes, key=lambda each: -sizes[each])[:6]
    ]
    for name, ids in content["groups"]:
        assert [content["words"][i] for i in ids] == [w for w in GROUPS[name] if w in shown]


def test_words_of_no_group_have_no_groups_and_no_analogies(vecs):
    content = explorer_content(vecs, WORDS)
    assert content["groups"] == []
    assert content["analogies"] == {"asked": 0, "right": 0, "examples": []}


def test_analogies_are_counted_as_the_library_answers_them(content):
    words = content["words"]
    id_to_word = dict(enumerate(words))
    word_to_id = {word: i for i, word in id_to_word.items()}
    rows = content["vectors"].astype(np.float64)
    right = {kind: [] for kind in PAIRS}
    asked = 0
    for kind, pairs in PAIRS.items():
        known = [pair for pair in pairs if set(pair) <= set(words)]
        for a, b in known:
            for c, d in known:
                if a != c:
                    asked += 1
                    found = analogy(a, b, c, word_to_id, id_to_word, rows, verbose=False)
                    if found[0][0] == d:
                        right[kind].append([word_to_id[word] for word in (a, b, c)])
    assert asked > 100
    assert content["analogies"]["asked"] == asked
    assert content["analogies"]["right"] == sum(map(len, right.values())) > 0
    assert content["analogies"]["examples"] == [each[0] for each in right.values() if each][:3]


# what one byte for a number costs ----------------------------------------------------


def test_neighbours_are_those_of_the_full_vectors(toy, content):
    word_vecs, id_to_word, _ = toy
    word_to_id = {word: i for i, word in id_to_word.items()}
    full = word_vecs[[word_to_id[word] for word in content["words"]]]
    exact, cosines = nearest(full)
    rounded, rounded_cosines = nearest(content["vectors"].astype(np.float32))
    error = np.abs(cosines - rounded_cosines).max()
    assert error < 0.006
    assert (exact[:, 0] == rounded[:, 0]).mean() > 0.95
    found = np.mean([np.isin(a, b).mean() for a, b in zip(exact, rounded, strict=True)])
    assert found > 0.98
    # where they differ, it is between words that are nearly as near
    at = np.arange(len(full))[:, np.newaxis]
    assert np.abs(cosines[at, exact] - cosines[at, rounded]).max() < 2 * error


def test_the_library_finds_the_same(content):
    id_to_word = dict(enumerate(content["words"]))
    word_to_id = {word: i for i, word in id_to_word.items()}
    rounded, cosines = nearest(content["vectors"].astype(np.float64))
    for query in ("year", "toyota", "rose"):
        i = word_to_id[query]
        found = most_similar(
            query, word_to_id, id_to_word, content["vectors"], top=10, verbose=False
        )
        assert [word for word, _ in found] == [id_to_word[j] for j in rounded[i]]
        assert np.allclose([cosine for _, cosine in found], cosines[i, rounded[i]], atol=1e-5)


# the map ------------------------------------------------------------------------------


def test_near_neighbours_are_near_on_the_map(content):
    exact, _ = nearest(content["vectors"].astype(np.float64))
    places = content["places"]
    distance = np.linalg.norm(places[:, np.newaxis] - places, axis=2)
    on_map = np.argsort(distance, axis=1)[:, 1:11]
    kept = np.mean([np.isin(a[:5], b).mean() for a, b in zip(exact, on_map, strict=True)])
    assert kept > 0.6


def test_the_map_is_the_same_each_time(vecs):
    assert np.array_equal(word_map(vecs), word_map(vecs))


def test_without_scikit_learn_it_is_told_what_is_missing(vecs, monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.manifold", None)
    with pytest.raises(ModuleNotFoundError, match="drawn by scikit-learn, but it is not installed"):
        word_map(vecs)


# files --------------------------------------------------------------------------------


def test_both_kinds_of_files(vecs, tmp_path):
    for name in ("words.js", "words.html"):
        shown = save_for_explorer(tmp_path / name, vecs, WORDS, about="words of mine")
        assert shown == 6
    text = script(explorer_content(vecs, WORDS, about="words of mine"))
    assert (tmp_path / "words.js").read_text(encoding="utf-8") == text
    assert text in (tmp_path / "words.html").read_text(encoding="utf-8")
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    ("changed", "error", "message"),
    [
        ({"path": "words.npz"}, ValueError, r"must end in \.html or \.js, but 'words.npz' came"),
        ({"limit": 4}, ValueError, "needs at least 5 words, but 4 are left"),
        ({"limit": 0}, ValueError, "limit must be at least 1"),
        ({"word_vecs": np.ones((8, 1))}, ValueError, "at least 2 numbers, but each has 1"),
        ({"word_vecs": np.full((8, 2), np.nan)}, ValueError, "numbers must be finite"),
        ({"word_vecs": np.ones((7, 2))}, ValueError, "one word for each of the 7 rows"),
        ({"word_vecs": np.ones(8)}, ValueError, "word_vecs must have shape"),
    ],
)
def test_what_cannot_be_shown(vecs, tmp_path, monkeypatch, changed, error, message):
    monkeypatch.chdir(tmp_path)
    given = {"path": "words.js", "word_vecs": vecs, "id_to_word": WORDS} | changed
    with pytest.raises(error, match=message):
        save_for_explorer(**given)
    assert not list(tmp_path.iterdir())
