"""Hold the archive against the original papers: their bytes' hashes, and a sample read once more.

In: an archive and the folder where the originals lie. Out: one `Checked` per document of the
archive. Every original is hashed; of those whose bytes are still the same a sample is read again
in worker processes, and its record must equal the stored one byte for byte. The sample goes by hash,
so that the same archive gives the same sample. Documents that other rules read cannot be compared
and say so. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy import select

from models.record import Record
from models.settings import Settings
from pipeline.archive import Archive
from pipeline.archive.schema import documents
from pipeline.archive.schema import ledger
from pipeline.archive.storable import storable
from pipeline.batch.plan import PlannedFile
from pipeline.batch.plan import plan
from pipeline.batch.version import ReadingVersion
from pipeline.batch.version import current_version
from pipeline.workers.messages import Lost
from pipeline.workers.pool import READER
from pipeline.workers.pool import WorkerPool

__all__ = ["Check", "Checked", "verify"]

_ROWS_AT_ONCE = 100


class Check(StrEnum):
    """What came of holding one document against its original."""

    SAME_BYTES = "same-bytes"
    SAME_RECORD = "same-record"
    OTHER_RULES = "other-rules"
    NOT_FOUND = "not-found"
    BYTES_CHANGED = "bytes-changed"
    RECORD_DIFFERS = "record-differs"
    NOT_READ = "not-read"
    SPOILED = "spoiled"

    @property
    def is_good(self) -> bool:
        """Whether nobody has to look at it."""
        return self in _GOOD


_GOOD = {Check.SAME_BYTES, Check.SAME_RECORD, Check.OTHER_RULES, Check.NOT_FOUND}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One document of the archive and what was found."""

    source_name: str
    sha256: str
    check: Check


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stored:
    sha256: str
    source_name: str
    is_sound: bool


def verify(
    archive: Archive,
    folder: Path,
    settings: Settings,
    *,
    sample: int = 10,
    version: ReadingVersion | None = None,
    reader: str = READER,
) -> tuple[Checked, ...]:
    """Return a finding for every document of the archive, by name and hash.

    Args:
        archive: An open archive.
        folder: Where the originals lie, with its sub-folders.
        settings: Limits and number of workers.
        sample: How many originals to read again; 0 for none.
        version: What reads; the installed rules when None.
        reader: Module that reads, see `pipeline.workers.worker.Reader`.

    Raises:
        InboxError: If the folder cannot be looked through.
        WorkerStartError: If no worker can be started.
    """
    version = version or current_version(settings)
    todo = plan(folder)
    files = [file for file in (*todo.new, *todo.duplicates) if file.sha256 is not None]
    by_hash = {file.sha256: file for file in reversed(files)}
    names = {file.name for file in files}
    with archive.reading() as connection:
        stored = list(_stored(connection))
        found = {one.sha256: _by_bytes(one, by_hash, names) for one in stored}
        there = [key for key, check in found.items() if check is Check.SAME_BYTES][:sample]
        if there:
            with WorkerPool(settings, reader=reader) as pool:
                for key in there:
                    found[key] = _read_again(connection, by_hash[key], pool, version)
    checked = [
        Checked(source_name=one.source_name, sha256=one.sha256, check=found[one.sha256])
        for one in stored
    ]
    return tuple(sorted(checked, key=lambda one: (one.source_name, one.sha256)))


def _stored(connection: Connection) -> Iterator[_Stored]:
    """Yield all documents by hash, which is as good as by chance and always the same."""
    table = documents.c
    statement = select(table.sha256, table.source_name, table.record_json).order_by(table.sha256)
    for row in connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(statement):
        is_sound = _is_sound(row.record_json, row.sha256)
        yield _Stored(sha256=row.sha256, source_name=row.source_name, is_sound=is_sound)


def _is_sound(line: str, sha256: str) -> bool:
    """Tell whether a stored record is whole and speaks of the bytes under which it lies."""
    try:
        record = Record.model_validate_json(line)
    except ValueError:
        return False
    return record.source.sha256 == sha256


def _by_bytes(
    one: _Stored, by_hash: Mapping[str | None, PlannedFile], names: Collection[str]
) -> Check:
    if not one.is_sound:
        return Check.SPOILED
    if one.sha256 in by_hash:
        return Check.SAME_BYTES
    return Check.BYTES_CHANGED if one.source_name in names else Check.NOT_FOUND


def _read_again(
    connection: Connection, file: PlannedFile, pool: WorkerPool, version: ReadingVersion
) -> Check:
    table = documents.c
    line, rules = connection.execute(
        select(table.record_json, table.rules_version).where(table.sha256 == file.sha256)
    ).one()
    options = connection.scalars(
        select(ledger.c.options_hash).where(
            ledger.c.sha256 == file.sha256, ledger.c.rules_version == rules
        )
    )
    if rules != version.rules_version or version.options_hash not in set(options):
        return Check.OTHER_RULES
    answer = pool.read(file.path)
    if isinstance(answer, Lost) or answer.record is None:
        return Check.NOT_READ
    # The file may have another name by now; the name stands in the record, the bytes are the same.
    name = Record.model_validate_json(line).source.file
    source = answer.record.source.model_copy(update={"file": name, "sha256": file.sha256})
    again = storable(answer.record.model_copy(update={"source": source}).to_json())
    return Check.SAME_RECORD if again == line else Check.RECORD_DIFFERS
