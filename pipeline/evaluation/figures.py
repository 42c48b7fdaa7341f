"""The figures of an evaluation: per field, per kind of source, per document, and as a whole.

All of them are plain numbers and names of fields. Texts of documents (`missed_values`,
`wrong_values`, …) are filled in only on request, so that a report can be shared.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence
from enum import StrEnum
from typing import Literal

from pydantic import Field

from models.record import Record
from models.values import Shape
from pipeline.evaluation.comparison import Count
from pipeline.evaluation.comparison import FieldKind
from pipeline.evaluation.comparison import FieldScore
from pipeline.evaluation.header_fields import WHOLE_RECORD_FIELDS
from pipeline.evaluation.reliability import FieldReliability

__all__ = [
    "CalibrationBucket",
    "DocumentFigures",
    "Doubt",
    "Evaluation",
    "FieldFigures",
    "FieldMiss",
    "LeftOut",
    "Rates",
    "SourceFigures",
    "SourceGroup",
    "WholeRecords",
    "calibrate",
    "figures_per_field",
    "figures_per_source",
    "is_exact",
    "source_group",
    "source_kind",
    "whole_records",
]

_BUCKETS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95)


class SourceGroup(StrEnum):
    """Where a document's words came from."""

    TEXT_LAYER = "text-layer"
    SCAN = "scan"
    TEXT = "text"
    DOCX = "docx"
    UNREAD = "unread"


class Rates(Shape):
    """Precision, recall and F1 with the counts behind them; a rate is None where nothing was counted."""

    precision: float | None
    recall: float | None
    f1: float | None
    right: int
    wrong: int
    missed: int


class FieldFigures(Shape):
    """One field over all documents.

    Attributes:
        support: How many values are labelled.
        documents: In how many documents the field was compared.
        recall_only: True where labels do not list everything that may be found.
    """

    field: str
    support: int
    documents: int
    recall_only: bool
    strict: Rates
    tolerant: Rates


class WholeRecords(Shape):
    """How many records are right as a whole: every field of the header, strictly.

    Attributes:
        exact_but_number: Right but for a number that was left to a person (handwritten, stamped).
    """

    fields: list[str]
    documents: int
    exact: int
    exact_but_number: int


class SourceFigures(Shape):
    """The figures of the documents of one kind of source."""

    source: SourceGroup
    documents: int
    exact: int
    fields: list[FieldFigures]


class FieldMiss(Shape):
    """One field of one document that is not all right under strict matching.

    Attributes:
        tolerated: True when tolerant matching finds nothing amiss.
        missed_values, wrong_values: The texts; empty unless asked for.
    """

    field: str
    missed: int
    wrong: int
    tolerated: bool
    missed_values: list[str] = Field(default_factory=list)
    wrong_values: list[str] = Field(default_factory=list)


class Doubt(Shape):
    """A value that is worse than an empty field: invented, or wrong and sure of itself."""

    slug: str
    field: str
    confidence: float | None = None
    value: str | None = None


class CalibrationBucket(Shape):
    """Of the values whose confidence lies in `[low, high)`, how many are right (tolerant).

    The last bucket has 1 as well.
    """

    low: float
    high: float
    values: int
    right: int


class DocumentFigures(Shape):
    """One document: how it ended, what is not right in it, and how long it took."""

    slug: str
    source: SourceGroup
    outcome: str
    exact: bool
    seconds: float
    misses: list[FieldMiss]


class LeftOut(Shape):
    """A JSON file that could not be used: ``no-label``, ``bad-label`` or ``no-document``."""

    file: str
    reason: str


class Evaluation(Shape):
    """Everything measured over one folder, documents sorted by name."""

    documents: list[DocumentFigures]
    fields: list[FieldFigures]
    sources: list[SourceFigures]
    whole: WholeRecords
    invented: list[Doubt]
    wrong_and_sure: list[Doubt]
    calibration: list[CalibrationBucket]
    reliability: list[FieldReliability]
    left_out: list[LeftOut]
    seconds: float

    def to_json(self) -> str:
        """Return the evaluation as indented JSON."""
        return self.model_dump_json(indent=2)


def source_group(record: Record) -> SourceGroup:
    """Tell where the words of `record` came from; one page read by OCR makes a scan of it."""
    sources = record.source.page_sources
    if not sources:
        return SourceGroup.UNREAD
    if any("ocr" in source for source in sources):
        return SourceGroup.SCAN
    first = sources[0]
    return SourceGroup(first) if first in set(SourceGroup) else SourceGroup.UNREAD


def source_kind(record: Record) -> Literal["text", "scan"]:
    """Tell scans from all else, as confidences are calibrated."""
    return "scan" if source_group(record) is SourceGroup.SCAN else "text"


def figures_per_field(documents: Sequence[Sequence[FieldScore]]) -> list[FieldFigures]:
    """Sum the scores of all documents by field, in the order in which fields first appear."""
    strict: dict[str, Count] = {}
    tolerant: dict[str, Count] = {}
    seen: dict[str, int] = {}
    recall_only: dict[str, bool] = {}
    for scores in documents:
        for one in scores:
            strict[one.field] = strict.get(one.field, Count()) + one.strict
            tolerant[one.field] = tolerant.get(one.field, Count()) + one.tolerant
            seen[one.field] = seen.get(one.field, 0) + 1
            recall_only[one.field] = one.kind is FieldKind.RECALL
    return [
        FieldFigures(
            field=field,
            support=strict[field].support,
            documents=seen[field],
            recall_only=recall_only[field],
            strict=_rates(strict[field], recall_only=recall_only[field]),
            tolerant=_rates(tolerant[field], recall_only=recall_only[field]),
        )
        for field in seen
    ]


def figures_per_source(
    groups: Sequence[SourceGroup], exact: Sequence[bool], documents: Sequence[Sequence[FieldScore]]
) -> list[SourceFigures]:
    """Return the figures per kind of source, in the order of `SourceGroup`."""
    figures: list[SourceFigures] = []
    for group in SourceGroup:
        members = [index for index, other in enumerate(groups) if other is group]
        if members:
            figures.append(
                SourceFigures(
                    source=group,
                    documents=len(members),
                    exact=sum(exact[index] for index in members),
                    fields=figures_per_field([documents[index] for index in members]),
                )
            )
    return figures


def whole_records(documents: Sequence[Sequence[FieldScore]]) -> WholeRecords:
    """Count the records that are right as a whole."""
    return WholeRecords(
        fields=list(WHOLE_RECORD_FIELDS),
        documents=len(documents),
        exact=sum(is_exact(scores) for scores in documents),
        exact_but_number=sum(is_exact(scores, number_may_miss=True) for scores in documents),
    )


def is_exact(scores: Iterable[FieldScore], *, number_may_miss: bool = False) -> bool:
    """Tell whether every field of the header is right, strictly.

    Args:
        scores: Of one document.
        number_may_miss: Accept a number that was left open; a wrong one never.
    """
    for one in scores:
        if one.field not in WHOLE_RECORD_FIELDS:
            continue
        left_open = number_may_miss and one.field == "number"
        if one.strict.wrong or (one.strict.missed and not left_open):
            return False
    return True


def calibrate(documents: Iterable[Iterable[FieldScore]]) -> list[CalibrationBucket]:
    """Return the calibration table: one row per bucket of confidence, empty ones too."""
    judged = [pair for scores in documents for one in scores for pair in one.judged]
    edges = list(zip(_BUCKETS, (*_BUCKETS[1:], 1.0 + 1e-9), strict=True))
    return [
        CalibrationBucket(
            low=low,
            high=min(high, 1.0),
            values=sum(low <= confidence < high for confidence, _ in judged),
            right=sum(low <= confidence < high and right for confidence, right in judged),
        )
        for low, high in edges
    ]


def _rates(count: Count, *, recall_only: bool) -> Rates:
    found = count.right + count.wrong
    precision = None if recall_only or not found else count.right / found
    recall = count.right / count.support if count.support else None
    f1 = None
    if not recall_only and (found or count.support):
        f1 = 2 * count.right / (2 * count.right + count.wrong + count.missed)
    return Rates(
        precision=_rounded(precision),
        recall=_rounded(recall),
        f1=_rounded(f1),
        right=count.right,
        wrong=count.wrong,
        missed=count.missed,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
