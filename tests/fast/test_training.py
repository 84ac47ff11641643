"""Training: each target once an epoch, and a run that was stopped ends as one that was not."""

import importlib
import os
import re
import signal
import subprocess
import sys
import textwrap
import threading
import time
import tracemalloc
import types

import numpy as np
import pytest

from tests.fast.fake_engine import FakeEngine
from w2vlib.fast import run as run_module
from w2vlib.fast import saving as saving_module
from w2vlib.fast import train_cbow, train_skip_gram
from w2vlib.fast.checkpoint import load_checkpoint

CORPUS = np.random.default_rng(0).integers(0, 12, 333)
WINDOW, EPOCHS = 2, 3
PER_EPOCH = 7  # pieces: 329 targets, 50 in each piece
PIECES = EPOCHS * PER_EPOCH
REAL = {"compiled": {}, "vectorized": {"batch_size": 40}, "layers": {"batch_size": 40}}


@pytest.fixture(autouse=True)
def default_ctrl_c():
    """Ctrl-C raises KeyboardInterrupt, also where the tests themselves run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler, "left another handler"
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "c.npz"


def fake(**members):
    """Return a fake engine class with a list of calls of its own."""
    return type("Fake", (FakeEngine,), {"calls": [], **members})


def pressing(*pieces):
    """Return an engine in which Ctrl-C is pressed during some of its pieces."""

    def press(number):
        if number in pieces:
            signal.raise_signal(signal.SIGINT)

    return fake(before_piece=staticmethod(press))


def train(engine=FakeEngine, corpus=CORPUS, **more):
    settings = {"seed": 0, "progress": False, **more}
    return train_cbow(corpus, 12, 4, WINDOW, 2, epochs=EPOCHS, engine=engine, **settings)


def assert_same(trained, other):
    np.testing.assert_array_equal(trained.word_vecs, other.word_vecs)
    np.testing.assert_array_equal(trained.output_vecs, other.output_vecs)
    np.testing.assert_array_equal(trained.losses, other.losses)
    assert trained.loss_per_epoch == other.loss_per_epoch
    assert (trained.words, trained.epochs_done) == (other.words, other.epochs_done)


# What a run does -------------------------------------------------------------------------


def test_each_target_once_an_epoch_in_the_order_of_the_text():
    engine = fake()
    trained = train(engine)
    assert len(engine.calls) == PIECES
    for epoch in range(EPOCHS):
        targets = []
        for words, first, last, _ in engine.calls[epoch * PER_EPOCH : (epoch + 1) * PER_EPOCH]:
            assert words.dtype == np.int32
            assert (first, len(words) - last) == (WINDOW, WINDOW)
            start = WINDOW + len(targets)
            np.testing.assert_array_equal(words, CORPUS[start - WINDOW : start + last])
            targets += words[first:last].tolist()
        assert targets == CORPUS[WINDOW:-WINDOW].tolist()
    assert trained.words == EPOCHS * (len(CORPUS) - 2 * WINDOW)
    assert (trained.epochs_done, trained.interrupted, trained.engine) == (EPOCHS, False, "fake")


def test_what_comes_back():
    trained = train()
    assert trained.word_vecs.shape == trained.output_vecs.shape == (12, 4)
    assert trained.word_vecs.dtype == np.float32
    assert len(trained.losses) == PIECES
    sizes = np.array([50] * 6 + [29])
    per_epoch = np.reshape(trained.losses, (EPOCHS, PER_EPOCH)) @ sizes / 329
    assert trained.loss_per_epoch == pytest.approx(per_epoch)
    assert trained.seconds > 0
    assert trained.words_per_second == trained.words / trained.seconds


def test_the_learning_rate_falls_in_a_straight_line():
    engine = fake()
    train(engine, lr=0.5)
    lr = np.array([lr for *_, lr in engine.calls])
    assert lr[0] == 0.5
    np.testing.assert_allclose(np.diff(lr), -0.5 * (1 - 1e-4) / PIECES, rtol=1e-9)
    assert 0.5e-4 < lr[-1] < 0.5 / (PIECES - 1)


def test_the_vocabulary_is_that_of_the_corpus_unless_it_is_said():
    few = np.array([0, 3, 1, 4, 3, 0] * 3)
    assert train_cbow(few, None, 4, 1, 2, engine=FakeEngine, progress=False).word_vecs.shape == (
        5,
        4,
    )
    assert train(corpus=few).word_vecs.shape == (12, 4)


@pytest.mark.parametrize("engine", [FakeEngine, "vectorized", "layers"])
def test_one_seed_one_result(engine):
    more = REAL.get(engine, {})
    assert_same(train(engine, seed=5, **more), train(engine, seed=5, **more))
    other = train(engine, seed=6, **more)
    assert (train(engine, seed=5, **more).word_vecs != other.word_vecs).any()


def test_without_a_seed_one_is_drawn_and_told():
    first, second = train(seed=None), train(seed=None)
    assert first.seed != second.seed
    assert_same(train(seed=first.seed), first)


def test_any_integers_and_lists():
    assert_same(train(corpus=CORPUS.astype(np.uint8)), train())
    assert_same(train(corpus=CORPUS.tolist()), train())


def test_skip_gram_is_told_to_the_engine():
    seen = []

    class Telling(FakeEngine):
        def __init__(self, counts, settings):
            seen.append(settings)
            super().__init__(counts, settings)

    more = {"epochs": 1, "engine": Telling, "seed": 0, "progress": False}
    train_skip_gram(CORPUS, 12, 4, 2, 3, 0.5, threads=2, dynamic_window=True, **more)
    train_cbow(CORPUS, 12, 4, 2, 3, 0.5, threads=2, dynamic_window=True, **more)
    skip_gram, cbow = seen
    assert (skip_gram.model, cbow.model) == ("skip_gram", "cbow")
    for settings in seen:
        assert (settings.vocab_size, settings.hidden_size, settings.window_size) == (12, 4, 2)
        assert (settings.sample_size, settings.power, settings.threads) == (3, 0.5, 2)
        assert settings.dynamic_window is True


def test_learning_with_a_real_engine():
    corpus = np.tile(np.arange(8), 400)
    trained = train_cbow(
        corpus, 8, 16, 1, 3, epochs=5, engine="vectorized", batch_size=20, lr=0.2, seed=0,
        progress=False,
    )  # fmt: skip
    assert trained.loss_per_epoch[-1] < trained.loss_per_epoch[0] / 2
    assert trained.losses[0] <= 4 * np.log(2) + 0.1


# Subsampling -----------------------------------------------------------------------------


def test_subsampling_thins_out_common_words_and_counts_all_words_gone_over():
    rng = np.random.default_rng(0)
    corpus = np.where(rng.random(3000) < 0.7, 0, rng.integers(1, 12, 3000))
    engine = fake()
    trained = train(engine, corpus, subsample=0.05)
    seen = np.concatenate([words[first:last] for words, first, last, _ in engine.calls])
    before, after = (np.bincount(ids, minlength=12) / len(ids) for ids in (corpus, seen))
    keep = np.minimum(1, np.sqrt(0.05 / before) + 0.05 / before)
    assert after == pytest.approx(before * keep / (before * keep).sum(), abs=0.03)
    assert trained.words == EPOCHS * (3000 - 2 * WINDOW)


def test_other_words_are_left_out_in_each_epoch():
    engine = fake()
    train(engine, subsample=0.02)
    assert len({words.tobytes() for words, *_ in engine.calls[::PER_EPOCH]}) == EPOCHS


def test_a_piece_of_which_nothing_is_left():
    class Tiny(FakeEngine):
        piece_words = 1

    trained = train(Tiny, subsample=0.02)
    assert len(trained.losses) == EPOCHS * 329
    nothing = np.isnan(trained.losses)
    assert nothing.any()
    assert not nothing.all()
    assert np.isfinite(trained.loss_per_epoch).all()


# Ctrl-C and checkpoints ------------------------------------------------------------------


@pytest.mark.parametrize("press_at", [1, 6, PER_EPOCH, PER_EPOCH + 1, PIECES - 1])
def test_after_ctrl_c_a_run_goes_on_as_if_nothing_had_been(path, press_at, capsys):
    stopped = train(pressing(press_at), checkpoint=path)
    assert stopped.interrupted
    assert len(stopped.losses) == press_at, "the piece under way is finished"
    assert stopped.epochs_done == len(stopped.loss_per_epoch) == press_at // PER_EPOCH
    assert capsys.readouterr().out == (
        f"Stopped in epoch {press_at // PER_EPOCH + 1} of 3. "
        f"The same call with resume=True goes on from {path}.\n"
    )
    went_on = train(checkpoint=path, resume=True)
    assert capsys.readouterr().out == (
        f"Going on from {path}: {press_at / PIECES:.0%} of the training is done.\n"
    )
    assert not went_on.interrupted
    assert_same(went_on, train())


def test_ctrl_c_again_and_again(path):
    runs = [train(pressing(1), checkpoint=path)]
    while runs[-1].interrupted:
        runs.append(train(pressing(1), checkpoint=path, resume=True))
    assert len(runs) == PIECES
    assert_same(runs[-1], train())
    assert runs[-1].seconds > runs[-2].seconds, "the time of all sessions"


@pytest.mark.parametrize("engine", ["compiled", "vectorized", "layers"])
@pytest.mark.parametrize("more", [{}, {"dynamic_window": True, "subsample": 0.05}])
def test_a_real_engine_goes_on_as_if_nothing_had_been(path, monkeypatch, engine, more):
    if engine == "compiled":
        pytest.importorskip("numba")
    module = importlib.import_module(f"w2vlib.fast.{engine}")
    monkeypatch.setattr(module.Engine, "piece_words", 50)
    more = {**REAL[engine], **more}
    unbroken = train(engine, **more)

    whole, calls = module.Engine.train, []

    def and_press(self, *args):
        calls.append(args)
        if len(calls) == 9:
            signal.raise_signal(signal.SIGINT)
        return whole(self, *args)

    monkeypatch.setattr(module.Engine, "train", and_press)
    stopped = train(engine, checkpoint=path, **more)
    assert stopped.interrupted
    assert len(stopped.losses) in (8, 9)  # an engine may try itself out before
    assert_same(train(engine, checkpoint=path, resume=True, **more), unbroken)


def test_a_run_without_a_seed_goes_on_too(path):
    stopped = train(pressing(9), seed=None, checkpoint=path)
    went_on = train(seed=None, checkpoint=path, resume=True)
    assert went_on.seed == stopped.seed
    assert_same(went_on, train(seed=stopped.seed))


def test_after_a_crash_a_run_goes_on_from_the_last_checkpoint(path):
    def crash(number):
        if number == 9:
            raise MemoryError("no more")

    with pytest.raises(MemoryError, match="no more"):
        train(fake(before_piece=staticmethod(crash)), checkpoint=path, checkpoint_seconds=0)
    assert len(load_checkpoint(path).losses) == 8
    assert_same(train(checkpoint=path, resume=True), train())


def test_checkpoints_are_written_every_so_often_and_at_the_end(path, monkeypatch):
    written = []
    save = saving_module.save_checkpoint
    monkeypatch.setattr(
        saving_module,
        "save_checkpoint",
        lambda path, checkpoint: (written.append(len(checkpoint.losses)), save(path, checkpoint)),
    )
    train(checkpoint=path, checkpoint_seconds=0)
    assert written == list(range(1, PIECES + 1))
    written.clear()
    train(checkpoint=path)
    assert written == [PIECES], "the run takes less than a minute"

    seconds = []  # a clock that a piece moves on by one
    clock = types.SimpleNamespace(perf_counter=lambda: float(len(seconds)))
    monkeypatch.setattr(run_module, "time", clock)
    written.clear()
    trained = train(fake(before_piece=seconds.append), checkpoint=path, checkpoint_seconds=5)
    assert written == [5, 10, 15, 20, PIECES]
    assert trained.seconds == PIECES


def test_a_finished_run_has_nothing_left_to_do(path):
    done = train(checkpoint=path)
    engine = fake()
    again = train(engine, checkpoint=path, resume=True)
    assert engine.calls == []
    assert not again.interrupted
    assert_same(again, done)


def test_resume_without_a_file_begins_anew_and_says_so(path, capsys):
    assert_same(train(checkpoint=path, resume=True), train())
    assert f"There is no checkpoint {path} yet: training begins anew." in capsys.readouterr().out


def test_without_resume_a_checkpoint_is_overwritten_and_that_is_said(path, capsys):
    train(pressing(3), checkpoint=path)
    capsys.readouterr()
    assert_same(train(checkpoint=path), train())
    assert "will be overwritten; resume=True would go on from it" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"lr": 0.5}, "lr=0.25, but lr=0.5 came"),
        ({"seed": 1}, "seed=0, but seed=1 came"),
        ({"corpus": CORPUS[:-1]}, "another corpus: that one has 333 words, this one 332"),
        ({"corpus": CORPUS[::-1]}, "another corpus: both have the same words, but in another ord"),
        ({"engine": "vectorized"}, "engine='fake', piece_words=50, .*but engine='vectorized'"),
    ],
)
def test_another_run_is_refused_and_its_checkpoint_kept(path, more, says):
    train(pressing(3), checkpoint=path)
    before = path.read_bytes()
    with pytest.raises(ValueError, match=says):
        train(**{"checkpoint": path, "resume": True, **more})
    assert path.read_bytes() == before


def test_a_disk_that_is_full_does_not_end_the_training(path, monkeypatch, capsys):
    def full(path, checkpoint):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving_module, "save_checkpoint", full)
    assert_same(train(checkpoint=path), train())
    assert re.search(r"could not be written, .* No space left", capsys.readouterr().out)


def test_a_second_ctrl_c_does_not_wait(path):
    def press(number):
        for _ in range(2 * (number == 5)):
            signal.raise_signal(signal.SIGINT)

    engine = fake(before_piece=staticmethod(press))
    with pytest.raises(KeyboardInterrupt):
        train(engine, checkpoint=path, checkpoint_seconds=0)
    assert len(engine.calls) == 4
    assert_same(train(checkpoint=path, resume=True), train())


def test_ctrl_c_in_the_last_piece_is_no_interruption(capsys):
    assert_same(train(pressing(PIECES)), train())
    assert capsys.readouterr().out == ""


def test_ctrl_c_without_a_checkpoint_gives_what_was_learnt(capsys):
    stopped = train(pressing(4))
    assert stopped.interrupted
    assert len(stopped.losses) == 4
    assert "Stopped in epoch 1 of 3. What was learnt is returned" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for another process there")
@pytest.mark.parametrize("threads", [1, 2])
def test_real_ctrl_c_in_a_process_of_its_own(path, threads):
    program = textwrap.dedent(
        """
        import signal, sys
        import numpy as np
        from w2vlib.fast import train_cbow

        signal.signal(signal.SIGINT, signal.default_int_handler)
        corpus = np.random.default_rng(0).integers(0, 50, 60_000)
        trained = train_cbow(corpus, 50, 8, 2, 2, epochs=100_000, engine="vectorized",
                             threads=int(sys.argv[2]), checkpoint=sys.argv[1],
                             checkpoint_seconds=0.2)
        print("learnt", len(trained.losses), trained.interrupted)
        """
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(path), str(threads)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        deadline = time.monotonic() + 60
        while not path.exists():  # the first checkpoint: training has begun
            assert time.monotonic() < deadline
            assert process.poll() is None, process.stderr.read()
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (process.returncode, err) == (0, "")
    learnt, interrupted = re.search(r"^learnt (\d+) (\w+)$", out, re.M).groups()
    assert interrupted == "True"
    assert len(load_checkpoint(path).losses) == int(learnt) > 0


# Threads ---------------------------------------------------------------------------------


def counting(in_work, most, seen):
    """Return an engine that notes how many pieces are in work at once."""
    lock = threading.Lock()

    class Counting(FakeEngine):
        def train(self, words, first, last, lr, rng):
            with lock:
                in_work.append(1)
                most.append(len(in_work))
                seen.append(words.tobytes())
            time.sleep(0.002)
            in_work.pop()
            return 2.0, last - first

    return Counting


@pytest.mark.parametrize("threads", [2, 3, 50])
def test_threads_share_the_pieces(threads, path, monkeypatch):
    in_work, most, seen, at_save = [], [], [], []
    monkeypatch.setattr(
        saving_module, "save_checkpoint", lambda path, checkpoint: at_save.append(len(in_work))
    )
    more = {"threads": threads, "checkpoint": path, "checkpoint_seconds": 0.01}
    trained = train(counting(in_work, most, seen), **more)
    alone = []
    train(counting([], [], alone))
    assert sorted(seen) == sorted(alone), "each piece once"
    assert 1 < max(most) <= threads
    assert set(at_save) == {0}, "a checkpoint while weights were changing"
    assert len(trained.losses) == PIECES
    assert np.isfinite(trained.losses).all()


def test_losses_stand_in_the_order_of_the_text_whoever_ends_first():
    class Uneven(FakeEngine):
        def train(self, words, first, last, lr, rng):
            time.sleep(0.01 * (words[0] % 3))
            return float(words[0]) / 10, last - first

    assert train(Uneven, threads=3).losses == train(Uneven).losses


@pytest.mark.parametrize("threads", [1, 2])
def test_an_error_in_a_piece_ends_the_run(threads, capsys):
    def fail(number):
        if number == 5:
            raise ZeroDivisionError("in piece five")

    engine = fake(before_piece=staticmethod(fail))
    with pytest.raises(ZeroDivisionError, match="in piece five"):
        train(engine, threads=threads, progress=True)
    assert len(engine.calls) <= 6
    assert not [t for t in threading.enumerate() if t.name.startswith("w2vlib")], "still at work"
    assert capsys.readouterr().out.endswith("\n"), "the bar is closed"


def test_ctrl_c_with_threads_and_other_threads_afterwards(path):
    def press(number):
        if number == 6:
            os.kill(os.getpid(), signal.SIGINT)

    engine = fake(before_piece=staticmethod(press))
    stopped = train(engine, threads=2, checkpoint=path)
    assert stopped.interrupted
    assert 6 <= len(stopped.losses) == len(engine.calls) < PIECES
    rest = fake()
    assert not train(rest, threads=1, checkpoint=path, resume=True).interrupted
    assert len(engine.calls) + len(rest.calls) == PIECES


def test_a_second_ctrl_c_with_threads_does_not_wait():
    go_on = threading.Event()

    def press(number):
        if number == 3:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.05)
            os.kill(os.getpid(), signal.SIGINT)
            go_on.wait(30)

    try:
        with pytest.raises(KeyboardInterrupt):
            train(fake(before_piece=staticmethod(press)), threads=2)
        assert not go_on.is_set()
    finally:
        go_on.set()


def test_trains_in_a_thread():
    trained = []
    thread = threading.Thread(target=lambda: trained.append(train()))
    thread.start()
    thread.join()
    assert_same(trained[0], train())


def test_two_threads_learn_as_one_does():
    corpus = np.tile(np.arange(8), 4000)
    more = {"hidden_size": 8, "window_size": 1, "sample_size": 3, "epochs": 2, "seed": 0}
    more |= {"engine": "vectorized", "lr": 0.1, "batch_size": 50, "progress": False}
    for threads in (1, 2):
        trained = train_cbow(corpus, threads=threads, **more)
        assert trained.loss_per_epoch[-1] < 0.1 * 4 * np.log(2)


# Divergence ------------------------------------------------------------------------------


@pytest.mark.parametrize("loss", [np.nan, np.inf, 3 * 3 * np.log(2) + 0.1])
@pytest.mark.parametrize("threads", [1, 2])
def test_a_loss_out_of_bounds_stops_the_training(path, loss, threads):
    engine = fake(loss_of=staticmethod(lambda number: loss if number == 9 else 2.0))
    with pytest.raises(FloatingPointError) as error:
        train(engine, threads=threads, checkpoint=path, checkpoint_seconds=0)
    assert re.fullmatch(
        r"the loss is (nan|inf|6\.3\d+) in piece \d of 7 in epoch 2, "
        r"at a learning rate of 0\.1\d+: "
        r"training has diverged\. Try a smaller lr than 0\.25",
        str(error.value),
    )
    saved = load_checkpoint(path)
    in_work = threads + (threads > 1)  # what was begun beside the bad piece is lost with it
    assert len(saved.losses) >= 9 - in_work
    assert np.isfinite(saved.losses).all()


def test_a_loss_that_is_only_high_goes_through():
    assert train(fake(loss_of=staticmethod(lambda number: 6 * np.log(2)))).epochs_done == EPOCHS


@pytest.mark.parametrize("weights", ["word_vecs", "output_vecs"])
@pytest.mark.parametrize("checkpoint", [True, False])
def test_weights_that_are_no_numbers_are_never_saved_nor_returned(path, weights, checkpoint):
    class Diverging(FakeEngine):
        def after_piece(self, number):
            if number == 9:
                getattr(self, weights)[11, 3] = np.inf

    more = {"checkpoint": path, "checkpoint_seconds": 0} if checkpoint else {}
    with pytest.raises(FloatingPointError, match=r"infinite or NaN .* Try a smaller lr than 0\.25"):
        train(Diverging, **more)
    if checkpoint:
        saved = load_checkpoint(path)
        assert len(saved.losses) == 8
        assert np.isfinite(saved.word_vecs).all()
        assert np.isfinite(saved.output_vecs).all()


def test_a_real_engine_that_diverges():
    with pytest.raises(FloatingPointError, match="Try a smaller lr than 1000"):
        train("vectorized", lr=1000.0, batch_size=300)


# Memory ----------------------------------------------------------------------------------


@pytest.mark.parametrize("threads", [1, 2])
def test_memory_does_not_grow_with_the_corpus(tmp_path, threads, monkeypatch):
    monkeypatch.setattr("w2vlib.fast.pieces.BLOCK", 2000)

    class Forgetful(FakeEngine):
        piece_words = 2000

        def train(self, words, first, last, lr, rng):
            return 2.0, last - first

    peaks = []
    for words in (20_000, 2_000_000):
        file = tmp_path / f"{words}.npy"
        np.save(file, np.random.default_rng(0).integers(0, 12, words, dtype=np.int32))
        corpus = np.load(file, mmap_mode="r")
        more = {"epochs": 1, "engine": Forgetful, "threads": threads, "subsample": 0.1}
        more |= {"progress": False, "checkpoint": tmp_path / f"{words}.npz"}
        train_cbow(corpus[:10_000], 12, 4, 2, 2, **more)  # what is only done once
        tracemalloc.start()
        train_cbow(corpus, 12, 4, 2, 2, **more)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    # 8 MB more of corpus; each of the thousand pieces more leaves a loss and a count
    assert peaks[1] < peaks[0] + 200_000


# What is shown, and what goes wrong ------------------------------------------------------


def test_the_bar_shows_speed_loss_and_epoch_but_not_on_stderr(capsys):
    train(progress=True)
    out, err = capsys.readouterr()
    assert err == ""
    assert "word/s" in out
    assert "987/987" in out
    assert re.search(r"epoch 3/3, loss 2\.0\d", out)


def test_the_bar_of_a_run_that_goes_on_begins_where_it_stopped(path, capsys):
    train(pressing(9), checkpoint=path)
    capsys.readouterr()
    train(checkpoint=path, resume=True, progress=True)
    out = capsys.readouterr().out
    assert "429/987" in out  # an epoch of 329 targets, and two pieces of 50
    assert "987/987" in out


def test_quiet_means_quiet(capsys):
    train()
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("more", "error", "says"),
    [
        ({"corpus": []}, ValueError, "corpus must hold at least one word id, but it is empty"),
        ({"corpus": [0.5]}, TypeError, "corpus must hold integer word ids"),
        ({"corpus": [0, 12, 1]}, IndexError, "ids from 0 to 11, but it holds 12"),
        ({"corpus": [0, 1, 2, 3]}, ValueError, "needs a corpus of at least 5 words"),
        ({"engine": "gensim"}, ValueError, "engine must be 'compiled', 'vectorized' or 'layers'"),
        ({"lr": -1}, ValueError, "lr must be a finite number above 0, but -1 came"),
        ({"threads": 0}, ValueError, "threads must be at least 1, but 0 came"),
        ({"resume": True}, ValueError, "resume=True needs the checkpoint to go on from"),
        ({"checkpoint": "c.npy"}, ValueError, r"checkpoint must end in \.npz, but c\.npy came"),
        ({"checkpoint": "no/such/c.npz"}, FileNotFoundError, "there is no folder no/such"),
        ({"checkpoint": "c.npz", "checkpoint_seconds": -1}, ValueError, "at least 0, but -1 came"),
        ({"checkpoint_seconds": np.nan}, ValueError, "at least 0, but nan came"),
        ({"checkpoint_seconds": "60"}, ValueError, "at least 0, but '60' came"),
        (
            {"sample_size": 12, "engine": "vectorized"},
            ValueError,
            "need at least 13 different words",
        ),
    ],
)
def test_what_cannot_be(more, error, says, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = {"corpus": CORPUS, "vocab_size": 12, "window_size": 2, "sample_size": 2}
    settings |= {"hidden_size": 4, "engine": FakeEngine, "progress": False}
    with pytest.raises(error, match=says):
        train_cbow(**{**settings, **more})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_checkpoint(tmp_path):
    (tmp_path / "c.npz").mkdir()
    with pytest.raises(IsADirectoryError, match=r"c\.npz is a folder"):
        train(checkpoint=tmp_path / "c.npz")
