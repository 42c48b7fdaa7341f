"""The records of a run: an exported JSONL file, a folder of them, or an archive.

In: a path or a database URL. Out: the records in the order in which the run holds them. A place
that is none of the three, or a line that is no record, is an error that names the place and the
line, never a run with fewer documents.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from models.record import Record
from pipeline.archive import Archive

__all__ = ["NoRunError", "load_run"]

_SQLITE_MAGIC = b"SQLite format 3\x00"
_MOST_LINE_CHARACTERS = 100_000_000


class NoRunError(ValueError):
    """There is no run at this place; `line` is the 1-based line that is no record, 0 for none."""

    def __init__(self, place: str, line: int = 0) -> None:
        super().__init__(place)
        self.place = place
        self.line = line


def load_run(place: str) -> list[Record]:
    """Return the records of the run at `place`.

    Args:
        place: A JSONL file, a folder with ``*.jsonl`` files (read in the order of their names), an
            archive's SQLite file, or a database URL.

    Raises:
        NoRunError: If there is none of these, or a line is no record.
        pipeline.archive.ArchiveUnusableError: If the archive cannot be read.
    """
    path = Path(place)
    if "://" in place or _is_sqlite(path):
        with Archive.open(place, read_only=True) as archive:
            return list(_parsed(archive.record_lines(), place))
    if path.is_dir():
        files = sorted(f for f in path.glob("*.jsonl") if f.is_file())
        if not files:
            raise NoRunError(place)
        return [record for file in files for record in _read_file(file)]
    if not path.is_file():
        raise NoRunError(place)
    return list(_read_file(path))


def _is_sqlite(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(len(_SQLITE_MAGIC)) == _SQLITE_MAGIC


def _read_file(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8", errors="replace", newline="\n") as stream:
        yield from _parsed(iter(lambda: stream.readline(_MOST_LINE_CHARACTERS), ""), str(path))


def _parsed(lines: Iterator[str], place: str) -> Iterator[Record]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield Record.model_validate_json(line)
        except ValidationError:
            # Without the cause: it would quote the document.
            raise NoRunError(place, number) from None
