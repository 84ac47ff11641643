"""Whether the packages are there, new enough, and can be imported."""

import re
from importlib import import_module, metadata

from w2vlib.doctor.finding import Finding

# as in pyproject.toml, with what each is for
NEEDED = {
    "numpy>=2": "all that the course computes with",
    "scipy": "sparse matrices, in chapter 11",
    "matplotlib": "figures",
    "tqdm": "the bar that shows how far training is",
    "platformdirs": "the folder for what can be made again",
}
OPTIONAL = {"numba": "training at full speed; NumPy takes its place, and is slower"}


def look_at_packages(needed=NEEDED, optional=OPTIONAL):
    """Yield what there is to say of each package."""
    for requirement, purpose in needed.items():
        yield look_at_package(requirement, purpose, True)
    for requirement, purpose in optional.items():
        yield look_at_package(requirement, purpose, False)


def look_at_package(requirement, purpose, needed):
    """Return what there is to say of one package.

    Parameters
    ----------
    requirement : str
        Its name, and the oldest version that will do: ``"numpy>=2"``.
    purpose : str
        What the course has it for.
    needed : bool
        Whether the course cannot do without.
    """
    name, _, least = requirement.partition(">=")
    try:
        version = metadata.version(name)
        import_module(name)
    except metadata.PackageNotFoundError:
        says = f"is not installed ({purpose})"
    except Exception as error:  # whatever goes wrong in a package that is there but broken
        says = f"{version} is there, but cannot be imported: {error} ({purpose})"
    else:
        if _numbers(version) >= _numbers(least):
            return Finding(name, True, version, needed)
        says = f"{version} is too old: {least} or newer is needed ({purpose})"
    return Finding(name, False, says, needed, install=requirement)


def _numbers(version):
    """Return the leading numbers of a version, to compare."""
    return [int(part) for part in re.findall(r"\d+", version.split("+")[0])[:3]]
