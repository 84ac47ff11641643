"""Which files of this project some code uses, by what it imports and which paths it names."""

import ast
import functools
import hashlib
import os
import re
from importlib import metadata
from pathlib import Path

CELL = re.compile(r"^```\{code-cell\}.*?\n(.*?)^```", re.M | re.S)


def digest(code, folder, root, also=()):
    """Return one word that changes when something changes that code uses.

    Parameters
    ----------
    code : str
    folder, root : path
        The folder where it runs, and the project's.
    also : iterable of path
        Other files that count, where they are there.
    """
    files, packages = used(code, root)
    files |= named_files(code, folder)
    files |= {path for path in also if path.is_file()}
    found = hashlib.sha256()
    for path in sorted(files):
        found.update(f"{path.relative_to(root).as_posix()}\n".encode())
        found.update(path.read_bytes())
    for package in sorted(packages):
        found.update(f"{package} {_version(package)}\n".encode())
    if root / "w2vlib" / "ptb.py" in files:
        found.update(f"Penn Treebank: {_treebank_is_here()}".encode())
    return found.hexdigest()[:16]


def code_of(page):
    r"""Return the code of a page's cells, without options and IPython's own commands.

    Examples
    --------
    >>> code_of("text\n```{code-cell} ipython3\n:tags: [a]\n\n%time x = 1\ny = 2\n```\n").strip()
    'y = 2'
    """
    cells = []
    for cell in CELL.findall(page):
        lines = re.sub(r"\A---\n.*?^---\n", "", cell, flags=re.M | re.S).splitlines()
        cells.append("\n".join("" if re.match(r":\w|\s*[%!]", line) else line for line in lines))
    return "\n".join(cells)


def used(code, root):
    """Return the project's files that code imports, through all modules, and other packages.

    A name that a package takes from one of its modules counts as that module's: code that imports
    ``Embedding`` from ``w2vlib`` uses ``w2vlib/embedding.py``, and not the whole library.

    Parameters
    ----------
    code : str
    root : path

    Returns
    -------
    files : set of path
    packages : set of str
        Names that are not in the project.
    """
    files, packages, open_ = set(), set(), list(imports(code))
    seen = set()
    while open_:
        module, name = wanted = open_.pop()
        if wanted in seen:
            continue
        seen.add(wanted)
        path = file_of(module, root)
        if name == "*" and path is not None:
            open_ += [(f"{module}.{each.stem}", "") for each in path.parent.glob("*.py")]
            continue
        if path is None:
            packages.add(module.partition(".")[0])
            continue
        inside = f"{module}.{name}"
        if path.name == "__init__.py" and name:
            given = exports(path)
            if name in given and given[name] != (module, name):
                open_.append(given[name])
                continue
            if file_of(inside, root):
                path = file_of(inside, root)
        if path not in files:
            files.add(path)
            open_ += imports(path.read_text(encoding="utf-8"))
    return files, packages


def imports(code):
    r"""Yield the modules that code imports, each with a name that it takes from there, or "".

    The name is "*" where the code decides as it runs which module of a package it imports.

    Examples
    --------
    >>> list(imports("import numpy as np\nfrom w2vlib import CBOW, ptb"))
    [('numpy', ''), ('w2vlib', 'CBOW'), ('w2vlib', 'ptb')]
    >>> list(imports('importlib.import_module(f"w2vlib.fast.{name}")'))
    [('w2vlib.fast', '*')]
    """
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            match node.args[0]:
                case ast.Constant(value=module):
                    yield module, ""
                case ast.JoinedStr(values=[ast.Constant(value=start), *_]):
                    yield start.rstrip("."), "*"


@functools.cache
def exports(path):
    """Return the names that a package takes from its modules, each with its module."""
    names = {}
    for module, name in imports(path.read_text(encoding="utf-8")):
        names[name or module] = module, name
    return names


def file_of(module, root):
    """Return the file of a module of the project, or None if it is not the project's."""
    path = root.joinpath(*module.split("."))
    choices = path.with_suffix(".py"), path / "__init__.py"
    return next((choice for choice in choices if choice.is_file()), None)


def named_files(code, folder):
    """Return the files that code names: in one string, or part by part in a call of ``Path``.

    Parameters
    ----------
    code : str
    folder : path
        Where the code runs.
    """
    paths = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            paths.append(node.value)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Path":
            parts = [getattr(part, "value", None) for part in node.args]
            if all(isinstance(part, str) for part in parts):
                paths.append("/".join(parts))
    found = set()
    for path in paths:
        # a name has a dot for its ending, and no blanks
        if re.fullmatch(r"[\w./-]+\.\w+", path) and (folder / path).is_file():
            found.add(Path(os.path.normpath(folder / path)))
    return found


@functools.cache
def _version(package):
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "Python's own"


@functools.cache
def _treebank_is_here():
    from w2vlib import ptb

    return ptb.is_available()
