"""Read place and date («Hà Nội, ngày 06 tháng 02 năm 2024») from the letterhead.

In: the place-and-date zone. Out: the place, and the day in ISO 8601. A day left blank or read
from unsure ink gives no value, but what is printed of the date (`partial`).
"""

from __future__ import annotations

import re

from extractors.cutting import trim
from extractors.cutting import value_of
from extractors.dates import DateMatch
from extractors.dates import find_dates
from extractors.reference_number import SURE
from models.layout import Layout
from models.layout import Zone
from models.layout import ZoneKind
from models.values import DateValue
from models.values import Value
from models.values import evidence_fields

__all__ = ["find_issued_on", "find_place"]

# «ngày» as a scan gives it at worst: one letter wrong, the accent lost, glued to the day.
_FIGURES = {
    "I": "1",
    "l": "1",
    "|": "1",
    "i": "1",
    "O": "0",
    "o": "0",
    "Q": "0",
    "S": "5",
    "Z": "2",
    "B": "8",
}
_SLOTS_RE = re.compile(
    r"ng[aà]y\s?(?P<day>[\dIl|iOoQSZB]{1,2})\s?th[aá]ng\s?(?P<month>[\dIl|iOoQSZB]{1,2})\s?n[aă]m",
    re.IGNORECASE,
)
# A place as printed; a figure counts quarters, elsewhere it is a misread letter.
_CLEAN_RE = re.compile(
    r"(?:[^\W\d_]|[\s.\-–,]){2,60}|(?:[^\W\d_]|[\s.\-–,]){0,40}(?:Quận|Phường|[QP])[.\s]{1,2}\d{1,2}",
    re.IGNORECASE,
)
_DAY_WORD_RE = re.compile(r"\b(?:ng[aàáảãạ]y|n[gq][aàá][yv])", re.IGNORECASE)


def find_place(layout: Layout) -> Value | None:
    """Return the place named before the date, or None."""
    zone = layout.zone(ZoneKind.PLACE_DATE)
    if zone is None:
        return None
    text = layout.cut(zone)
    day = _DAY_WORD_RE.search(text)
    end = day.start() if day else len(text)
    comma = text.find(",", 0, end)
    end = comma if comma > 1 else end
    start, end = trim(layout.text, zone.start, zone.start + end, left="-–.,:;'", right=".,;:'-–")
    if sum(c.isalpha() for c in layout.text[start:end]) < 2:
        return None
    clean = _CLEAN_RE.fullmatch(layout.text[start:end]) is not None
    return value_of(
        layout,
        start,
        end,
        rule="place.letterhead",
        confidence=0.97 if clean else 0.6,
        withhold=True,
    )


def find_issued_on(layout: Layout) -> DateValue | None:
    """Return the day of issue; its value is None where the paper prints or writes no sure day."""
    for zone in layout.zones_of(ZoneKind.PLACE_DATE):
        found = _date_in(layout, zone)
        if found is not None:
            return found
    return None


def _repaired(text: str) -> str:
    """Return the text with letters in the figures' places made figures (I, l: 1; O: 0), same length.

    Only between «ngày» and «tháng», and «tháng» and «năm», where nothing but a figure can stand.
    """
    match = _SLOTS_RE.search(text)
    if match is None:
        return text
    chars = list(text)
    for group in ("day", "month"):
        for index in range(match.start(group), match.end(group)):
            chars[index] = _FIGURES.get(chars[index], chars[index])
    return "".join(chars)


def _date_in(layout: Layout, zone: Zone) -> DateValue | None:
    printed = layout.cut(zone)
    text = _repaired(printed)
    day = _DAY_WORD_RE.search(text)
    first = day.start() if day else 0
    match = next((m for m in find_dates(text) if m.end > first), None)
    if match is None:
        start, end = trim(layout.text, zone.start + first, zone.end)
        if not layout.anchors_in(start, end):
            return None
        fields = evidence_fields(layout, start, end, rule="date.unread", confidence=0.2)
        return DateValue(value=None, partial=_year_in(text), **fields)
    start, end = zone.start + match.start, zone.start + match.end
    repairs = ["figures"] if text != printed else []
    fields = evidence_fields(
        layout,
        start,
        end,
        rule="date.letterhead",
        confidence=0.85 if repairs else 0.99,
        repairs=repairs,
    )
    if match.iso is None:
        fields["confidence"] = min(fields["confidence"], 0.5)
        return DateValue(value=None, partial=_with_year(match.partial), **fields)
    return _checked(layout, start, end, match, fields)


def _checked(
    layout: Layout, start: int, end: int, match: DateMatch, fields: dict[str, object]
) -> DateValue:
    """Hand out the day only when every digit of it was read with confidence."""
    unsure = [
        anchor
        for anchor in layout.anchors_in(start, end)
        if anchor.ocr
        and anchor.confidence < SURE
        and any(c.isdigit() for c in layout.text[anchor.start : anchor.end])
    ]
    if not unsure:
        return DateValue(value=match.iso, **fields)
    month_unsure = any(_is_month(layout.text, anchor.start) for anchor in unsure)
    year = str(match.iso)[:4]
    partial = year if month_unsure else str(match.iso)[:7]
    return DateValue(
        value=None, partial=partial, **{**fields, "confidence": 0.3, "rule": "date.unsure"}
    )


def _is_month(text: str, at: int) -> bool:
    return re.search(r"th[aáâ]ng\s*$", text[max(0, at - 8) : at], re.IGNORECASE) is not None


def _with_year(partial: str | None) -> str | None:
    """Return what is known of the date when it has its year; a day alone says nothing."""
    return partial if partial and re.fullmatch(r"\d{4}(?:-\d{2})?", partial) else None


def _year_in(text: str) -> str | None:
    match = re.search(r"(?:19|20)\d{2}", text)
    return match.group(0) if match else None
