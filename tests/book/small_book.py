"""Build a book of a few pages with the course's own settings and extensions."""

import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent


def build_small_book(folder, pages, changes=None, log=None):
    """Build a book, and return the folder of its HTML.

    Parameters
    ----------
    folder : path
        An empty folder, or one in which this has built a book before.
    pages : dict of str
        The source of each page, by its path; the first is the first page.
    changes : dict, optional
        What is to differ from ``_config.yml``.
    log : list, optional
        What the build says is added here.

    Returns
    -------
    built : path
    """
    settings = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    _merge(settings, changes or {})
    files = [str(Path(path).with_suffix("")) for path in pages]
    toc = {"format": "jb-book", "root": files[0]}
    if files[1:]:
        toc["chapters"] = [{"file": it} for it in files[1:]]
    texts = {"_config.yml": yaml.safe_dump(settings), "_toc.yml": yaml.safe_dump(toc)} | pages
    for path, text in texts.items():
        _write(folder / path, text)
    (folder / "book").mkdir(exist_ok=True)
    for path in (ROOT / "book").iterdir():
        if path.is_dir() and not (folder / "book" / path.name).exists():
            (folder / "book" / path.name).symlink_to(path)
    (folder / "_build" / "site").mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [Path(sys.executable).with_name("jupyter-book"), "build", ".", "-W", "-n"],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    if log is not None:
        log.append(done.stdout + done.stderr)
    return folder / "_build" / "html"


def _write(path, text):
    # what has not changed keeps its time
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _merge(settings, changes):
    for key, value in changes.items():
        if isinstance(value, dict):
            _merge(settings.setdefault(key, {}), value)
        else:
            settings[key] = value
