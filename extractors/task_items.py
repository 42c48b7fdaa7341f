"""Read the operative part of a document as a tree of numbered items.

In: the body paragraphs of a layout. Out: an `ItemTree`: items with label, level, parent, their own
paragraphs, and the paragraphs before, between and behind them.

A paragraph that begins with a label opens an item; one without belongs to the item above. Levels
come from the kind of label (``I.`` above ``1.`` above ``1.1.`` above ``a)`` above ``-`` above ``+``),
not from indents, which scans and text files lose. A number counts as a label only when it goes on
with its list (1, 2, 3), so that a line that happens to begin with «20.» opens nothing.

Sections (``I.``, ``A.``, ``Phần``) stand above the ``Điều`` of a law, and below the ``Điều`` of a decision
that approves a plan («Điều 1. Phê duyệt Kế hoạch với các nội dung sau: I. …»). Where one comes before
the first Điều they stand above; else they belong to the open Điều, unless it ends the paper («./.»).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from enum import IntEnum

from extractors.misread_labels import LABEL_REPAIR
from extractors.misread_labels import GivenBack
from extractors.misread_labels import in_order
from extractors.misread_labels import letter_label
from extractors.misread_labels import number_label
from extractors.misread_labels import roman_label
from models.layout import Layout
from models.layout import ZoneKind

__all__ = ["Item", "ItemTree", "Level", "Piece", "read_items"]


class Level(IntEnum):
    """Kinds of labels, outermost first."""

    DIVISION = 0
    CAPITAL = 1
    ROMAN = 2
    ARTICLE = 3
    NUMBER = 4
    NUMBER_2 = 5
    NUMBER_3 = 6
    NUMBER_4 = 7
    LETTER = 8
    PAREN = 9
    STAR = 10
    DASH = 11
    PLUS = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """A range of the layout's text."""

    start: int
    end: int


@dataclass(slots=True, kw_only=True)
class Item:
    """One item.

    Attributes:
        index: Its place in `ItemTree.items`.
        label: As printed (``5.``, ``a)``, ``Điều 2.``, ``-``).
        level: Kind of the label.
        number: Value of a numbered label, 0 for bullets.
        parent: Index of the item above, None at the top.
        pieces: Its own paragraphs without the label; never empty.
        end: End of the text of the item with all items below it.
        repairs: Names of the repairs of its label.
    """

    index: int
    label: str
    level: Level
    number: int
    parent: int | None
    pieces: list[Piece]
    end: int = 0
    repairs: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """Start of its text, behind the label."""
        return self.pieces[0].start


@dataclass(slots=True)
class ItemTree:
    """All items of the body in reading order, and what stands outside them.

    Attributes:
        items: Items in reading order.
        before: Paragraphs before the first item, in order.
        loose: Every paragraph without a label that follows an item, with that item's index.
        below: The items directly below each item.
    """

    items: list[Item] = field(default_factory=list)
    before: list[Piece] = field(default_factory=list)
    loose: list[tuple[int, Piece]] = field(default_factory=list)
    below: dict[int | None, list[Item]] = field(default_factory=dict)

    def children(self, index: int | None) -> list[Item]:
        """Return the items directly below `index`; None gives those at the top."""
        return self.below.get(index, [])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Label:
    text: str
    level: Level
    number: int
    length: int
    repairs: tuple[str, ...] = ()


_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ARTICLE_RE = re.compile(r"[ĐD]i[ềê]u\s{1,3}(\d{1,3})\s?[.:]\s{0,3}")
_DIVISION_RE = re.compile(
    r"(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục)\s+(?:[IVXLC]{1,7}|\d{1,3}|thứ\s\w+)\b\s?[.:]?\s{0,3}"
)
_ROMAN_RE = re.compile(r"([IVXLC]{1,7})\s?(?:[.)/]|[-–](?=\s|[A-ZĐÀ-Ỹ]))\s{0,3}(?=\S)")
_CAPITAL_RE = re.compile(r"([A-HK])\s?[.)]\s{1,3}(?=\S)")
_DEEP_RE = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:\s?[.)]\s{0,3}|\s{1,3})(?=\D)")
_NUMBER_RE = re.compile(
    r"(\d{1,2})(?:\s?[.)/]\s{0,3}(?=[^\d\s])|\s?[-–](?:\s{1,3}(?=\D)|(?=[A-ZĐÀ-Ỹ][a-zà-ỹ])))"
)
_LETTER_RE = re.compile(r"([a-zđ])\s?(?:\)|\.(?=\s))\s{0,3}(?=\S)")
_PAREN_RE = re.compile(r"\((\d{1,2}|[a-zđ]|[ivx]{1,4})\)\s{0,3}(?=\S)")
_BULLETS = (
    (re.compile(r"[*•●▪◦·]\s{0,3}(?=\S)"), Level.STAR),
    (re.compile(r"[-–—]\s{0,3}(?=\D)"), Level.DASH),
    (re.compile(r"\+\s{0,3}(?=\D)"), Level.PLUS),
)
_SECTIONS = (Level.DIVISION, Level.CAPITAL, Level.ROMAN)
# What the last Điều of a decision says: nothing more belongs below it.
_LAST_ARTICLE_RE = re.compile(
    r"\./\.|\./\W{0,3}\Z|(?:có|chịu) trách nhiệm (?:tổ chức )?thi hành", re.IGNORECASE
)
# A list may lose an item to a scan, but not more.
_LONGEST_JUMP = 2


def read_items(layout: Layout) -> ItemTree:
    """Return the items of the document's own body; tables and attached papers are left aside."""
    tree = ItemTree()
    open_items: list[Item] = []
    for piece in _paragraphs(layout):
        text = layout.text[piece.start : piece.end]
        label = None if _goes_on(layout.text, piece.start, text) else _label_of(text, open_items)
        if _is_read(layout, piece) and _may_be_misread(label, open_items):
            label = _given_back(text[:40], label, open_items)
        if label is None:
            _add_loose(tree, open_items, piece)
            continue
        _close_for(label.level, open_items, _takes_sections(layout, tree, open_items))
        item = Item(
            index=len(tree.items),
            label=label.text,
            level=label.level,
            number=label.number,
            parent=open_items[-1].index if open_items else None,
            pieces=[Piece(piece.start + label.length, piece.end)],
            repairs=label.repairs,
        )
        tree.items.append(item)
        tree.below.setdefault(item.parent, []).append(item)
        open_items.append(item)
    _close(tree)
    return tree


def _takes_sections(layout: Layout, tree: ItemTree, open_items: list[Item]) -> bool:
    """Tell whether sections belong to the open Điều: none stands above it, and it is not the last."""
    article = _last(open_items, Level.ARTICLE)
    if article is None or open_items[0].level in _SECTIONS:
        return False
    first = next(item for item in tree.items if item.level is Level.ARTICLE)
    if any(item.level in _SECTIONS for item in tree.items[: first.index]):
        return False
    last = article.pieces[-1]
    return _LAST_ARTICLE_RE.search(layout.text[last.start : last.end]) is None


def _close_for(level: Level, open_items: list[Item], nested: bool) -> None:
    """Close the items that one of `level` does not belong to.

    Args:
        level: Level of the label that begins.
        open_items: The open items, outermost first; those closed are taken out.
        nested: True where a section belongs to the open Điều.
    """
    article = next((at for at, item in enumerate(open_items) if item.level is Level.ARTICLE), None)
    if article is not None and level is Level.ARTICLE:
        del open_items[article:]
    low = article + 1 if article is not None and nested and level in _SECTIONS else 0
    while len(open_items) > low and open_items[-1].level >= level:
        open_items.pop()


def _paragraphs(layout: Layout) -> list[Piece]:
    return [
        Piece(paragraph.start, paragraph.end)
        for paragraph in layout.paragraphs
        if layout.zones[paragraph.zone].kind is ZoneKind.BODY
        and layout.zones[paragraph.zone].part == 0
        and not any(table.start <= paragraph.start < table.end for table in layout.tables)
    ]


def _add_loose(tree: ItemTree, open_items: list[Item], piece: Piece) -> None:
    if not open_items:
        tree.before.append(piece)
        return
    open_items[-1].pieces.append(piece)
    tree.loose.append((open_items[-1].index, piece))


def _close(tree: ItemTree) -> None:
    """Give every item the end of its last descendant."""
    for item in tree.items:
        item.end = item.pieces[-1].end
    for item in reversed(tree.items):
        if item.parent is not None:
            above = tree.items[item.parent]
            above.end = max(above.end, item.end)


def _goes_on(whole: str, start: int, text: str) -> bool:
    """Tell whether a dash goes on with the sentence above: «kinh tế / - xã hội»."""
    if re.match(r"[-–—]\s?[^\W\d_]", text) is None or not text.lstrip("-–— ")[:1].islower():
        return False
    before = whole[max(0, start - 8) : start].rstrip()
    return bool(before) and before[-1] not in '.;:,!?…)”"'


def _label_of(text: str, open_items: list[Item]) -> _Label | None:
    head = text[:40]
    for read in (_article, _roman, _capital, _deep, _number, _letter, _paren, _bullet):
        label = read(head, open_items)
        if label is not None and label.length < len(text):
            return label
    return None


def _is_read(layout: Layout, piece: Piece) -> bool:
    """Tell whether the paragraph begins with a word that was read from an image."""
    first = layout.anchors_in(piece.start, min(piece.end, piece.start + 8))
    return bool(first) and first[0].ocr


def _may_be_misread(label: _Label | None, open_items: list[Item]) -> bool:
    """Tell whether the list must say what the label is: «8)» among letters may be «g)»."""
    if label is None or label.level is Level.LETTER:
        return True
    among_letters = bool(open_items) and open_items[-1].level is Level.LETTER
    return label.level is Level.NUMBER and label.text.endswith(")") and among_letters


def _given_back(head: str, label: _Label | None, open_items: list[Item]) -> _Label | None:
    """Return the label that the list calls for where a scan misread it; else the label as read."""
    letter = _last(open_items, Level.LETTER)
    before = letter.label[:1] if letter is not None else None
    if label is not None and label.level is Level.LETTER and in_order(label.text[:1], before):
        return label
    found = letter_label(head, before)
    if found is not None:
        return _mended(found, Level.LETTER)
    if label is not None:
        return label
    roman = _last(open_items, Level.ROMAN)
    found = roman_label(head, roman.number if roman is not None else 0)
    if found is not None:
        return _mended(found, Level.ROMAN)
    number = _last(open_items, Level.NUMBER)
    found = number_label(head, number.number if number is not None else 0)
    return _mended(found, Level.NUMBER) if found is not None else None


def _last(open_items: list[Item], level: Level) -> Item | None:
    return next((item for item in reversed(open_items) if item.level is level), None)


def _mended(found: GivenBack, level: Level) -> _Label:
    return _Label(
        text=found.text,
        level=level,
        number=found.number,
        length=found.length,
        repairs=(LABEL_REPAIR,),
    )


def _article(head: str, open_items: list[Item]) -> _Label | None:
    del open_items
    match = _DIVISION_RE.match(head)
    if match is not None:
        return _Label(
            text=match.group().strip(), level=Level.DIVISION, number=0, length=match.end()
        )
    match = _ARTICLE_RE.match(head)
    if match is None:
        return None
    return _Label(
        text=match.group().strip(), level=Level.ARTICLE, number=int(match[1]), length=match.end()
    )


def _roman(head: str, open_items: list[Item]) -> _Label | None:
    match = _ROMAN_RE.match(head)
    if match is None:
        return None
    value = _roman_value(match[1])
    if value is None or not _follows(value, Level.ROMAN, open_items):
        return None
    return _Label(text=match.group().strip(), level=Level.ROMAN, number=value, length=match.end())


def _capital(head: str, open_items: list[Item]) -> _Label | None:
    match = _CAPITAL_RE.match(head)
    if match is None or not _follows(ord(match[1]) - 64, Level.CAPITAL, open_items):
        return None
    return _Label(
        text=match.group().strip(),
        level=Level.CAPITAL,
        number=ord(match[1]) - 64,
        length=match.end(),
    )


def _deep(head: str, open_items: list[Item]) -> _Label | None:
    del open_items
    match = _DEEP_RE.match(head)
    if match is None:
        return None
    numbers = match[1].split(".")
    level = Level(Level.NUMBER + len(numbers) - 1)
    return _Label(
        text=match.group().strip(), level=level, number=int(numbers[-1]), length=match.end()
    )


def _number(head: str, open_items: list[Item]) -> _Label | None:
    match = _NUMBER_RE.match(head)
    if match is None or not _follows(int(match[1]), Level.NUMBER, open_items):
        return None
    return _Label(
        text=match.group().strip(), level=Level.NUMBER, number=int(match[1]), length=match.end()
    )


def _letter(head: str, open_items: list[Item]) -> _Label | None:
    del open_items
    match = _LETTER_RE.match(head)
    if match is None:
        return None
    return _Label(text=match.group().strip(), level=Level.LETTER, number=0, length=match.end())


def _paren(head: str, open_items: list[Item]) -> _Label | None:
    del open_items
    match = _PAREN_RE.match(head)
    if match is None:
        return None
    return _Label(text=match.group().strip(), level=Level.PAREN, number=0, length=match.end())


def _bullet(head: str, open_items: list[Item]) -> _Label | None:
    del open_items
    for pattern, level in _BULLETS:
        match = pattern.match(head)
        if match is not None:
            return _Label(text=match.group().strip(), level=level, number=0, length=match.end())
    return None


def _roman_value(text: str) -> int | None:
    total = 0
    for letter, following in zip(text, [*text[1:], ""], strict=True):
        value = _ROMAN_VALUES[letter]
        total += -value if following and _ROMAN_VALUES[following] > value else value
    return total if 0 < total <= 40 else None


def _follows(number: int, level: Level, open_items: list[Item]) -> bool:
    """Tell whether the number goes on with the open list of its level, or begins one."""
    before = next((item.number for item in reversed(open_items) if item.level is level), 0)
    if before == 0:
        return number == 1 or (number == _LONGEST_JUMP and not open_items)
    return before < number <= before + _LONGEST_JUMP
