import hashlib
import http.server
import json
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from w2vlib import ptb

# Made-up texts in the format of the real ones: a blank at each end of a line.
TEXTS = {
    "train": b" the cat <unk> N dogs \n a dog saw the cat \n",
    "valid": b" the dog saw a cat \n",
    "test": b" dogs saw N cat \n the dog \n",
}
SHA256 = {part: hashlib.sha256(text).hexdigest() for part, text in TEXTS.items()}
WORDS = ["the", "cat", "<unk>", "N", "dogs", "<eos>", "a", "dog", "saw"]


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty cache folder, no W2V_PTB_DIR, no network, and the made-up texts' checksums."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("W2V_CACHE_DIR", str(folder))
    monkeypatch.delenv("W2V_PTB_DIR", raising=False)
    monkeypatch.setattr(ptb, "SHA256", SHA256)
    monkeypatch.setattr(ptb, "URL", "http://127.0.0.1:9/no-test-may-leave-this-computer/")
    return folder


@pytest.fixture
def folder(tmp_path, monkeypatch, cache):
    """A folder with the texts, named by W2V_PTB_DIR."""
    path = tmp_path / "texts"
    path.mkdir()
    for part, text in TEXTS.items():
        (path / f"ptb.{part}.txt").write_bytes(text)
    monkeypatch.setenv("W2V_PTB_DIR", str(path))
    return path


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        name = self.path.rsplit("/", 1)[-1]
        self.server.asked.append(name)
        self.server.answer(self, TEXTS[name.split(".")[1]])

    def log_message(self, *args):
        pass


def send(handler, body, length=None):
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body) if length is None else length))
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def server(monkeypatch, cache):
    """A server of the texts; `server.answer` may be replaced, `server.asked` lists requests."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.asked = []
        server.answer = send
        monkeypatch.setattr(ptb, "URL", f"http://127.0.0.1:{server.server_port}/data/")
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def files(folder):
    return sorted(path.name for path in folder.glob("*")) if folder.exists() else []


def words_of(corpus, id_to_word):
    return " ".join(id_to_word[id_] for id_ in corpus.tolist())


# Ids ----------------------------------------------------------------------------------


def test_train_gets_ids_in_order_of_first_appearance(folder):
    corpus, word_to_id, id_to_word = ptb.load_data("train")
    assert corpus.tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 5]
    assert corpus.dtype == np.int64
    assert list(word_to_id) == WORDS
    assert id_to_word == dict(enumerate(WORDS))


@pytest.mark.parametrize("data_type", ["valid", "val"])
def test_the_other_parts_use_the_ids_of_train(folder, data_type):
    corpus, word_to_id, id_to_word = ptb.load_data(data_type)
    assert words_of(corpus, id_to_word) == "the dog saw a cat <eos>"
    assert list(word_to_id) == WORDS
    corpus, word_to_id, id_to_word = ptb.load_data("test")
    assert words_of(corpus, id_to_word) == "dogs saw N cat <eos> the dog <eos>"
    assert list(word_to_id) == WORDS


@pytest.mark.parametrize("data_type", ["trian", "", None, 1])
def test_an_unknown_part_is_refused(folder, data_type):
    with pytest.raises(ValueError, match="data_type must be 'train', 'valid', 'val' or 'test'"):
        ptb.load_data(data_type)
    with pytest.raises(ValueError, match="data_type must be"):
        ptb.is_available(data_type)


# The folder named by W2V_PTB_DIR ------------------------------------------------------


def test_a_text_in_the_folder_is_used_in_place(folder, cache):
    ptb.load_data("train")
    assert files(cache) == ["ptb.train.npz"], "the text itself must not be copied"


def test_a_missing_folder_is_named(folder, monkeypatch):
    monkeypatch.setenv("W2V_PTB_DIR", str(folder / "nowhere"))
    with pytest.raises(ptb.CorpusError, match=r"W2V_PTB_DIR.*nowhere.*cannot be read"):
        ptb.load_data()
    assert not ptb.is_available()


def test_a_missing_file_is_named(folder):
    (folder / "ptb.valid.txt").unlink()
    ptb.load_data("train")
    with pytest.raises(ptb.CorpusError, match=r"W2V_PTB_DIR.*ptb\.valid\.txt"):
        ptb.load_data("valid")


@pytest.mark.parametrize("text", [b"", TEXTS["train"][:-1], TEXTS["valid"]])
def test_an_altered_text_in_the_folder_is_refused_even_after_a_good_one(folder, text):
    ptb.load_data("train")
    (folder / "ptb.train.txt").write_bytes(text)
    with pytest.raises(ptb.CorpusError, match=r"W2V_PTB_DIR.*sha256 should be") as caught:
        ptb.load_data("train")
    message = str(caught.value)
    assert SHA256["train"] in message, "the message must say what was expected"
    assert hashlib.sha256(text).hexdigest() in message, "the message must say what came"
    assert not ptb.is_available()


def test_an_empty_variable_counts_as_unset(server, monkeypatch):
    monkeypatch.setenv("W2V_PTB_DIR", "")
    ptb.load_data()
    assert server.asked == ["ptb.train.txt"]


# Downloads ----------------------------------------------------------------------------


def test_a_download_is_kept_and_not_repeated(server, cache):
    first = ptb.load_data("train")
    second = ptb.load_data("train")
    assert server.asked == ["ptb.train.txt"], "the second call must read the cache"
    assert files(cache) == ["ptb.train.npz", "ptb.train.txt"]
    assert first[0].tolist() == second[0].tolist()
    assert first[1:] == second[1:]


def test_validation_also_downloads_train_for_its_ids(server):
    ptb.load_data("val")
    assert sorted(server.asked) == ["ptb.train.txt", "ptb.valid.txt"]


def test_is_available_tells_what_can_be_had_without_the_network(server):
    assert not ptb.is_available()
    ptb.load_data("train")
    assert ptb.is_available()
    assert not ptb.is_available("test"), "the test text has not been downloaded"
    ptb.load_data("test")
    asked = len(server.asked)
    assert ptb.is_available("test")
    assert len(server.asked) == asked, "is_available must not use the network"


def cut_short(handler, body):
    send(handler, body[:10], length=len(body))
    handler.wfile.flush()
    handler.close_connection = True


def altered(handler, body):
    send(handler, body.replace(b"cat", b"cow"))


def not_found(handler, body):
    handler.send_error(404)


def no_http(handler, body):
    handler.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n")
    handler.close_connection = True


def endless(handler, body):
    send(handler, body * 100, length=1 << 40)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (cut_short, r"not all of it.*sha256 should be .*\(10 bytes\)"),
        (altered, r"sha256 should be"),
        (not_found, r"could not be downloaded: .*Not Found"),
        (no_http, r"could not be downloaded"),
        (endless, r"sha256 should be"),
    ],
)
def test_a_bad_answer_is_a_clear_error_and_leaves_no_file(
    server, cache, monkeypatch, answer, message
):
    monkeypatch.setattr(ptb, "MAX_BYTES", 1000)
    server.answer = answer
    with pytest.raises(ptb.CorpusError, match=message) as caught:
        ptb.load_data()
    assert ptb.URL in str(caught.value), "the message must say where the text came from"
    assert "set W2V_PTB_DIR" in str(caught.value), "the message must say what to do"
    assert files(cache) == []
    assert not ptb.is_available()
    server.answer = send
    assert len(ptb.load_data()[0]) == 12, "a later download must still work"


def test_a_closed_port_is_a_clear_error(cache, monkeypatch):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        monkeypatch.setattr(ptb, "URL", f"http://127.0.0.1:{unused.getsockname()[1]}/")
        with pytest.raises(ptb.CorpusError, match="could not be downloaded"):
            ptb.load_data()
    assert files(cache) == []


@pytest.mark.parametrize("sent", [0, 10])
def test_a_server_that_hangs_is_given_up(server, cache, monkeypatch, sent):
    release = threading.Event()

    def hang(handler, body):
        if sent:
            send(handler, body[:sent], length=len(body))
            handler.wfile.flush()
        release.wait(30)

    server.answer = hang
    monkeypatch.setattr(ptb, "TIMEOUT", 0.2)
    start = time.perf_counter()
    try:
        with pytest.raises(ptb.CorpusError, match=rf"timed out \({sent} bytes came\)"):
            ptb.load_data()
    finally:
        release.set()
    seconds = time.perf_counter() - start
    assert seconds < 10, f"a time-out of 0.2 s took {seconds:.1f} s"
    assert files(cache) == []


def test_a_cache_that_cannot_be_written_costs_a_warning(server, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("W2V_CACHE_DIR", str(tmp_path / "file"))
    with pytest.warns(UserWarning, match="could not be written.*W2V_CACHE_DIR"):
        corpus, _, _ = ptb.load_data()
    assert len(corpus) == 12


def test_the_default_address_is_encrypted():
    assert ptb.__dict__["URL"].startswith("https://")


# The cache ----------------------------------------------------------------------------


def cut_in_half(path):
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def flip_a_byte(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 0xFF
    path.write_bytes(data)


def empty(path):
    path.write_bytes(b"")


def pickle_inside(path):
    np.savez(path, ids=np.array([{}], dtype=object), words=["a"], seal="")


def other_ids(path):
    with np.load(path) as saved:
        arrays = dict(saved)
    np.savez(path, **arrays | {"ids": arrays["ids"][::-1]})


def other_words(path):
    with np.load(path) as saved:
        arrays = dict(saved)
    np.savez(path, **arrays | {"words": arrays["words"][::-1]})


def other_arrays(path):
    np.savez(path, a=np.zeros(3))


def one_array(path):
    with path.open("wb") as file:
        np.save(file, np.zeros(3))


@pytest.mark.parametrize(
    "damage",
    [
        cut_in_half,
        flip_a_byte,
        empty,
        pickle_inside,
        other_ids,
        other_words,
        other_arrays,
        one_array,
    ],
)
def test_a_damaged_cache_of_ids_is_rebuilt_from_the_text(server, cache, damage):
    before = ptb.load_data()
    path = cache / "ptb.train.npz"
    good = path.read_bytes()
    damage(path)
    assert path.read_bytes() != good, "the test must damage the file"
    after = ptb.load_data()
    assert after[0].tolist() == before[0].tolist()
    assert after[1] == before[1]
    assert server.asked == ["ptb.train.txt"], "the text in the cache must be used"
    with np.load(path, allow_pickle=False) as saved:
        assert saved["ids"].tolist() == before[0].tolist(), "the cache must be mended"


def test_a_cache_made_from_another_text_is_not_used(folder, monkeypatch):
    ptb.load_data("train")
    other = TEXTS["train"].replace(b"cat", b"cow")
    (folder / "ptb.train.txt").write_bytes(other)
    monkeypatch.setattr(ptb, "SHA256", SHA256 | {"train": hashlib.sha256(other).hexdigest()})
    _, word_to_id, _ = ptb.load_data("train")
    assert "cow" in word_to_id


def test_a_damaged_text_in_the_cache_is_downloaded_again(server, cache):
    ptb.load_data()
    cut_in_half(cache / "ptb.train.txt")
    cut_in_half(cache / "ptb.train.npz")
    assert not ptb.is_available()
    assert len(ptb.load_data()[0]) == 12
    assert server.asked == ["ptb.train.txt"] * 2
    assert (cache / "ptb.train.txt").read_bytes() == TEXTS["train"]


def test_processes_that_load_at_once_do_not_disturb_one_another(server, cache):
    everyone_asked = threading.Barrier(2)

    def together(handler, body):
        everyone_asked.wait(60)
        send(handler, body)

    server.answer = together
    script = (
        "import json, sys; from w2vlib import ptb; "
        "ptb.URL, ptb.SHA256 = json.loads(sys.argv[1]); print(ptb.load_data()[0].tolist())"
    )
    command = [sys.executable, "-c", script, json.dumps([ptb.URL, SHA256])]
    environment = os.environ | {"PYTHONPATH": str(Path(ptb.__file__).parents[1])}
    processes = [
        subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        assert json.loads(out) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 5]
    assert files(cache) == ["ptb.train.npz", "ptb.train.txt"], "no temporary file may stay"
    assert (cache / "ptb.train.txt").read_bytes() == TEXTS["train"]


# The real text ------------------------------------------------------------------------


def test_the_real_corpus(tmp_path, monkeypatch):
    if not os.environ.get("W2V_PTB_DIR"):
        pytest.skip("needs the Penn Treebank text: set W2V_PTB_DIR to its folder")
    monkeypatch.setenv("W2V_CACHE_DIR", str(tmp_path))
    for _ in range(2):  # from the text, then from the cache
        corpus, word_to_id, id_to_word = ptb.load_data("train")
        assert len(corpus) == 929_589
        assert len(word_to_id) == len(id_to_word) == 10_000
        ids = [word_to_id[word] for word in ("aer", "<eos>", "<unk>", "N", "the")]
        assert ids == [0, 24, 26, 27, 32]
        assert corpus.max() == 9_999
    for data_type, tokens in [("val", 73_760), ("test", 82_430)]:
        corpus, other_ids, _ = ptb.load_data(data_type)
        assert len(corpus) == tokens
        assert other_ids == word_to_id, "all parts must use the ids of train"
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".npz"] * 3
