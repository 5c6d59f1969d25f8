"""Process: a name for this process, by which others of the same machine can tell for certain that it has ended.

That somebody does not answer proves nothing; that the kernel has no such process does. The name holds what makes a
process id unlike any other: the boot of the machine, the space of process ids (containers have their own), and when
the process began (Linux, proc(5)). Elsewhere nothing is certain.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

_PROC: Final = Path("/proc")
_ENDED: Final = frozenset("ZX")
"""States of a process that has ended, and whose parent has not asked yet (proc(5), stat)."""


def name_of_process() -> str:
    """Return a name for this process, another each time; by it `has_ended` works."""
    parts = (*_space(), str(os.getpid()), _begun(os.getpid())[1], secrets.token_hex(4))
    return "/".join(parts)


def has_ended(name: str) -> bool:
    """Tell whether the process of this name has ended for certain; False also when nobody here can know."""
    boot, space, pid, begun, _ = name.split("/") if name.count("/") == 4 else ("", "", "", "", "")
    if not boot or not begun or not pid.isdecimal() or (boot, space) != _space():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        pass  # it exists, and is somebody else's
    state, since = _begun(int(pid))
    return bool(since) and (since != begun or state in _ENDED)


def _space() -> tuple[str, str]:
    """Return what tells the boot of this machine and our space of process ids; empty where that can't be told."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text("ascii").strip()
        return boot, (_PROC / "self/ns/pid").readlink().name
    except (OSError, ValueError):
        return "", ""


def _begun(pid: int) -> tuple[str, str]:
    """Return the state of a process, and when it began in ticks since the boot; empty where that can't be told."""
    try:
        # The name of the program, in brackets, may hold anything.
        fields = (_PROC / str(pid) / "stat").read_text("utf-8", "replace").rpartition(")")[2]
        return fields.split()[0], fields.split()[19]
    except (OSError, IndexError):
        return "", ""
