"""Are two texts the same? Strict and tolerant equality, and the best assignment of two lists.

Strict: equal after folding what a reader would not call a difference (case, blanks, dashes, quotes,
tone placement, a closing ``;`` ``,`` ``.``). Tolerant: at least 0.9 of the letters agree. Numbers,
dates and symbols are never nearly right, so they are compared strictly in both.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from models.folding import fold

__all__ = [
    "TOLERANT",
    "Item",
    "Similarity",
    "align",
    "assign",
    "exact_similarity",
    "text_similarity",
    "tidy",
    "words_of",
]

TOLERANT = 0.9

_BLANK_AT_PUNCTUATION_RE = re.compile(r"\s?([-;:,./()&+\"])\s?")
_DIGITS_RE = re.compile(r"\d+")
_WORD_RE = re.compile(r"\w+")
_MAX_COMPARED = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to be found: its parts folded for comparison, and as it is shown to a person.

    Attributes:
        parts: Folded texts, compared one by one.
        shown: The text as labelled or read.
        confidence: The record's confidence, None for labels and for things that carry none.
        optional: Found, but not counted as wrong when the label does not have it.
    """

    parts: tuple[str, ...]
    shown: str
    confidence: float | None = None
    optional: bool = False


Similarity = Callable[[Item, Item], float]


def tidy(text: str) -> str:
    """Return `text` folded for comparison: see the module's first lines.

    Example:
        >>> tidy("- Thường trực  Tỉnh uỷ;") == tidy("thường trực tỉnh ủy")
        True
    """
    folded = fold(text[:_MAX_COMPARED]).replace("'", '"')
    return _BLANK_AT_PUNCTUATION_RE.sub(r"\1", folded).lstrip("-+*• ").rstrip(";,. ")


def words_of(text: str) -> str:
    """Return the words of `text`, folded, without any punctuation between them."""
    return " ".join(_WORD_RE.findall(fold(text[:_MAX_COMPARED])))


def text_similarity(gold: Item, found: Item) -> float:
    """Return the smallest share of agreeing letters over the parts.

    0 when the figures in a part differ: «Như Điều 3» is not nearly «Như Điều 4».
    """
    if len(gold.parts) != len(found.parts):
        return 0.0
    return min(
        (_ratio(a, b) for a, b in zip(gold.parts, found.parts, strict=True)),
        default=0.0,
    )


def exact_similarity(gold: Item, found: Item) -> float:
    """Return 1.0 for equal parts and 0.0 otherwise: for numbers, dates and symbols."""
    return 1.0 if gold.parts == found.parts else 0.0


def _ratio(first: str, second: str) -> float:
    if first == second:
        return 1.0
    if _DIGITS_RE.findall(first) != _DIGITS_RE.findall(second):
        return 0.0
    return Levenshtein.normalized_similarity(first, second)


def assign(
    gold: Sequence[Item],
    found: Sequence[Item],
    similarity: Similarity = text_similarity,
    *,
    at_least: float = TOLERANT,
) -> dict[int, int]:
    """Return the largest pairing of `gold` with `found` whose pairs are all similar enough.

    Augmenting paths, tried from the most similar partner on, so that equal items pair first.

    Returns:
        Index in `gold` to index in `found`.
    """
    partners: list[list[int]] = []
    for item in gold:
        scores = [(similarity(item, other), -index) for index, other in enumerate(found)]
        partners.append([-i for score, i in sorted(scores, reverse=True) if score >= at_least])
    owner: dict[int, int] = {}
    # Items with an exact partner first: they must not lose it to a merely similar one.
    order = sorted(range(len(gold)), key=lambda i: (len(partners[i]), i))
    for index in order:
        _augment(index, partners, owner, set())
    return {g: f for f, g in sorted(owner.items(), key=lambda pair: pair[1])}


def _augment(
    index: int, partners: Sequence[Sequence[int]], owner: dict[int, int], seen: set[int]
) -> bool:
    for partner in partners[index]:
        if partner in seen:
            continue
        seen.add(partner)
        if partner not in owner or _augment(owner[partner], partners, owner, seen):
            owner[partner] = index
            return True
    return False


def align(gold: int, found: int, similarity: Callable[[int, int], float]) -> list[tuple[int, int]]:
    """Return pairs of positions of two sequences, order kept, with the largest summed similarity.

    Args:
        gold: Length of the first sequence.
        found: Length of the second.
        similarity: Of two positions, 0 to 1; pairs of 0 are never made.
    """
    best = [[0.0] * (found + 1) for _ in range(gold + 1)]
    scores = [[similarity(i, j) for j in range(found)] for i in range(gold)]
    for i in range(gold - 1, -1, -1):
        for j in range(found - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], scores[i][j] + best[i + 1][j + 1])
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < gold and j < found:
        if scores[i][j] > 0 and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
