"""Read zip and tar archives that strangers made: nothing is unpacked, and all is bounded.

Members are read into memory, one by one, so no name in an archive can lead anywhere. Bytes are
counted as they are unpacked, not as the archive says they are.
"""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from grading.status import Flag, Status

#: Names that say that a file is an archive
SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2")
MAX_MEMBERS = 10_000

# others may ask for gigabytes before they give the first byte
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2}
_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    RuntimeError,  # wants a password; or a method that Python does not know
    ValueError,
    KeyError,
    UnicodeError,
)
_CHUNK = 2**16


class _TooLarge(Exception):
    pass


@dataclass(frozen=True)
class Member:
    """A file of an archive, or what kept one from being read.

    Attributes
    ----------
    path : str
        Where it stands in the archive, or what the archive says.
    content : bytes or None
        None if it was not wanted, or could not be had.
    flag : Flag or None
    """

    path: str
    content: bytes | None = None
    flag: Flag | None = None


def is_archive(name):
    """Tell by its name whether a file is an archive.

    Examples
    --------
    >>> is_archive("ada/04.TAR.GZ"), is_archive("04.ipynb")
    (True, False)
    """
    return name.lower().endswith(SUFFIXES)


def read_archive(file, wanted, max_file, max_total, max_members=MAX_MEMBERS):
    """Read the wanted files of an archive, one by one.

    Parameters
    ----------
    file : binary file
    wanted : callable
        ``wanted(path)`` tells of a path in the archive whether its bytes are wanted.
    max_file, max_total : int
        Bytes of one file, and of all that is unpacked. Of a file that is longer, one byte too
        much is read, so that whoever gets it can tell.
    max_members : int
        How many files it may have.

    Yields
    ------
    member : Member
        The last says what was wrong, if the archive could not be read to its end.
    """
    try:
        is_zip = zipfile.is_zipfile(file)
        file.seek(0)
        read = _read_zip if is_zip else _read_tar
        yield from read(file, wanted, max_file, max_total, max_members)
    except _TooLarge as error:
        yield Member("", flag=Flag(Status.TOO_LARGE, detail=f"an archive: {error}"))
    except _BROKEN as error:
        yield Member("", flag=Flag(Status.BAD_ARCHIVE, detail=type(error).__name__))


def safe_path(name):
    """Return a member's path, or None if it leads out of its archive.

    Examples
    --------
    >>> safe_path("./ada/04.ipynb"), safe_path("../04.ipynb"), safe_path("C:/04.ipynb")
    ('ada/04.ipynb', None, None)
    """
    name = name.replace("\\", "/")
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or ":" in name.partition("/")[0] or "\0" in name:
        return None
    return path.as_posix()


def _read_zip(file, wanted, max_file, max_total, max_members):
    left = max_total
    with zipfile.ZipFile(file) as archive:
        for member in _bounded(archive.infolist(), max_members):
            kind = member.external_attr >> 28  # of the file's mode, on Unix
            is_link = member.create_system == 3 and kind not in (0, 4, 8)
            path, content = safe_path(member.filename), None
            if flag := _refusal(member.filename, path, is_link):
                yield Member(member.filename, flag=flag)
                continue
            if member.is_dir():
                continue
            if wanted(path):
                if member.compress_type not in _METHODS:
                    yield Member(path, flag=Flag(Status.BAD_ARCHIVE, detail=path))
                    continue
                with archive.open(member) as stream:
                    content = stream.read(min(max_file, left) + 1)
                left -= len(content)
                if left < 0:
                    raise _TooLarge(_more_than(max_total))
            yield Member(path, content)


def _read_tar(file, wanted, max_file, max_total, max_members):
    unpacked = _Counted(_unpack(file), max_total)
    with tarfile.open(fileobj=unpacked, mode="r|") as archive:
        for member in _bounded(archive, max_members):
            path, content = safe_path(member.name), None
            is_link = not (member.isreg() or member.isdir())
            if flag := _refusal(member.name, path, is_link):
                yield Member(member.name, flag=flag)
                continue
            if member.isdir():
                continue
            if wanted(path):
                content = archive.extractfile(member).read(max_file + 1)
            yield Member(path, content)


def _refusal(name, path, is_link):
    if is_link:
        return Flag(Status.LINK, detail=name)
    return Flag(Status.OUTSIDE, detail=name) if path is None else None


def _bounded(members, most):
    for number, member in enumerate(members):
        if number == most:
            raise _TooLarge(f"it has more than {most} files")
        yield member


def _unpack(file):
    head = file.read(3)
    file.seek(0)
    if head[:2] == b"\x1f\x8b":
        return gzip.GzipFile(fileobj=file)
    return bz2.BZ2File(file) if head == b"BZh" else file


class _Counted(io.RawIOBase):
    """A stream that stops after so many bytes."""

    def __init__(self, stream, limit):
        self.stream, self.limit, self.left = stream, limit, limit

    def read(self, size=-1):
        # tarfile reads what it passes over in pieces, but a header may ask for all at once
        content = self.stream.read(min(size, _CHUNK) if size >= 0 else _CHUNK)
        self.left -= len(content)
        if self.left < 0:
            raise _TooLarge(_more_than(self.limit))
        return content


def _more_than(limit):
    return f"unpacked, it has more than {limit / 2**20:.0f} MB"
