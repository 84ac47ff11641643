"""A plain Jupyter kernel in the same sandbox: slow, and there to compare with."""

import io
import tempfile
import zipfile
from pathlib import Path
from subprocess import DEVNULL

from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpec
from nbclient import NotebookClient

from grading.sandbox import bubblewrap
from grading.sandbox.library import library_of


def run_notebook(exercise, notebook, seconds=120):
    """Run a notebook in a kernel of its own.

    Parameters
    ----------
    exercise : Exercise
        Whose library there is.
    notebook : NotebookNode
        Its outputs are replaced.
    seconds : float
        How long a cell may take.

    Returns
    -------
    notebook : NotebookNode
        The same.
    """
    with tempfile.TemporaryDirectory() as folder:
        course, sockets = Path(folder) / "course", Path(folder) / "sockets"
        with zipfile.ZipFile(io.BytesIO(library_of(exercise))) as content:
            content.extractall(course)
        sockets.mkdir()
        manager = _SandboxedKernel(
            command=bubblewrap.kernel_command(sockets, course),
            connection_file=str(sockets / "kernel.json"),
            transport="ipc",
            ip=str(sockets / "kernel"),
        )
        client = NotebookClient(
            notebook, km=manager, timeout=seconds, allow_errors=True, coalesce_streams=True
        )
        quiet = {"stdout": DEVNULL, "stderr": DEVNULL}
        client.execute(cleanup_kc=True, env=bubblewrap.environment(), **quiet)
    return notebook


class _SandboxedKernel(KernelManager):
    """Starts kernels by a command."""

    def __init__(self, command, **traits):
        self._command = command
        super().__init__(**traits)

    @property
    def kernel_spec(self):
        return KernelSpec(argv=self._command, display_name="Python 3", language="python")
