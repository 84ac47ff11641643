"""The sandbox's own shell puts out what a plain Jupyter kernel does."""

import json
import re

import pytest
from nbformat.v4 import new_code_cell

from grading.grade import grade_notebook
from grading.sandbox.kernel_engine import run_notebook
from tests.grading.corpus import model_solution
from tests.grading.submissions import released
from w2vlib.topics import EXERCISES

pytestmark = pytest.mark.xdist_group("sandbox")

#: What students use, and do wrong
CELLS = (
    "x = 3\nx",
    "x;",
    "print('a'); print('b', end=''); x",
    "import sys; print('to stderr', file=sys.stderr)",
    "1/0",
    "def f(:",
    "raise KeyError('k') from ValueError('v')",
    "def f():\n    return g()\ndef g():\n    return undefined_name\nf()",
    "input('a question')",
    "import getpass; getpass.getpass()",
    "import sys; sys.exit('bye')",
    "import warnings; warnings.warn('careful')",
    "%timeit?",
    "%who_ls",
    "%unknown_magic",
    "%%unknown_cell_magic\nx",
    "%%capture out\nprint('hidden')",
    "out.stdout",
    "%pwd",
    "!echo from a shell; exit 3",
    "lines = !echo captured\nlines",
    "_exit_code, In[0], Out[1], _",
    # a kernel reads what comes from below Python in a thread of its own, when it gets to it
    "import os, time; _ = os.write(1, b'below Python\\n'); time.sleep(0.5)",
    "from IPython.display import *\ndisplay(HTML('<b>b</b>'), 3)",
    "handle = display(1, display_id='d'); handle.update(2)",
    "print('gone'); clear_output(); print('stays')",
    "print('gone'); clear_output(wait=True); print('stays')",
    "Markdown('*m*')",
    "import asyncio; await asyncio.sleep(0); 'awaited'",
    "asyncio.get_running_loop().is_running()",
    "class Bad:\n    def __repr__(self):\n        raise ValueError('no repr')\nBad()",
    "class Rich:\n    def _repr_html_(self):\n        return '<i>i</i>'\nRich()",
    "import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.title('t');",
    "fig, ax = plt.subplots(figsize=(1, 1)); fig",
    "plt.plot([3, 1]); plt.show(); print('after')",
    "import numpy as np; np.arange(3) / 0",
    "from tqdm.auto import tqdm; type(tqdm).__name__",
    "get_ipython().__class__.__mro__[0].__name__, __name__",
    "from w2vlib.check import check; check('Embedding')",
    "exit()",
)


def with_both(exercise, notebook, pool):
    """Return the outputs of each code cell, from the sandbox's shell and from a kernel."""
    graded = grade_notebook(exercise, notebook, pool)
    assert graded.flags == []
    numbers = [
        number
        for number, cell in enumerate(notebook.cells)
        if cell.cell_type == "code"
        and cell.metadata.get("nbgrader", {}).get("grade_id") not in exercise.checks
    ]
    plain = notebook.copy()
    plain.cells = [notebook.cells[number].copy() for number in numbers]
    run_notebook(exercise, plain)
    ours = [graded.outputs.get(number, []) for number in numbers]
    kernels = [cell.outputs for cell in plain.cells]
    return [[comparable(output) for output in outputs] for outputs in ours], [
        [comparable(output) for output in outputs] for outputs in kernels
    ]


def comparable(output):
    """Return an output without what differs from run to run."""
    if output.get("ename") == "StdinNotImplementedError":
        output.traceback = []  # it leads through the code that refuses, which is another
    text = json.dumps(output)
    text = re.sub(r"ipykernel_\d+", "ipykernel_N", text)
    text = re.sub(r"0x[0-9a-f]+", "0xN", text)
    text = re.sub(r" +\d+ kB", " N kB", text)  # as measured in chapter 11
    return re.sub(r'"execution_count": \d+', '"execution_count": N', text)


def test_cells_of_students(pool):
    exercise = released("04_embedding")
    notebook = exercise.notebook
    notebook.cells = [new_code_cell(source) for source in CELLS]
    ours, kernels = with_both(exercise, notebook, pool)
    different = {
        source: (our, kernel)
        for source, our, kernel in zip(CELLS, ours, kernels, strict=True)
        if our != kernel
    }
    assert not different


#: So that whoever draws without a seed draws the same in both
SEEDED = """
import numpy as np

np.random.seed(1)
_default_rng = np.random.default_rng
np.random.default_rng = lambda seed=1: _default_rng(seed)
"""


@pytest.mark.slow
@pytest.mark.parametrize("name", EXERCISES)
def test_model_solutions(name, pool):
    exercise = released(name)
    notebook = model_solution(exercise)
    notebook.cells = [cell for cell in notebook.cells if "load_data" not in cell.source]  # slow
    notebook.cells.insert(0, new_code_cell(SEEDED))
    ours, kernels = with_both(exercise, notebook, pool)
    assert any(ours)
    assert ours == kernels
