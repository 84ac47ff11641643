"""Whether this Python is new enough."""

import sys

from w2vlib.doctor.finding import Finding

NEEDED = (3, 11)


def look_at_python(version=sys.version_info[:3]):
    """Yield what there is to say of Python itself."""
    came = ".".join(str(part) for part in version)
    needed = ".".join(str(part) for part in NEEDED)
    if tuple(version[:2]) >= NEEDED:
        yield Finding("Python", True, f"{came}, at {sys.executable}")
    else:
        yield Finding(
            "Python",
            False,
            f"{came} is too old: {needed} or newer is needed",
            remedy=f"Install Python {needed} or newer, and make the environment anew with it.",
        )
