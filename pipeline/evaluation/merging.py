"""Several page images that are one document: their records made into one, for scoring only.

The letterhead comes from the first page, signature and distribution from the last page that has
them; tasks, citations, appendices, tables and findings are strung together in page order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from models.record import Record
from models.record import Source

__all__ = ["merge_records"]

_T = TypeVar("_T")


def merge_records(records: Sequence[Record]) -> Record:
    """Return one record for the pages of one document.

    Raises:
        ValueError: If `records` is empty.
    """
    if not records:
        raise ValueError("no records to merge")
    if len(records) == 1:
        return records[0]
    first, signed = records[0], [r for r in records if r.signature is not None]
    distributed = [r for r in records if r.distribution]
    return first.model_copy(
        update={
            "source": _merge_sources(records),
            "signature": signed[-1].signature if signed else None,
            "signatures": signed[-1].signatures if signed else [],
            "distribution": distributed[-1].distribution if distributed else [],
            "tasks": _chain([r.tasks for r in records]),
            "citations": _chain([r.citations for r in records]),
            "appendices": _chain([r.appendices for r in records]),
            "body_tables": _chain([r.body_tables for r in records]),
            "findings": _chain([r.findings for r in records]),
        }
    )


def _chain(lists: Sequence[list[_T]]) -> list[_T]:
    return [value for values in lists for value in values]


def _merge_sources(records: Sequence[Record]) -> Source:
    sources = [record.source for record in records]
    return sources[0].model_copy(
        update={
            "pages": sum(source.pages for source in sources),
            "page_sources": _chain([source.page_sources for source in sources]),
            "page_sizes": _chain([source.page_sizes for source in sources]),
            "page_rotations": _chain([source.page_rotations for source in sources]),
        }
    )
