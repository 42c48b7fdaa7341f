"""Read numbers and symbols of documents (số và ký hiệu): ``1021-CV/TU``, ``45/2021/NĐ-CP``.

In: any text. Out: `SymbolMatch`es in reading order, never overlapping, each with its parts.

Order of attempts at one place, most specific first:
1. law             number / year / QH15
2. Party           number - type / body, blanks, a lost hyphen and ``/nb`` tolerated
3. State           number / year? / type - body
4. Party, hyphens  number - type - body, only with a body that ends like a Party body
5. standard        QCVN 01:2019/BCT
6. State letter    number / body - unit (a công văn prints no type)
7. old             number - body, behind type and «số» (Nghị định số 26-CP)
8. old, typed      number - body / type, where the type is the one named before (Quyết định số 26-NL/QĐ); tried before 2
9. old, unit       number - body / unit, behind «số» and before a day of those years (số 31-NL/KHTV ngày 4/5/1979)
10. unparted       number body / unit, behind «số» (công văn số 85 TC/TCT)
Types come before bodies because letters such as TB or CT are both; where ``CT`` does not stand
before a body that issues chỉ thị, it is read as a body. Blanks are allowed around every separator,
since symbols are broken at line ends, but never a line feed: there the next paragraph begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from functools import lru_cache

from extractors.citation_types import type_before
from extractors.citation_types import type_part
from extractors.rules import System
from extractors.rules import citation_rules
from extractors.rules import symbol_rules
from extractors.symbol_grammar import ALIKE
from extractors.symbol_grammar import BLANK_LEAD_RE
from extractors.symbol_grammar import MISREAD
from extractors.symbol_grammar import TORN_NUMBER_RE
from extractors.symbol_grammar import YEAR_PART
from extractors.symbol_grammar import beginning_re
from extractors.symbol_grammar import blank_patterns
from extractors.symbol_grammar import full_year
from extractors.symbol_grammar import repair_body
from extractors.symbol_grammar import symbol_patterns
from extractors.symbol_grammar import type_names
from extractors.symbol_grammar import usual_code
from models.folding import fold

# «công văn số 55/PGD»: so short a body needs no drafting unit behind it.
_LEAST_BARE = 3
# What may stand behind a bare number/body that follows «Quyết định số» (1443/BYT): never the rest of a torn symbol.
_BEHIND_BARE_RE = re.compile(
    r"\s{0,3}(?:[,;:)”»\"(]|\.(?:\s|$)|$|(?:đề\s|ĐỀ\s)?(?:[Nn]gày|NGÀY)\b|(?:của|CỦA|về|VỀ|và|VÀ|[Vv]/v)\b)"
)
_NUMBER_LEAD_RE = re.compile(r"\ss[ốo]\s?:?$")
_LEAD_LENGTH = 48
_FIGURE_RE = re.compile(r"\d")
_ALIKE_RE = re.compile(f"[{''.join(map(chr, ALIKE))}]")

__all__ = [
    "SymbolMatch",
    "find_blank_symbol",
    "find_blank_symbols",
    "find_symbols",
    "parse_symbol",
    "type_name",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SymbolMatch:
    """A symbol in a text.

    Attributes:
        start, end: Half-open range in the text, code points, from the number to the last unit.
        number: The number as text (``1021``, ``264a``, ``01``); empty for a standard.
        year: Four digits where the symbol carries its year, otherwise None.
        type_code: Code of the type in its usual spelling, None where there is none.
        body: Symbol of the body, blanks removed (``TU``, ``UBND-KT``, ``VPTW/nb``).
        symbol: All but the number, blanks removed (``CV/TU``, ``2021/NĐ-CP``).
        whole: All of it, blanks removed (``1021-CV/TU``); a standard keeps one blank.
        system: Whose form it has.
        form: Name of the form that read it (``party``, ``state-letter``, …).
        repairs: Names of the repairs made, empty when read as printed.
    """

    start: int
    end: int
    number: str
    year: str | None
    type_code: str | None
    body: str
    symbol: str
    whole: str
    system: System
    form: str
    repairs: tuple[str, ...] = ()


def find_symbols(text: str) -> list[SymbolMatch]:
    """Return the symbols of `text` in reading order.

    Example:
        >>> [m.whole for m in find_symbols("Kế hoạch số 134-KH/TU và Nghị định 45/2021/NĐ- CP")]
        ['134-KH/TU', '45/2021/NĐ-CP']
    """
    return list(_scan(text, strict=True))


def parse_symbol(text: str) -> SymbolMatch | None:
    """Return the first symbol of `text`, a short one such as a number line, or None.

    A bare number and body (``06/ĐU``) counts here without a lead word.
    """
    return next(_scan(text, strict=False), None)


def find_blank_symbol(text: str) -> SymbolMatch | None:
    """Return the first symbol of `text` whose number is left blank (`number` is empty), or None."""
    return next(iter(find_blank_symbols(text)), None)


def find_blank_symbols(text: str) -> list[SymbolMatch]:
    """Return the symbols whose number is left blank after «số», in reading order.

    Their `number` is empty, and `whole` is the symbol without it.

    Example:
        >>> [m.symbol for m in find_blank_symbols("Số:           /KH-UBND")]
        ['KH-UBND']
    """
    plain = _plain(text)
    found: list[SymbolMatch] = []
    position = 0
    while (lead := BLANK_LEAD_RE.search(plain, position)) is not None:
        position = lead.end()
        for form, pattern in blank_patterns():
            match = pattern.match(plain, lead.end())
            symbol = None if match is None else _blank(form, match)
            if symbol is not None:
                found.append(symbol)
                position = symbol.end
                break
    return found


def _blank(form: str, match: re.Match[str]) -> SymbolMatch | None:
    groups = match.groupdict()
    body = _squeeze(groups["body"])
    if form == "state-letter" and not _is_body(body):
        return None
    code, repaired = usual_code(groups.get("type"))
    body, body_repairs = repair_body(body)
    symbol = _apply(_squeeze(match["rest"]), groups.get("type"), code, repaired=repaired)
    for read in body_repairs:
        symbol = symbol.replace(*read)
    return SymbolMatch(
        start=match.start("rest"),
        end=match.end("rest"),
        number="",
        year=full_year(groups.get("year")),
        type_code=code,
        body=body + (groups.get("suffix") or ""),
        symbol=symbol,
        whole=symbol,
        system=_system_of(form, body),
        form="blank",
        repairs=("stroke-restored",) if repaired or body_repairs else (),
    )


def type_name(symbol: SymbolMatch) -> str | None:
    """Return the name of the type that the symbol stands for; QĐ is read as Quyết định.

    None where neither the table of types nor the form of the symbol tells.
    """
    if symbol.type_code is None:
        if re.fullmatch(r"QH\d{1,2}", symbol.body):
            return "Luật"
        if symbol.body.startswith("UBTVQH"):
            return "Nghị quyết"
        if symbol.form == "standard":
            return symbol_rules().standard_series[symbol.whole.split(" ", 1)[0]]
        return "Công văn"
    system = System.PARTY if symbol.system is System.PARTY else System.STATE
    other = System.STATE if system is System.PARTY else System.PARTY
    names = type_names()
    return (
        names.get((system, symbol.type_code))
        or names.get((other, symbol.type_code))
        or symbol_rules().extra_codes.get(symbol.type_code)
    )


@lru_cache(maxsize=4)  # a paragraph is looked at for printed numbers and for blank ones
def _plain(text: str) -> str:
    """Return `text` with look-alikes made plain, every character in its place."""
    return _ALIKE_RE.sub(lambda found: chr(ALIKE[ord(found[0])]), text)


def _scan(text: str, *, strict: bool) -> Iterator[SymbolMatch]:
    if _FIGURE_RE.search(text) is None:
        return
    plain = _plain(text)
    position = 0
    while position < len(plain):
        match = beginning_re().search(plain, position)
        if match is None:
            return
        found = _build(plain, match, strict=strict)
        if found is None:
            # Go on behind the number, not behind the text that was no symbol.
            position = match.start() + 1
            continue
        yield found
        position = found.end


def _build(plain: str, start: re.Match[str], *, strict: bool) -> SymbolMatch | None:
    for form, pattern in symbol_patterns():
        match = pattern.match(plain, start.start())
        if match is None:
            continue
        found = _accept(plain, form, match, strict=strict)
        if found is not None:
            return found
    return None


def _accept(plain: str, form: str, match: re.Match[str], *, strict: bool) -> SymbolMatch | None:
    groups = match.groupdict()
    misread = form == MISREAD
    body = _squeeze(groups["body"] or groups.get("rest") or "")
    printed = groups.get("type")
    if misread:
        form, printed = "state", _squeeze(printed or groups["torn"])
    if form == "state" and printed == "CT" and not _issues_directives(body):
        return None
    if not _has_its_place(plain, form, match, body, strict=strict):
        return None
    code, repaired = usual_code(printed)
    body, body_repairs = repair_body(body)
    whole = _squeeze(match.group())
    if form == "standard":
        series = groups["series"]
        whole = f"{series} {whole[len(series) :]}"
    else:
        whole = whole.replace(f"{printed}.", f"{printed}-", 1) if misread else whole
        whole = _apply(whole, printed, code, repaired=repaired)
    for read in body_repairs:
        whole = whole.replace(*read)
    number = groups["number"] if form != "standard" else ""
    start, apart = _number_start(plain, match.start()) if number else (match.start(), "")
    return SymbolMatch(
        start=start,
        end=match.end(),
        number=apart + number,
        year=full_year(groups.get("year")),
        type_code=code,
        body=body + (groups.get("suffix") or ""),
        symbol=whole[len(number) :].lstrip("-/"),
        whole=apart + whole,
        system=_system_of("party" if form.startswith("party") else "state", body),
        form=form,
        repairs=(
            *_repairs(repaired or bool(body_repairs), bool(apart)),
            *(["symbol-signs"] * misread),
        ),
    )


def _has_its_place(plain: str, form: str, match: re.Match[str], body: str, *, strict: bool) -> bool:
    """Tell whether the forms that look like other things stand where, and end as, only a symbol does."""
    if form.startswith("party") and _is_year_word(match["number"], plain, match):
        return False
    if form == "party-hyphen":
        return _ends_like_party(body)
    if form == "old-typed":
        return _follows_own_type(plain, match)
    if form == "old-hyphen":
        return _follows_type(plain, match)
    if form in ("unparted", "old-unit"):
        return _follows_number_word(plain, match)
    return form != "state-letter" or _is_letter(plain, match, body, strict=strict)


def _repairs(restored: bool, joined: bool) -> tuple[str, ...]:
    return (*(("stroke-restored",) if restored else ()), *(("number-joined",) if joined else ()))


def _number_start(plain: str, start: int) -> tuple[int, str]:
    """Return the start of a number whose digits a scan has torn apart, and the digits before."""
    torn = TORN_NUMBER_RE.search(plain, max(0, start - 16), start)
    if torn is None:
        return start, ""
    return torn.start("digits"), re.sub(r"\D", "", torn["digits"])


def _squeeze(text: str) -> str:
    return re.sub(r"[ \t]+", "", text)


def _apply(whole: str, printed: str | None, code: str | None, *, repaired: bool) -> str:
    if not repaired or printed is None or code is None:
        return whole
    return whole.replace(printed, code, 1)


def _system_of(form: str, body: str) -> System:
    units = body.split("-")
    if any(unit.startswith(tuple(symbol_rules().mass_units)) for unit in units):
        return System.MASS
    if form == "party" or _ends_like_party(body):
        return System.PARTY
    return System.STATE


def _ends_like_party(body: str) -> bool:
    return body.split("-")[-1].endswith(tuple(symbol_rules().party_body_endings))


def _issues_directives(body: str) -> bool:
    first = body.split("-")[0]
    if _ends_like_party(body):
        return True
    if first.startswith("CB") or not first:
        return False
    return any(re.fullmatch(issuer, first) for issuer in symbol_rules().directive_issuers)


def _is_year_word(number: str, plain: str, match: re.Match[str]) -> bool:
    """Tell whether the number is a year that only stands before a type: «năm 2025 KH/TU»."""
    after = plain[match.end("number") : match.start("type")]
    return "-" not in after and bool(after) and re.fullmatch(YEAR_PART, number) is not None


def _is_body(body: str) -> bool:
    first = body.split("-")[0]
    capitals = sum(1 for letter in first if letter.isupper())
    return capitals >= 2 and first.upper() not in symbol_rules().measure_units


def _is_letter(plain: str, match: re.Match[str], body: str, *, strict: bool) -> bool:
    if not _is_body(body):
        return False
    if "-" in body or not strict:
        return True
    before = fold(plain[max(0, match.start() - 14) : match.start()]).rstrip(" :")
    if len(body) >= _LEAST_BARE and before.endswith(symbol_rules().letter_leads):
        return True
    if "." not in body and _follows_type(plain, match):
        return True
    known = _ends_like_party(body) or body.startswith(("UBND", "HĐND", *symbol_rules().mass_units))
    return known and before.endswith(symbol_rules().lead_words)


def _follows_number_word(plain: str, match: re.Match[str]) -> bool:
    """Tell whether «số» stands right before; a form's number («mẫu số 02 KK/TNCN») is none."""
    lead = plain[max(0, match.start() - _LEAD_LENGTH) : match.start()].rstrip()
    number = _NUMBER_LEAD_RE.search(lead)
    if number is None:
        return False
    return not fold(lead[: number.start()]).endswith(citation_rules().not_documents)


def _follows_own_type(plain: str, match: re.Match[str]) -> bool:
    """Tell whether «Quyết định số» stands before and QĐ is the type at the end of the symbol."""
    lead = fold(plain[max(0, match.start() - _LEAD_LENGTH) : match.start()]).rstrip()
    number = _NUMBER_LEAD_RE.search(lead)
    code = usual_code(match["type"])[0]
    if number is None or code is None or match["body"] == match["type"]:
        return False
    said = type_before(lead[: number.start()])
    return said is not None and said == fold(type_names().get((System.STATE, code), ""))


def _follows_type(plain: str, match: re.Match[str]) -> bool:
    """Tell whether a type and «số» stand before number and body, and nothing of a symbol behind."""
    lead = fold(plain[max(0, match.start() - _LEAD_LENGTH) : match.start()]).rstrip()
    number = _NUMBER_LEAD_RE.search(lead)
    if number is None or _BEHIND_BARE_RE.match(plain, match.end()) is None:
        return False
    said = lead[: number.start()]
    return type_before(said) is not None or _typed_body_re().search(said) is not None


@cache
def _typed_body_re() -> re.Pattern[str]:
    """Return «Nghị định của Chính phủ» at the end of the text: the body named between type and number."""
    return re.compile(rf"(?<!\w)(?:{type_part()})\sc[uủ]a\s[^\W\d_][^,;.:()\d]{{2,30}}$")
