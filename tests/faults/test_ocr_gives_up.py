"""A page that the engine does not finish in its time is named as unreadable, never passed over."""

from __future__ import annotations

import io
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from models.outcome import Category
from models.outcome import OutcomeCode
from models.settings import Settings
from pipeline.process import process_file
from pipeline.reading import ocr_engine

pytest.importorskip("tesserocr")

FAX = Path(__file__).parents[2] / "samples" / "12-fax-nhieu-trang.tif"


class SlowEngine:
    """The real engine, which gives up at the pages it is told to give up at."""

    def __init__(self, real: Any, at: set[int], *, mode: int = 3) -> None:
        self._real, self._at, self._mode = real, at, mode
        self._now, self.pages = 0, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def SetPageSegMode(self, mode: int) -> None:  # noqa: N802 - the engine's names
        self._now = mode
        self._real.SetPageSegMode(mode)

    def Recognize(self, limit_ms: int) -> bool:  # noqa: N802
        if self._now != self._mode:
            return bool(self._real.Recognize(60_000))
        self.pages += 1
        if self.pages not in self._at:
            return bool(self._real.Recognize(60_000))
        time.sleep(limit_ms / 1000)
        return False


@pytest.fixture
def give_up(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function: pages at which the engine gives up after a twentieth of a second."""
    real = ocr_engine._engine(Settings())
    monkeypatch.setattr(ocr_engine, "_PAGE_LIMIT_MS", 50)

    def use(*at: int, mode: int = 3) -> SlowEngine:
        engine = SlowEngine(real, set(at), mode=mode)
        monkeypatch.setattr(ocr_engine, "_engine", lambda settings: engine)
        return engine

    return use


def as_pdf(path: Path) -> Path:
    """Return the same pages as a PDF of scans."""
    with Image.open(FAX) as picture:
        frames = []
        for index in range(2):
            picture.seek(index)
            frames.append(picture.convert("L"))
    out = io.BytesIO()
    frames[0].save(out, "PDF", save_all=True, append_images=frames[1:], resolution=200)
    path.write_bytes(out.getvalue())
    return path


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["tif", "pdf"])
def test_a_page_that_is_given_up_is_named_and_the_others_are_read(
    tmp_path: Path, give_up: Any, kind: str
) -> None:
    path = FAX if kind == "tif" else as_pdf(tmp_path / "a.pdf")
    give_up(2)
    record = process_file(path, Settings())
    assert record.outcome.code is OutcomeCode.SOME_PAGES_UNREADABLE
    assert record.outcome.category is Category.PARTIAL
    assert record.outcome.detail == "pages 2"
    assert record.outcome.next_step
    assert record.document_type is not None


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["tif", "pdf"])
def test_a_file_of_which_every_page_is_given_up_says_why(
    tmp_path: Path, give_up: Any, kind: str
) -> None:
    path = FAX if kind == "tif" else as_pdf(tmp_path / "a.pdf")
    engine = give_up(*range(1, 20))
    outcome = process_file(path, Settings()).outcome
    assert (outcome.code, outcome.detail) == (OutcomeCode.NOT_READABLE, "ocr-gave-up")
    assert "within its time" in outcome.message_en
    assert "thời gian" in outcome.message
    assert engine.pages >= 2


def test_a_region_that_is_given_up_gives_no_words(give_up: Any) -> None:
    give_up(1, mode=6)
    assert ocr_engine.recognise(np.zeros((40, 40), np.uint8), Settings(), psm=6) == []


def test_a_page_without_print_is_not_given_up(give_up: Any) -> None:
    """The engine says «no» at once where it sees nothing: that is an empty page, not a slow one."""
    engine = give_up()
    engine.Recognize = lambda limit_ms: False  # type: ignore[method-assign]
    assert ocr_engine.recognise(np.zeros((40, 40), np.uint8), Settings()) == []
