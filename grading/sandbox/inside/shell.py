"""An IPython shell as a Jupyter kernel has it, whose outputs go to the grader as they come."""

import builtins
import contextlib
import getpass
import io
import os
import signal
import sys
import types

from ipykernel.compiler import XCachingCompiler
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.error import StdinNotImplementedError
from jupyter_client.session import Session
from traitlets import Any
from traitlets.config import Config

#: Bytes of text that wait to be sent together
_TOGETHER = 8192
#: The messages of a kernel that are outputs of a cell
_OUTPUTS = {"execute_result", "display_data", "update_display_data", "error", "clear_output"}


class Shell:
    """Runs cells. Made before the fork, connected after it."""

    def __init__(self):
        config = Config()
        config.HistoryManager.enabled = False  # no database, no thread
        # what asks for the kernel, such as exit(), finds one that does nothing
        kernel = types.SimpleNamespace(eventloop=None)
        self._session = _OutputSession()
        self._shell = ZMQInteractiveShell.instance(
            config=config, kernel=kernel, compiler_class=XCachingCompiler
        )
        self._shell.displayhook.session = self._shell.display_pub.session = self._session
        self._streams = None
        _use_inline_figures(self._shell)
        # the first cell of all takes long, and leaves nothing behind
        self._shell.run_cell("pass", silent=True, store_history=False)

    @property
    def names(self):
        """What the notebook has defined so far."""
        return self._shell.user_ns

    def connect(self, send, limits):
        """Send outputs with `send` from now on, within limits."""
        outputs = _Outputs(send, limits)
        self._session.outputs = self._outputs = outputs
        self._streams = [_Stream("stdout", outputs), _Stream("stderr", outputs)]
        sys.stdout, sys.stderr = self._streams
        self._below = [_BelowPython(stream) for stream in self._streams]
        builtins.input, getpass.getpass = _refuse("raw_input"), _refuse("getpass")

    async def run(self, source):
        """Run a cell as a kernel does, and send what it put out."""
        self._outputs.begin_cell()
        shell = self._shell
        try:
            try:
                transformed, problem = shell.transform_cell(source), None
            except Exception:
                transformed, problem = source, sys.exc_info()
            known = {"transformed_cell": transformed, "preprocessing_exc_tuple": problem}
            if shell.should_run_async(source, **known):
                result = None
                try:
                    result = await shell.run_cell_async(source, store_history=True, **known)
                finally:
                    shell.events.trigger("post_execute")
                    shell.events.trigger("post_run_cell", result)
            else:
                shell.run_cell(source, store_history=True)
        finally:
            self.flush()

    def flush(self):
        """Send what is still waiting to be sent."""
        for stream in self._streams:
            stream.flush()
        for file in self._below:
            file.flush()


@contextlib.contextmanager
def interruptible():
    """Let SIGINT raise KeyboardInterrupt, as it does while a kernel runs a cell; else not."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _use_inline_figures(shell):
    from matplotlib_inline.backend_inline import configure_inline_support

    configure_inline_support(shell, "module://matplotlib_inline.backend_inline")


def _refuse(name):
    def refuse(*args, **kwargs):
        raise StdinNotImplementedError(
            f"{name} was called, but this frontend does not support input requests."
        )

    return refuse


class _OutputSession(Session):
    """Takes the messages that a kernel would send to its front ends."""

    outputs = Any()

    def send(self, stream, msg_or_type, content=None, *args, **kwargs):
        """Send a message if it is an output."""
        if isinstance(msg_or_type, dict):
            msg_or_type, content = msg_or_type["header"]["msg_type"], msg_or_type["content"]
        if msg_or_type in _OUTPUTS and self.outputs:
            self.outputs.send({"output_type": msg_or_type, **content})


class _Outputs:
    """Counts what a cell puts out, and sends it up to a limit."""

    def __init__(self, send, limits):
        self._send = send
        self._most = limits["cell_output"]
        self._left_in_notebook = limits["notebook_output"]
        self.begin_cell()

    def begin_cell(self):
        self._left = min(self._most, self._left_in_notebook)
        self._cut = False

    def send(self, output):
        size = _size(output)
        if size > self._left and output["output_type"] == "stream":
            output["text"] = output["text"][: self._left]
            size = _size(output)
        if self._cut or size > self._left:
            self._cut_here()
            return
        self._left -= size
        self._left_in_notebook -= size
        self._send({"output": output})

    def _cut_here(self):
        if not self._cut:
            self._cut = True
            self._send({"output": {"output_type": "cut"}})


def _size(value):
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(_size, value)) + sum(map(_size, value.values()))
    if isinstance(value, list):
        return sum(map(_size, value))
    return 8


class _Stream(io.TextIOBase):
    """A stream of text, such as a kernel puts in the place of ``sys.stdout``."""

    encoding = "UTF-8"
    errors = None

    def __init__(self, name, outputs):
        self.name = f"<{name}>"
        self._name = name
        self._outputs = outputs
        self._waiting = []
        self._length = 0
        self._process = os.getpid()

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._waiting.append(text)
        self._length += len(text)
        if self._length > _TOGETHER:
            self.flush()
        return len(text)

    def writable(self):
        return True

    def fileno(self):
        return 1 if self._name == "stdout" else 2

    def flush(self):
        text, self._waiting, self._length = "".join(self._waiting), [], 0
        if text and os.getpid() != self._process:
            # a process of the student's own, which must not speak to the grader in between
            os.write(self.fileno(), text.encode("utf-8", "replace"))
        elif text:
            self._outputs.send({"output_type": "stream", "name": self._name, "text": text})


class _BelowPython:
    """What is written to a stream's descriptor, by a library in C or by another program."""

    def __init__(self, stream):
        self._stream = stream
        self._path = f"{os.environ['TMPDIR']}/.{stream.name[1:-1]}"
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(self._file, stream.fileno())

    def flush(self):
        if os.fstat(self._file).st_size:
            text = os.pread(self._file, 10_000_000, 0).decode("utf-8", "replace")
            os.ftruncate(self._file, 0)
            self._stream.write(text)
            self._stream.flush()
