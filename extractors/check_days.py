"""Hold the days of a record in order: cited <= document <= signing stamp <= arrival stamp.

In: a record's fields. Out: findings. Each check speaks only where both days were read with certainty.
A person may sign on the evening before the office numbers and dates the paper, so a signature a few
days early is a remark, and one that is further off a warning.

Ground: domain reference section 15 (validation rules), 05-HD/VPTW (boxes 14 and 15), Nghị định
30/2020/NĐ-CP (digital signature of an electronic paper, arrival stamp).
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from datetime import date

from extractors.check_findings import finding
from models.record import Finding
from models.record import Record
from models.record import Severity
from models.values import StampDay
from models.values import StampKind
from models.values import Value

__all__ = ["DAY_CHECKS"]

# A day below this confidence contradicts nothing; figures of stamps are often half hidden.
_SURE, _SURE_STAMP = 0.6, 0.85
_FEW_DAYS = 3


def _day(value: Value | None, least: float) -> date | None:
    """Return the day of a value that was read with certainty, else None."""
    if value is None or value.value is None or value.confidence < least:
        return None
    return date.fromisoformat(value.value)


def _stamps(record: Record, kind: StampKind) -> list[tuple[date, StampDay]]:
    pairs = [(_day(stamp, _SURE_STAMP), stamp) for stamp in record.stamps if stamp.kind is kind]
    return [(day, stamp) for day, stamp in pairs if day is not None]


def _cited_later(record: Record) -> Iterator[Finding]:
    """A document cannot cite one that is dated after it."""
    own, day = record.issued_on, _day(record.issued_on, _SURE)
    if own is None or day is None:
        return
    for citation in record.citations:
        if citation.issued_on is None or date.fromisoformat(citation.issued_on) <= day:
            continue
        yield finding(
            "cited-date-later",
            Severity.WARNING,
            f"Văn bản viện dẫn {citation.value} đề ngày {citation.issued_on}, sau ngày ban hành {own.value}.",
            f"The cited {citation.value} is dated {citation.issued_on}, after the document's {own.value}.",
            ["issued_on", "citations"],
            [own, citation],
        )


def _cited_after_stamp(record: Record) -> Iterator[Finding]:
    """Where the document prints no day, its first stamp stands for it: nothing later can be cited."""
    if _day(record.issued_on, _SURE) is not None:
        return
    stamps = [pair for kind in StampKind for pair in _stamps(record, kind)]
    first = min(stamps, key=lambda pair: pair[0], default=None)
    if first is None:
        return
    for citation in record.citations:
        if citation.issued_on is None or date.fromisoformat(citation.issued_on) <= first[0]:
            continue
        yield finding(
            "cited-after-stamp",
            Severity.WARNING,
            f"Văn bản viện dẫn {citation.value} đề ngày {citation.issued_on}, sau ngày trong dấu {first[0]}.",
            f"The cited {citation.value} is dated {citation.issued_on}, after the stamp of {first[0]}.",
            ["stamps", "citations"],
            [first[1], citation],
        )


def _signed_early(record: Record) -> Iterator[Finding]:
    """A digital signature is not older than the document."""
    own, day = record.issued_on, _day(record.issued_on, _SURE)
    if own is None or day is None:
        return
    for signed, stamp in _stamps(record, StampKind.SIGNING):
        if signed >= day:
            continue
        near = (day - signed).days <= _FEW_DAYS
        yield finding(
            "signed-before-dated",
            Severity.INFO if near else Severity.WARNING,
            f"Chữ ký số đề ngày {signed}, trước ngày ban hành {day}.",
            f"The digital signature is of {signed}, before the document's date {day}.",
            ["stamps", "issued_on"],
            [stamp, own],
        )


def _arrived_early(record: Record) -> Iterator[Finding]:
    """A document arrives neither before its date nor before it is signed."""
    own, day = record.issued_on, _day(record.issued_on, _SURE)
    signed = max(_stamps(record, StampKind.SIGNING), key=lambda pair: pair[0], default=None)
    for arrived, stamp in _stamps(record, StampKind.ARRIVAL):
        if own is not None and day is not None and arrived < day:
            yield finding(
                "arrived-before-dated",
                Severity.WARNING,
                f"Dấu đến đề ngày {arrived}, trước ngày ban hành {day}.",
                f"The arrival stamp is of {arrived}, before the document's date {day}.",
                ["stamps", "issued_on"],
                [stamp, own],
            )
        elif signed is not None and arrived < signed[0]:
            yield finding(
                "arrived-before-signed",
                Severity.WARNING,
                f"Dấu đến đề ngày {arrived}, trước ngày ký số {signed[0]}.",
                f"The arrival stamp is of {arrived}, before the digital signature of {signed[0]}.",
                ["stamps"],
                [stamp, signed[1]],
            )


DAY_CHECKS: tuple[Callable[[Record], Iterator[Finding]], ...] = (
    _cited_later,
    _cited_after_stamp,
    _signed_early,
    _arrived_early,
)
