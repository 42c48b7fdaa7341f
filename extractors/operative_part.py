"""Find the operative part among the items of a document, and tell what kind each item is.

In: the tree of items. Out: the top items of the operative part, the paragraphs that close it, and
the kind of an item: task or item, report, request, arrangement or time of an event, validity.

Where the operative part stands, tried in this order: the Điều of a decision; the sections of a
plan on carrying out, failing these those on tasks; the numbered items of a letter or notice; a
list of bullets most of which charge somebody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.assignees import find_assignees
from extractors.body_names import fold_keeping_length
from extractors.body_names import words_re
from extractors.task_closing import opens_request
from extractors.task_items import Item
from extractors.task_items import ItemTree
from extractors.task_items import Level
from extractors.task_items import Piece
from models.layout import Layout

__all__ = ["SECTION_LEVELS", "Top", "closing_paragraphs", "folded_text", "kind_of", "top_items"]

SECTION_LEVELS = (Level.DIVISION, Level.CAPITAL, Level.ROMAN)
_BASES_RE = re.compile(r"\s*(?:căn cứ|xét|theo đề nghị|thực hiện)\s")
# An item on when the paper itself comes into force, wherever it stands.
_IN_FORCE_RE = re.compile(
    r"(?:quyết định|nghị quyết|nghị định|thông tư|chỉ thị|quy chế|quy định|văn bản)\s(?:này\s)?có hiệu lực(?:\s|$)"
)
_LONGEST_HEADING = 160
_LONGEST_TITLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """A top item of the operative part with the label of its section."""

    item: Item
    section: str


def top_items(layout: Layout, tree: ItemTree) -> list[Top]:
    """Return the top items of the operative part with the labels of their sections."""
    articles = [item for item in tree.items if item.level is Level.ARTICLE]
    if articles:
        return [Top(item=item, section="") for item in articles]
    sections = [item for item in tree.items if item.level in SECTION_LEVELS]
    if len(sections) >= 2:
        return _in_sections(layout, tree, sections)
    # One lone section label is a stray or a single heading: its items count as they are.
    level = next(
        (
            rank
            for rank in (Level.NUMBER, Level.LETTER, Level.DASH, Level.PLUS, Level.STAR)
            if _has(tree, rank)
        ),
        None,
    )
    if level is None:
        return []
    items = [item for item in tree.items if item.level is level and not _within(tree, item, level)]
    if level >= Level.LETTER:
        items = [item for item in items if not _BASES_RE.match(folded_text(layout, item.pieces[0]))]
        charging = sum(1 for item in items if find_assignees(layout, item.pieces[:1]))
        if 2 * charging < len(items) or not items:
            return []
    return [Top(item=item, section="") for item in items]


def _has(tree: ItemTree, level: Level) -> bool:
    return any(item.level is level for item in tree.items)


def _within(tree: ItemTree, item: Item, level: Level) -> bool:
    """Tell whether an item of the same or a deeper level stands above."""
    above = item.parent
    while above is not None:
        if tree.items[above].level >= level:
            return True
        above = tree.items[above].parent
    return False


def _in_sections(layout: Layout, tree: ItemTree, sections: Sequence[Item]) -> list[Top]:
    headed = [
        item for item in sections if item.pieces[0].end - item.pieces[0].start <= _LONGEST_HEADING
    ]
    chosen = [
        item
        for item in headed
        if words_re("operative_heading").match(folded_text(layout, item.pieces[0]))
    ]
    if not chosen:
        chosen = [
            item
            for item in headed
            if words_re("thematic_heading").search(folded_text(layout, item.pieces[0]))
        ]
    if not chosen:
        chosen = list(sections)
    elif chosen[0] is not sections[0]:
        chosen.extend(item for item in headed if item not in chosen and _on_reporting(layout, item))
        chosen.sort(key=lambda item: item.index)
    tops: list[Top] = []
    for section in chosen:
        inner = [
            child
            for child in tree.children(section.index)
            if child.level in (*SECTION_LEVELS, Level.NUMBER, Level.NUMBER_2)
        ]
        if not inner:
            tops.append(Top(item=section, section=""))
            continue
        label = section.label.rstrip(".)/-– ")
        tops.extend(
            Top(item=child, section=f"{label}." if child.level is Level.NUMBER else "")
            for child in inner
        )
    return tops


def _on_reporting(layout: Layout, item: Item) -> bool:
    """Tell whether a section says who reports to whom: «IV. CHẾ ĐỘ BÁO CÁO»."""
    return words_re("reporting_heading").match(folded_text(layout, item.pieces[0])) is not None


def folded_text(layout: Layout, piece: Piece) -> str:
    """Return a paragraph folded for comparison, marks at its ends dropped."""
    return fold_keeping_length(layout.text[piece.start : piece.end]).strip(" *_.:-–\n")


def closing_paragraphs(layout: Layout, tree: ItemTree, tops: Sequence[Top]) -> frozenset[int]:
    """Return the starts of the closing paragraphs behind the last item.

    They begin behind a finished sentence, with closing words or as the paragraph that ends «./.».
    A paragraph that assigns work in its middle («… nhất trí. Giao Ban X tiếp tục …») closes nothing.
    """
    last = tops[-1].item
    tail = [
        piece for index, piece in tree.loose if piece.start > last.start and index >= last.index
    ]
    closing: set[int] = set()
    for piece in tail:
        before = layout.text[max(0, piece.start - 6) : piece.start].rstrip()
        text = layout.text[piece.start : piece.end].rstrip()
        says = words_re("closing").match(folded_text(layout, piece).lstrip("(")) is not None
        ends = piece is tail[-1] and re.search(r"\./\.?(?:\W|$)", text) is not None
        if not closing and not ends and _assigns_within(layout, piece):
            continue
        finished = before.endswith((".", ";", "/", "!"))
        asks = opens_request(layout, piece, finished=finished)
        if closing or asks or (finished and (says or ends)):
            closing.add(piece.start)
    return frozenset(closing)


def _assigns_within(layout: Layout, piece: Piece) -> bool:
    """Tell whether a sentence behind the paragraph's first assigns something: giao, phân công."""
    charged = find_assignees(layout, [piece])
    first = re.search(r"[.;]\s", layout.text[piece.start : piece.end])
    begin = piece.end if first is None else piece.start + first.end()
    return any(one.force == "giao" and one.span[0] >= begin for one in charged)


def _names_matter(layout: Layout, piece: Piece, head: str) -> bool:
    """Tell whether a heading is nothing but a heading: short, without what somebody has to do."""
    text = layout.text[piece.start : piece.end].rstrip()
    short = len(head) <= _LONGEST_TITLE and not text.endswith((";", ","))
    return short and find_assignees(layout, [piece], heads_items=False) == []


def kind_of(layout: Layout, item: Item, pieces: Sequence[Piece]) -> str:
    """Return the kind of an item: ``item`` where nothing else is known, ``arrangement`` for who, where, what."""
    head = folded_text(layout, pieces[0])
    opening = head[:_LONGEST_HEADING]
    if item.level is Level.ARTICLE and words_re("validity").search(opening):
        return "validity" if find_assignees(layout, pieces) == [] else "item"
    if item.level is not Level.ARTICLE and _IN_FORCE_RE.match(opening):
        return "validity"
    silent = words_re("silent_heading").match(head)
    if silent is not None and _names_matter(layout, pieces[0], head):
        return "arrangement"
    timed = words_re("time_heading").match(opening)
    if timed is not None and re.match(r"(?:\s?(?:,|và)[^:]{0,30})?\s?:", opening[timed.end() :]):
        return "event-time"
    arranged = words_re("arrangement_heading").match(opening)
    if arranged is not None and re.match(r"[^:\d]{0,40}(?:[:,]|$)", opening[arranged.end() - 1 :]):
        return "arrangement"
    if words_re("report_heading").match(opening) and item.level in (*SECTION_LEVELS, Level.NUMBER):
        return "report-item"
    if words_re("petition").match(opening):
        return "request-item"
    return "item"
