"""What an export may write over: nothing but an earlier export of its own kind.

In: the archive's place, the format's suffix and the path that was asked for. Out: nothing, or
`ExportRefusedError` before a single byte is written. A typing mistake after ``--out`` must not
cost an archive, an original document or somebody's folder, so whatever is not known to be an
export is refused: links, devices, pipes, files of another kind, folders with anything else in
them.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from pipeline.archive import schema
from pipeline.archive.connection import place_of
from pipeline.archive.errors import ExportRefusedError

__all__ = ["FILE_NAMES", "GRAPH_TABLES", "check_file_target", "check_folder_target"]

# What a single-file format is called in a folder.
FILE_NAMES = {
    "jsonl": "records.jsonl",
    "xlsx": "register.xlsx",
    "graphml": "citations.graphml",
}
# The graph of citations as two tables, beside those of the archive.
GRAPH_TABLES = ("citation_nodes", "citation_edges")
_FOLDER_FORMATS = ("csv", "parquet")
_TABLES = ("documents", "ledger", *GRAPH_TABLES, *(table.name for table in schema.CHILD_TABLES))
_EXPORT_NAMES = frozenset(
    [*FILE_NAMES.values(), *(f"{table}.{form}" for table in _TABLES for form in _FOLDER_FORMATS)]
)
# SQLite keeps these beside the database.
_COMPANIONS = ("", "-wal", "-shm", "-journal")


def check_file_target(target: Path, format_: str, archive_place: str) -> None:
    """Refuse a file that is there and is no earlier export of `format_`.

    Args:
        target: The file to be written.
        format_: ``jsonl``, ``xlsx`` or ``graphml``; also the suffix of an earlier export.
        archive_place: Path or URL of the archive, without a password.

    Raises:
        ExportRefusedError: If `target` belongs to the archive, is no regular file, or is a file
            of another kind.
        OSError: If the place cannot be looked at.
    """
    if _of_archive(target, archive_place):
        raise ExportRefusedError(str(target), "archive")
    mode = _mode(target)
    if mode is None:
        return
    if not stat.S_ISREG(mode):
        raise ExportRefusedError(str(target), "special")
    if target.suffix.lower() != f".{format_}":
        raise ExportRefusedError(str(target), "other-file", suffix=f".{format_}")


def check_folder_target(target: Path, archive_place: str) -> None:
    """Refuse anything that is there but an empty folder or one that holds exports alone.

    Args:
        target: The folder to be written.
        archive_place: Path or URL of the archive, without a password.

    Raises:
        ExportRefusedError: If `target` belongs to the archive, is no folder, or holds anything
            that an export does not write.
        OSError: If the place cannot be looked at.
    """
    if _of_archive(target, archive_place):
        raise ExportRefusedError(str(target), "archive")
    if _mode(target) is None:
        return
    if not target.is_dir():
        raise ExportRefusedError(str(target), "no-folder")
    if not all(_is_exported(entry, archive_place) for entry in target.iterdir()):
        raise ExportRefusedError(str(target), "other-folder")


def _is_exported(entry: Path, archive_place: str) -> bool:
    mode = _mode(entry)
    regular = mode is not None and stat.S_ISREG(mode)
    return regular and entry.name in _EXPORT_NAMES and not _of_archive(entry, archive_place)


def _mode(path: Path) -> int | None:
    """Return the mode of `path` itself, never of what a link points to; None if nothing is there."""
    try:
        return path.lstat().st_mode
    except FileNotFoundError:
        return None


def _of_archive(path: Path, archive_place: str) -> bool:
    """Tell whether `path` is the archive or beside it what SQLite keeps, there already or not."""
    return any(
        path.resolve() == owned.resolve()
        or (path.exists() and owned.exists() and path.samefile(owned))
        for owned in _archive_files(archive_place)
    )


def _archive_files(archive_place: str) -> Iterator[Path]:
    file = place_of(archive_place).file
    if file is None:
        return
    for base in {file, file.resolve()}:
        for ending in _COMPANIONS:
            yield base.with_name(base.name + ending)
