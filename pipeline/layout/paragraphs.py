"""Decide where a paragraph begins: does this line go on with the one before it?

In: two neighbouring lines of one zone and the measure of the page. Out: yes or no.

With geometry the first-line indent, the right edge of the line before and the white space between
tell. Over a page break, and without geometry, the words must: an end mark, a label, a small
first letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors import form_lines as signs
from models.layout import ZoneKind
from pipeline.layout.rows import PrintedLine

__all__ = ["Measure", "begins_paragraph", "measure_of"]

_END_MARKS = (".", ";", ":", "!", "?", "…", "./.", ".”", '."', ".)", ";”")
_LIST_ZONES = {ZoneKind.ADDRESSEES, ZoneKind.DISTRIBUTION}
_JOINED_ZONES = {
    ZoneKind.SUPERIOR_BODY,
    ZoneKind.ISSUING_BODY,
    ZoneKind.NUMBER,
    ZoneKind.SUBJECT,
    ZoneKind.PLACE_DATE,
    ZoneKind.APPENDIX_REFERENCE,
    ZoneKind.FOOTNOTE,
}
# Share of long lines that end within a sentence in a text whose lines are wrapped.
_LEAST_BROKEN = 0.2
# A symbol looks like a label with a slash.
_SYMBOL_RE = re.compile(r"\d{1,2}\s?/\s?[A-ZĐ]{2,6}\s?-\s?[A-ZĐ]")
# «Nơi nhận:» alone.
_HEAD_LENGTH = 12
# A scan makes «~» and «=» of a dash.
_ENTRY_RE = re.compile(r"\s{0,3}[-–—+•*~=]\s?\S")
# «Như kính gửi», «Như trên», «Như Điều 3», «Lưu: VT»: with these words an entry begins, never a wrapped line.
_OPENS_ENTRY_RE = re.compile(r"nhu (?:kinh gui|tren|dieu|thanh phan)\b|luu ?:? [a-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The usual edges of the running text, points; zeros without geometry.

    Attributes:
        left, right: Where full lines begin and end.
        pitch: Usual distance between base lines.
        length: Usual number of characters of a full line, for sources without geometry.
        list_right: Right end of the widest line of the list at hand.
        wrapped: False for a source without geometry whose lines are whole paragraphs.
    """

    left: float = 0.0
    right: float = 0.0
    pitch: float = 0.0
    length: int = 0
    list_right: float = 0.0
    wrapped: bool = True


def measure_of(lines: Iterable[PrintedLine]) -> Measure:
    """Return the measure of running text; wide lines count, short ones are headings or ends."""
    lines = list(lines)
    boxes = [line.box for line in lines if line.box is not None]
    if not boxes:
        lengths = sorted(len(line.text) for line in lines)
        length = lengths[int(len(lengths) * 0.9)] if lengths else 0
        return Measure(length=length, wrapped=_is_wrapped(lines, length))
    widest = max(box.width for box in boxes)
    full = [box for box in boxes if box.width > 0.7 * widest] or boxes
    tops = [b.y1 - a.y1 for a, b in pairwise(boxes) if 6 < b.y1 - a.y1 < 60]
    starts = sorted(box.x0 for box in full)
    ends = sorted(box.x1 for box in full)
    return Measure(
        left=starts[len(starts) // 6],
        right=ends[int(len(ends) * 0.8)],
        pitch=median(tops) if tops else 0.0,
    )


def _is_wrapped(lines: Iterable[PrintedLine], length: int) -> bool:
    """Tell whether lines break within sentences: of a typed text a good part of the long ones do."""
    long = [line for line in lines if len(line.text) >= 0.5 * length and not _is_heading(line)]
    broken = sum(not _ends_sentence(line) for line in long)
    return broken >= _LEAST_BROKEN * len(long)


def begins_paragraph(
    before: PrintedLine, line: PrintedLine, kind: ZoneKind, measure: Measure
) -> bool:
    """Tell whether `line` begins a paragraph after `before` in a zone of `kind`."""
    if kind in _JOINED_ZONES:
        return False
    if kind in _LIST_ZONES:
        if signs.is_distribution_head(before.text) and len(before.text) <= _HEAD_LENGTH:
            return True
        return _ENTRY_RE.match(line.text) is not None or _begins_bare_entry(before, line, measure)
    if kind in {
        ZoneKind.SIGNATURE,
        ZoneKind.MARK,
        ZoneKind.STAMP,
        ZoneKind.FURNITURE,
        ZoneKind.TITLE_LINE,
        ZoneKind.DOCUMENT_TYPE,
    }:
        return True
    if kind is ZoneKind.APPENDIX_TITLE:
        return (
            signs.plain(before.text).startswith(("phu luc", "bieu so", "mau so"))
            and len(before.text) < 25
        )
    if line.box is None or before.box is None:
        return _begins_flow(before, line, measure)
    return _begins_set(before, line, measure)


def _begins_bare_entry(before: PrintedLine, line: PrintedLine, measure: Measure) -> bool:
    """Tell whether a list's line opens an entry though its dash is missing or was not read.

    The entry before must be ended and this one begin with a capital. A comma may stand inside an
    entry: it ends one only where the line was broken though the next word had room on it.
    """
    first, text = line.text[:1], before.text.rstrip(" *_}")
    if not first.isupper() or len(line.text) < 4:
        return False
    if text.endswith(";") or (text.endswith(",") and _OPENS_ENTRY_RE.match(signs.plain(line.text))):
        return True
    if not text.endswith(",") or before.box is None or line.box is None or before.page != line.page:
        return False
    room = measure.list_right - before.box.x1
    word = line.words[0].box
    return word is not None and room > word.width + 8


def _ends_sentence(line: PrintedLine) -> bool:
    return line.text.rstrip(" *_").endswith(_END_MARKS)


def _is_labelled(before: PrintedLine, line: PrintedLine) -> bool:
    """Tell whether the line opens an item and the label is no wrapped part of the text before."""
    if signs.LABEL_RE.match(line.text) is None:
        return False
    text = line.text
    if re.match(r"[-–—]\s?\d", text) and re.search(r"\d\s?$", before.text):
        return False  # «2025 / - 2030» wrapped
    if _SYMBOL_RE.match(text):
        return False  # «Nghị quyết số / 78/NQ-CP» wrapped
    # «17/ 02/2023» wrapped is no label; «1.1.» is.
    figure = re.match(r"\d{1,2}[./]\d", text) is not None
    numbered = re.match(r"\d{1,2}(?:\.\d{1,2}){1,4}\.?\s", text) is not None
    return not figure or numbered or _ends_sentence(before)


def _begins_set(before: PrintedLine, line: PrintedLine, measure: Measure) -> bool:
    assert before.box is not None  # noqa: S101 - the caller has looked
    assert line.box is not None  # noqa: S101
    width = max(1.0, measure.right - measure.left)
    indent = line.box.x0 - measure.left
    full = before.box.x1 > measure.right - 0.06 * width
    labelled = _is_labelled(before, line)
    if before.page != line.page:
        return _begins_after_page(before, line, indented=indent > 12, full=full, labelled=labelled)
    if labelled and (indent > 6 or not full or _ends_sentence(before)):
        return True
    space = line.box.y1 - before.box.y1
    if measure.pitch and space > 1.9 * measure.pitch:
        return True
    hangs = before.box.x0 - measure.left > 12 and abs(line.box.x0 - before.box.x0) < 4
    if indent > 12 and not hangs:
        return full is False or _ends_sentence(before) or line.text[:1].isupper() or indent > 24
    if full:
        return hangs and _ends_sentence(before) and line.text[:1].isupper()
    return _ends_sentence(before) or line.text[:1].isupper() or _is_heading(before)


def _begins_after_page(
    before: PrintedLine, line: PrintedLine, *, indented: bool, full: bool, labelled: bool
) -> bool:
    if labelled:
        return True
    if line.text[:1].islower():
        return False
    if _ends_sentence(before):
        return indented or not full
    return not full or (indented and _is_heading(before))


def _is_heading(line: PrintedLine) -> bool:
    return signs.is_capitals(line.text) and len(line.text) < 120


def _begins_flow(before: PrintedLine, line: PrintedLine, measure: Measure) -> bool:
    first = line.text.lstrip("“\"'(*_")[:1]
    if _is_labelled(before, line):
        return True
    if first.islower() and not _ends_sentence(before):
        return False  # a paragraph cut by a page end
    if line.gap:
        return True
    if _ends_sentence(before):
        # A wrapped line may end with a full stop by chance: then it is as long as the others.
        return (
            not measure.wrapped
            or len(before.text) < 0.92 * measure.length
            or before.text.rstrip().endswith(":")
        )
    if _is_heading(before) != _is_heading(line):
        return True
    return measure.length > 0 and len(before.text) < 0.6 * measure.length and first.isupper()
