"""Why a run would read each file, and the archive held against the originals."""

from __future__ import annotations

import sqlite3

import pytest

from pipeline.archive import Archive
from pipeline.batch import Action
from pipeline.batch import Check
from pipeline.batch import InboxError
from pipeline.batch import ReadingVersion
from pipeline.batch import Reason
from pipeline.batch import ingest
from pipeline.batch import planned_steps
from pipeline.batch import verify

READER = "orders_reader"


def told(folder, settings, version):
    steps = planned_steps(folder, settings, version=version)
    return {step.name: (step.action, step.reason, step.detail) for step in steps}


def test_without_an_archive_everything_is_new_and_none_is_made(
    inbox, settings, version, tmp_path
) -> None:
    folder = inbox(a="one", b="one")
    (folder / "notes.md").write_text("x", "utf-8")
    assert told(folder, settings, version) == {
        "a.txt": (Action.READ, Reason.NEW, None),
        "b.txt": (Action.NOTE, Reason.COPY, "a.txt"),
        "notes.md": (Action.LEAVE, Reason.LEFT_OUT, "companion"),
    }
    assert not (tmp_path / "archive.sqlite3").exists()


def test_a_folder_that_is_none_is_an_error(settings, version, tmp_path) -> None:
    with pytest.raises(InboxError):
        planned_steps(tmp_path / "nowhere", settings, version=version)


@pytest.mark.slow
def test_every_reason_is_told(inbox, settings, version) -> None:
    folder = inbox(a="one", b="raise two", c="die three", d="four", e="five")
    ingest(folder, settings, version=version, reader=READER)
    inbox(d="four, changed", f="six", g="one")
    assert told(folder, settings, version) == {
        "a.txt": (Action.PASS, Reason.KNOWN, None),
        "b.txt": (Action.PASS, Reason.FAILED, None),
        "c.txt": (Action.READ, Reason.LOST_ONCE, None),
        "d.txt": (Action.READ, Reason.CHANGED, None),
        "e.txt": (Action.PASS, Reason.KNOWN, None),
        "f.txt": (Action.READ, Reason.NEW, None),
        "g.txt": (Action.NOTE, Reason.COPY, "a.txt"),
    }
    newer = ReadingVersion(rules_version="rules-2", options_hash=version.options_hash)
    assert told(folder, settings, newer)["a.txt"][1] is Reason.RULES_CHANGED
    other = ReadingVersion(rules_version=version.rules_version, options_hash="options-2")
    assert told(folder, settings, other)["a.txt"][1] is Reason.OPTIONS_CHANGED
    with Archive.open(settings.archive) as archive:
        assert archive.mark_for_retry(names=["b.txt"], asked_by="thu") == 1
    assert told(folder, settings, version)["b.txt"][:2] == (Action.READ, Reason.ASKED_AGAIN)


@pytest.mark.slow
def test_what_is_told_is_what_is_done(inbox, settings, version) -> None:
    folder = inbox(a="one", b="raise two", c="three")
    ingest(folder, settings, version=version, reader=READER)
    with Archive.open(settings.archive) as archive:
        archive.mark_for_retry(asked_by="thu")
    steps = planned_steps(folder, settings, version=version)
    summary = ingest(folder, settings, version=version, reader=READER)
    assert [row.file for row in summary.rows] == [
        step.name for step in steps if step.action in {Action.READ, Action.NOTE}
    ]
    assert ingest(folder, settings, version=version, reader=READER).is_nothing_new


@pytest.mark.slow
def test_originals_and_records_are_held_against_each_other(inbox, settings, version) -> None:
    folder = inbox(a="one", b="two", c="three", d="four", e="five")
    ingest(folder, settings, version=version, reader=READER)
    (folder / "b.txt").write_text("two, changed", "utf-8")
    (folder / "c.txt").unlink()
    (folder / "d.txt").rename(folder / "renamed.txt")
    with sqlite3.connect(settings.archive) as connection:
        connection.execute("UPDATE documents SET record_json = '{}' WHERE source_name = 'e.txt'")
    with Archive.open(settings.archive, read_only=True) as archive:
        found = verify(archive, folder, settings, version=version, reader=READER)
        assert [(one.source_name, one.check) for one in found] == [
            ("a.txt", Check.SAME_RECORD),
            ("b.txt", Check.BYTES_CHANGED),
            ("c.txt", Check.NOT_FOUND),
            ("d.txt", Check.SAME_RECORD),
            ("e.txt", Check.SPOILED),
        ]
        none = verify(archive, folder, settings, sample=0, version=version, reader=READER)
        assert none[0].check is Check.SAME_BYTES
        newer = ReadingVersion(rules_version="rules-2", options_hash=version.options_hash)
        other = verify(archive, folder, settings, version=newer, reader=READER)
        assert other[0].check is Check.OTHER_RULES


@pytest.mark.slow
def test_a_record_that_was_tampered_with_differs(inbox, settings, version) -> None:
    folder = inbox(a="one")
    ingest(folder, settings, version=version, reader=READER)
    with sqlite3.connect(settings.archive) as connection:
        connection.execute(
            "UPDATE documents SET record_json = replace(record_json, '\"kind\":', '\"kind\": ')"
        )
    with Archive.open(settings.archive, read_only=True) as archive:
        (found,) = verify(archive, folder, settings, version=version, reader=READER)
    assert found.check is Check.RECORD_DIFFERS
