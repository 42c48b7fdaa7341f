"""Name this process so that another one can tell later whether it still lives.

In: nothing. Out: a line with the machine, its start, the process and the process's start. A number of
a process is given anew some day, and after a power failure all are; together with both starts it
names one process for good. What cannot be known (another machine, no `/proc`) counts as living.
"""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["is_gone", "own_mark"]

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_PARTS = 4
# Of /proc/PID/stat, counted behind the name, which may hold anything.
_STATE, _START = 0, 19


def own_mark() -> str:
    """Return the mark of this process."""
    return _mark(os.getpid()) or ""


def is_gone(mark: str) -> bool:
    """Tell whether the process of a mark is known to have ended.

    Example:
        >>> is_gone(own_mark()), is_gone("another-machine boot 1 2"), is_gone("")
        (False, False, False)
    """
    parts = mark.split()
    if len(parts) != _PARTS or not parts[2].isdecimal() or parts[0] != os.uname().nodename:
        return False
    if not own_mark():
        return False
    return _mark(int(parts[2])) != mark


def _mark(process: int) -> str | None:
    try:
        boot = _BOOT.read_text("ascii").strip()
        fields = Path(f"/proc/{process}/stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return None
    # A zombie in the kernel's sense has ended too; only nobody asked yet how.
    if len(fields) <= _START or fields[_STATE] in {b"Z", b"X"}:
        return None
    return f"{os.uname().nodename} {boot} {process} {fields[_START].decode('ascii')}"
