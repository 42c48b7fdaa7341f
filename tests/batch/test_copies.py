"""Copies: of what was gone when its turn came, of what was not read, of a secret paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from models.outcome import OutcomeCode
from models.settings import Settings
from pipeline.archive import Archive
from pipeline.batch import ReadingVersion
from pipeline.batch import RunSummary
from pipeline.batch import ingest
from pipeline.batch import open_run

pytestmark = pytest.mark.slow  # worker processes take their time to start

Inbox = Callable[..., Path]
# Fictional; a whole line that is a mark of secrecy stops a paper.
MARKED = "TỈNH ỦY MẪU SƠN\n*\nSố 98-CV/TU\nMẬT\nKính gửi: Các huyện ủy trực thuộc.\n"


def codes(summary: RunSummary) -> dict[str, OutcomeCode]:
    return {row.file: row.code for row in summary.rows}


def run(
    folder: Path,
    settings: Settings,
    version: ReadingVersion,
    meanwhile: Callable[[], object] = lambda: None,
) -> RunSummary:
    """Run over `folder`; `meanwhile` happens between the plan and the reading."""
    with open_run(folder, settings, version=version, reader="pipeline.workers.reader") as opened:
        meanwhile()
        return opened.finish(opened.read_all(opened.plan.batches(settings.batch_size)))


def documents(settings: Settings) -> list[str]:
    with Archive.open(settings.archive, read_only=True) as archive:
        return [
            row[0] for row in archive.query("SELECT source_name FROM documents ORDER BY 1").rows
        ]


TEXT = MARKED.replace("MẬT\n", "")


def test_the_copy_of_a_file_that_vanished_is_read_in_its_place(
    inbox: Inbox, settings: Settings, version: ReadingVersion
) -> None:
    folder = inbox(a=TEXT, b=TEXT, c=TEXT)
    found = codes(run(folder, settings, version, (folder / "a.txt").unlink))
    assert found["a.txt"] is OutcomeCode.MISSING
    assert found["c.txt"] is OutcomeCode.DUPLICATE
    assert documents(settings) == ["b.txt"]


def test_the_copy_of_a_file_that_was_replaced_is_read_too(
    inbox: Inbox, settings: Settings, version: ReadingVersion
) -> None:
    folder = inbox(a=TEXT, b=TEXT)
    other = TEXT.replace("98", "99")
    run(folder, settings, version, lambda: (folder / "a.txt").write_text(other, "utf-8"))
    assert documents(settings) == ["a.txt", "b.txt"]


def test_a_file_that_was_away_and_comes_back_is_read(
    inbox: Inbox, settings: Settings, version: ReadingVersion
) -> None:
    folder = inbox(a=TEXT)
    away = folder.with_name("away")
    run(folder, settings, version, lambda: (folder / "a.txt").rename(away))
    assert documents(settings) == []
    away.rename(folder / "a.txt")
    run(folder, settings, version)
    assert documents(settings) == ["a.txt"]


@pytest.mark.parametrize("apart", [False, True])
def test_the_copy_of_a_secret_paper_is_refused_as_secret(
    inbox: Inbox, settings: Settings, version: ReadingVersion, apart: bool
) -> None:
    if apart:
        run(inbox(a=MARKED), settings, version)
    found = codes(run(inbox(a=MARKED, b=MARKED), settings, version))
    assert found["b.txt"] is OutcomeCode.SECRET
    with Archive.open(settings.archive, read_only=True) as archive:
        log = archive.query("SELECT action FROM audit ORDER BY seq").rows
    assert log == (("refusal",), ("refusal",))


def test_the_copy_of_what_was_not_read_says_why_it_was_not(
    inbox: Inbox, settings: Settings, version: ReadingVersion
) -> None:
    folder = inbox(a="raise", b="raise")
    for _ in range(2):
        summary = ingest(folder, settings, version=version, reader="orders_reader")
    with Archive.open(settings.archive, read_only=True) as archive:
        found = archive.query("SELECT outcome_code, outcome_category FROM ledger").rows
    assert found == (("reader-error", "failed"),) * 2
    assert summary.is_nothing_new
