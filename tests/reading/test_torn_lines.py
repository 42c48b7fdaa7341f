"""Lines that the engine tore apart are read once more, and stand whole only when that was sure."""

from __future__ import annotations

import numpy as np
import pytest

from models.settings import Settings
from pipeline.reading import torn_lines
from pipeline.reading.image_clean import CleanPage
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.torn_lines import mend_torn_lines
from tests.reading.clean_pages import clean_page

Given = tuple[str, float, tuple[int, int, int, int]]

ABOVE: list[Given] = [("KT.", 0.97, (500, 80, 560, 100)), ("GIÁM", 0.96, (570, 78, 640, 100))]
SHREDS: list[Given] = [
    ("^", 0.85, (520, 112, 527, 117)),
    ("G0", 0.17, (480, 119, 620, 141)),
    ("NHN", 0.0, (630, 119, 740, 146)),
]
LEFT: list[Given] = [("-", 0.9, (100, 125, 108, 128)), ("Lưu:", 0.93, (115, 118, 160, 140))]
WHOLE: list[Given] = [
    ("PHÓ", 0.9, (20, 8, 70, 34)),
    ("GIÁM", 0.93, (80, 8, 160, 34)),
    ("ĐỐC", 0.92, (170, 8, 230, 34)),
]


def word(given: Given, line: int) -> ReadWord:
    text, sure, (x0, y0, x1, y1) = given
    return ReadWord(
        text=text, raw=text, confidence=sure, x0=x0, y0=y0, x1=x1, y1=y1, line=line, row_px=22.0
    )


def page() -> CleanPage:
    return clean_page(np.full((300, 900), 255, np.uint8), letter_px=20.0)


def read(monkeypatch: pytest.MonkeyPatch, whole: list[Given], *, line: list[Given]) -> str:
    """Return what becomes of a page with `line` in it when the engine reads it whole as `whole`."""
    answers = [word(given, 0) for given in whole]
    monkeypatch.setattr(torn_lines, "recognise", lambda *a, **k: answers)
    words = [word(given, n) for n, some in enumerate((ABOVE, [*LEFT, *line])) for given in some]
    return " ".join(one.text for one in mend_torn_lines(page(), words, Settings()))


def test_a_torn_line_is_replaced_by_the_line_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, WHOLE, line=SHREDS) == "KT. GIÁM - Lưu: PHÓ GIÁM ĐỐC"


@pytest.mark.parametrize(
    "whole",
    [
        [],
        [("PHÓ", 0.4, (20, 8, 70, 34)), *WHOLE[1:]],  # one word unsure
        [("PHÓw", 0.9, (20, 8, 70, 34)), *WHOLE[1:]],  # one word no word
        [("Ký", 0.95, (20, 8, 70, 34))],  # too little for a line
    ],
)
def test_what_is_not_sure_leaves_the_shreds(
    monkeypatch: pytest.MonkeyPatch, whole: list[Given]
) -> None:
    assert read(monkeypatch, whole, line=SHREDS) == "KT. GIÁM - Lưu: ^ G0 NHN"


def test_what_was_surely_read_is_never_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    line = [*SHREDS, ("SƠN", 0.96, (748, 119, 800, 141))]
    assert read(monkeypatch, WHOLE, line=line).endswith("^ G0 NHN SƠN")


def test_words_that_lie_over_one_another_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    line: list[Given] = [
        ("PH", 0.92, (480, 120, 520, 141)),
        ("GIAM", 0.85, (532, 120, 610, 141)),
        ("GLÁM", 0.81, (530, 116, 612, 141)),
        ("ĐOC", 0.86, (620, 120, 690, 141)),
    ]
    assert read(monkeypatch, WHOLE, line=line) == "KT. GIÁM - Lưu: PHÓ GIÁM ĐỐC"


def test_sure_lines_and_long_ones_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    sure: list[Given] = [("PHÓ", 0.9, (480, 119, 530, 141)), ("BAN", 0.9, (540, 119, 600, 141))]
    assert read(monkeypatch, WHOLE, line=sure).endswith("PHÓ BAN")
    long = [(f"chữ{n}", 0.1, (170 + 70 * n, 119, 230 + 70 * n, 141)) for n in range(10)]
    assert read(monkeypatch, WHOLE, line=long).endswith("chữ9")
