"""What students download from the book: each notebook, and all of them with what they need."""

import shutil
import zipfile
from pathlib import Path

from grading.course import ROOT, exercises
from grading.release import tidy_release

FOLDER = ROOT / "_build" / "site" / "notebooks"
ZIP = "word2vec_notebooks.zip"
README = Path(__file__).with_name("handout_readme.md")

# the same bytes from the same files, whenever and wherever they are made
TIME = (1980, 1, 1, 0, 0, 0)
MODE = 0o100644 << 16


def make_handout(root=ROOT, folder=FOLDER):
    """Write the notebooks and the zip that holds them all.

    The notebooks are as released, whatever somebody may have written into ``exercises/``.

    Parameters
    ----------
    root : path
        The folder below which `grading.release.release` has made them.
    folder : path
        Where to write. What was there before is removed.

    Returns
    -------
    made : list of path
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    inside = {"README.md": README.read_bytes()}
    for path in _what_notebooks_need():
        inside[path.relative_to(ROOT).as_posix()] = path.read_bytes()
    for name in exercises():
        notebook = tidy_release(root, name).encode()
        (folder / f"{name}.ipynb").write_bytes(notebook)
        inside[f"exercises/{name}/{name}.ipynb"] = notebook
    _write_zip(folder / ZIP, inside)
    return sorted(folder.iterdir())


def _what_notebooks_need():
    """Yield the library, what installs it, and the chapters, which the notebooks link to."""
    yield ROOT / "pyproject.toml"
    yield ROOT / "LICENSE"
    yield from (ROOT / "w2vlib").rglob("*.py")
    yield from (ROOT / "book").glob("*.md")


def _write_zip(path, inside):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(inside):
            entry = zipfile.ZipInfo(f"{path.stem}/{name}", TIME)
            entry.external_attr = MODE
            entry.create_system = 3  # Unix, also when made on Windows
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, inside[name])
