"""What a grade depends on besides the submission and the course: Python and its packages."""

import functools
import hashlib
import json
import os
import platform
from importlib.metadata import PackageNotFoundError, version

#: What runs a notebook, computes in it, or reads it
_PACKAGES = ("numpy", "scipy", "matplotlib", "ipython", "numba", "nbformat")
#: Where links in reports lead to
BOOK_URL = "W2V_BOOK_URL"


def environment():
    """Return what may change an outcome, by name, in words."""
    found = {
        "machine": platform.machine(),
        "system": platform.system(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        BOOK_URL: os.environ.get(BOOK_URL, ""),
    }
    return {**found, **_versions()}


def environment_digest():
    """Return a number that changes with `environment`."""
    return hashlib.sha256(json.dumps(environment(), sort_keys=True).encode()).hexdigest()


@functools.cache
def _versions():
    found = {}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "none"
    return found
