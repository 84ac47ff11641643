"""A page is executed again if something changes that its code uses, and only then."""

import pytest
from fresh_execution import IS_NOTEBOOK
from used_files import code_of, digest, file_of, named_files, used

from tests.book.small_book import ROOT, build_small_book

PAGE = """\
---
jupytext:
  text_representation: {{extension: .md, format_name: myst}}
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# {title}

```{{code-cell}} ipython3
:tags: [hide-input]

{code}
```
"""


def append(path, text):
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def page(code, title="Page"):
    return PAGE.format(code=code, title=title)


@pytest.fixture
def project(tmp_path):
    """A project with a small library, whose package takes names from its modules."""
    files = {
        "lib/__init__.py": (
            "from lib import data\nfrom lib.rows import take\nfrom lib.loss import Loss"
        ),
        "lib/rows.py": "import numpy as np\nfrom lib._help import check\ndef take(): pass",
        "lib/loss.py": "class Loss: pass",
        "lib/_help.py": "def check(): pass",
        "lib/data.py": "def load(): pass",
        "lib/fast/__init__.py": "from lib.fast.run import go",
        "lib/fast/run.py": "from lib.loss import Loss\ndef go():\n    import scipy.sparse",
        "tools/ladder.py": "from lib.fast import go",
        "results/speed.json": "{}",
        "pages/other.txt": "",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("code", "files", "packages"),
    [
        ("from lib import take", {"lib/rows.py", "lib/_help.py"}, {"numpy"}),
        ("from lib import Loss", {"lib/loss.py"}, set()),
        ("from lib import data", {"lib/data.py"}, set()),
        ("from lib.rows import take", {"lib/rows.py", "lib/_help.py"}, {"numpy"}),
        ("import lib.data as d", {"lib/data.py"}, set()),
        ("from lib.fast import go", {"lib/fast/run.py", "lib/loss.py"}, {"scipy"}),
        (
            "from tools.ladder import x",
            {"tools/ladder.py", "lib/fast/run.py", "lib/loss.py"},
            {"scipy"},
        ),
        ("import json", set(), {"json"}),
        (
            "import lib",
            {"lib/__init__.py", "lib/data.py", "lib/rows.py", "lib/_help.py", "lib/loss.py"},
            {"numpy"},
        ),
        ("def late():\n    from lib import Loss", {"lib/loss.py"}, set()),
        ('importlib.import_module("lib.loss")', {"lib/loss.py"}, set()),
        (
            'name = "run"\nimportlib.import_module(f"lib.fast.{name}")',
            {"lib/fast/__init__.py", "lib/fast/run.py", "lib/loss.py"},
            {"scipy"},
        ),
    ],
)
def test_what_code_imports(project, code, files, packages):
    found, others = used(code, project)
    assert {path.relative_to(project).as_posix() for path in found} == files
    assert others == packages


@pytest.mark.parametrize(
    "code",
    [
        'open("../results/speed.json")',
        'from pathlib import Path\nPath("..", "results", "speed.json").read_text()',
        'from pathlib import Path\nPath("../results/speed.json")',
    ],
)
def test_which_files_code_names(project, code):
    assert named_files(code, project / "pages") == {project / "results" / "speed.json"}


def test_words_that_are_no_files(project):
    code = 'print("other.txt is here", "../results", "no/such.json", "a.b")'
    assert named_files(code, project / "pages") == set()


def test_a_change_of_what_is_used_changes_the_digest(project):
    text = page('from lib import take\nopen("../results/speed.json")')

    def now():
        return digest(code_of(text), project / "pages", project)

    before = now()
    assert now() == before
    for name in ("lib/loss.py", "lib/data.py", "pages/other.txt"):
        append(project / name, "# changed\n")
        assert now() == before, f"{name} is not used"
    for name in ("lib/rows.py", "lib/_help.py", "results/speed.json"):
        append(project / name, "# changed\n")
        assert now() != before, f"{name} is used"
        before = now()


def test_commands_of_ipython_are_no_python():
    text = page('%config InlineBackend.figure_formats = ["svg"]\n!ls\nfrom lib import take')
    assert code_of(text).strip() == "from lib import take"


@pytest.mark.parametrize(
    ("name", "uses", "not_"),
    [
        ("01_fancy_indexing", ["plots"], ["cbow", "unigram_sampler", "ptb", "fast/kernels"]),
        ("05_embedding_dot", ["embedding", "embedding_dot", "optimizers"], ["cbow", "ptb"]),
        ("08_cbow", ["cbow", "embedding", "negative_sampling_loss"], ["hierarchical_softmax"]),
        (
            "09_training",
            ["trainer", "corpora", "ptb", "fast/training", "fast/kernels"],
            ["hierarchical_softmax"],
        ),
        (
            "12_beyond",
            ["skip_gram", "hierarchical_softmax", "fast/subsampling"],
            ["check/embedding"],
        ),
    ],
)
def test_the_chapters_use_what_they_should(name, uses, not_):
    text = (ROOT / "book" / f"{name}.md").read_text(encoding="utf-8")
    found = {
        path.relative_to(ROOT / "w2vlib").with_suffix("").as_posix()
        for path in used(code_of(text), ROOT)[0]
        if path.is_relative_to(ROOT / "w2vlib")
    }
    assert set(uses) <= found
    assert not found & set(not_)


def test_every_chapter_with_code_has_a_digest():
    pages = [*(ROOT / "book").glob("*.md"), ROOT / "index.md"]
    with_code = [path for path in pages if "```{code-cell}" in path.read_text(encoding="utf-8")]
    assert len(with_code) > 12
    for path in with_code:
        text = path.read_text(encoding="utf-8")
        assert IS_NOTEBOOK.match(text), path.name
        assert digest(code_of(text), path.parent, ROOT), path.name


def test_every_import_of_a_chapter_is_found():
    for path in (ROOT / "book").glob("*.md"):
        for module in used(code_of(path.read_text(encoding="utf-8")), ROOT)[1]:
            assert file_of(module, ROOT) is None
            assert module not in ("w2vlib", "benchmarks"), f"{path.name} imports what is not there"


@pytest.mark.slow
def test_a_page_is_executed_again_only_if_it_has_to_be(tmp_path):
    library = tmp_path / "lib"
    library.mkdir()
    (library / "__init__.py").write_text("from lib.a import one\nfrom lib.b import two\n")
    (library / "a.py").write_text("one = 1\n")
    (library / "b.py").write_text("two = 2\n")
    start = "import sys\nsys.path.insert(0, '.')\nsys.dont_write_bytecode = True\n"
    pages = {
        "index.md": page(f"{start}from lib import one\nprint('one is', one)", "First"),
        "second.md": page(f"{start}from lib import two\nprint('two is', two)", "Second"),
    }
    changes = {"execute": {"execute_notebooks": "cache", "cache": str(tmp_path / "cache")}}
    log = []
    built = build_small_book(tmp_path, pages, changes, log)
    assert log[-1].count("Executed notebook") == 2
    build_small_book(tmp_path, pages, changes, log)
    assert log[-1].count("Executed notebook") == 0
    (library / "b.py").write_text("two = 3\n")
    build_small_book(tmp_path, pages, changes, log)
    assert log[-1].count("Executed notebook") == 1
    assert "one is 1" in (built / "index.html").read_text(encoding="utf-8")
    assert "two is 3" in (built / "second.html").read_text(encoding="utf-8")
    (library / "b.py").write_text("two = 2\n")  # as it was once: that execution is kept
    build_small_book(tmp_path, pages, changes, log)
    assert log[-1].count("Executed notebook") == 0
    assert "two is 2" in (built / "second.html").read_text(encoding="utf-8")
