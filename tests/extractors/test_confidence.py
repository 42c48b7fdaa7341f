"""Calibrated confidences: rising, bounded, and never surer about a doubted number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from extractors.confidence import DOUBTFUL
from extractors.confidence import CalibrationRow
from extractors.confidence import CalibrationTable
from extractors.confidence import calibrate
from extractors.confidence import calibrated
from extractors.confidence import calibration_table
from extractors.confidence import uncalibrated
from extractors.confidence import using_table
from models.outcome import OutcomeCode
from models.outcome import outcome
from models.record import Record
from models.record import Source
from models.values import Assignee
from models.values import AssigneeRole
from models.values import ReferenceNumber
from models.values import Signature
from models.values import Task
from models.values import Value

FIELDS = sorted({row.field for row in calibration_table().rows} | {"no_such_field"})
CONFIDENCES = st.floats(0, 1)


def evidence(confidence: float, page: int = 1, repairs: tuple[str, ...] = ()) -> dict[str, object]:
    return {
        "raw": "x",
        "page": page,
        "span": (0, 1),
        "confidence": confidence,
        "rule": "r",
        "repairs": list(repairs),
    }


def value(confidence: float, text: str | None = "x", page: int = 1) -> Value:
    return Value(value=text, **evidence(confidence, page))  # type: ignore[arg-type]


def record(**fields: object) -> Record:
    source = Source(file="a.pdf", pages=2, page_sources=["text-layer", "ocr"])
    return Record(source=source, outcome=outcome(OutcomeCode.COMPLETE), **fields)  # type: ignore[arg-type]


def table(*rows: dict[str, object]) -> CalibrationTable:
    others = [
        {"field": "*", "kind": kind, "values": 9, "points": [[0.5, 0.5], [1.0, 0.9]]}
        for kind in ("text", "scan")
    ]
    return CalibrationTable.model_validate({"source": "test", "rows": [*others, *rows]})


def row(points: list[list[float]], **more: object) -> dict[str, object]:
    return {"field": "place", "kind": "text", "values": 9, "points": points} | more


@given(one=CONFIDENCES, other=CONFIDENCES, field=st.sampled_from(FIELDS))
def test_the_surer_value_stays_the_surer(one: float, other: float, field: str) -> None:
    low, high = sorted((one, other))
    for kind in ("text", "scan"):
        assert calibrated(field, kind, low) <= calibrated(field, kind, high)
        assert 0 <= calibrated(field, kind, high) <= 0.99


@given(given=st.floats(0, DOUBTFUL, exclude_max=True))
def test_a_doubted_number_or_day_gets_no_surer(given: float) -> None:
    for field in ("reference_number", "issued_on"):
        for kind in ("text", "scan"):
            assert calibrated(field, kind, given) <= given + 0.0005


@given(given=CONFIDENCES)
def test_a_repaired_number_gets_no_surer(given: float) -> None:
    assert calibrated("reference_number", "scan", given, repaired=True) <= given + 0.0005


@pytest.mark.parametrize(
    ("given", "becomes"),
    [(0.0, 0.0), (0.4, 0.3), (0.8, 0.6), (0.85, 0.7), (0.9, 0.8), (1.0, 0.8)],
)
def test_linear_between_the_points_and_level_above(given: float, becomes: float) -> None:
    with using_table(table(row([[0.8, 0.6], [0.9, 0.8]]))):
        assert calibrated("place", "text", given) == pytest.approx(becomes)


def test_every_value_of_a_record_is_reached() -> None:
    charged = Assignee(
        value="x",
        role=AssigneeRole.LEAD,
        role_stated=False,
        **evidence(1.0),  # type: ignore[arg-type]
    )
    task = Task(value="x", label="1.", id="1", assignees=[charged], **evidence(1.0))  # type: ignore[arg-type]
    before = record(
        place=value(1.0),
        addressees=[value(1.0), value(1.0)],
        signature=Signature(name=value(1.0), positions=[value(1.0)]),
        tasks=[task],
    )
    with using_table(table()):
        after = calibrate(before)
    assert after.place is not None
    assert after.signature is not None
    assert after.signature.name is not None
    reached = [
        after.place,
        *after.addressees,
        after.signature.name,
        *after.signature.positions,
        *after.tasks,
        *after.tasks[0].assignees,
    ]
    assert [one.confidence for one in reached] == [0.9] * len(reached)
    assert after.place.value == "x"


def test_the_page_decides_the_kind_of_source() -> None:
    scan = row([[1.0, 0.7]], kind="scan")
    with using_table(table(row([[1.0, 0.8]]), scan)):
        first, second = (calibrate(record(place=value(1.0, page=p))).place for p in (1, 2))
    assert first is not None
    assert second is not None
    assert (first.confidence, second.confidence) == (0.8, 0.7)


def test_what_was_not_read_keeps_its_confidence() -> None:
    unread = ReferenceNumber(value=None, number=None, symbol="CV/TU", **evidence(0.2))  # type: ignore[arg-type]
    after = calibrate(record(reference_number=unread, place=value(0.2, None)))
    assert after.reference_number == unread
    assert after.place is not None
    assert after.place.confidence == 0.2


def test_calibration_can_be_left_out() -> None:
    before = record(place=value(1.0))
    with uncalibrated():
        assert calibrate(before) == before
    assert calibrate(before) != before


@pytest.mark.parametrize(
    "points",
    [
        [],
        [[0.5, 0.6], [0.9, 0.5]],  # falls
        [[0.9, 0.5], [0.9, 0.6]],  # two for one
        [[1.0, 0.995]],  # too certain
        [[1.2, 0.5]],
        [[x / 10, x / 10] for x in range(10)],  # too many steps
    ],
)
def test_a_slip_in_the_table_is_an_error(points: list[list[float]]) -> None:
    with pytest.raises(ValidationError):
        CalibrationRow.model_validate(row(points))


def test_a_table_needs_a_row_for_all_other_fields() -> None:
    with pytest.raises(ValidationError):
        CalibrationTable.model_validate({"source": "s", "rows": [row([[1.0, 0.9]])]})
    with pytest.raises(ValidationError):
        table(row([[1.0, 0.9]]), row([[1.0, 0.8]]))


def test_numbers_and_days_are_never_lifted_out_of_doubt() -> None:
    rows = [r for r in calibration_table().rows if r.field in {"reference_number", "issued_on"}]
    assert len(rows) == 4
    assert not any(one.lift for one in rows)
