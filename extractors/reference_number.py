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
_SLASH_LOST = 0.7
_SHORT_SYMBOL_RE = re.compile(
    r"(?P<number>\d{1,6}[a-zđ]?)\s?/\s?(?P<symbol>[A-ZĐ][A-ZĐƯÔƠ]{1,9}(?:&[A-ZĐƯÔƠ]{1,9})?)"
)
# Up to the 2000s offices set no mark between number and letters («85 TC/TCT», «85TCT/NV»).
_UNPARTED_RE = re.compile(
    r"(?P<number>\d{1,6})\s?(?P<symbol>[A-ZĐ][A-ZĐ&]{1,9}(?:\s?[/-]\s?[A-ZĐ][A-ZĐ&\d]{0,9}){1,3})"
)
# Up to the 1990s the State set a hyphen, then body and type («26-NL/QĐ/KT»), or one of them alone («318-QĐ»).
_OLD_RE = re.compile(
    r"(?P<number>\d{1,5})\s?-\s?(?P<symbol>[A-ZĐ][A-ZĐ&]{1,9}/(?:QĐ|NĐ|TT|CT|NQ|CV|TB|TTLB)(?:/[A-ZĐ][A-ZĐ&]{1,9}\d{0,2})?)"
)
_OLD_ALONE_RE = re.compile(r"(?P<number>\d{1,5})\s?-\s?(?P<symbol>[A-ZĐ]{2,9}|TTg)")
_LAST_OLD_YEAR = "1997"
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
        printed = text.strip(" .,|")
        old = _OLD_RE.fullmatch(printed)
        # In a scan the rest of a Party symbol («318-QĐ/TU») may not have been read.
        if old is None and _is_old(layout) and not layout.locate(start, zone.end).ocr:
            old = _OLD_ALONE_RE.fullmatch(printed)
        if old is not None:
            return _short(layout, start, zone.end, old, "-")
        complete = next(iter(find_symbols(text)), None)
        if complete is not None and complete.start < 12:
            return _complete(layout, start, complete)
        for pattern, parted in ((_SHORT_SYMBOL_RE, "/"), (_UNPARTED_RE, "")):
            short = pattern.fullmatch(printed)
            if short is not None:
                return _short(layout, start, zone.end, short, parted)
        blank = find_blank_symbol(layout.cut(zone))
        if blank is not None:
            return _blank(layout, zone.start, blank)
        return _illegible(layout, zone, start) or _unread(layout, zone)
    return None


def _is_old(layout: Layout) -> bool:
    year = _dated_year(layout)
    return year is not None and year <= _LAST_OLD_YEAR


def _short(
    layout: Layout, start: int, end: int, match: re.Match[str], parted: str
) -> ReferenceNumber:
    """Return a number of the forms that the table of types does not tell («88/LĐLĐ», «26-NL/QĐ»).

    `parted` is the mark between number and symbol, empty where the paper prints none («85 TC/TCT»).
    """
    start, end = trim(layout.text, start, end, right=".,;|")
    number, symbol = match["number"], "".join(match["symbol"].split())
    place = layout.locate(start, start + len(number))
    unsure = place.ocr and place.confidence < SURE
    # Where every office sets a slash, one that is missing was lost by the scan («616NQ-HĐND»).
    lost = not parted and place.ocr and not _is_old(layout)
    fields = evidence_fields(
        layout,
        start,
        end,
        rule="number.short",
        confidence=_SLASH_LOST if lost else 0.9,
        repairs=("lost-slash",) if lost else (),
    )
    parted = "/" if lost else parted
    if unsure:
        fields["confidence"] = min(fields["confidence"], 0.3)
        return ReferenceNumber(value=None, number=None, symbol=symbol, **fields)
    return ReferenceNumber(
        value=f"{number}{parted}{symbol}", number=number, symbol=symbol, **fields
    )


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
