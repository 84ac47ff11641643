"""Build a book of a few pages with the course's own settings and extensions."""

import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent


def build_small_book(folder, pages, changes=None):
    """Build a book, and return the folder of its HTML.

    Parameters
    ----------
    folder : path
        An empty folder.
    pages : dict of str
        The source of each page, by its path; the first is the first page.
    changes : dict, optional
        What is to differ from ``_config.yml``.

    Returns
    -------
    built : path
    """
    settings = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    _merge(settings, changes or {})
    (folder / "_config.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    files = [str(Path(path).with_suffix("")) for path in pages]
    toc = {"format": "jb-book", "root": files[0], "chapters": [{"file": it} for it in files[1:]]}
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc), encoding="utf-8")
    for path, source in pages.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(source, encoding="utf-8")
    (folder / "book").mkdir(exist_ok=True)
    for path in (ROOT / "book").iterdir():
        if path.is_dir():
            (folder / "book" / path.name).symlink_to(path)
    (folder / "_build" / "site").mkdir(parents=True)
    done = subprocess.run(
        [Path(sys.executable).with_name("jupyter-book"), "build", folder, "-W", "-n"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "_build" / "html"


def _merge(settings, changes):
    for key, value in changes.items():
        if isinstance(value, dict):
            _merge(settings.setdefault(key, {}), value)
        else:
            settings[key] = value
