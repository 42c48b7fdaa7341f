"""Read the issuing body of a cited document: behind its symbol, before it, or in the head of its list.

In: the text of a paragraph and a symbol in it. Out: the body as written, None where the text names none.

Behind: «của» and the name, up to a comma, a parenthesis or a word that opens something new; names that hold a
comma or an «và» themselves («Bộ Văn hóa, Thể thao và Du lịch») go on.
Before: «Nghị quyết của X số …», «ý kiến của X tại Công văn số …», «X có Công văn số …», «Ngày …, X ban hành …».
In the head of a list: «các Nghị định của Chính phủ: số …; số …».
"""

from __future__ import annotations

import re
from functools import cache

from extractors.body_names import begins_body
from extractors.body_names import body_end
from extractors.body_names import pattern_of
from extractors.citation_types import type_at
from extractors.citation_types import type_before
from extractors.citation_types import type_part
from extractors.dates import find_dates
from extractors.rules import citation_rules
from extractors.symbols import SymbolMatch
from extractors.symbols import type_name
from extractors.word_patterns import fold_keeping_length
from models.folding import fold

__all__ = ["body_after", "body_before", "body_of_list", "issued_before"]

_BODY_LENGTH = 130
# So far before a symbol the head of its list may stand.
_LIST_LENGTH = 1_200
# So much of the text before a symbol is given to `body_before`.
_BEFORE_LENGTH = 120
_ISSUED_BEFORE_RE = re.compile(
    r"[Nn]gày\s(?P<date>[^,;]{6,30}),\s(?P<body>[^,;.]{3,90}?)\s(?:đã\s)?ban hành\s"
    r"(?:[^\W\d_]{2,10}\s?){1,5}(?:số)?\s?:?\s*$"
)
_CAPITAL = "A-ZÀ-ỸĐ"
# The stop of «TP.HCM», «TX. An Khê»: the name goes on behind it.
_PLACE_STOP_RE = re.compile(rf"(?<=\b(?:TP|Tp|TX|Tx))\.\s?[{_CAPITAL}]")
# «phường An Thới, thành phố Vĩnh Hòa»: the area above.
_AREA_ABOVE_RE = re.compile(rf"(?:tỉnh|thành phố|TP\.?|huyện|thị xã|quận)\s[{_CAPITAL}]")
_AREA_RE = re.compile(
    rf"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã)\s[{_CAPITAL}][^,]{{1,30}}$"
)
_CLAUSE_MARK_RE = re.compile(r"[;:,.(\n]\s{0,3}(?:và\s)?")


def issued_before(before: str) -> tuple[str | None, str | None]:
    """Return the day and the body of «Ngày …, X ban hành …» at the end of the text."""
    match = _ISSUED_BEFORE_RE.search(before)
    if match is None:
        return None, None
    day = next((m.iso for m in find_dates(f"ngày {match['date']}")), None)
    return day, match["body"].strip()


def body_before(before: str) -> str | None:
    """Return the body that the text before a symbol, up to «số», names as who issued the document."""
    folded = fold_keeping_length(before)
    for pattern in (_of_body_re(), _says_at_re()):
        match = pattern.search(folded)
        if match is not None and type_before(match["body"]) is None:
            return _named(before, *match.span("body"))
    sends = _sends_re().search(folded)
    if sends is None:
        return None
    marks = list(_CLAUSE_MARK_RE.finditer(before, 0, sends.start()))
    start = marks[-1].end() if marks else len(before) - len(before.lstrip(" -–+*"))
    if not marks and start == 0 and len(before) >= _BEFORE_LENGTH:
        return None  # the clause begins farther away
    return _named(before, start, sends.start())


def _named(text: str, start: int, end: int) -> str | None:
    """Return the range as a name where all of it is the name of one body."""
    if not text[start : start + 1].isupper() or not begins_body(text, start):
        return None
    stop, _ = body_end(text[:end], start)
    return " ".join(text[start:end].split()) if stop >= end else None


@cache
def _of_body_re() -> re.Pattern[str]:
    """Return «Nghị quyết của X | số» at the end of the text."""
    return re.compile(
        rf"(?<!\w)(?:{type_part()})\scủa\s(?P<body>[^,;.:()]{{3,90}}?)\s(?:số\s?:?\s{{0,3}})$"
    )


@cache
def _says_at_re() -> re.Pattern[str]:
    """Return «… của X tại Công văn | số» at the end of the text."""
    return re.compile(
        rf"(?<!\w)của\s(?P<body>(?:(?!\scủa\s)[^,;.:()]){{3,90}}?)\s(?:nêu\s|đã nêu\s)?tại\s(?:{type_part()})\s{{1,3}}(?:số\s?:?\s{{0,3}})?$"
    )


@cache
def _sends_re() -> re.Pattern[str]:
    """Return «X | đã ban hành Quyết định số» at the end of the text."""
    return re.compile(
        r"\s(?:đã\s|vừa\s)?(?:có|ban hành)\s(?:ban hành\s)?"
        rf"(?:{type_part()})\s{{1,3}}(?:số\s?:?\s{{0,3}})?$"
    )


def body_of_list(text: str, symbol: SymbolMatch, said: str | None, lead: str | None) -> str | None:
    """Return the body named once for a list: «các Nghị định của Chính phủ: số …; số …».

    Args:
        text: The paragraph.
        symbol: The symbol in it.
        said: Type named before the symbol, folded.
        lead: The paragraph that introduces the list whose item `text` is, where there is one.
    """
    before = text[max(0, symbol.start - _LIST_LENGTH) : symbol.start]
    head = lead[-_LIST_LENGTH:] if lead is not None else before
    folded = fold_keeping_length(head)
    heads = list(_list_head_re().finditer(folded))
    if not heads:
        return None
    found = heads[-1]
    kind = said or fold(type_name(symbol) or "")
    if kind != fold(found["type"]) or ". " in folded[found.end() :]:
        return None
    return " ".join(head[slice(*found.span("body"))].split())


@cache
def _list_head_re() -> re.Pattern[str]:
    below = r"(?:sau đây|sau|dưới đây)"
    return re.compile(
        rf"(?<!\w)các\s(?P<type>{type_part()})\s(?:{below}\s)?của\s"
        rf"(?P<body>[^:;.()]{{3,90}}?)(?:\s{below}|,?\s(?:bao )?gồm)?:"
    )


def body_after(text: str, start: int) -> tuple[int, str | None]:
    """Return where to go on behind «của» and the body's name, and the name."""
    lead = re.compile(r"\s{0,3},?\s{0,3}(?:c[ủu]a|giữa)\s{1,3}").match(text, start)
    if lead is None:
        return start, None
    window = text[lead.end() : lead.end() + _BODY_LENGTH]
    end = _body_end(window)
    body = " ".join(window[:end].split()).strip(" ,;.")
    if not body or not body[0].isalpha():
        return start, None
    return lead.end() + end, body


def _body_end(window: str) -> int:
    position = 0
    for mark in re.finditer(r"[,;:.(\n“\"]|[^\W\d_]+", window):
        sign = mark.group()
        if sign == "(":
            term = re.match(r"\(kh[oóo][áa]?a?\s[^)]{1,12}\)", window[mark.start() :])
            return position if term is None else mark.start() + term.end()
        if sign == ",":
            if _goes_on(window, mark.start()):
                continue
            return position
        if sign == "." and _PLACE_STOP_RE.match(window, mark.start()):
            continue
        if not sign[0].isalpha():
            return position
        if _is_stop(window, mark.start(), sign):
            return position
        position = mark.end()
        position += len(re.match(r"(?:\s\d{1,3})?", window[position:]).group())  # type: ignore[union-attr]
    return position


def _goes_on(window: str, comma: int) -> bool:
    """Tell whether the name goes on behind the comma."""
    left, right = window[:comma].strip(), window[comma + 1 :].lstrip()
    if type_at(right) is not None:
        return False
    if _AREA_RE.search(left) is not None and _AREA_ABOVE_RE.match(right) is not None:
        return True
    if _is_pair(right):
        return True
    if left.startswith("Hội nghị") or re.fullmatch(r"(?:Bộ|Thứ) trưởng|Tổng Thanh tra", left):
        return right[:1].isupper()
    inside = re.match(rf"[{_CAPITAL}]\w*(?:\s\w+){{0,3}}?\s(?:và)\s[{_CAPITAL}]", right)
    return (
        inside is not None
        and re.search(r"(?:Bộ|Sở|Cục|Vụ|Ban|Phòng)\s[^,]{2,40}$", left) is not None
    )


def _is_pair(right: str) -> bool:
    """Tell whether a second body stands behind the comma and then the subject: «Bộ Chính trị, Ban Bí thư về …»."""
    subject = re.search(r"\sv(?:ề|/v)\s|[;.)]|$", right[:_BODY_LENGTH])
    if subject is None or not begins_body(right, 0):
        return False
    name = right[: subject.start()]
    return body_end(name, 0)[0] >= len(name.rstrip())


def _is_stop(window: str, at: int, sign: str) -> bool:
    rest = window[at:]
    if sign[0].isupper():
        return (
            at > 0 and type_at(rest) is not None and re.search(r"(?:số|\d)", rest[:45]) is not None
        )
    if sign == "và":
        following = rest[2:].lstrip()
        if _same_noun(window[:at], following):
            return False
        return (
            not following[:1].isupper()
            or type_at(following) is not None
            or following.startswith(("các ",))
        )
    return _body_stop_re().match(fold(rest[:24])) is not None


def _same_noun(left: str, following: str) -> bool:
    """Tell whether «các khu …» goes on with the noun of the name: «Khu kinh tế và các khu công nghiệp»."""
    noun = re.match(r"các\s([^\W\d_]{2,8})\s", following)
    return (
        noun is not None and re.search(rf"\b{noun[1]}\s[a-zà-ỹđ]", left, re.IGNORECASE) is not None
    )


@cache
def _body_stop_re() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(pattern_of, citation_rules().body_stops))})(?!\w)")
