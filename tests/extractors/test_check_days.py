"""Days in stamps, and the order of the days of a record."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.made_contradictions import PLANTS
from benchmarks.made_contradictions import clean_papers
from benchmarks.made_contradictions import findings_of
from benchmarks.made_contradictions import planted_papers
from extractors.checks import check_record
from extractors.stamp_days import find_stamps
from models.layout import ZoneKind
from models.outcome import OutcomeCode
from models.outcome import outcome
from models.record import Record
from models.record import Severity
from models.record import Source
from models.values import Citation
from models.values import DateValue
from models.values import StampDay
from models.values import StampKind
from tests.extractors.layouts import Block
from tests.extractors.layouts import a_layout

ORDER = {
    "cited-date-later",
    "cited-after-stamp",
    "signed-before-dated",
    "arrived-before-dated",
    "arrived-before-signed",
}


def place(confidence: float = 0.99) -> dict[str, Any]:
    return {"raw": "x", "page": 1, "span": (0, 1), "confidence": confidence, "rule": "test"}


def stamp(kind: StampKind, day: str, confidence: float = 0.99) -> StampDay:
    return StampDay(kind=kind, value=day, **place(confidence))


def record(
    dated: str | None,
    *,
    signed: str | None = None,
    arrived: str | None = None,
    cited: str | None = None,
    sure: float = 0.99,
) -> Record:
    stamps = [stamp(StampKind.SIGNING, signed, sure)] if signed else []
    stamps += [stamp(StampKind.ARRIVAL, arrived, sure)] if arrived else []
    citation = Citation(value="12-KH/TU", issued_on=cited, **place())
    return Record(
        source=Source(file="a.pdf"),
        outcome=outcome(OutcomeCode.COMPLETE),
        issued_on=DateValue(value=dated, **place()),
        stamps=stamps,
        citations=[citation] if cited else [],
    )


def found(paper: Record) -> dict[str, Severity]:
    return {f.code: f.severity for f in check_record(paper) if f.code in ORDER}


@pytest.mark.parametrize(
    ("paper", "codes"),
    [
        (record("2026-03-10", signed="2026-03-09"), {"signed-before-dated": Severity.INFO}),
        (record("2026-03-10", signed="2026-02-09"), {"signed-before-dated": Severity.WARNING}),
        (record("2026-03-10", arrived="2026-03-09"), {"arrived-before-dated": Severity.WARNING}),
        (
            record("2026-03-10", signed="2026-03-12", arrived="2026-03-11"),
            {"arrived-before-signed": Severity.WARNING},
        ),
        (
            record(None, signed="2026-03-12", arrived="2026-03-11"),
            {"arrived-before-signed": Severity.WARNING},
        ),
        (record(None, signed="2026-03-12", cited="2026-03-13"), {"cited-after-stamp": Severity.WARNING}),
        (record("2026-03-10", cited="2026-03-13"), {"cited-date-later": Severity.WARNING}),
        # in order
        (record("2026-03-10", signed="2026-03-10", arrived="2026-03-10", cited="2026-03-10"), {}),
        (record("2026-03-10", signed="2026-03-11", arrived="2026-03-15", cited="2020-01-01"), {}),
        (record(None, signed="2026-03-12", cited="2026-03-12"), {}),
        (record(None), {}),
        # stamps that were not read with certainty contradict nothing
        (record("2026-03-10", signed="2026-02-09", sure=0.7), {}),
        (record("2026-03-10", arrived="2026-02-09", sure=0.7), {}),
    ],
)  # fmt: skip
def test_days_stand_in_order(paper: Record, codes: dict[str, Severity]) -> None:
    assert found(paper) == codes


def test_a_finding_names_both_places() -> None:
    paper = record("2026-03-10", signed="2026-03-01")
    (finding,) = [f for f in check_record(paper) if f.code == "signed-before-dated"]
    assert finding.fields == ["stamps", "issued_on"]
    assert len(finding.evidence) == 2
    assert "2026-03-01" in finding.message
    assert "2026-03-01" in finding.message_en


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.lists(st.integers(0, 400), max_size=3))
def test_no_order_that_holds_is_found_wrong(day: date, steps: list[int]) -> None:
    days = [day]
    for step in steps:
        days.append(date.fromordinal(days[-1].toordinal() + step))
    while len(days) < 4:
        days.append(days[-1])
    cited, dated, signed, arrived = (one.isoformat() for one in days[:4])
    assert found(record(dated, signed=signed, arrived=arrived, cited=cited)) == {}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Ký bởi: UBND tỉnh\nGiờ ký: 20/02/2025 11:25:13", [("signing", "2025-02-20")]),
        ("VĂN PHÒNG\n29-09-2025 13:41:12 +07:00", [("signing", "2025-09-29")]),
        ("Thời gian ký: 02.04.2026 14:24:26 +07:00", [("signing", "2026-04-02")]),
        ("Ngày ký: 02/04/2026", [("signing", "2026-04-02")]),
        ("CÔNG VĂN ĐẾN\nSố: 312\nNgày: 05/6/2026", [("arrival", "2026-06-05")]),
        ("ĐẾN Số 12 Ngày 05/6/2026 Chuyển: VP", [("arrival", "2026-06-05")]),
        ("ĐẾN\nSố: 1\nKý bởi: A\nNgày ký: 31/05/2026 10:11:12", [("signing", "2026-05-31")]),
        # no day of the calendar, no year of an office, no stamp's day
        ("Giờ ký: 31/02/2025 11:25:13", []),
        ("Giờ ký: 20/02/0225 11:25:13", []),
        ("ĐẾN\nSố: 312/2026", []),
        ("Kèm theo Công văn ngày 05/6/2026", []),
        ("123/45/2026 10:00", []),
    ],
)
def test_days_of_stamps(text: str, days: list[tuple[str, str]]) -> None:
    layout = a_layout(Block(ZoneKind.STAMP, tuple(text.split("\n"))))
    assert [(one.kind.value, one.value) for one in find_stamps(layout)] == days


def test_a_stamp_whose_last_line_was_set_aside_is_put_together() -> None:
    stamp_zone = Block(ZoneKind.STAMP, ("CÔNG VĂN ĐẾN", "Số: 312"))
    line = Block(ZoneKind.FURNITURE, ("Ngày: 05/6/2026",))
    (day,) = find_stamps(a_layout(stamp_zone, line))
    assert (day.kind, day.value, day.raw) == (StampKind.ARRIVAL, "2026-06-05", "05/6/2026")
    assert find_stamps(a_layout(line)) == []


def test_text_outside_of_stamps_holds_no_stamp() -> None:
    assert find_stamps(a_layout(Block(ZoneKind.BODY, ("Giờ ký: 20/02/2025 11:25:13",)))) == []
    attached = Block(ZoneKind.STAMP, ("Giờ ký: 20/02/2025 11:25:13",), 1)
    assert find_stamps(a_layout(attached)) == []


@pytest.mark.slow
@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__.strip("_"))
def test_a_planted_contradiction_is_found_and_nothing_else(plant: Any) -> None:
    paper = plant(1)
    assert set(findings_of(paper)) - set(paper.doubts) == {paper.code}


@pytest.mark.slow
def test_clean_papers_raise_nothing() -> None:
    for paper in list(clean_papers())[:6]:
        assert findings_of(paper) == []


def test_there_are_enough_planted_papers_and_as_many_clean_ones() -> None:
    planted = [paper.code for paper in planted_papers()]
    assert len(planted) >= 60
    assert len(list(clean_papers())) == len(planted)
    assert all(code is not None for code in planted)
