"""python -m w2vlib: train and neighbors."""

import re
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from w2vlib import command_line as command
from w2vlib import load_vectors
from w2vlib.command_line import main
from w2vlib.fast import train_cbow
from w2vlib.fast.checkpoint import load_checkpoint

TEXT = "you say goodbye and i say hello. you say hello and i say goodbye. " * 4
SMALL = ["--epochs", "2", "--dim", "4", "--window", "1", "--negative", "2", "--batch-size", "8"]
SMALL += ["--engine", "vectorized"]


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def train(text, out, *more):
    return main(["train", "--corpus", str(text), "--out", str(out), *SMALL, *more])


@pytest.mark.parametrize("suffix", [".npz", ".txt", ".vec", ".bin"])
def test_train_then_neighbors(text, tmp_path, capsys, suffix):
    out = tmp_path / f"vectors{suffix}"
    assert train(text, out) == 0
    assert main(["neighbors", "you", "say", "--vectors", str(out), "--top", "2"]) == 0
    printed = capsys.readouterr().out
    assert "[query] you" in printed
    assert "[query] say" in printed
    assert len(re.findall(r"^ \S+: -?\d", printed, re.M)) == 4, printed


def test_same_seed_same_vectors(text, tmp_path):
    for name in ("a.npz", "b.npz"):
        train(text, tmp_path / name, "--seed", "3")
    a, b = (load_vectors(tmp_path / name)[0] for name in ("a.npz", "b.npz"))
    np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (["--out", "vectors.pkl"], "must end in .npz, .txt, .vec or .bin, but vectors.pkl came"),
        (["--out", "no/such/folder/v.npz"], "there is no folder"),
        (["--corpus", "nowhere.txt"], "toy, ptb or a text file, but 'nowhere.txt' came"),
        (["--epochs", "0"], "epochs must be at least 1, but 0 came"),
        (["--lr", "1000"], "training has diverged. Try a smaller lr than 1000"),
        (["--min-count", "0"], "--min-count must be at least 1, but 0 came"),
        (["--corpus", "toy", "--min-count", "2"], "--min-count is for text files, but --corpus t"),
        (["--resume"], "--resume needs --checkpoint FILE"),
        (["--checkpoint", "vectors.vec"], "checkpoint must end in .npz, but vectors.vec came"),
        (["--checkpoint", "c.npz", "--out", "./c.npz"], "must be two files, but both are c.npz"),
        (["--engine", "layers", "--threads", "2"], "layers runs in one thread, but threads=2"),
        (["--window", "500"], "needs a corpus of at least 1001 words"),
        (["--negative", "50"], "need at least 51 different words that can be drawn"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(text, tmp_path, capsys, change, says):
    assert train(text, tmp_path / "v.npz", *change) == 2
    complaint = capsys.readouterr().err
    assert re.search(says, complaint), complaint
    assert complaint.count("\n") == 1
    assert not (tmp_path / "v.npz").exists()


@pytest.mark.parametrize("engine", ["layers", "vectorized"])
def test_engines_and_what_is_said_at_the_end(text, tmp_path, capsys, engine):
    assert train(text, tmp_path / "v.npz", "--engine", engine) == 0
    *_, speed, saved = capsys.readouterr().out.splitlines()
    words = len(TEXT.replace(".", " . ").split())
    assert re.fullmatch(
        rf"Went over {2 * (words - 2)} words in \d+\.\d s: "
        rf"[\d,]+ words/s with the engine {engine}\.",
        speed,
    )
    assert saved == f"Saved 7 vectors of length 4 to {tmp_path / 'v.npz'}."


def test_options_reach_the_training(text, tmp_path, monkeypatch):
    seen = []

    def trainer(corpus, *args, **choices):
        seen.append((args, choices))
        return train_cbow(corpus, *args, epochs=1, engine="vectorized")

    monkeypatch.setitem(command.TRAINERS, "skip-gram", trainer)
    options = "--model skip-gram --epochs 7 --dim 4 --window 1 --negative 2 --engine compiled"
    options += " --threads 3 --dynamic-window --subsample 0.01 --lr 0.5 --batch-size 9 --seed 4"
    options += " --resume --checkpoint"
    checkpoint, out = tmp_path / "c.npz", tmp_path / "v.npz"
    files = ["--corpus", str(text), "--out", str(out)]
    assert main(["train", *files, *options.split(), str(checkpoint)]) == 0
    choices = {"epochs": 7, "engine": "compiled", "threads": 3, "dynamic_window": True}
    choices |= {"subsample": 0.01, "lr": 0.5, "batch_size": 9, "seed": 4}
    choices |= {"checkpoint": checkpoint, "resume": True}
    assert seen == [((7, 4, 1, 2), choices)]


def test_a_large_text_goes_through_the_cache(text, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("W2V_CACHE_DIR", str(tmp_path / "cache"))
    train(text, tmp_path / "small.npz", "--seed", "3")
    assert not (tmp_path / "cache").exists()
    monkeypatch.setattr(command, "LARGE", 100)
    train(text, tmp_path / "large.npz", "--seed", "3")
    assert "becomes word ids, which stay in" in capsys.readouterr().out
    small, large = (load_vectors(tmp_path / name) for name in ("small.npz", "large.npz"))
    np.testing.assert_array_equal(large[0], small[0])
    assert large[1] == small[1]


def test_min_count(text, tmp_path, monkeypatch):
    monkeypatch.setenv("W2V_CACHE_DIR", str(tmp_path / "cache"))
    text.write_text(TEXT + "once", encoding="utf-8")
    train(text, tmp_path / "v.npz", "--min-count", "2")
    words = load_vectors(tmp_path / "v.npz")[1]
    assert "once" not in words
    assert "<unk>" in words


def test_memory_that_is_not_there_is_told_in_one_line(text, tmp_path, capsys):
    assert train(text, tmp_path / "v.npz", "--dim", str(10**13)) == 2
    assert "Unable to allocate" in capsys.readouterr().err


def test_a_second_ctrl_c_ends_without_a_traceback(text, tmp_path, monkeypatch, capsys):
    def stopped(*args, **choices):
        raise KeyboardInterrupt

    monkeypatch.setitem(command.TRAINERS, "cbow", stopped)
    assert train(text, tmp_path / "v.npz") == 130
    assert capsys.readouterr().err == "python -m w2vlib train: stopped at once\n"


def test_unknown_word(text, tmp_path, capsys):
    train(text, tmp_path / "v.npz")
    assert main(["neighbors", "goodby", "--vectors", str(tmp_path / "v.npz")]) == 2
    assert "'goodbye'" in capsys.readouterr().err


def test_explorer_shows_the_frequent_words_of_a_text(text, tmp_path, capsys):
    train(text, tmp_path / "v.npz")
    asked = ["explorer", "--vectors", str(tmp_path / "v.npz"), "--corpus", str(text)]
    assert main([*asked, "--words", "5", "--out", str(tmp_path / "page.html")]) == 0
    printed = capsys.readouterr().out
    assert f"Saved the 5 most frequent words of {text} to {tmp_path / 'page.html'}." in printed
    assert "<title>Word vectors: the 5 most frequent words of " in (
        tmp_path / "page.html"
    ).read_text(encoding="utf-8")


def test_explorer_without_a_text_and_without_scikit_learn(text, tmp_path, capsys, monkeypatch):
    train(text, tmp_path / "v.npz")
    asked = ["explorer", "--vectors", str(tmp_path / "v.npz"), "--out", str(tmp_path / "v.js")]
    assert main(asked) == 0
    assert '"about":"the 7 first words of v.npz"' in (tmp_path / "v.js").read_text(encoding="utf-8")
    monkeypatch.setitem(sys.modules, "sklearn.manifold", None)
    capsys.readouterr()
    assert main(asked) == 2
    assert "drawn by scikit-learn, but it is not installed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "example"),
    [
        (["--help"], "python -m w2vlib train --corpus toy --epochs 5 --out vectors.npz"),
        (["train", "--help"], "python -m w2vlib train --corpus toy --epochs 5"),
    ],
)
def test_help_shows_examples(capsys, arguments, example):
    with pytest.raises(SystemExit, match="0"):
        main(arguments)
    shown = capsys.readouterr().out
    assert f"{example}\n" in shown
    assert "default: None" not in shown
    assert "default: False" not in shown


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_ctrl_c_saves_what_was_learnt_and_resume_goes_on(text, tmp_path):
    out, checkpoint = tmp_path / "vectors.npz", tmp_path / "run.npz"
    # whoever runs the tests in the background has Ctrl-C ignored, and programs inherit that
    program = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from w2vlib.command_line import main; sys.exit(main())"
    )
    arguments = ["train", "--corpus", str(text), *SMALL, "--epochs", "10000000"]
    arguments += ["--out", str(out), "--checkpoint", str(checkpoint)]
    pieces = []
    for more in ([], ["--resume"]):
        process = subprocess.Popen(
            [sys.executable, "-u", "-c", program, *arguments, *more],
            stdout=subprocess.PIPE,
            text=True,
        )
        with process:
            seen = ""
            while "word/s" not in seen:  # the bar is drawn: training has begun
                seen += process.stdout.read(1) or pytest.fail(f"it ended too soon: {seen}")
            time.sleep(0.5)  # past the first pieces
            process.send_signal(signal.SIGINT)
            printed, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        assert "Nothing is lost: the same command with --resume goes on." in printed
        assert load_vectors(out)[0].shape == (7, 4)
        pieces.append(len(load_checkpoint(checkpoint).losses))
        out.unlink()
    assert "Going on from" in seen
    assert 0 < pieces[0] < pieces[1]
