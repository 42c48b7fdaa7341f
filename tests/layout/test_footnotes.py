"""Footnotes stand apart from the text, note by note, and a page's end does not part them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.citations import find_citations
from models.geometry import Box
from models.geometry import Rule
from models.layout import Layout
from models.layout import ZoneKind
from models.page import FileKind
from models.page import Page
from models.page import PageSource
from models.page import Reading
from models.page import Word
from pipeline.layout import lay_out
from tests.layout.press import A4
from tests.layout.press import a_reading
from tests.layout.press import printed_words

TEXT = (
    "Giao Sở Nội vụ chủ trì rà soát danh mục hồ sơ theo quy định của cấp trên1,",
    "báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng 12 năm 2025.",
    "2. Giao Sở Tài chính bố trí kinh phí thực hiện theo phân cấp hiện hành2.",
    "3. Yêu cầu các cơ quan, đơn vị triển khai nghiêm túc kế hoạch này.",
)
NOTES = (
    "1 Luật Lưu trữ số 33/2024/QH15; Nghị định số 113/2025/NĐ-CP ngày 03/6/2025 của Chính phủ quy định chi tiết",
    "một số điều của Luật Lưu trữ.",
    "2 Quyết định số 61/QĐ-STC ngày 03/02/2025 của Giám đốc Sở Tài chính về giao dự toán năm 2026 cho các đơn vị.",
)
WORD_RULE = (85.0, 230.0)


def a_page(
    notes: tuple[str, ...] = NOTES,
    *,
    number: int = 1,
    size: float = 10.0,
    rule: tuple[float, float] | None = WORD_RULE,
    height: float = 500.0,
    foot: str = "",
) -> Page:
    """Return a page with four lines of text, and notes from `height` on."""
    words = [
        w
        for i, line in enumerate(TEXT)
        for w in printed_words(85, 100 + 20 * i, line, size=13, line=i)
    ]
    for i, line in enumerate(notes):
        words += printed_words(85, height + 12 * i, line, size=size, line=50 + i)
    if foot:
        words += printed_words(290, 800, foot, size=13, line=99)
    rules = (
        ()
        if rule is None
        else (Rule(box=Box(rule[0], height - 6, rule[1], height - 6), horizontal=True),)
    )
    return Page(
        number=number,
        width_pt=A4[0],
        height_pt=A4[1],
        source=PageSource.TEXT_LAYER,
        words=tuple(words),
        rules=rules,
    )


def notes_of(*pages: Page) -> list[str]:
    """Return the footnotes, one text each."""
    return _notes(lay_out(a_reading(*pages)))


def _notes(layout: Layout) -> list[str]:
    return [
        layout.text[paragraph.start : paragraph.end]
        for paragraph in layout.paragraphs
        if layout.zones[paragraph.zone].kind is ZoneKind.FOOTNOTE
    ]


def test_each_note_is_one_paragraph_with_its_citations() -> None:
    layout = lay_out(a_reading(a_page()))
    assert _notes(layout) == [" ".join(NOTES[:2]), NOTES[2]]
    found = {c.value: (c.issued_on, c.in_footnote) for c in find_citations(layout)}
    assert found == {
        "33/2024/QH15": (None, True),
        "113/2025/NĐ-CP": ("2025-06-03", True),
        "61/QĐ-STC": ("2025-02-03", True),
    }


def test_notes_leave_the_text_as_it_is_without_them() -> None:
    noted, bare = (lay_out(a_reading(page)) for page in (a_page(), a_page((), rule=None)))
    text = [noted.cut(zone) for zone in noted.zones if zone.kind is not ZoneKind.FOOTNOTE]
    assert text == [bare.cut(zone) for zone in bare.zones]
    assert "Giao Sở Tài chính" in "".join(text)


@pytest.mark.parametrize(
    ("notes", "opened"),
    [
        (("* Quyết định số 61/QĐ-STC ngày 03/02/2025.",), 1),
        (("[1] Quyết định số 61/QĐ-STC.", "[2] Quyết định số 62/QĐ-STC."), 2),
        (("1Quyết định số", "1530/QĐ-UBND ngày 02/9/2025 của Chủ tịch Ủy ban nhân dân"), 1),
        (("1 Xem báo cáo năm", "2025 của Sở Nội vụ", "2 Như trên."), 2),
        (("¹ Như trên.", "² Sở Nội vụ."), 2),
    ],
)
def test_where_a_note_opens(notes: tuple[str, ...], opened: int) -> None:
    assert len(notes_of(a_page(notes))) == opened


def test_a_page_number_below_the_notes_is_no_note() -> None:
    assert notes_of(a_page(foot="2", number=2)) == [" ".join(NOTES[:2]), NOTES[2]]


def test_a_note_goes_on_at_the_foot_of_the_next_page() -> None:
    first = a_page(("1 Kế hoạch số 31-KH/TU ngày 14/5/2025 của Tỉnh ủy, nội dung được",))
    rest = ("quán triệt theo Chỉ thị số 07-CT/TU ngày 20/6/2025.", "2 Như trên.")
    assert notes_of(first, a_page(rest, number=2, rule=(85.0, 550.0))) == [
        "1 Kế hoạch số 31-KH/TU ngày 14/5/2025 của Tỉnh ủy, nội dung được quán triệt theo Chỉ thị số 07-CT/TU ngày 20/6/2025.",
        "2 Như trên.",
    ]


def test_long_notes_are_notes_though_they_outnumber_the_text() -> None:
    long = (
        "1 Kế hoạch số 31-KH/TU;",
        *("nội dung được các cấp ủy quán triệt đầy đủ" for _ in range(12)),
    )
    assert len(notes_of(a_page(long, height=300))) == 1


def test_a_scan_shows_any_sign_for_the_number() -> None:
    signs = tuple(note.replace("1 ", "'").replace("2 ", "?") for note in NOTES)
    page = replace(a_page(signs), source=PageSource.OCR)
    assert len(notes_of(page)) == 2


@pytest.mark.parametrize(
    "page",
    [
        a_page(rule=None),
        # Letters of the text's size below a rule; a rule in the middle; a full line; no number.
        a_page(size=13.0),
        a_page(rule=(240.0, 380.0)),
        a_page(rule=(85.0, 550.0)),
        a_page(tuple(note.lstrip("12 ") for note in NOTES)),
        # A rule above all text.
        a_page(height=60.0),
    ],
)
def test_what_is_no_footnote(page: Page) -> None:
    assert notes_of(page) == []


FLOWING = (
    "Căn cứ Luật Lưu trữ và Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị, Văn phòng",
    "Luật Lưu trữ số 33/2024/QH15; Quyết định số 61/QĐ-STC ngày 03/02/2025 của Sở Tài chính;",
    "Nghị quyết số 57-NQ/TW ngày 22/12/2024.",
    "yêu cầu các đơn vị thực hiện Kế hoạch số 12-KH/TU ngày 05/3/2025 của Tỉnh uỷ.",
)


def _flowing(lines: tuple[str, ...], footnotes: tuple[tuple[int, int], ...] = ()) -> Layout:
    words = tuple(
        Word(text=text, line=number) for number, line in enumerate(lines) for text in line.split()
    )
    page = Page(
        number=1,
        width_pt=0.0,
        height_pt=0.0,
        source=PageSource.DOCX,
        words=words,
        footnotes=footnotes,
    )
    return lay_out(Reading(kind=FileKind.DOCX, pages=(page,)))


def test_notes_that_the_source_names_part_no_paragraph() -> None:
    noted = _flowing(FLOWING, ((1, 2),))
    bare = _flowing((FLOWING[0], FLOWING[3]))
    assert _notes(noted) == [" ".join(FLOWING[1:3])]
    text = [noted.cut(zone) for zone in noted.zones if zone.kind is not ZoneKind.FOOTNOTE]
    assert text == [bare.cut(zone) for zone in bare.zones]
    found = {c.value: c.in_footnote for c in find_citations(noted)}
    assert found == {
        "57-NQ/TW": False,
        "33/2024/QH15": True,
        "61/QĐ-STC": True,
        "12-KH/TU": False,
    }


def test_each_named_note_is_a_paragraph_and_what_is_not_named_is_none() -> None:
    assert _notes(_flowing(FLOWING, ((1, 1), (2, 2)))) == list(FLOWING[1:3])
    assert _notes(_flowing(FLOWING)) == []
