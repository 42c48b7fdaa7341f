"""Let one run at a time take an inbox, and say which process holds it.

In: the inbox folder. Out: a context in which no other run of this machine can enter.

The lock is the kernel's own (`flock`) on the folder itself: nothing is written into the inbox, and a
run that dies in whatever way has let go of it, so that there are no stale locks to judge. Workers do
not inherit it. A file system without locks (some network mounts) is no reason to stop: the ledger
sees to it that a file which two runs read is stored once.
"""

from __future__ import annotations

import errno
import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.batch.inbox import InboxError
from pipeline.batch.inbox import InboxProblem

__all__ = ["only_run"]

log = logging.getLogger(__name__)

_HELD = frozenset({errno.EWOULDBLOCK, errno.EACCES})


@contextmanager
def only_run(folder: Path) -> Iterator[None]:
    """Hold `folder` for one run.

    Args:
        folder: The inbox; any path to it is the same inbox.

    Raises:
        InboxError: `InboxProblem.TAKEN` if another run holds it; the log names its process.
            `InboxProblem.NO_ACCESS` if the folder cannot be opened.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise InboxError(InboxProblem.NO_ACCESS, folder) from error
    try:
        _take(descriptor, folder)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, folder: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            log.warning("the inbox is held by process %s", _holder(descriptor) or "unknown")
            raise InboxError(InboxProblem.TAKEN, folder) from None
        log.warning("the inbox cannot be locked here: %s", error.strerror)


def _holder(descriptor: int) -> int | None:
    """Return the process that holds the lock, as the kernel lists it; None where it does not."""
    inode = str(os.fstat(descriptor).st_ino)
    try:
        lines = Path("/proc/locks").read_text("ascii").splitlines()
    except OSError:
        return None
    for line in lines:
        fields = line.split()
        if len(fields) > 5 and fields[1] == "FLOCK" and fields[5].split(":")[-1] == inode:
            return int(fields[4])
    return None
