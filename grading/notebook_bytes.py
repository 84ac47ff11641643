"""From the bytes of a student's file to a notebook in nbformat 4, whatever the bytes are.

Only what grading needs is kept: the cells' types, sources and attached pictures, and what they
say of themselves to nbgrader. Outputs are made anew, and nothing else of a file is trusted.
"""

import copy
import json
import re

from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from grading.status import Flag, Status

#: A parsed notebook can take 20 times the memory of its file
MAX_BYTES = 20 * 2**20
MAX_CELLS = 2000
#: Characters of a cell: whoever parses it as Python or as Markdown needs a thousand bytes for each
MAX_CELL = 200_000

_CELLS = {"code": {"outputs": [], "execution_count": None}, "markdown": {}, "raw": {}}
_PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
# where a cell may begin in a file that is not JSON as a whole
_START = re.compile(
    r'\{\s*"(?:attachments|cell_type|execution_count|id|input|metadata|outputs|source)"\s*:'
)
# each may cost as much as parsing all of the file
_ATTEMPTS = 50


def parse_notebook(data, max_bytes=MAX_BYTES):
    """Read a notebook as far as it can be read.

    Parameters
    ----------
    data : bytes
        A student's file.
    max_bytes : int
        A longer file is not read.

    Returns
    -------
    notebook : NotebookNode or None
        In nbformat 4.5, without outputs; None if there is no notebook to be seen.
    flags : list of Flag

    Examples
    --------
    >>> notebook, flags = parse_notebook('{"cells": [{"cell_type": "code"}'.encode("utf-16"))
    >>> [cell.cell_type for cell in notebook.cells], [flag.status.value for flag in flags]
    (['code'], ['encoding', 'damaged'])
    """
    if len(data) > max_bytes:
        megabytes = f"{len(data) / 2**20:.0f} MB"
        return None, [Flag(Status.TOO_LARGE, detail=f"the notebook has {megabytes}")]
    text, flags = _decode(data)
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        raw = {"cells": _salvage(text) or None, "nbformat": 4}
        flags += [Flag(Status.DAMAGED)] * bool(raw["cells"])
    cells = _cells_of(raw)
    if cells is None:
        return None, [Flag(Status.UNREADABLE)]
    if raw.get("nbformat") != 4:
        flags.append(Flag(Status.OTHER_FORMAT, detail=f"nbformat {_short(raw.get('nbformat'))}"))
    if language := _alien_language(raw.get("metadata")):
        flags.append(Flag(Status.ALIEN_KERNEL, detail=_short(language)))
    if len(cells) > MAX_CELLS:
        flags.append(Flag(Status.TOO_LARGE, detail=f"the notebook has {len(cells)} cells"))
    notebook = new_notebook()
    notebook.cells = [_tidy(cell) for cell in cells[:MAX_CELLS]]
    for number, cell in enumerate(notebook.cells):
        if len(cell.source) > MAX_CELL:
            flags.append(Flag(Status.TOO_LARGE, number, f"{len(cell.source)} characters"))
            cell.source = cell.source[:MAX_CELL]
    return notebook, flags


def _decode(data):
    encoding = json.detect_encoding(data)
    flags = [] if encoding == "utf-8" else [Flag(Status.ENCODING, detail=encoding)]
    try:
        return data.decode(encoding), flags
    except UnicodeDecodeError:
        # an old Windows editor's, or bytes that are broken somewhere
        return data.decode("cp1252", "replace"), [Flag(Status.ENCODING, detail=f"not {encoding}")]


def _salvage(text):
    """Return what looks like cells in a text that is not JSON: cut off, or with a merge's marks."""
    decoder, cells, position = json.JSONDecoder(), [], 0
    for _ in range(_ATTEMPTS):
        while start := _START.search(text, position):
            try:
                cell, position = decoder.raw_decode(text, start.start())
            except (ValueError, RecursionError):
                position = start.end()
                break
            if "cell_type" in cell:
                cells.append(cell)
    return cells


def _cells_of(raw):
    """Return what stands where cells do, or None where there is no such place."""
    if not isinstance(raw, dict):
        return None
    lists = [raw.get("cells")]
    if isinstance(raw.get("worksheets"), list):  # nbformat 3 and before
        lists += [sheet.get("cells") for sheet in raw["worksheets"] if isinstance(sheet, dict)]
    lists = [each for each in lists if isinstance(each, list)]
    return [cell for cells in lists for cell in cells if isinstance(cell, dict)] if lists else None


def _tidy(raw):
    cell_type, source = raw.get("cell_type"), _text(raw.get("source", raw.get("input")))
    if cell_type == "heading":  # nbformat 3
        cell_type, source = "markdown", f"# {source}"
    if not isinstance(cell_type, str) or cell_type not in _CELLS:
        cell_type = "raw"
    # nbformat's own functions would hold each cell against its schema, which takes milliseconds
    cell = NotebookNode(
        id=raw["id"] if isinstance(raw.get("id"), str) else "",
        cell_type=cell_type,
        metadata=NotebookNode(),
        source=source,
        **copy.deepcopy(_CELLS[cell_type]),
    )
    if pictures := _attachments(raw.get("attachments")):
        cell["attachments"] = pictures
    metadata = raw.get("metadata")
    about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    if isinstance(about, dict):
        cell.metadata["nbgrader"] = {
            key: _text(value) if isinstance(value, str) else value
            for key, value in about.items()
            if isinstance(value, str | int | float)
        }
    return cell


def _text(source):
    if isinstance(source, list):
        source = "".join(piece for piece in source if isinstance(piece, str))
    if not isinstance(source, str):
        return ""
    # half a character, which JSON can write and no encoding can; and what Python does not run
    whole = source.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "\N{REPLACEMENT CHARACTER}")


def _attachments(raw):
    if not isinstance(raw, dict):
        return {}
    kept = {}
    for name, bundle in raw.items():
        bundle = bundle if isinstance(bundle, dict) else {}
        pictures = {kind: _text(data) for kind, data in bundle.items() if kind in _PICTURES}
        if pictures:
            kept[_text(name)] = pictures
    return kept


def _alien_language(metadata):
    """Return the language a notebook says it is in, unless that is Python."""
    metadata = metadata if isinstance(metadata, dict) else {}
    for place, key in (("kernelspec", "language"), ("language_info", "name")):
        about = metadata.get(place)
        language = about.get(key) if isinstance(about, dict) else None
        if isinstance(language, str) and not language.lower().startswith(("python", "ipython")):
            return language
    return None


def _short(value):
    text = _text(value) if isinstance(value, str) else repr(value)
    return text if len(text) <= 40 else text[:39] + "…"
