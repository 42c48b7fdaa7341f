"""Find the short forms by which a text comes back to a document it has cited in full.

In: a passage and the documents cited with their symbols. Out: which of them the passage means again, and where;
short forms count as mentions of the full citation and never as citations of their own.

1. type and number   «Kế hoạch 134», «Đề án số 371», «Nghị định 30/2020»: one cited document has this type and number
2. code and number   «NQ18», «HD 38»: the same with the code of the type
3. type and pointer  «Nghị quyết trên», «Kế hoạch này»: the cited document of this type named last;
                     «này» after the type of the document itself is the document itself
Where two cited documents fit, or several are meant («các Nghị quyết trên»), there is no link: a wrong one is worse
than a missing one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.rules import citation_rules
from extractors.rules import document_types
from extractors.word_patterns import apart
from extractors.word_patterns import fold_keeping_length
from models.folding import fold

__all__ = ["Cited", "ShortMention", "find_short_mentions"]

# A number goes on as a symbol or a date («134-KH/TU», «18/2024», «05 tháng 4», «3.000») or counts things.
_NUMBER_PART = r"(?P<number>\d{1,4})(?:/(?P<year>(?:19|20)\d{2}))?(?![\w%]|\s?[-–/.,]\s?[\w]|\s?(?:tháng|năm|ngày|giờ|điểm|khoản|mục)(?!\w))"
_FIGURE_RE = re.compile(r"\d")
_POINTER_RE = re.compile("này|trên|nêu|dẫn")
_POINTER_PART = r"(?P<pointer>này|trên|nêu trên|nói trên|dẫn trên|vừa nêu|đã nêu|đã dẫn)(?!\w)"


_SEVERAL_RE = re.compile(r"(?<!\w)(?:các|những|hai|ba|bốn|\d{1,2})\s{1,3}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A document cited in full.

    Attributes:
        key: What it is known by.
        number: Its number as printed.
        code: Code of its type, None where the symbol has none.
        type_name: Name of its type, None where not known.
        at: Where its symbol first stands in the text.
    """

    key: str
    number: str
    code: str | None
    type_name: str | None
    at: int


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ShortMention:
    """A short form: its range in the passage, and the key of the document that it means."""

    start: int
    end: int
    key: str


def find_short_mentions(
    text: str, *, offset: int, cited: Iterable[Cited], own_type: str | None
) -> list[ShortMention]:
    """Return every short form in `text` that means a cited document, in reading order.

    Args:
        text: One paragraph or cell.
        offset: Where it begins in the document; «trên» looks at what was cited before.
        cited: All documents that are cited in full.
        own_type: Name of the document's own type, None where not known.
    """
    known = list(cited)
    folded = fold_keeping_length(text)
    return sorted(
        (
            *_by_number(folded, known),
            *_by_code(text, known),
            *_by_pointer(folded, known, offset, own_type),
        )
    )


def _mention(match: re.Match[str], one: Cited) -> ShortMention:
    return ShortMention(start=match.start(), end=match.end(), key=one.key)


@cache
def _type_part() -> str:
    names = {fold(row.name) for row in document_types()} | set(citation_rules().type_names)
    ordered = sorted({fold_keeping_length(name) for name in names}, key=len, reverse=True)
    return apart(re.escape(name).replace(r"\ ", r"\s{1,3}") for name in ordered)


@cache
def _number_re() -> re.Pattern[str]:
    return re.compile(rf"(?P<type>{_type_part()})\s{{1,3}}(?:số\s{{0,3}})?{_NUMBER_PART}")


@cache
def _pointer_re() -> re.Pattern[str]:
    return re.compile(rf"(?P<type>{_type_part()})\s{{1,3}}{_POINTER_PART}")


@cache
def _code_re() -> re.Pattern[str]:
    codes = sorted({row.code for row in document_types() if row.code}, key=len, reverse=True)
    return re.compile(rf"(?P<code>{apart(map(re.escape, codes))})\s?{_NUMBER_PART}")


def _by_number(folded: str, known: list[Cited]) -> Iterator[ShortMention]:
    for match in _number_re().finditer(folded) if _FIGURE_RE.search(folded) else ():
        fitting = [
            one
            for one in known
            if one.type_name is not None
            and fold(one.type_name) == fold(match["type"])
            and _same_number(one.number, match["number"])
            and _same_year(one.key, match["number"], match["year"])
        ]
        if len(fitting) == 1:
            yield _mention(match, fitting[0])


def _by_code(text: str, known: list[Cited]) -> Iterator[ShortMention]:
    if not any(one.code and one.code in text for one in known):
        return
    for match in _code_re().finditer(text):
        fitting = [
            one
            for one in known
            if one.code == match["code"]
            and _same_number(one.number, match["number"])
            and _same_year(one.key, match["number"], match["year"])
        ]
        if len(fitting) == 1:
            yield _mention(match, fitting[0])


def _by_pointer(
    folded: str, known: list[Cited], offset: int, own_type: str | None
) -> Iterator[ShortMention]:
    for match in _pointer_re().finditer(folded) if _POINTER_RE.search(folded) else ():
        name = fold(match["type"])
        if _SEVERAL_RE.search(folded[max(0, match.start() - 12) : match.start()]):
            continue
        if match["pointer"] == "này" and (own_type is None or fold(own_type) == name):
            continue
        before = [
            one
            for one in known
            if one.type_name is not None
            and fold(one.type_name) == name
            and one.at < offset + match.start()
        ]
        if before:
            yield _mention(match, max(before, key=lambda one: one.at))


def _same_number(left: str, right: str) -> bool:
    return left.lstrip("0").lower() == right.lstrip("0") != ""


def _same_year(key: str, number: str, year: str | None) -> bool:
    """Tell whether a year behind the number is that of the symbol: «30/2020» of «30/2020/NĐ-CP»."""
    return year is None or key.lstrip("0").startswith(f"{number.lstrip('0')}/{year}/")
