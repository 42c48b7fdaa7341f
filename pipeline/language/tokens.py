"""Cut text into tokens: syllables (tiếng), punctuation, and patterns that are kept whole.

In: any text. Out: half-open ranges of its tokens in order; what lies between them is white space,
so the ranges rebuild the text exactly.

Order of attempts at each place, most specific first: addresses of the net, reference symbols,
dates and times, numbers, abbreviations, codes, syllables, runs of one punctuation mark, single characters.
Symbols come before dates and numbers, because «30/2020/NĐ-CP» begins like a date. Every quantifier
that could meet long input is bounded, and no two neighbours can match the same character.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from pipeline.language.phrases import body_abbreviations
from pipeline.language.phrases import load_phrases

__all__ = ["TokenKind", "kind_of", "token_pattern"]


class TokenKind(StrEnum):
    """What a token is, as far as its pattern tells."""

    ADDRESS = "address"
    SYMBOL = "symbol"
    DATE = "date"
    NUMBER = "number"
    ABBREVIATION = "abbreviation"
    SYLLABLE = "syllable"
    PUNCTUATION = "punctuation"


_CODE, _BODY, _PLAIN = "code", "body", "plain"
# Most tokens are letters alone with a blank, a comma behind them: nothing else can begin there.
_PLAIN_PART = r"[^\W\d_]{1,200}+(?=[\s,;)]|\Z)"
# Combining marks belong to the letter before them, also in text that is not composed.
_SYLLABLE_PART = r"(?:[^\W_][\u0300-\u036f]{0,4}){1,200}"
_CODE_PART = r"[A-ZĐƯÂÊÔƠ][A-Za-zĐđƯưÂÊÔƠ0-9]{0,14}"
# A hyphen in print may be any dash; a blank beside it is noise when type and body follow.
_DASH_PART = r"[ \u00a0]?[-\u2010-\u2015\u2212][ \u00a0]?"
_NUMBER_LETTER_PART = r"\d{1,6}[a-zđ]?"
_END = r"(?!\w)"

_SYMBOL_PARTS = (
    # Party: 134-KH/TU, 1021 -CV/TU, 3294-CV/VPTW/nb
    rf"{_NUMBER_LETTER_PART}{_DASH_PART}{_CODE_PART}/{_CODE_PART}(?:[-/]\w{{1,15}}){{0,3}}{_END}",
    # State: 30/2020/NĐ-CP, 193/UBND-KT, 24/HDLN-BCA-BQP
    rf"{_NUMBER_LETTER_PART}/(?:\d{{4}}/)?{_CODE_PART}(?:[-/]{_CODE_PART}){{0,9}}{_END}",
)
_CODE_PAIR_PARTS = (
    # quý II/2024
    rf"[IVX]{{1,4}}/\d{{4}}{_END}",
    # without a number: CV/TU, QĐ-UBND; three capitals or fewer keep ordinary capitals apart
    rf"[A-ZĐ]{{1,4}}/[A-ZĐ]{{1,8}}(?:/\w{{1,6}})?{_END}",
    rf"(?:BC|CT|CV|GM|HD|KH|KL|NĐ|NQ|QC|QĐ|TB|TT|TTLT|TTr)-{_CODE_PART}{_END}",
)
_DATE_PARTS = (
    rf"\d{{1,2}}(?P<cut>[/.-])\d{{1,2}}(?P=cut)\d{{4}}{_END}",
    rf"\d{{1,2}}[:hg]\d{{2}}(?::\d{{2}})?{_END}",
)
_NUMBER_PARTS = (
    rf"\d{{4}}[-\u2013]\d{{4}}{_END}",
    rf"\d{{1,6}}/\d{{1,6}}{_END}",
    r"\d{1,40}(?:[.,]\d{1,40}){0,12}(?:%|(?!\w))",
)
# T/M, K/T; V/v, Đ/c, b/c, km/h
_SLASHED_PART = r"(?:[A-ZĐ]/[A-ZĐ]{1,2}|[A-ZĐa-zđ]{1,2}/[a-zđ]{1,3})" + _END
_ADDRESS_PARTS = (
    r"https?://[^\s<>\"]{1,2000}",
    r"[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}",
    r"www\.[^\s<>\"]{1,2000}",
)


@cache
def token_pattern() -> re.Pattern[str]:
    """Return the pattern of one token; the name of the group that matched is a `TokenKind`.

    The look-ahead before each family is cheap and keeps the common syllable from trying them all.
    """
    dotted = sorted(
        (re.escape(word) for group in load_phrases().abbreviations for word in group.words),
        key=len,
        reverse=True,
    )
    families = (
        (_PLAIN, "", (_PLAIN_PART,)),
        (TokenKind.ADDRESS, r"(?=[hw]|[A-Za-z0-9_.+-]{1,64}@)", _ADDRESS_PARTS),
        (TokenKind.SYMBOL, r"(?=\d)", _SYMBOL_PARTS),
        (TokenKind.DATE, r"(?=\d)", _DATE_PARTS),
        (TokenKind.NUMBER, r"(?=\d)", _NUMBER_PARTS),
        (TokenKind.ABBREVIATION, r"(?=[^\W\d_]{1,4}[./])", (_SLASHED_PART, *dotted, r"v\.v\.?")),
        # GD&ĐT, LĐ-TB&XH: abbreviations of the authority file of bodies
        (
            _BODY,
            r"(?=[A-ZĐ]{1,6}[-&])",
            [re.escape(word) + _END for word in body_abbreviations(joined=True)],
        ),
        (_CODE, r"(?=[A-ZĐ]{1,4}[-/r])", _CODE_PAIR_PARTS),
        (TokenKind.SYLLABLE, "", (_SYLLABLE_PART,)),
        (TokenKind.PUNCTUATION, "", (r"\./\.", r"(?P<mark>[-.…_=*])(?P=mark){1,2000}", r"\S")),
    )
    return re.compile("|".join(_family(*family) for family in families))


def _family(name: str, ahead: str, parts: Sequence[str]) -> str:
    return rf"(?P<{name}>{ahead}(?:{'|'.join(parts)}))"


def kind_of(token: str) -> TokenKind:
    """Return the kind of a token that stands alone.

    Example:
        >>> kind_of("30/2020/NĐ-CP"), kind_of("85,5%"), kind_of("ủy")
        (<TokenKind.SYMBOL: 'symbol'>, <TokenKind.NUMBER: 'number'>, <TokenKind.SYLLABLE: 'syllable'>)
    """
    match = token_pattern().fullmatch(token)
    if match is None or match.lastgroup is None:
        return TokenKind.PUNCTUATION
    name = match.lastgroup
    if name == _PLAIN:
        return TokenKind.SYLLABLE
    if name == _BODY:
        return TokenKind.ABBREVIATION
    return TokenKind.SYMBOL if name == _CODE else TokenKind(name)
