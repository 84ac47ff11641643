"""check and practice, as a notebook calls them."""

import numpy as np
import pytest

import w2vlib
from w2vlib.check import check, practice


class Embedding:
    """Half right: repeated ids overwrite one another."""

    def __init__(self, W):
        self.params, self.grads = [W], [np.zeros_like(W)]

    def forward(self, idx):
        self.idx = idx
        return self.params[0][idx]

    def backward(self, dout):
        self.grads[0][...] = 0
        self.grads[0][self.idx] = dout


def test_by_object_and_by_name():
    assert check(Embedding, seed=1).score == check("Embedding", seed=1).score == 7


def test_plain_text_is_the_score_which_nbgrader_reads():
    report = check(Embedding)
    assert float(repr(report)) == report.score
    assert 0 < report.score < report.max_score


def test_table_in_a_notebook():
    html = check(Embedding)._repr_html_()
    assert "7 of 10 points" in html
    assert "repeated ids overwrite one another" in html
    assert "04_embedding#repeated-ids" in html


def test_explanation_is_given_once():
    text = str(check(Embedding))
    assert text.count("repeated ids overwrite one another") == 1
    assert text.count("FAIL") == 2


def test_error_of_one_line_is_explained_once():
    class Embedding:
        def __init__(self, W):
            W[len(W)]

    text = str(check(Embedding))
    assert text.count("FAIL") == 7
    assert text.count("IndexError") == 1


def test_method_without_self_gets_advice():
    class Embedding:
        def __init__(W):
            pass

    assert "`self`" in str(check(Embedding))


def test_class_without_init_gets_advice():
    class Embedding:
        pass

    assert "`__init__`" in str(check(Embedding))


def test_seed_makes_the_same_inputs_again():
    first = check(Embedding)
    again = check(Embedding, seed=first.seed)
    assert [r.message for r in first.results] == [r.message for r in again.results]


def test_student_text_is_escaped():
    class Embedding:
        def __init__(self, W):
            raise ValueError("<script>alert(1)</script>")

    html = check(Embedding)._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_undefined_name_is_said_calmly():
    report = check("EmbeddingDot")
    assert report.score == 0
    assert "EmbeddingDot is not defined" in str(report)


def test_unknown_exercise():
    with pytest.raises(LookupError, match="no exercise asks for 'Nonsense'; there are checks for"):
        check("Nonsense")


def test_untouched_stub_is_not_blamed():
    class Embedding:
        def __init__(self, W):
            raise NotImplementedError

    text = str(check(Embedding))
    assert "Nothing is written yet" in text
    assert "FAIL" not in text


def test_library_itself_gets_full_marks():
    report = check(w2vlib.Embedding)
    assert report.score == report.max_score
    assert "All checks pass" in str(report)


def test_practice_lets_real_errors_through(capsys):
    with pytest.raises(AssertionError), practice():
        raise AssertionError
    with practice():
        raise NotImplementedError
    assert "Nothing to try yet" in capsys.readouterr().out
