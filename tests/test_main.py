"""python -m w2vlib: train and neighbors."""

import re
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from w2vlib import load_vectors
from w2vlib.__main__ import main

TEXT = "you say goodbye and i say hello. you say hello and i say goodbye. " * 4
SMALL = ["--epochs", "2", "--dim", "4", "--window", "1", "--negative", "2", "--batch-size", "8"]


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def train(text, out, *more):
    return main(["train", "--corpus", str(text), "--out", str(out), *SMALL, *more])


@pytest.mark.parametrize("suffix", [".npz", ".txt", ".vec"])
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
        (["--out", "vectors.pkl"], "must end in .npz, .txt or .vec, but vectors.pkl came"),
        (["--out", "no/such/folder/v.npz"], "there is no folder"),
        (["--corpus", "nowhere.txt"], "toy, ptb or a text file, but 'nowhere.txt' came"),
        (["--epochs", "0"], "max_epoch must be at least 1, but 0 came"),
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


def test_unknown_word(text, tmp_path, capsys):
    train(text, tmp_path / "v.npz")
    assert main(["neighbors", "goodby", "--vectors", str(tmp_path / "v.npz")]) == 2
    assert "'goodbye'" in capsys.readouterr().err


def test_help_shows_examples(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    assert "python -m w2vlib train --corpus toy" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_ctrl_c_saves_what_was_learnt(text, tmp_path):
    out = tmp_path / "vectors.npz"
    # whoever runs the tests in the background has Ctrl-C ignored, and programs inherit that
    program = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from w2vlib.__main__ import main; sys.exit(main())"
    )
    command = [sys.executable, "-u", "-c", program, "train", "--corpus", str(text)]
    command += ["--out", str(out), "--epochs", "10000000", "--window", "1", "--negative", "2"]
    command += ["--batch-size", "8", "--dim", "4"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        seen = ""
        while "word/s" not in seen:  # the bar is drawn: training has begun
            seen += process.stdout.read(1) or pytest.fail(f"it ended too soon: {seen}")
        time.sleep(0.5)  # past the first updates
        process.send_signal(signal.SIGINT)
        printed, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Nothing is lost" in printed
    assert load_vectors(out)[0].shape == (7, 4)
