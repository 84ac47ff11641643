"""A process that has imported what notebooks need, and forks once for each of them.

It reads orders from a socket that no notebook ever gets hold of, and holds nothing that a
notebook may not see: no seed, no submission, no library of any exercise.
"""

import gc
import json
import os
import signal
import socket
import sys
import tempfile

ORDER = 4096


def main(descriptor, isolated):
    """Serve until the other end of the socket is closed.

    Parameters
    ----------
    descriptor : int
        Of a socket for orders and reports, one JSON object in each packet.
    isolated : bool
        False without a sandbox.
    """
    orders = socket.socket(fileno=descriptor)
    orders.set_inheritable(False)
    if isolated and os.getuid() == 0:
        from inside.isolation import become_nobody

        become_nobody()
    _import_libraries()
    # what is there by now is never freed: a fork need not copy it to look whether it could be
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _report(orders, event="ready")
    while True:
        packet, descriptors, _, _ = socket.recv_fds(orders, ORDER, 2)
        if not packet:
            return
        order = json.loads(packet)
        if order["do"] == "run":
            _run(orders, descriptors, order["limits"], isolated)


def _run(orders, descriptors, limits, isolated):
    keeper = os.fork()
    if keeper == 0:
        code = 1
        try:
            from inside.keeper import keep

            connection, library = descriptors
            _report(orders, event="ended", **keep(orders, connection, library, limits, isolated))
            code = 0
        except BaseException as error:
            _report(orders, event="failed", reason=f"{type(error).__name__}: {error}")
        finally:
            os._exit(code)
    # else nobody would notice the notebook closing its own
    for each in descriptors:
        os.close(each)
    os.waitpid(keeper, 0)


def _report(orders, **report):
    orders.send(json.dumps(report).encode()[:ORDER])


def _import_libraries():
    """Import what notebooks import, so that none of them has to wait for it."""
    os.environ["IPYTHONDIR"] = os.environ["MPLCONFIGDIR"] = tempfile.mkdtemp()
    import encodings.cp437  # noqa: F401 - of the names in a zip
    import http.client  # noqa: F401
    import urllib.request  # noqa: F401

    import IPython.core.logger  # noqa: F401
    import matplotlib as mpl
    import numpy.random  # noqa: F401 - else when first used
    import platformdirs  # noqa: F401
    import tqdm.auto  # noqa: F401

    mpl.use("module://matplotlib_inline.backend_inline")
    import matplotlib.pyplot as plt
    from inside import keeper, seccomp, session  # noqa: F401

    # fonts are looked for when the first figure is drawn
    figure = plt.figure()
    figure.text(0, 0, "a")
    with open(os.devnull, "wb") as nowhere:
        figure.savefig(nowhere, format="png")
    plt.close("all")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] == "isolated")
