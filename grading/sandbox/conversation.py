"""The grader's side of one notebook's run: asks for one thing after another, with a clock.

Everything that is read here comes from the student's process. It can be late, too long, out of
turn or forged. The first three end the notebook with a `Stopped`; whether an answer is right is
judged elsewhere, from the values alone.
"""

import secrets
import select
import time

from grading.sandbox.inside import wire
from grading.sandbox.pool import InfrastructureError
from grading.status import Status

#: What the keeper ended a notebook for
_ENDED_FOR = {"memory": Status.OUT_OF_MEMORY, "processes": Status.TOO_MANY_PROCESSES}
_KILLED = -9
_BETWEEN_INTERRUPTS = 0.5


class Stopped(Exception):
    """The notebook has ended before its last cell.

    Attributes
    ----------
    status : Status
    detail : str
    """

    def __init__(self, status, detail=""):
        super().__init__(status, detail)
        self.status = status
        self.detail = detail


class Interrupted(Exception):
    """What was asked for took too long and was interrupted; the notebook can go on."""


class Conversation:
    """One notebook's run.

    Parameters
    ----------
    server : grading.sandbox.pool.Server
    library : bytes
        What `grading.sandbox.library.library_of` made.
    limits : Limits
    """

    def __init__(self, server, library, limits):
        self._server = server
        self._limits = limits
        self._started = time.monotonic()
        self._connection = server.run(library, limits)
        self._connection.setblocking(False)
        self._received = 0
        self._buffer = bytearray()
        self._over = False

    def run(self, source, outputs):
        """Run a cell.

        Parameters
        ----------
        source : str
        outputs : Outputs
            Takes what the cell puts out, as it comes.

        Raises
        ------
        Interrupted, Stopped
            As do all methods here.
        """
        self._ask({"source": source}, self._limits.cell_seconds, outputs)

    def defines(self, name):
        """Return whether the notebook has defined a name, if it is to be believed."""
        return self._ask({"look_up": name}, self._limits.cell_seconds).get("defined") is True

    def drive(self, target, drive, cases, seconds):
        """Have drive called on what the notebook has defined.

        Parameters
        ----------
        target : str
        drive : callable
            Only its name is sent.
        cases : list of dict
        seconds : float
            How long this may take.

        Returns
        -------
        outcomes : list of Outcome
            If what came back has that form.
        """
        request = {
            "target": target,
            "drive": [drive.__module__, drive.__qualname__],
            "cases": cases,
        }
        outcomes = self._ask(request, seconds).get("outcomes")
        if not isinstance(outcomes, list):
            raise self._stop(Status.BROKEN_PROTOCOL, "an answer without outcomes")
        return outcomes

    def close(self):
        """End the notebook.

        Raises
        ------
        InfrastructureError
            If it cannot be ended: then its server has to be.
        """
        if not self._over:
            self._end()
        self._connection.close()

    # one request ------------------------------------------------------------------------

    def _ask(self, request, seconds, outputs=None):
        number = secrets.token_hex(8)  # so that no answer is ready before the question
        notebook_end = self._started + self._limits.notebook_seconds
        end = min(time.monotonic() + seconds, notebook_end)
        self._send(wire.pack({"request": number, **request}), end)
        interrupted = None
        while True:
            try:
                message = self._message(end)
                if "output" in message and len(message) == 1:
                    if outputs is not None:
                        outputs.add(message["output"])
                    if time.monotonic() < end:
                        continue
                    raise TimeoutError  # there is always more to read of who never stops
            except TimeoutError:
                now = time.monotonic()
                interrupted = interrupted or now
                last = min(interrupted + self._limits.grace_seconds, notebook_end)
                if now >= last:
                    raise self._stop(Status.TIMEOUT, self._how_long()) from None
                # again and again: Python drops an interrupt that comes in the wrong moment
                if report := self._server.interrupt():
                    self._over = True
                    raise self._what_happened(report) from None
                end = min(now + _BETWEEN_INTERRUPTS, last)
                continue
            if message.get("reply") == number:
                if interrupted or message.get("interrupted") is True:
                    raise Interrupted
                return message
            raise self._stop(Status.BROKEN_PROTOCOL, "an answer to no question")

    def _send(self, frame, end):
        view = memoryview(frame)
        while view:
            _, writable, _ = select.select(
                [], [self._connection], [], max(0, end - time.monotonic())
            )
            if not writable:
                raise self._stop(Status.TIMEOUT, self._how_long())
            try:
                view = view[self._connection.send(view) :]
            except OSError:
                raise self._ended() from None

    def _message(self, end):
        try:
            of_json, of_arrays = wire.lengths(self._take(wire.PREFIX, end))
            # kept together: a clock that runs out between them must not lose the first
            body = self._take(of_json + of_arrays, end, wire.PREFIX)
            return wire.unpack(body[:of_json], body[of_json:])
        except wire.WireError as error:
            raise self._stop(Status.BROKEN_PROTOCOL, str(error)) from None

    def _take(self, length, end, after=0):
        """Return bytes that follow in the buffer; remove them only with the end of a frame."""
        while len(self._buffer) < after + length:
            if not self._is_readable(max(0, end - time.monotonic())):
                raise TimeoutError
            try:
                chunk = self._connection.recv(1 << 20)
            except OSError:
                chunk = b""
            if not chunk:
                raise self._ended()
            self._received += len(chunk)
            if self._received > self._limits.sent:
                raise self._stop(Status.TOO_MUCH_OUTPUT, f"over {self._limits.sent} bytes")
            self._buffer += chunk
        content = bytes(self._buffer[after : after + length])
        if after:
            del self._buffer[: after + length]
        return content

    def _is_readable(self, seconds):
        return bool(select.select([self._connection], [], [], seconds)[0])

    # its end ----------------------------------------------------------------------------

    def _how_long(self):
        return f"after {time.monotonic() - self._started:.0f} s"

    def _stop(self, status, detail):
        self._end()
        return Stopped(status, detail)

    def _ended(self):
        """Say why a notebook has ended by itself."""
        # its process ends after its connection, if it does
        report = self._server.report(1)
        if report is None:
            return self._stop(Status.BROKEN_PROTOCOL, "it closed its connection")
        self._over = True
        return self._what_happened(report)

    def _end(self):
        self._over = True
        self._server.stop()
        report = self._server.report(10)
        if report is None or report["event"] != "ended":
            raise InfrastructureError(f"a notebook could not be ended: {report}")

    def _what_happened(self, report):
        if report["event"] != "ended":
            raise InfrastructureError(f"a notebook could not be run: {report.get('reason')}")
        if report["because"] in _ENDED_FOR:
            return Stopped(_ENDED_FOR[report["because"]], f"{report['memory'] >> 20} MB")
        if report["code"] == _KILLED:
            if report["cpu_seconds"] >= self._limits.cpu_seconds - 1:
                return Stopped(Status.CPU_TIME, f"{report['cpu_seconds']:.0f} s")
            # no process can kill the first one of its pid namespace
            raise InfrastructureError("a notebook was killed from outside: is memory short?")
        return Stopped(Status.DIED, f"exit code {report['code']}")
