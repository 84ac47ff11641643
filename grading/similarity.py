"""Find answers that are alike but for names, numbers, texts and layout.

An answer becomes the set of its runs of tokens: names of the student's own are one name, numbers
one number, texts one text; comments and layout are gone. What the release holds, and what many
of the class write, is left out. Answers are compared by what they share of the rest. That they
are alike does not say why.

References
----------
Schleimer, Wilkerson and Aiken (2003), Winnowing: Local Algorithms for Document Fingerprinting,
SIGMOD. Here all runs are kept: answers are short.
"""

import builtins
import io
import keyword
import re
import tokenize
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations

#: Tokens of a run, and runs that an answer must have for itself to be compared
LENGTH, LEAST = 7, 20
#: What more than this share of a class writes (and more than so many) is nobody's own
COMMON, FEW = 0.25, 4
#: Of the runs of either, how many must be in both
ALIKE = 0.8
#: A run of more answers than this leads to no comparison by itself: there would be too many
HOLDERS = 100

_LEFT_OUT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}
_KNOWN = frozenset(keyword.kwlist) | frozenset(dir(builtins)) | {"self", "np", "numpy"}
# for code that Python cannot read
_TOKEN = re.compile(r"[^\W\d]\w*|\d[\w.]*|\"[^\"\n]*\"|'[^'\n]*'|[^\w\s]")


@dataclass(frozen=True)
class Cluster:
    """Answers that are alike.

    Attributes
    ----------
    students : tuple of str
    share : float
        Of the runs of any two that are compared, how many are in both, at least.
    size : int
        Runs of the shortest answer that are not common.
    """

    students: tuple[str, ...]
    share: float
    size: int


def tokens_of(source):
    r"""Return the tokens of a piece of code, without what is easily changed.

    Examples
    --------
    >>> tokens_of("def f(count):  # mine\n    return np.add(count, 3)")
    ('def', 'n', '(', 'n', ')', ':', 'return', 'np', '.', 'add', '(', 'n', ',', '0', ')')
    """
    found, before = [], ""
    for kind, text in _tokens(source):
        if kind == tokenize.NAME or text.isidentifier():
            # what stands after a dot has its name from somewhere else
            text = text if text in _KNOWN or before == "." else "n"
        elif kind == tokenize.NUMBER or text[0].isdigit():
            text = "0"
        elif kind == tokenize.STRING or text[0] in "\"'":
            text = "s"
        found.append(text)
        before = text
    return tuple(found)


def _tokens(source):
    try:
        # all of it, before any is used: a fault may come late
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError, ValueError):
        source = re.sub(r"#.*", "", source)
        return [(None, match[0]) for match in _TOKEN.finditer(source)]
    return [(token.type, token.string) for token in tokens if token.type not in _LEFT_OUT]


def runs_of(sources):
    """Return the set of runs of tokens in some pieces of code."""
    found = set()
    for source in sources:
        tokens = tokens_of(source)
        found |= {hash(tokens[start : start + LENGTH]) for start in range(len(tokens) - LENGTH + 1)}
    return found


def similar_answers(answers, released=()):
    """Return groups of students whose answers to one exercise are alike.

    Parameters
    ----------
    answers : dict of (sequence of str)
        By student, what they wrote.
    released : sequence of str
        What all were given.

    Returns
    -------
    clusters : list of Cluster
        The longest first. In one of more than two, each answer is like at least one other.
    """
    given = runs_of(released)
    # many hand in the very same: these are compared once
    same = defaultdict(list)
    for student, sources in sorted(answers.items()):
        same[frozenset(runs_of(sources) - given)].append(student)
    count = Counter(run for runs, students in same.items() for run in runs for _ in students)
    most = max(FEW, COMMON * len(answers))
    groups = defaultdict(list)
    for runs, students in same.items():
        own = frozenset(run for run in runs if count[run] <= most)
        if len(own) >= LEAST:
            groups[own] += students
    groups = list(groups.items())
    links = _links([runs for runs, _ in groups])
    return sorted(
        _clusters(groups, links), key=lambda each: (-each.size, -each.share, each.students)
    )


def _links(sets):
    """Return the share of each two sets that are alike."""
    holders = defaultdict(list)
    for number, runs in enumerate(sets):
        for run in runs:
            holders[run].append(number)
    pairs = {
        pair
        for numbers in holders.values()
        if len(numbers) <= HOLDERS
        for pair in combinations(numbers, 2)
    }
    shares = {pair: _share(sets[pair[0]], sets[pair[1]]) for pair in pairs}
    return {pair: share for pair, share in shares.items() if share >= ALIKE}


def _share(one, other):
    return len(one & other) / len(one | other)


def _clusters(groups, links):
    parent = list(range(len(groups)))

    def root(number):
        while parent[number] != number:
            number = parent[number]
        return number

    for one, other in links:
        parent[root(one)] = root(other)
    members = defaultdict(list)
    for number in range(len(groups)):
        members[root(number)].append(number)
    for numbers in members.values():
        students = sorted(student for number in numbers for student in groups[number][1])
        if len(students) > 1:
            inside = set(numbers)
            shares = [share for (one, _), share in links.items() if one in inside]
            size = min(len(groups[number][0]) for number in numbers)
            yield Cluster(tuple(students), min(shares, default=1.0), size)
