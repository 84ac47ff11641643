"""How much of everything one notebook may use."""

import dataclasses
from dataclasses import dataclass

_MB = 2**20


@dataclass(frozen=True)
class Limits:
    """What a notebook may use.

    Attributes
    ----------
    cell_seconds, notebook_seconds : float
        Wall time. A cell that takes longer is interrupted, as by Ctrl-C, and the next one runs;
        a notebook that takes longer is ended.
    grace_seconds : float
        How long a cell may go on after it was interrupted, before the notebook is ended.
    cpu_seconds : int
        CPU time of one process.
    memory : int
        Bytes: what one process may ask for, and what all of a notebook's together may hold.
    processes, open_files : int
        Processes and threads of a notebook, and files that each may have open.
    file_size, folder_size : int
        Bytes of one file, and of each folder that can be written to.
    cell_output, notebook_output : int
        Characters of output that are kept; what is beyond is left out.
    sent : int
        Bytes after which a notebook that does not stop sending is ended.
    """

    cell_seconds: float = 120
    notebook_seconds: float = 600
    grace_seconds: float = 3
    cpu_seconds: int = 600
    memory: int = 2048 * _MB
    processes: int = 64
    open_files: int = 256
    file_size: int = 64 * _MB
    folder_size: int = 64 * _MB
    cell_output: int = 4 * _MB
    notebook_output: int = 20 * _MB
    sent: int = 256 * _MB

    def as_dict(self):
        """Return them by name."""
        return dataclasses.asdict(self)
