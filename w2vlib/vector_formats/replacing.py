"""Files that appear all at once."""

import contextlib
import os
import uuid


@contextlib.contextmanager
def replacing(*paths):
    """Open a new file beside each path; move them there at the end, or remove all on an error.

    None takes its place before all are on the disk.
    """
    # not tempfile: its files are closed to everybody but their owner, for good
    temporaries = [path.with_name(f".{path.name}.{uuid.uuid4().hex}.tmp") for path in paths]
    try:
        with contextlib.ExitStack() as stack:
            files = [stack.enter_context(open(temporary, "xb")) for temporary in temporaries]
            yield files
            for file in files:
                file.flush()
                os.fsync(file.fileno())
        for temporary, path in zip(temporaries, paths, strict=True):
            os.replace(temporary, path)
    finally:
        for temporary in temporaries:
            temporary.unlink(missing_ok=True)
