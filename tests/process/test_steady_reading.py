"""A file that is replaced while it is read never gets the hash of one content and the words of another."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from models.outcome import OutcomeCode
from models.page import Reading
from models.settings import Settings
from pipeline import process as process_module
from pipeline.process import process_file
from pipeline.reading import ReadFailure
from pipeline.reading import read_file

TEXTS = [
    f"TỈNH ỦY AN KHÊ\n*\nSố {n}-CV/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nAn Khê, ngày 05 tháng 3 năm 2026\n"
    "Kính gửi: Sở Y tế.\nTỉnh ủy đề nghị Sở Y tế báo cáo.\n"
    for n in range(10, 13)
]


def replaced(path: Path, texts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let somebody put the next text in the place of the file each time it has been read."""
    following = iter(texts)

    def read(given: Path, settings: Settings) -> Reading:
        try:
            return read_file(given, settings)
        finally:
            text = next(following, None)
            if text is not None:
                other = path.with_suffix(".new")
                other.write_text(text, encoding="utf-8")
                other.replace(path)

    monkeypatch.setattr(process_module, "read_file", read)


def test_a_file_replaced_once_is_read_as_it_is_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXTS[0], encoding="utf-8")
    replaced(path, TEXTS[1:2], monkeypatch)
    record = process_file(path, Settings())
    assert record.source.sha256 == hashlib.sha256(TEXTS[1].encode()).hexdigest()
    assert record.reference_number is not None
    assert record.reference_number.value == "11-CV/TU"


def test_a_file_that_keeps_changing_waits_for_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXTS[0], encoding="utf-8")
    replaced(path, TEXTS[1:], monkeypatch)
    record = process_file(path, Settings())
    assert (record.outcome.code, record.outcome.detail) == (OutcomeCode.MISSING, "still-changing")
    assert record.source.sha256 is None
    assert record.reference_number is None


def test_a_failure_of_half_a_file_is_not_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"")
    with pytest.raises(ReadFailure):
        read_file(path, Settings())
    replaced(path, TEXTS[:1], monkeypatch)
    record = process_file(path, Settings())
    assert record.outcome.code is not OutcomeCode.EMPTY
    assert record.source.sha256 == hashlib.sha256(TEXTS[0].encode()).hexdigest()


def test_a_file_that_goes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXTS[0], encoding="utf-8")

    def read(given: Path, settings: Settings) -> Reading:
        found = read_file(given, settings)
        path.unlink()
        return found

    monkeypatch.setattr(process_module, "read_file", read)
    assert process_file(path, Settings()).outcome.code is OutcomeCode.MISSING
