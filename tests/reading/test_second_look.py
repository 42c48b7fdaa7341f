"""What is read twice, what is corrected, and what is left as it was."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.settings import Settings
from pipeline.reading import second_look
from pipeline.reading.image_clean import CleanPage
from pipeline.reading.image_clean import clean
from pipeline.reading.letterhead_marks import settle_letterhead_marks
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.roman import as_numeral
from pipeline.reading.second_look import drop_noise
from pipeline.reading.second_look import is_sound
from pipeline.reading.stacked_marks import put_back_circumflexes
from pipeline.reading.stacked_marks import with_circumflex
from pipeline.reading.syllables import is_syllable


def word(text: str, confidence: float = 0.9, *, height: int = 24, line: int = 0) -> ReadWord:
    return ReadWord(
        text=text,
        raw=text,
        confidence=confidence,
        x0=100,
        y0=100,
        x1=100 + 12 * max(1, len(text)),
        y1=100 + height,
        line=line,
        row_px=30.0,
    )


def page() -> CleanPage:
    image = np.full((842, 595), 255, np.uint8)
    rng = np.random.default_rng(5)
    for _ in range(200):
        x, y = int(rng.integers(20, 560)), int(rng.integers(20, 800))
        image[y : y + 20, x : x + 14] = 0
    return clean(image, width_pt=595, height_pt=842)


NUMERALS = [
    # the engine lost a stroke
    ("XVI", "WWNN", "XVII"),
    ("XII", "WNNN", "XIII"),
    ("II", "NNN", "III"),
    # it saw one too many
    ("III", "NN", "II"),
    # it was right
    ("XIV", "WNW", "XIV"),
    ("IX", "NW", "IX"),
    # the wide letters disagree with the reading: no correction
    ("XVI", "WNN", None),
    ("V", "WW", None),
    # no numeral comes out
    ("II", "NNNNN", None),
    ("VX", "WW", None),
    # nothing was seen
    ("II", "", None),
]


@pytest.mark.parametrize(("read", "shapes", "expected"), NUMERALS)
def test_numerals_by_their_shapes(read: str, shapes: str, expected: str | None) -> None:
    assert as_numeral(read, [shape == "N" for shape in shapes]) == expected


CIRCUMFLEXES = [
    ("QUYÉT", "QUYẾT"),
    ("tuyén,", "tuyến,"),
    ("(QUYÈN", "(QUYỀN"),
    # a possible syllable stays, whatever would make more sense
    ("ĐÒNG", "ĐÒNG"),
    ("tó", "tó"),
    # no vowel takes a circumflex
    ("TỈNH", "TỈNH"),
    # with it there is still no syllable
    ("XÓNGK", "XÓNGK"),
    # two runs of letters are not one word
    ("QUYÉT-ĐỊNH", "QUYÉT-ĐỊNH"),
    ("12/9", "12/9"),
]


@pytest.mark.parametrize(("read", "expected"), CIRCUMFLEXES)
def test_circumflexes_are_put_back_on_grounds_only(read: str, expected: str) -> None:
    mended = put_back_circumflexes([word(read)])[0]
    assert mended.text == expected
    assert mended.raw == read
    if read != expected:
        assert mended.confidence <= 0.8
        assert is_syllable(expected.strip("(,"))


def test_a_circumflex_is_not_added_twice() -> None:
    assert with_circumflex("QUYẾT") is None


SOUND = [
    ("Thường", True),
    ("77-CV/VP", True),
    ("UBND", True),
    ("TH.", True),
    ("15/9/2031", True),
    # lost letters, glued words
    ("Thưởhg", False),
    ("địnhkế", False),
    # no letters: nothing to object to
    ("...", True),
]


@pytest.mark.parametrize(("text", "expected"), SOUND)
def test_soundness(text: str, expected: bool) -> None:
    assert is_sound(text) is expected


def filler() -> list[ReadWord]:
    return [word("theo", line=i) for i in range(10)]


NOISE = [
    replace(word("XS", 0.36), x1=300),
    word("|", 0.97),
    word("‘~", 0.2),
    word("ßx", 0.1),
    word("xq", 0.6, height=300),
    word("ri", 0.6, height=3),
    # the dot of «tự», a bit of a ruling line, both read surely
    word("tự", 0.97, height=3),
    replace(word("Ị", 0.9), x1=word("Ị").x0 + 1),
]
KEPT = [
    # the Party's star, list dashes, braces
    word("*", 0.3),
    word("-", 0.2),
    word("}", 0.4),
    # the box of a letter alone may be too small
    word("A", 0.9, height=3),
    # figures stay, however unsure
    word("1468", 0.1),
    # possible syllables stay
    word("số", 0.2),
]


@pytest.mark.parametrize("noise", NOISE)
def test_noise_is_dropped(noise: ReadWord) -> None:
    assert drop_noise([*filler(), noise], page()) == filler()


@pytest.mark.parametrize("kept", KEPT)
def test_writing_is_not_dropped(kept: ReadWord) -> None:
    assert drop_noise([*filler(), kept], page())[-1] == kept


def test_a_doubtful_dash_far_behind_its_line_is_dropped() -> None:
    stray = replace(word("-", 0.2), x0=900, x1=912)
    assert drop_noise([*filler(), stray], page()) == filler()
    opening = [replace(word("-", 0.2, line=90), x0=90, x1=98), replace(word("Sở", line=90), x0=105)]
    assert drop_noise([*filler(), *opening], page())[-2:] == opening
    assert drop_noise([*filler(), replace(stray, confidence=0.9)], page())[-1].text == "-"


def test_specks_of_a_blank_page_are_no_words() -> None:
    assert drop_noise([word("4", 0.7), word("số", 0.5)], page()) == []
    assert drop_noise([word("Hết", 0.95)], page()) != []


def placed(text: str, x: int, y: int = 100) -> ReadWord:
    return ReadWord(
        text=text, raw=text, confidence=0.9, x0=x, y0=y, x1=x + 12 * len(text), y1=y + 20,
        line=0, row_px=30.0,
    )  # fmt: skip


MARKS = [
    # a star alone under the issuing body
    ([placed("+", 200)], "*"),
    ([placed("x", 200), placed("Sơn,", 900)], "*"),
    # the lead-in of a subject
    ([placed("V/", 100), placed("tăng", 140)], "V/v"),
    ([placed("VW", 100), placed("tăng", 140)], "V/v"),
    ([placed("W", 100), placed("tăng", 120)], "V/v"),
    # a plus before an item is a plus
    ([placed("+", 100), placed("Xây", 130)], "+"),
    # nothing behind it, or something before it
    ([placed("W", 100)], "W"),
    ([placed("VW", 200), placed("xe", 150), placed("chạy", 240)], "VW"),
    # far below the letterhead
    ([placed("+", 200, 700)], "+"),
    # a possible syllable
    ([placed("Ví", 100), placed("dụ", 140)], "Ví"),
]


@pytest.mark.parametrize(("words", "expected"), MARKS)
def test_marks_of_the_letterhead(words: list[ReadWord], expected: str) -> None:
    settled = settle_letterhead_marks(page(), words)
    assert settled[0].text == expected
    assert settled[0].raw == words[0].raw
    assert settled[1:] == words[1:]


SECOND_READINGS = [
    # a syllable of no word against one of many: a little surer is enough
    ("ởi", 0.84, "đi", 0.93, "đi"),
    ("tuỡng,", 0.8, "tường,", 0.9, "tường,"),
    # no surer, or not sure
    ("ởi", 0.84, "đi", 0.83, "ởi"),
    ("ởi", 0.7, "đi", 0.8, "ởi"),
    # both are words
    ("đó", 0.84, "đi", 0.93, "đó"),
    # names may be strange
    ("Ởi", 0.84, "Đi", 0.93, "Ởi"),
    # figures are never settled by taste
    ("1đ", 0.7, "đi", 0.95, "1đ"),
]


@pytest.mark.parametrize(("read", "confidence", "again", "sure", "kept"), SECOND_READINGS)
def test_a_known_word_against_a_strange_one(
    monkeypatch: pytest.MonkeyPatch,
    read: str,
    confidence: float,
    again: str,
    sure: float,
    kept: str,
) -> None:
    monkeypatch.setattr(second_look, "read_close", lambda *_, **__: word(again, sure))
    found = second_look.reread_doubtful(page(), [word(read, confidence)], Settings())
    assert [(w.text, w.raw) for w in found] == [(kept, read)]
    assert found[0].repair == (None if kept == read else second_look.REPAIR)
