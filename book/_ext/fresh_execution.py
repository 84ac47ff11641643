"""Execute a page again when something changes that its code uses, and only then.

The cache of executions knows a page by its code and by the description of its kernel. So the
description gets one entry more: a digest of what the code imports from this project, through all
modules, of the files that it names, and of the corpus and the packages it finds here.
"""

import hashlib
import re
from pathlib import Path

from used_files import code_of, digest

IS_NOTEBOOK = re.compile(r"\A---\n(?:(?!---\n).*\n)*?kernelspec:\n")


# files that no page names: the function that a page calls reads them
READ_BY = {"course_ladder": "_build/ladder.json"}


def find_outdated(app, env, added, changed, removed):
    """Return the pages that use something which is not as it was when they were read."""
    keys = {name: key for name in env.found_docs if (key := key_of(app, name))}
    before, env.execution_keys = getattr(env, "execution_keys", {}), keys
    # these extensions have a say in every page
    extensions = _extensions()
    if getattr(env, "extensions_key", extensions) != extensions:
        before = dict.fromkeys(env.found_docs)
        keys = dict.fromkeys(env.found_docs, extensions)
    env.extensions_key = extensions
    return [name for name, key in keys.items() if before.get(name) != key]


def key_of(app, docname):
    """Return the digest for a page, or None if it has no code to execute."""
    path = Path(app.env.doc2path(docname))
    if path.suffix != ".md":
        return None  # the exercises, which are shown as students get them
    text = path.read_text(encoding="utf-8")
    if not IS_NOTEBOOK.match(text):
        return None
    code, root = code_of(text), Path(app.srcdir)
    read = [root / file for function, file in READ_BY.items() if f"{function}(" in code]
    return digest(code, path.parent, root, read)


def add_key(app, docname, source):
    """Write the digest into the description of the page's kernel, as it is read."""
    key = app.env.execution_keys.get(docname)
    if key is not None:
        start = IS_NOTEBOOK.match(source[0]).end()
        source[0] = f"{source[0][:start]}  used_files: {key}\n{source[0][start:]}"


def _extensions():
    files = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def setup(app):
    """Connect to the search for outdated pages, and to their reading."""
    app.connect("env-get-outdated", find_outdated)
    app.connect("source-read", add_key)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
