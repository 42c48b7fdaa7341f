"""How the archive bears many documents: time of storing, size, and time of the everyday questions.

    python -m benchmarks.archive_size [--documents 100000] [--archive FILE]

The documents are made: the records of samples/ in turn, each with a hash, a file name, a number, a
day of its own, and every second sentence drawn from all samples. Every question is asked five times; the figures are medians of CPU milliseconds, which
other work on the machine does not change.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import tempfile
import time
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from statistics import median

from models.record import Record
from models.settings import Settings
from pipeline.archive import Archive
from pipeline.archive import LedgerEntry
from pipeline.batch.version import current_version
from pipeline.process import Processed
from pipeline.process import process

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
_TIMES = 5
_FIRST_DAY = date(2016, 1, 1)
_QUESTIONS = (
    ("open tasks due in a month", "SELECT * FROM open_tasks WHERE deadline_date LIKE '2026-03%'"),
    ("tasks per body, the ten busiest", "SELECT name, COUNT(*) FROM duties GROUP BY name ORDER BY 2 DESC LIMIT 10"),
    ("papers a year", "SELECT SUBSTR(issued_on, 1, 4), COUNT(*) FROM documents GROUP BY 1"),
    ("one day's papers", "SELECT reference_number FROM documents WHERE issued_on = '2024-05-06'"),
)  # fmt: skip


def made_documents(count: int, *, seed: int = 7) -> Iterator[Processed]:
    """Yield `count` documents, the samples' records with marks of their own."""
    chance = random.Random(seed)  # noqa: S311 - a benchmark's variety
    settings = Settings()
    read = (process(path, settings) for path in sorted(SAMPLES.glob("0[1-7]*.pdf")))
    templates = [one for one in read if one.record.reference_number and one.record.issued_on]
    texts = [sentence.text for one in templates for sentence in one.sentences]
    for number in range(count):
        one = templates[number % len(templates)]
        yield Processed(
            record=_changed(one.record, number, chance),
            sentences=tuple(
                replace(sentence, text=chance.choice(texts)) if n % 2 else sentence
                for n, sentence in enumerate(one.sentences)
            ),
        )


def _changed(record: Record, number: int, chance: random.Random) -> Record:
    reference, issued = record.reference_number, record.issued_on
    assert reference is not None and issued is not None  # noqa: PT018 - the templates have both
    day = _FIRST_DAY + timedelta(days=chance.randrange(3_700))
    own = str(number)
    source = record.source.model_copy(
        update={
            "file": f"{number:06d}-{record.source.file}",
            "sha256": hashlib.sha256(own.encode()).hexdigest(),
        }
    )
    return record.model_copy(
        update={
            "source": source,
            "reference_number": reference.model_copy(
                update={"value": f"{own}-{reference.symbol}", "number": own}
            ),
            "issued_on": issued.model_copy(update={"value": day.isoformat()}),
        }
    )


def entry_of(record: Record) -> LedgerEntry:
    """Return the ledger's entry of a made document, as a run would write it."""
    version = current_version(Settings())
    return LedgerEntry(
        sha256=record.source.sha256,
        source_name=record.source.file,
        outcome_code=record.outcome.code,
        outcome_category=record.outcome.category,
        message=record.outcome.message,
        pages=record.source.pages,
        seconds=0.1,
        peak_mb=300.0,
        rules_version=version.rules_version,
        options_hash=version.options_hash,
        seen_at=datetime.now(UTC),
    )


def _fill(archive: Archive, count: int) -> None:
    step = max(1, count // 5)
    begin, mark = time.perf_counter(), time.process_time()
    for number, one in enumerate(made_documents(count), start=1):
        archive.store(one.record, entry_of(one.record), one.sentences)
        if number % step == 0:
            now = time.process_time()
            each = 1000 * (now - mark) / step
            print(f"  {number:7d} documents: {each:6.2f} ms CPU each", flush=True)
            mark = now
    print(f"stored {count} documents in {time.perf_counter() - begin:.0f} s")


def _ask(name: str, question: Callable[[], object]) -> None:
    times: list[float] = []
    for _ in range(_TIMES):
        begin = time.process_time()
        question()
        times.append(time.process_time() - begin)
    print(f"  {name:34s} {1000 * median(times):9.1f} ms")


def _ask_all(archive: Archive, count: int) -> None:
    version = current_version(Settings())
    some = next(made_documents(1)).record
    symbol = some.reference_number.symbol if some.reference_number else ""
    _ask("known or not, one hash", lambda: archive.known(some.source.sha256 or "", rules_version=version.rules_version, options_hash=version.options_hash))  # fmt: skip
    _ask("all known files", lambda: archive.seen_files(version.rules_version, version.options_hash))
    _ask("a paper by its number", lambda: archive.find(f"{count // 7 * 7}-{symbol}"))
    _ask("search, two rare words", lambda: archive.search("kiểm kê tài liệu", limit=20))
    _ask("search, common words", lambda: archive.search("ủy ban nhân dân", limit=20))
    for name, sql in _QUESTIONS:
        _ask(name, lambda sql=sql: archive.query(sql, max_rows=1000))  # type: ignore[misc]


def main() -> None:
    """Fill an archive and ask it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument(
        "--archive", type=Path, help="kept afterwards; a temporary one when left out"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = options.archive or Path(folder) / "archive.sqlite3"
        with Archive.open(place) as archive:
            _fill(archive, options.documents)
            print(f"size {place.stat().st_size / 1e6:.0f} MB; tasks {archive.count('tasks')}")
            _ask_all(archive, options.documents)


if __name__ == "__main__":
    main()
