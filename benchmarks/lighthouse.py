"""How fast the book's pages load, and what else Lighthouse would mend.

``make lighthouse`` serves the built book with gzip from this computer and has Lighthouse look at
the first page and at the heaviest chapter, as on a phone and as on a desk. It writes
``benchmarks/results/lighthouse.json``, and ends with 0 only if every score is as high as it should
be. Leave the computer alone meanwhile.
"""

import json
import os
import re
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks.machine import machine_facts
from benchmarks.paired import write_result
from tests.book.serve import served

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "_build" / "html"
RESULTS = ROOT / "benchmarks" / "results"
PROGRAM = ROOT / "_build" / "lighthouse" / "node_modules" / ".bin" / "lighthouse"

FORMS = {"mobile": (), "desktop": ("--preset=desktop",)}
WANTED = {
    "mobile": {"performance": 0.9, "accessibility": 1, "best-practices": 1, "seo": 1},
    "desktop": {"performance": 0.98, "accessibility": 1, "best-practices": 1, "seo": 1},
}
# in milliseconds, but the last, which is a part of the window
TIMES = (
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
)
ROUNDS = 5  # the time that a page takes varies; the median counts
CHROMIUM = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)


def main():
    """Measure, write the result, and say what is too low.

    Returns
    -------
    code : int
        0 if nothing is.
    """
    with served(BUILT) as address:
        result = measure(address, BUILT, run_lighthouse, rounds=ROUNDS)
    write_result(RESULTS, "lighthouse", result)
    too_low = shortfalls(result)
    print("\n".join(too_low) or "Every score is as high as it should be.")
    return 1 if too_low else 0


def measure(address, built, run, rounds):
    """Return the scores of the first page and of the heaviest chapter.

    Parameters
    ----------
    address : str
        Where the book is served.
    built : path
        Its folder.
    run : callable
        Takes an address and Lighthouse's options, and returns its report.
    rounds : int
        How often each page is measured; the median round, by performance, counts.

    Returns
    -------
    result : dict
        Under ``"pages"``, for each page and form the scores and times.
    """
    pages, versions = {}, {}
    for name in ("index", heaviest_chapter(built)):
        pages[name] = {}
        for form, options in FORMS.items():
            reports = [run(f"{address}/{name}.html", options) for _ in range(rounds)]
            report = _median(reports)
            pages[name][form] = summary(report)
            versions = {
                "lighthouse": report["lighthouseVersion"],
                "chromium": re.search(r"Chrome/([\d.]+)", report["userAgent"])[1],
            }
            print(f"{name:24} {form:8} {pages[name][form]}", flush=True)
    return {
        "command": "make lighthouse",
        "rounds": rounds,
        "machine": machine_facts(),
        "versions": versions,
        "pages": pages,
    }


def heaviest_chapter(built):
    """Return the chapter that loads the most bytes: its page, and the pictures in it."""

    def weight(page):
        source = page.read_text(encoding="utf-8")
        pictures = re.findall(r'<img [^>]*src="([^":]+)"', source)
        return len(source.encode()) + sum((page.parent / it).stat().st_size for it in set(pictures))

    return f"book/{max(built.glob('book/[0-9]*.html'), key=weight).stem}"


def summary(report):
    """Return what is kept of a report of Lighthouse's: four scores and four times."""
    scores = {name: category["score"] for name, category in report["categories"].items()}
    times = {name: round(report["audits"][name]["numericValue"], 3) for name in TIMES}
    return scores | times


def shortfalls(result):
    """Return a line for each score that is lower than it should be."""
    return [
        f"{page}, {form}: {name} is {scores[name]}, should be {wanted} or more"
        for page, forms in result["pages"].items()
        for form, scores in forms.items()
        for name, wanted in WANTED[form].items()
        if scores[name] < wanted
    ]


def run_lighthouse(address, options):
    """Return Lighthouse's report on a page.

    Raises
    ------
    RuntimeError
        If it gives none.
    """
    command = [str(PROGRAM), address, "--quiet", "--output=json", f"--chrome-flags={CHROMIUM}"]
    done = subprocess.run(
        [*command, *options],
        env=os.environ | {"CHROME_PATH": os.environ.get("W2V_CHROMIUM", "")},  # make knows it
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise RuntimeError(f"Lighthouse gave no report on {address}:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def _median(reports):
    def performance(report):
        return report["categories"]["performance"]["score"]

    middle = statistics.median_low(performance(report) for report in reports)
    return next(report for report in reports if performance(report) == middle)


if __name__ == "__main__":
    sys.exit(main())
