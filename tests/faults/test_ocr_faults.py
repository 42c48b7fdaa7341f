"""An engine that gives bytes which are no text costs a word, one that raises costs its file, no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.outcome import OutcomeCode
from models.settings import Settings
from pipeline.process import process_file
from pipeline.reading import ocr_engine

PHOTOGRAPH = Path(__file__).parents[2] / "samples" / "09-anh-chup.jpg"
tesserocr = pytest.importorskip("tesserocr")


class Item:
    """A word of the engine that gives what it is told to give."""

    def __init__(self, given: bytes) -> None:
        self._given = given

    def IsAtBeginningOf(self, level: int) -> bool:  # noqa: N802 - the engine's names
        return True

    def RowAttributes(self) -> dict[str, float]:  # noqa: N802
        return {"row_height": 20.0}

    def Empty(self, level: int) -> bool:  # noqa: N802
        return False

    def BoundingBox(self, level: int) -> tuple[int, int, int, int]:  # noqa: N802
        return 1, 2, 30, 20

    def Confidence(self, level: int) -> float:  # noqa: N802
        return 250.0

    def GetUTF8Text(self, level: int) -> str:  # noqa: N802
        return self._given.decode("utf-8")


class Engine:
    """An engine that finds the words it is made of, or fails."""

    def __init__(self, *words: bytes, error: Exception | None = None) -> None:
        self._words, self._error = words, error

    def __getattr__(self, name: str) -> Any:
        return lambda *arguments: None

    def Recognize(self, limit_ms: int) -> bool:  # noqa: N802
        if self._error is not None:
            raise self._error
        return True

    def GetIterator(self) -> list[Item]:  # noqa: N802
        return [Item(word) for word in self._words]


def use(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    monkeypatch.setattr(ocr_engine, "_engine", lambda settings: engine)
    monkeypatch.setattr(tesserocr, "iterate_level", lambda iterator, level: iter(iterator))


@pytest.mark.parametrize(
    ("given", "raw"),
    [
        ("hoạch".encode(), "hoạch"),
        (b"ho\xe1\xba", "ho\ufffd"),
        (b"\xff\xfe", "\ufffd\ufffd"),
        (b"\xed\xa0\x80a", "\ufffd\ufffd\ufffda"),
    ],
)
def test_bytes_that_are_no_text_are_marked(
    monkeypatch: pytest.MonkeyPatch, given: bytes, raw: str
) -> None:
    use(monkeypatch, Engine(b"K\xe1\xba\xbf", given))
    words = ocr_engine.recognise(np.zeros((30, 30), np.uint8), Settings())
    assert [word.raw for word in words] == ["Kế", raw]
    assert all(word.confidence == 1.0 for word in words)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (RuntimeError("words of the paper"), OutcomeCode.READER_ERROR),
        (MemoryError(), OutcomeCode.OUT_OF_MEMORY),
    ],
)
def test_an_engine_that_fails_gives_its_file_an_outcome(
    monkeypatch: pytest.MonkeyPatch, error: Exception, code: OutcomeCode
) -> None:
    use(monkeypatch, Engine(error=error))
    record = process_file(PHOTOGRAPH, Settings())
    assert record.outcome.code is code
    assert "words of the paper" not in record.model_dump_json()
