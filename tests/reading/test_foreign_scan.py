"""A long scan in another language is given up after its first pages; a Vietnamese one never is."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from models.outcome import OutcomeCode
from models.page import Page
from models.page import PageSource
from models.page import Word
from models.settings import Settings
from pipeline.reading import ReadFailure
from pipeline.reading import pdf
from pipeline.reading import read_file
from pipeline.reading.text_health import FOREIGN as FOREIGN_LAYER
from pipeline.reading.text_health import are_foreign

FOREIGN = [
    "the",
    "committee",
    "shall",
    "consider",
    "whether",
    "further",
    "measures",
    "would",
    "strengthen",
    "regional",
    "trade",
]
OWN = [
    "thực",
    "hiện",
    "kế",
    "hoạch",
    "của",
    "Ban",
    "Thường",
    "vụ",
    "Thành",
    "ủy",
    "về",
    "công",
    "tác",
    "cán",
    "bộ",
    "năm",
]
PAGES = 9


@pytest.mark.parametrize(
    ("texts", "source", "note", "read", "code"),
    [
        ([FOREIGN * 8] * PAGES, PageSource.OCR, None, 6, OutcomeCode.NOT_READABLE),
        # as many pages are read where print is sparse, own pages come in between, or a layer is there
        ([FOREIGN] * PAGES, PageSource.OCR, None, PAGES, OutcomeCode.NOT_READABLE),
        ([FOREIGN * 8, OWN * 8] * PAGES, PageSource.OCR, None, PAGES, None),
        ([OWN * 8] * PAGES, PageSource.OCR, None, PAGES, None),
        ([FOREIGN * 8] * PAGES, PageSource.TEXT_LAYER, None, PAGES, None),
        # a layer that is known to be in another language
        ([FOREIGN * 8] * PAGES, PageSource.TEXT_LAYER, FOREIGN_LAYER, 6, OutcomeCode.NOT_READABLE),
    ],
)
def test_a_foreign_book_is_given_up(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    texts: list[list[str]],
    source: PageSource,
    note: str | None,
    read: int,
    code: OutcomeCode | None,
) -> None:
    seen: list[int] = []

    def read_page(document: object, index: int, settings: Settings) -> Page:
        seen.append(index)
        words = tuple(Word(text=text, ocr=source is PageSource.OCR) for text in texts[index])
        return Page(
            number=index + 1,
            width_pt=595,
            height_pt=842,
            source=source,
            words=words,
            notes=() if note is None else (note,),
        )

    monkeypatch.setattr(pdf, "_read_page", read_page)
    with pikepdf.new() as made:
        for _ in range(PAGES):
            made.add_blank_page()
        made.save(tmp_path / "a.pdf")
    assert ended_as(tmp_path / "a.pdf") is code
    assert len(seen) == read


def ended_as(path: Path) -> OutcomeCode | None:
    try:
        read_file(path, Settings())
    except ReadFailure as failure:
        return failure.code
    return None


def a_page(
    health: float,
    *,
    words: int = 40,
    foreign: bool = False,
    source: PageSource = PageSource.TEXT_LAYER,
) -> Page:
    return Page(
        number=1, width_pt=595, height_pt=842, source=source, words=(Word(text="x"),) * words,
        health=health, notes=(FOREIGN_LAYER,) if foreign else (),
    )  # fmt: skip


ENGLISH = a_page(0.4, foreign=True)


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([a_page(0.2, source=PageSource.OCR)], True),
        ([a_page(0.9, source=PageSource.OCR)], False),
        ([a_page(0.2, source=PageSource.OCR), a_page(0.5, source=PageSource.OCR)], False),
        ([a_page(0.2)], False),
        ([ENGLISH], True),
        # a title page, a list of contents read by OCR, an empty page
        ([a_page(1.0, words=3), ENGLISH], True),
        ([a_page(0.45, source=PageSource.OCR), ENGLISH], True),
        ([a_page(1.0, words=0), ENGLISH], True),
        # a page that may be Vietnamese
        ([a_page(0.97), ENGLISH], False),
        ([a_page(1.0, words=3)], False),
        ([a_page(1.0, words=0)], False),
    ],
)
def test_what_tells_pages_in_another_language(pages: list[Page], expected: bool) -> None:
    assert are_foreign(pages, least=0.35) is expected
