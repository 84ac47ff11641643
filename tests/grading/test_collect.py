"""What learning platforms give out ends up where nbgrader looks, and nowhere else."""

import io
import os
import tarfile
import zipfile

import pytest

from grading.collect import collect
from grading.status import Status

NAME = "04_embedding"
MOODLE = {
    "Ada Lovelace_17_assignsubmission_file_/04_embedding.ipynb": b"a",
    "Grace Hopper_23_assignsubmission_file_/my work.ipynb": b"g",
    "Grace Hopper_23_assignsubmission_file_/numpy.py": b"raise",
    "Ünal_9_assignsubmission_onlinetext/onlinetext.html": b"<p>",
}
CANVAS = {
    "lovelaceada_11_901_04_embedding.ipynb": b"a",
    "hoppergrace_LATE_12_902_04_embedding-2.ipynb": b"g",
}
FOLDERS = {
    "class/ada/04_embedding/04_embedding.ipynb": b"a",
    "class/ada/04_embedding/timestamp.txt": b"2030-01-01 00:00:00 UTC",
    "class/grace/04_embedding.ipynb": b"g",
}
FILES = {"class/ada.ipynb": b"a", "class/grace.zip": b"g"}
LAYOUTS = {
    "Moodle": (
        MOODLE,
        {
            "Ada Lovelace_17/04_embedding/04_embedding.ipynb": b"a",
            "Grace Hopper_23/04_embedding/my work.ipynb": b"g",
            "Grace Hopper_23/04_embedding/numpy.py": b"raise",
        },
    ),
    "Canvas": (
        CANVAS,
        {
            "lovelaceada_11/04_embedding/04_embedding.ipynb": b"a",
            "hoppergrace_12/04_embedding/04_embedding.ipynb": b"g",
        },
    ),
    "folders": (
        FOLDERS,
        {
            "ada/04_embedding/04_embedding.ipynb": b"a",
            "ada/04_embedding/timestamp.txt": b"2030-01-01 00:00:00 UTC",
            "grace/04_embedding/04_embedding.ipynb": b"g",
        },
    ),
    "files": (
        FILES,
        {"ada/04_embedding/04_embedding.ipynb": b"a", "grace/04_embedding/04_embedding.zip": b"g"},
    ),
}
layouts = pytest.mark.parametrize(("files", "expected"), LAYOUTS.values(), ids=LAYOUTS)


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def zipped(path, files):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


@layouts
def test_an_archive_is_sorted(tmp_path, files, expected):
    collected = collect(zipped(tmp_path / "all.zip", files), tmp_path / "submitted", NAME)
    assert contents(tmp_path / "submitted") == expected
    assert sum(collected.students.values()) == len(expected)
    assert collected.flags == []


@layouts
def test_a_folder_is_sorted(tmp_path, files, expected):
    for name, content in files.items():
        path = tmp_path / "all" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    collect(tmp_path / "all", tmp_path / "submitted", NAME)
    assert contents(tmp_path / "submitted") == expected


def test_a_dry_run_writes_nothing(tmp_path):
    archive = zipped(tmp_path / "all.zip", MOODLE)
    collected = collect(archive, tmp_path / "submitted", NAME, dry_run=True)
    assert collected.students == {"Ada Lovelace_17": 1, "Grace Hopper_23": 2}
    assert not (tmp_path / "submitted").exists()


def test_a_layout_of_ones_own(tmp_path):
    archive = zipped(tmp_path / "all.zip", {"04/x-ada.ipynb": b"a", "04/x-grace.ipynb": b"g"})
    layout = r"x-(?P<student>\w+)(?P<file>\.ipynb)"
    collected = collect(archive, tmp_path / "submitted", NAME, layout=layout)
    assert list(collected.students) == ["ada", "grace"]


def test_nothing_is_written_outside(tmp_path):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        for name in ("../up.ipynb", "/root.ipynb", "../../x/y.ipynb", "ada/a.ipynb", "b/b.ipynb"):
            member = tarfile.TarInfo(name)
            member.size = 1
            archive.addfile(member, io.BytesIO(b"x"))
        link = tarfile.TarInfo("grace")
        link.type, link.linkname = tarfile.SYMTYPE, "/"
        archive.addfile(link)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "all.tgz").write_bytes(file.getvalue())
    collected = collect(tmp_path / "in" / "all.tgz", tmp_path / "in" / "submitted", NAME)
    assert contents(tmp_path / "in" / "submitted") == {
        "ada/04_embedding/a.ipynb": b"x",
        "b/04_embedding/b.ipynb": b"x",
    }
    assert [each.name for each in tmp_path.iterdir()] == ["in"]
    statuses = [flag.status for flag in collected.flags]
    assert statuses == [Status.OUTSIDE] * 3 + [Status.LINK]


@pytest.mark.parametrize("name", ["ada/" + "x" * 300 + ".ipynb", "x" * 200 + "/a.ipynb"])
def test_a_name_that_no_file_can_have_is_flagged(tmp_path, name):
    archive = zipped(tmp_path / "all.zip", {name: b"x", "b/b.ipynb": b"x", "c/c.ipynb": b"x"})
    collected = collect(archive, tmp_path / "submitted", NAME)
    assert list(collected.students) == ["b", "c"]
    assert [flag.status for flag in collected.flags] == [Status.OUTSIDE]


def test_links_in_a_folder_are_not_followed(tmp_path):
    (tmp_path / "all" / "ada").mkdir(parents=True)
    (tmp_path / "secret.ipynb").write_bytes(b"s")
    (tmp_path / "all" / "ada" / "a.ipynb").symlink_to(tmp_path / "secret.ipynb")
    os.symlink(tmp_path, tmp_path / "all" / "grace")
    collected = collect(tmp_path / "all", tmp_path / "submitted", NAME)
    assert collected.students == {}
    assert [flag.status for flag in collected.flags] == [Status.LINK]


def test_a_broken_archive_is_told(tmp_path):
    (tmp_path / "all.zip").write_bytes(b"no archive")
    collected = collect(tmp_path / "all.zip", tmp_path / "submitted", NAME)
    assert [flag.status for flag in collected.flags] == [Status.BAD_ARCHIVE]
