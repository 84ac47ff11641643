"""What this computer lacks for the course, in plain words: ``python -m w2vlib doctor``.

Nothing here needs a package to be installed, for that is what it looks for.
"""

import argparse

from w2vlib.doctor.installing import install
from w2vlib.doctor.jupyter import look_at_jupyter
from w2vlib.doctor.packages import look_at_packages
from w2vlib.doctor.python import look_at_python
from w2vlib.doctor.texts import look_at_texts

SIGNS = {True: "  ok  ", False: "  --  "}
WRONG = "WRONG "


def main(argv=None):
    """Look at everything and print what was found.

    Returns
    -------
    code : int
        0 if the course can be worked through here, 1 if something that it needs is missing.
    """
    argparse.ArgumentParser(
        prog="python -m w2vlib doctor",
        description="Say what this computer lacks for the course, and how to get it. Run it in "
        "the Python that is to run your notebooks.",
    ).parse_args(argv)
    findings = []
    # each line as soon as it is known: some take a second
    for look in (look_at_python, look_at_packages, look_at_jupyter, look_at_texts):
        for finding in look():
            findings.append(finding)
            print(line(finding), flush=True)
    print()
    print(advice(findings))
    return 1 if any(finding.is_wrong for finding in findings) else 0


def line(finding):
    """Return one line of the report."""
    sign = WRONG if finding.is_wrong else SIGNS[finding.good]
    return f"{sign} {finding.what:12} {finding.says}"


def advice(findings):
    """Return what to do about all that is not as it should be, the needed things first."""
    wrong = [finding for finding in findings if finding.is_wrong]
    poor = [finding for finding in findings if not finding.good and not finding.needed]
    parts, steps = [], _steps(wrong)
    if wrong:
        things = "1 thing is" if len(wrong) == 1 else f"{len(wrong)} things are"
        parts.append(f"{things} missing or wrong. To mend that:\n" + _lines(steps))
    else:
        parts.append("All that the course needs is here.")
    if poor:
        more = [step for step in _steps(poor) if step not in steps]
        parts.append("The course also works without these. If you want them:\n" + _lines(more))
    return "\n\n".join(parts)


def _steps(findings):
    steps = [finding.remedy for finding in findings if finding.remedy]
    packages = [finding.install for finding in findings if finding.install]
    if packages:
        steps += install(packages)
    return list(dict.fromkeys(steps))


def _lines(steps):
    return "\n".join(f"  {step}" for step in steps)
