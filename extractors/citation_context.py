"""Read what stands beside a cited symbol: type, date, issuing body, subject, relation.

In: the text of one paragraph or cell and a symbol in it. Out: a `Context`, or None where the
words before say that the symbol is no document (a form, an account) or a sample letterhead.

Before the symbol: relation, type, «số». Behind it: date, «của» and the body, then the subject.
An item of a list takes what the line above the list says of all of them (`citation_lists`). Body, relation
and subject have rooms of their own (`citation_body`, `citation_relation`, `citation_subject`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.citation_body import BEFORE_LENGTH
from extractors.citation_body import body_after
from extractors.citation_body import body_before
from extractors.citation_body import body_behind_subject
from extractors.citation_body import body_of_list
from extractors.citation_body import issued_before
from extractors.citation_lists import Lead
from extractors.citation_lists import begins_item
from extractors.citation_relation import Relation
from extractors.citation_relation import first_of_list
from extractors.citation_relation import relation_of
from extractors.citation_subject import subject_after
from extractors.citation_types import NUMBER_WORD_RE
from extractors.citation_types import ends_with_word
from extractors.citation_types import type_before
from extractors.citation_types import type_names
from extractors.citation_types import type_part
from extractors.dates import find_dates
from extractors.rules import System
from extractors.rules import citation_rules
from extractors.rules import symbol_rules
from extractors.symbols import SymbolMatch
from extractors.symbols import find_symbols
from extractors.symbols import type_name
from extractors.word_patterns import fold_keeping_length
from models.folding import fold

__all__ = ["Context", "read_context"]

# How far beside a symbol its attributes may stand, in characters.
_BEFORE, _AFTER = 120, 60
# How far behind one document of a list the number of the next stands, and over how many one body reaches.
_LINK, _MOST_SHARED = 90, 6
# A number line of a letterhead, printed as one or quoted as a sample («Ví dụ: Số 127-QĐ/TW; Số …»).
_LETTERHEAD_RE = re.compile(r"\s{0,3}[-+*]?\s{0,3}S[ốỐ]\s?:?\s{0,3}$")
_SAMPLE_RE = re.compile(r"\s{0,3}[-+*]?\s{0,3}(?:Ví dụ|S[ốỐ]\s?:?\s?\d)")
_NO_RELATION = Relation()


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


def read_context(
    text: str, symbol: SymbolMatch, *, in_table: bool = False, lead: Lead | None = None
) -> Context | None:
    """Return what `text` says about `symbol`, or None when the symbol cites no document.

    A cell of a table describes its own matter, so the words in it say no relation to this document.
    `lead` is the line above the list whose item the text is.
    """
    before = text[max(0, symbol.start - _BEFORE) : symbol.start]
    if _is_letterhead(text, symbol):
        return None
    bare = NUMBER_WORD_RE.sub("", before).rstrip(' :(“"')
    if ends_with_word(fold(bare), citation_rules().not_documents):
        return None
    said = type_before(fold(bare))
    position, issued_on = _date_after(text, symbol.end)
    position, body = body_after(text, position, joint=_is_joint(symbol))
    day, sender = issued_before(before)
    body = body or sender or body_before(text[max(0, symbol.start - BEFORE_LENGTH) : symbol.start])
    body = (
        body or _shared_body(text, symbol, position) or body_behind_subject(text, position, symbol)
    )
    body = body or body_of_list(text, symbol, said, None if lead is None else lead.text)
    relation = _NO_RELATION if in_table else relation_of(text, symbol)
    if lead is not None and relation.name is None and _is_listed(text, symbol):
        relation = lead.relation
    whole = lead is not None and begins_item(text[: symbol.start])
    return Context(
        document_type=_type_of(symbol, said, bare),
        issued_on=issued_on or day,
        issuing_body=body,
        subject=subject_after(text, position, said=position > symbol.end, whole=whole),
        relation=relation.name,
        in_part=relation.in_part,
    )


def _is_joint(symbol: SymbolMatch) -> bool:
    """Tell whether several bodies issue documents of this type together."""
    name = fold(type_name(symbol) or "")
    return any(word in name for word in ("liên tịch", "liên bộ", "liên ngành", "phối hợp"))


def _shared_body(text: str, symbol: SymbolMatch, position: int) -> str | None:
    """Return the body of «số A ngày …, số B ngày … của X»: the letters of one office stand in both symbols."""
    for _ in range(0 if _is_joint(symbol) else _MOST_SHARED):
        window = text[position : position + _LINK]
        link = _link_re().match(fold_keeping_length(window))
        if link is None:
            return None
        following = next(iter(find_symbols(window[link.end() :])), None)
        if following is None or following.start > 0 or _office(following) != _office(symbol):
            return None
        position += link.end()
        position, _ = _date_after(text, position + following.end)
        position, body = body_after(text, position)
        if body is not None:
            return body
    return None


def _office(symbol: SymbolMatch) -> str:
    return symbol.body.split("-")[0].split("/")[0]


@cache
def _link_re() -> re.Pattern[str]:
    """Return what stands between two documents of a list, up to the second number."""
    return re.compile(
        rf"\s{{0,3}}(?:[,;]\s?(?:và\s)?|\s?và\s)\s{{0,3}}(?:(?:{type_part()})\s{{1,3}})?(?:số\s?:?\s{{0,3}})?(?=\d)"
    )


def _is_listed(text: str, symbol: SymbolMatch) -> bool:
    """Tell whether the item begins with the document or with one that is listed together with it."""
    first = first_of_list(text, symbol)
    return begins_item(text[: first.start])


def _is_letterhead(text: str, symbol: SymbolMatch) -> bool:
    if symbol.start < 16 and _LETTERHEAD_RE.fullmatch(text[: symbol.start]) is not None:
        return True
    if _SAMPLE_RE.match(text) is None:
        return False
    near = text[max(0, symbol.start - 10) : symbol.start]
    return re.search(r"[:;]\s{0,3}S[ốỐ]\s?:?\s{0,3}$", near) is not None


def _type_of(symbol: SymbolMatch, said: str | None, bare: str) -> str | None:
    implied = type_name(symbol)
    letters = symbol.type_code is None or _may_be_office(symbol)
    if said is None and letters and symbol.form != "standard":
        said = _type_in_clause(bare)
    if said is None:
        return implied
    if implied is not None and said.startswith(fold(implied)):
        return implied
    return said[:1].upper() + said[1:]


def _may_be_office(symbol: SymbolMatch) -> bool:
    """Tell whether the code of a type may be the letters of an office: «26-TC/KT» is no Party symbol."""
    return (
        symbol.form == "party"
        and symbol.system is System.PARTY
        and not symbol.body.endswith(tuple(symbol_rules().party_body_endings))
    )


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
