"""Whether Jupyter is there, and runs notebooks where w2vlib is."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from w2vlib.doctor.finding import Finding
from w2vlib.doctor.installing import quoted

SECONDS = 60  # for a Python to start and import w2vlib

# what the Python of a kernel is asked, in a folder from which nothing is imported by chance
QUESTION = """
import json, sys
answer = {"prefix": sys.prefix, "w2vlib": None}
try:
    import w2vlib
    answer["w2vlib"] = w2vlib.__path__[0]
except Exception:
    pass
print(json.dumps(answer))
"""


def look_at_jupyter():
    """Yield what there is to say of Jupyter, of the notebooks' kernel, and of w2vlib there."""
    yield _look_at_program()
    if find_spec("ipykernel") is None:
        says = "ipykernel, which runs notebooks, is not installed"
        yield Finding("kernel", False, says, install="ipykernel")
        yield look_at_library(ask(sys.executable))
        return
    program = kernel_program()
    if program is None:
        says = "Jupyter knows no kernel named python3, the one the notebooks ask for"
        yield Finding("kernel", False, says, remedy=_make_kernel())
        yield look_at_library(ask(sys.executable))
        return
    answer = ask(program)
    yield look_at_kernel(program, answer)
    yield look_at_library(answer)


def _look_at_program():
    if find_spec("jupyterlab") is None and find_spec("notebook") is None:
        return Finding("Jupyter", False, "is not installed", install="jupyterlab")
    found = shutil.which("jupyter")
    if found and Path(found).resolve().parent != Path(sys.executable).parent.resolve():
        return Finding(
            "Jupyter",
            False,
            f"is installed, but the command jupyter is another one: {found}",
            needed=False,
            remedy="Start this one: " + quoted([sys.executable, "-m", "jupyter", "lab"]),
        )
    return Finding("Jupyter", True, "is installed")


def kernel_program():
    """Return the Python that runs notebooks here, or None if there is no such kernel."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        program = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except NoSuchKernel:
        return None
    # Jupyter reads a bare name as its own Python
    return program if os.path.dirname(program) else sys.executable


def look_at_kernel(program, answer):
    """Return whether notebooks run in this very environment.

    Parameters
    ----------
    program : str
        The Python of the kernel.
    answer : dict or None
        What it said, from `ask`.
    """
    if answer is None:
        says = f"the Python that is to run notebooks does not run: {program}"
        return Finding("kernel", False, says, remedy=_make_kernel())
    if Path(answer["prefix"]).resolve() == Path(sys.prefix).resolve():
        return Finding("kernel", True, "notebooks run in this environment")
    return Finding(
        "kernel",
        False,
        f"notebooks run in another environment than this one: {answer['prefix']}",
        needed=answer["w2vlib"] is None,  # with w2vlib, it can do what this one can
        remedy=_make_kernel(),
    )


def look_at_library(answer):
    """Return whether notebooks find w2vlib, by the answer of their Python."""
    if answer is not None and answer["w2vlib"] is not None:
        return Finding("w2vlib", True, f"notebooks find it, in {answer['w2vlib']}")
    folder = Path(__file__).resolve().parent.parent.parent
    return Finding(
        "w2vlib",
        False,
        "notebooks do not find it: it is not installed in their environment",
        install=f"-e {folder}",
    )


def ask(program):
    """Return what a Python says of itself and of w2vlib, or None if it says nothing.

    Parameters
    ----------
    program : str
        The Python to ask.

    Returns
    -------
    answer : dict or None
        ``prefix``, the folder of its environment, and ``w2vlib``, the folder of the library,
        or None where it cannot be imported.
    """
    with tempfile.TemporaryDirectory() as elsewhere:
        try:
            done = subprocess.run(
                [program, "-c", QUESTION],
                cwd=elsewhere,
                capture_output=True,
                text=True,
                timeout=SECONDS,
            )
            return json.loads(done.stdout.splitlines()[-1])
        except (OSError, subprocess.TimeoutExpired, IndexError, ValueError):
            return None


def _make_kernel():
    command = ["-m", "ipykernel", "install", "--sys-prefix", "--name", "python3"]
    return quoted([sys.executable, *command])
