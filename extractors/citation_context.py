"""Read what stands beside a cited symbol: type, date, issuing body, subject, relation.

In: the text of one paragraph or cell and a symbol in it. Out: a `Context`, or None where the
words before say that the symbol is no document (a form, an account) or a sample letterhead.

Before the symbol: relation, type, «số». Behind it: date, «của» and the body, then the subject.
The body ends at a comma, a parenthesis or a word that opens something new; names that hold a
comma or an «và» themselves («Bộ Văn hóa, Thể thao và Du lịch») go on. Relation and subject have
rooms of their own (`citation_relation`, `citation_subject`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.body_names import pattern_of
from extractors.citation_relation import Relation
from extractors.citation_relation import relation_of
from extractors.citation_subject import subject_after
from extractors.citation_types import NUMBER_WORD_RE
from extractors.citation_types import ends_with_word
from extractors.citation_types import type_at
from extractors.citation_types import type_before
from extractors.citation_types import type_names
from extractors.citation_types import type_part
from extractors.dates import find_dates
from extractors.rules import citation_rules
from extractors.symbols import SymbolMatch
from extractors.symbols import type_name
from extractors.word_patterns import fold_keeping_length
from models.folding import fold

__all__ = ["Context", "read_context"]

# How far beside a symbol its attributes may stand, in characters.
_BEFORE, _AFTER, _BODY_LENGTH = 120, 60, 130
# So far before a symbol the head of its list may stand.
_LIST_LENGTH = 1_200
# A number line of a letterhead, printed as one or quoted as a sample («Ví dụ: Số 127-QĐ/TW; Số …»).
_LETTERHEAD_RE = re.compile(r"\s{0,3}[-+*]?\s{0,3}S[ốỐ]\s?:?\s{0,3}$")
_SAMPLE_RE = re.compile(r"\s{0,3}[-+*]?\s{0,3}(?:Ví dụ|S[ốỐ]\s?:?\s?\d)")
_ISSUED_BEFORE_RE = re.compile(
    r"[Nn]gày\s(?P<date>[^,;]{6,30}),\s(?P<body>[^,;.]{3,90}?)\s(?:đã\s)?ban hành\s"
    r"(?:[^\W\d_]{2,10}\s?){1,5}(?:số)?\s?:?\s*$"
)
_NO_RELATION = Relation()
_CAPITAL = "A-ZÀ-ỸĐ"
# The stop of «TP.HCM», «TX. An Khê»: the name goes on behind it.
_PLACE_STOP_RE = re.compile(rf"(?<=\b(?:TP|Tp|TX|Tx))\.\s?[{_CAPITAL}]")
_WORD_RE = re.compile(r"[^\W_]+(?:/[^\W_]+)?", re.UNICODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the text says about a cited document; None where it does not say.

    Attributes:
        document_type: Name of the type as said, or implied by the symbol.
        issued_on: ISO 8601 day.
        issuing_body, subject: As written.
        relation: Name of the relation to the citing document.
        in_part: Whether a part of it is replaced or repealed, not the whole.
    """

    document_type: str | None = None
    issued_on: str | None = None
    issuing_body: str | None = None
    subject: str | None = None
    relation: str | None = None
    in_part: bool = False

    def filled_from(self, other: Context) -> Context:
        """Return this context with what is missing taken from `other`."""
        return Context(
            document_type=self.document_type or other.document_type,
            issued_on=self.issued_on or other.issued_on,
            issuing_body=self.issuing_body or other.issuing_body,
            subject=self.subject or other.subject,
            relation=self.relation or other.relation,
            in_part=self.in_part if self.relation else other.in_part,
        )


def read_context(text: str, symbol: SymbolMatch, *, in_table: bool = False) -> Context | None:
    """Return what `text` says about `symbol`, or None when the symbol cites no document.

    A cell of a table describes its own matter, so the words in it say no relation to this document.
    """
    before = text[max(0, symbol.start - _BEFORE) : symbol.start]
    if _is_letterhead(text, symbol):
        return None
    bare = NUMBER_WORD_RE.sub("", before).rstrip(' :(“"')
    if ends_with_word(fold(bare), citation_rules().not_documents):
        return None
    said = type_before(fold(bare))
    position, issued_on = _date_after(text, symbol.end)
    position, body = _body_after(text, position)
    earlier = _ISSUED_BEFORE_RE.search(before)
    if earlier is not None:
        if issued_on is None:
            issued_on = next((m.iso for m in find_dates(f"ngày {earlier['date']}")), None)
        body = body or earlier["body"].strip()
    body = body or _body_of_list(text, symbol, said)
    relation = _NO_RELATION if in_table else relation_of(text, symbol)
    return Context(
        document_type=_type_of(symbol, said, bare),
        issued_on=issued_on,
        issuing_body=body,
        subject=subject_after(text, position, said=position > symbol.end),
        relation=relation.name,
        in_part=relation.in_part,
    )


def _body_of_list(text: str, symbol: SymbolMatch, said: str | None) -> str | None:
    """Return the body named once for a list: «các Nghị định của Chính phủ: số …; số …»."""
    before = text[max(0, symbol.start - _LIST_LENGTH) : symbol.start]
    folded = fold_keeping_length(before)
    heads = list(_list_head_re().finditer(folded))
    if not heads:
        return None
    head = heads[-1]
    kind = said or fold(type_name(symbol) or "")
    if kind != fold(head["type"]) or ". " in folded[head.end() :]:
        return None
    return " ".join(before[slice(*head.span("body"))].split())


@cache
def _list_head_re() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)các\s(?P<type>{type_part()})\scủa\s(?P<body>[^:;.()]{{3,90}}):")


def _is_letterhead(text: str, symbol: SymbolMatch) -> bool:
    if symbol.start < 16 and _LETTERHEAD_RE.fullmatch(text[: symbol.start]) is not None:
        return True
    if _SAMPLE_RE.match(text) is None:
        return False
    near = text[max(0, symbol.start - 10) : symbol.start]
    return re.search(r"[:;]\s{0,3}S[ốỐ]\s?:?\s{0,3}$", near) is not None


def _type_of(symbol: SymbolMatch, said: str | None, bare: str) -> str | None:
    implied = type_name(symbol)
    if said is None and symbol.type_code is None and symbol.form != "standard":
        said = _type_in_clause(bare)
    if said is None:
        return implied
    if implied is not None and said.startswith(fold(implied)):
        return implied
    return said[:1].upper() + said[1:]


def _type_in_clause(bare: str) -> str | None:
    """Return the last type named since the last mark: «Luật Tổ chức … số 65/2025/QH15»."""
    clause = fold(re.split(r"[;.,()]", bare)[-1])
    best = max(
        (
            (clause.rfind(f" {name} "), name)
            for name in type_names()
            if f" {name} " in f" {clause} "
        ),
        default=None,
    )
    if best is None:
        return None
    return best[1]


def _date_after(text: str, end: int) -> tuple[int, str | None]:
    """Return where to go on behind the date, and the day."""
    window = text[end : end + _AFTER]
    for match in find_dates(window):
        gap = fold(window[: match.start])
        if re.fullmatch(r"[\s,;.(\"'”’]*(?:ký|ban hành|ra)?\s*", gap) is None:
            break
        closing = 1 if "(" in gap and window[match.end : match.end + 1] == ")" else 0
        return end + match.end + closing, match.iso
    return end, None


def _body_after(text: str, start: int) -> tuple[int, str | None]:
    lead = re.compile(r"\s{0,3},?\s{0,3}c[ủu]a\s{1,3}").match(text, start)
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
    if left.startswith("Hội nghị") or re.fullmatch(r"(?:Bộ|Thứ) trưởng|Tổng Thanh tra", left):
        return right[:1].isupper()
    inside = re.match(rf"[{_CAPITAL}]\w*(?:\s\w+){{0,3}}?\s(?:và)\s[{_CAPITAL}]", right)
    return (
        inside is not None
        and re.search(r"(?:Bộ|Sở|Cục|Vụ|Ban|Phòng)\s[^,]{2,40}$", left) is not None
    )


def _is_stop(window: str, at: int, sign: str) -> bool:
    rest = window[at:]
    if sign[0].isupper():
        return (
            at > 0 and type_at(rest) is not None and re.search(r"(?:số|\d)", rest[:45]) is not None
        )
    if sign == "và":
        following = rest[2:].lstrip()
        return (
            not following[:1].isupper()
            or type_at(following) is not None
            or following.startswith(("các ",))
        )
    return _body_stop_re().match(fold(rest[:24])) is not None


@cache
def _body_stop_re() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(pattern_of, citation_rules().body_stops))})(?!\w)")
