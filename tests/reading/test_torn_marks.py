"""Marks above capitals that the engine gave to the line above them, and letters cut off by a narrow box."""

from __future__ import annotations

import pytest

from models.settings import Settings
from pipeline.reading import second_look
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.stacked_marks import give_back_torn_marks
from tests.reading.test_second_look import page

LETTER = 20.0


def word(text: str, box: tuple[int, int, int, int], *, line: int, sure: float = 0.95) -> ReadWord:
    x0, y0, x1, y1 = box
    return ReadWord(
        text=text, raw=text, confidence=sure, x0=x0, y0=y0, x1=x1, y1=y1, line=line, row_px=30.0
    )


LABEL = word("Phần", (110, 132, 154, 165), line=0)
TITLE = word("CÔNG", (100, 166, 190, 187), line=1)


@pytest.mark.parametrize(
    ("text", "box", "sure"),
    [
        ("ˆ", (128, 160, 137, 165), 0.7),
        ("^", (128, 160, 137, 165), 0.95),
        ("R", (128, 160, 137, 165), 0.85),
        ("A", (128, 158, 137, 166), 0.5),
        ("ˆŠ", (120, 133, 134, 170), 0.2),
    ],
)
def test_a_mark_goes_to_the_letter_below(
    text: str, box: tuple[int, int, int, int], sure: float
) -> None:
    mark = word(text, box, line=0, sure=sure)
    given = give_back_torn_marks([mark, LABEL, TITLE], LETTER)
    assert [w.text for w in given] == ["Phần", "CÔNG"]
    # Its ink is the lower word's now, and is not read as missed.
    assert given[1].y0 <= 161
    assert given[0] == LABEL


@pytest.mark.parametrize(
    ("text", "box", "line", "sure"),
    [
        # no word below
        ("ˆ", (228, 160, 237, 165), 0, 0.7),
        # a star alone under the name of the body, far above the next line
        ("*", (128, 130, 137, 138), 0, 0.7),
        # a full stop, a dash, a figure
        (".", (128, 160, 132, 164), 0, 0.6),
        ("-", (128, 155, 137, 158), 0, 0.6),
        ("1", (128, 145, 134, 165), 0, 0.6),
        # letters of small print, surely read
        ("a", (128, 156, 136, 165), 0, 0.9),
        # on the same line
        ("ˆ", (128, 160, 137, 165), 1, 0.7),
    ],
)
def test_what_is_no_mark_of_the_line_below_stays(
    text: str, box: tuple[int, int, int, int], line: int, sure: float
) -> None:
    words = [word(text, box, line=line, sure=sure), LABEL, TITLE]
    assert give_back_torn_marks(words, LETTER) == words


@pytest.mark.parametrize(
    ("text", "gap", "kept"),
    [
        # the last letter of «Phụ», whose box ends too early
        ("ụ", 0.05, False),
        ("1", 0.05, False),
        # a blank parts them
        ("1", 0.4, True),
        # more than a letter
        ("12", 0.05, True),
    ],
)
def test_ink_right_behind_a_syllable_is_its_last_letter(
    monkeypatch: pytest.MonkeyPatch, text: str, gap: float, kept: bool
) -> None:
    cleaned = page()
    first = word("Phụ", (100, 100, 140, 130), line=0)
    x0 = round(140 + gap * cleaned.letter_px)
    missed = word(text, (x0, 104, x0 + 12, 126), line=5)
    piece = second_look._Piece(x0=x0, y0=104, x1=x0 + 12, y1=126)
    monkeypatch.setattr(second_look, "_missed", lambda *_: [piece])
    monkeypatch.setattr(second_look, "_read_piece", lambda *_: [missed])
    found = second_look.add_missed(cleaned, [first], [], Settings())
    assert [w.text for w in found] == (["Phụ", text] if kept else ["Phụ"])
