"""The names of types as they stand beside a cited symbol.

In: the text in front of a symbol, or from a place on. Out: the type named there, folded. The names
are those of the table of types and of the citations' own list; the longest is tried first.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.rules import citation_rules
from extractors.rules import document_types
from models.folding import fold

__all__ = ["NUMBER_WORD_RE", "ends_with_word", "type_at", "type_before", "type_names", "type_part"]

# «số» as printed or misread at the end of the text before a symbol.
NUMBER_WORD_RE = re.compile(r"(?:^|(?<=[\s(“\"]))(?:s[ốo]|sô|s)\s?[:.]?\s*$", re.IGNORECASE)
_LETTERS = tuple("abcdefghijklmnopqrstuvwxyz")


@cache
def type_names() -> tuple[str, ...]:
    """Return the folded names of all types, longest first."""
    names = {fold(row.name) for row in document_types()} | set(citation_rules().type_names)
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


@cache
def type_part() -> str:
    """Return a piece of a pattern for folded text that matches any name, longest first."""
    return "|".join(re.escape(name).replace(r"\ ", r"\s{1,3}") for name in type_names())


def ends_with_word(folded: str, words: tuple[str, ...]) -> str | None:
    """Return the first of `words` that the folded text ends with as a word of its own."""
    for word in words:
        if folded.endswith(word) and not folded[: -len(word)].endswith(_LETTERS):
            return word
    return None


def type_before(folded: str) -> str | None:
    """Return the type that the folded text ends with."""
    return ends_with_word(folded, type_names())


def type_at(text: str) -> str | None:
    """Return the type that the text begins with and goes on behind."""
    folded = fold(text[:40])
    return next((name for name in type_names() if folded.startswith(f"{name} ")), None)
