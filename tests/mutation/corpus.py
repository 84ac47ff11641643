"""The corpus of whole answers: where it is, and what each file promises."""

import re
from pathlib import Path

from w2vlib.check.__main__ import run_source

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
_VERDICT = re.compile(r"# verdict: (full|rejected)(?:, named ([\w-]+))?$")


def verdict_of(path):
    """Return whether an answer should get full marks, and the misconception it should be told.

    Raises
    ------
    ValueError
        If the first line of the file holds no verdict.
    """
    match = _VERDICT.match(path.read_text(encoding="utf-8").splitlines()[0])
    if not match:
        raise ValueError(
            f"{path.name} must begin with # verdict: full, or # verdict: rejected[, named ID]"
        )
    return match[1] == "full", match[2]


def load(path, target):
    """Return what an answer defines under the name of a target, or None.

    What it only imports from `w2vlib` is not its own, and not returned.
    """
    names, _ = run_source(path.read_text(encoding="utf-8"), str(path))
    answer = names.get(target)
    return None if str(getattr(answer, "__module__", "")).startswith("w2vlib") else answer
