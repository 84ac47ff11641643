"""Print the built book: ``python book/_pdf``.

The PDF lies in ``_build/site``, whose content each build of the book copies to the site, and on
the site that is there.
"""

import sys
from pathlib import Path

from assemble import assemble
from chromium import find_chromium
from printing import print_document

ROOT = Path(__file__).resolve().parent.parent.parent
BUILT = ROOT / "_build" / "html"
SITE = ROOT / "_build" / "site"
DOCUMENT = ROOT / "_build" / "pdf" / "book.html"
NAME = "word2vec_from_scratch.pdf"


def main():
    """Assemble, print, and say where the PDF is."""
    chromium = find_chromium()
    if chromium is None:
        print(
            "Chromium prints the book, and is not here. On Debian: apt install chromium. "
            "W2V_CHROMIUM names a browser that is elsewhere.",
            file=sys.stderr,
        )
        return 1
    for folder in (DOCUMENT.parent, SITE):
        folder.mkdir(parents=True, exist_ok=True)
    document = assemble(
        BUILT,
        ROOT / "_toc.yml",
        ROOT / "_config.yml",
        DOCUMENT.parent,
        Path(__file__).with_name("print.css"),
    )
    DOCUMENT.write_text(document, encoding="utf-8")
    pdf = print_document(DOCUMENT, chromium)
    for folder in (SITE, BUILT):
        (folder / NAME).write_bytes(pdf)
    print(f"{(BUILT / NAME).relative_to(ROOT)}: {len(pdf) / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
