import hashlib
import re
import time
from collections import Counter
from itertools import islice

import numpy as np
import pytest

from w2vlib import toy_treebank
from w2vlib.toy_treebank import GROUPS, PAIRS, generate, generate_chunks, load_data

DIGEST = "9b7b58ae1fa5886983c3b13af5c30657f11979c441f7e44bb2fa8fc3b0a691df"


@pytest.fixture(scope="module")
def train():
    return load_data("train")


@pytest.fixture(scope="module")
def vectors(train):
    """Positive pointwise mutual information, window 5: what CBOW has to learn, counted."""
    corpus, word_to_id, _ = train
    size = len(word_to_id)
    counts = np.zeros((size, size))
    for distance in range(1, 6):
        pairs = corpus[:-distance] * size + corpus[distance:]
        counts += np.bincount(pairs, minlength=size**2).reshape(size, size)
    counts += counts.T
    expected = np.outer(counts.sum(axis=0), counts.sum(axis=0)) / counts.sum()
    vectors = np.log(np.maximum(counts / expected, 1))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


# The corpus ---------------------------------------------------------------------------


def test_train_looks_like_a_small_penn_treebank(train):
    corpus, word_to_id, id_to_word = train
    assert corpus.shape == (100_000,)
    assert corpus.dtype == np.int64
    assert 300 <= len(word_to_id) <= 700
    assert id_to_word == {id_: word for word, id_ in word_to_id.items()}
    assert {"<unk>", "N", "<eos>"} <= set(word_to_id)
    words = set(word_to_id) - {"N"}
    assert all(word == word.lower() for word in words)
    assert not [word for word in words if re.search(r"[{}]", word)], "a slot was left unfilled"


def test_ids_are_in_order_of_first_appearance(train):
    corpus, word_to_id, _ = train
    ids, first = np.unique(corpus, return_index=True)
    assert ids.tolist() == list(range(len(word_to_id))), "every word must appear in train"
    assert np.all(np.diff(first) > 0)


def test_frequencies_fall_as_zipf_says(train):
    counts = np.sort(np.bincount(train[0]))[::-1]
    slope, _ = np.polyfit(np.log(np.arange(1, len(counts) + 1)), np.log(counts), 1)
    assert -1.3 < slope < -0.7, f"the slope of log count by log rank is {slope:.2f}"
    assert counts.min() >= 10, "a word seen less often cannot be learnt"


def test_the_same_corpus_on_every_computer(train):
    corpus, word_to_id, _ = train
    digest = hashlib.sha256(" ".join(word_to_id).encode() + corpus.astype("<i8").tobytes())
    assert digest.hexdigest() == DIGEST, (
        "the corpus changed: if the grammar did, every number measured on it must be measured anew"
    )


def test_the_other_parts_share_the_vocabulary(train):
    for data_type in ("valid", "val", "test"):
        corpus, word_to_id, _ = load_data(data_type)
        assert corpus.shape == (10_000,)
        assert word_to_id == train[1]
    assert np.array_equal(load_data("val")[0], load_data("valid")[0])
    parts = {load_data(data_type)[0][:1000].tobytes() for data_type in ("train", "valid", "test")}
    assert len(parts) == 3, "the parts must differ"


def test_what_is_returned_may_be_changed(train):
    corpus, word_to_id, id_to_word = load_data()
    corpus[:] = 0
    word_to_id.clear()
    id_to_word.clear()
    again = load_data()
    assert np.array_equal(again[0], train[0])
    assert again[1:] == train[1:]


@pytest.mark.parametrize("data_type", ["trian", "", None])
def test_an_unknown_part_is_refused(data_type):
    with pytest.raises(ValueError, match="data_type must be 'train', 'valid', 'val' or 'test'"):
        load_data(data_type)


# Any size -----------------------------------------------------------------------------


@pytest.mark.parametrize("n_tokens", [1, 2, 999, 200_000])
def test_generate_gives_just_so_many_tokens(train, n_tokens):
    corpus = generate(n_tokens, seed=5)
    assert corpus.shape == (n_tokens,)
    assert corpus.min() >= 0
    assert corpus.max() < len(train[1])


def test_the_seed_decides(train):
    assert np.array_equal(generate(400_000, 1)[:100_000], train[0]), "a longer one goes on"
    assert np.array_equal(generate(5000, 8), generate(5000, 8))
    assert not np.array_equal(generate(5000, 8), generate(5000, 9))


def test_chunks_are_the_corpus_in_pieces():
    chunks = list(generate_chunks(500_000, seed=3))
    assert len(chunks) > 1
    assert np.array_equal(np.concatenate(chunks), generate(500_000, seed=3))


def test_chunks_of_a_corpus_too_large_for_memory_can_be_taken():
    assert all(len(chunk) < 1_000_000 for chunk in islice(generate_chunks(10**12, seed=3), 3))


@pytest.mark.parametrize(
    ("n_tokens", "error"), [(0, ValueError), (-1, ValueError), (1.5, TypeError)]
)
def test_a_wrong_size_is_refused(n_tokens, error):
    with pytest.raises(error, match="n_tokens"):
        generate(n_tokens, seed=0)


def test_a_million_tokens_take_well_under_five_seconds():
    start = time.perf_counter()
    generate(1_000_000, seed=0)
    seconds = time.perf_counter() - start
    assert seconds < 5, f"a million tokens took {seconds:.1f} s; 0.05 s is usual"


# Groups and pairs ---------------------------------------------------------------------


def test_no_word_has_two_meanings():
    words = Counter(word for column in toy_treebank._COLUMNS.values() for word in column)
    names = ["pronouns", "months", "weekdays", "makers", "units", "vehicles"]
    assert set(names) <= set(GROUPS)
    inside = {word for name in names for word in GROUPS[name]}
    assert not [word for word in inside if words[word] > 1]
    grouped = Counter(word for group in GROUPS.values() for word in group)
    assert max(grouped.values()) == 1, f"in two groups: {grouped.most_common(1)}"


@pytest.mark.parametrize("group", GROUPS)
def test_neighbours_of_a_groups_words_are_mostly_of_the_group(train, vectors, group):
    _, word_to_id, id_to_word = train
    ids = [word_to_id[word] for word in GROUPS[group]]
    assert len(ids) > 5, "a word needs five neighbours of its own group"
    similarity = vectors[ids] @ vectors.T
    similarity[np.arange(len(ids)), ids] = -1
    nearest = np.argsort(-similarity, axis=1)[:, :5]
    wrong = [id_to_word[id_] for id_ in nearest.ravel().tolist() if id_ not in ids]
    share = 1 - len(wrong) / nearest.size
    assert share >= 0.8, f"{share:.0%} of neighbours are of the group; others: {set(wrong)}"


@pytest.mark.parametrize("relation", PAIRS)
def test_analogies_mostly_hold(train, vectors, relation):
    _, word_to_id, _ = train
    pairs = [(word_to_id[a], word_to_id[b]) for a, b in PAIRS[relation]]
    right = []
    for a, b in pairs:
        for c, d in pairs:
            if a != c:
                similarity = vectors @ (vectors[b] - vectors[a] + vectors[c])
                similarity[[a, b, c]] = -np.inf
                right.append(similarity.argmax() == d)
    share = np.mean(right)
    assert share >= 0.5, f"only {share:.0%} of the analogies {relation!r} hold"


def test_rows_of_a_table_stay_together(train):
    corpus, _, id_to_word = train
    text = " ".join(id_to_word[id_] for id_ in corpus.tolist())
    capitals = set(re.findall(r"(\w+) and its capital (\w+)", text))
    assert capitals <= set(PAIRS["capital"]), "a country came with another's capital"
    assert len(capitals) > 5
