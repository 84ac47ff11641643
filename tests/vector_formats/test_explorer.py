import base64
import json
import re

import numpy as np
import pytest

from w2vlib.vector_formats import explorer
from w2vlib.vector_formats.explorer import on_paper, page, quantized, script


@pytest.fixture
def content():
    return {
        "about": "the 3 words of <me & you>",
        "words": ["you", "été", "</script>"],
        "vectors": np.array([[1, -127], [127, 64], [0, 0]], dtype=np.int8),
        "places": np.array([[0.0, 0.0], [4.0, 1.0], [2.0, 0.5]]),
        "groups": [["pair", [0, 1]]],
        "analogies": {"asked": 2, "right": 1, "examples": [[0, 1, 2]]},
        "first": 1,
    }


def data_of(text):
    assigned = re.fullmatch(r"window\.explorerData = (.*);\n", text)
    return json.loads(assigned[1])


# numbers of one byte ------------------------------------------------------------------


def test_the_largest_number_of_each_row_becomes_127():
    rows = quantized(np.array([[1e-9, -4e-9], [3e8, 1e8], [0.0, 0.0]]))
    assert rows.dtype == np.int8
    assert rows.tolist() == [[32, -127], [127, 42], [0, 0]]


def test_rows_of_float16_do_not_overflow():
    assert quantized(np.array([[60000, -30000]], dtype=np.float16)).tolist() == [[127, -64]]


def test_a_cosine_hardly_changes():
    vecs = np.random.default_rng(0).standard_normal((300, 100))
    cosines = []
    for rows in (vecs, quantized(vecs).astype(float)):
        unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        cosines.append(unit @ unit.T)
    assert np.abs(cosines[0] - cosines[1]).max() < 0.006


# places -------------------------------------------------------------------------------


def test_places_are_in_one_scale_and_in_the_middle(content):
    assert on_paper(content["places"]).tolist() == [[0, 24576], [65535, 40959], [32768, 32768]]


def test_words_in_one_place_are_in_the_middle():
    assert on_paper(np.full((2, 2), 7.0)).tolist() == [[32768, 32768]] * 2


# the script ---------------------------------------------------------------------------


def test_all_comes_back_from_the_script(content):
    data = data_of(script(content))
    vectors = np.frombuffer(base64.b64decode(data["vectors"]), dtype=np.int8)
    places = np.frombuffer(base64.b64decode(data["places"]), dtype="<u2")
    assert (vectors.reshape(3, data["size"]) == content["vectors"]).all()
    assert (places.reshape(3, 2) == on_paper(content["places"])).all()
    for key in ("about", "words", "groups", "analogies", "first"):
        assert data[key] == content[key]


def test_no_word_can_end_the_script(content):
    assert "</" not in script(content)
    assert "été" in script(content)


# the page -----------------------------------------------------------------------------


def test_the_page_needs_nothing_else(content):
    text = page(content)
    assert "<title>Word vectors: the 3 words of &lt;me &amp; you&gt;</title>" in text
    assert script(content) in text
    assert text.count("<script>") == text.count("</script>") == 5
    assert not re.search(r"<(script|link|img)[^>]+(src|href)=", text)
    assert "url(" not in text


def test_without_the_course_there_is_no_page(content, tmp_path, monkeypatch):
    monkeypatch.setattr(explorer, "PICTURES", tmp_path / "pictures")
    with pytest.raises(FileNotFoundError, match="whole folder is needed, but there is no"):
        page(content)
    assert data_of(script(content))["words"] == content["words"]
