"""One file in, exactly one record with its outcome out, whatever the file is."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image
from PIL import ImageDraw

from models.outcome import Category
from models.outcome import ExitCode
from models.outcome import OutcomeCode
from models.outcome import exit_code_for
from models.record import Record
from models.settings import Settings
from pipeline import process as process_module
from pipeline.process import options_hash
from pipeline.process import process
from pipeline.process import process_file
from pipeline.process import rules_version
from pipeline.reading import ReadFailure

SETTINGS = Settings()
SAMPLES = Path(__file__).parents[2] / "samples"


def _pdf(path: Path, *, pages: int = 1, password: str = "") -> Path:
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(595, 842))
        encryption = pikepdf.Encryption(owner=password, user=password) if password else False
        document.save(path, encryption=encryption)
    return path


def _damaged(path: Path) -> Path:
    whole = _pdf(path).read_bytes()
    path.write_bytes(whole[:60] + b"\x00\xff" * 200)
    return path


def _text(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _blank_image(path: Path) -> Path:
    Image.fromarray(np.full((1100, 800), 255, np.uint8)).save(path)
    return path


BAD = [
    (lambda d: d / "khong-co.pdf", OutcomeCode.MISSING),
    (lambda d: _text(d / "rong.pdf", b""), OutcomeCode.EMPTY),
    (lambda d: _pdf(d / "mat-khau.pdf", password="bimat"), OutcomeCode.PASSWORD),  # noqa: S106
    (lambda d: _damaged(d / "hong.pdf"), OutcomeCode.DAMAGED),
    (lambda d: _pdf(d / "khong-trang.pdf", pages=0), OutcomeCode.NO_PAGES),
    (
        lambda d: _text(d / "bang-ma-cu.txt", "Céng hoµ x· héi chñ nghÜa".encode("latin-1")),
        OutcomeCode.NOT_TEXT,
    ),
    (lambda d: _text(d / "khong-phai-chu.txt", bytes(range(256)) * 8), OutcomeCode.NOT_A_DOCUMENT),
    (lambda d: _blank_image(d / "trang.png"), OutcomeCode.NOTHING_TO_READ),
    (lambda d: _pdf(d / "trang.pdf"), OutcomeCode.NOTHING_TO_READ),
]


@pytest.mark.parametrize(("make", "code"), BAD, ids=[str(code) for _, code in BAD])
def test_bad_input_has_a_cause_and_a_next_step(
    make: object, code: OutcomeCode, tmp_path: Path
) -> None:
    path = make(tmp_path)  # type: ignore[operator]
    before = path.read_bytes() if path.exists() else None
    record = process_file(path, SETTINGS)
    assert record.outcome.code is code
    assert record.outcome.message
    assert record.outcome.message_en
    assert record.outcome.next_step
    assert record.outcome.next_step_en
    assert record.document_type is None
    assert (path.read_bytes() if path.exists() else None) == before


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = _text(tmp_path / "to.txt", b"a" * 2000)
    record = process_file(path, Settings(max_bytes=1000))
    assert record.outcome.code is OutcomeCode.TOO_LARGE


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    record = process_file(_pdf(tmp_path / "day.pdf", pages=4), Settings(max_pages=3))
    assert record.outcome.code is OutcomeCode.TOO_MANY_PAGES


def test_an_unforeseen_error_becomes_an_outcome(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Panic(BaseException):
        """Native code may raise past Exception."""

    def panic(path: Path, settings: Settings) -> None:
        raise Panic

    monkeypatch.setattr(process_module, "read_file", panic)
    record = process_file(_text(tmp_path / "a.txt", b"noi dung"), SETTINGS)
    assert record.outcome.code is OutcomeCode.READER_ERROR
    assert record.outcome.category is Category.FAILED
    assert record.outcome.detail == "Panic"


def test_missing_ocr_data_has_its_own_outcome_and_exit_code(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    picture = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(picture)
    for line in range(20):
        pen.text(
            (150, 200 + 60 * line), "Kinh gui cac co quan va don vi lien quan", fill=0, font_size=34
        )
    picture.save(path)
    record = process_file(path, Settings(tessdata=tmp_path))
    assert record.outcome.code is OutcomeCode.OCR_UNAVAILABLE
    assert exit_code_for([record.outcome.code, OutcomeCode.COMPLETE]) is ExitCode.MISSING_DEPENDENCY


def test_an_interrupt_is_no_outcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(path: Path, settings: Settings) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(process_module, "read_file", interrupt)
    with pytest.raises(KeyboardInterrupt):
        process_file(_text(tmp_path / "a.txt", b"noi dung"), SETTINGS)


@pytest.mark.parametrize(
    "mark", ["\nTỐI MẬT", "\nĐộ mật: Mật", "\nMẬT - KHẨN", " TUYỆT MẬT", "\nTOI MAT"]
)
def test_a_secret_paper_leaves_nothing_behind(tmp_path: Path, mark: str) -> None:
    text = f"TỈNH ỦY AN KHÊ\n*\nSố 12-CV/TU{mark}\nĐẢNG CỘNG SẢN VIỆT NAM\nAn Khê, ngày 05 tháng 3 năm 2026\nKính gửi: Sở Y tế.\nNội dung kín.\n"
    done = process(_text(tmp_path / "a.txt", text.encode()), SETTINGS)
    assert done.record.outcome.code is OutcomeCode.SECRET
    assert done.record.outcome.category is Category.REFUSED
    assert done.sentences == ()
    bare = Record(source=done.record.source, outcome=done.record.outcome)
    assert done.record == bare


def test_the_same_file_gives_the_same_bytes_twice() -> None:
    path = SAMPLES / "10-ban-chep.txt"
    assert process_file(path, SETTINGS).to_json() == process_file(path, SETTINGS).to_json()


def test_a_file_name_is_no_source_of_values(tmp_path: Path) -> None:
    data = (SAMPLES / "10-ban-chep.txt").read_bytes()
    path = _text(tmp_path / "999-QD_UBND_31.12.1999_signed.txt", data)
    own = process_file(path, SETTINGS).model_copy(update={"source": None})
    assert own == process_file(SAMPLES / "10-ban-chep.txt", SETTINGS).model_copy(
        update={"source": None}
    )


def test_nothing_of_a_document_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        done = process(SAMPLES / "10-ban-chep.txt", SETTINGS)
    assert done.sentences
    for sentence in done.sentences:
        assert len(sentence.text) < 12 or sentence.text not in caplog.text


def test_sentences_know_their_zone_and_page() -> None:
    done = process(SAMPLES / "10-ban-chep.txt", SETTINGS)
    assert {"body", "distribution"} <= {sentence.zone for sentence in done.sentences}
    assert [s.n for s in done.sentences] == list(range(1, len(done.sentences) + 1))


def test_versions_change_with_options_that_change_the_reading() -> None:
    assert rules_version() == rules_version()
    assert options_hash(SETTINGS) == options_hash(Settings(workers=1, lang="en"))
    assert options_hash(SETTINGS) != options_hash(Settings(max_pages=3))


def test_read_failure_carries_its_code() -> None:
    assert ReadFailure(OutcomeCode.EMPTY, None).code is OutcomeCode.EMPTY
