"""Everything in the archive, in a form that others can read.

``jsonl``    one file, one record a line, exactly as `vanthu extract --json` prints it
``csv``      a folder, one file per table, UTF-8 with a byte order mark (Excel opens it as such)
``parquet``  a folder, one file per table, with the folded columns for search
``xlsx``     one workbook: a register of incoming papers, tasks, doubts, then one sheet per table
``graphml``  one file, the graph of citations: who cites what

The order depends on content alone, the same papers give the same bytes, circulation marks travel
with every row (`access`), and a result appears whole or not at all. Nothing is written over but an
earlier export.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.archive.archive import Archive
from pipeline.archive.atomic_write import new_file
from pipeline.archive.atomic_write import new_folder
from pipeline.archive.audit import note_of_export
from pipeline.archive.errors import ExportTargetError
from pipeline.archive.errors import UnknownFormatError
from pipeline.archive.export_target import FILE_NAMES
from pipeline.archive.export_target import check_file_target
from pipeline.archive.export_target import check_folder_target
from pipeline.archive.workbook_words import Language

__all__ = ["FORMATS", "Exported", "export"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export wrote: the file or folder, and how many documents are in it."""

    path: Path
    documents: int


def _write_jsonl(archive: Archive, path: Path, _: Language) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for line in archive.record_lines():
            out.write(line + "\n")


def _write_csv(archive: Archive, folder: Path, _: Language) -> None:
    from pipeline.archive.cell_safety import defused
    from pipeline.archive.frames import export_tables

    with archive.reading() as connection:
        for table in export_tables(connection, search_columns=False):
            table.frame.map(defused).to_csv(
                folder / f"{table.name}.csv", index=False, encoding="utf-8-sig", lineterminator="\n"
            )


def _write_parquet(archive: Archive, folder: Path, _: Language) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    from pipeline.archive.frames import export_tables

    types = {
        str: pa.string(),
        int: pa.int64(),
        float: pa.float64(),
        bool: pa.bool_(),
        date: pa.date32(),
    }
    with archive.reading() as connection:
        for table in export_tables(connection, search_columns=True):
            pairs = zip(table.frame.columns, table.kinds, strict=True)
            fields = pa.schema([pa.field(name, types[kind]) for name, kind in pairs])
            content = pa.Table.from_pandas(table.frame, schema=fields, preserve_index=False)
            # The frame's own metadata names library versions; the content does not need it.
            parquet.write_table(
                content.replace_schema_metadata(None),
                folder / f"{table.name}.parquet",
                compression="zstd",
            )


def _write_xlsx(archive: Archive, path: Path, lang: Language) -> None:
    from pipeline.archive.frames import export_tables
    from pipeline.archive.spreadsheet import write_workbook
    from pipeline.archive.workbook_register import front_sheets

    with archive.reading() as connection:
        front = front_sheets(connection, lang)
        write_workbook(export_tables(connection, search_columns=False), path, front=front)


def _write_graphml(archive: Archive, path: Path, _: Language) -> None:
    from pipeline.archive.graph import write_graphml

    write_graphml(archive, path)


_WRITERS: dict[str, Callable[[Archive, Path, Language], None]] = {
    "jsonl": _write_jsonl,
    "csv": _write_csv,
    "parquet": _write_parquet,
    "xlsx": _write_xlsx,
    "graphml": _write_graphml,
}
FORMATS: tuple[str, ...] = tuple(_WRITERS)


def export(
    archive: Archive, format_: str, out: str | os.PathLike[str], *, lang: Language = "vi"
) -> Exported:
    """Write everything in the archive to `out`.

    Args:
        archive: An open archive.
        format_: One of `FORMATS`.
        out: A file for ``jsonl``, ``xlsx``, ``graphml`` (into an existing folder goes
            ``records.jsonl``, ``register.xlsx``, ``citations.graphml``), a folder for ``csv`` and ``parquet``. What is there already must be
            an earlier export: a file with the format's suffix, a folder of exported files.
        lang: Language of the register in front of a workbook; nothing else depends on it.

    Raises:
        UnknownFormatError: If there is no such format.
        ExportRefusedError: If `out` is there and is no earlier export.
        ExportTargetError: If `out` cannot be written.
        ArchiveUnusableError: If the archive, whose audit log notes the export, cannot be written.
    """
    writer = _WRITERS.get(format_)
    if writer is None:
        raise UnknownFormatError(format_, FORMATS)
    target = Path(out)
    file_name = FILE_NAMES.get(format_)
    opener = new_folder if file_name is None else new_file
    try:
        if file_name is None:
            check_folder_target(target, archive.place)
        else:
            target = target / file_name if target.is_dir() else target
            check_file_target(target, format_, archive.place)
        with opener(target) as place:
            writer(archive, place, lang)
            # Noted before it appears: there is no export that the log does not know.
            documents = archive.count("documents")
            archive.note(note_of_export(format_, str(target.absolute()), documents))
    except OSError as error:
        raise ExportTargetError(str(target), error.strerror or "cannot be written") from error
    return Exported(path=target, documents=documents)
