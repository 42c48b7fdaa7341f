"""Make confidences mean what they say: the last step of extraction.

In: a record whose confidences are those of reader and rules (the reader's confidence in the words
times the rule's in itself: an order, not a probability). Out: the same record with every confidence
turned into the share of such values that were right on labelled documents, by the table
`rules/calibration.toml`: per field and kind of source, piecewise linear and never falling, so that
of two values the surer stays the surer. Values, boxes and rules stay as they are.

Three limits: nothing is mapped above 0.99; a value that could not be read keeps its confidence;
and where a row says `lift = false` (numbers, days: read wrongly they send a person to another document) a
value that was repaired, or that reader and rules doubt, is never made surer than they were.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from itertools import pairwise
from typing import Annotated
from typing import Any
from typing import Literal
from typing import Self

from pydantic import Field
from pydantic import model_validator

from extractors.rules import RuleShape
from extractors.rules import load_rules
from models.record import Appendix
from models.record import Record
from models.values import Evidence
from models.values import Signature
from models.values import Task
from models.values import Value

__all__ = [
    "DOUBTFUL",
    "CalibrationRow",
    "CalibrationTable",
    "calibrate",
    "calibrated",
    "calibration_table",
    "uncalibrated",
    "using_table",
]

DOUBTFUL = 0.6
"""Below this a value is doubtful, and a finding says so."""

_MOST = 0.99
_ANY_FIELD = "*"

Kind = Literal["text", "scan"]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Point = tuple[Share, Share]

_switched_off: ContextVar[bool] = ContextVar("uncalibrated", default=False)


class CalibrationRow(RuleShape):
    """How one field's confidences from one kind of source are to be read.

    Attributes:
        field: Field of the record (``signature.name`` for nested ones); ``*`` for all others.
        kind: ``scan`` for values from a page on which anything was read by OCR, else ``text``.
        values: On how many labelled values the row rests.
        lift: False where a doubted or repaired value is never made surer.
        points: ``[given, becomes]``, both rising; linear between them, level outside.
    """

    field: str
    kind: Kind
    values: int
    lift: bool = True
    points: Annotated[tuple[Point, ...], Field(min_length=1, max_length=8)]

    @model_validator(mode="after")
    def _rises(self) -> Self:
        for (x0, y0), (x1, y1) in pairwise(self.points):
            if x1 <= x0 or y1 < y0:
                raise ValueError("the points must rise")
        if self.points[-1][1] > _MOST:
            raise ValueError("nothing is that certain")
        return self


class CalibrationTable(RuleShape):
    """The whole file."""

    source: str
    rows: tuple[CalibrationRow, ...]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        keys = [(row.field, row.kind) for row in self.rows]
        if len(set(keys)) != len(keys) or not {(_ANY_FIELD, "text"), (_ANY_FIELD, "scan")} <= set(
            keys
        ):
            raise ValueError("one row a field and kind, and one of each kind for all others")
        return self


_tried: ContextVar[CalibrationTable | None] = ContextVar("tried_table", default=None)


@cache
def calibration_table() -> CalibrationTable:
    """Return the table.

    Raises:
        pydantic.ValidationError: If the file does not fit its shape.
    """
    return load_rules("calibration", CalibrationTable)


@contextmanager
def uncalibrated() -> Iterator[None]:
    """Leave confidences as reader and rules gave them, to make the table anew."""
    token = _switched_off.set(True)
    try:
        yield
    finally:
        _switched_off.reset(token)


@contextmanager
def using_table(table: CalibrationTable) -> Iterator[None]:
    """Read confidences by another table, to see what it is worth."""
    token = _tried.set(table)
    try:
        yield
    finally:
        _tried.reset(token)


def calibrated(field: str, kind: Kind, given: float, *, repaired: bool = False) -> float:
    """Return what a confidence of `given` is worth, 0 to 0.99.

    Args:
        field: Field of the record, as in the table; fields without a row share one.
        kind: Where the value was read.
        given: Confidence of reader and rules.
        repaired: Whether the value is not the characters as they were first read.
    """
    tried = _tried.get()
    rows = _rows() if tried is None else _by_key(tried)
    row = rows.get((field, kind)) or rows[_ANY_FIELD, kind]
    worth = _interpolated(row.points, given)
    if not row.lift and (repaired or given < DOUBTFUL):
        worth = min(worth, given)
    return round(worth, 3)


@cache
def _rows() -> dict[tuple[str, str], CalibrationRow]:
    return _by_key(calibration_table())


def _by_key(table: CalibrationTable) -> dict[tuple[str, str], CalibrationRow]:
    return {(row.field, row.kind): row for row in table.rows}


def _interpolated(points: tuple[Point, ...], given: float) -> float:
    index = bisect_right(points, given, key=lambda point: point[0])
    if index == 0:
        # Below the first point confidence falls to nothing, as reader and rules say it does.
        x, y = points[0]
        return y * given / x if x else y
    if index == len(points):
        return points[-1][1]
    (x0, y0), (x1, y1) = points[index - 1], points[index]
    return y0 + (y1 - y0) * (given - x0) / (x1 - x0)


def calibrate(record: Record) -> Record:
    """Return `record` with calibrated confidences; findings are left as they are."""
    if _switched_off.get():
        return record
    scans = frozenset(
        number for number, source in enumerate(record.source.page_sources, 1) if "ocr" in source
    )
    changes = {
        name: _changed(name, getattr(record, name), scans)
        for name in type(record).model_fields
        if name not in {"schema_", "source", "outcome", "findings"}
    }
    return record.model_copy(update=changes)


def _changed(field: str, item: Any, scans: frozenset[int]) -> Any:
    """Return a value, a list of them, or a group of them with its confidences calibrated."""
    if isinstance(item, list):
        return [_changed(field, one, scans) for one in item]
    changes: dict[str, Any] = {}
    if isinstance(item, Task):
        changes["assignees"] = _changed("task_assignees", item.assignees, scans)
        changes["deadline"] = _changed("task_deadlines", item.deadline, scans)
        changes["report_to"] = _changed("task_reports", item.report_to, scans)
    if isinstance(item, Value) and item.value is None:
        # Nothing was read: there is no share of right values to speak of.
        return item.model_copy(update=changes)
    if isinstance(item, Evidence):
        kind: Kind = "scan" if item.page in scans else "text"
        changes["confidence"] = calibrated(
            field, kind, item.confidence, repaired=bool(item.repairs)
        )
        return item.model_copy(update=changes)
    if isinstance(item, Signature):
        parts = ("authority", "positions", "name")
        return item.model_copy(
            update={p: _changed(f"signature.{p}", getattr(item, p), scans) for p in parts}
        )
    if isinstance(item, Appendix):
        return item.model_copy(
            update={
                "label": _changed("appendices", item.label, scans),
                "title": _changed("appendices", item.title, scans),
                "reference": _changed("appendix_reference", item.reference, scans),
            }
        )
    return item
