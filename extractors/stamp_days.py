"""Find the days in the stamps of a paper: when it was signed digitally, when it arrived.

In: the stamp zones of the document itself. Out: `StampDay`s in reading order. The day of a digital
signature stands with its hour («20/02/2025 11:25:13») or behind «Ngày ký»; that of arrival behind
«Ngày» in a stamp that says «ĐẾN». Both are other days than the paper's own, and nothing else in a
stamp is read here. Ground: domain reference sections 10 (time in the stamp of an electronic paper)
and 15 (document date <= signing stamp <= arrival).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from models.folding import strip_accents
from models.layout import Layout
from models.layout import Zone
from models.layout import ZoneKind
from models.values import StampDay
from models.values import StampKind
from models.values import evidence_fields

__all__ = ["find_stamps"]

# Stamps are short; what is longer is text set aside.
_LONGEST_ZONE = 600
_DAY = r"(?P<day>\d{1,2})\s?[-/.]\s?(?P<month>\d{1,2})\s?[-/.]\s?(?P<year>\d{4})(?!\d)"
_SIGNED_RES = (
    re.compile(rf"(?<![\d/.-]){_DAY}\s{{1,3}}\d{{1,2}}:\d{{2}}"),
    re.compile(rf"(?:ngay|thoi gian|gio) ky\s?:?\s{{0,3}}{_DAY}"),
)
_ARRIVED_RE = re.compile(
    rf"(?<!\w)den(?!\w)[^\n]{{0,40}}(?:\n[^\n]{{0,60}}){{0,3}}?ngay\s?[:.]?\s{{0,3}}{_DAY}"
)
_ARRIVAL_RE = re.compile(r"(?<!\w)den(?!\w)")
_LOOSE_RE = re.compile(rf"ngay\s?[:.]\s{{0,3}}{_DAY}[.,]?")
# Stamps are set in the years of offices that stamp: anything else is a misread figure.
_YEARS = range(1990, 2100)


def find_stamps(layout: Layout) -> list[StampDay]:
    """Return the days in the stamps of the document itself; may be empty.

    A day that no calendar has is left out: a stamp is often half hidden, and none of its figures
    is then worth a person's time.
    """
    found: list[StampDay] = []
    headless = False
    for zone in layout.zones_of(ZoneKind.STAMP):
        text = _folded(layout, zone)
        days = list(_in_stamp(layout, zone, text))
        arrived = any(day.kind is StampKind.ARRIVAL for day in days)
        headless = headless or (not arrived and _ARRIVAL_RE.search(text) is not None)
        found += days
    if headless:
        found += _loose_line(layout)
    return sorted(found, key=lambda stamp: stamp.span)


def _folded(layout: Layout, zone: Zone) -> str:
    """Return a zone's text without accents, every character in its place; empty where it cannot be."""
    text = layout.text[zone.start : min(zone.end, zone.start + _LONGEST_ZONE)]
    folded = strip_accents(text)
    return folded if len(folded) == len(text) else ""


def _in_stamp(layout: Layout, zone: Zone, text: str) -> Iterator[StampDay]:
    arrived = _ARRIVED_RE.search(text)
    if arrived is not None:
        yield from _day(layout, zone.start, arrived, StampKind.ARRIVAL)
    # The same day may be told by both patterns, and by that of arrival.
    matches = {m.start("day"): m for regex in _SIGNED_RES for m in regex.finditer(text)}
    if arrived is not None:
        matches.pop(arrived.start("day"), None)
    for at in sorted(matches):
        yield from _day(layout, zone.start, matches[at], StampKind.SIGNING)


def _loose_line(layout: Layout) -> Iterator[StampDay]:
    """Yield the day of an arrival stamp whose last line was set aside as a running head."""
    for zone in layout.zones_of(ZoneKind.FURNITURE, part=None):
        line = _LOOSE_RE.fullmatch(_folded(layout, zone).strip())
        if line is not None:
            lead = len(layout.cut(zone)) - len(layout.cut(zone).lstrip())
            yield from _day(layout, zone.start + lead, line, StampKind.ARRIVAL)
            return


def _day(layout: Layout, offset: int, match: re.Match[str], kind: StampKind) -> Iterator[StampDay]:
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    low, high = offset + match.start("day"), offset + match.end("year")
    if year not in _YEARS or not layout.anchors_in(low, high):
        return
    try:
        value = date(year, month, day).isoformat()
    except ValueError:
        return
    evidence = evidence_fields(layout, low, high, rule=f"stamp.{kind.value}")
    yield StampDay(kind=kind, value=value, **evidence)
