"""What was measured on: cores, processor and versions, and nothing that names a computer."""

import os
import platform
import re
from importlib import metadata
from pathlib import Path

LIBRARIES = {
    "numpy": ["numpy"],
    "scipy": ["scipy"],
    "numba": ["numba"],
    "gensim": ["gensim"],
    "fasttext": ["fasttext", "fasttext-wheel"],
}


def machine_facts():
    """Return the facts that a result should carry.

    Returns
    -------
    facts : dict
        Number of cores, model of the processor, memory in GB, operating system, Python, threads
        of NumPy's linear algebra, and for each library its version, None where it is missing.
    """
    return {
        "cores": os.cpu_count(),
        "processor": _processor(),
        "memory_gb": _memory_gb(),
        "system": platform.system(),
        "python": platform.python_version(),
        "blas_threads": os.environ.get("OMP_NUM_THREADS"),
        "libraries": {name: _version(names) for name, names in LIBRARIES.items()},
    }


def without_paths(text):
    """Shorten each path in a text to its last part.

    Examples
    --------
    >>> without_paths("no such file: '/home/me/corpus/ids.npy'")
    "no such file: '…/ids.npy'"
    """
    return re.sub(r"(?<![\w.])(?:[A-Za-z]:)?(?:[/\\][\w.@~+-]+)*[/\\](?=[\w.@~+-]+)", "…/", text)


def _version(names):
    for name in names:
        try:
            return metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return None


def _processor():
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()


def _memory_gb():
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9)
    except (AttributeError, ValueError, OSError):
        return None
