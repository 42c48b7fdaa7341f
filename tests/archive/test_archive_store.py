"""Storing: all or nothing, never two copies, every file in the ledger once."""

from __future__ import annotations

import sqlite3
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from models.outcome import Category
from models.outcome import OutcomeCode
from models.outcome import outcome
from models.record import Part
from models.record import PartRelation
from models.sentence import SentenceRow
from pipeline.archive import Archive
from pipeline.archive import ArchiveMissingError
from pipeline.archive import ArchiveUnusableError
from pipeline.archive import ArchiveVersionError
from pipeline.archive.ledger import lost_again
from pipeline.archive.ledger import lost_hashes
from pipeline.archive.schema import CHILD_TABLES
from pipeline.archive.schema import METADATA

# One document repeats nothing; `test_duplicates` fills that table.
ROW_TABLES = (
    "documents",
    "document_texts",
    *(table.name for table in CHILD_TABLES if table.name != "duplicates"),
)
# What the archive keeps for itself.
BOOKKEEPING = {"archive_info", "audit", "ledger_phases", "retries"}


def counts(archive: Archive) -> dict[str, int]:
    return {name: archive.count(name) for name in METADATA.tables if name not in BOOKKEEPING}


def test_all_tables_are_filled(archive, make_record, make_entry, some_sentences) -> None:
    record = make_record()
    archive.store(record, make_entry(record), some_sentences)
    assert counts(archive) == {
        "ledger": 1,
        "documents": 1,
        "document_texts": 1,
        "text_marks": 8,
        "parts": 1,
        "duplicates": 0,
        "recipients": 3,
        "tasks": 2,
        "task_assignees": 1,
        "citations": 1,
        "body_mentions": 3,
        "key_terms": 1,
        "signatures": 1,
        "appendices": 1,
        "appendix_rows": 3,
        "appendix_cells": 9,
        "findings": 1,
        "sentences": 2,
    }


def test_the_record_comes_back_whole(archive, make_record, make_entry) -> None:
    record = make_record()
    archive.store(record, make_entry(record))
    assert archive.find("07-CV/ĐU") == [record]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("07-CV/ĐU", True),
        ("07 - cv/đu", True),
        ("07-CV/DU", True),
        ("a.pdf", True),
        ("7-CV/ĐU", False),
        ("07", False),
        ("%", False),
        ("", False),
    ],
)
def test_find_by_reference_or_name(archive, make_record, make_entry, asked, found) -> None:
    record = make_record()
    archive.store(record, make_entry(record))
    assert bool(archive.find(asked)) is found


def test_a_paper_behind_another_is_found_by_its_own_number(
    archive, make_record, make_entry
) -> None:
    other = make_record(seed="b", number="31").reference_number
    part = Part(first_page=3, last_page=4, relation=PartRelation.SEPARATE, reference_number=other)
    record = make_record().model_copy(update={"parts": [part]})
    archive.store(record, make_entry(record))
    assert archive.find("31 - cv/đu") == [record]
    assert archive.query("SELECT relation, reference_number FROM parts").rows == (
        ("separate", "31-CV/ĐU"),
    )


def test_storing_twice_changes_nothing(archive, make_record, make_entry, some_sentences) -> None:
    record = make_record()
    archive.store(record, make_entry(record), some_sentences)
    before = counts(archive)
    archive.store(record, make_entry(record), some_sentences)
    assert counts(archive) == before


def test_new_rules_replace_the_old_rows(archive, make_record, make_entry, make_task) -> None:
    record = make_record()
    archive.store(record, make_entry(record, rules="r1"))
    changed = make_record(subject="việc khác", tasks=[make_task("1.", "Chỉ một việc.")])
    archive.store(changed, make_entry(changed, rules="r2"))
    assert archive.find("a.pdf") == [changed]
    assert archive.count("tasks") == 1
    assert archive.count("task_assignees") == 0
    assert archive.count("ledger") == 1
    assert archive.query("SELECT rules_version FROM documents").rows == (("r2",),)
    assert archive.search("chuyển đổi") == []


@pytest.mark.parametrize("table", [*ROW_TABLES[1:], "ledger"])
def test_a_crash_between_rows_leaves_nothing(
    archive, make_record, make_entry, some_sentences, table
) -> None:
    record = make_record()

    def crash(connection, cursor, statement, parameters, context, executemany) -> None:
        if statement.startswith(f"INSERT INTO {table} "):
            raise KeyboardInterrupt

    event.listen(archive._engine, "before_cursor_execute", crash)
    with pytest.raises(KeyboardInterrupt):
        archive.store(record, make_entry(record), some_sentences)
    event.remove(archive._engine, "before_cursor_execute", crash)
    assert set(counts(archive).values()) == {0}
    archive.store(record, make_entry(record), some_sentences)
    assert archive.count("documents") == 1


def test_another_connection_with_a_journal_of_its_own_goes_on(
    archive, make_record, make_entry
) -> None:
    """SQLite deletes the journal with the last connection: that is no archive moved away."""
    archive.store(make_record(), make_entry(make_record()))
    journal = archive._place.file.with_name(f"{archive._place.file.name}-wal")
    assert journal.exists()
    archive._engine.dispose()
    assert not journal.exists()
    # The next journal must not get the place on the disk that the deleted one left.
    journal.with_name("between").touch()
    archive.store(make_record(), make_entry(make_record()))
    assert archive.count("documents") == 1


@pytest.mark.parametrize("ending", ["", "-wal"])
@pytest.mark.parametrize("again", [False, True])
def test_an_archive_deleted_in_use_is_written_no_more(
    archive, make_record, make_entry, ending, again
) -> None:
    record = make_record()
    archive.store(record, make_entry(record))
    gone = archive._place.file.with_name(f"{archive._place.file.name}{ending}")
    gone.rename(gone.with_name("moved"))
    if again:
        gone.touch()
    with pytest.raises(ArchiveUnusableError, match="while in use"):
        archive.store(record, make_entry(record))


def test_a_crash_while_replacing_keeps_the_old_document(archive, make_record, make_entry) -> None:
    record = make_record()
    archive.store(record, make_entry(record))

    def crash(connection, cursor, statement, parameters, context, executemany) -> None:
        if statement.startswith("INSERT INTO findings "):
            raise OperationalError(statement, parameters, RuntimeError("disk"))

    event.listen(archive._engine, "before_cursor_execute", crash)
    with pytest.raises(ArchiveUnusableError, match="disk"):
        archive.store(make_record(subject="khác"), make_entry(record, rules="r2"))
    event.remove(archive._engine, "before_cursor_execute", crash)
    assert archive.find("a.pdf") == [record]
    assert archive.search("chuyển đổi số")


def test_same_bytes_under_another_name_are_a_duplicate(archive, make_record, make_entry) -> None:
    record = make_record()
    archive.store(record, make_entry(record))
    copy = make_record(name="copy.pdf")
    kept = archive.store(copy, make_entry(copy))
    assert kept.outcome_code is OutcomeCode.DUPLICATE
    assert archive.count("documents") == 1
    assert archive.query(
        "SELECT source_name, outcome_code FROM ledger ORDER BY source_name"
    ).rows == (("a.pdf", "complete"), ("copy.pdf", "duplicate"))
    assert archive.find("copy.pdf") == []


def test_a_duplicate_told_by_the_caller_needs_no_record(archive, make_record, make_entry) -> None:
    record = make_record()
    archive.store(record, make_entry(record))
    words = outcome(OutcomeCode.DUPLICATE)
    entry = replace(
        make_entry(record, name="b.pdf"),
        outcome_code=words.code,
        outcome_category=words.category,
    )
    archive.store(None, entry)
    assert (archive.count("documents"), archive.count("ledger")) == (1, 2)


def test_new_rules_pass_the_document_on_without_a_second_copy(
    archive, make_record, make_entry
) -> None:
    first, second = make_record(), make_record(name="z.pdf")
    for rules in ("r1", "r2"):
        archive.store(first, make_entry(first, rules=rules))
        archive.store(second, make_entry(second, rules=rules))
    assert (archive.count("documents"), archive.count("ledger")) == (1, 2)


NOT_READ = [
    OutcomeCode.SECRET,
    OutcomeCode.PASSWORD,
    OutcomeCode.DAMAGED,
    OutcomeCode.READER_ERROR,
    OutcomeCode.OUT_OF_TIME,
]


@pytest.mark.parametrize("code", NOT_READ)
def test_what_was_not_read_leaves_only_its_ledger_row(
    archive, make_record, make_entry, code
) -> None:
    refused = make_record(code=code)
    archive.store(refused, make_entry(refused))
    assert {name for name, count in counts(archive).items() if count} == {"ledger"}


@pytest.mark.parametrize("code", NOT_READ)
def test_only_a_secrecy_mark_takes_an_earlier_reading_away(
    archive, archive_file, make_record, make_entry, code
) -> None:
    read = make_record()
    archive.store(read, make_entry(read))
    again = make_record(code=code)
    archive.store(again, make_entry(again, rules="r2"))
    gone = code is OutcomeCode.SECRET
    assert archive.find("07-CV/ĐU") == ([] if gone else [read])
    assert len(archive.search("chuyển đổi")) == (0 if gone else 1)
    assert archive.query("SELECT outcome_code, rules_version FROM ledger").rows == ((code, "r2"),)
    if gone:
        assert {name for name, count in counts(archive).items() if count} == {"ledger"}
        archive.close()
        assert "Lê Văn Đạt".encode() not in archive_file.read_bytes()


def test_the_search_keeps_no_word_of_a_paper_that_was_found_to_be_secret(
    archive, archive_file, make_record, make_entry
) -> None:
    def sentence(word: str) -> list[SentenceRow]:
        return [SentenceRow(n=1, zone="body", page=1, text=f"Giao Văn phòng xem xét {word}.")]

    for number in range(20):
        other = make_record(seed=f"other-{number}", number=f"{number}", subject="Việc khác")
        archive.store(other, make_entry(other), sentence(f"khac{number}"))
    found = make_record(seed="secret", subject="Việc zebraquartz")
    # Read twice: what other rules wrote stays in the index until it is written anew.
    for rules in ("r1", "r2"):
        archive.store(found, make_entry(found, rules=rules), sentence("zebraquartz"))
    marked = make_record(seed="secret", code=OutcomeCode.SECRET)
    archive.store(marked, make_entry(marked, rules="r3"))
    # Also while the archive is open: the journal is emptied at once.
    for file in archive_file.parent.glob(f"{archive_file.name}*"):
        assert b"zebraquartz" not in file.read_bytes(), file.name
    assert len(archive.search("khac7")) == 1


def test_a_missing_file_is_in_the_ledger_once(archive, make_entry, make_record) -> None:
    words = outcome(OutcomeCode.MISSING)
    entry = replace(
        make_entry(make_record()),
        sha256=None,
        outcome_code=words.code,
        outcome_category=words.category,
    )
    archive.store(None, entry)
    archive.store(None, entry)
    assert archive.count("ledger") == 1
    assert archive.known_hashes("r1", "o1") == frozenset()


def test_record_and_entry_must_speak_of_the_same_bytes(archive, make_record, make_entry) -> None:
    with pytest.raises(ValueError, match="different bytes"):
        archive.store(make_record(seed="a"), make_entry(make_record(seed="b")))
    assert archive.count("ledger") == 0


def test_known_under_the_same_rules_and_options_only(archive, make_record, make_entry) -> None:
    record = make_record()
    archive.store(record, make_entry(record))
    sha256 = record.source.sha256
    assert archive.known(sha256, rules_version="r1", options_hash="o1")
    assert not archive.known(sha256, rules_version="r2", options_hash="o1")
    assert not archive.known(sha256, rules_version="r1", options_hash="o2")
    assert not archive.known("0" * 64, rules_version="r1", options_hash="o1")
    (seen,) = archive.seen_files("r1", "o1")
    assert (seen.sha256, seen.source_name) == (sha256, "a.pdf")


@pytest.mark.parametrize(
    ("category", "known"),
    [(c, c is not Category.LOST) for c in Category],
)
def test_lost_files_are_to_be_tried_again(
    archive, make_record, make_entry, category, known
) -> None:
    record = make_record()
    archive.store(record, replace(make_entry(record), outcome_category=category))
    assert bool(archive.known_hashes("r1", "o1")) is known


def test_a_file_lost_again_is_known_and_keeps_its_code(archive, make_record, make_entry) -> None:
    record = make_record()
    words = outcome(OutcomeCode.KILLED)
    lost = replace(make_entry(record), outcome_code=words.code, outcome_category=words.category)
    versions = [("r1", "o1"), ("r2", "o1"), ("r1", "o2")]

    def lost_under() -> list[bool]:
        with archive.reading() as connection:
            return [
                record.source.sha256
                in lost_hashes(connection, rules_version=rules, options_hash=options)
                for rules, options in versions
            ]

    archive.store(None, lost)
    assert lost_under() == [True, False, False]
    archive.store(None, lost_again(lost))
    assert lost_under() == [False, False, False]
    assert [bool(archive.known_hashes(*version)) for version in versions] == [True, False, False]
    assert archive.query("SELECT outcome_code FROM ledger").rows == (("killed",),)


def test_two_items_with_one_label_stay_two_rows(
    archive, make_record, make_entry, make_task
) -> None:
    tasks = [make_task("2.", "Một.", "A"), make_task("2.", "Hai.", "B"), make_task("2.", "Ba.")]
    record = make_record(tasks=tasks)
    archive.store(record, make_entry(record))
    rows = archive.query("SELECT task_id, text FROM tasks ORDER BY position").rows
    assert rows == (("2", "Một."), ("2~2", "Hai."), ("2~3", "Ba."))


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "a\x00b.pdf",
        "d\udce9.pdf",
        "x" * 5000,
        "'; DROP TABLE ledger; --",
        "",
        "dòng\nhai",
    ],
)
def test_hostile_names_are_data(archive, make_record, make_entry, name) -> None:
    record = make_record()
    archive.store(record, make_entry(record, name=name))
    archive.store(record, make_entry(record, name=name))
    ((stored,),) = archive.query("SELECT source_name FROM ledger").rows
    assert len(stored) <= 255
    assert not any(ord(c) < 32 or 0xD800 <= ord(c) < 0xE000 for c in stored)


def test_nul_in_text_is_stored_as_replacement(archive, make_record, make_entry) -> None:
    record = make_record(subject="một\x00hai")
    archive.store(record, make_entry(record))
    assert archive.query("SELECT subject FROM documents").rows == (("một\ufffdhai",),)


def test_a_new_archive_is_for_its_owner_only(archive, archive_file) -> None:
    assert stat.S_IMODE(archive_file.stat().st_mode) == 0o600


def test_sqlite_is_set_up_for_several_processes(archive) -> None:
    with archive.reading() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 30_000}


def test_two_writers_wait_for_each_other(archive, archive_file, make_record, make_entry) -> None:
    with Archive.open(archive_file) as other:
        for number in range(5):
            for place in (archive, other):
                record = make_record(seed=f"{number}{place is other}")
                place.store(record, make_entry(record))
    assert archive.count("documents") == 10


def test_reading_only_never_writes(archive, archive_file, make_record, make_entry) -> None:
    record = make_record()
    archive.store(record, make_entry(record))
    with Archive.open(archive_file, read_only=True) as reader:
        assert reader.find("07-CV/ĐU") == [record]
        with pytest.raises(ArchiveUnusableError):
            reader.store(record, make_entry(record))


def test_reading_a_missing_archive_does_not_create_it(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissingError):
        Archive.open(tmp_path / "none.sqlite3", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_other_files_are_no_archive(tmp_path: Path) -> None:
    text = tmp_path / "text.sqlite3"
    text.write_text("not a database, but longer than a header of one hundred bytes" * 9)
    with pytest.raises(ArchiveUnusableError):
        Archive.open(text)
    with pytest.raises(ArchiveUnusableError):
        Archive.open(tmp_path)
    empty = tmp_path / "other.sqlite3"
    with sqlite3.connect(empty) as connection:
        connection.execute("CREATE TABLE t (x)")
    with pytest.raises(ArchiveUnusableError):
        Archive.open(empty, read_only=True)


def test_an_archive_of_another_version_is_told_apart(archive, archive_file) -> None:
    with sqlite3.connect(archive_file) as connection:
        connection.execute("UPDATE archive_info SET value = '999'")
    with pytest.raises(ArchiveVersionError):
        Archive.open(archive_file)


@pytest.mark.parametrize("url", ["nonsense://x", "://", "sqlite://"])
def test_urls_that_lead_nowhere(url) -> None:
    with pytest.raises(ArchiveUnusableError):
        Archive.open(url)


def test_a_password_in_a_url_is_not_shown() -> None:
    from pipeline.archive.connection import place_of

    place = place_of("postgresql://clerk:secret@localhost/archive")
    assert "secret" not in place.shown
    assert place.url == "postgresql+psycopg://clerk:secret@localhost/archive"


def test_views_answer_who_what_by_when(archive, make_record, make_entry) -> None:
    record = make_record()
    archive.store(record, make_entry(record))
    assert archive.query(
        "SELECT assigned_to, deadline_date, reference_number, page FROM open_tasks"
    ).rows == (("Văn phòng Đảng uỷ", "2025-06-30", "07-CV/ĐU", 2),)
    assert archive.query("SELECT name, role FROM duties").rows == (("Văn phòng Đảng uỷ", "lead"),)
    assert archive.query("SELECT code FROM to_review").rows == (("number-doubtful",),)
    assert archive.query("SELECT * FROM citation_links").rows == ()


def test_an_archive_of_an_earlier_release_gets_the_views_of_this_one(archive_file) -> None:
    Archive.open(archive_file).close()
    with sqlite3.connect(archive_file) as raw:
        raw.execute("DROP VIEW to_review")
        raw.execute("CREATE VIEW to_review AS SELECT 1 AS code")
        raw.execute("UPDATE archive_info SET value = 'earlier' WHERE name = 'views'")
    raw.close()
    with Archive.open(archive_file, read_only=True) as earlier:
        assert earlier.query("SELECT code FROM to_review").rows == ((1,),)
    for _ in range(2):
        with Archive.open(archive_file) as now:
            assert now.query("SELECT code, page FROM to_review").rows == ()
