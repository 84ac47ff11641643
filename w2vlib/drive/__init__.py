"""Drive: call a student's code and bring back plain arrays.

This half of a check runs beside the student's code. It knows what to call, but not what
should come back: no expected value and no reference may be imported here.
"""

from w2vlib.drive.run import Outcome, StudentError, run
from w2vlib.drive.snapshot import Opaque, snapshot

__all__ = ["Opaque", "Outcome", "StudentError", "run", "snapshot"]
