"""Ctrl-C as a note that is read between two steps, not as an error in the middle of one."""

import contextlib
import signal
import threading


class CtrlC:
    """A handler that takes note of the first Ctrl-C and obeys the second at once."""

    pressed = False

    def __call__(self, signum, frame):
        if self.pressed:
            raise KeyboardInterrupt
        self.pressed = True


@contextlib.contextmanager
def deferred_interrupt():
    """Turn Ctrl-C into a note, so that no step is cut in half.

    Yields
    ------
    ctrl_c : CtrlC
        Whether it was `pressed`.
    """
    ctrl_c = CtrlC()
    in_main_thread = threading.current_thread() is threading.main_thread()
    before = signal.getsignal(signal.SIGINT)
    # only the main thread gets Ctrl-C; one that is ignored, or handled outside Python, stays so
    if not in_main_thread or before in (signal.SIG_IGN, None):
        yield ctrl_c
        return
    signal.signal(signal.SIGINT, ctrl_c)
    try:
        yield ctrl_c
    finally:
        signal.signal(signal.SIGINT, before)
