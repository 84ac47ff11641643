"""The w2vlib that goes inside: what an exercise may use, and nothing that would answer it.

Left out are the checks, what this exercise and later ones ask for, and modules that import it.
What the released notebook itself imports is always there.
"""

import ast
import functools
import importlib.util
import inspect
import io
import py_compile
import re
import tempfile
import zipfile
from pathlib import Path

import w2vlib
from grading.exercise import imported
from w2vlib.check.registry import checks_of
from w2vlib.topics import EXERCISES, TOPICS

_ROOT = Path(w2vlib.__file__).resolve().parent
_STAND_INS = Path(__file__).resolve().parent / "stand_ins"

#: Modules that teach a topic, beside those that its exercise asks for
_TAUGHT = {
    "09_training": {"w2vlib.trainer"},
    "10_word_vectors": {"w2vlib.evaluation"},
    "11_faster": {"w2vlib.fast"},
    "12_beyond": {"w2vlib.skip_gram", "w2vlib.hierarchical_softmax"},
}
#: Not for notebooks
_COMMANDS = {"w2vlib.__main__", "w2vlib.command_line", "w2vlib.doctor"}


@functools.cache
def library_of(exercise, offered=frozenset()):
    """Return the library of an exercise as a zip.

    Parameters
    ----------
    exercise : Exercise
    offered : frozenset of str
        Some of what `offers` returns, to be there all the same.

    Returns
    -------
    content : bytes
        With ``w2vlib`` in it, compiled.

    Raises
    ------
    ValueError
        If the released notebook imports what it asks for.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, source in sources_of(exercise, offered).items():
            archive.writestr(name, source)
            folder, _, file = name.rpartition("/")
            compiled = Path(importlib.util.cache_from_source(file)).name
            archive.writestr(f"{folder}/__pycache__/{compiled}", _compiled(name, source))
    return content.getvalue()


@functools.cache
def offers(exercise):
    """Return what an exercise asks for and yet offers, to those who could not write it.

    Its text says so: «`w2vlib.remove_duplicate` is the library's».
    """
    text = "\n".join(cell.source for cell in exercise.notebook.cells)
    named = set(re.findall(r"`w2vlib\.(\w+)`", text))
    return frozenset(named & set(EXERCISES[exercise.name].targets))


def sources_of(exercise, offered=frozenset()):
    """Return the files of the library of an exercise: sources by path."""
    modules = _sources()
    available, left = available_modules(exercise), _left_of_others(exercise, offered)
    files = {modules[name][0]: modules[name][1] for name in sorted(available)}
    for name in left.keys() - available:
        files[modules[name][0]] = _only(modules[name][1], left[name])
    stand_in = (_STAND_INS / "check.py").read_text(encoding="utf-8")
    files["w2vlib/check/__init__.py"] = stand_in
    files["w2vlib/check/practice.py"] = modules["w2vlib.check.practice"][1]
    files["w2vlib/__init__.py"] = _front(available, left)
    return files


def available_modules(exercise):
    """Return the names of the modules of w2vlib that are there as they are."""
    uses = _uses()
    needed = {_module(name, uses) for name in exercise.imports} - {None, "w2vlib"}
    needed -= _within({"w2vlib.check"}, uses)
    for target in EXERCISES[exercise.name].targets:
        needed |= {check.drive.__module__ for check in checks_of(target)[1]}
    needed = _closure(needed, uses)
    answers = {_module(f"w2vlib.{name}", uses) for name in EXERCISES[exercise.name].targets}
    if answers & needed:
        raise ValueError(f"{exercise.name} imports what it asks for: {sorted(answers & needed)}")

    later = _from(exercise)
    taught = set().union(*(_TAUGHT.get(name, set()) for name in later))
    asked = {_module(f"w2vlib.{name}", uses) for name in _asked_for(later)} - {None}
    hidden = _within(asked | taught | _COMMANDS | {"w2vlib.check"}, uses) - needed
    hidden |= _within({"w2vlib.drive"}, uses) - needed
    return {name for name in uses if not _closure({name}, uses) & hidden} - {"w2vlib"}


def _left_of_others(exercise, offered):
    """Return what is left of modules with answers in them: the names that are no answers."""
    asked = _asked_for(_from(exercise)) - offered
    names = [name for name in _exported() if name not in asked]
    answering = {_exported()[name] for name in _asked_for(_from(exercise)) & set(_exported())}
    return {
        module: left
        for module in answering
        if (left := {name for name in names if _exported()[name] == module})
    }


def _from(exercise):
    """Return the names of an exercise's topic, and of all later ones."""
    names = [topic.name for topic in TOPICS]
    return names[names.index(exercise.name) :]


def _asked_for(topics):
    return {name for topic in set(topics) & set(EXERCISES) for name in EXERCISES[topic].targets}


@functools.cache
def _exported():
    """Return the names that w2vlib itself has, each with the module it comes from."""
    return {
        alias.name: f"w2vlib.{alias.name}" if node.module == "w2vlib" else node.module
        for node in ast.walk(ast.parse(_sources()["w2vlib"][1]))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


@functools.cache
def _sources():
    """Return path and source of each module of w2vlib, by its name."""
    modules = {}
    for path in sorted(_ROOT.rglob("*.py")):
        parts = path.relative_to(_ROOT.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        file = path.relative_to(_ROOT.parent).as_posix()
        modules[name] = file, path.read_text(encoding="utf-8")
    return modules


@functools.cache
def _uses():
    """Return for each module which modules of w2vlib it imports."""
    modules = _sources()
    uses = {}
    for name, (_, source) in modules.items():
        found = {_module(each, modules) for each in imported(source)} - {None, name}
        # a module brings its packages along; the front of all is made anew
        parts = name.split(".")
        found |= {".".join(parts[:length]) for length in range(2, len(parts))}
        uses[name] = frozenset(found)
    return uses


def _module(name, modules):
    """Return the module of w2vlib that an imported name is, or that it is in, or None."""
    if name in modules:
        return name
    package, _, last = name.rpartition(".")
    if package == "w2vlib":
        return _exported().get(last)
    return package if package in modules else None


def _closure(names, uses):
    reached, new = set(), set(names)
    while new:
        reached |= new
        new = set().union(*(uses[name] for name in new)) - reached
    return reached


def _within(names, modules):
    return {each for each in modules if any(f"{each}.".startswith(f"{name}.") for name in names)}


def _front(available, left):
    """Return ``w2vlib/__init__.py``: what is there is imported when first asked for."""
    places, missing = {}, []
    modules = {name for name in _exported() if inspect.ismodule(getattr(w2vlib, name))}
    for name, module in _exported().items():
        if module in available or name in left.get(module, ()):
            places[name] = None if name in modules else module
        else:
            missing.append(name)
    front = (_STAND_INS / "front.py").read_text(encoding="utf-8")
    return front.replace("_PLACES = {}", f"_PLACES = {places!r}").replace(
        "_MISSING = []", f"_MISSING = {missing!r}"
    )


def _only(source, names):
    """Return a module's source with some of its names, what these use, and no others."""
    tree = ast.parse(source)
    defined = {_defines(node): node for node in tree.body}
    kept, new = set(), set(names)
    while new:
        kept |= new
        used = {
            node.id
            for name in new
            for node in ast.walk(defined[name])
            if isinstance(node, ast.Name)
        }
        new = used & defined.keys() - kept
    tree.body = [node for node in tree.body if _defines(node) in {None} | kept]
    return ast.unparse(tree) + "\n"


def _defines(node):
    """Return the name of a function, class or constant; None for all else, such as imports."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    return None


def _compiled(name, source):
    with tempfile.TemporaryDirectory() as folder:
        path, compiled = Path(folder) / "source.py", Path(folder) / "compiled.pyc"
        path.write_text(source, encoding="utf-8")
        # the hash is not compared with the source's: nobody changes it in between
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(path, compiled, f"/course/{name}", True, invalidation_mode=mode)
        return compiled.read_bytes()
