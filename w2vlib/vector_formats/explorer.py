"""The embedding explorer's format: a script that sets ``window.explorerData``, or a whole page.

A script, since a page opened from a disk may load scripts and no other files. The object has

- ``about``: what these vectors are, in a few words;
- ``words``: V words;
- ``size``: H, the numbers in a vector;
- ``vectors``: V · H bytes in base64. Each is a signed number from -127 to 127, and each row has
  the scale of its own largest number. The scales are not kept: a cosine does not ask for them;
- ``places``: V · 2 numbers of two bytes in base64, low byte first: x and y of each word on the
  map, 0 to 65535;
- ``groups``: pairs of a name and a list of ids;
- ``analogies``: how many questions were ``asked`` and how many are ``right``, and ``examples`` of
  right ones, each a list of the ids of a, b, c;
- ``first``: the id of the word to begin with.
"""

import base64
import html
import json
from pathlib import Path

import numpy as np

LARGEST = 127  # of a signed byte
FARTHEST = 65535  # of two bytes without a sign
PICTURES = Path(__file__).resolve().parents[2] / "book" / "_site" / "pictures"


def quantized(word_vecs):
    """Return rows of int8 that point where the rows of `word_vecs` do, as nearly as may be.

    Examples
    --------
    >>> quantized(np.array([[0.5, -1.0], [0.0, 0.002]]))
    array([[  64, -127],
           [   0,  127]], dtype=int8)
    """
    largest = np.abs(word_vecs).max(axis=1, keepdims=True)
    scale = np.divide(LARGEST, largest, where=largest > 0, out=np.zeros_like(largest, np.float64))
    return np.rint(word_vecs * scale).astype(np.int8)


def on_paper(places):
    """Return places as whole numbers from 0 to 65535, in the middle, x and y in one scale."""
    middle = (places.min(axis=0) + places.max(axis=0)) / 2
    reach = np.abs(places - middle).max() or 1.0
    return np.rint(((places - middle) / reach + 1) / 2 * FARTHEST).astype("<u2")


def script(content):
    """Return the script's text.

    Parameters
    ----------
    content : dict
        As the format has it, but with arrays: ``vectors`` of int8, shape (V, H), and ``places``
        of float, shape (V, 2).
    """
    vectors = content["vectors"]
    data = content | {
        "size": vectors.shape[1],
        "vectors": _base64(vectors),
        "places": _base64(on_paper(content["places"])),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # in a page, </script> would end the script wherever it stands
    return f"window.explorerData = {text.replace('<', chr(92) + 'u003c')};\n"


def page(content):
    """Return a page that needs no other file: the book's scripts and style with these words.

    Raises
    ------
    FileNotFoundError
        If the book's folder is not there.
    """
    if not PICTURES.is_dir():
        raise FileNotFoundError(
            "the page is made of the book's own scripts, so the course's whole folder is needed, "
            f"but there is no {PICTURES}"
        )
    styles, scripts = (
        [(PICTURES / name).read_text(encoding="utf-8") for name in names]
        for names in (STYLES, SCRIPTS)
    )
    scripts.insert(-1, script(content))  # explorer.js looks for it
    return PAGE.format(
        about=html.escape(content["about"]),
        styles="\n".join(styles),
        scripts="".join(f"<script>\n{text}</script>\n" for text in scripts),
    )


STYLES = ["pictures.css", "explorer.css"]
SCRIPTS = ["pictures.js", "word_map.js", "explorer.js"]
PAGE = """\
<!DOCTYPE html>
<html lang="en" data-theme="light">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Word vectors: {about}</title>
<style>
{styles}
body {{ max-width: 50rem; margin: auto; padding: 1rem; font-family: system-ui, sans-serif; }}
html[data-theme="dark"] {{ background: #14181e; color: #e8e8e4; }}
</style>
<script>
if (matchMedia("(prefers-color-scheme: dark)").matches) {{
  document.documentElement.dataset.theme = "dark";
}}
</script>
</head>
<body>
<main>
<h1>Word vectors</h1>
<figure class="picture" data-picture="explorer" role="group" aria-label="Map of {about}">
<div class="picture-stage"></div>
<details class="picture-words" open><summary>In words</summary>
<p>Here are {about}. Words that stand near each other on the map have similar vectors. Far apart
means little: the map has two directions, the vectors have many. The lists of neighbours and the
analogies are made from the whole vectors.</p>
</details>
</figure>
</main>
{scripts}</body>
</html>
"""


def _base64(array):
    return base64.b64encode(array.tobytes()).decode("ascii")
