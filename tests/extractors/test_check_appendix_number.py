"""The number that an appendix names: a contradiction on paper is told, one of readings is not."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.checks import check_record
from models.outcome import OutcomeCode
from models.outcome import outcome
from models.record import Appendix
from models.record import AppendixReference
from models.record import Record
from models.record import Source
from models.values import ReferenceNumber


def place(raw: str, **more: Any) -> dict[str, Any]:
    found = {"raw": raw, "page": 1, "span": (0, len(raw)), "confidence": 0.97, "rule": "test"}
    return found | more


def codes(own: str, named: str, *, line: str, source: str = "ocr", voted: bool = True) -> list[str]:
    """Return the findings about numbers of a paper whose appendix names `named`, read as `line`."""
    number, _, symbol = own.replace("-", "/", 1).partition("/")
    reference = AppendixReference(
        reference_number=named, **place(line, repairs=["symbol-vote"] if voted else [])
    )
    record = Record(
        source=Source(file="a.pdf", pages=1, page_sources=[source]),
        outcome=outcome(OutcomeCode.COMPLETE),
        reference_number=ReferenceNumber(value=own, number=number, symbol=symbol, **place(own)),
        appendices=[Appendix(reference=reference)],
    )
    return [f.code for f in check_record(record) if f.code == "appendix-number-differs"]


@pytest.mark.parametrize(
    ("named", "line"),
    [
        ("49/UBND-NYV", "(Kèm theo Công văn số 49/UBND-NV, ngày 08/6/2026)"),
        ("49/UBND-NYV", "(Kèm theo Công văn số 49/UBND-NY, ngày 08/6/2026)"),
        ("49/UBND-NY", "(Kèm theo Công văn số 49/UBND-NY, ngày 08/6/2026)"),
        ("49/UBNDNV", "(Kèm theo Công văn số 49/UBNDNV, ngày 08/6/2026)"),
    ],
)
def test_readings_that_differ_by_a_letter_contradict_nothing(named: str, line: str) -> None:
    assert codes("49/UBND-NV", named, line=line) == []


@pytest.mark.parametrize(
    ("named", "voted", "source"),
    [
        ("46/UBND-NV", True, "ocr"),
        ("49/UBND-KTN", True, "ocr"),
        ("49/HĐND-NV", True, "ocr"),
        # Printed as text.
        ("49/UBND-NY", False, "text-layer"),
        ("149/UBND-NV", False, "text-layer"),
    ],
)
def test_another_number_is_told(named: str, voted: bool, source: str) -> None:
    line = f"(Kèm theo Công văn số {named}, ngày 08/6/2026)"
    assert codes("49/UBND-NV", named, line=line, source=source, voted=voted) == [
        "appendix-number-differs"
    ]
