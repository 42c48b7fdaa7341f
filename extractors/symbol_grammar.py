"""The patterns of symbols, composed from the tables of types and of symbols.

In: the rule tables. Out: one pattern per form of a symbol, and the repairs of codes and bodies
that scans read wrongly. `symbols` decides which form a text has; here is only what it may look like.
Every quantifier is bounded, because any text may be looked at.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.rules import System
from extractors.rules import document_types
from extractors.rules import symbol_rules

__all__ = [
    "ALIKE",
    "BLANK_LEAD_RE",
    "MISREAD",
    "TORN_NUMBER_RE",
    "YEAR_PART",
    "beginning_re",
    "blank_patterns",
    "full_year",
    "repair_body",
    "symbol_patterns",
    "type_names",
    "usual_code",
]

# Name of the form with a type whose signs a scan misread; it counts as `state`.
MISREAD = "state-misread"
# Every entry maps one character to one, so that offsets stay.
ALIKE = str.maketrans(
    "‐‑‒–—―−﹣－\u00a0⁄∕ÐðƉƢƣ",
    "--------- //ĐđĐƯư",
)
_WS_PART = r"[ \t]{0,4}"
# A unit of a body: a capital, then letters, then up to two digits (C06, QH15, KTT3). What follows
# may be a word that a text layer glued on, otherwise no letter.
# A drafting unit in capitals may follow a full stop (QĐ-UBND.HC).
# A blank on one side of «&» is a slip of the pen (KCHT &ĐT).
_UNIT_PART = r"[A-ZĐ][A-Za-zĐđ&+]{0,24}(?:(?:[ \t]{1,2}&|(?<=&)[ \t]{1,2})(?=[A-ZĐ]{2})[A-ZĐ]{2,12})?\d{0,2}(?:(?=ngày|của|về|V/v)|(?![^\W_]))(?:\.[A-ZĐ]{2,6}(?![^\W_]))?"
_BODY_PART = rf"{_UNIT_PART}(?:(?:-{_WS_PART}|{_WS_PART}-){_UNIT_PART}){{0,8}}"
_LETTER_BODY_PART = rf"{_UNIT_PART}(?:{_WS_PART}-{_WS_PART}{_UNIT_PART}){{1,8}}"
# No digit, slash or decimal point before the number: 1.005143 and 17/02/2023 hold no symbol.
_NUMBER_PART = r"(?<![\d/])(?<!\d[.,])(?P<number>\d{1,6}[a-zđ]?)"
YEAR_PART = r"(?:19|20)\d\d"
# «số 1 105/KH»: between «số» and the symbol's number nothing but digits and blanks.
TORN_NUMBER_RE = re.compile(r"(?<![^\W\d_])[Ss][ốoôóỐ]\s?:?\s(?P<digits>(?:\d{1,3}\s){1,4})$")
# «, ngày 4/5/79», «ngày 4 tháng 5 năm 1979»: a day before 1998 behind a symbol.
_OLD_DAY_PART = r",?\s(?:ngày|NGÀY)\s\d[^;()\n]{3,20}?(?<!\d)(?:19(?:[4-8]\d|9[0-7])|(?<=[/.-])(?:[4-8]\d|9[0-7]))(?!\d)"
_TERM_RE = re.compile(r"(?P<assembly>(?:UBTV)?QH)(?P<term>(?=\d{0,2}[Il])[Il\d]{1,3})")
_MOST_TERMS = 20
_TWICE_RE = re.compile(r"^(?P<unit>[A-ZĐ]{2,8})[Il](?P<figure>1\d?)$")
# «Số» as printed or misread, then nothing but blanks, dots and underscores.
# The letter stands before the look behind it, so that all else is passed over quickly.
BLANK_LEAD_RE = re.compile(r"[Ss](?<![^\W\d_][Ss])[ốôoóồơỐÔ06]{1,2}[ \t]?[:.;]?[ \t.…_]{0,60}")


@cache
def _codes() -> tuple[str, ...]:
    """All codes as they may be printed, longest first."""
    rules = symbol_rules()
    printed = {row.code for row in document_types() if row.code}
    for row in document_types():
        printed.update(row.spellings)
    printed.update(rules.extra_codes)
    printed.update(repair.read for repair in rules.code_repair)
    return tuple(sorted(printed, key=lambda code: (-len(code), code)))


@cache
def type_names() -> dict[tuple[System, str], str]:
    """Return the first name of every code, by system."""
    names: dict[tuple[System, str], str] = {}
    for row in document_types():
        if row.code:
            names.setdefault((row.system, row.code), row.name)
    return names


@cache
def symbol_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return name and pattern of every form, in the order of attempts."""
    code = "|".join(map(re.escape, _codes()))
    series = "|".join(symbol_rules().standard_series)
    forms = {
        "law": rf"{_NUMBER_PART}{_WS_PART}/{_WS_PART}(?P<year>{YEAR_PART}){_WS_PART}[/-]{_WS_PART}"
        r"(?P<body>(?:UBTV)?QH\d{1,2})(?!\w)",
        "old-typed": rf"{_NUMBER_PART}{_WS_PART}-{_WS_PART}(?P<body>[A-ZĐ][A-ZĐ&]{{1,9}})/(?P<type>{code})(?:/[A-ZĐ][A-ZĐ&]{{1,9}}\d{{0,2}})?(?![\w/-])",
        "party": rf"{_NUMBER_PART}{_WS_PART}-?{_WS_PART}(?P<type>{code}){_WS_PART}/{_WS_PART}(?P<body>{_BODY_PART})"
        r"(?P<suffix>/nb\b)?",
        "state": rf"{_NUMBER_PART}{_WS_PART}/{_WS_PART}(?:(?P<year>{YEAR_PART}|\d\d|20\d \d){_WS_PART}/{_WS_PART})?"
        rf"(?P<type>{code}){_WS_PART}[-/]{_WS_PART}(?P<body>{_BODY_PART})",
        "party-hyphen": rf"{_NUMBER_PART}{_WS_PART}-{_WS_PART}(?P<type>{code}){_WS_PART}-{_WS_PART}(?P<body>{_BODY_PART})",
        "standard": rf"(?<!\w)(?P<series>{series})(?P<number>[ \t]{{1,3}}\d{{1,6}}(?:-\d{{1,2}})?)"
        rf"{_WS_PART}:{_WS_PART}(?P<year>{YEAR_PART})(?P<body>/[A-ZĐ]{{2,10}})?(?!\w)",
        "state-letter": rf"{_NUMBER_PART}{_WS_PART}/{_WS_PART}(?:(?P<year>{YEAR_PART}){_WS_PART}/{_WS_PART})?"
        rf"(?P<body>{_LETTER_BODY_PART}|{_UNIT_PART})",
        "old-hyphen": rf"{_NUMBER_PART}{_WS_PART}-{_WS_PART}(?P<body>{'|'.join(symbol_rules().hyphen_bodies)})(?![\w/-])",
        "old-unit": rf"{_NUMBER_PART}{_WS_PART}-{_WS_PART}(?P<body>[A-ZĐ][A-ZĐ&]{{1,9}}[/-][A-ZĐ][A-ZĐ&]{{1,9}}\d{{0,2}})(?![\w/-])(?={_OLD_DAY_PART})",
        "unparted": rf"{_NUMBER_PART}[ \t]{{0,2}}(?P<body>[A-ZĐ][A-ZĐ&]{{1,9}}/[A-ZĐ][A-ZĐ&]{{1,9}}(?:-[A-ZĐ]{{2,9}})?)(?![\w/-])",
    }
    # Last, what a scan or an office makes of the form with a type: a dot for the hyphen, a blank within the code.
    torn = "|".join(re.escape(code).replace(code[0], f"{code[0]} ", 1) for code in _short_codes())
    read = (
        rf"{_NUMBER_PART}{_WS_PART}/{_WS_PART}(?:"
        rf"(?:(?P<year>{YEAR_PART}|20\d \d){_WS_PART}/{_WS_PART})?(?P<type>{code})[ \t]{{0,2}}\.(?=[A-ZĐ]{{2}})"
        rf"(?P<body>{_BODY_PART})"
        rf"|(?P<torn>{torn})-(?P<rest>(?=[A-ZĐ]{{2}}){_BODY_PART}))"
    )
    patterns = [(name, re.compile(pattern)) for name, pattern in forms.items()]
    return (*patterns, (MISREAD, re.compile(read)))


def _short_codes() -> list[str]:
    """Return the codes of two capitals: a scan parts no longer one into readable pieces."""
    return [code for code in _codes() if re.fullmatch(r"[A-ZĐ]{2}", code)]


@cache
def beginning_re() -> re.Pattern[str]:
    """Return where a symbol may begin: a cheap look at number and separator, or a series of standards."""
    series = "|".join(symbol_rules().standard_series)
    return re.compile(
        rf"{_NUMBER_PART}(?={_WS_PART}[-/A-ZĐ])|(?<!\w)(?:{series})(?=[ \t]{{1,3}}\d)"
    )


@cache
def blank_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return name and pattern of the forms that may follow a blank number."""
    code = "|".join(map(re.escape, _codes()))
    year = rf"(?:(?P<year>{YEAR_PART}){_WS_PART}/{_WS_PART})?"
    forms = {
        "party": rf"-{_WS_PART}(?P<rest>(?P<type>{code}){_WS_PART}/{_WS_PART}(?P<body>{_BODY_PART})"
        r"(?P<suffix>/nb\b)?)",
        "state": rf"/{_WS_PART}(?P<rest>{year}(?P<type>{code}){_WS_PART}-{_WS_PART}(?P<body>{_BODY_PART}))",
        "state-letter": rf"/{_WS_PART}(?P<rest>{year}(?P<body>{_LETTER_BODY_PART}))",
    }
    return tuple((name, re.compile(pattern)) for name, pattern in forms.items())


def usual_code(printed: str | None) -> tuple[str | None, bool]:
    """Return the usual spelling of a code, and whether that was a repair."""
    if printed is None:
        return None, False
    for repair in symbol_rules().code_repair:
        if repair.read == printed:
            return repair.means, True
    for row in document_types():
        if printed in row.spellings:
            return row.code, False
    return printed, False


def repair_body(body: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the body with misread units repaired, and what was read and is meant."""
    done: list[tuple[str, str]] = []
    units = body.split("-")
    for repair in symbol_rules().body_repair:
        if repair.read in units:
            done.append((repair.read, repair.means))
            units = [repair.means if unit == repair.read else unit for unit in units]
    for at, unit in enumerate(units):
        figured = _with_figures(unit)
        if figured != unit:
            done.append((unit, figured))
            units[at] = figured
    return "-".join(units), done


def _with_figures(unit: str) -> str:
    """Return the unit with the strokes that a scan took for letters as figures.

    A term of the National Assembly is a figure (QH13), never Roman; before a one an «I» is the one again.

    Example:
        >>> [_with_figures(unit) for unit in ("UBTVQHII", "QHI3", "UBTVQHI13", "VXI1", "UBND")]
        ['UBTVQH11', 'QH13', 'UBTVQH13', 'VX1', 'UBND']
    """
    term = _TERM_RE.fullmatch(unit)
    if term is None:
        return _TWICE_RE.sub(r"\g<unit>\g<figure>", unit)
    strokes = re.sub(r"[Il]", "1", term["term"])
    figure = strokes if int(strokes) <= _MOST_TERMS else re.sub(r"[Il]", "", term["term"])
    return term["assembly"] + figure


def full_year(year: str | None) -> str | None:
    """Return the year with four digits."""
    if year is None or len(year.replace(" ", "")) == 4:
        return None if year is None else year.replace(" ", "")
    return f"20{year}"
