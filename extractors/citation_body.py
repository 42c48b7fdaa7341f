"""Read the issuing body of a cited document: behind its symbol, before it, or in the head of its list.

In: the text of a paragraph and a symbol in it. Out: the body as written, None where the text names none.

Behind: «của» and the name, up to a comma, a parenthesis or a word that opens something new; names that hold a
comma or an «và» themselves («Bộ Văn hóa, Thể thao và Du lịch») go on.
Before: «Nghị quyết của X số …», «ý kiến của X tại Công văn số …», «đề nghị của X (Công văn số …»,
«X có Công văn số …», «Ngày …, X ban hành …».
Farther behind: the body that a list shares («số A ngày …, số B ngày … của X»), and behind the subject a body that
the symbol itself names («… TT-BYT … về … của Bộ trưởng Bộ Y tế»).
In the head of a list: «các Nghị định của Chính phủ: số …; số …».
"""

from __future__ import annotations

import re
from functools import cache

from extractors.body_initials import initials_of
from extractors.body_names import begins_body
from extractors.body_names import body_end
from extractors.body_names import pattern_of
from extractors.citation_types import type_at
from extractors.citation_types import type_before
from extractors.citation_types import type_part
from extractors.dates import find_dates
from extractors.rules import citation_rules
from extractors.symbols import SymbolMatch
from extractors.symbols import find_symbols
from extractors.symbols import type_name
from extractors.word_patterns import fold_keeping_length
from models.folding import fold

__all__ = [
    "BEFORE_LENGTH",
    "body_after",
    "body_before",
    "body_behind_subject",
    "body_of_list",
    "issued_before",
]

_BODY_LENGTH = 130
# So far before «của» the word may begin that has a body.
_LEAD_LENGTH = 45
# So far before a symbol the head of its list may stand.
_LIST_LENGTH = 1_200
# So much of the text before a symbol is given to `body_before`.
BEFORE_LENGTH = 240
_CAPITAL = "A-ZÀ-ỸĐ"
# So much of a name in capitals throughout tells that its verbs are capitals too.
_SHOUTED = 24
_ISSUED_BEFORE_RE = re.compile(
    rf"[Nn]gày\s(?P<date>[^,;]{{6,30}}?)(?:,\s|\s(?=[{_CAPITAL}]))(?P<body>(?:[^,;.]|(?<=T[PpX])\.){{3,90}}?)\s(?:đã\s)?(?:ban hành|có|ký)\s"
    r"(?:[^\W\d_]{2,10}\s?){1,5}(?:số)?\s?:?\s*$"
)
# «Bảo hiểm xã hội (BHXH) Việt Nam»: the short form within the name.
_SHORT_FORM_RE = re.compile(r"\s\([A-ZĐ]{2,12}\)(?=\s)")
# Heads of bodies that give no tasks and so are no names elsewhere, yet issue documents.
_ISSUER_RE = re.compile(r"(?:Tổ công tác|Chủ tịch nước|Chủ tịch Quốc hội|Hội [A-ZÀ-ỸĐ])(?!\w)")
# Nothing of a name: where the clause about the matter begins.
_MATTER_RE = re.compile(r"\s(?:về|v/v|tại|trong)\s")
# «về việc …» up to the body, and what may follow it.
_BEHIND_LENGTH = 320
_OF_RE = re.compile(r"\scủa\s")
# The stop of «TP.HCM», «TX. An Khê»: the name goes on behind it.
_PLACE_STOP_RE = re.compile(rf"(?<=\b(?:TP|Tp|TX|Tx))\.\s?[{_CAPITAL}]")
# «phường An Thới, thành phố Vĩnh Hòa»: the area above.
_AREA_ABOVE_RE = re.compile(rf"(?:tỉnh|thành phố|TP\.?|huyện|thị xã|quận)\s[{_CAPITAL}]")
_AREA_RE = re.compile(
    rf"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã)\s[{_CAPITAL}][^,]{{1,30}}$"
)
_LEAD_RE = re.compile(r"\s{0,3},?\s{0,3}(?:c[ủu]a|giữa|C[ỦU]A|GIỮA)\s{1,3}")
# «V/v», «Về việc» with its capital.
_ABOUT_RE = re.compile(r"(?:V/[vV]|Về việc|VỀ VIỆC)(?!\w)")
# A subject that begins with its verb in capitals, right behind the body: «của Bộ Y tế Ban hành Quy chế …».
_SUBJECT_VERB_RE = re.compile(
    r"(?:Ban hành|Quy định|Qui định|Hướng dẫn|Sửa đổi|Phê duyệt|Thành lập|Công bố)\s(?!tỉnh|thành|huyện|xã|viên)"
)
_PASSED_RE = re.compile(
    r"(?P<body>Quốc hội(?:\s[Kk]h[oó][áa]\s[IVX]{1,6})?)(?:,?\s[Kk]ỳ họp[^,.;()]{0,30})?,?\s(?:đã\s)?thông qua\s(?:Bộ l|L)uật"
    r"[^.;()]{0,90}?(?:\((?:Bộ l|L)uật\s)?\s?số\s?:?\s?$"
)
_CLAUSE_MARK_RE = re.compile(r"[;:,.(\n]\s{0,3}(?:và\s)?")


def issued_before(before: str) -> tuple[str | None, str | None]:
    """Return the day and the body of «Ngày …, X ban hành …» at the end of the text."""
    match = _ISSUED_BEFORE_RE.search(before)
    if match is None:
        return None, None
    dated = f"ngày {match['date']}"
    day = next((m.iso for m in find_dates(dated) if m.end >= len(dated.rstrip())), None)
    if day is None or not match["body"][0].isupper():
        return None, None
    return day, match["body"].strip()


def body_before(before: str) -> str | None:
    """Return the body that the text before a symbol, up to «số», names as who issued the document."""
    folded = fold_keeping_length(before)
    for of in _OF_RE.finditer(folded):
        lead = folded[max(0, of.start() - _LEAD_LENGTH) : of.start()]
        for said, behind in _ways():
            match = behind.fullmatch(folded, of.end())
            if match is None or said.search(lead) is None or type_before(match["body"]) is not None:
                continue
            name = _named(before, *match.span("body"))
            if name is not None:
                return name
    return (
        _opening_body(before, folded)
        or _sender(before, folded)
        or _one_of_list(before)
        or _lawgiver(before)
    )


def _lawgiver(before: str) -> str | None:
    """Return «Quốc hội khóa XV» of «Quốc hội khóa XV đã thông qua Luật Thủ đô (Luật số»."""
    found = _PASSED_RE.search(before)
    return None if found is None else " ".join(found["body"].split())


def _opening_body(before: str, folded: str) -> str | None:
    """Return X where the text is no more than «X tại Tờ trình số»: the line before said «của»."""
    match = _opens_at_re().fullmatch(folded)
    return None if match is None else _named(before, *match.span("body"))


def _one_of_list(before: str) -> str | None:
    """Return «Bộ Tài chính» of «các Bộ: Xây dựng (…), Tài chính (văn bản số»."""
    match = _each_re().search(before)
    return None if match is None else f"{match['head']} {' '.join(match['name'].split())}"


@cache
def _each_re() -> re.Pattern[str]:
    """Return a name that shares the noun of its list, every name with a document in brackets behind it."""
    item = r"[^():;.]{2,60}\([^()]{2,80}\)(?:,|;|\svà|,\svà)\s"
    return re.compile(
        rf"[Cc]ác\s(?P<head>Bộ|Sở|Cục|Vụ|Phòng|Chi cục)\s?:\s{{1,3}}(?:{item}){{0,4}}"
        rf"(?P<name>[{_CAPITAL}][^():;.]{{2,60}}?)\s?\((?i:{type_part()})\s{{1,3}}(?:số\s?:?\s{{0,3}})?$"
    )


def _sender(before: str, folded: str) -> str | None:
    """Return X of «X đã ban hành Quyết định số» at the end of the text."""
    sends = _sends_re().search(folded)
    if sends is None:
        return None
    masked = _SHORT_FORM_RE.sub(lambda short: "_" * len(short[0]), before)
    masked = _PLACE_STOP_RE.sub(lambda stop: "_" * len(stop[0]), masked)
    marks = list(_CLAUSE_MARK_RE.finditer(masked, 0, sends.start()))
    start = marks[-1].end() if marks else len(before) - len(before.lstrip(" -–+*"))
    if not marks and start == 0 and len(before) >= BEFORE_LENGTH:
        return None  # the clause begins farther away
    return _named(before, start, sends.start())


def _named(text: str, start: int, end: int) -> str | None:
    """Return the range as a name where all of it is the name of one body."""
    name = " ".join(text[start:end].split())
    bare = _SHORT_FORM_RE.sub("", name)
    if not bare[:1].isupper() or _MATTER_RE.search(fold_keeping_length(bare)) is not None:
        return None
    if _ISSUER_RE.match(bare) is not None:
        return name if _body_end(bare) >= len(bare) else None
    return name if begins_body(bare, 0) and body_end(bare, 0)[0] >= len(bare) else None


@cache
def _ways() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Return what stands before «của X» and what behind it, up to the number, in every way to name X.

    «Nghị quyết của X số», «ý kiến của X tại Công văn số», «chỉ đạo của X theo Công văn số», «đề nghị của X (Công văn số».
    """
    number = r"(?:số\s?:?\s{0,3})"
    named = rf"(?:{type_part()})\s{{1,3}}{number}?"
    asks = r"đề nghị|báo cáo|ý kiến|kiến nghị|đề xuất|tờ trình|trả lời|phản ánh|thẩm định"
    asks = rf"(?<!\w)(?:{asks})(?:\s[^\W\d_]{{1,8}}){{0,4}}$"
    return (
        (
            re.compile(rf"(?<!\w)(?:{type_part()})$"),
            re.compile(rf"(?P<body>[^,;.:()]{{3,90}}?)\s{number}"),
        ),
        (
            re.compile(r""),
            re.compile(
                rf"(?P<body>[^;.:()]{{3,90}}?)\s(?:\([^()]{{2,80}}\)\s)?(?:nêu\s|đã nêu\s)?tại\s{named}"
            ),
        ),
        (
            re.compile(rf"{asks}|(?<!\w)(?:chỉ đạo|hướng dẫn|yêu cầu|kết luận)$"),
            re.compile(rf"(?P<body>[^;.:()]{{3,90}}?)\stheo\s{named}"),
        ),
        (
            re.compile(asks),
            re.compile(rf"(?P<body>[^;.:]{{3,130}}?)\s{{1,3}}\(\s?(?:tại\s|theo\s)?{named}"),
        ),
    )


@cache
def _opens_at_re() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<body>[^,;.:()]{{3,90}}?)\stại\s(?:{type_part()})\s{{1,3}}(?:số\s?:?\s{{0,3}})?"
    )


@cache
def _sends_re() -> re.Pattern[str]:
    """Return «X | đã ban hành Quyết định số» at the end of the text."""
    return re.compile(
        r"\s(?:đã\s|vừa\s)?(?:có|ban hành|gửi)\s(?:ban hành\s)?"
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


def body_after(text: str, start: int, *, joint: bool = False) -> tuple[int, str | None]:
    """Return where to go on behind «của» and the body's name, and the name.

    Args:
        text: The paragraph.
        start: The place behind the symbol and its date.
        joint: Whether several bodies issue the document together; then names go on behind commas.
    """
    lead = _LEAD_RE.match(text, start)
    if lead is None:
        return start, None
    window = text[lead.end() : lead.end() + _BODY_LENGTH * (2 if joint else 1)]
    end = _body_end(window, joint=joint)
    body = " ".join(window[:end].split()).strip(" ,;.")
    if not body or not body[0].isalpha():
        return start, None
    return lead.end() + end, body


def _body_end(window: str, *, joint: bool = False) -> int:
    position = 0
    shouted = window[:_SHOUTED].isupper()
    for mark in re.finditer(r"[,;:.(\n“\"]|[^\W\d_]+", window):
        sign = mark.group()
        if sign == "(":
            term = re.match(r"\(kh[oóo][áa]?a?\s[^)]{1,12}\)", window[mark.start() :])
            return position if term is None else mark.start() + term.end()
        if sign == ",":
            if _goes_on(window, mark.start()) or (joint and _joins(window, mark.end())):
                continue
            return position
        if sign == "." and _PLACE_STOP_RE.match(window, mark.start()):
            continue
        if not sign[0].isalpha():
            return position
        if _is_stop(window, mark.start(), sign.lower() if shouted else sign):
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


def _joins(window: str, at: int) -> bool:
    """Tell whether the next of several bodies stands behind the comma."""
    right = window[at:].lstrip()
    return right[:1].isupper() and begins_body(right, 0)


def _is_pair(right: str) -> bool:
    """Tell whether a second body stands behind the comma and then the subject: «Bộ Chính trị, Ban Bí thư về …»."""
    subject = re.search(r"\sv(?:ề|/v)\s|[;.)]|$", right[:_BODY_LENGTH])
    if subject is None or not begins_body(right, 0):
        return False
    name = right[: subject.start()]
    return body_end(name, 0)[0] >= len(name.rstrip())


def _is_stop(window: str, at: int, sign: str) -> bool:
    rest = window[at:]
    if at > 0 and (_ABOUT_RE.match(rest) is not None or _SUBJECT_VERB_RE.match(rest) is not None):
        return True
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


def body_behind_subject(text: str, start: int, symbol: SymbolMatch) -> str | None:
    """Return the body of «… về … của X» where the symbol's own letters are the initials of X.

    Only ministries are looked at («Bộ Y tế» is BYT): nobody else's document bears their letters.
    """
    window = re.split(r"[;\n]|\.\s", text[start : start + _BEHIND_LENGTH], maxsplit=1)[0]
    folded = fold_keeping_length(window.lstrip(" ,"))
    leads = (f"{lead} " for lead in citation_rules().subject_leads)
    if not folded.startswith(tuple(leads)) or find_symbols(window):
        return None
    unit = symbol.body.split("-")[0]
    for of in _OF_RE.finditer(window):
        end = _body_end(window[of.end() :])
        name = " ".join(window[of.end() : of.end() + end].split())
        if initials_of(name) == unit:
            return name
    return None
