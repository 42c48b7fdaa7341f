"""Files that repeat a document, a line each, for people: what is the same, and with which file."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence

from pipeline.archive.duplicates import DuplicateKind
from pipeline.archive.duplicates import DuplicatePair
from pipeline.wording import Language
from pipeline.wording import say

__all__ = ["duplicate_lines"]

_SHOWN = 20


def duplicate_lines(
    pairs: Sequence[DuplicatePair], lang: Language, *, most: int = _SHOWN
) -> Iterator[str]:
    """Yield a line for each of the first `most` pairs, and how many more there are.

    Names of files come from outside: whoever shows a line cleans or escapes it for its place.
    """
    for pair in pairs[:most]:
        other = pair.other_name
        if pair.other_reference:
            other += f" ({pair.other_reference})"
        share = ""
        if pair.similarity is not None and pair.kind is not DuplicateKind.SAME_BYTES:
            share = say(lang, "duplicate.share", share=f"{pair.similarity:.0%}")
        yield say(
            lang, f"duplicate.{pair.kind.value}", name=pair.source_name, other=other, share=share
        )
    if len(pairs) > most:
        yield say(lang, "duplicate.more", count=len(pairs) - most)
