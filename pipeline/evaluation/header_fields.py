"""Fields of the letterhead and the marks: type, number, bodies, place, date, subject.

Rules of counting that are particular to them:
- A number that the record leaves open (None) is missed, not wrong; where the number is not on the
  paper at all, none is expected, and the reference number is its symbol alone.
- A date known only in part is right when the paper prints no more; it is missed, not wrong, when
  the paper prints more and the part agrees.
- The subject's lead (V/v, Về việc, Về) and the way in which joint issuers are joined make no
  difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.record import Record
from models.values import DateValue
from models.values import ReferenceNumber
from models.values import Value
from pipeline.evaluation.comparison import Comparison
from pipeline.evaluation.comparison import exact
from pipeline.evaluation.comparison import item
from pipeline.evaluation.comparison import single
from pipeline.evaluation.comparison import value_item
from pipeline.evaluation.labels import Label
from pipeline.evaluation.matching import Item
from pipeline.evaluation.matching import tidy
from pipeline.evaluation.matching import words_of

__all__ = ["WHOLE_RECORD_FIELDS", "compare_header"]

# A record is right as a whole when all of these are, strictly (the signer's name is added there).
WHOLE_RECORD_FIELDS = (
    "document_type",
    "number",
    "symbol",
    "issued_on",
    "issuing_body",
    "subject",
    "signature.name",
)

_LEAD_RE = re.compile(r"^(?:v/v|về việc|về)(?::\s*|\s+|(?<=v/v))")
_NUMBER_PART_RE = re.compile(r"^\d{1,9}[a-zđ]?(?=[-/])")
_BLANK_RE = re.compile(r"\s+")


def compare_header(label: Label, record: Record) -> Iterable[Comparison]:
    """Yield the comparisons of the letterhead's fields and of the two marks."""
    yield single("document_type", _text(label.doc_type_name), value_item(record.document_type))
    yield from _compare_number(label, record.reference_number)
    yield exact("issued_on", _gold_date(label), _found_date(label, record.issued_on))
    yield single("issuing_body", _body(label.issuing_body), _found_body(record.issuing_body))
    yield single("superior_body", _body(label.superior_body), _found_body(record.superior_body))
    if label.has("acting_author"):
        yield single("acting_author", _text(label.acting_author), value_item(record.acting_author))
    yield single("place", _text(label.place), value_item(record.place))
    yield single("subject", _subject(label.subject), _found_subject(record.subject))
    yield single("security_mark", _text(label.security_mark), value_item(record.security_mark))
    yield single("urgency_mark", _text(label.urgency_mark), value_item(record.urgency_mark))


def _text(text: str | None) -> list[Item]:
    return [item(text)] if text else []


def _compare_number(label: Label, found: ReferenceNumber | None) -> Iterable[Comparison]:
    number = label.number if label.number_in_text else None
    whole = _join(label.symbol)
    rest = _NUMBER_PART_RE.sub("", whole).lstrip("-/")
    gold_whole = whole if number is not None else rest
    confidence = found.confidence if found else None
    found_number = _join(found.number) if found else ""
    found_rest = _join(found.symbol).lstrip("-/") if found else ""
    # Where the label has a number and the record leaves it open, the whole is missed, not wrong.
    found_whole = _join(found.value) if found and found_number else found_rest
    if number is not None and not found_number:
        found_whole = ""
    yield exact("reference_number", _one(gold_whole), _one(found_whole, confidence))
    yield exact("number", _one(_join(number)), _one(found_number, confidence))
    yield exact("symbol", _one(rest), _one(found_rest, confidence))


def _one(text: str, confidence: float | None = None) -> list[Item]:
    return [item(text, confidence=confidence)] if text else []


def _join(text: str | None) -> str:
    return _BLANK_RE.sub("", tidy(text or ""))


def _gold_date(label: Label) -> list[Item]:
    return _text(label.date or label.date_partial)


def _found_date(label: Label, found: DateValue | None) -> list[Item]:
    if found is None:
        return []
    if found.value:
        return [item(found.value, confidence=found.confidence)]
    partial = found.partial
    if not partial:
        return []
    gold = label.date or label.date_partial or ""
    if len(partial) < len(gold) and gold.startswith(partial):
        return []
    return [item(partial, confidence=found.confidence)]


def _body(names: str | list[str] | None) -> list[Item]:
    if not names:
        return []
    joined = names if isinstance(names, str) else "; ".join(names)
    return [Item(parts=(words_of(joined),), shown=joined)]


def _found_body(found: Value | None) -> list[Item]:
    if found is None or not found.value:
        return []
    return [Item(parts=(words_of(found.value),), shown=found.value, confidence=found.confidence)]


def _subject(text: str | None, confidence: float | None = None) -> list[Item]:
    if not text:
        return []
    return [Item(parts=(_LEAD_RE.sub("", tidy(text)),), shown=text, confidence=confidence)]


def _found_subject(found: Value | None) -> list[Item]:
    return _subject(found.value, found.confidence) if found else []
