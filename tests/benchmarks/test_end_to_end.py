import json
import os
import sys
from pathlib import Path

from benchmarks import end_to_end
from benchmarks.end_to_end import COLD, PEER, WARM, measure_end_to_end, run_program


def program(folder, monkeypatch, text):
    """Make ``python -m tiny`` run `text`."""
    (folder / "tiny.py").write_text(text, encoding="utf-8")
    path = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
    monkeypatch.setenv("PYTHONPATH", path)


def test_a_program_is_timed_until_it_ends(tmp_path, monkeypatch):
    program(
        tmp_path,
        monkeypatch,
        "import os, sys\n"
        "cache = os.environ['NUMBA_CACHE_DIR']\n"
        "assert os.listdir(cache) == []\n"
        "assert sys.argv[1:3] == ['--epochs', '3']\n"
        "open(sys.argv[sys.argv.index('--out') + 1], 'w').write('vectors')\n",
    )
    for _ in range(2):  # each time with a new cache
        found = run_program(["tiny", "--epochs", "3"], words=600, folder=tmp_path)
        assert found["words"] == 600
        assert 0 < found["seconds"] < 60
        assert abs(found["words_per_second"] * found["seconds"] / 600 - 1) < 0.05


def test_a_cache_that_is_given_is_used(tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    cache.mkdir()
    program(
        tmp_path,
        monkeypatch,
        "import os, sys\n"
        f"assert os.environ['NUMBA_CACHE_DIR'] == {str(cache)!r}\n"
        "open(sys.argv[-1], 'w').write('vectors')\n",
    )
    assert "error" not in run_program(["tiny"], 1, tmp_path, str(cache))


def test_a_program_that_fails_or_saves_nothing_is_an_error(tmp_path, monkeypatch):
    (tmp_path / "vectors.npz").write_text("of an earlier run")
    program(tmp_path, monkeypatch, "import sys\nsys.exit('no corpus in /some/where/ptb')\n")
    assert run_program(["tiny"], 1, tmp_path) == {
        "error": "ended with code 1 and said: no corpus in …/ptb"
    }
    program(tmp_path, monkeypatch, "print('bye')\n")
    assert run_program(["tiny"], 1, tmp_path) == {"error": "ended with code 0 and said: bye"}


def test_a_program_that_takes_too_long_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(end_to_end, "TIMEOUT", 0.2)
    program(tmp_path, monkeypatch, "import time\ntime.sleep(60)\n")
    assert run_program(["tiny"], 1, tmp_path) == {"error": "was not done within 0.2 seconds"}


def test_programs_take_turns_and_one_is_compiled_before(tmp_path):
    order = []

    def run(measure, task):
        cache = measure.keywords.get("cache")
        order.append((task[0], cache is not None))
        if task[0] == "w2vlib":
            seconds = 10.0 if cache else 20.0
        else:
            return {"error": "ended with code 1 and said: no gensim"}
        return {"words_per_second": 100 / seconds, "words": 100, "seconds": seconds}

    result = measure_end_to_end(tmp_path, rounds=2, quick=True, run=run, report=lambda line: None)
    cold, warm, peer = ("w2vlib", False), ("w2vlib", True), ("benchmarks.gensim_program", False)
    assert order == [warm, *[cold, warm, peer] * 2]
    assert result["contenders"][COLD]["seconds"] == 20.0
    assert result["contenders"][WARM]["seconds"] == 10.0
    assert result["contenders"][PEER]["errors"] == ["ended with code 1 and said: no gensim"]
    assert result["commands"][COLD].startswith("python -m w2vlib train --corpus ")
    assert "--threads 2" in result["commands"][COLD]
    text = json.dumps(result, allow_nan=False)
    assert str(tmp_path) not in text
    assert sys.executable not in text
    assert str(Path.home()) not in text
