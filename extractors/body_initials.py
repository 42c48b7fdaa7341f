"""Give a ministry's symbol the one letter that a scan misread: the ministry is named beside it.

In: a cited symbol read from an image and the issuing body that the text names («57/2024/TT-BVT …
của Bộ Y tế»). Out: the symbol with the initials of that name (BYT), where it differs from them by
one letter; otherwise the symbol as it is. Only ministries are looked at: their symbols are the
initials of their names.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.symbols import SymbolMatch

__all__ = ["INITIALS", "initials_of", "with_initials"]

INITIALS = "body-initials"
_MINISTRY_RE = re.compile(r"\bBộ\s(?!trưởng\b)(?:[^\W\d_]{1,8}[\s,–-]{0,3}){1,12}")
_WORD_RE = re.compile(r"[^\W\d_]{1,8}")
_JOINS = frozenset({"và"})
_LEAST = 3


def with_initials(symbol: SymbolMatch, issuing_body: str | None) -> SymbolMatch:
    """Return the symbol with its ministry's initials where one letter of them was misread.

    Args:
        symbol: A symbol read from an image.
        issuing_body: The body that issued it, as the text names it; None where it does not.
    """
    wanted = None if issuing_body is None else initials_of(issuing_body)
    body = symbol.body
    if wanted is None or len(wanted) < _LEAST or len(body) != len(wanted):
        return symbol
    if sum(a != b for a, b in zip(body, wanted, strict=True)) != 1:
        return symbol
    return replace(
        symbol,
        body=wanted,
        symbol=_ending(symbol.symbol, body, wanted),
        whole=_ending(symbol.whole, body, wanted),
        repairs=(*symbol.repairs, INITIALS),
    )


def initials_of(name: str) -> str | None:
    """Return the initials of the ministry named; None where none is."""
    match = _MINISTRY_RE.search(name[:120])
    if match is None:
        return None
    words = [word for word in _WORD_RE.findall(match.group()) if word not in _JOINS]
    # «Bộ GDĐT»: a word of capitals is initials itself.
    return "".join(word if word.isupper() else word[0] for word in words).upper()


def _ending(text: str, read: str, wanted: str) -> str:
    return text.removesuffix(read) + wanted if text.endswith(read) else text
