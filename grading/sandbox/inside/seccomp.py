"""System calls that no notebook needs, and that would widen what it can reach.

Namespaces hide what is outside. This closes doors within the kernel: further namespaces, memory
that no limit counts, other processes' memory, and interfaces with a history of holes.
"""

import ctypes
import errno
import os
import platform
import struct

_LIBC = ctypes.CDLL(None, use_errno=True)
_SET_SECCOMP, _FILTER = 22, 2

#: AUDIT_ARCH of the computers known here, and the numbers of system calls there
_ARCHITECTURES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
_REFUSED = {
    # name: (number on x86_64, number on aarch64)
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "fanotify_init": (300, 262),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "kexec_load": (246, 104),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "quotactl": (179, 60),
    "syslog": (103, 116),
}
_CLONE, _CLONE3, _SOCKET = (56, 220), (435, 435), (41, 198)
#: AF_UNIX, AF_INET, AF_INET6, AF_NETLINK. Others, such as the one to a virtual machine's host, a
#: network namespace need not hold
_FAMILIES = (1, 2, 10, 16)
#: Flags of clone for namespaces: CLONE_NEW…
_NEW_NAMESPACES = 0x7E020000

# linux/bpf_common.h: load a word, jump if equal, greater or equal, or any bit set; return
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
#: Numbers from here on are of another ABI (x32), with other meanings
_OTHER_ABI = 0x40000000
# where struct seccomp_data holds the number, the architecture and the first argument
_NUMBER, _ARCHITECTURE, _ARGUMENT = 0, 4, 16


def refuse_system_calls():
    """Let this process and its children make only system calls that notebooks need.

    Needs that no new privileges can be gained. On computers of other architectures it does
    nothing, and namespaces and limits have to do.
    """
    machine = platform.machine()
    if machine not in _ARCHITECTURES:
        return
    program = b"".join(_program(*_ARCHITECTURES[machine]))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))

    filter_ = Program(len(program) // 8, program)
    if _LIBC.prctl(_SET_SECCOMP, ctypes.c_ulong(_FILTER), ctypes.byref(filter_), 0, 0):
        number = ctypes.get_errno()
        raise OSError(number, f"seccomp: {os.strerror(number)}")


def _program(architecture, column):
    yield _step(_LOAD, _ARCHITECTURE)
    yield _step(_EQUAL, architecture, 1, 0)
    yield _step(_RETURN, _KILL)
    yield _step(_LOAD, _NUMBER)
    yield _step(_AT_LEAST, _OTHER_ABI, 0, 1)
    yield _step(_RETURN, _REFUSE | errno.ENOSYS)
    # its flags are in memory, where no filter sees them; libraries fall back on clone
    yield _step(_EQUAL, _CLONE3[column], 0, 1)
    yield _step(_RETURN, _REFUSE | errno.ENOSYS)
    for numbers in _REFUSED.values():
        yield _step(_EQUAL, numbers[column], 0, 1)
        yield _step(_RETURN, _REFUSE | errno.EPERM)
    yield _step(_EQUAL, _SOCKET[column], 0, 2 * len(_FAMILIES) + 2)
    yield _step(_LOAD, _ARGUMENT)
    for family in _FAMILIES:
        yield _step(_EQUAL, family, 0, 1)
        yield _step(_RETURN, _ALLOW)
    yield _step(_RETURN, _REFUSE | errno.EAFNOSUPPORT)
    yield _step(_EQUAL, _CLONE[column], 0, 3)
    yield _step(_LOAD, _ARGUMENT)
    yield _step(_ANY_BIT, _NEW_NAMESPACES, 0, 1)
    yield _step(_RETURN, _REFUSE | errno.EPERM)
    yield _step(_RETURN, _ALLOW)


def _step(code, value, if_true=0, if_false=0):
    return struct.pack("=HBBI", code, if_true, if_false, value)
