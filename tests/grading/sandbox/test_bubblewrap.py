"""The sandbox's command line, and its refusals."""

import itertools
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grading.sandbox import bubblewrap


@pytest.fixture(autouse=True)
def _asked_anew():
    bubblewrap.require_sandbox.cache_clear()
    yield
    bubblewrap.require_sandbox.cache_clear()


def test_the_sandbox_is_there():
    assert shutil.which("bwrap"), f"bubblewrap is missing: {bubblewrap.INSTALL}, or make tools"
    bubblewrap.require_sandbox()


def test_without_bubblewrap_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(bubblewrap.SandboxMissingError, match=r"sudo apt-get.*\n.*--unsafe-no-san"):
        bubblewrap.require_sandbox()


def test_without_namespaces_it_says_what_to_do(monkeypatch):
    def refused(command, **kwargs):
        return subprocess.CompletedProcess(command, 1, "", "setting up uid map: denied")

    monkeypatch.setattr(subprocess, "run", refused)
    with pytest.raises(bubblewrap.SandboxMissingError, match=r"uid map: denied\n.*sysctl"):
        bubblewrap.require_sandbox()


@pytest.mark.parametrize("user", [0, 1000])
def test_nothing_of_the_graders_is_inside(user, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: user)
    words = bubblewrap.command(7)
    root = str(bubblewrap._INSIDE.parent.parent.parent)
    bound = [
        source
        for kind, source in itertools.pairwise(words)
        if kind.startswith(("--bind", "--ro-bind", "--dev-bind"))
    ]
    # the environment may lie in the project's folder
    ours = [source for source in bound if source.startswith(root) and source != sys.prefix]
    assert ours == [str(bubblewrap._INSIDE)]
    assert not [word for word in words if word in ("--bind", "--dev-bind", "--share-net")]
    for name in ("user",) * bool(user) + ("pid", "net", "ipc", "uts"):
        assert f"--unshare-{name}" in words
    assert "--clearenv" in words
    assert "--die-with-parent" in words


def test_nothing_can_be_left_in_the_sandbox():
    # as for an ordinary user, who owns what bubblewrap makes
    folders = ("/", "/dev", "/etc", "/home", "/proc", "/sandbox", "/usr")
    script = "; ".join(f"touch {folder}/left" for folder in folders) + "; echo tried > /dev/null"
    words = [*bubblewrap._sandbox(bubblewrap._AS_USER), "--", "/bin/sh", "-c", script]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stderr.count("\n") == len(folders), done.stderr


def test_what_others_keep_among_programs_is_covered(monkeypatch, tmp_path):
    (tmp_path / "etc" / "jupyter").mkdir(parents=True)
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    monkeypatch.setattr(bubblewrap, "_PRIVATE", (str(exchange), str(tmp_path / "none")))
    assert bubblewrap._private([tmp_path], []) == [str(exchange), f"{tmp_path}/etc/jupyter"]
    assert bubblewrap._private([], [(tmp_path, Path("/environment"))]) == [
        str(exchange),
        "/environment/etc/jupyter",
    ]
    monkeypatch.setattr(bubblewrap, "_PRIVATE", ("/usr/src", "/usr/local/etc"))
    script = "ls /usr/src /usr/local/etc | grep -v :"
    words = [*bubblewrap._sandbox(bubblewrap._AS_USER), "--", "/bin/sh", "-c", script]
    assert subprocess.run(words, capture_output=True, text=True).stdout.split() == []


def test_a_course_that_is_kept_where_programs_are_is_covered(monkeypatch, tmp_path):
    course = tmp_path / "src" / "course"
    course.mkdir(parents=True)
    monkeypatch.chdir(course)
    assert bubblewrap._courses([tmp_path]) == [str(course)]
    assert bubblewrap._courses([tmp_path / "bin"]) == []
    monkeypatch.chdir(tmp_path)
    assert bubblewrap._courses([tmp_path]) == []  # else nothing would be left


def test_a_library_that_is_installed_is_covered(monkeypatch, tmp_path):
    (tmp_path / "w2vlib").mkdir()
    monkeypatch.setattr(bubblewrap, "_packages", lambda: [str(tmp_path)])
    words = bubblewrap.command(7)
    covered = words.index(str(tmp_path / "w2vlib"))
    assert words[covered - 1] == "--tmpfs"
    assert words[covered + 1 : covered + 3] == ["--remount-ro", words[covered]]
