"""A class of made-up results: what a report says of it is known."""

from dataclasses import dataclass

from grading.report import class_report
from grading.results import CheckOutcome, Result
from grading.status import Status

#: Two ways to write it, long enough to be compared
ONE = """
class Embedding:
    def __init__(self, W):
        self.params = [W]
        self.grads = [np.zeros_like(W)]
        self.rows = None

    def forward(self, idx):
        table, = self.params
        self.rows = np.array(idx, copy=True)
        return np.stack([table[row] for row in self.rows])

    def backward(self, dout):
        gradient, = self.grads
        gradient.fill(0)
        for place, row in enumerate(self.rows):
            gradient[row] = gradient[row] + dout[place]
"""
RENAMED = (
    ONE.replace("table", "weights")
    .replace("gradient", "g")
    .replace("place", "i")
    .replace("self.rows = None\n", "self.rows = None  # later\n\n")
)
OTHER = """
class Embedding:
    def __init__(self, W):
        self.params, self.grads = [W], [W * 0]

    def forward(self, idx):
        self.counts = np.eye(len(self.params[0]))[idx]
        return self.counts @ self.params[0]

    def backward(self, dout):
        np.matmul(self.counts.T, dout, out=self.grads[0])
"""
MISTAKE = "embedding-overwrites-repeated-ids"


@dataclass(frozen=True)
class SmallClass:
    """The results, and the page that is made of them."""

    results: list
    page: str


def small_class():
    """Return a class of ten: the stronger pass the check of repeated ids, one has a long name."""
    results = []
    for number in range(10):
        strong = number >= 6
        checks = [
            CheckOutcome("Embedding", "shapes", 2, 2),
            CheckOutcome("Embedding", "small numbers", 3 if number >= 2 else 0, 3),
            CheckOutcome(
                "Embedding",
                "repeated ids",
                5 if strong else 0,
                5,
                misconception=None if strong else MISTAKE,
            ),
        ]
        flags = ((Status.UNREADABLE.value, ""),) * 2 if number == 3 else ()
        flags += ((Status.RENAMED.value, "<img src=x>"),) if number in (3, 4) else ()
        code = {0: (ONE,), 1: (RENAMED,), 2: (OTHER,)}.get(number, ())
        student = "<script>alert(1)</script>" * 3 if number == 4 else f"student{number}"
        results.append(
            Result(student, "04_embedding", tuple(checks), 0.5 + number / 10, flags, code)
        )
    return SmallClass(results, class_report(results, title="Class <b>report</b>"))
