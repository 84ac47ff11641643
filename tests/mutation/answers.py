"""The model solutions, cut out of solutions/*.md: what mutants are made from."""

from dataclasses import dataclass
from pathlib import Path

import jupytext

from w2vlib.check.registry import checks_of
from w2vlib.topics import EXERCISES

ROOT = Path(__file__).resolve().parents[2]
TARGETS = [target for topic in EXERCISES.values() for target in topic.targets]


@dataclass(frozen=True)
class Answer:
    """A model solution.

    Attributes
    ----------
    target : str
        The graded object it defines.
    source : str
        Its own cell.
    around : str
        What stands before and after it in the notebook: imports, the other solutions.
    """

    target: str
    source: str
    around: str

    def define(self, source):
        """Run the notebook's code with `source` in the place of the solution."""
        names = {"__name__": "answer"}
        exec(compile(self.around, "<notebook>", "exec"), names)
        exec(compile(source, "<answer>", "exec"), names)
        return names[self.target]


def answer_of(target):
    """Return the model solution of a graded object."""
    exercise, _ = checks_of(target)
    notebook = jupytext.read(ROOT / "solutions" / f"{exercise}.md")
    around, own = [], None
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        source = "\n".join(line for line in cell.source.splitlines() if "###" not in line)
        if cell.metadata.get("nbgrader", {}).get("solution"):
            if f"class {target}" in source or f"def {target}(" in source:
                own = source
            else:
                around.append(source)
        elif "import" in source and "practice():" not in source:
            around.append(source)
    assert own, f"solutions/{exercise}.md has no cell that defines {target}"
    return Answer(target, own, "\n\n".join(around))
