"""How many names of bodies the authority file knows, by the role in which they stand.

    python -m benchmarks.body_links FOLDER [FOLDER …] [--names]

Reads every document of the folders and counts the names in its letterhead, lists, tasks, citations and appendices: groups and
people («các sở, ban, ngành», «đồng chí …»), which name no single body; names that are linked; names that stay as written.
The share is that of the linked among the names of single bodies. `--names` lists every link for reading (whether a link is right
only a reader can tell), then the names that stay as written.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from collections.abc import Sequence
from pathlib import Path

from models.record import Record
from models.settings import Settings
from pipeline.archive.body_rows import body_rows
from pipeline.process import process_file

__all__ = ["counts_of", "main", "sort_of", "table_of"]

_SUFFIXES = {".pdf", ".docx", ".txt", ".png", ".jpg", ".tif"}


def counts_of(record: Record) -> Counter[tuple[str, str]]:
    """Return how many names of `record` stand in each (role, sort); see `sort_of`."""
    return Counter(
        (str(row["role"]), sort_of(row["body_id"], row["rule"])) for row in body_rows(record)
    )


def sort_of(body_id: object, rule: object) -> str:
    """Return ``linked``, ``group`` (groups and people) or ``as written``."""
    if body_id is not None:
        return "linked"
    return "as written" if rule is None else "group"


def table_of(counts: Counter[tuple[str, str]]) -> list[str]:
    """Return the lines of a Markdown table: one role a line, then all roles."""
    lines = ["| role | names | groups and people | linked | as written | share linked |"]
    lines.append("| --- | ---: | ---: | ---: | ---: | ---: |")
    roles = list(dict.fromkeys(role for role, _ in counts))
    for role in [*roles, "all"]:
        of = {
            sort: sum(n for (r, s), n in counts.items() if s == sort and role in (r, "all"))
            for sort in ("group", "linked", "as written")
        }
        single = of["linked"] + of["as written"]
        share = f"{of['linked'] / single:.2f}" if single else "-"
        cells = [role, sum(of.values()), of["group"], of["linked"], of["as written"], share]
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, and with `--names` what was linked to what."""
    parser = argparse.ArgumentParser(prog="body_links")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--names", action="store_true")
    options = parser.parse_args(arguments)
    counts: Counter[tuple[str, str]] = Counter()
    names: Counter[tuple[str, str]] = Counter()
    for path in _documents(options.folders):
        record = process_file(path, Settings())
        counts += counts_of(record)
        for row in body_rows(record):
            if sort_of(row["body_id"], row["rule"]) != "group":
                names[str(row["name"]), str(row["body_name"] or "")] += 1
    print("\n".join(table_of(counts)))
    if options.names:
        for (name, official), count in sorted(
            names.items(), key=lambda item: (not item[0][1], item)
        ):
            print(f"{count}\t{name}\t{official}")
    return 0


def _documents(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in sorted(folder.iterdir()) if path.suffix in _SUFFIXES)


if __name__ == "__main__":
    raise SystemExit(main())
