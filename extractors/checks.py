"""Hold the record against itself: contradictions and doubts, in words.

In: a record's fields. Out: findings, in a fixed order. Each check is a small function with a
code; none of them changes a value. A clean document yields none.

Grounds: domain reference section 15 (validation rules), 05-HD/VPTW I.3 (symbols), Nghị định
30/2020/NĐ-CP phụ lục VI (codes repeat), the appendix's reference line of both forms.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterator

from extractors import form_lines
from extractors.check_agreement import AGREEMENT_CHECKS
from extractors.check_annexes import check_annexes
from extractors.check_cells import check_cells
from extractors.check_days import DAY_CHECKS
from extractors.check_findings import finding
from extractors.check_whole import check_whole
from models.folding import fold
from models.layout import Layout
from models.page import PageSource
from models.record import AppendixReference
from models.record import Finding
from models.record import Record
from models.record import Severity
from models.values import ReferenceNumber
from models.values import Value

__all__ = ["CHECKS", "check_record"]

# A field is doubtful below this confidence: a person should look at it.
_DOUBTFUL = 0.6
# A scanned line below this confidence is not good enough to contradict another.
_PRINTED = 0.85


def check_record(record: Record, layout: Layout | None = None) -> list[Finding]:
    """Return the findings of every check, in the order of `CHECKS`, then what the paper's end lacks.

    Args:
        record: The record to hold against itself.
        layout: What it was read from; without it nothing is said of a text that breaks off.
    """
    found = [found for check in CHECKS for found in check(record)]
    return [
        *found,
        *check_annexes(record, layout),
        *check_cells(record, layout),
        *check_whole(record, layout),
    ]


def _appendix_number(record: Record) -> Iterator[Finding]:
    """The appendix's reference line must name the document's own number and symbol."""
    own = record.reference_number
    for appendix in record.appendices:
        reference = appendix.reference
        if (
            reference is None
            or reference.reference_number is None
            or own is None
            or own.value is None
        ):
            continue
        if _same_symbol(reference.reference_number, own.value) or _reads_so(reference, own.value):
            continue
        if not _is_printed(record, reference) or _differs_by_hand(record, own, reference):
            continue
        if _is_scanned(record, reference.page) and _one_letter_apart(
            reference.reference_number, own.value
        ):
            continue
        yield finding(
            "appendix-number-differs",
            Severity.WARNING,
            f"Phụ lục ghi số {reference.reference_number}, văn bản mang số {own.value}.",
            f"The appendix refers to {reference.reference_number}, the document bears {own.value}.",
            ["reference_number", "appendices"],
            [own, reference],
        )


def _same_symbol(one: str, other: str) -> bool:
    return "".join(fold(one).split()) == "".join(fold(other).split())


def _reads_so(reference: AppendixReference, symbol: str) -> bool:
    """Tell whether the line as first read has the symbol, and only what was mended in it differs."""
    read = fold("".join(reference.raw.split()))
    return re.search(rf"(?<![\d/-]){re.escape(fold(symbol))}(?![\w/-])", read) is not None


def _one_letter_apart(one: str, other: str) -> bool:
    """Tell whether one letter more, less or another is all that parts two symbols of one number.

    A scan makes «NY» and «NYV» of an italic «NV».
    """
    short, long = sorted((fold(one), fold(other)), key=len)
    if len(long) - len(short) > 1 or re.split(r"[-/]", one)[0] != re.split(r"[-/]", other)[0]:
        return False
    pairs = enumerate(zip(short, long, strict=False))
    same = next((at for at, (a, b) in pairs if a != b), len(short))
    skipped = 1 if len(short) == len(long) else 0
    return short[same + skipped :] == long[same + 1 :]


def _is_scanned(record: Record, page: int) -> bool:
    sources = record.source.page_sources
    return 1 <= page <= len(sources) and sources[page - 1] == PageSource.OCR


def _is_printed(record: Record, reference: AppendixReference) -> bool:
    """Tell whether the line was read as print; blanks filled in by hand are read with less surety."""
    return not _is_scanned(record, reference.page) or reference.confidence >= _PRINTED


def _differs_by_hand(record: Record, own: ReferenceNumber, reference: AppendixReference) -> bool:
    """Tell whether the digits alone differ, and the document's own are written by hand."""
    if own.number is None or own.symbol is None or reference.reference_number is None:
        return False
    if not _is_scanned(record, own.page) or own.number in "".join(own.raw.split()):
        return False
    return fold("".join(reference.reference_number.split())).endswith(fold(own.symbol))


def _appendix_date(record: Record) -> Iterator[Finding]:
    """The appendix's reference line must name the document's own date."""
    own = record.issued_on
    for appendix in record.appendices:
        reference = appendix.reference
        if reference is None or reference.issued_on is None or own is None or own.value is None:
            continue
        if reference.issued_on == own.value or not _is_printed(record, reference):
            continue
        yield finding(
            "appendix-date-differs",
            Severity.WARNING,
            f"Phụ lục ghi ngày {reference.issued_on}, văn bản ghi ngày {own.value}.",
            f"The appendix refers to {reference.issued_on}, the document is dated {own.value}.",
            ["issued_on", "appendices"],
            [own, reference],
        )


def _number_unread(record: Record) -> Iterator[Finding]:
    """A number that is blank, handwritten or unsure must be read by a person."""
    own = record.reference_number
    if own is None or (own.value is not None and own.confidence >= _DOUBTFUL):
        return
    if own.blank and own.value is None:
        yield finding(
            "number-blank",
            Severity.WARNING,
            "Chỗ ghi số văn bản để trống; cần người xem và điền.",
            "The place of the number is blank; a person must look and fill it in.",
            ["reference_number"],
            [own],
        )
        return
    yield finding(
        "number-unsure",
        Severity.WARNING,
        "Số văn bản viết tay, đóng dấu hoặc không rõ; cần người đọc lại.",
        "The number is handwritten, stamped or unclear; a person must read it.",
        ["reference_number"],
        [own],
    )


def _date_unread(record: Record) -> Iterator[Finding]:
    """A date without a sure day must be read by a person."""
    own = record.issued_on
    if own is None or (own.value is not None and own.confidence >= _DOUBTFUL):
        return
    yield finding(
        "date-unsure",
        Severity.WARNING,
        "Ngày ban hành để trống, viết tay hoặc không rõ; cần người đọc lại.",
        "The date of issue is blank, handwritten or unclear; a person must read it.",
        ["issued_on"],
        [own],
    )


def _type_and_symbol(record: Record) -> Iterator[Finding]:
    """The code in the symbol must be that of the printed type (QĐ stands for two types)."""
    kind, own = record.document_type, record.reference_number
    if kind is None or kind.implied or kind.code is None or own is None or own.symbol is None:
        return
    if kind.confidence < _DOUBTFUL or own.confidence < _DOUBTFUL:
        return
    pieces = own.symbol.replace("/", "-").split("-")
    known = form_lines.type_codes()
    if kind.code in pieces or pieces[0] not in known or kind.value is None:
        return
    if kind.value in known[pieces[0]]:
        return
    yield finding(
        "type-symbol-differs",
        Severity.WARNING,
        f"Tên loại in trên văn bản là {kind.value}, ký hiệu lại ghi {pieces[0]}.",
        f"The printed type is {kind.value}, but the symbol says {pieces[0]}.",
        ["document_type", "reference_number"],
        [kind, own],
    )


def _archive_line(record: Record) -> Iterator[Finding]:
    """A distribution list ends with the archive line."""
    if not record.distribution or any(entry.archive for entry in record.distribution):
        return
    yield finding(
        "archive-line-missing",
        Severity.INFO,
        "Nơi nhận không có dòng Lưu.",
        "The distribution list has no archive line.",
        ["distribution"],
        [record.distribution[-1]],
    )


def _missing(record: Record) -> Iterator[Finding]:
    """The form asks for these; where one is missing, it was not printed or not recognised."""
    wanted = {
        "issuing_body": (record.issuing_body, "cơ quan ban hành", "issuing body"),
        "reference_number": (record.reference_number, "số và ký hiệu", "number and symbol"),
        "issued_on": (record.issued_on, "ngày ban hành", "date of issue"),
        "document_type": (record.document_type, "tên loại", "document type"),
    }
    for name, (value, vi, en) in wanted.items():
        if value is None:
            yield finding(
                "field-missing",
                Severity.WARNING,
                f"Không thấy {vi} trên văn bản.",
                f"No {en} was found on the paper.",
                [name],
                [],
            )


def _doubtful(record: Record) -> Iterator[Finding]:
    """A value below the threshold, or one that could not be read, is named as a doubt."""
    for name, value in _values_to_trust(record):
        if value.value is None or value.confidence < _DOUBTFUL:
            yield finding(
                "value-doubtful",
                Severity.WARNING,
                "Giá trị đọc được không chắc chắn; cần người xem lại.",
                "The value is not certain; a person should look at it.",
                [name],
                [value],
            )


def _values_to_trust(record: Record) -> Iterator[tuple[str, Value]]:
    """Yield the values of the header and the foot, and what is cited, with the names of their fields."""
    for name in (
        "document_type",
        "issuing_body",
        "superior_body",
        "place",
        "subject",
        "urgency_mark",
    ):
        value = getattr(record, name)
        if value is not None:
            yield name, value
    for signature in record.signatures or ([record.signature] if record.signature else []):
        for part in (signature.authority, signature.name):
            if part is not None:
                yield "signature", part
    for name, entries in (("addressees", record.addressees), ("distribution", record.distribution)):
        for entry in entries:
            yield name, entry
    for citation in record.citations:
        yield "citations", citation


CHECKS: tuple[Callable[[Record], Iterator[Finding]], ...] = (
    _missing,
    _number_unread,
    _date_unread,
    _doubtful,
    _type_and_symbol,
    _appendix_number,
    _appendix_date,
    *DAY_CHECKS,
    _archive_line,
    *AGREEMENT_CHECKS,
)
