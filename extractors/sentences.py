"""Cut a paragraph into the sentences and clauses that charge somebody, quoted passages blanked out.

In: the text of one paragraph. Out: ranges in it. A semicolon between two names of one subject
(«Sở A; Sở B và Sở C chịu trách nhiệm») ends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.body_names import LONGEST
from extractors.body_names import begins_body
from extractors.body_names import list_goes_on
from extractors.word_patterns import fold_keeping_length
from extractors.word_patterns import words_re

__all__ = ["in_condition", "sentences", "without_quotes"]

# A stop behind a figure or two capitals ends nothing («1. Sở», «TP. Huế»), but for a year and a long abbreviation.
_SENTENCE_RE = re.compile(
    # What stands before the stop is looked at behind it: a search then goes from mark to mark.
    r"\.(?:(?<=[^A-ZĐ0-9\W]\.)|(?<=[)”\"%]\.)|(?<=[/\s](?:19|20)\d\d\.)|(?<=[A-ZĐ]{3}\.))(?=\s+[A-ZĐÀ-Ỹ])"
    r"|;(?=\s)|\n|…(?=\s)"
)
_QUOTE_RE = re.compile(r"[“\"«][^”\"»]{0,400}[”\"»]")
# «Nếu chi bộ yêu cầu …», «trường hợp đã có quyết định …» up to its comma or «thì».
_CONDITION_RE = re.compile(
    r"(?<!\w)(?:nếu|trường hợp|sau khi|trước khi|kể từ khi|khi)\s(?:(?!thì\s)[^,.;:\n]){0,160}\Z"
)
_LONGEST_CONDITION = 170
_DIRECTIVES = frozenset({"giao", "phân công", "yêu cầu", "đề nghị"})


def without_quotes(text: str) -> str:
    """Return `text` with quoted passages blanked out, of the same length."""
    return _QUOTE_RE.sub(lambda match: " " * len(match.group()), text)


def in_condition(folded: str, at: int) -> bool:
    """Tell whether `at` of a folded text stands in a condition: nothing in it is to be done."""
    return _CONDITION_RE.search(folded, max(0, at - _LONGEST_CONDITION), at) is not None


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences and clauses of `text` as ranges, leading blanks and bullets dropped."""
    start = 0
    for mark in _SENTENCE_RE.finditer(text):
        if (
            mark.group() == ";"
            and mark.start() - start < LONGEST
            and _next_name(text, start, mark)
            and not _acts(text, start, mark.start())
        ):
            continue  # «A; B và C chịu trách nhiệm»: one subject
        yield from _sentence(text, start, mark.start())
        start = mark.end()
    yield from _sentence(text, start, len(text))


def _next_name(text: str, start: int, mark: re.Match[str]) -> bool:
    """Tell whether the next name of one subject follows: «Sở A; Sở B», «các Bộ: Tài chính; Tư pháp»."""
    if begins_body(text, mark.end() + 1):
        return True
    return ":" in text[start : mark.start()] and list_goes_on(text, start, mark.start())


def _sentence(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start] in " \n-–+*":
        start += 1
    if start < end:
        yield start, end


def _acts(text: str, start: int, end: int) -> bool:
    folded = fold_keeping_length(text[start:end])
    return any(
        text[start + verb.start()].islower() and verb.group() not in _DIRECTIVES
        for verb in words_re("predicate").finditer(folded)
    )
