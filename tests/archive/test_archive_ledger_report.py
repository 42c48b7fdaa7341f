"""What the ledger tells, and what a person asks to be read again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from models.outcome import CATEGORY_OF
from models.outcome import Category
from models.outcome import OutcomeCode
from pipeline.archive import ArchiveUnusableError
from pipeline.archive.archive import Archive
from pipeline.archive.ledger_report import ledger_status
from pipeline.archive.ledger_report import reading_times


@pytest.fixture
def ended(archive, make_record, make_entry):
    """Return a function that stores one file that ended in a given way."""

    def store(seed: str, code: OutcomeCode, name: str | None = None, **changes):
        record = make_record(seed=seed, code=code, name=name)
        entry = replace(make_entry(record), outcome_category=CATEGORY_OF[code], **changes)
        is_read = CATEGORY_OF[code] in {Category.DONE, Category.PARTIAL}
        return archive.store(record if is_read else None, entry)

    return store


def test_an_empty_archive_has_an_empty_status(archive) -> None:
    with archive.reading() as connection:
        status, times = ledger_status(connection), reading_times(connection)
    assert (status.outcomes, status.waiting, status.last_read, status.documents) == (
        (),
        (),
        None,
        0,
    )
    assert (times.files, times.median_s, times.pages_per_second, times.slowest) == (
        0,
        None,
        None,
        (),
    )


def test_status_counts_by_outcome_and_names_what_waits(archive, ended) -> None:
    ended("a", OutcomeCode.COMPLETE)
    ended("b", OutcomeCode.COMPLETE)
    ended("c", OutcomeCode.PASSWORD)
    ended("d", OutcomeCode.KILLED)
    ended("a", OutcomeCode.COMPLETE, name="copy.pdf")
    with archive.reading() as connection:
        status = ledger_status(connection)
    counted = [(one.category, one.code, one.files) for one in status.outcomes]
    assert counted == [
        (Category.DONE, OutcomeCode.COMPLETE, 2),
        (Category.DONE, OutcomeCode.DUPLICATE, 1),
        (Category.REFUSED, OutcomeCode.PASSWORD, 1),
        (Category.LOST, OutcomeCode.KILLED, 1),
    ]
    assert [one.source_name for one in status.waiting] == ["c.pdf", "d.pdf"]
    assert (status.documents, status.documents_with_findings) == (2, 2)
    assert (status.last_read, status.rules_versions) == ("2026-01-02T03:04:05Z", ("r1",))


def test_the_slowest_come_first_with_a_reason(archive, ended) -> None:
    ended("quick", OutcomeCode.COMPLETE, seconds=0.5, pages=4)
    ended("stuck", OutcomeCode.OUT_OF_TIME, seconds=60.0, pages=0, peak_mb=2000.0)
    ended("unmeasured", OutcomeCode.MISSING, seconds=None, peak_mb=None)
    with archive.reading() as connection:
        times = reading_times(connection, most=1)
    assert [(one.source_name, one.reasons) for one in times.slowest] == [
        ("stuck.pdf", ("lost", "memory"))
    ]
    assert (times.files, times.pages, times.seconds, times.peak_mb) == (2, 4, 60.5, 2000.0)
    assert times.pages_per_second == pytest.approx(4 / 60.5)


def test_scanned_pages_are_a_reason(archive, make_record, make_entry) -> None:
    record = make_record()
    source = record.source.model_copy(update={"page_sources": ["text-layer", "text-layer+ocr"]})
    archive.store(record.model_copy(update={"source": source}), make_entry(record))
    with archive.reading() as connection:
        assert reading_times(connection).slowest[0].reasons == ("ocr",)


@pytest.mark.parametrize(
    ("code", "marked"),
    [
        (OutcomeCode.READER_ERROR, True),
        (OutcomeCode.SOME_PAGES_UNREADABLE, True),
        (OutcomeCode.COMPLETE, False),
        (OutcomeCode.PASSWORD, False),
    ],
)
def test_only_what_can_change_is_read_again(archive, ended, code, marked) -> None:
    entry = ended("a", code)
    assert archive.mark_for_retry(asked_by="thu") == int(marked)
    known = archive.known(entry.sha256, rules_version="r1", options_hash="o1")
    assert known is not marked
    assert bool(archive.seen_files("r1", "o1")) is not marked


def test_a_mark_goes_with_the_next_reading(archive, ended) -> None:
    entry = ended("a", OutcomeCode.READER_ERROR)
    for _ in range(2):
        assert archive.mark_for_retry(asked_by="thu") == 1
    assert archive.count("retries") == 1
    ended("a", OutcomeCode.COMPLETE)
    assert archive.count("retries") == 0
    assert archive.known(entry.sha256, rules_version="r1", options_hash="o1")


def test_a_copy_does_not_keep_its_original_from_being_read(archive, ended) -> None:
    ended("a", OutcomeCode.SOME_PAGES_UNREADABLE)
    assert ended("a", OutcomeCode.COMPLETE, name="copy.pdf").outcome_code == "duplicate"
    archive.mark_for_retry(asked_by="thu")
    assert archive.seen_files("r1", "o1") == frozenset()
    # Whichever name is read first keeps the document.
    again = ended("a", OutcomeCode.COMPLETE, name="copy.pdf")
    assert again.outcome_code is OutcomeCode.COMPLETE
    assert [file.source_name for file in archive.seen_files("r1", "o1")] == ["copy.pdf"]


def test_names_and_hashes_choose(archive, ended) -> None:
    first = ended("a", OutcomeCode.READER_ERROR)
    ended("b", OutcomeCode.READER_ERROR)
    ended("c", OutcomeCode.READER_ERROR)
    names = ["b.pdf", first.sha256.upper(), "'; DROP TABLE ledger; --"]
    assert archive.mark_for_retry(names=names, asked_by="thu") == 2
    assert [file.source_name for file in archive.seen_files("r1", "o1")] == ["c.pdf"]


def test_a_read_only_archive_is_not_marked(archive, archive_file, ended) -> None:
    ended("a", OutcomeCode.READER_ERROR)
    with (
        Archive.open(archive_file, read_only=True) as reading,
        pytest.raises(ArchiveUnusableError),
    ):
        reading.mark_for_retry(asked_by="thu")
    with archive.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM retries")) == 0
