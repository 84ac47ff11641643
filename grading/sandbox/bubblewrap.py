"""The bubblewrap command line that a server of notebooks runs under."""

import functools
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from grading.sandbox.inside.isolation import FOLDERS, USER

_INSIDE = Path(__file__).resolve().parent / "inside"
#: Where the code of the sandbox is, inside, and Python's environment
SANDBOX, ENVIRONMENT = "/sandbox", "/environment"

#: Submissions where nbgrader exchanges them, settings, sources, such as of a course in a container
_PRIVATE = ("/usr/local/share/nbgrader", "/usr/local/etc", "/usr/local/src", "/usr/src")

INSTALL = "apt-get install --yes --no-install-recommends bubblewrap"
UNSAFE = "--unsafe-no-sandbox"


class SandboxMissingError(RuntimeError):
    """No notebook can be run in a sandbox on this computer; says what to do."""


def command(descriptor):
    """Return the command that starts a server in a sandbox.

    Parameters
    ----------
    descriptor : int
        Of the socket for its orders.

    Notes
    -----
    Whoever is an ordinary user gets namespaces through a user namespace. Root needs none, and
    may read what no one else may; there the server itself becomes nobody when it has started
    (`grading.sandbox.inside.isolation.become_nobody`).
    """
    if os.geteuid() == 0:
        capabilities = ("SYS_ADMIN", "SETUID", "SETGID", "SETPCAP")
        first = [word for name in capabilities for word in ("--cap-add", f"CAP_{name}")]
        first += _folder("/proc")
    else:
        first = _AS_USER
    return [
        *_sandbox(first),
        "--chdir",
        "/",
        "--",
        *_server(*_python_inside(), descriptor, "isolated", SANDBOX),
    ]


def unsafe_command(descriptor):
    """Return the command that starts a server without a sandbox."""
    return _server(sys.executable, _packages(), descriptor, "unsafe", _INSIDE.parent)


def kernel_command(folder, course):
    """Return the command that starts a plain Jupyter kernel in a sandbox, for comparison.

    Parameters
    ----------
    folder : path
        Where its connection file is, and where its sockets are to be.
    course : path
        Where the library of the exercise is.

    Returns
    -------
    command : list of str
        As in a kernel's specification: with a place for the name of the connection file.
    """
    words = [*_sandbox(_AS_USER), "--bind", str(folder), str(folder)]
    words += ["--tmpfs", "/home/student", *_seen(course, "/course"), "--chdir", "/home/student"]
    start = _start(_python_inside()[1], ["", "/course"], "ipykernel_launcher")
    program = str(_python_inside()[0])
    arguments = ["-f", "{connection_file}", "--HistoryManager.enabled=False"]
    return [*words, "--", program, "-I", "-S", "-c", start, *arguments]


#: An ordinary user has the privileges that namespaces need in a user namespace of its own
_AS_USER = ["--unshare-user", "--uid", str(USER), "--gid", str(USER), "--proc", "/proc"]


def _sandbox(first):
    words = [shutil.which("bwrap"), "--die-with-parent", "--new-session", "--clearenv"]
    words += [f"--unshare-{kind}" for kind in ("pid", "net", "ipc", "uts", "cgroup-try")]
    words += first
    for name, value in environment().items():
        words += ["--setenv", name, value]
    for path in ("/usr", *_links()):
        words += ["--symlink", os.readlink(path), path] if os.path.islink(path) else _seen(path)
    words += _folder("/etc")
    for path in ("/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts", "/etc/localtime"):
        words += ["--ro-bind-try", path, path]
    base, prefix = Path(sys.base_prefix).resolve(), Path(sys.prefix).resolve()
    if Path("/usr") not in [base, *base.parents]:
        # there, since compiled programs know where their libraries are
        words += [word for folder in reversed(base.parents[:-1]) for word in _folder(folder)]
        words += _seen(base)
    if prefix != base:
        words += _seen(prefix, ENVIRONMENT)
    private = _private([Path("/usr"), base], [(prefix, Path(ENVIRONMENT))] * (prefix != base))
    for path in (*_other_libraries(), *_courses([Path("/usr"), base]), *private):
        words += ["--tmpfs", path, "--remount-ro", path]
    words += [*_folder(SANDBOX), *_seen(_INSIDE, f"{SANDBOX}/inside"), "--dev", "/dev"]
    words += ["--remount-ro", "/dev"]  # else it outlives a notebook, and is as large as you like
    words += ["--perms", "1777", "--tmpfs", "/tmp"]
    for folder in ("/home", *(folder for folder in FOLDERS if folder not in ("/tmp", "/dev/shm"))):
        words += _folder(folder)
    return [*words, "--remount-ro", "/"]


def _server(program, packages, descriptor, how, folder):
    start = _start([folder, *packages], [], "inside.server")
    return [str(program), "-I", "-S", "-c", start, str(descriptor), how]


def _start(paths, first, module):
    """Return a line of Python that runs a module.

    Without `site`, whose files would bring in what is installed for editing: all of w2vlib.
    """
    paths = [str(path) for path in paths]
    return (
        f"import runpy, sys; sys.path[:0] = {first!r}; sys.path += {paths!r}; "
        f"runpy.run_module({module!r}, run_name='__main__', alter_sys=True)"
    )


def _python_inside():
    """Return Python's program and the folders of its packages, as they are inside."""
    return _inside(Path(sys.prefix) / "bin" / "python"), [_inside(path) for path in _packages()]


def _inside(path):
    """Return where a path of Python's environment is inside."""
    path, prefix = Path(path), Path(sys.prefix)
    if prefix == Path(sys.base_prefix) or not path.is_relative_to(prefix):
        return path
    return ENVIRONMENT / path.relative_to(prefix)


def environment():
    """Return the environment of a server: nothing of the grader's own."""
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": "/tmp",
        "TMPDIR": "/tmp",
        "LANG": "C.UTF-8",
        "USER": "student",
        # several notebooks run side by side, and threads do not survive a fork
        **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        # without a network, pip would try for a while
        "PIP_NO_INDEX": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


@functools.cache
def require_sandbox():
    """Raise `SandboxMissingError` where no notebook could be run in a sandbox."""
    if not sys.platform.startswith("linux"):
        raise SandboxMissingError(
            "Notebooks are graded in a sandbox that only Linux has. On Windows, use WSL 2; on "
            "macOS, a virtual machine or a container."
        )
    if shutil.which("bwrap") is None:
        raise SandboxMissingError(
            f"The program bwrap is missing, in which notebooks are graded. On Debian and Ubuntu:\n"
            f"  sudo {INSTALL}\n{_otherwise()}"
        )
    trial = ["bwrap", "--unshare-all", "--ro-bind", "/", "/", "unshare", "--user", "true"]
    done = subprocess.run(trial, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SandboxMissingError(
            "Notebooks are graded in a sandbox made of user namespaces, and these may not be "
            f"made here: {done.stderr.strip()}\n"
            "On Ubuntu since 23.10: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0\n"
            "On older Debian: sudo sysctl kernel.unprivileged_userns_clone=1\n"
            "In Docker: --security-opt seccomp=unconfined --security-opt systempaths=unconfined\n"
            f"{_otherwise()}"
        )


def _otherwise():
    return (
        f"With {UNSAFE}, notebooks run without a sandbox, as any program of yours: only for "
        "notebooks whose authors you trust."
    )


def _seen(path, inside=None):
    return ["--ro-bind", str(path), str(inside or path)]


def _folder(path):
    # said each time: bubblewrap's own choice would shut out all but root
    return ["--perms", "0755", "--dir", str(path)]


def _links():
    return [path for path in ("/bin", "/sbin", "/lib", "/lib64") if os.path.lexists(path)]


def _packages():
    """Return where Python's packages are, and those of the environment."""
    standard = [sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")]
    packages = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    return list(dict.fromkeys(p for p in packages if p not in standard))


def _private(as_they_are, elsewhere):
    """Return folders among programs in which others keep what is theirs.

    Parameters
    ----------
    as_they_are : list of Path
        Folders that are seen inside where they are outside.
    elsewhere : list of (Path, Path)
        Others, with the place where they are inside.
    """
    found = [Path(path) for path in _PRIVATE if os.path.isdir(path)]
    places = [(path, path) for path in as_they_are] + elsewhere
    found += [
        inside / "etc" / "jupyter"  # may name a gradebook, and its password
        for outside, inside in places
        if (outside / "etc" / "jupyter").is_dir()
    ]
    covered = Path("/usr/local/etc")
    return [str(path) for path in dict.fromkeys(found) if covered not in path.parents]


def _courses(seen):
    """Return this course, and the folder of whoever grades, where they are within what is seen."""
    folders = [str(path) for path in seen if path.exists()]
    found = {Path(__file__).resolve().parents[2], Path.cwd().resolve()}
    return [
        str(path)
        for path in sorted(found)
        if any(path.is_relative_to(folder) for folder in folders)
        # who has installed all of it with Python's packages has no course there
        and not any(Path(each).is_relative_to(path) for each in [*folders, *_packages()])
    ]


def _other_libraries():
    """Return what would answer the exercises: this course, installed as a package."""
    found = []
    for folder in _packages():
        for name in ("w2vlib", "grading"):
            path = Path(folder) / name
            if path.is_dir():
                found.append(str(_inside(path)))
    return found
