"""The progress bar: for people, not for graders and logs."""

import io
import sys

import pytest

from w2vlib.progress import progress_bar


class Terminal(io.StringIO):
    def isatty(self):
        return True


def use(bar, units=3):
    with bar:
        for _ in range(units):
            bar.update(1)


def test_nothing_on_stderr_where_nobody_looks(capsys):
    use(progress_bar(3, "training", "word"))
    assert capsys.readouterr().err == ""


def test_a_log_gets_few_lines(capsys):
    use(progress_bar(5000, "training", "word"), units=5000)
    out = capsys.readouterr().out
    assert "training: 100%" in out
    assert "word/s" in out
    assert out.count("training") <= 3


def test_a_person_sees_it_on_stderr(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stderr", Terminal())
    use(progress_bar(3, "reading", "B"))
    assert "reading: 100%" in sys.stderr.getvalue()
    assert capsys.readouterr().out == ""


def test_without_stderr(monkeypatch, capsys):
    # as under pythonw on Windows
    monkeypatch.setattr(sys, "stderr", None)
    use(progress_bar(3, "training", "word"))
    assert "100%" in capsys.readouterr().out


def test_loss_beside_the_bar(capsys):
    bar = progress_bar(3, "training", "word")
    bar.set_postfix_str("loss 4.16", refresh=False)
    use(bar)
    assert "loss 4.16" in capsys.readouterr().out


@pytest.mark.parametrize("watched", [True, False])
def test_large_numbers_are_short(monkeypatch, capsys, watched):
    if watched:
        monkeypatch.setattr(sys, "stderr", Terminal())
    with progress_bar(92_950_000, "training", "word") as bar:
        bar.update(1_000_000)
    text = sys.stderr.getvalue() if watched else capsys.readouterr().out
    assert "93.0M" in text
    assert "word/s" in text
