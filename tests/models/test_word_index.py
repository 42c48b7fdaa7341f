"""Ranges on paper, told from columns, are those that a walk through the words finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.geometry import Box
from models.geometry import union
from models.layout import Anchor
from models.layout import Layout
from models.layout import Line
from models.word_index import cut_box
from models.word_index import same_line

WORDS = st.lists(
    st.tuples(
        st.sampled_from(["a", "bcd", "il.", "số", "việc"]),
        st.sampled_from([None, 0, 1, 2]),  # no box, or the printed line
        st.floats(0, 100),
        st.integers(1, 2),
        st.sampled_from([None, "raw"]),
    ),
    min_size=1,
    max_size=12,
)


def layout_of(words: list[tuple[str, int | None, float, int, str | None]]) -> Layout:
    anchors: list[Anchor] = []
    at = 0
    for text, line, x, page, raw in words:
        box = None if line is None else Box(x, 20.0 * line, x + 10, 20.0 * line + 12)
        anchors.append(Anchor(at, at + len(text), page, box, 1.0, raw))
        at += len(text) + 1
    text = " ".join(word[0] for word in words)
    lines = tuple(Line(a.start, a.end, a.page, a.box) for a in anchors)
    return Layout(text=text, anchors=tuple(anchors), lines=lines, paragraphs=(), zones=())


def walked(layout: Layout, touched: list[Anchor], start: int, end: int) -> list[tuple[int, Box]]:
    runs: list[tuple[int, list[Box]]] = []
    for anchor in touched:
        if anchor.box is None:
            continue
        box = cut_box(anchor, layout.text, start, end)
        if runs and runs[-1][0] == anchor.page and same_line(runs[-1][1][-1], box):
            runs[-1][1].append(box)
        else:
            runs.append((anchor.page, [box]))
    return [(page, union(boxes)) for page, boxes in runs]


@given(WORDS, st.data())
def test_ranges_stand_where_a_walk_finds_them(
    words: list[tuple[str, int | None, float, int, str | None]], data: st.DataObject
) -> None:
    layout = layout_of(words)
    for _ in range(3):
        start = data.draw(st.integers(0, len(layout.text) - 1))
        end = data.draw(st.integers(start + 1, len(layout.text)))
        touched = [a for a in layout.anchors if a.start < end and a.end > start]
        assert list(layout.anchors_in(start, end)) == touched
        assert [(one.start, one.end) for one in layout.lines_in(start, end)] == [
            (a.start, a.end) for a in touched
        ]
        if not touched:
            continue
        place = layout.locate(start, end)
        assert list(zip(place.pages, place.boxes, strict=True)) == walked(
            layout, touched, start, end
        )
        assert place.page == touched[0].page
        whole = [a for a in touched if a.raw and start <= a.start and a.end <= end]
        assert place.raw.split(" ").count("raw") == len(whole)


def test_lines_that_reach_over_later_ones_are_found() -> None:
    lines = (Line(0, 30, 1, None), Line(3, 5, 1, None), Line(10, 12, 1, None))
    layout = Layout(text="x" * 30, anchors=(), lines=lines, paragraphs=(), zones=())
    assert layout.lines_in(20, 25) == lines[:1]
    assert layout.lines_in(11, 25) == (lines[0], lines[2])
    assert layout.lines_in(5, 10) == lines[:1]
