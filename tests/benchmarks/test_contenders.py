import numpy as np
import pytest

from benchmarks.contenders import Task, fasttext, gensim, measure, ours, train_gensim, train_ours
from benchmarks.corpora import zipf_corpus


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return zipf_corpus(tmp_path_factory.mktemp("corpus"), 6_000, 60)


def check(measured, words):
    assert measured["words"] == words
    assert measured["words_per_second"] == pytest.approx(words / measured["seconds"], rel=0.5)
    assert measured["warm_up_seconds"] >= 0
    assert measured["cpu_seconds"] >= 0
    assert "peak_rss_mb" in measured


@pytest.mark.parametrize("engine", ["layers", "vectorized"])
def test_ours_trains_on_the_task(files, engine):
    task = Task(files, epochs=2, words=2_000, hidden_size=8, dynamic_window=True, lr=0.01)
    measured, word_vecs = train_ours(task, engine)
    check(measured, 4_000)
    assert word_vecs.shape == (60, 8)
    assert np.isfinite(word_vecs).all()


def test_an_engine_that_takes_over_is_not_measured_in_the_others_name(files, monkeypatch):
    from w2vlib import fast

    train_cbow = fast.train_cbow
    monkeypatch.setattr(
        fast, "train_cbow", lambda *args, **given: train_cbow(*args, **given | {"engine": "layers"})
    )
    with pytest.raises(RuntimeError, match="vectorized was asked for, but layers ran"):
        train_ours(Task(files, words=500, hidden_size=4, lr=0.01), "vectorized")


@pytest.mark.parametrize("source", ["lists", "file"])
@pytest.mark.parametrize("subsample", [0.0, 1e-3])
def test_gensim_goes_over_the_same_words(files, source, subsample):
    pytest.importorskip("gensim")
    task = Task(files, epochs=2, hidden_size=8, subsample=subsample)
    measured, word_vecs = train_gensim(task, source)
    check(measured, 12_000)
    assert word_vecs.shape == (60, 8)


def test_gensims_vectors_come_in_the_order_of_our_ids(files):
    pytest.importorskip("gensim")
    from gensim.models import Word2Vec

    task = Task(files, hidden_size=4, window_size=2)
    _, word_vecs = train_gensim(task, "lists")
    ids = [str(id_) for id_ in np.load(files.ids).tolist()]
    again = Word2Vec([ids], vector_size=4, window=2, cbow_mean=1, sample=0, min_count=1,
                     shrink_windows=False, workers=1, seed=0, epochs=1)  # fmt: skip
    np.testing.assert_array_equal(word_vecs[7], again.wv["7"])


def test_gensim_reads_whole_files_only(files):
    pytest.importorskip("gensim")
    with pytest.raises(ValueError, match="a part of it can only come as lists"):
        train_gensim(Task(files, words=500), "file")
    with pytest.raises(ValueError, match="source must be 'lists' or 'file', but 'list' came"):
        train_gensim(Task(files), "list")


def test_contenders_have_names_and_leave_the_vectors_behind(files):
    task = Task(files, words=500, hidden_size=4, lr=0.01)
    contenders = [
        ours(task, "layers"),
        ours(task, "compiled", 1),
        ours(task, "compiled", 2),
        gensim(task, "lists", 1),
        gensim(task, "file", 2),
        fasttext(task, 2),
    ]
    assert [contender.name for contender in contenders] == [
        "layers",
        "compiled, 1 thread",
        "compiled, 2 threads",
        "gensim, 1 worker, lists",
        "gensim, 2 workers, file",
        "fastText, 2 threads, whole",
    ]
    assert all(contender.task is task for contender in contenders)
    assert contenders[0].measure.func is measure
    check(contenders[0].measure(task), 500)


def test_the_length_of_an_epoch(files):
    assert Task(files).tokens == 6_000
    assert Task(files, words=500).tokens == 500
    assert Task(files, words=50_000).tokens == 6_000
