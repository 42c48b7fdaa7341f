"""Say where a reference line of an appendix is not to be trusted, and where an announced annex is not there.

In: a record and the layout it was read from. Out: findings.

1. A reference line in doubt, and one on a scan without the number or the day that the paper itself has.
2. A body that announces an annex («Phụ lục kèm theo») in a file that holds none: it may be in a file of its own.

Grounds: the annex's reference line of both forms; `rules/annexes.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Annotated

from pydantic import Field

from extractors.check_findings import finding
from extractors.citation_types import type_part
from extractors.confidence import DOUBTFUL
from extractors.rules import RuleShape
from extractors.rules import Words
from extractors.rules import load_rules
from extractors.word_patterns import fold_keeping_length
from models.layout import Layout
from models.layout import ZoneKind
from models.page import PageSource
from models.record import AppendixReference
from models.record import Finding
from models.record import Record
from models.record import Severity
from models.values import Evidence
from models.values import evidence_fields

__all__ = ["AnnexRules", "annex_rules", "announced_annex", "check_annexes"]


class AnnouncedRule(RuleShape):
    """One way of announcing an annex; `matches` and `rejects` are its tests."""

    name: str
    source: str
    pattern: str
    matches: Annotated[Words, Field(min_length=1)]
    rejects: Annotated[Words, Field(min_length=1)]


class AnnexRules(RuleShape):
    """The rules of `rules/annexes.toml`.

    Attributes:
        sign: A word that every announcement holds.
        announced: The ways of announcing.
    """

    sign: str
    announced: tuple[AnnouncedRule, ...]


@cache
def annex_rules() -> AnnexRules:
    """Return the rules for announced annexes."""
    return load_rules("annexes", AnnexRules)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    rules = annex_rules().announced
    return tuple(re.compile(rule.pattern.replace("{type}", type_part())) for rule in rules)


def announced_annex(text: str) -> tuple[int, int] | None:
    """Return where `text` announces an annex of its own first, None where it does not."""
    folded = fold_keeping_length(text)
    if annex_rules().sign not in folded:
        return None
    found = [match.span() for p in _patterns() if (match := p.search(folded)) is not None]
    return min(found, default=None)


def check_annexes(record: Record, layout: Layout | None = None) -> list[Finding]:
    """Return the findings about reference lines and annexes; without a layout, of reference lines only.

    Args:
        record: The record, its appendices read.
        layout: The paper that it was read from.
    """
    found = [one for appendix in record.appendices for one in _line(record, appendix.reference)]
    return found if layout is None else [*found, *_absent(record, layout)]


def _line(record: Record, line: AppendixReference | None) -> Iterator[Finding]:
    if line is None:
        return
    if line.confidence < DOUBTFUL:
        yield finding(
            "appendix-reference-unsure",
            Severity.WARNING,
            "Số hoặc ngày dẫn chiếu ở phụ lục không chắc chắn; cần người đọc lại.",
            "Number or day in the appendix's reference line is not certain; a person must read it.",
            ["appendices"],
            [line],
        )
    elif _is_scanned(record, line.page) and _lacks_what_the_paper_has(record, line):
        yield finding(
            "appendix-reference-unread",
            Severity.INFO,
            "Không đọc được số hoặc ngày dẫn chiếu ở phụ lục.",
            "Number or day in the appendix's reference line was not read.",
            ["appendices"],
            [line],
        )


def _is_scanned(record: Record, page: int) -> bool:
    sources = record.source.page_sources
    return 1 <= page <= len(sources) and sources[page - 1] == PageSource.OCR


def _lacks_what_the_paper_has(record: Record, line: AppendixReference) -> bool:
    number, day = record.reference_number, record.issued_on
    return (line.reference_number is None and number is not None and number.value is not None) or (
        line.issued_on is None and day is not None and day.value is not None
    )


def _absent(record: Record, layout: Layout) -> Iterator[Finding]:
    if record.appendices or record.body_tables or record.parts:
        return
    for zone in layout.zones_of(ZoneKind.SUBJECT, ZoneKind.BODY):
        span = announced_annex(layout.text[zone.start : zone.end])
        if span is None:
            continue
        start, end = zone.start + span[0], zone.start + span[1]
        if not layout.anchors_in(start, end):
            continue
        yield finding(
            "annex-absent",
            Severity.INFO,
            "Văn bản nói có phụ lục kèm theo, nhưng trong tệp không có phụ lục.",
            "The paper says that an annex goes with it, but the file holds none.",
            ["appendices"],
            [Evidence(**evidence_fields(layout, start, end, rule="annex.announced"))],
        )
        return
