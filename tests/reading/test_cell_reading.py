"""Cells of scanned tables read one by one: which ones, and when the new reading stands."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from models.geometry import Rule
from models.settings import Settings
from pipeline.reading import cell_reading
from pipeline.reading.cell_reading import read_cells
from pipeline.reading.image_clean import CleanPage
from pipeline.reading.image_rules import find_rules
from pipeline.reading.ocr_engine import ReadWord
from tests.reading.clean_pages import clean_page

LETTER = 20
LEFT, MIDDLE, RIGHT, TOP, ROW = 100, 200, 700, 100, 80


def word(text: str, x0: int, y0: int, x1: int, *, sure: float = 0.97, high: int = 22) -> ReadWord:
    return ReadWord(
        text=text,
        raw=text,
        confidence=sure,
        x0=x0,
        y0=y0,
        x1=x1,
        y1=y0 + high,
        line=y0 // ROW,
        row_px=30.0,
    )


def a_page() -> CleanPage:
    """Return a page with a table of two columns and three rows, no print in it."""
    work = np.full((1000, 800), 255, np.uint8)
    for row in range(4):
        cv2.line(work, (LEFT, TOP + row * ROW), (RIGHT, TOP + row * ROW), 0, 2)
    for x in (LEFT, MIDDLE, RIGHT):
        cv2.line(work, (x, TOP), (x, TOP + 3 * ROW), 0, 2)
    return clean_page(work, letter_px=float(LETTER))


class Engine:
    """Stands for the engine: gives a reading and counts how often it is asked."""

    def __init__(self, *reading: str, sure: float = 0.95) -> None:
        self.reading, self.sure, self.asked = reading, sure, 0

    def __call__(self, image: np.ndarray, settings: Settings, **options: object) -> list[ReadWord]:
        self.asked += 1
        if options.get("whitelist"):
            return []
        step = 90
        return [
            word(text, 20 + i * step, 40, 100 + i * step, sure=self.sure)
            for i, text in enumerate(self.reading)
        ]


def read(
    monkeypatch: pytest.MonkeyPatch,
    engine: Engine,
    words: Sequence[ReadWord],
    page: CleanPage | None = None,
    rules: tuple[Rule, ...] | None = None,
) -> list[str]:
    page = page or a_page()
    monkeypatch.setattr(cell_reading, "recognise", engine)
    found = read_cells(page, words, find_rules(page) if rules is None else rules, Settings())
    return [one.text for one in found]


def test_sure_cells_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine("khác")
    assert read(monkeypatch, engine, [word("kiểm", 220, 130, 280), word("tra", 290, 130, 330)]) == [
        "kiểm",
        "tra",
    ]
    assert engine.asked == 0


@pytest.mark.parametrize(
    "old",
    [
        [word("kiêm", 220, 130, 280, sure=0.4)],
        [word("Dÿ", 220, 130, 280)],
        [word("kiểm", 220, 130, 280), word("^", 290, 130, 300)],
        # over the upright line
        [word("1kiểm", 120, 130, 330, sure=0.97)],
        # two lines read as one
        [word("kiểm", 220, 110, 280, high=60)],
        # one word read twice
        [word("kiểm", 220, 130, 280), word("kiếm", 222, 131, 279)],
    ],
)
def test_doubtful_cells_are_read_again(
    monkeypatch: pytest.MonkeyPatch, old: list[ReadWord]
) -> None:
    assert read(monkeypatch, Engine("kiểm"), old).count("kiểm") >= 1
    assert not {"kiêm", "Dÿ", "^", "kiếm"} & set(read(monkeypatch, Engine("kiểm"), old))


def test_a_roman_label_beside_a_speck_of_the_rule_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    old = [word("I.", 120, 210, 140), word("|", 190, 210, 194)]
    assert "I." in read(monkeypatch, Engine("1"), old)


@pytest.mark.parametrize(
    ("old", "engine"),
    [
        # the same letters, the dash lost
        (
            [
                word("văn", 220, 130, 260, sure=0.8),
                word("–", 270, 130, 280),
                word("xã", 290, 130, 320),
            ],
            Engine("văn", "xã"),
        ),
        # nothing read, less sure, half of the letters lost
        ([word("quyét", 220, 130, 300, sure=0.6)], Engine()),
        ([word("quyên", 220, 130, 300, sure=0.8)], Engine("quyết", sure=0.5)),
        (
            [word("thực", 220, 130, 300, sure=0.8), word("hiện", 310, 130, 380, sure=0.8)],
            Engine("là"),
        ),
    ],
)
def test_a_worse_reading_does_not_stand(
    monkeypatch: pytest.MonkeyPatch, old: list[ReadWord], engine: Engine
) -> None:
    assert read(monkeypatch, engine, old) == [one.text for one in old]
    assert engine.asked >= 1


def test_ink_without_a_word_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    page = a_page()
    cv2.rectangle(page.work, (220, 130), (300, 150), 0, -1)
    assert read(monkeypatch, Engine("thêm"), [], page) == ["thêm"]


@pytest.mark.parametrize("label", ["1", "12.", "IV", "1.2", "II.1", "2a", "A"])
def test_labels_are_left_alone(monkeypatch: pytest.MonkeyPatch, label: str) -> None:
    engine = Engine("khác")
    at = TOP + ROW + 30
    assert read(monkeypatch, engine, [word(label, 120, at, 160)]) == [label]
    assert engine.asked == 0


def test_a_label_that_is_no_number_is_read_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    page = a_page()
    cv2.rectangle(page.work, (125, TOP + ROW + 30), (160, TOP + ROW + 52), 0, -1)

    def engine(image: np.ndarray, settings: Settings, **options: object) -> list[ReadWord]:
        return [word("II" if options.get("whitelist") else "H", 20, 20, 50)]

    monkeypatch.setattr(cell_reading, "recognise", engine)
    words = [word("H", 125, TOP + ROW + 30, 160)]
    assert [w.text for w in read_cells(page, words, find_rules(page), Settings())] == ["II"]


def test_without_a_table_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine("khác")
    assert read(monkeypatch, engine, [word("Dÿ", 220, 130, 280)], rules=()) == ["Dÿ"]
    assert engine.asked == 0


def test_the_number_of_readings_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine("kiểm")
    monkeypatch.setattr(cell_reading, "MAX_CELLS", 2)
    words = [word("Dÿ", 220, TOP + row * ROW + 30, 280) for row in range(3)]
    assert read(monkeypatch, engine, words).count("Dÿ") == 1
    assert engine.asked == 2


class Disagreeing(Engine):
    """Reads one picture in several ways, one after the other."""

    def __call__(self, image: np.ndarray, settings: Settings, **options: object) -> list[ReadWord]:
        if options.get("whitelist"):
            return []
        text = self.reading[self.asked % len(self.reading)]
        self.asked += 1
        return [word(text, 20, 40, 40, sure=self.sure)]


def with_cross(*, side: int = 30, stroke: int = 5) -> CleanPage:
    page = a_page()
    cv2.rectangle(page.work, (400, 120), (400 + side, 120 + side), 0, stroke)
    return page


@pytest.mark.parametrize(
    ("engine", "page", "wanted"),
    [
        # two of three agree, none of them surely
        (Engine("X", sure=0.7), with_cross(), ["X"]),
        (Disagreeing("b", "X", "X", sure=0.4), with_cross(), ["X"]),
        (Engine("nt", sure=0.7), with_cross(), ["nt"]),
        # no two agree; a word is no letter; ink of several letters; of a torn ruling line
        (Disagreeing("b", "X", "§", sure=0.7), with_cross(), []),
        (Engine("XXXX", sure=0.7), with_cross(), []),
        (Engine("I", sure=0.9), with_cross(side=20, stroke=1), []),
        (Engine("X", sure=0.7), with_cross(side=55), []),
        (Engine(sure=0.7), with_cross(), []),
    ],
)
def test_a_letter_alone_in_a_cell_stands_where_readings_agree(
    monkeypatch: pytest.MonkeyPatch, engine: Engine, page: CleanPage, wanted: list[str]
) -> None:
    assert read(monkeypatch, engine, [], page) == wanted


def many(*odd: ReadWord) -> list[ReadWord]:
    """Return eighteen sure words in three lines of one cell, the last of them exchanged for `odd`."""
    rows = [
        word("kiểm", 220 + 75 * i, 104 + 26 * row, 280 + 75 * i, high=20)
        for row in range(3)
        for i in range(6)
    ]
    return [*rows[: len(rows) - len(odd)], *odd]


@pytest.mark.parametrize("sign", ["|", "¦", "&"])
def test_a_bar_among_many_sure_words_asks_for_no_reading(
    monkeypatch: pytest.MonkeyPatch, sign: str
) -> None:
    engine = Engine("kiểm")
    words = many(word(sign, 595, 156, 600, high=20))
    assert read(monkeypatch, engine, words) == [one.text for one in words]
    assert engine.asked == 0


def test_a_bar_beside_few_words_does(monkeypatch: pytest.MonkeyPatch) -> None:
    old = [word("kiểm", 220, 130, 280), word("|", 290, 130, 296)]
    assert read(monkeypatch, Engine("kiểm"), old) == ["kiểm"]


class Strips(Engine):
    """An engine that also keeps the heights of the pictures it was given."""

    heights: tuple[int, ...] = ()

    def __call__(self, image: np.ndarray, settings: Settings, **options: object) -> list[ReadWord]:
        self.heights = (*self.heights, image.shape[0])
        return super().__call__(image, settings, **options)


def test_only_the_doubtful_line_of_a_long_cell_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Strips("kiểm", "kiểm", "kiểm", "kiểm", "kiểm", "thử", sure=0.96)
    words = many(word("thứ", 595, 156, 655, sure=0.5, high=20))
    assert read(monkeypatch, engine, words)[-1] == "thử"
    assert len(engine.heights) == 1
    assert engine.heights[0] < ROW


def test_a_line_with_other_figures_does_not_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine("kiểm", "kiểm", "kiểm", "kiểm", "kiểm", "17", sure=0.96)
    words = many(word("14", 595, 156, 655, sure=0.5, high=20))
    assert read(monkeypatch, engine, words)[-1] == "14"


@pytest.mark.parametrize(("sure", "wanted"), [(0.95, ["3"]), (0.6, ["¿", "|"])])
def test_marks_alone_give_way_to_a_sure_figure(
    monkeypatch: pytest.MonkeyPatch, sure: float, wanted: list[str]
) -> None:
    old = [word("¿", 220, 130, 236, sure=0.9), word("|", 290, 130, 296)]
    assert read(monkeypatch, Engine("3", sure=sure), old) == wanted


def digit(monkeypatch: pytest.MonkeyPatch, old: ReadWord, *, beside: bool) -> list[str]:
    """Read a cell with a bar of ink as «8»; with `beside` ink stands where the reading has none."""
    page = a_page()
    page.work[150:172, 240:252] = 0
    if beside:
        page.work[150:172, 400:460] = 0

    def engine(image: np.ndarray, settings: Settings, **options: object) -> list[ReadWord]:
        del image, settings
        if options.get("whitelist"):
            return []
        x, y = 240 - (MIDDLE + 4 - 16), 150 - (TOP + 4 - 16)
        return [word("8", x - 4, y - 4, x + 20, high=30)]

    monkeypatch.setattr(cell_reading, "recognise", engine)
    return [one.text for one in read_cells(page, [old], find_rules(page), Settings())]


@pytest.mark.parametrize("text", ["Œœ", "|+3", "lạ", "CI"])
def test_one_sure_figure_stands_for_letters_that_were_none(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    old = word(text, 236, 148, 262, sure=0.4)
    assert digit(monkeypatch, old, beside=False) == ["8"]


@pytest.mark.parametrize("text", ["lạ", "CI"])
def test_a_reading_that_leaves_ink_out_does_not_stand(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    old = word(text, 236, 148, 262, sure=0.7)
    assert digit(monkeypatch, old, beside=True) == [text]


def test_a_bar_or_a_quote_at_a_word_is_no_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, Engine("tra"), [word("|“tra", 220, 130, 300, sure=0.5)]) == ["tra"]


def test_a_dash_read_surely_is_no_dirt(monkeypatch: pytest.MonkeyPatch) -> None:
    old = [word("-", 220, 130, 230, sure=0.8), word("tra", 240, 130, 300, sure=0.6)]
    assert read(monkeypatch, Engine("tra"), old) == ["-", "tra"]
    old = [word("-", 220, 130, 230, sure=0.1), word("tra", 240, 130, 300, sure=0.6)]
    assert read(monkeypatch, Engine("tra"), old) == ["tra"]
