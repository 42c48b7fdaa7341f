"""A paper with a secrecy mark goes through a whole run and leaves hash, path and page, nothing else."""

from __future__ import annotations

import json
import logging
import os
import zipfile
from datetime import UTC
from datetime import datetime
from pathlib import Path

import pytest

from models.outcome import OutcomeCode
from models.settings import Settings
from pipeline.archive import FORMATS
from pipeline.archive import Archive
from pipeline.archive import export
from pipeline.batch import RunSummary
from pipeline.batch import ingest
from pipeline.batch.html_report import write_report

pytestmark = pytest.mark.slow  # the real reader

WORD = "zebraquartz"
PAPER = """TỈNH ỦY MẪU SƠN
*
Số 98-CV/TU
V/v theo dõi công trình {word}
{mark}
Kính gửi: Các huyện ủy trực thuộc.

1. Giao Văn phòng Tỉnh ủy theo dõi việc thực hiện {word}.
"""


def a_run(root: Path, mark: str) -> tuple[RunSummary, Settings]:
    """Read one paper, and leave everything behind that a run and its user can leave."""
    inbox = root / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text(PAPER.format(word=WORD, mark=mark), "utf-8")
    settings = Settings(archive=str(root / "left" / "archive.sqlite3"), workers=1)
    summary = ingest(inbox, settings)
    write_report(summary, root / "left" / "report.html", "vi", moment=datetime.now(UTC))
    with Archive.open(settings.archive) as archive:
        for format_ in FORMATS:
            export(archive, format_, root / "left" / f"export-{format_}")
    return summary, settings


def places_with(word: str, folder: Path) -> list[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.name for path in files if word.encode() in content_of(path))


def content_of(path: Path) -> bytes:
    if path.name != "export-xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as book:
        return b"".join(map(book.read, book.namelist()))


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files that can be looked into afterwards."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", os.fspath(folder))
    return folder


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_nothing_of_a_secret_paper_is_left(
    tmp_path: Path, temporary: Path, mark: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    summary, settings = a_run(tmp_path, mark)
    assert [row.code for row in summary.rows] == [OutcomeCode.SECRET]
    for word in (WORD, "98-CV/TU", "MẪU SƠN"):
        assert places_with(word, tmp_path / "left") == []
        assert word not in caplog.text
    assert list(temporary.iterdir()) == []
    with Archive.open(settings.archive, read_only=True) as archive:
        action, subject, detail = archive.query(
            "SELECT action, subject, detail FROM audit ORDER BY seq"
        ).rows[0]
    assert (action, subject) == ("refusal", summary.rows[0].sha256)
    assert json.loads(detail) == {
        "path": str(tmp_path / "inbox" / "a.txt"), "outcome": "secret", "about": "page 1",
    }  # fmt: skip


def test_the_same_paper_without_a_mark_is_found_everywhere(tmp_path: Path) -> None:
    """Or looking for the word would mean nothing. The report holds no values of any paper."""
    summary, _ = a_run(tmp_path, "")
    assert summary.rows[0].code in {OutcomeCode.COMPLETE, OutcomeCode.COMPLETE_WITH_FINDINGS}
    found = places_with(WORD, tmp_path / "left")
    assert {"archive.sqlite3", "export-jsonl", "export-xlsx", "tasks.csv"} <= set(found)
    assert "report.html" not in found
