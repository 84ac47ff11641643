"""The keeper of one notebook: starts it in namespaces of its own, watches, and ends it.

A notebook cannot see its keeper, which is outside its pid namespace. Clocks are not kept here
but by the grader, who orders an interrupt or the end.
"""

import contextlib
import json
import os
import select
import shutil
import signal
import tempfile
import time

from inside import isolation, seccomp

#: Seconds between two looks at how much a notebook uses
_LOOK = 0.05
_PAGE = os.sysconf("SC_PAGE_SIZE")
#: What a socket may hold in the kernel, where no limit of a process counts it: both ways
_IN_A_SOCKET = 2 * 212_992
#: Seconds to end a notebook's other processes
_ENDING = 2


def keep(orders, connection, library, limits, isolated):
    """Run one notebook to its end.

    Parameters
    ----------
    orders : socket
        ``interrupt`` and ``stop`` come from here.
    connection, library : int
        Descriptors for the notebook: of a stream to the grader, and of its library in a zip.
    limits : dict
    isolated : bool

    Returns
    -------
    report : dict
        ``"code"``, the exit code of the notebook's process or the negative number of its
        signal; ``"because"``, which limit the keeper ended it for, or an empty text;
        ``"cpu_seconds"`` and ``"memory"``, the most that was seen.
    """
    folder = None
    if isolated:
        isolation.enter_new_namespaces()
    else:
        folder = tempfile.mkdtemp()
    notebook = os.fork()
    if notebook == 0:
        _become_notebook(orders, connection, library, limits, folder)
    os.close(connection)
    os.close(library)
    try:
        because, most = _watch(orders, notebook, limits, isolated)
    finally:
        # the first process of a pid namespace takes all others along
        if not isolated:
            _end_children(notebook, isolated)
        _send(notebook, signal.SIGKILL)
        _, status, usage = os.wait4(notebook, 0)
        if folder:
            shutil.rmtree(folder, ignore_errors=True)
    return {
        "code": os.waitstatus_to_exitcode(status),
        "because": because,
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 3),
        "memory": max(most, usage.ru_maxrss * 1024),
    }


def _become_notebook(orders, connection, library, limits, folder):
    code = 1
    try:
        orders.close()
        os.setsid()  # signals to its process group must not reach the keeper's
        there_already = isolation.address_space()
        if folder is None:
            isolation.mount_folders(limits["folder_size"])
        isolation.limit(limits, there_already)
        isolation.give_up_privileges()
        seccomp.refuse_system_calls()
        from inside.session import serve

        code = serve(connection, library, limits, folder)
    finally:
        os._exit(code)


def _watch(orders, notebook, limits, isolated):
    """Look at the notebook until it ends, or has to; return for which limit, and its memory."""
    ended = os.pidfd_open(notebook)
    waiting = select.poll()
    for descriptor in (orders.fileno(), ended):
        waiting.register(descriptor, select.POLLIN)
    most = 0
    # what the server holds is there already, and is not the notebook's
    allowed = limits["memory"] + _used([os.getpid()])[0][os.getpid()]
    try:
        while True:
            ready = {descriptor for descriptor, _ in waiting.poll(_LOOK * 1000)}
            if ended in ready:
                return "", most
            if orders.fileno() in ready:
                packet = orders.recv(4096)
                if not packet or json.loads(packet)["do"] == "stop":
                    return "stopped", most
                os.kill(notebook, signal.SIGINT)
                if not _end_children(notebook, isolated):  # left alone, they would go on
                    return "processes", most
                orders.send(json.dumps({"event": "interrupted"}).encode())
            processes = _all(notebook, isolated)
            held, threads = _used(processes)
            if threads > limits["processes"]:
                return "processes", most
            if sum(held.values()) > allowed and len(held) > 1:
                # what they share was counted for each; to count it once takes longer
                held = {process: _own_share(process, held[process]) for process in held}
            most = max(most, sum(held.values()) + _in_sockets() * isolated)
            if most > allowed:
                return "memory", most
            if threads > 4:
                _let_others_go_first(processes, notebook)
    finally:
        os.close(ended)


def _used(processes):
    """Return the bytes that each process holds, and how many threads they have together."""
    held, threads = {}, 0
    for process in processes:
        with contextlib.suppress(OSError, IndexError):
            # its name is the student's to choose, and need not be text
            with open(f"/proc/{process}/stat", "rb") as file:
                fields = file.read().rpartition(b")")[2].split()
            threads += int(fields[17])
            held[process] = int(fields[21]) * _PAGE
    return held, threads


def _in_sockets():
    """Return the bytes that all sockets of the notebook's network may hold."""
    with contextlib.suppress(OSError), open("/proc/self/net/sockstat") as file:
        return int(file.readline().split()[2]) * _IN_A_SOCKET  # «sockets: used 7»
    return 0


def _own_share(process, all_of_it):
    try:
        with open(f"/proc/{process}/smaps_rollup") as file:
            lines = [line for line in file if line.startswith("Pss:")]
        return int(lines[0].split()[1]) * 1024
    except (FileNotFoundError, ProcessLookupError, IndexError):
        return 0  # it has ended
    except PermissionError:
        return all_of_it  # it hides


def _all(notebook, isolated):
    """Return the processes of a notebook, the first one first."""
    if not isolated:
        return [notebook, *_descendants(notebook)]
    # all that there are inside, but the first one of all, the server and the keeper
    known = {1, os.getppid(), os.getpid(), notebook}
    numbers = (int(name) for name in os.listdir("/proc") if name.isdigit())
    return [notebook, *(number for number in numbers if number not in known)]


def _end_children(notebook, isolated):
    """End all processes of a notebook but the first one, and return whether that was possible.

    It is not where each forks and ends before it can be hit.
    """
    stopped, end = set(), time.monotonic() + _ENDING
    # who is stopped forks no more, and still takes one of the places that there are
    while new := set(_all(notebook, isolated)) - stopped - {notebook}:
        if time.monotonic() > end:
            return False
        for process in new:
            _send(process, signal.SIGSTOP)
        stopped |= new
    for process in stopped:
        _send(process, signal.SIGKILL)
    return True


def _descendants(process):
    found, new = [], [process]
    while new:
        parent = new.pop()
        for task in _listed(f"/proc/{parent}/task"):
            with (
                contextlib.suppress(OSError),
                open(f"/proc/{parent}/task/{task}/children") as file,
            ):
                children = [int(child) for child in file.read().split()]
                found += children
                new += children
    return found


def _listed(folder):
    with contextlib.suppress(OSError):
        return os.listdir(folder)
    return []


def _let_others_go_first(processes, notebook):
    """Give all threads the least priority, but for the one that answers the grader."""
    for process in processes:
        for thread in _listed(f"/proc/{process}/task"):
            if int(thread) != notebook:
                with contextlib.suppress(OSError):
                    os.setpriority(os.PRIO_PROCESS, int(thread), 19)


def _send(process, number):
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, number)
