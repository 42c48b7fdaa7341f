"""Read the distribution list (Nơi nhận) with purposes, braces and the archive line.

In: the distribution zone's paragraphs and lines. Out: one entry a recipient, in order.

A purpose stands in parentheses behind the recipient, or beside a brace that joins several lines:
then it goes for every line the brace touches. Parentheses that hold no purpose (a name, a unit)
stay with the recipient. The archive line («Lưu: VT, TH.») ends the list; a drafter's sign and
number of copies may follow it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz

from extractors import form_lines
from extractors.cutting import trim
from extractors.foot_phrases import FOOT_PHRASE
from extractors.foot_phrases import mend_entry
from models.layout import Layout
from models.layout import Line
from models.layout import ZoneKind
from models.values import DistributionEntry
from models.values import evidence_fields

__all__ = ["find_distribution", "is_purpose"]

_DASH_RE = re.compile(r"\s*[-–—+•*~=]\s*")
_PAREN_RE = re.compile(r"\(\s?([^()]{2,60}?)\s?\)?[\s;,.}|_]*$")
# «đế th» for «để t/h»: two slips in seven letters.
_NEAR = 72
_LONGEST = 14
# «b/c», «t/h»: one slip at most, and only one purpose that near.
_SHORT = 4
# Confidence of an entry whose accents come from a table.
_MENDED = 0.88
# The drafter's sign and the number of copies behind the archive line: «NguyenVanAn-26», «Thuận100b».
_SIGN_RE = re.compile(r"(?<=\.)\s{1,3}[A-ZĐ][^\W\d_]{1,24}\s?-?\s?\d{1,4}b?$")
_BRACES = "}｝⎫⎬⎭]"
# A note beside the list: a brace or a parenthesis opens it, nothing else stands in its paragraph.
_NOTE_RE = re.compile(
    rf"[^\w(–—-]{{0,6}}(?:[{re.escape(_BRACES)}|][\s|]*\(?|\()\s?(?P<said>[^()]{{2,60}}?)\s?\)?[\s.,;]*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """An entry before its purpose is settled: ranges in the text."""

    start: int
    end: int
    purpose: str | None
    braced: bool
    lines: tuple[Line, ...]


@cache
def _purposes() -> tuple[re.Pattern[str], tuple[str, ...]]:
    data = tomllib.loads(files("extractors").joinpath("rules", "purposes.toml").read_text("utf-8"))
    starts = "|".join(re.escape(form_lines.plain(s)) for s in data["starts"])
    return re.compile(rf"(?:{starts})(?![a-z])"), tuple(data["starts"])


def is_purpose(text: str) -> bool:
    """Tell whether the text in parentheses says what a copy is for («để báo cáo», «t/h»)."""
    return _purposes()[0].match(form_lines.plain(text)) is not None


def find_distribution(layout: Layout) -> list[DistributionEntry]:
    """Return the entries of Nơi nhận; empty when the paper has no such list."""
    entries: list[_Entry] = []
    loose: list[tuple[str, Line]] = []
    for zone in layout.zones_of(ZoneKind.DISTRIBUTION):
        for index, paragraph in enumerate(layout.paragraphs_in(zone.start, zone.end)):
            start = (
                _after_head(layout.text, paragraph.start, paragraph.end)
                if index == 0
                else paragraph.start
            )
            note = _side_note(layout, start, paragraph.end)
            if note is not None:
                loose.append(note)
                continue
            entry = _entry(layout, start, paragraph.end)
            if entry is not None:
                entries.append(entry)
    entries = _share_braces(entries, loose)
    return [made for entry in entries if (made := _value(layout, entry)) is not None]


def _after_head(text: str, start: int, end: int) -> int:
    if not form_lines.is_distribution_head(text[start : min(end, start + 14)]):
        return start
    colon = text.find(":", start, start + 16)
    if colon >= 0:
        return colon + 1
    words = list(re.finditer(r"\S+", text[start:end]))
    return start + words[min(1, len(words) - 1)].end()


def _side_note(layout: Layout, start: int, end: int) -> tuple[str, Line] | None:
    """Return the purpose that stands beside the list, with its line, when the paragraph is one."""
    match = _NOTE_RE.fullmatch(layout.text, start, end)
    lines = layout.lines_in(start, end)
    if match is None or not lines:
        return None
    purpose = _purpose(layout, match.start("said"), match.end("said"))
    if purpose is None and all(word.ocr for word in layout.anchors_in(start, end)):
        # A name never stands there alone: capitals are slips of the scan as well.
        said = " ".join(match.group("said").split())
        purpose = (
            _nearest(form_lines.plain(said), _purposes()[1]) if len(said) <= _LONGEST else None
        )
    return (purpose, lines[0]) if purpose else None


def _entry(layout: Layout, start: int, end: int) -> _Entry | None:
    text = layout.text
    dash = _DASH_RE.match(text, start, end)
    if dash:
        start = dash.end()
    braced = any(c in _BRACES for c in text[start:end])
    purpose = None
    stripped = text[start:end].rstrip(" \n\t.,;*_/" + _BRACES)
    match = _PAREN_RE.search(text[start:end])
    if match:
        purpose = _purpose(layout, start + match.start(1), start + match.end(1))
    if match and purpose:
        stripped = text[start : start + match.start()]
    sign = _SIGN_RE.search(stripped)
    if sign and form_lines.plain(stripped).lstrip().startswith("luu"):
        stripped = stripped[: sign.start()]
    begin, stop = trim(text, start, start + len(stripped), left=":.", right=".,;:|/-–" + _BRACES)
    if not any(c.isalpha() for c in text[begin:stop]):
        return None
    return _Entry(
        start=begin, end=stop, purpose=purpose, braced=braced, lines=layout.lines_in(start, end)
    )


def _purpose(layout: Layout, start: int, end: int) -> str | None:
    """Return what the parentheses say when it is a purpose; a scan's slips are mended from the table.

    Names and units in parentheses begin with a capital: they are never mended into a purpose.
    """
    text = " ".join(layout.text[start:end].split())
    pattern, known = _purposes()
    read = layout.anchors_in(start, end)
    if pattern.match(form_lines.plain(text)) and not any(word.ocr for word in read):
        return text
    if not read or len(text) > _LONGEST or any(c.isupper() for c in text):
        return text if pattern.match(form_lines.plain(text)) else None
    mended = _nearest(form_lines.plain(text), known)
    return mended or (text if pattern.match(form_lines.plain(text)) else None)


def _nearest(folded: str, known: tuple[str, ...]) -> str | None:
    """Return the table's purpose that the letters stand for; a stroke may be lost, never gained."""
    alike = [entry for entry in known if ("/" in entry) == ("/" in folded)]
    bare = [entry for entry in known if form_lines.plain(entry).replace("/", "") == folded]
    if bare:
        return bare[0]
    if len(folded) <= _SHORT:
        near = {
            e
            for e in alike
            if len(e) == len(folded) and _differing(form_lines.plain(e), folded) == 1
        }
        return near.pop() if len(near) == 1 else None
    rated = [(fuzz.ratio(folded, form_lines.plain(entry)), entry) for entry in alike]
    ratio, best = max(rated, default=(0.0, ""))
    return best if ratio >= _NEAR else None


def _differing(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _share_braces(entries: Sequence[_Entry], loose: Sequence[tuple[str, Line]]) -> list[_Entry]:
    """Give the purpose of a brace to every entry it joins."""
    shared = list(entries)
    index = 0
    while index < len(shared):
        if not shared[index].braced:
            index += 1
            continue
        stop = index
        while stop < len(shared) and shared[stop].braced:
            stop += 1
        purposes = [entry.purpose for entry in shared[index:stop] if entry.purpose]
        purpose = purposes[0] if len(set(purposes)) == 1 else None
        if purpose:
            shared[index:stop] = [
                replace(e, purpose=e.purpose or purpose) for e in shared[index:stop]
            ]
        index = stop
    for purpose, line in loose:
        shared = [
            replace(e, purpose=purpose) if e.purpose is None and _beside(e, line) else e
            for e in shared
        ]
    return shared


def _beside(entry: _Entry, line: Line) -> bool:
    """Tell whether the note at `line` (a purpose, with its brace or not) stands beside the entry."""
    if line.box is None:
        return False
    for other in entry.lines:
        if other.box is None or other.page != line.page:
            continue
        # A brace reaches over its lines; a bare purpose stands half a line off at most two of them.
        reach = max(line.box.height / 2 + other.box.height * 0.4, other.box.height * 1.25)
        if abs(other.box.center_y - line.box.center_y) <= reach:
            return True
    return False


def _value(layout: Layout, entry: _Entry) -> DistributionEntry | None:
    anchors = layout.anchors_in(entry.start, entry.end)
    if not anchors:
        return None
    read = " ".join(layout.text[entry.start : entry.end].split())
    text = mend_entry(read) if any(anchor.ocr for anchor in anchors) else read
    folded = form_lines.plain(text)
    archive = re.match(r"luu\b", folded) is not None
    if archive:
        rule = "distribution.archive"
    elif entry.braced and entry.purpose:
        rule = "distribution.brace"
    else:
        rule = "distribution.entry"
    fields = evidence_fields(
        layout,
        entry.start,
        entry.end,
        rule=rule,
        confidence=0.96 if text == read else _MENDED,
        repairs=() if text == read else (FOOT_PHRASE,),
    )
    return DistributionEntry(
        value=text, purpose=entry.purpose, archive=archive, same_as=_same_as(folded), **fields
    )


def _same_as(folded: str) -> str | None:
    if not folded.startswith("nhu "):
        return None
    if folded.startswith("nhu dieu"):
        return "article"
    if "thanh phan" in folded:
        return "attendance"
    return "addressees"
