"""Pipelines built once, and a small layout with zones, a table and boxes."""

from __future__ import annotations

import pytest
from spacy.language import Language

from models.geometry import Box
from models.layout import Anchor
from models.layout import LaidCell
from models.layout import LaidTable
from models.layout import Layout
from models.layout import Line
from models.layout import Paragraph
from models.layout import Zone
from models.layout import ZoneKind
from pipeline.language import build_nlp

PIECES = (
    (ZoneKind.ISSUING_BODY, ["HUYỆN ỦY SÔNG LAM"]),
    (ZoneKind.NUMBER, ["Số 77-CV/HU"]),
    (
        ZoneKind.BODY,
        ["Kính gửi các chi bộ. Đề nghị thực hiện:", "1. Giao Văn phòng rà soát hồ sơ."],
    ),
    (ZoneKind.APPENDIX, ["Lập danh mục", "Sở Nội vụ. Sở Y tế"]),
)


@pytest.fixture(scope="session")
def nlp() -> Language:
    """Words, no parts of speech, no extractors."""
    return build_nlp(extractors=False)


@pytest.fixture(scope="session")
def bare() -> Language:
    """Tokens, zones and sentences only."""
    return build_nlp(words=False, extractors=False)


@pytest.fixture
def layout() -> Layout:
    """A dispatch of four zones on two pages; the last zone is a table of two cells in part 1."""
    text = ""
    zones: list[Zone] = []
    paragraphs: list[Paragraph] = []
    for index, (kind, parts) in enumerate(PIECES):
        start = len(text)
        for part in parts:
            paragraphs.append(Paragraph(len(text), len(text) + len(part), index))
            text += part + "\n"
        zones.append(Zone(kind, start, len(text) - 1, 1 if kind is ZoneKind.APPENDIX else 0))
        text += "\n"
    text = text.rstrip()
    cells = tuple(
        LaidCell(0, column, 1, 1, p.start, p.end) for column, p in enumerate(paragraphs[-2:])
    )
    table = LaidTable(2, 1, 2, cells, zones[-1].start, zones[-1].end, 1)
    return Layout(
        text=text,
        anchors=_anchors(text, second_page=zones[-1].start),
        lines=tuple(Line(p.start, p.end, 1, None) for p in paragraphs[:-2]),
        paragraphs=tuple(paragraphs[:-2]),
        zones=tuple(zones),
        tables=(table,),
        page_count=2,
    )


def _anchors(text: str, *, second_page: int) -> tuple[Anchor, ...]:
    anchors: list[Anchor] = []
    start = 0
    for word in text.split():
        start = text.index(word, start)
        page = 2 if start >= second_page else 1
        anchors.append(Anchor(start, start + len(word), page, Box(start, 0, start + 5, 9), 0.9))
        start += len(word)
    return tuple(anchors)
