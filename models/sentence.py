"""A sentence of a document, as the archive keeps it for search."""

from __future__ import annotations

from dataclasses import dataclass

from models.quick import quickly_made

__all__ = ["SentenceRow"]


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRow:
    """One sentence of a document's text.

    Attributes:
        n: Its number in reading order, from 1.
        zone: Name of the part of the document it stands in.
        page: 1-based page of its first character, None when unknown.
        text: The sentence.
    """

    n: int
    zone: str
    page: int | None
    text: str
