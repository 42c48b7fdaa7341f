"""What the edges of a seal hid: family names and positions come back, nothing else does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.settings import Settings
from pipeline.reading import under_seals
from pipeline.reading.image_clean import CleanPage
from pipeline.reading.image_clean import clean
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.under_seals import Seal
from pipeline.reading.under_seals import add_under_seals

SEAL = Seal(x0=100, y0=300, x1=300, y1=500)


def word(text: str, x: int, y: int, confidence: float = 0.95, line: int = 0) -> ReadWord:
    return ReadWord(
        text=text,
        raw=text,
        confidence=confidence,
        x0=x,
        y0=y,
        x1=x + 12 * len(text),
        y1=y + 22,
        line=line,
        row_px=28.0,
    )


@pytest.fixture(scope="module")
def page() -> CleanPage:
    image = np.full((842, 595), 255, np.uint8)
    for index in range(40):
        image[20 + 20 * index : 34 + 20 * index, 20:30] = 0
    return replace(clean(image, width_pt=595.0, height_pt=842.0), letter_px=20.0)


def texts(
    page: CleanPage,
    monkeypatch: pytest.MonkeyPatch,
    words: list[ReadWord],
    *,
    names: tuple[ReadWord, ...] = (),
    titles: tuple[ReadWord, ...] = (),
) -> list[str]:
    readings = iter([list(names), list(titles)])
    monkeypatch.setattr(under_seals, "_read", lambda *_: next(readings))
    found = add_under_seals(page, words, [SEAL], Settings())
    return [w.text for w in found]


def test_a_family_name_comes_back_before_the_name(
    page: CleanPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = [word("Văn", 200, 505), word("Minh", 245, 505)]
    new = word("Trần", 145, 505)
    assert texts(page, monkeypatch, given, names=(new,)) == ["Trần", "Văn", "Minh"]


def test_noise_in_its_place_gives_way(page: CleanPage, monkeypatch: pytest.MonkeyPatch) -> None:
    given = [word("-~-~-", 140, 505, 0.1), word("Minh", 205, 505)]
    new = word("Trần", 145, 505)
    assert texts(page, monkeypatch, given, names=(new,)) == ["Trần", "Minh"]


def test_two_readings_without_the_first_letter_agree(
    page: CleanPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = [word("xê", 170, 505, 0.7), word("Quân", 205, 505)]
    assert texts(page, monkeypatch, given, names=(word("1ê", 170, 505, 0.5),)) == ["Lê", "Quân"]


@pytest.mark.parametrize(
    "new",
    [
        word("Trần", 145, 505, 0.5),  # not sure enough
        word("Trần", 20, 505),  # too far from the name
        word("Trần", 145, 450),  # not on its line
        word("Tướng", 132, 505),  # no family name
        word("trần", 145, 505),  # no name at all
        word("1ê", 170, 505, 0.5),  # one reading alone
    ],
)
def test_doubtful_family_names_stay_out(
    page: CleanPage, monkeypatch: pytest.MonkeyPatch, new: ReadWord
) -> None:
    given = [word("Văn", 200, 505), word("Minh", 245, 505)]
    assert texts(page, monkeypatch, given, names=(new,)) == ["Văn", "Minh"]


def test_a_sound_reading_is_not_replaced(page: CleanPage, monkeypatch: pytest.MonkeyPatch) -> None:
    given = [word("Phan", 148, 505), word("Minh", 200, 505)]
    assert texts(page, monkeypatch, given, names=(word("Phạm", 148, 505),)) == ["Phan", "Minh"]


def test_a_position_that_was_not_read_comes_back(
    page: CleanPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = [word("BỘ", 120, 270, line=0), word("Minh", 200, 505, line=1)]
    new = (word("THỨ", 120, 305), word("TRƯỞNG", 165, 305))
    assert texts(page, monkeypatch, given, titles=new) == ["BỘ", "THỨ", "TRƯỞNG", "Minh"]


@pytest.mark.parametrize(
    "new",
    [
        (word("QUỐC", 120, 305), word("PHÒNG", 175, 305)),  # the seal's own words
        (word("THỨ", 120, 305), word("TRƯỞNG", 165, 305, 0.4)),
        (word("THỨ", 120, 305), word("TRƯỞNG", 290, 305)),  # far apart
        (word("Thứ", 120, 305), word("trưởng", 165, 305)),
    ],
)
def test_other_words_at_the_upper_edge_stay_out(
    page: CleanPage, monkeypatch: pytest.MonkeyPatch, new: tuple[ReadWord, ...]
) -> None:
    given = [word("BỘ", 120, 270), word("Minh", 200, 505, line=1)]
    assert texts(page, monkeypatch, given, titles=new) == ["BỘ", "Minh"]


def test_a_seal_at_the_edge_of_the_page_is_no_failure(page: CleanPage) -> None:
    far = Seal(x0=5000, y0=5000, x1=5200, y1=5200)
    given = [word("Minh", 200, 505)]
    assert add_under_seals(page, given, [far], Settings()) == given
