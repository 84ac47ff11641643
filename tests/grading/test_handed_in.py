"""What lies in a student's folder: the notebook is found, and nothing else is touched."""

import datetime
import io
import os
import zipfile

import nbformat
import pytest

from grading.course import ROOT
from grading.exercise import Exercise
from grading.handed_in import find_handed_in
from grading.status import Status

EXERCISE = Exercise.read(ROOT / "exercises" / "04_embedding" / "04_embedding.ipynb")
UNTOUCHED = EXERCISE.source.encode()
ANSWERED = EXERCISE.source.replace("raise NotImplementedError()", "return 1").encode()
OTHER = (ROOT / "exercises" / "05_embedding_dot" / "05_embedding_dot.ipynb").read_bytes()
NAME = "04_embedding.ipynb"


def zipped(files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


# files; where the notebook is found; what is said of them
FOLDERS = {
    "as it should be": ({NAME: ANSWERED}, NAME, set()),
    "renamed": ({"my work.ipynb": ANSWERED}, "my work.ipynb", {Status.RENAMED}),
    "extra": ({NAME: ANSWERED, "scratch.ipynb": OTHER}, NAME, {Status.EXTRA_NOTEBOOK}),
    "two with answers": (
        {NAME: ANSWERED, "04_embedding (1).ipynb": ANSWERED},
        NAME,
        {Status.EXTRA_NOTEBOOK},
    ),
    "answers in the other": (
        {NAME: UNTOUCHED, "copy.ipynb": ANSWERED},
        "copy.ipynb",
        {Status.RENAMED, Status.EXTRA_NOTEBOOK},
    ),
    "the other is another exercise": (
        {NAME: UNTOUCHED, "05.ipynb": OTHER},
        NAME,
        {Status.EXTRA_NOTEBOOK},
    ),
    "broken beside whole": (
        {NAME: b"{", "copy.ipynb": ANSWERED},
        "copy.ipynb",
        {Status.RENAMED, Status.EXTRA_NOTEBOOK},
    ),
    "a module beside": ({NAME: ANSWERED, "numpy.py": b"raise"}, NAME, {Status.EXTRA_CODE}),
    "a package beside": ({NAME: ANSWERED, "numpy/__init__.py": b""}, NAME, {Status.EXTRA_CODE}),
    "what Jupyter leaves": ({NAME: ANSWERED, ".ipynb_checkpoints/a.ipynb": b""}, NAME, set()),
    "in a folder": ({f"a/b/{NAME}": ANSWERED}, f"a/b/{NAME}", set()),
    "in an archive": ({"all.zip": zipped({f"w/{NAME}": ANSWERED})}, f"all.zip/w/{NAME}", set()),
    "an archive that climbs out": (
        {"all.zip": zipped({f"../{NAME}": ANSWERED, NAME: ANSWERED})},
        f"all.zip/{NAME}",
        {Status.OUTSIDE},
    ),
    "no archive at all": ({NAME: ANSWERED, "all.zip": b"x"}, NAME, {Status.BAD_ARCHIVE}),
    "no notebook": ({"essay.docx": b"x"}, "", set()),
    "nothing": ({}, "", set()),
}


@pytest.mark.parametrize(("files", "path", "statuses"), FOLDERS.values(), ids=FOLDERS)
def test_the_notebook_is_found(tmp_path, files, path, statuses):
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    found = find_handed_in(tmp_path, EXERCISE)
    assert found.path == path
    assert {flag.status for flag in found.flags} == statuses
    assert (found.content is None) == (not path)


def test_a_single_file_will_do(tmp_path):
    (tmp_path / "ada.ipynb").write_bytes(ANSWERED)
    (tmp_path / "bela.zip").write_bytes(zipped({NAME: ANSWERED}))
    (tmp_path / "link.ipynb").symlink_to(tmp_path / "ada.ipynb")
    found = find_handed_in(tmp_path / "ada.ipynb", EXERCISE)
    assert (found.content, found.path) == (ANSWERED, "ada.ipynb")
    found = find_handed_in(tmp_path / "bela.zip", EXERCISE)
    assert (found.content, found.path) == (ANSWERED, f"bela.zip/{NAME}")
    found = find_handed_in(tmp_path / "link.ipynb", EXERCISE)
    assert [flag.status for flag in found.flags] == [Status.LINK]


def test_of_no_notebook_it_is_said_once(tmp_path):
    submission = find_handed_in(tmp_path, EXERCISE).read(EXERCISE)
    assert [flag.status for flag in submission.flags] == [Status.MISSING_NOTEBOOK]


def test_flags_of_file_and_cells_are_joined(tmp_path):
    (tmp_path / "my.ipynb").write_bytes(ANSWERED.decode().encode("utf-16"))
    submission = find_handed_in(tmp_path, EXERCISE).read(EXERCISE)
    assert [flag.status for flag in submission.flags] == [Status.RENAMED, Status.ENCODING]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes")
def test_links_and_pipes_are_not_opened(tmp_path):
    secret = tmp_path / "secret.ipynb"
    secret.write_bytes(ANSWERED)
    folder = tmp_path / "ada"
    folder.mkdir()
    (folder / NAME).symlink_to(secret)
    (folder / "up").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.ipynb")
    found = find_handed_in(folder, EXERCISE)
    assert found.content is None
    assert {(flag.status, flag.detail) for flag in found.flags} == {
        (Status.LINK, name) for name in (NAME, "up", "pipe.ipynb")
    }
    (tmp_path / "linked").symlink_to(folder)
    assert [flag.status for flag in find_handed_in(tmp_path / "linked", EXERCISE).flags] == [
        Status.LINK
    ]


def test_a_giant_file_is_not_read_whole(tmp_path):
    with (tmp_path / NAME).open("wb") as file:
        file.truncate(500 * 2**20)  # a hole: takes no room
    found = find_handed_in(tmp_path, EXERCISE, max_bytes=1000)
    assert len(found.content) == 1001


def test_many_notebooks_do_not_hide_the_one(tmp_path):
    for number in range(30):
        (tmp_path / f"0{number:02}.ipynb").write_bytes(OTHER)
    (tmp_path / NAME).write_bytes(ANSWERED)
    assert find_handed_in(tmp_path, EXERCISE).path == NAME
    nbformat.validate(find_handed_in(tmp_path, EXERCISE).read(EXERCISE).notebook)


@pytest.mark.parametrize(
    ("content", "time"),
    [
        (b"2030-01-01 13:00:00.5 UTC\n", datetime.datetime(2030, 1, 1, 13, 0, 0, 500_000)),
        (b"", None),
        (b"soon", None),
        (b"\xff\xfe", None),
        (b"9" * 99, None),
        (b"2030-01-01 13:00:00 nowhere/at all", None),
    ],
)
def test_when_it_was_handed_in(tmp_path, content, time):
    assert find_handed_in(tmp_path, EXERCISE).timestamp is None
    (tmp_path / "timestamp.txt").write_bytes(content)
    assert find_handed_in(tmp_path, EXERCISE).timestamp == time
