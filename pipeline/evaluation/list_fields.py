"""Fields that are lists of names: addressees, distribution, signers, citations.

Labels hold the first ten distinct citations in reading order; what a record finds after those is
therefore not counted against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from models.record import Record
from models.values import Citation
from models.values import Signature
from models.values import Value
from pipeline.evaluation.comparison import Comparison
from pipeline.evaluation.comparison import FieldKind
from pipeline.evaluation.comparison import item
from pipeline.evaluation.comparison import lists
from pipeline.evaluation.comparison import single
from pipeline.evaluation.comparison import value_item
from pipeline.evaluation.labels import Label
from pipeline.evaluation.labels import LabelCitation
from pipeline.evaluation.labels import LabelSignature
from pipeline.evaluation.matching import Item
from pipeline.evaluation.matching import exact_similarity
from pipeline.evaluation.matching import tidy

__all__ = ["compare_lists"]

T = TypeVar("T")

_LABELLED_CITATIONS = 10
_BLANK_RE = re.compile(r"\s+")


def compare_lists(label: Label, record: Record) -> Iterable[Comparison]:
    """Yield the comparisons of addressees, distribution, signature and citations."""
    yield lists(
        "addressees",
        [item(name) for name in label.addressees or []],
        _values(record.addressees),
    )
    yield from _compare_distribution(label, record)
    yield from _compare_signatures(label, record)
    if label.citations is not None:
        yield from _compare_citations(label.citations, record.citations)


def _values(values: Iterable[Value]) -> list[Item]:
    return [found for value in values for found in value_item(value)]


def _compare_distribution(label: Label, record: Record) -> Iterable[Comparison]:
    gold = label.distribution or []
    found = [entry for entry in record.distribution if entry.value is not None]
    yield lists("distribution", [item(g.name) for g in gold], _values(found))
    yield lists(
        "distribution_purpose",
        [item(g.name, g.purpose) for g in gold],
        [item(f.value, f.purpose, confidence=f.confidence) for f in found],
    )
    yield lists(
        "distribution_archive",
        [item(g.name) for g in gold if g.archive],
        [item(f.value, confidence=f.confidence) for f in found if f.archive],
    )


def _compare_signatures(label: Label, record: Record) -> Iterable[Comparison]:
    if label.signatures:
        gold: list[LabelSignature] = label.signatures
        found: list[Signature] = record.signatures or _one(record.signature)
    else:
        gold = _one(label.signature)
        found = _one(record.signature)
    kind = FieldKind.LIST if label.signatures else FieldKind.SINGLE
    make = lists if kind is FieldKind.LIST else single
    yield make(
        "signature.authority",
        [item(g.authority) for g in gold if g.authority],
        [i for f in found for i in value_item(f.authority)],
    )
    yield lists(
        "signature.positions",
        [item(position) for g in gold for position in g.positions],
        [i for f in found for i in _values(f.positions)],
    )
    yield make(
        "signature.name",
        [item(g.name) for g in gold if g.name],
        [i for f in found for i in value_item(f.name)],
    )


def _one(value: T | None) -> list[T]:
    return [] if value is None else [value]


def _compare_citations(
    gold: list[LabelCitation], citations: list[Citation]
) -> Iterable[Comparison]:
    found = _first_distinct(gold, citations)
    yield lists(
        "citations",
        [Item(parts=(_key(g.symbol),), shown=g.symbol) for g in gold],
        [Item(parts=(_key(f.value),), shown=f.value or "", confidence=f.confidence) for f in found],
        similarity=exact_similarity,
    )
    yield lists(
        "citations_dated",
        [item(_key(g.symbol), g.date, g.type) for g in gold],
        [item(_key(f.value), f.issued_on, f.document_type) for f in found],
        similarity=exact_similarity,
    )


def _key(symbol: str | None) -> str:
    return _BLANK_RE.sub("", tidy(symbol or ""))


def _first_distinct(gold: list[LabelCitation], citations: list[Citation]) -> list[Citation]:
    distinct: dict[str, Citation] = {}
    for citation in citations:
        if citation.value:
            distinct.setdefault(_key(citation.value), citation)
    if len(gold) < _LABELLED_CITATIONS:
        return list(distinct.values())
    first = list(distinct.items())[:_LABELLED_CITATIONS]
    expected = {_key(g.symbol) for g in gold}
    # One that was overlooked pulls the eleventh into the list: drop what follows the last labelled.
    while first and first[-1][0] not in expected:
        first.pop()
    return [citation for _, citation in first]
