"""A name that the page's reading lost below a title comes back whole, or not at all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.settings import Settings
from pipeline.reading import signer_names
from pipeline.reading.image_clean import CleanPage
from pipeline.reading.image_clean import clean
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.signer_names import add_signer_names


@pytest.fixture(scope="module")
def page() -> CleanPage:
    image = np.full((842, 595), 255, np.uint8)
    for index in range(40):
        image[20 + 20 * index : 34 + 20 * index, 20:30] = 0
    return replace(clean(image, width_pt=595.0, height_pt=842.0), letter_px=20.0)


def line(text: str, x: int, y: int, confidence: float = 0.95, number: int = 0) -> list[ReadWord]:
    """Return the words of a line set from `x`, 12 pixels a letter."""
    words = []
    for part in text.split():
        words.append(
            ReadWord(
                text=part,
                raw=part,
                confidence=confidence,
                x0=x,
                y0=y,
                x1=x + 12 * len(part),
                y1=y + 22,
                line=number,
                row_px=28.0,
            )
        )
        x += 12 * len(part) + 8
    return words


def after(
    page: CleanPage, monkeypatch: pytest.MonkeyPatch, words: list[ReadWord], *crops: list[ReadWord]
) -> list[str]:
    """Return the words after a second look that reads `crops`, one a time, then nothing."""
    readings = iter(crops)
    monkeypatch.setattr(signer_names, "recognise", lambda *_, **__: next(readings, []))
    return [word.text for word in add_signer_names(page, words, Settings())]


def title(page: CleanPage, text: str = "CHỦ TỊCH") -> list[ReadWord]:
    return line(text, round(0.6 * page.work.shape[1]), round(0.3 * page.work.shape[0]))


def test_a_lost_name_comes_back(page: CleanPage, monkeypatch: pytest.MonkeyPatch) -> None:
    found = after(page, monkeypatch, title(page), [], line("Lê Văn Bình", 30, 40))
    assert found == ["CHỦ", "TỊCH", "Lê", "Văn", "Bình"]


def test_specks_beside_a_title_do_not_hide_it(
    page: CleanPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = title(page)
    words.insert(1, replace(words[0], text="*", x0=words[0].x1 - 4, x1=words[0].x1))
    assert after(page, monkeypatch, words, line("Lê Văn Bình", 30, 40))[-3:] == [
        "Lê",
        "Văn",
        "Bình",
    ]


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("Lê Văn Bình", 0.7),
        ("Xyz Văn Bình", 0.95),
        ("Bình", 0.95),
        ("lê văn bình", 0.95),
        ("", 0.9),
    ],
)
def test_what_is_no_sure_name_is_not_taken(
    page: CleanPage, monkeypatch: pytest.MonkeyPatch, text: str, confidence: float
) -> None:
    crop = line(text, 30, 40, confidence)
    assert after(page, monkeypatch, title(page), crop, crop) == ["CHỦ", "TỊCH"]


def test_a_name_that_stands_is_not_read_again(
    page: CleanPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = title(page)
    words += line("Trần Thị Mai", words[0].x0 - 10, words[0].y1 + 120, number=1)
    assert after(page, monkeypatch, words, line("Lê Văn Bình", 30, 40))[-3:] == [
        "Trần",
        "Thị",
        "Mai",
    ]


def test_titles_in_the_left_half_sign_nothing(
    page: CleanPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = line("CHỦ TỊCH", 60, 300)
    assert after(page, monkeypatch, words, line("Lê Văn Bình", 30, 40)) == ["CHỦ", "TỊCH"]
