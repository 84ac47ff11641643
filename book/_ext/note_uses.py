"""Note for make what some code uses: ``python book/_ext/note_uses.py <note> <code>``.

The note changes only if one of those files does: what is made by that code depends on the note.
"""

import sys
from pathlib import Path

from used_files import digest

ROOT = Path(__file__).resolve().parent.parent.parent


def note_uses(note, code):
    """Write the digest of what `code` uses to the file `note`, unless it is there.

    Parameters
    ----------
    note : path
    code : str
    """
    text = f"{digest(code, ROOT, ROOT)}\n"
    if not note.is_file() or note.read_text(encoding="utf-8") != text:
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    note_uses(Path(sys.argv[1]), sys.argv[2])
