"""The commands that ask the archive: `query`, `search`, `export`.

Each takes a session and plain values and returns an exit code. Results go to standard output;
what is said about them goes to standard error.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import TextIO

from pipeline.cli.session import Session
from pipeline.cli.session import Stop
from pipeline.cli.terminal import clean
from pipeline.cli.terminal import console
from pipeline.cli.terminal import escaped
from pipeline.cli.terminal import make_table

if TYPE_CHECKING:
    from pipeline.archive import QueryResult
    from pipeline.archive import SearchHit

__all__ = ["QUERY_FORMATS", "export", "print_csv", "print_json", "query", "search"]

QUERY_FORMATS = ("table", "csv", "json")
# A table is for eyes: more rows than these are asked for with --limit.
_TABLE_LIMIT = 1_000


def query(session: Session, sql: str, *, format_: str, limit: int | None, timeout_s: float) -> int:
    """Run one read-only statement and print what it finds."""
    if format_ not in QUERY_FORMATS:
        raise Stop("error.format", name=format_, known=", ".join(QUERY_FORMATS))
    if limit is None and format_ == "table":
        limit = _TABLE_LIMIT
    with session.archive() as archive:
        result = archive.query(sql, max_rows=limit, timeout_s=timeout_s)
    if format_ == "csv":
        print_csv(result, sys.stdout)
    elif format_ == "json":
        print_json(result, sys.stdout)
    else:
        console(sys.stdout).print(make_table(result.columns, result.rows, one_line=True))
        session.note(session.say("rows", count=len(result.rows)))
    if result.truncated:
        session.note(session.say("more-rows", limit=limit))
    return 0


def print_csv(result: QueryResult, output: TextIO) -> None:
    """Write the rows as CSV; cells that a spreadsheet could run get an apostrophe; JSON gives them as they are."""
    from pipeline.archive.cell_safety import defused

    def cell(value: object) -> object:
        safe = defused(_plain(value))
        # A file gets what is stored, a terminal nothing that it would obey.
        return clean(safe) if seen and isinstance(safe, str) else safe

    writer, seen = csv.writer(output, lineterminator="\n"), output.isatty()
    for row in (result.columns, *result.rows):
        writer.writerow([cell(value) for value in row])


def print_json(result: QueryResult, output: TextIO) -> None:
    """Write the rows as one JSON list of objects."""
    names = _distinct(result.columns)
    lines = [
        escaped(json.dumps(dict(zip(names, map(_plain, row), strict=True)), ensure_ascii=False))
        for row in result.rows
    ]
    output.write("[" + ",\n ".join(lines) + "]\n")


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return float(value) if isinstance(value, Decimal) else value


def _distinct(columns: Sequence[str]) -> list[str]:
    """Two columns of one name («SELECT a.id, b.id») must both be there: the second is ``id_2``."""
    names: list[str] = []
    for column in columns:
        name, count = column, 1
        while name in names:
            count += 1
            name = f"{column}_{count}"
        names.append(name)
    return names


def search(session: Session, words: Sequence[str], *, limit: int, as_json: bool) -> int:
    """Print the documents that hold all words, best first."""
    with session.archive() as archive:
        hits = archive.search(" ".join(words), limit=limit)
        place = archive.place
    if as_json:
        for hit in hits:
            line = {name: _plain(value) for name, value in asdict(hit).items()}
            sys.stdout.write(escaped(json.dumps(line, ensure_ascii=False)) + "\n")
    elif hits:
        _print_hits(session, hits)
    if not hits:
        session.note(f"{session.say('no-hits')} {session.say('no-hits.next', place=place)}")
    return 0


def _print_hits(session: Session, hits: Sequence[SearchHit]) -> None:
    names = ["reference_number", "issued_on", "document_type", "issuing_body", "subject"]
    names += ["page", "sentence"]
    if any(hit.access for hit in hits):
        names.append("access")
    headings = [session.say(f"head.{name}") for name in names]
    rows = [[getattr(hit, name) for name in names] for hit in hits]
    console(sys.stdout).print(make_table(headings, rows))


def export(session: Session, *, format_: str, out: str) -> int:
    """Write everything in the archive to a file or folder."""
    with session.archive():
        pass  # an archive that is not there is named, never made
    # Writing, because the audit log notes every export.
    with session.archive(read_only=False) as archive:
        from pipeline import archive as room

        done = room.export(archive, format_, out, lang=session.lang)
    session.note(session.say("exported", count=done.documents, place=done.path))
    return 0
