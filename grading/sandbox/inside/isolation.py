"""Namespaces, mounts and privileges of one notebook, as Linux has them."""

import contextlib
import ctypes
import errno
import os
import resource
import signal

_LIBC = ctypes.CDLL(None, use_errno=True)

# linux/sched.h
_NEW_MOUNTS, _NEW_CGROUP, _NEW_NAMES, _NEW_IPC = 0x00020000, 0x02000000, 0x04000000, 0x08000000
_NEW_USER, _NEW_PIDS, _NEW_NETWORK = 0x10000000, 0x20000000, 0x40000000
# sys/mount.h
_NO_SETUID, _NO_DEVICES, _NO_PROGRAMS, _RECURSIVE, _PRIVATE = 0x2, 0x4, 0x8, 0x4000, 0x40000
# linux/prctl.h
_DIE_WITH_PARENT, _DUMPABLE, _DROP_CAPABILITY, _NO_NEW_PRIVILEGES = 1, 4, 24, 38
_CAPABILITIES_VERSION = 0x20080522

#: The one user that there is inside
USER = 1000
#: What a notebook may write to, all in memory: gone with its mount namespace
FOLDERS = ("/tmp", "/home/student", "/course", "/dev/shm")


def become_nobody(user=65534):
    """Let a server that root has started go on without privileges.

    Root's bubblewrap has no user namespace, and covers parts of a /proc that it mounts; over
    such a one no further /proc may be mounted. So this mounts it, and then lets root go.
    """
    _mount("proc", "/proc", "proc", _NO_SETUID | _NO_DEVICES | _NO_PROGRAMS)
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    _drop_capabilities()
    _prctl(_DUMPABLE, 1)  # else its own files in /proc belong to root


def enter_new_namespaces():
    """Put this process and its children-to-be into namespaces of their own."""
    user, group = os.getuid(), os.getgid()
    _call(
        "unshare",
        _NEW_USER | _NEW_PIDS | _NEW_NETWORK | _NEW_IPC | _NEW_NAMES | _NEW_CGROUP,
    )
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{USER} {user} 1"),
        ("gid_map", f"{USER} {group} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def mount_folders(most_bytes):
    """Give the first process of a pid namespace folders of its own, and a /proc that fits.

    Its keeper must not see them: to it, the numbers of processes in that /proc mean others.
    """
    _call("unshare", _NEW_MOUNTS)
    _mount("none", "/", None, _RECURSIVE | _PRIVATE)
    for folder in FOLDERS:
        options = f"mode=755,size={most_bytes},nr_inodes=10000"
        _mount("tmpfs", folder, "tmpfs", _NO_SETUID | _NO_DEVICES, options)
    try:
        _mount("proc", "/proc", "proc", _NO_SETUID | _NO_DEVICES | _NO_PROGRAMS)
    except OSError:
        # in some containers no /proc may be mounted; better none than one of other processes
        _mount("tmpfs", "/proc", "tmpfs", _NO_SETUID | _NO_DEVICES, "mode=555,size=0")
    _call("sethostname", b"sandbox", 7)


def give_up_privileges():
    """Leave this process no capability, and no way to gain one."""
    _prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    _prctl(_NO_NEW_PRIVILEGES, 1)
    _drop_capabilities()
    _prctl(_DUMPABLE, 1)  # else its keeper cannot see how much memory it shares


def address_space():
    """Return how many bytes of address space this process takes."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def limit(limits, there_already):
    """Set what this process and each of its children may use.

    Parameters
    ----------
    limits : dict
        As `grading.sandbox.limits.Limits` names them.
    there_already : int
        Bytes of address space that the notebook need not account for.
    """
    for kind, most in (
        (resource.RLIMIT_AS, there_already + limits["memory"]),
        (resource.RLIMIT_CPU, int(limits["cpu_seconds"])),
        (resource.RLIMIT_NPROC, limits["processes"]),
        (resource.RLIMIT_NOFILE, limits["open_files"]),
        (resource.RLIMIT_FSIZE, limits["file_size"]),
        (resource.RLIMIT_CORE, 1),  # with 0, a program of the host's may still be started
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    # the first to go where the whole computer runs out of memory
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")


def _drop_capabilities():
    for capability in range(64):
        try:
            _prctl(_DROP_CAPABILITY, capability)
        except OSError as error:
            if error.errno == errno.EINVAL:
                break  # this kernel has no more
            # without the privilege to drop it there is none to be gained by it either
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_VERSION, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)())


def _mount(source, target, kind, flags, options=None):
    texts = (text and text.encode() for text in (source, target, kind, options))
    source, target, kind, options = texts
    _call("mount", source, target, kind, ctypes.c_ulong(flags), options)


def _prctl(option, value):
    _call("prctl", option, ctypes.c_ulong(value), 0, 0, 0)


def _call(name, *arguments):
    if getattr(_LIBC, name)(*arguments) == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
