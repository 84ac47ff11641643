"""One notebook: runs its cells as they come, and calls drive on what they define.

All of this shares its process with the student's code, which can change any of it. So what is
sent from here is a claim, and the grader treats it as one.
"""

import asyncio
import importlib
import os
import socket
import sys
import threading
import zipfile

from inside.shell import Shell, interruptible

HOME = "/home/student"
LIBRARY = "/course"


#: Made before the fork, since that takes long
SHELL = Shell()


def serve(connection, library, limits, folder=None):
    """Do what the grader asks for until it closes the connection.

    Parameters
    ----------
    connection, library : int
        Descriptors of a stream to the grader, and of a zip with the w2vlib of the exercise.
    limits : dict
    folder : str, optional
        Where to live without a sandbox.

    Returns
    -------
    code : int
        0.
    """
    home, course = (f"{folder}/home", f"{folder}/course") if folder else (HOME, LIBRARY)
    os.makedirs(home, exist_ok=True)
    os.environ["HOME"] = home
    os.environ["TMPDIR"] = folder or "/tmp"
    with open(library, "rb") as file, zipfile.ZipFile(file) as content:
        content.extractall(course)
    sys.path[:0] = ["", course]
    os.chdir(home)
    wire = Wire(socket.socket(fileno=connection))
    SHELL.connect(wire.send, limits)
    _new_random_state()
    loop = asyncio.new_event_loop()  # as in a kernel, so that cells may await
    loop.run_until_complete(_answer(wire, SHELL))
    return 0


async def _answer(wire, shell):
    from w2vlib.drive import Outcome, StudentError

    process = os.getpid()
    while (request := wire.receive()) is not None:
        reply = {"reply": request["request"]}
        try:
            with interruptible():
                if "source" in request:
                    await shell.run(request["source"])
                elif "drive" in request:
                    reply["outcomes"] = _drive(shell, request)
                else:
                    reply["defined"] = request["look_up"] in shell.names
        except KeyboardInterrupt:
            reply["interrupted"] = True
        if os.getpid() != process:
            os._exit(0)  # a cell has forked, and this is the child
        try:
            wire.send(reply)
        except ValueError as error:
            # a result of the student's code, of a size that may not cross
            failed = Outcome({}, StudentError("ValueError", str(error)))
            wire.send({"reply": request["request"], "outcomes": [failed]})


def _drive(shell, request):
    """Call drive on the student's object, case by case, up to the first error."""
    from w2vlib.drive import run

    module, name = request["drive"]
    drive = getattr(importlib.import_module(module), name)
    outcomes = []
    for case in request["cases"]:
        outcomes.append(run(drive, shell.names[request["target"]], case))
        if outcomes[-1].error:
            break
    return outcomes


def _new_random_state():
    # a fork inherits the state of the server's generators
    import random

    import numpy as np

    random.seed()
    np.random.seed()


class Wire:
    """Sends and receives frames."""

    def __init__(self, connection):
        from inside import wire

        self._format = wire
        self._connection = connection
        self._lock = threading.RLock()  # threads of the student's may print
        self._stream = connection.makefile("rb")

    def send(self, message):
        """Send a message."""
        frame = self._format.pack(message)
        with self._lock:
            self._connection.sendall(frame)

    def receive(self):
        """Wait for a message; return None where there will be none."""
        prefix = self._stream.read(self._format.PREFIX)
        if len(prefix) < self._format.PREFIX:
            return None
        return self._format.unpack(*map(self._stream.read, self._format.lengths(prefix)))
