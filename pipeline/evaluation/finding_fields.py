"""Contradictions that a label expects among the findings.

A label names a contradiction in words with the two values that differ: «appendix reference date
2024-01-06 differs from 2024-02-06». A finding meets it when its code says that something of this
kind differs, and when its words or its evidence show one of the two values. One finding meets one
expectation. Findings that no label expects are not counted as wrong: labels do not list every doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Sequence

from models.record import Finding
from pipeline.evaluation.comparison import Comparison
from pipeline.evaluation.comparison import FieldKind
from pipeline.evaluation.comparison import lists
from pipeline.evaluation.matching import Item
from pipeline.evaluation.matching import tidy

__all__ = ["compare_findings"]

_DATE_RE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_SYMBOL_RE = re.compile(r"\b(?:\d{1,9}[-/])?[a-zđ]{1,10}[-/][a-zđ]{1,20}\b")
_PRINTED_DATE_RE = re.compile(r"\b(\d{1,2})(?:/| tháng |-)(\d{1,2})(?:/| năm |-)(\d{4})\b")
_NUMBER_CODE_WORDS = frozenset({"number", "symbol", "reference", "body"})
_DIFFERS_WORDS = frozenset({"differs", "differ", "mismatch", "contradicts", "contradiction"})


def compare_findings(expected: Sequence[str], findings: Sequence[Finding]) -> Iterable[Comparison]:
    """Yield one comparison of the expected contradictions; nothing when none is expected."""
    if not expected:
        return
    yield lists(
        "findings",
        [_expectation(text) for text in expected],
        [_finding(finding) for finding in findings],
        similarity=_meets,
        kind=FieldKind.RECALL,
    )


def _expectation(text: str) -> Item:
    kind = "date" if _DATE_RE.search(text) else "number"
    about = "appendix" if "appendix" in tidy(text) else ""
    return Item(parts=(kind, about, *sorted(_values(text))), shown=text)


def _finding(finding: Finding) -> Item:
    said = [finding.message, finding.message_en, *(e.raw for e in finding.evidence)]
    values = {value for text in said for value in _values(text)}
    return Item(parts=(finding.code.lower(), *sorted(values)), shown=finding.code)


def _values(text: str) -> set[str]:
    """Return the ISO days and the symbols, without their number, that the text shows."""
    folded = tidy(text)
    days = {"-".join(match) for match in _DATE_RE.findall(folded)}
    days |= {f"{y}-{int(m):02}-{int(d):02}" for d, m, y in _PRINTED_DATE_RE.findall(folded)}
    return days | {re.sub(r"^\d+[-/]", "", symbol) for symbol in _SYMBOL_RE.findall(folded)}


def _meets(gold: Item, found: Item) -> float:
    kind, about, *values = gold.parts
    code, *shown = found.parts
    words = set(code.split("-"))
    right_kind = "date" in words if kind == "date" else bool(words & _NUMBER_CODE_WORDS)
    if not right_kind or not words & _DIFFERS_WORDS or about not in code:
        return 0.0
    return 1.0 if set(values) & set(shown) else 0.0
