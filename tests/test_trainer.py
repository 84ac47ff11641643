"""The trainer: every example once an epoch, and nothing lost on Ctrl-C."""

import os
import signal
import subprocess
import sys
import textwrap
import threading

import numpy as np
import pytest

from w2vlib import CBOW, SGD, Adam, SimpleCBOW, Trainer, create_contexts_target
from w2vlib.trainer import clip_grads

CORPUS = np.random.default_rng(0).integers(0, 12, 203)
CONTEXTS, TARGET = create_contexts_target(CORPUS, window_size=1)
BATCH_SIZE, MAX_EPOCH = 20, 3
UPDATES = len(TARGET) // BATCH_SIZE * MAX_EPOCH


class Interrupting(CBOW):
    """Presses Ctrl-C in the middle of some of its steps."""

    press_at = ()
    press = staticmethod(lambda: signal.raise_signal(signal.SIGINT))
    calls = 0

    def forward(self, contexts, target):
        self.calls += 1
        if self.calls in self.press_at:
            self.press()
        return super().forward(contexts, target)


class Recorder:
    """A model that learns nothing and remembers what it was given."""

    def __init__(self, losses=None):
        self.params, self.grads = [np.zeros(1)], [np.zeros(1)]
        self.losses = iter(losses) if losses is not None else None
        self.batches = []

    def forward(self, x, t):
        self.batches.append((x.copy(), t.copy()))
        return next(self.losses) if self.losses else 1.0

    def backward(self):
        pass


@pytest.fixture(autouse=True)
def default_ctrl_c():
    """Ctrl-C raises KeyboardInterrupt, also where the tests themselves run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler, "left another handler"
    signal.signal(signal.SIGINT, before)


def make_trainer(model_class=CBOW, seed=0):
    rng = np.random.default_rng(seed)
    return Trainer(model_class(12, 4, 1, CORPUS, rng=rng), Adam(lr=0.01), rng=rng)


def fit(trainer, **more):
    trainer.fit(CONTEXTS, TARGET, MAX_EPOCH, BATCH_SIZE, eval_interval=4, progress=False, **more)
    return trainer


def assert_same_run(trainer, other):
    for a, b in zip(trainer.model.params, other.model.params, strict=True):
        np.testing.assert_array_equal(a, b)
    for a, b in zip(trainer.optimizer.m, other.optimizer.m, strict=True):
        np.testing.assert_array_equal(a, b)
    assert trainer.optimizer.iter == other.optimizer.iter
    assert trainer.loss_list == other.loss_list
    assert trainer.current_epoch == other.current_epoch


# What a run does -------------------------------------------------------------------------


def test_each_example_once_in_an_epoch_with_its_own_contexts():
    x, t = 10 * np.arange(23)[:, np.newaxis], np.arange(23)
    model = Recorder()
    Trainer(model, SGD()).fit(x, t, max_epoch=4, batch_size=5, progress=False)
    assert len(model.batches) == 4 * 4, "three examples are left over in each epoch"
    orders = []
    for epoch in range(4):
        batches = model.batches[4 * epoch : 4 * epoch + 4]
        assert all((x[:, 0] == 10 * t).all() for x, t in batches), "x and t were torn apart"
        orders.append(np.concatenate([t for _, t in batches]).tolist())
        assert len(set(orders[-1])) == 20
    assert len({tuple(order) for order in orders}) == 4, "an order came twice"


def test_training_lowers_the_loss():
    corpus = np.tile(np.arange(8), 40)
    contexts, target = create_contexts_target(corpus, window_size=1)
    rng = np.random.default_rng(0)
    trainer = Trainer(CBOW(8, 5, 1, corpus, rng=rng), Adam(lr=0.05), rng=rng)
    trainer.fit(contexts, target, max_epoch=10, batch_size=20, progress=False)
    assert trainer.loss_list[-1] < trainer.loss_list[0] / 4


def test_other_models_can_be_trained():
    rng = np.random.default_rng(0)
    model = SimpleCBOW(12, 4, rng=rng)
    one_hot = np.eye(12, dtype=np.int32)
    trainer = Trainer(model, SGD(), rng=rng)
    trainer.fit(one_hot[CONTEXTS], one_hot[TARGET], 1, BATCH_SIZE, progress=False)
    assert trainer.current_epoch == 1


def test_loss_list_holds_the_mean_of_each_interval():
    trainer = Trainer(Recorder([1, 2, 3, 4, 5, 10, 20, 30, 40, 50]), SGD())
    trainer.fit(np.zeros(10), np.zeros(10), 2, 2, eval_interval=3, progress=False)
    # an epoch has five updates: an interval of three, and one of two
    assert trainer.loss_list == [2, 4.5, 20, 45]


def test_shared_weights_are_merged_before_the_update():
    class Counting(SGD):
        def update(self, params, grads):
            seen.append(len(params))
            super().update(params, grads)

    seen = []
    rng = np.random.default_rng(0)
    trainer = Trainer(CBOW(12, 4, 1, CORPUS, rng=rng), Counting(), rng=rng)
    trainer.fit(CONTEXTS, TARGET, 1, BATCH_SIZE, progress=False)
    assert set(seen) == {2}


def test_a_second_fit_goes_on_counting():
    trainer = fit(fit(make_trainer()))
    assert trainer.current_epoch == 2 * MAX_EPOCH
    assert trainer.optimizer.iter == 2 * UPDATES
    assert not trainer.interrupted


def test_without_a_generator_the_global_seed_counts():
    state = np.random.get_state()
    try:
        runs = []
        for _ in range(2):
            np.random.seed(5)
            model = CBOW(12, 4, 1, CORPUS)
            Trainer(model, Adam()).fit(CONTEXTS, TARGET, 1, BATCH_SIZE, progress=False)
            runs.append(model.word_vecs)
    finally:
        np.random.set_state(state)
    np.testing.assert_array_equal(*runs)


# Ctrl-C ----------------------------------------------------------------------------------


@pytest.mark.parametrize("press_at", [1, 5, 10, 17, UPDATES - 1])
def test_after_ctrl_c_a_later_fit_goes_on_as_if_nothing_had_been(press_at, capsys):
    trainer = make_trainer(Interrupting)
    trainer.model.press_at = (press_at,)
    fit(trainer)
    assert trainer.interrupted
    assert trainer.optimizer.iter == press_at, "the update under way is finished"
    assert len(trainer.loss_list) >= 1
    assert "Nothing is lost" in capsys.readouterr().out
    kept = trainer.model.word_vecs.copy()
    assert (kept != make_trainer().model.word_vecs).any(), "what was learnt is gone"

    fit(trainer)
    assert not trainer.interrupted
    assert_same_run(trainer, fit(make_trainer()))


@pytest.mark.skipif(sys.platform == "win32", reason="os.kill ends the process there")
def test_ctrl_c_by_os_kill():
    trainer = make_trainer(Interrupting)
    trainer.model.press_at = (3,)
    trainer.model.press = lambda: os.kill(os.getpid(), signal.SIGINT)
    fit(trainer)
    assert trainer.interrupted
    assert_same_run(fit(trainer), fit(make_trainer()))


def test_ctrl_c_again_and_again():
    trainer = make_trainer(Interrupting)
    trainer.model.press_at = range(1, 100)
    fits = 0
    while trainer.current_epoch < MAX_EPOCH:
        fit(trainer)
        fits += 1
    assert fits == UPDATES
    assert_same_run(trainer, fit(make_trainer()))


def test_ctrl_c_in_the_last_update_is_no_interruption(capsys):
    trainer = make_trainer(Interrupting)
    trainer.model.press_at = (UPDATES,)
    fit(trainer)
    assert not trainer.interrupted
    assert capsys.readouterr().out == ""
    assert_same_run(trainer, fit(make_trainer()))


def test_a_second_ctrl_c_does_not_wait():
    class Impatient(Interrupting):
        def backward(self, dout=1):
            if self.calls == 5:
                self.press()
                self.calls = 1000
            super().backward(dout)

    trainer = make_trainer(Impatient)
    trainer.model.press_at = (5,)
    with pytest.raises(KeyboardInterrupt):
        fit(trainer)
    assert trainer.interrupted
    assert trainer.optimizer.iter == 4
    assert len(trainer.loss_list) == 1, "the mean of the four updates before"
    fit(trainer)  # the batch that was cut off is done again
    assert trainer.optimizer.iter == UPDATES
    assert trainer.current_epoch == MAX_EPOCH


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for another process there")
def test_real_ctrl_c_in_a_process_of_its_own(tmp_path):
    script = textwrap.dedent(
        """
        import signal, sys
        import numpy as np
        from w2vlib import CBOW, Adam, Trainer, create_contexts_target

        signal.signal(signal.SIGINT, signal.default_int_handler)
        corpus = np.random.default_rng(0).integers(0, 12, 203)
        contexts, target = create_contexts_target(corpus, window_size=1)
        rng = np.random.default_rng(0)

        class Announcing(CBOW):
            def forward(self, x, t):
                print("training", flush=True)
                return super().forward(x, t)

        trainer = Trainer(Announcing(12, 4, 1, corpus, rng=rng), Adam(lr=0.01), rng=rng)
        trainer.fit(contexts, target, 1_000_000, 20, progress=False)
        print("updates", trainer.optimizer.iter, len(trainer.loss_list), trainer.interrupted)
        np.save(sys.argv[1], trainer.model.word_vecs)
        """
    )
    path = tmp_path / "vecs.npy"
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        for _ in range(50):
            assert process.stdout.readline() == "training\n"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 0, err
    assert err == ""
    assert "Nothing is lost" in out
    *_, updates, evaluations, interrupted = out.split()
    assert int(updates) >= 50
    assert int(evaluations) >= 1
    assert interrupted == "True"
    assert np.isfinite(np.load(path)).all(), "the line after fit was reached"


def test_max_iters_stops_and_goes_on_as_ctrl_c_does(capsys):
    trainer = make_trainer()
    for updates in (7, 8, 1):
        fit(trainer, max_iters=updates)
        assert trainer.interrupted
    assert trainer.optimizer.iter == 16
    assert capsys.readouterr().out == ""
    fit(trainer, max_iters=10_000)
    assert not trainer.interrupted
    assert_same_run(trainer, fit(make_trainer()))


def test_max_iters_at_the_very_end_is_no_interruption():
    trainer = fit(make_trainer(), max_iters=UPDATES)
    assert not trainer.interrupted
    assert trainer.current_epoch == MAX_EPOCH


def test_ctrl_c_outside_fit_is_an_ordinary_one():
    fit(make_trainer())
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_handler_of_others_is_put_back():
    def handler(signum, frame):
        pass

    signal.signal(signal.SIGINT, handler)
    try:
        fit(make_trainer(), max_iters=2)
        assert signal.getsignal(signal.SIGINT) is handler
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def test_ignored_ctrl_c_stays_ignored():
    # as for a run that was started in the background with nohup
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        trainer = make_trainer(Interrupting)
        trainer.model.press_at = (3,)
        fit(trainer)
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    assert not trainer.interrupted


def test_trains_in_a_thread():
    trainer = make_trainer()
    thread = threading.Thread(target=fit, args=[trainer])
    thread.start()
    thread.join()
    assert_same_run(trainer, fit(make_trainer()))


# What is shown ---------------------------------------------------------------------------


def test_bar_shows_words_per_second_and_loss_but_not_on_stderr(capsys):
    make_trainer().fit(CONTEXTS, TARGET, MAX_EPOCH, BATCH_SIZE)
    out, err = capsys.readouterr()
    assert err == ""
    assert "word/s" in out
    assert f"{UPDATES * BATCH_SIZE}/{UPDATES * BATCH_SIZE}" in out
    assert f"epoch {MAX_EPOCH}/{MAX_EPOCH}, loss " in out


def test_progress_can_be_switched_off(capsys):
    fit(make_trainer())
    assert capsys.readouterr() == ("", "")


def test_bar_is_closed_when_the_model_fails(capsys):
    trainer = Trainer(Recorder([1.0, np.nan]), SGD())
    with pytest.raises(FloatingPointError):
        trainer.fit(np.zeros(10), np.zeros(10), 1, 2)
    assert capsys.readouterr().out.endswith("\n")


def test_plot_draws_the_losses():
    import matplotlib.pyplot as plt
    from matplotlib.axes import Axes

    trainer = fit(make_trainer())
    ax = trainer.plot(ylim=(0, 5))
    assert isinstance(ax, Axes)
    assert ax.lines[0].get_ydata().tolist() == trainer.loss_list
    assert ax.get_ylim() == (0, 5)
    plt.close(ax.figure)


def test_nothing_to_plot():
    with pytest.raises(ValueError, match="train first"):
        make_trainer().plot()


# What goes wrong -------------------------------------------------------------------------


@pytest.mark.parametrize("loss", [np.nan, np.inf, np.float32("nan")])
def test_a_loss_that_is_no_number_stops_the_training(loss):
    model = Recorder([1.0, 2.0, loss])
    trainer = Trainer(model, SGD())
    with pytest.raises(FloatingPointError, match=r"loss is (nan|inf) in epoch 1.*learning rate"):
        trainer.fit(np.zeros(10), np.zeros(10), 1, 2, progress=False)
    assert trainer.loss_list == [1.5], "the losses before it are kept"


def test_a_batch_that_failed_is_the_next_one_to_do():
    class Failing(Interrupting):
        def press(self):
            raise MemoryError

    # the last batch of an epoch, where an epoch might wrongly be counted or done again
    trainer = make_trainer(Failing)
    trainer.model.press_at = (UPDATES // MAX_EPOCH,)
    with pytest.raises(MemoryError):
        fit(trainer)
    assert_same_run(fit(trainer), fit(make_trainer()))


@pytest.mark.parametrize(
    ("numbers", "error", "says"),
    [
        ({"max_epoch": 0}, ValueError, "max_epoch must be at least 1, but 0 came"),
        ({"batch_size": 2.5}, TypeError, "batch_size must be a whole number, but 2.5 came"),
        ({"batch_size": 202}, ValueError, "a batch of 202 needs at least as many .* 201 came"),
        ({"eval_interval": 0}, ValueError, "eval_interval must be at least 1, but 0 came"),
        ({"max_iters": 0}, ValueError, "max_iters must be at least 1, but 0 came"),
        ({"max_grad": 0}, ValueError, "max_grad must be above 0, but 0 came"),
    ],
)
def test_wrong_numbers(numbers, error, says):
    trainer = make_trainer()
    with pytest.raises(error, match=says):
        trainer.fit(CONTEXTS, TARGET, **numbers, progress=False)
    assert not trainer.interrupted, "a run that never began cannot be gone on with"


def test_x_and_t_of_two_lengths():
    with pytest.raises(ValueError, match="they have 201 and 200"):
        make_trainer().fit(CONTEXTS, TARGET[:-1], progress=False)


def test_other_examples_cannot_go_on_with_a_stopped_run():
    trainer = fit(make_trainer(), max_iters=3)
    with pytest.raises(ValueError, match=r"a run with 201 examples was stopped .* but 100"):
        trainer.fit(CONTEXTS[:100], TARGET[:100], MAX_EPOCH, BATCH_SIZE, progress=False)
    with pytest.raises(ValueError, match=r"batches of 20 was stopped .* batch_size=10 came"):
        trainer.fit(CONTEXTS, TARGET, MAX_EPOCH, 10, progress=False)
    assert_same_run(fit(trainer), fit(make_trainer()))


# clip_grads ------------------------------------------------------------------------------


def test_long_gradients_are_cut_to_the_common_norm():
    grads = [np.array([3.0, 0.0]), np.array([[4.0]])]
    clip_grads(grads, max_norm=1.0)
    assert grads[0].tolist() == pytest.approx([0.6, 0])
    assert grads[1].tolist() == [pytest.approx([0.8])]


def test_short_gradients_are_left_alone():
    grads = [np.array([0.3], np.float32)]
    clip_grads(grads, max_norm=1.0)
    assert grads[0].dtype == np.float32
    assert grads[0].tolist() == [np.float32(0.3)]


def test_max_grad_bounds_the_step():
    model = CBOW(12, 4, 1, CORPUS, rng=np.random.default_rng(0))
    before = [model.params[0].copy(), model.params[-1].copy()]
    trainer = Trainer(model, SGD(lr=1.0), rng=np.random.default_rng(0))
    trainer.fit(CONTEXTS, TARGET, 1, BATCH_SIZE, max_grad=1e-3, max_iters=1, progress=False)
    moved = [model.params[0] - before[0], model.params[-1] - before[1]]
    assert np.sqrt(sum(np.sum(step**2) for step in moved)) == pytest.approx(1e-3, rel=1e-2)
