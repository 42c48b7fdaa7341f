"""Read the appendices of a document: label, title, reference line, tables; and the body's tables.

In: a layout whose parts from 1 on are appendices. Out: one `Appendix` per part, in order.

Order: the reference line first, in its own zone or, where the layout left it there, inside the
title or at the head of the appendix; then the title, which is all of the title's text in front of
the reference; then the label at its head. What the paper leaves blank in the reference (a number
to be written by hand, a day) stays None: electronic documents leave it blank by rule.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field

from extractors.reference_blanks import without_guesses
from extractors.table_join import join_tables
from models.layout import Layout
from models.layout import Zone
from models.layout import ZoneKind
from models.record import Appendix
from models.record import AppendixReference
from models.record import Table
from models.values import Value
from models.values import evidence_fields

__all__ = ["AppendixRules", "appendix_rules", "find_appendices", "find_body_tables"]

# A reference is looked for this far into an appendix that has no zone for it.
_HEAD_LENGTH = 1_200
_LONGEST_REFERENCE = 600
# Marks at the ends of a title that are no part of it: ornaments, footnote figures.
_ORNAMENTS = " \t\n*_-–—=.·:;¹²³⁴"
_NUMBER_RE = re.compile(
    r"\bsố\s{0,3}[:.]?(?P<number>[^,;()]{0,60}?)\s{0,9}(?=[,;.)]|\bngày|\bcủa\b|$)", re.IGNORECASE
)
_GIVEN_RE = re.compile(r"\d{1,5}[a-zđ]?(?:[-/][^\W_][\w/.-]{0,40})?")
_DAY_RE = re.compile(
    r"ngày\s{0,9}(?P<day>\d{1,2})\s{0,9}(?:tháng|[-/.])\s{0,9}(?P<month>\d{1,2})"
    r"\s{0,9}(?:năm|[-/.])\s{0,9}(?P<year>\d{4})",
    re.IGNORECASE,
)
_BODY_RE = re.compile(r"\bcủa\s{1,9}(?P<body>[^()\n;]{2,200})", re.IGNORECASE)
_DASHES = str.maketrans("‐‑‒–—−", "------")


class LabelRule(BaseModel):
    """One way of naming an appendix; `matches` and `rejects` are its tests."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    source: str
    pattern: str
    matches: list[str] = Field(min_length=1)
    rejects: list[str] = Field(min_length=1)


class ReferenceRule(BaseModel):
    """How a reference line begins, and what ends the name of the body in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    lead: str
    matches: list[str] = Field(min_length=1)
    rejects: list[str] = Field(min_length=1)
    body_ends: list[str]


class AppendixRules(BaseModel):
    """The rules of `rules/appendices.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: list[LabelRule]
    reference: ReferenceRule


@cache
def appendix_rules() -> AppendixRules:
    """Return the rules for labels and reference lines."""
    text = files("extractors").joinpath("rules", "appendices.toml").read_text("utf-8")
    return AppendixRules.model_validate(tomllib.loads(text))


@cache
def _label_re() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{r.pattern})" for r in appendix_rules().label), re.IGNORECASE)


@cache
def _lead_re() -> re.Pattern[str]:
    return re.compile(appendix_rules().reference.lead, re.IGNORECASE)


@cache
def _body_end_re() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in appendix_rules().reference.body_ends)
    return re.compile(rf"\s(?:{words})(?!\w)", re.IGNORECASE)


def find_appendices(layout: Layout) -> list[Appendix]:
    """Return the appendices in order, one per part of the layout from 1 on; may be empty."""
    parts = {zone.part for zone in layout.zones} | {table.part for table in layout.tables}
    return [_appendix(layout, part) for part in sorted(parts) if part >= 1]


def find_body_tables(layout: Layout) -> list[Table]:
    """Return the tables that stand in the document itself, in order; may be empty."""
    return join_tables(layout, [table for table in layout.tables if table.part == 0])


def _appendix(layout: Layout, part: int) -> Appendix:
    reference = _find_reference(layout, part)
    titles = _title_zones(layout, part, reference)
    label, title = None, None
    if titles:
        title = _title(layout, titles)
        label = _label(layout, titles[0].start, titles[0].end)
    return Appendix(
        label=label,
        title=title,
        reference=reference,
        tables=join_tables(layout, [table for table in layout.tables if table.part == part]),
    )


def _title_zones(layout: Layout, part: int, reference: AppendixReference | None) -> list[Zone]:
    """Return the title's zones up to the reference line or to what is neither title nor furniture."""
    found: list[Zone] = []
    for zone in layout.zones_of(*ZoneKind, part=part):
        if zone.kind is ZoneKind.APPENDIX_TITLE:
            found.append(zone)
        elif found and zone.kind not in (ZoneKind.FOOTNOTE, ZoneKind.FURNITURE, ZoneKind.STAMP):
            break
    if reference is None:
        return found
    ends = reference.span[0]
    return [replace(z, end=min(z.end, ends)) for z in found if z.start < ends] or found


def _title(layout: Layout, zones: list[Zone]) -> Value | None:
    """Return the text of the title's zones; its evidence runs from the first to the last."""
    whole = _value(layout, zones[0].start, zones[-1].end, rule="appendix.title")
    if whole is None or len(zones) == 1:
        return whole
    text = " ".join(layout.cut(zone).replace("*", " ") for zone in zones).strip(_ORNAMENTS)
    return whole.model_copy(update={"value": " ".join(text.split())})


def _label(layout: Layout, start: int, end: int) -> Value | None:
    """Return the label printed at the head of the title, None when there is none."""
    begin = start + len(layout.text[start:end]) - len(layout.text[start:end].lstrip(_ORNAMENTS))
    found = _label_re().match(layout.text, begin, end)
    return _value(layout, begin, found.end(), rule="appendix.label") if found else None


def _value(layout: Layout, start: int, end: int, *, rule: str) -> Value | None:
    """Return the text of a range without the ornaments around it, None when nothing is left."""
    text = layout.text[start:end]
    stripped = text.strip(_ORNAMENTS)
    if not stripped:
        return None
    begin = start + text.index(stripped)
    finish = begin + len(stripped)
    if not layout.anchors_in(begin, finish):
        return None
    return Value(
        value=" ".join(stripped.replace("*", " ").split()),
        **evidence_fields(layout, begin, finish, rule=rule),
    )


def _find_reference(layout: Layout, part: int) -> AppendixReference | None:
    """Return the reference line of a part: from its zone, else from the head of the part."""
    zones = list(layout.zones_of(ZoneKind.APPENDIX_REFERENCE, part=part))
    if zones:
        start, end = zones[0].start, zones[0].end
        for zone in zones[1:]:
            if zone.start - end <= 2:
                end = zone.end
        return _reference(layout, start, min(end, start + _LONGEST_REFERENCE))
    head = list(layout.zones_of(ZoneKind.APPENDIX_TITLE, ZoneKind.APPENDIX, part=part))
    for zone in head[:3]:
        found = _parenthesis(layout.text, zone.start, min(zone.end, zone.start + _HEAD_LENGTH))
        if found is not None:
            return _reference(layout, *found)
    return None


def _parenthesis(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the first parenthesis in the range that begins as a reference line does."""
    at = text.find("(", start, end)
    while at >= 0:
        if _lead_re().match(text, at, end):
            close = text.find(")", at, min(end, at + _LONGEST_REFERENCE))
            return (at, close + 1) if close > 0 else None
        at = text.find("(", at + 1, end)
    return None


def _reference(layout: Layout, start: int, end: int) -> AppendixReference | None:
    if not layout.anchors_in(start, end):
        return None
    text = " ".join(layout.text[start:end].split())
    line = AppendixReference(
        reference_number=_reference_number(text),
        issued_on=_issued_on(text),
        issuing_body=_issuing_body(text),
        **evidence_fields(layout, start, end, rule="appendix.reference"),
    )
    return without_guesses(layout, line)


def _reference_number(text: str) -> str | None:
    """Return number and symbol without blanks; None when the number's place is left blank.

    Example:
        >>> _reference_number("(Kèm theo văn bản số 1021 - CV/VPTU, ngày 06 tháng 01 năm 2024)")
        '1021-CV/VPTU'
    """
    found = _NUMBER_RE.search(text)
    if found is None:
        return None
    number = "".join(found["number"].translate(_DASHES).split()).strip(".,:…")
    return number if _GIVEN_RE.fullmatch(number) else None


def _issued_on(text: str) -> str | None:
    found = _DAY_RE.search(text)
    if found is None:
        return None
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    return day.isoformat()


def _issuing_body(text: str) -> str | None:
    """Return the body named behind number and day, None when none is named."""
    number = _NUMBER_RE.search(text)
    found = _BODY_RE.search(text, number.end() if number else 0)
    if found is None:
        return None
    ended = _body_end_re().search(found["body"])
    body = found["body"][: ended.start()] if ended else found["body"]
    return body.strip(" .,;:*-–") or None
