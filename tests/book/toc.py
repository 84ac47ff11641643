"""The pages that _toc.yml lists."""

from pathlib import Path

import yaml

TOC = Path(__file__).resolve().parents[2] / "_toc.yml"


def pages_in_toc():
    """Return the paths of the book's pages, in order and without an ending."""
    toc = yaml.safe_load(TOC.read_text(encoding="utf-8"))
    entries = [{"file": toc["root"]}, *toc["parts"]]
    pages = []
    while entries:
        entry = entries.pop(0)
        if "file" in entry:
            pages.append(entry["file"])
        entries[:0] = [*entry.get("chapters", ()), *entry.get("sections", ())]
    return pages
