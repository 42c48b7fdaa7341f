"""Announced annexes and reference lines of appendices: what is told, and what is let be."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from extractors.appendices import find_appendices
from extractors.check_annexes import annex_rules
from extractors.check_annexes import announced_annex
from extractors.check_annexes import check_annexes
from models.layout import Layout
from models.layout import ZoneKind
from models.outcome import OutcomeCode
from models.outcome import outcome
from models.record import Appendix
from models.record import AppendixReference
from models.record import Record
from models.record import Source
from models.values import DateValue
from models.values import ReferenceNumber
from tests.extractors.layouts import Block
from tests.extractors.layouts import a_body
from tests.extractors.layouts import a_layout

PLACE = {"raw": "x", "page": 1, "boxes": [], "span": (0, 1), "confidence": 0.9, "rule": "r"}
OWN = ReferenceNumber(value="12/QĐ-UBND", number="12", symbol="QĐ-UBND", **PLACE)
DAY = DateValue(value="2025-02-19", **PLACE)


def test_rules_hold_their_examples() -> None:
    for rule in annex_rules().announced:
        for text in rule.matches:
            assert announced_annex(text) is not None, text
        for text in rule.rejects:
            assert announced_annex(text) is None, text


def record(source: str = "ocr", **fields: object) -> Record:
    return Record.model_validate(
        {
            "source": Source(file="a.pdf", pages=1, page_sources=[source]),
            "outcome": outcome(OutcomeCode.COMPLETE),
            "reference_number": OWN,
            "issued_on": DAY,
            **fields,
        }
    )


def codes(read: Record, layout: Layout | None = None) -> list[str]:
    return [found.code for found in check_annexes(read, layout)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ban hành kèm theo Quyết định này Quy chế làm việc.", ["annex-absent"]),
        ("Thời gian, thành phần như Phụ lục kèm theo.", ["annex-absent"]),
        ("Bãi bỏ Danh mục ban hành kèm theo Quyết định số 12/QĐ-UBND.", []),
        ("Đề nghị gửi hồ sơ kèm theo.", []),
    ],
)
def test_an_annex_that_is_announced_and_not_there_is_told(text: str, expected: list[str]) -> None:
    assert codes(record(), a_body(text)) == expected


def test_an_annex_that_is_there_is_not_missed() -> None:
    layout = a_body("Thời gian, thành phần như Phụ lục kèm theo.")
    assert codes(record(appendices=[Appendix()]), layout) == []


def line(**fields: object) -> Appendix:
    given = {"reference_number": "12/QĐ-UBND", "issued_on": "2025-02-19", **PLACE, **fields}
    return Appendix(reference=AppendixReference.model_validate(given))


@pytest.mark.parametrize(
    ("source", "fields", "expected"),
    [
        ("ocr", {"confidence": 0.4}, ["appendix-reference-unsure"]),
        ("ocr", {"reference_number": None}, ["appendix-reference-unread"]),
        ("ocr", {"issued_on": None}, ["appendix-reference-unread"]),
        ("ocr", {}, []),
        # An electronic paper leaves the blanks blank by rule.
        ("text", {"reference_number": None, "issued_on": None}, []),
    ],
)
def test_reference_lines_in_doubt_are_told(
    source: str, fields: dict[str, object], expected: list[str]
) -> None:
    assert codes(record(source, appendices=[line(**fields)])) == expected


def scanned(
    letterhead: str, dated: str, reference: str, *, by_hand: bool, ocr: bool = True
) -> Layout:
    """Return the layout of a decision with an appendix; its blanks filled by hand or printed."""
    layout = a_layout(
        Block(ZoneKind.NUMBER, (letterhead,)),
        Block(ZoneKind.PLACE_DATE, (dated,)),
        Block(ZoneKind.BODY, ("Điều 1. Ban hành danh mục.",)),
        Block(ZoneKind.APPENDIX_TITLE, ("DANH MỤC",), part=1),
        Block(ZoneKind.APPENDIX_REFERENCE, (reference,), part=1),
    )
    head = layout.text.index("Điều 1")
    anchors = tuple(
        replace(
            anchor,
            ocr=ocr,
            repair="handwriting" if by_hand and anchor.end <= head else anchor.repair,
        )
        for anchor in layout.anchors
    )
    return replace(layout, anchors=anchors)


@pytest.mark.parametrize(
    ("reference", "by_hand", "ocr", "number", "day"),
    [
        # Figures that differ where the own ones are written by hand are a guess.
        ("(Kèm theo Quyết định số 243/QĐ-UBND ngày 19/02/2025 của UBND tỉnh)", True, True, None, "2025-02-19"),
        ("(Kèm theo Quyết định số 339/QĐ-UBND ngày 04/02/2025 của UBND tỉnh)", True, True, "339/QĐ-UBND", None),
        # Print, a text layer, another symbol and another month are contradictions.
        ("(Kèm theo Quyết định số 243/QĐ-UBND ngày 04/02/2025 của UBND tỉnh)", False, True, "243/QĐ-UBND", "2025-02-04"),
        ("(Kèm theo Quyết định số 243/QĐ-UBND ngày 04/02/2025 của UBND tỉnh)", True, False, "243/QĐ-UBND", "2025-02-04"),
        ("(Kèm theo Công văn số 339/CV-UBND ngày 19/01/2025 của UBND tỉnh)", True, True, "339/CV-UBND", "2025-01-19"),
        ("(Kèm theo Quyết định số 339/QĐ-UBND ngày 19/02/2025 của UBND tỉnh)", True, True, "339/QĐ-UBND", "2025-02-19"),
    ],
)  # fmt: skip
def test_what_ocr_guesses_of_handwriting_is_taken_back(
    reference: str, by_hand: bool, ocr: bool, number: str | None, day: str | None
) -> None:
    layout = scanned(
        "Số: 339/QĐ-UBND", "Hải Lâm, ngày 19 tháng 02 năm 2025", reference, by_hand=by_hand, ocr=ocr
    )
    (appendix,) = find_appendices(layout)
    found = appendix.reference
    assert found is not None
    assert (found.reference_number, found.issued_on) == (number, day)
    assert (found.confidence < 0.6) == (None in (number, day))


def test_hostile_text_takes_no_time() -> None:
    begin = time.perf_counter()
    announced_annex("danh mục phụ lục kèm " * 5_000 + "phụ lục " + "a " * 20_000)
    assert time.perf_counter() - begin < 1
