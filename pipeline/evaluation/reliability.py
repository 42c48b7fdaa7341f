"""Do confidences mean what they say? Per field and kind of source, against the labels.

In: the scores of labelled documents with the half each belongs to. Out: `FieldReliability` rows.

- Expected calibration error: how far the mean confidence of a bucket lies from the share that is
  right in it, averaged over the values.
- Accepted untouched at 99.5 % precision: the threshold is found on one half of the documents and
  used on the other, then the other way round, so that no value is judged by a threshold it helped
  to find. What the accepted values reach is reported beside their share: with few values the
  threshold is a guess, and the figures must be able to say so.

A document's half follows from a hash of its number and date as labelled: all forms of one paper
(PDF, scan, text) stand in the same half.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from models.values import Shape
from pipeline.evaluation.comparison import FieldScore
from pipeline.evaluation.labels import Label

__all__ = [
    "PRECISION",
    "FieldReliability",
    "Judged",
    "ReliabilityBucket",
    "half_of",
    "judge",
    "reliability",
]

Kind = Literal["text", "scan"]

PRECISION = 0.995
EDGES = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0 + 1e-9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One value: field, kind of source, confidence, whether it is right, half of its document."""

    field: str
    kind: Kind
    confidence: float
    right: bool
    half: int


class ReliabilityBucket(Shape):
    """The values whose confidence lies in `[low, high)`: how many, how sure on average, how many right."""

    low: float
    high: float
    values: int
    mean_confidence: float
    right: int


class FieldReliability(Shape):
    """Confidence against truth for one field from one kind of source.

    Attributes:
        kind: ``text`` (text layers, plain text, Word) or ``scan``.
        values: How many values carry a confidence and could be judged.
        right: How many of them are right (tolerant matching; numbers and dates exactly).
        calibration_error: Expected calibration error, 0 to 1.
        thresholds: From which confidence on a value of the first (second) half is accepted, found
            on the other half; None where no threshold reaches the precision.
        accepted: How many values are accepted untouched.
        accepted_right: How many of those are right.
        buckets: Buckets that hold a value.
    """

    field: str
    kind: str
    values: int
    right: int
    calibration_error: float
    thresholds: tuple[float | None, float | None]
    accepted: int
    accepted_right: int
    buckets: list[ReliabilityBucket]


def half_of(label: Label) -> int:
    """Return 0 or 1, the same for all forms of one paper."""
    identity = f"{label.symbol}|{label.date or label.date_partial}"
    return hashlib.sha256(identity.encode()).digest()[0] % 2


def judge(scores: Iterable[FieldScore], *, kind: Kind, half: int) -> Iterator[Judged]:
    """Yield the judged values of one document."""
    for one in scores:
        for confidence, right in one.judged:
            yield Judged(field=one.field, kind=kind, confidence=confidence, right=right, half=half)


def reliability(judged: Iterable[Judged]) -> list[FieldReliability]:
    """Return one row per field and kind, fields in the order of their first appearance."""
    groups: dict[tuple[str, str], list[Judged]] = {}
    order: dict[str, int] = {}
    for one in judged:
        order.setdefault(one.field, len(order))
        groups.setdefault((one.field, one.kind), []).append(one)
    keys = sorted(groups, key=lambda key: (order[key[0]], key[1] == "scan"))
    return [_row(field, kind, groups[field, kind]) for field, kind in keys]


def _row(field: str, kind: str, values: Sequence[Judged]) -> FieldReliability:
    buckets = list(_buckets(values))
    gaps = (abs(b.mean_confidence * b.values - b.right) for b in buckets)
    halves = [[one for one in values if one.half == half] for half in (0, 1)]
    thresholds = (_threshold(halves[1]), _threshold(halves[0]))
    accepted = [
        one
        for half, threshold in zip(halves, thresholds, strict=True)
        for one in half
        if threshold is not None and one.confidence >= threshold
    ]
    return FieldReliability(
        field=field,
        kind=kind,
        values=len(values),
        right=sum(one.right for one in values),
        calibration_error=round(sum(gaps) / len(values), 4),
        thresholds=thresholds,
        accepted=len(accepted),
        accepted_right=sum(one.right for one in accepted),
        buckets=buckets,
    )


def _buckets(values: Sequence[Judged]) -> Iterator[ReliabilityBucket]:
    for low, high in pairwise(EDGES):
        inside = [one for one in values if low <= one.confidence < high]
        if inside:
            yield ReliabilityBucket(
                low=low,
                high=min(high, 1.0),
                values=len(inside),
                mean_confidence=round(sum(one.confidence for one in inside) / len(inside), 4),
                right=sum(one.right for one in inside),
            )


def _threshold(values: Sequence[Judged]) -> float | None:
    """Return the lowest confidence from which on at least `PRECISION` of `values` are right."""
    found: float | None = None
    right = 0
    ordered = sorted(values, key=lambda one: -one.confidence)
    for taken, one in enumerate(ordered, 1):
        right += one.right
        # Values of equal confidence are taken together or not at all.
        whole = taken == len(ordered) or ordered[taken].confidence < one.confidence
        if whole and right >= PRECISION * taken:
            found = one.confidence
    return found
