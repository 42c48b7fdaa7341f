"""pdfplumber's edges make the same grid as pdfium's path objects."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.page import Word
from models.settings import Settings
from pipeline.reading import read_file
from pipeline.reading.grid import build_tables
from pipeline.reading.plumber_rules import heads_a_table
from pipeline.reading.plumber_rules import plumber_rules

SAMPLES = Path(__file__).parents[2] / "samples"


def test_both_readers_of_lines_give_the_same_table() -> None:
    path = SAMPLES / "01-cong-van-phu-luc.pdf"
    page = next(p for p in read_file(path, Settings()).pages if p.tables)
    words = [word for table in page.tables for cell in table.cells for word in cell.words]
    again = build_tables(
        plumber_rules(path, page.number),
        words,
        page_width_pt=page.width_pt,
        page_height_pt=page.height_pt,
    )
    assert [[c.text for c in t.cells] for t in again.tables] == [
        [c.text for c in t.cells] for t in page.tables
    ]


def test_a_page_it_cannot_read_gives_none(tmp_path: Path) -> None:
    broken = tmp_path / "a.pdf"
    broken.write_bytes(b"%PDF-1.4\n1 0 obj << /Type /Catalog >>")
    assert plumber_rules(broken, 1) == ()
    assert plumber_rules(SAMPLES / "01-cong-van-phu-luc.pdf", 99) == ()


@pytest.mark.parametrize(
    ("text", "heads"), [("STT", True), ("TT.", True), ("tt", True), ("TTg", False), ("Nội", False)]
)
def test_headings_of_running_numbers(text: str, heads: bool) -> None:
    assert heads_a_table((Word(text=text),)) is heads


def test_the_heading_must_begin_its_line() -> None:
    assert not heads_a_table(
        (Word(text="-", line=3), Word(text="TT.", line=3), Word(text="HĐND", line=3))
    )
