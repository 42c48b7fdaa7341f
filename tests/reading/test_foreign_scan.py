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
    ("texts", "source", "read", "code"),
    [
        ([FOREIGN * 8] * PAGES, PageSource.OCR, 6, OutcomeCode.NOT_READABLE),
        # as many pages are read where print is sparse, own pages come in between, or a layer is there
        ([FOREIGN] * PAGES, PageSource.OCR, PAGES, OutcomeCode.NOT_READABLE),
        ([FOREIGN * 8, OWN * 8] * PAGES, PageSource.OCR, PAGES, None),
        ([OWN * 8] * PAGES, PageSource.OCR, PAGES, None),
        ([FOREIGN * 8] * PAGES, PageSource.TEXT_LAYER, PAGES, None),
    ],
)
def test_a_foreign_book_is_given_up(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    texts: list[list[str]],
    source: PageSource,
    read: int,
    code: OutcomeCode | None,
) -> None:
    seen: list[int] = []

    def read_page(document: object, index: int, settings: Settings) -> Page:
        seen.append(index)
        words = tuple(Word(text=text, ocr=source is PageSource.OCR) for text in texts[index])
        return Page(number=index + 1, width_pt=595, height_pt=842, source=source, words=words)

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
