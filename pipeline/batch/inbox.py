"""Look through an inbox folder: which files are documents to be read, and what is left out and why.

In: a folder. Out: candidates in the order of their paths, and everything else with a reason, so
that nothing disappears silently. Sub-folders are inboxes too: offices sort by year or sender.

A file is judged by its name first (cheap), and by its first bytes only where the name says nothing.
Left out are: hidden names, links and special files, labels (`.json`) and other companions of a
document, files that still change, and files of foreign kinds. Old Word files and their kin are
taken all the same: an archivist who puts one there expects an answer, and gets the outcome that
says how to convert it. Nothing is moved, changed or followed out of the folder.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BufferedReader
from pathlib import Path

__all__ = [
    "InboxError",
    "InboxProblem",
    "LeftOut",
    "LeftOutReason",
    "check_folder",
    "look_through",
    "open_plain",
]

_TAKEN = frozenset(
    {
        *(".pdf", ".txt", ".docx", ".tif", ".tiff", ".png", ".jpg", ".jpeg", ".bmp", ".webp"),
        # Refused by the reader with a next step that the sender can follow.
        *(".doc", ".rtf", ".odt"),
    }
)
_COMPANIONS = frozenset({".json", ".md"})
_HEAD_BYTES = 1029
_SIGNATURES = (
    *(b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"),
)
_MAX_DEPTH = 32
_FAR_AHEAD_S = 3_600.0


class LeftOutReason(StrEnum):
    """Why something in the folder is not read."""

    HIDDEN = "hidden"
    LINK = "link"
    SPECIAL = "special-file"
    COMPANION = "companion"
    FOREIGN = "foreign-kind"
    STILL_CHANGING = "still-changing"
    NO_ACCESS = "no-access"
    TOO_DEEP = "too-deep"


class InboxProblem(StrEnum):
    """Why a folder cannot be an inbox at all."""

    MISSING = "missing"
    NOT_A_FOLDER = "not-a-folder"
    NO_ACCESS = "no-access"
    ARCHIVE_INSIDE = "archive-inside"
    REPORT_INSIDE = "report-inside"
    TAKEN = "taken"


class InboxError(Exception):
    """A folder cannot be an inbox.

    Attributes:
        problem: Why.
        path: The folder, or the archive that lies inside it.
    """

    def __init__(self, problem: InboxProblem, path: Path) -> None:
        super().__init__(f"{problem}: {path}")
        self.problem = problem
        self.path = path


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something in the folder that is not read.

    Attributes:
        name: Path below the folder.
        reason: Why.
    """

    name: str
    reason: LeftOutReason


def check_folder(folder: Path) -> None:
    """Refuse what is no folder that can be listed.

    Raises:
        InboxError: With the reason.
    """
    if not folder.exists():
        raise InboxError(InboxProblem.MISSING, folder)
    if not folder.is_dir():
        raise InboxError(InboxProblem.NOT_A_FOLDER, folder)
    if not os.access(folder, os.R_OK | os.X_OK):
        raise InboxError(InboxProblem.NO_ACCESS, folder)


def open_plain(path: Path) -> BufferedReader:
    """Open a plain file for reading; never follows a link and never waits for a pipe.

    Raises:
        OSError: If it is no plain file, or cannot be read.
    """
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    stream = os.fdopen(os.open(path, flags), "rb")
    if stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        return stream
    stream.close()
    raise OSError(errno.EINVAL, "not a plain file")


def look_through(
    folder: Path, *, now: float, settle_s: float = 0.0
) -> tuple[tuple[Path, ...], tuple[LeftOut, ...]]:
    """Return the documents below `folder` and what is left out, both sorted by path.

    Args:
        folder: The inbox.
        now: Time now, in seconds since 1970.
        settle_s: A file changed less than so many seconds ago is left for the next run; 0 takes all.

    Raises:
        InboxError: If there is no such folder or it cannot be listed.
    """
    check_folder(folder)
    taken: list[Path] = []
    left_out: list[LeftOut] = []
    for entry, reason in _walk(folder, now - settle_s if settle_s else None, 0):
        if reason is None:
            taken.append(entry)
        else:
            left_out.append(LeftOut(name=entry.relative_to(folder).as_posix(), reason=reason))
    return tuple(sorted(taken, key=_order)), tuple(sorted(left_out, key=lambda one: one.name))


def _order(path: Path) -> tuple[str, ...]:
    return path.parts


def _walk(
    folder: Path, newest: float | None, depth: int
) -> Iterator[tuple[Path, LeftOutReason | None]]:
    try:
        with os.scandir(folder) as entries:
            found = list(entries)
    except OSError:
        yield folder, LeftOutReason.NO_ACCESS
        return
    for entry in found:
        path = Path(entry.path)
        if entry.name.startswith("."):
            yield path, LeftOutReason.HIDDEN
        elif entry.is_symlink():
            yield path, LeftOutReason.LINK
        elif not entry.is_dir(follow_symlinks=False):
            yield path, _judge(entry, newest)
        elif depth >= _MAX_DEPTH:
            yield path, LeftOutReason.TOO_DEEP
        else:
            yield from _walk(path, newest, depth + 1)


def _judge(entry: os.DirEntry[str], newest: float | None) -> LeftOutReason | None:
    if not entry.is_file(follow_symlinks=False):
        return LeftOutReason.SPECIAL
    suffix = Path(entry.name).suffix.lower()
    if suffix in _COMPANIONS:
        return LeftOutReason.COMPANION
    try:
        if suffix not in _TAKEN and not _begins_like_a_document(entry.path):
            return LeftOutReason.FOREIGN
        if newest is not None:
            age = newest - entry.stat(follow_symlinks=False).st_mtime
            # What lies far in the future was written before the clock was put back.
            if -_FAR_AHEAD_S < age < 0:
                return LeftOutReason.STILL_CHANGING
    except OSError:
        return LeftOutReason.NO_ACCESS
    return None


def _begins_like_a_document(path: str) -> bool:
    """Tell whether a file with a strange or no extension is a PDF or an image all the same."""
    with open_plain(Path(path)) as stream:
        head = stream.read(_HEAD_BYTES)
    return head.startswith(_SIGNATURES) or b"%PDF-" in head
