"""Read the type of the document (thể loại): its printed name, or what the form implies.

In: the heading zone, the number zone, the addressees. Out: name and code.

1. The printed heading, compared with the table of types; a scan's lost letters are repaired
   against that closed table only, with a lower confidence.
2. No heading: a công văn prints none. The symbol's code (CV), or «Kính gửi» with a State symbol
   without a type, says so; the value is marked as implied.
3. Nor a letter: decisions up to the 1980s bore no heading. The line that stands alone below the
   legal bases («QUYẾT ĐỊNH:») names the type.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from extractors import form_lines
from extractors.cutting import trim
from extractors.reference_number import find_reference_number
from extractors.rules import DocumentTypeRow
from extractors.rules import document_types
from models.layout import Layout
from models.layout import Zone
from models.layout import ZoneKind
from models.values import DocumentType
from models.values import ReferenceNumber
from models.values import evidence_fields

__all__ = ["find_document_type"]

_CONG_VAN = "Công văn"
# Types that may be addressed by «Kính gửi» below their heading.
_YEAR_LEAD_RE = re.compile(r"^(?:19|20)\d\d/")  # «45/2011/QĐ-UBND»
_BASE_RE = re.compile(r"[-*_ ]{0,3}can cu\s")
_DECIDES_RE = re.compile(r"(?:nay\s|ra\s)?(?P<type>quyet dinh|nghi dinh|quyet nghi)\s?[:.]?")
_ADDRESSED_TYPES = frozenset({"Tờ trình", "Báo cáo", "Giấy mời", "Công điện"})


def find_document_type(layout: Layout) -> DocumentType | None:
    """Return the document's type, or None when neither heading nor form tells it."""
    number = find_reference_number(layout)
    heading = layout.zone(ZoneKind.DOCUMENT_TYPE)
    if heading is not None:
        found = _from_heading(layout, heading, number)
        if found is not None:
            return found
    return _decided(layout, number) or _implied(layout, number)


def _from_heading(
    layout: Layout, zone: Zone, number: ReferenceNumber | None
) -> DocumentType | None:
    start, end = trim(layout.text, zone.start, zone.end, left=".-–:", right=".-–:")
    text = " ".join(layout.text[start:end].split())
    folded = form_lines.plain(text)
    best: tuple[float, DocumentTypeRow] | None = None
    for rule in document_types():
        name = form_lines.plain(rule.name)
        if folded == name or re.match(rf"{re.escape(name)}\b", folded):
            score = 1.0 + len(name) / 1000
        else:
            score = fuzz.ratio(folded[: len(name) + 2].strip(), name) / 100 - 0.1
        score += _agreement(rule, number)
        if best is None or score > best[0]:
            best = (score, rule)
    if best is None or best[0] < 0.74:
        return None
    exact = best[0] >= 1.0
    name, length = _full_name(text, best[1])
    fields = evidence_fields(
        layout,
        start,
        min(end, start + length) if exact else end,
        rule="document_type.heading",
        confidence=0.99 if exact else 0.8,
        repairs=[] if exact else ["closed-table"],
    )
    return DocumentType(value=name, code=_code(best[1], number), **fields)


def _agreement(rule: DocumentTypeRow, number: ReferenceNumber | None) -> float:
    """Prefer, among rows of the same name, the one whose code the symbol carries."""
    if number is None or number.symbol is None or rule.code is None:
        return 0.0
    return 0.0005 if rule.code in re.split(r"[/-]", number.symbol) else 0.0


def _full_name(text: str, rule: DocumentTypeRow) -> tuple[str, int]:
    """Return the name with an «liên ngành», «liên tịch» that follows it, and its length as printed."""
    joint = re.match(r"(.{4,40}?\s(?:li[eê]n\s(?:ng[aà]nh|t[iị]ch)))\b", text, re.IGNORECASE)
    if joint:
        return joint.group(1)[:1].upper() + joint.group(1)[1:].lower(), len(joint.group(1))
    return rule.name, len(rule.name)


def _code(rule: DocumentTypeRow, number: ReferenceNumber | None) -> str | None:
    if number is not None and number.symbol is not None:
        for piece in re.split(r"[/-]", number.symbol):
            if any(r.code == piece and r.name == rule.name for r in document_types()):
                return piece
    return rule.code


def _decided(layout: Layout, number: ReferenceNumber | None) -> DocumentType | None:
    """Return the type named by the line between bases and articles, where nothing else tells one."""
    symbol = None if number is None else number.symbol
    if (symbol is not None and _type_in_symbol(symbol)) or layout.zone(ZoneKind.ADDRESSEES):
        return None
    based = False
    for zone in layout.zones_of(ZoneKind.BODY):
        for line in layout.lines_in(zone.start, zone.end):
            text = layout.cut(line).strip(" *_")
            folded = form_lines.plain(text)
            based = based or _BASE_RE.match(folded) is not None
            decides = _DECIDES_RE.fullmatch(folded) if based else None
            if decides is None or not form_lines.is_capitals(text):
                continue
            name = "nghi quyet" if decides["type"] == "quyet nghi" else decides["type"]
            rule = next(rule for rule in document_types() if form_lines.plain(rule.name) == name)
            fields = evidence_fields(
                layout, line.start, line.end, rule="document_type.decides", confidence=0.85
            )
            return DocumentType(value=rule.name, code=_code(rule, number), implied=True, **fields)
    return None


def _implied(layout: Layout, number: ReferenceNumber | None) -> DocumentType | None:
    """Return what the symbol or the form implies; a công văn unless the symbol names another type."""
    if number is not None and number.symbol is not None:
        code = _type_in_symbol(number.symbol)
        name = _name_of(code) if code else None
        addressed = layout.zone(ZoneKind.ADDRESSEES) is not None
        if name != _CONG_VAN and _is_letter(layout, addressed=addressed, name=name):
            code, name = "CV", _CONG_VAN
        if name is not None:
            confidence = 0.97 if addressed and name == _CONG_VAN else 0.75
            fields = evidence_fields(
                layout, *number.span, rule="document_type.symbol", confidence=confidence
            )
            return DocumentType(value=name, code=code, implied=True, **fields)
    zone = layout.zone(ZoneKind.ADDRESSEES)
    if zone is not None:
        fields = evidence_fields(
            layout, zone.start, zone.end, rule="document_type.form", confidence=0.85
        )
        return DocumentType(value=_CONG_VAN, code="CV", implied=True, **fields)
    return None


def _is_letter(layout: Layout, *, addressed: bool, name: str | None) -> bool:
    """Tell whether a paper without a heading is a công văn, whatever its symbol looks like.

    Only a công văn has its subject in the letterhead; a body's letters may be those of a type
    («812/CT-TTHT»: Cục Thuế), so they count only without «V/v» and for types that are addressed.
    """
    zone = layout.zone(ZoneKind.SUBJECT)
    if name is None:
        return addressed or zone is not None
    return (
        addressed
        and zone is not None
        and form_lines.is_subject_lead(layout.cut(zone))
        and name not in _ADDRESSED_TYPES
    )


def _type_in_symbol(symbol: str) -> str | None:
    """Return the type's code: before the slash in Party symbols, before the hyphen in State ones."""
    codes = {rule.code for rule in document_types() if rule.code}
    symbol = _YEAR_LEAD_RE.sub("", symbol)
    first = re.split(r"[/-]", symbol)[0]
    if first in codes and re.match(rf"{re.escape(first)}[/-]", symbol):
        return first
    return None


def _name_of(code: str) -> str | None:
    return next((rule.name for rule in document_types() if rule.code == code), None)
