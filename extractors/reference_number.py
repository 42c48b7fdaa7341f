"""Read the document's own number and symbol («Số 1021-CV/TU», «Số: 193/UBND-KT»).

In: the number zone of the letterhead; the stamp zones where the number is left blank there.
Out: one value. A cited symbol is never taken: the body and the appendices are not looked at.

Order of attempts:
1. a complete symbol in the number zone;
2. a symbol whose number is blank: the number may stand as a stamp elsewhere (signed papers), and
   is taken only when a single stamp can be it;
3. a symbol whose number is ink that no figures came out of («23† /QĐ-UBND»): the symbol alone;
4. the zone holds something that is no symbol: the value is None, with its evidence.

A number read from ink whose reader is unsure is left to a person: a wrong number is worse than
an empty one. The symbol, which is printed, stays. So is one whose «year» is not that of the date line: a
handwritten number falls into such pieces («5/42/QĐ-UBND»).
"""

from __future__ import annotations

import re

from extractors import form_lines
from extractors.cutting import trim
from extractors.dates import find_dates
from extractors.rules import System
from extractors.symbols import SymbolMatch
from extractors.symbols import find_blank_symbol
from extractors.symbols import find_symbols
from models.layout import Layout
from models.layout import Zone
from models.layout import ZoneKind
from models.values import ReferenceNumber
from models.values import evidence_fields

__all__ = ["SURE", "find_reference_number"]

# Below this confidence a number or a day is not handed out as a value.
SURE = 0.6
_DOUBTED = 0.3
_SHORT_SYMBOL_RE = re.compile(
    r"(?P<number>\d{1,6}[a-zđ]?)\s?/\s?(?P<symbol>[A-ZĐ][A-ZĐƯÔƠ]{1,9}(?:&[A-ZĐƯÔƠ]{1,9})?)"
)
_HEAD_RE = re.compile(
    r"\s*(?:(?:[^\W\d_]{2,9}\s){1,3}(?=s[ốo]\s?:))?(?:S[ốôoóồơ06]{1,2}|Sô|S)\s?[:.;]?\s?",
    re.IGNORECASE,
)
_YEAR_RE = re.compile(r"n[aăâ]m\s?(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE)
# What stands between «Số» and the symbol: short, and a mark ends it that parts it from capitals.
_ILLEGIBLE_RE = re.compile(r"[^\s/–-][^/\n–-]{0,9}(?=[/–-]\s?[A-ZĐ]{2})")


def find_reference_number(layout: Layout) -> ReferenceNumber | None:
    """Return the document's own number and symbol, or None when the paper has no place for them."""
    for zone in layout.zones_of(ZoneKind.NUMBER):
        start = zone.start
        head = _HEAD_RE.match(layout.text, start, zone.end)
        if head:
            start = head.end()
        text = layout.text[start : zone.end]
        complete = next(iter(find_symbols(text)), None)
        if complete is not None and complete.start < 12:
            return _complete(layout, start, complete)
        short = _SHORT_SYMBOL_RE.fullmatch(text.strip(" .,"))
        if short is not None:
            return _short(layout, start, zone.end, short)
        blank = find_blank_symbol(layout.cut(zone))
        if blank is not None:
            return _blank(layout, zone.start, blank)
        return _illegible(layout, zone, start) or _unread(layout, zone)
    return None


def _short(layout: Layout, start: int, end: int, match: re.Match[str]) -> ReferenceNumber:
    """Return a number whose symbol is the body's letters alone («88/LĐLĐ»): a công văn's, no unit named."""
    start, end = trim(layout.text, start, end)
    number, symbol = match["number"], match["symbol"]
    place = layout.locate(start, start + len(number))
    unsure = place.ocr and place.confidence < SURE
    fields = evidence_fields(layout, start, end, rule="number.short", confidence=0.9)
    if unsure:
        fields["confidence"] = min(fields["confidence"], 0.3)
        return ReferenceNumber(value=None, number=None, symbol=symbol, **fields)
    return ReferenceNumber(value=f"{number}/{symbol}", number=number, symbol=symbol, **fields)


def _complete(layout: Layout, offset: int, match: SymbolMatch) -> ReferenceNumber:
    start, end = offset + match.start, offset + match.end
    number_end = start + len(match.number)
    number = match.number
    if layout.anchors_in(start, number_end):
        place = layout.locate(start, number_end)
        if place.ocr and place.confidence < SURE:
            number = ""
    fields = evidence_fields(
        layout,
        start,
        end,
        rule=f"number.{match.form}",
        confidence=0.85 if match.repairs else 0.99,
        repairs=match.repairs,
    )
    if number and not _year_agrees(layout, match):
        fields["confidence"] = min(fields["confidence"], _DOUBTED)
        if layout.locate(start, end).ocr:
            symbol = match.symbol.split("/", 1)[1]
            return ReferenceNumber(value=None, number=None, symbol=symbol, **fields)
    if not number:
        fields["confidence"] = min(fields["confidence"], 0.3)
        return ReferenceNumber(value=None, number=None, symbol=match.symbol, **fields)
    return ReferenceNumber(value=match.whole, number=number, symbol=match.symbol, **fields)


def _year_agrees(layout: Layout, match: SymbolMatch) -> bool:
    """Tell whether the year in a symbol is that of the date line; a year of two figures must be it."""
    if match.year is None or match.form == "standard":
        return True
    dated = _dated_year(layout)
    whole_year = match.symbol.startswith(match.year)
    return dated == match.year or (dated is None and whole_year)


def _dated_year(layout: Layout) -> str | None:
    """Return the year printed in the date line, None where it has none."""
    for zone in layout.zones_of(ZoneKind.PLACE_DATE):
        text = layout.cut(zone)
        days = [day.iso for day in find_dates(text) if day.iso is not None]
        printed = _YEAR_RE.search(text)
        if days or printed:
            return printed["year"] if printed else days[0][:4]
    return None


def _blank(layout: Layout, offset: int, match: SymbolMatch) -> ReferenceNumber:
    start, end = offset + match.start, offset + match.end
    stamp = _stamped_number(layout)
    if stamp is None:
        fields = evidence_fields(layout, start, end, rule="number.blank", confidence=0.9)
        fields["confidence"] = min(fields["confidence"], 0.5)
        return ReferenceNumber(value=None, number=None, symbol=match.symbol, blank=True, **fields)
    number = layout.text[stamp.start : stamp.end].strip(" .-–—")
    separator = "-" if match.system is System.PARTY else "/"
    fields = evidence_fields(layout, stamp.start, stamp.end, rule="number.stamped", confidence=0.7)
    return ReferenceNumber(
        value=f"{number}{separator}{match.symbol}",
        number=number,
        symbol=match.symbol,
        blank=True,
        **fields,
    )


def _stamped_number(layout: Layout) -> Zone | None:
    """Return the only stamp that can be the number; a small number may count pages."""
    lone = [
        zone for zone in layout.zones_of(ZoneKind.STAMP, part=None) for zone in _lines(layout, zone)
    ]
    likely = [zone for zone in lone if _is_no_page_number(layout.cut(zone), len(lone))]
    return likely[0] if len(likely) == 1 else None


def _lines(layout: Layout, zone: Zone) -> list[Zone]:
    return [
        Zone(zone.kind, line.start, line.end, zone.part)
        for line in layout.lines_in(zone.start, zone.end)
        if form_lines.is_lone_number(layout.cut(line))
    ]


def _is_no_page_number(text: str, count: int) -> bool:
    digits = re.sub(r"\D", "", text)
    return bool(digits) and (int(digits) > max(count + 1, 9) or text.strip(" .-–—").startswith("0"))


def _illegible(layout: Layout, zone: Zone, start: int) -> ReferenceNumber | None:
    """Return the symbol, if read surely, behind a number that was not read; None without either."""
    junk = _ILLEGIBLE_RE.match(layout.text, start, zone.end)
    if junk is None or start == zone.start:
        return None
    cut = layout.cut(zone)
    at = junk.end() - zone.start
    match = find_blank_symbol(f"{cut[: start - zone.start]}{' ' * len(junk.group())}{cut[at:]}")
    if match is None:
        return None
    begin, end = zone.start + match.start, zone.start + match.end
    place = layout.locate(begin, end)
    if place.ocr and place.confidence < SURE:
        return None
    fields = evidence_fields(layout, start, end, rule="number.illegible", confidence=0.3)
    fields["confidence"] = min(fields["confidence"], 0.3)
    return ReferenceNumber(value=None, number=None, symbol=match.symbol, **fields)


def _unread(layout: Layout, zone: Zone) -> ReferenceNumber | None:
    start, end = trim(layout.text, zone.start, zone.end)
    if not layout.anchors_in(start, end):
        return None
    fields = evidence_fields(layout, start, end, rule="number.unread", confidence=0.2)
    return ReferenceNumber(value=None, number=None, symbol=None, **fields)
