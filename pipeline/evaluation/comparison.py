"""One field of one document: what was labelled against what was found, and the counts of it.

A `Comparison` holds both sides as lists of `Item`s (a single value is a list of one or none), so
that every field is counted in one way: right, wrong (found but not labelled), missed (labelled but
not found), each under strict and tolerant matching.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.values import Value
from pipeline.evaluation.matching import TOLERANT
from pipeline.evaluation.matching import Item
from pipeline.evaluation.matching import Similarity
from pipeline.evaluation.matching import assign
from pipeline.evaluation.matching import exact_similarity
from pipeline.evaluation.matching import text_similarity
from pipeline.evaluation.matching import tidy

__all__ = [
    "Comparison",
    "Count",
    "FieldKind",
    "FieldScore",
    "exact",
    "item",
    "lists",
    "score",
    "single",
    "value_item",
]


class FieldKind(StrEnum):
    """How a field is counted.

    `single`: at most one value a document; `list`; `recall`: only what is missed counts, because
    labels do not list everything that may rightly be found.
    """

    SINGLE = "single"
    LIST = "list"
    RECALL = "recall"


@dataclass(frozen=True, slots=True)
class Count:
    """How many are right, wrong (found, not labelled) and missed (labelled, not found)."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def support(self) -> int:
        """How many were labelled."""
        return self.right + self.missed


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Both sides of one field of one document."""

    field: str
    kind: FieldKind
    gold: tuple[Item, ...]
    found: tuple[Item, ...]
    similarity: Similarity


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldScore:
    """The counts of one field of one document.

    Attributes:
        strict, tolerant: Counts under both ways of matching.
        missed, wrong: Items without a strict partner, labelled and found.
        judged: Confidence and rightness (tolerant) of every found item that has a confidence.
        invented: Found items of a field for which the paper has nothing.
    """

    field: str
    kind: FieldKind
    strict: Count
    tolerant: Count
    missed: tuple[Item, ...]
    wrong: tuple[Item, ...]
    judged: tuple[tuple[float, bool], ...]
    invented: tuple[Item, ...]


def item(*texts: str | None, shown: str | None = None, confidence: float | None = None) -> Item:
    """Return an item of tidied texts; None is as good as an empty text."""
    words = [text or "" for text in texts]
    return Item(
        parts=tuple(tidy(text) for text in words),
        shown=shown if shown is not None else " | ".join(words),
        confidence=confidence,
    )


def value_item(value: Value | None) -> list[Item]:
    """Return the value as a list of one item; nothing when absent or not readable."""
    if value is None or value.value is None:
        return []
    return [item(value.value, confidence=value.confidence)]


def single(field: str, gold: Sequence[Item], found: Sequence[Item]) -> Comparison:
    """Compare a field that a document has once, by text."""
    return Comparison(
        field=field,
        kind=FieldKind.SINGLE,
        gold=tuple(gold),
        found=tuple(found),
        similarity=text_similarity,
    )


def exact(field: str, gold: Sequence[Item], found: Sequence[Item]) -> Comparison:
    """Compare a number, date or symbol that a document has once: nearly right is wrong."""
    return Comparison(
        field=field,
        kind=FieldKind.SINGLE,
        gold=tuple(gold),
        found=tuple(found),
        similarity=exact_similarity,
    )


def lists(
    field: str,
    gold: Sequence[Item],
    found: Sequence[Item],
    *,
    similarity: Similarity = text_similarity,
    kind: FieldKind = FieldKind.LIST,
) -> Comparison:
    """Compare two lists by best assignment."""
    return Comparison(
        field=field, kind=kind, gold=tuple(gold), found=tuple(found), similarity=similarity
    )


def score(comparison: Comparison) -> FieldScore:
    """Count one comparison."""
    gold, found = comparison.gold, comparison.found
    strict = assign(gold, found, comparison.similarity, at_least=1.0)
    tolerant = assign(gold, found, comparison.similarity, at_least=TOLERANT)
    counts_wrong = comparison.kind is not FieldKind.RECALL
    strict_right, tolerant_right = set(strict.values()), set(tolerant.values())
    wrong = tuple(
        other
        for index, other in enumerate(found)
        if counts_wrong and index not in strict_right and not other.optional
    )
    judged = tuple(
        (other.confidence, index in tolerant_right)
        for index, other in enumerate(found)
        if counts_wrong
        and other.confidence is not None
        and (index in tolerant_right or not other.optional)
    )
    return FieldScore(
        field=comparison.field,
        kind=comparison.kind,
        strict=_count(comparison, strict),
        tolerant=_count(comparison, tolerant),
        missed=tuple(g for index, g in enumerate(gold) if index not in strict),
        wrong=wrong,
        judged=judged,
        invented=() if gold else wrong,
    )


def _count(comparison: Comparison, pairs: dict[int, int]) -> Count:
    partners = set(pairs.values())
    wrong = sum(
        1
        for index, other in enumerate(comparison.found)
        if index not in partners and not other.optional
    )
    if comparison.kind is FieldKind.RECALL:
        wrong = 0
    return Count(right=len(pairs), wrong=wrong, missed=len(comparison.gold) - len(pairs))
