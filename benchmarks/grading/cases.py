"""What comes of submissions that try to cheat, or to break the grader."""

from grading.sandbox.pool import Pool
from tests.grading.cases import NAMES, all_cases, run_case


def measure_cases(report=print):
    """Grade every submission of the cases in `tests.grading.cases`, each with a neighbour.

    Parameters
    ----------
    report : callable
        Is given lines to print.

    Returns
    -------
    result : dict
        ``"cases"``; ``"safe"``, how many of them had the score and the statuses that they should,
        in each of their submissions, and left their neighbours alone; ``"submissions"``; and of
        what was not so, the ``"unsafe"`` ones in words.
    """
    tried, bad, unsafe, count = set(), set(), [], 0
    with Pool(1) as pool:
        for case in all_cases():
            ran = run_case(case, pool)
            count += 1
            tried |= set(case.numbers)
            if not ran.safe:
                bad |= set(case.numbers)
                unsafe.append(f"{case.name}: {ran.score}, {ran.statuses} {ran.problem}".strip())
                report(unsafe[-1])
    safe = len(tried - bad)
    report(f"{safe} of {len(NAMES)} cases safe, in {count} submissions")
    return {"cases": len(NAMES), "safe": safe, "submissions": count, "unsafe": unsafe}
