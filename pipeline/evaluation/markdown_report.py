"""An evaluation as Markdown tables, for the page on accuracy; in English, without any text of documents.

In: an `Evaluation`. Out: per field strict and tolerant figures for text and for scans, whole
headers and invented values, confidences against truth, and what is not right, document by document.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence

from pipeline.evaluation.figures import Doubt
from pipeline.evaluation.figures import Evaluation
from pipeline.evaluation.figures import FieldFigures
from pipeline.evaluation.figures import Rates
from pipeline.evaluation.figures import SourceFigures
from pipeline.evaluation.tables import markdown_table

__all__ = ["render_markdown"]


def render_markdown(evaluation: Evaluation) -> str:
    """Return the tables of `evaluation`; ends with a newline."""
    parts: list[str] = []
    for heading, lines in (
        ("Fields", _fields(evaluation)),
        ("Whole headers and invented values", _whole(evaluation)),
        ("Confidence against truth", _confidence(evaluation)),
        ("Accepted untouched at 99.5 % precision", _accepted(evaluation)),
        ("Not right, document by document", _documents(evaluation)),
    ):
        parts += [f"### {heading}", "", *lines, ""]
    return "\n".join(parts).rstrip() + "\n"


def _rate(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _f1(rates: Rates, *, recall_only: bool) -> str:
    return _rate(rates.recall if recall_only else rates.f1)


def _fields(evaluation: Evaluation) -> list[str]:
    head = ["field"]
    for group in evaluation.sources:
        name = f"{group.source} ({group.documents})"
        head += [f"{name}: values", "strict F1", "tolerant F1"]
    cells = [{one.field: one for one in group.fields} for group in evaluation.sources]
    rows = [
        [one.field, *(cell for own in cells for cell in _three(own.get(one.field)))]
        for one in evaluation.fields
    ]
    return markdown_table(head, rows)


def _three(figures: FieldFigures | None) -> list[str]:
    if figures is None:
        return ["–"] * 3
    recall_only = figures.recall_only
    return [
        str(figures.support),
        _f1(figures.strict, recall_only=recall_only),
        _f1(figures.tolerant, recall_only=recall_only),
    ]


def _whole(evaluation: Evaluation) -> list[str]:
    by_slug = {one.slug: one.source for one in evaluation.documents}
    rows: list[list[str]] = []
    for group in evaluation.sources:
        invented = [one for one in evaluation.invented if by_slug[one.slug] is group.source]
        sure = [one for one in evaluation.wrong_and_sure if by_slug[one.slug] is group.source]
        rows.append(
            [
                group.source,
                str(group.documents),
                f"{group.exact} ({_rate(group.exact / group.documents)})",
                f"{len(invented)} of {_found(group)}",
                str(len(sure)),
            ]
        )
    whole = evaluation.whole
    lines = markdown_table(
        ["source", "documents", "whole header right", "invented values", "wrong and sure"], rows
    )
    named = _named([*evaluation.invented, *evaluation.wrong_and_sure])
    counted = (
        f"Headers right but for a number left to a person: {whole.exact_but_number} of "
        f"{whole.documents}. Invented, or wrong and sure: {named}."
    )
    return [*lines, "", counted]


def _found(group: SourceFigures) -> int:
    return sum(one.strict.right + one.strict.wrong for one in group.fields)


def _named(doubts: Sequence[Doubt]) -> str:
    return ", ".join(f"{one.slug} {one.field}" for one in doubts) or "none"


def _confidence(evaluation: Evaluation) -> list[str]:
    rows = [
        [
            f"{one.low:.2f} to {one.high:.2f}",
            str(one.values),
            _rate(one.right / one.values if one.values else None),
        ]
        for one in evaluation.calibration
    ]
    return markdown_table(["confidence", "values", "share right"], rows)


def _accepted(evaluation: Evaluation) -> list[str]:
    rows = [
        [
            f"{one.field}, {one.kind}",
            str(one.values),
            _rate(one.right / one.values),
            f"{one.calibration_error:.3f}",
            " / ".join(map(_rate, one.thresholds)),
            _rate(one.accepted / one.values),
            f"{one.accepted_right} of {one.accepted}",
        ]
        for one in evaluation.reliability
    ]
    head = ["field", "values", "share right", "calibration error", "thresholds", "accepted"]
    return markdown_table([*head, "right among them"], rows)


def _documents(evaluation: Evaluation) -> Iterable[str]:
    rows = [
        [
            one.slug,
            one.source,
            ", ".join(f"{m.field} ({m.missed} missed, {m.wrong} wrong)" for m in one.misses),
        ]
        for one in evaluation.documents
        if one.misses
    ]
    return (
        markdown_table(["document", "source", "what"], rows) if rows else ["Everything is right."]
    )
