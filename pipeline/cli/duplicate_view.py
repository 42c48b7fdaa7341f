"""The lines about files that repeat a document, made safe for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence

from pipeline.archive.duplicates import DuplicatePair
from pipeline.batch.duplicate_lines import duplicate_lines as lines_of
from pipeline.cli.terminal import clean
from pipeline.wording import Language

__all__ = ["duplicate_lines"]


def duplicate_lines(pairs: Sequence[DuplicatePair], lang: Language) -> Iterator[str]:
    """Yield a line for each of the first pairs, and how many more there are."""
    return (clean(line) for line in lines_of(pairs, lang))
