"""Plan a run: which files of a folder are new, which are known, which are copies of another.

In: a folder and what the ledger has seen under the rules and options of today. Out: a `Plan` that
depends on content alone: files in the order of their paths, each in exactly one list.

Identity is the hash of the bytes. The same bytes under the same name are known and skipped; under
another name they are a duplicate, noted in the ledger without being read again.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive.connection import place_of
from pipeline.archive.ledger import SeenFile
from pipeline.archive.storable import storable_name
from pipeline.batch.inbox import InboxError
from pipeline.batch.inbox import InboxProblem
from pipeline.batch.inbox import LeftOut
from pipeline.batch.inbox import check_folder
from pipeline.batch.inbox import look_through
from pipeline.batch.inbox import open_plain

__all__ = ["Batch", "Plan", "PlannedFile", "check_inbox", "plan"]

# What is larger is no document, whatever the limits say: a file of holes may state a thousand times
# the size of the disk, and hashing it would take days. It is refused anew by every run.
_MOST_HASHED = 8_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFile:
    """A file and the hash of its bytes.

    Attributes:
        path: Where it is.
        sha256: Hash when the plan was made; None when the file could not be read or is too
            large for any document.
    """

    path: Path
    sha256: str | None

    @property
    def name(self) -> str:
        """Its name without folders, as the ledger keeps it."""
        return storable_name(self.path.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Files that one task reads.

    Attributes:
        number: Its place in the plan, from 1.
        files: Never empty.
    """

    number: int
    files: tuple[PlannedFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run will do. Every list is sorted by path.

    Attributes:
        folder: The inbox.
        new: To be read.
        duplicates: Same bytes as a known or new file of another name; noted, not read.
        known: Same bytes and name as in the ledger; nothing is done.
        left_out: Everything else in the folder, with a reason.
    """

    folder: Path
    new: tuple[PlannedFile, ...]
    duplicates: tuple[PlannedFile, ...]
    known: tuple[PlannedFile, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read and nothing to note."""
        return not self.new and not self.duplicates

    def batches(self, size: int) -> tuple[Batch, ...]:
        """Return the new files in batches of at most `size`, in order.

        Raises:
            ValueError: If `size` is below 1.
        """
        if size < 1:
            raise ValueError("a batch holds at least one file")
        return tuple(
            Batch(number=number, files=self.new[start : start + size])
            for number, start in enumerate(range(0, len(self.new), size), 1)
        )


def check_inbox(folder: Path, archive: str) -> None:
    """Refuse an archive that lies inside the inbox, and a folder that cannot be one.

    Raises:
        InboxError: With the reason.
        ArchiveUnusableError: If `archive` looks like a URL and is none.
    """
    file = place_of(archive).file
    if file is not None and file.resolve().is_relative_to(folder.resolve()):
        raise InboxError(InboxProblem.ARCHIVE_INSIDE, file)
    check_folder(folder)


def plan(
    folder: Path,
    *,
    seen: Collection[SeenFile] = frozenset(),
    settle_s: float = 0.0,
    now: float | None = None,
) -> Plan:
    """Return what a run over `folder` will do; reads every file once, to hash it.

    Args:
        folder: The inbox, with its sub-folders.
        seen: What the ledger knows under today's rules and options.
        settle_s: Files changed less than so many seconds ago wait for the next run.
        now: Time now in seconds since 1970; the clock's when None.

    Raises:
        InboxError: If the folder cannot be an inbox.
    """
    moment = time.time() if now is None else now
    paths, left_out = look_through(folder, now=moment, settle_s=settle_s)
    files = [PlannedFile(path=path, sha256=_hash_of(path)) for path in paths]
    return _sorted_out(folder, files, frozenset(seen), left_out)


def _hash_of(path: Path) -> str | None:
    try:
        with open_plain(path) as stream:
            if os.fstat(stream.fileno()).st_size > _MOST_HASHED:
                return None
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _sorted_out(
    folder: Path,
    files: list[PlannedFile],
    seen: frozenset[SeenFile],
    left_out: tuple[LeftOut, ...],
) -> Plan:
    taken = set(seen)
    hashes = {one.sha256 for one in seen}
    new: list[PlannedFile] = []
    duplicates: list[PlannedFile] = []
    known: list[PlannedFile] = []
    for file in files:
        if file.sha256 is None:
            new.append(file)
            continue
        mark = SeenFile(sha256=file.sha256, source_name=file.name)
        (known if mark in taken else duplicates if file.sha256 in hashes else new).append(file)
        taken.add(mark)
        hashes.add(file.sha256)
    return Plan(
        folder=folder,
        new=tuple(new),
        duplicates=tuple(duplicates),
        known=tuple(known),
        left_out=left_out,
    )
