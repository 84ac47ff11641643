"""Archives from strangers: nothing climbs out, nothing unpacks without end."""

import io
import tarfile
import tracemalloc
import warnings
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.archives import read_archive, safe_path
from grading.status import Status

MB = 2**20
FILES = {"ada/04.ipynb": b"one", "ada/data.csv": b"2", "./grace/ünï code.ipynb": b"three"}


def as_zip(files, compression=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", compression) as archive:
        warnings.simplefilter("ignore")  # a name that is there twice
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def as_tar(files, mode="w:gz", **changes):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            for key, value in changes.items():
                setattr(member, key, value)
            archive.addfile(member, io.BytesIO(content))
    return file.getvalue()


def read(data, max_file=MB, max_total=10 * MB, **limits):
    members = list(
        read_archive(
            io.BytesIO(data), lambda path: path.endswith(".ipynb"), max_file, max_total, **limits
        )
    )
    files = {member.path: member.content for member in members if not member.flag}
    return files, {member.flag.status for member in members if member.flag}


ARCHIVES = {
    "zip": as_zip,
    "stored": lambda files: as_zip(files, zipfile.ZIP_STORED),
    "tar": lambda files: as_tar(files, "w"),
    "tar.gz": as_tar,
    "tar.bz2": lambda files: as_tar(files, "w:bz2"),
}
each = pytest.mark.parametrize("pack", ARCHIVES.values(), ids=ARCHIVES)


@each
def test_wanted_files_are_read_and_others_named(pack):
    files, statuses = read(pack(FILES))
    assert not statuses
    assert files == {
        "ada/04.ipynb": b"one",
        "ada/data.csv": None,
        "grace/ünï code.ipynb": b"three",
    }


@each
@pytest.mark.parametrize("name", ["../../up.ipynb", "/etc/x.ipynb", "a/../../x.ipynb"])
def test_names_that_climb_out_are_not_read(pack, name):
    files, statuses = read(pack({name: b"x", "in.ipynb": b"y"}))
    assert files == {"in.ipynb": b"y"}
    assert statuses == {Status.OUTSIDE}


@each
def test_a_long_file_is_read_to_one_byte_too_much(pack):
    files, statuses = read(pack({"a.ipynb": b"x" * 500}), max_file=100)
    assert (len(files["a.ipynb"]), statuses) == (101, set())


@each
def test_a_bomb_is_stopped_and_what_came_before_is_kept(pack):
    bomb = {"a.ipynb": b"fine", **{f"{n}.ipynb": b"\0" * (8 * MB) for n in range(10)}}
    data = pack(bomb)
    tracemalloc.start()
    files, statuses = read(data, max_file=9 * MB, max_total=20 * MB)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert files["a.ipynb"] == b"fine"
    assert statuses == {Status.TOO_LARGE}
    assert peak < 40 * MB


@each
def test_too_many_files_are_stopped(pack):
    files, statuses = read(pack({f"{n}.txt": b"" for n in range(30)}), max_members=20)
    assert (len(files), statuses) == (20, {Status.TOO_LARGE})


@each
@pytest.mark.parametrize("part", [0, 0.3, 0.6, 0.7])
def test_cut_off_archives_end_with_a_flag(pack, part):
    # noise, so that half of the archive is half of the files
    noise = bytes(n * n * n % 251 for n in range(5000))
    data = pack({f"{n}.ipynb": noise[n:] for n in range(5)})
    _, statuses = read(data[: int(len(data) * part)])
    assert statuses == {Status.BAD_ARCHIVE}


@each
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_broken_archives_are_read_without_an_exception(pack, data):
    whole = bytearray(pack(FILES))
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    files, _ = read(bytes(whole))
    assert all(safe_path(path) == path for path in files)


KINDS = {
    "symbolic link": tarfile.SYMTYPE,
    "hard link": tarfile.LNKTYPE,
    "pipe": tarfile.FIFOTYPE,
    "device": tarfile.CHRTYPE,
}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_links_in_a_tar_are_not_followed(kind):
    files, statuses = read(as_tar({"link.ipynb": b""}, type=kind, linkname="/etc/passwd"))
    assert (files, statuses) == ({}, {Status.LINK})


def test_links_in_a_zip_are_not_followed():
    link = zipfile.ZipInfo("link.ipynb")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    files, statuses = read(as_zip({link: b"/etc/passwd", "a.ipynb": b"y"}))
    assert (files, statuses) == ({"a.ipynb": b"y"}, {Status.LINK})


def test_a_compression_that_may_ask_for_gigabytes_is_refused():
    files, statuses = read(as_zip({"a.ipynb": b"x"}, zipfile.ZIP_LZMA))
    assert (files, statuses) == ({}, {Status.BAD_ARCHIVE})
