"""A layout cuts and locates: every range leads back to raw text, page and boxes."""

from __future__ import annotations

import pytest

from models.geometry import Box
from models.geometry import union
from models.layout import Anchor
from models.layout import Layout
from models.values import evidence_fields


def _layout() -> Layout:
    anchors = (
        Anchor(0, 5, 1, Box(10, 10, 60, 20), 1.0),
        Anchor(6, 10, 1, Box(65, 10, 100, 20), 0.5, raw="th3o"),
        Anchor(11, 15, 2, Box(10, 30, 50, 40), 1.0, ocr=True, repair="made-up"),
    )
    return Layout(text="giao, theo phải", anchors=anchors, lines=(), paragraphs=(), zones=())


def test_locate_joins_words_of_a_line_and_parts_pages() -> None:
    place = _layout().locate(0, 15)
    assert place.raw == "giao, th3o phải"
    assert place.pages == (1, 2)
    assert [box.as_list() for box in place.boxes] == [[10, 10, 100, 20], [10, 30, 50, 40]]
    assert place.confidence == pytest.approx((5 * 1.0 + 4 * 0.5 + 4 * 1.0) / 13, abs=1e-3)
    assert place.repairs == ("made-up",)


def test_a_part_of_a_word_cuts_its_box_in_proportion() -> None:
    place = _layout().locate(0, 4)
    assert place.raw == "giao"
    # «i» and «,» count as half a letter: 3.5 of 4
    assert place.boxes[0].as_list() == [10, 10, 53.75, 20]


def test_a_range_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="touches no word"):
        _layout().locate(5, 6)


def test_evidence_keeps_the_first_page_apart() -> None:
    fields = evidence_fields(_layout(), 0, 15, rule="test")
    assert fields["page"] == 1
    assert fields["boxes"] == [[10.0, 10.0, 100.0, 20.0]]
    assert [more.page for more in fields["continued"]] == [2]
    assert fields["repairs"] == ["made-up"]


def test_a_union_needs_a_box() -> None:
    with pytest.raises(ValueError, match="at least one"):
        union([])
