"""Ask for every address outside the book: `make outside-links`.

Reports, and judges nothing: a host may be down today, and some turn programs away.
"""

import sys
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from itertools import groupby
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from tests.book.references import pages_of

TIMEOUT = 20  # seconds
HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; word2vec-course-link-check)"}


def outside_addresses(book):
    """Return the pages that link to each address on another host, without its anchor."""
    found = {}
    for page in pages_of(book):
        for reference in page.references:
            if reference.is_outside:
                name = str(page.file.relative_to(book.resolve()))
                found.setdefault(urldefrag(reference.address).url, set()).add(name)
    return {address: sorted(found[address]) for address in sorted(found)}


def ask(address, timeout=TIMEOUT):
    """Say what became of an address.

    Parameters
    ----------
    address : str
    timeout : float, optional
        Seconds to wait for an answer.

    Returns
    -------
    kind : str
        «answers», «moved», «refuses» or «silent».
    detail : str
        Its new address, or what went wrong.
    """
    for method in ("HEAD", "GET"):  # some hosts answer only GET
        request = urllib.request.Request(address, method=method, headers=HEADERS)
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                moved = urldefrag(answer.url).url != address
                return ("moved", answer.url) if moved else ("answers", "")
        except urllib.error.HTTPError as error:
            error.close()
            outcome = ("refuses", f"{error.code} {HTTPStatus(error.code).phrase}")
        except (OSError, ValueError) as error:
            return "silent", str(getattr(error, "reason", error))
    return outcome


def ask_all(addresses, timeout=TIMEOUT):
    """Ask many hosts at a time, each for one address after another; return the outcomes."""

    def ask_host(group):
        return {address: ask(address, timeout) for address in group}

    by_host = sorted(addresses, key=lambda it: urlsplit(it).netloc)
    groups = [list(group) for _, group in groupby(by_host, key=lambda it: urlsplit(it).netloc)]
    with ThreadPoolExecutor(max_workers=8) as pool:
        answers = pool.map(ask_host, groups)
    return {address: outcome for part in answers for address, outcome in part.items()}


def report(book, timeout=TIMEOUT):
    """Return lines on every address outside a built book, those in trouble first."""
    pages = outside_addresses(book)
    outcomes = ask_all(pages, timeout)
    lines = []
    for kind in ("silent", "refuses", "moved"):
        for address in (it for it in pages if outcomes[it][0] == kind):
            lines.append(f"{kind}: {address}\n    {outcomes[address][1]}")
            lines += [f"    in {page}" for page in pages[address]]
    well = sum(kind == "answers" for kind, _ in outcomes.values())
    return [*lines, f"{well} of {len(pages)} addresses outside the book answer."]


if __name__ == "__main__":
    print("\n".join(report(Path(sys.argv[1]))))
