"""Servers of notebooks, kept alive and replaced when they die."""

import contextlib
import json
import os
import queue
import select
import socket
import subprocess
import sys
import tempfile

from grading.sandbox import bubblewrap

_START_SECONDS, _ANSWER_SECONDS = 60, 10


class InfrastructureError(RuntimeError):
    """The sandbox failed, and not the notebook in it."""


class Server:
    """One process that forks for notebooks, one at a time.

    Parameters
    ----------
    unsafe : bool
        Without a sandbox.
    """

    def __init__(self, unsafe=False):
        self._orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the server
        with theirs:
            command = bubblewrap.unsafe_command if unsafe else bubblewrap.command
            self._process = subprocess.Popen(
                command(theirs.fileno()),
                env=bubblewrap.environment(),
                stdin=subprocess.DEVNULL,
                stdout=self._errors,
                stderr=self._errors,
                pass_fds=[theirs.fileno()],
            )
        self._ready = False

    def run(self, library, limits):
        """Start a notebook.

        Parameters
        ----------
        library : bytes
            The zip that `grading.sandbox.library.library_of` makes.
        limits : Limits

        Returns
        -------
        connection : socket
            A stream to the notebook. All that comes from it is the student's.
        """
        self.wait_until_ready()
        connection, theirs = socket.socketpair()
        with theirs, tempfile.TemporaryFile() as file:
            file.write(library)
            file.flush()
            # to be read only, and from its first byte
            reading = os.open(f"/proc/self/fd/{file.fileno()}", os.O_RDONLY)
            order = json.dumps({"do": "run", "limits": limits.as_dict()}).encode()
            try:
                socket.send_fds(self._orders, [order], [theirs.fileno(), reading])
            except OSError:
                connection.close()
                raise InfrastructureError(self._why("went away")) from None
            finally:
                os.close(reading)
        return connection

    def wait_until_ready(self):
        """Wait for the server to have imported all it needs."""
        if not self._ready:
            report = self.report(_START_SECONDS)
            if report is None or report["event"] != "ready":
                raise InfrastructureError(self._why("did not start"))
            self._ready = True

    def interrupt(self):
        """Interrupt what the notebook is doing, as by Ctrl-C, and end its other processes.

        Returns
        -------
        report : dict or None
            That of its end, if it has ended meanwhile.
        """
        self._order("interrupt")
        # not to be sent on its way and forgotten: it would hit what is asked for next
        report = self.report(_ANSWER_SECONDS)
        if report is None:
            raise InfrastructureError(self._why("does not answer"))
        return None if report["event"] == "interrupted" else report

    def stop(self):
        """End the notebook at once."""
        self._order("stop")

    def report(self, seconds):
        """Wait for a report from the keeper of the notebook; return None if none comes."""
        ready, _, _ = select.select([self._orders], [], [], seconds)
        packet = b""
        with contextlib.suppress(OSError):  # the server has died
            packet = self._orders.recv(4096) if ready else b""
        return json.loads(packet) if packet else None

    def close(self):
        """End the server, and whatever runs in it."""
        self._orders.close()
        self._process.kill()
        self._process.wait()
        self._errors.close()

    def _order(self, what):
        with contextlib.suppress(OSError):
            self._orders.send(json.dumps({"do": what}).encode())

    def _why(self, what):
        self._errors.seek(0)
        said = self._errors.read()[-4000:].decode("utf-8", "replace").strip()
        code = self._process.poll()
        return f"The sandbox {what} (exit code {code}): {said or 'it said nothing'}"


class Pool:
    """Servers for notebooks.

    Parameters
    ----------
    servers : int
        How many notebooks may run at once.
    unsafe : bool
        Whether to run notebooks without a sandbox. That is said once, on stderr.

    Raises
    ------
    SandboxMissingError
        Where this computer can make no sandbox and `unsafe` is not set.

    Examples
    --------
    >>> with Pool(1) as pool, pool.server() as server:  # doctest: +SKIP
    ...     server.run(library, limits)
    """

    def __init__(self, servers=1, unsafe=False):
        if unsafe:
            print("Notebooks run without a sandbox: they can do whatever you can.", file=sys.stderr)
        else:
            bubblewrap.require_sandbox()
        self._unsafe = unsafe
        self._idle = queue.SimpleQueue()
        for _ in range(servers):
            self._idle.put(None)  # started when first asked for

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    @contextlib.contextmanager
    def server(self):
        """Lend out a server; one that an error comes from is replaced."""
        server = self._idle.get()
        try:
            server = server or Server(self._unsafe)
            yield server
        except BaseException:
            if server:
                server.close()
            server = None
            raise
        finally:
            self._idle.put(server)

    def close(self):
        """End all servers that are not lent out."""
        with contextlib.suppress(queue.Empty):
            while True:
                server = self._idle.get_nowait()
                if server:
                    server.close()
