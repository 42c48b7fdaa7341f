"""Read the subject of a cited document: what stands behind its date and body.

In: a text and the place behind date and body. Out: the subject as written, None where its end is
not sure. Surest first:

1. in quotation marks;
2. from a leading word («về việc», «quy định», …) to the next cited document («và Nghị định số …»),
   to a semicolon, or to the end of the paragraph or sentence.

A comma belongs to the subject where the paragraph is one legal basis, which ends at a semicolon or
with the paragraph; elsewhere the main clause may begin behind it, and nothing is taken. Nothing is
taken either where another symbol stands in it or a word that opens a new clause.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.body_names import begins_body
from extractors.citation_types import type_part
from extractors.rules import citation_rules
from extractors.word_patterns import fold_keeping_length
from models.folding import fold

__all__ = ["subject_after"]

_LONGEST = 400
# So near before a comma the name of a body makes it one that counts bodies.
_NAME_LENGTH = 60
_CAPITAL_RE = re.compile(r"(?<!\w)[A-ZÀ-ỸĐ]")
_QUOTED_RE = re.compile(
    r"\s{0,3}[,:]?\s{0,3}(?P<lead>[^\W\d_]{2,5}(?:\sviệc)?\s)?[“\"«](?P<text>[^”\"»]{4,400})[”\"»]"
)
# A legal basis is nothing but a document; behind «Thực hiện …» a main clause follows.
_BASIS_RE = re.compile(r"\s*[-–+*]?\s*(?:căn cứ|theo đề nghị|xét(?:\sđề nghị|\stờ trình)?)\s")
# «quy định tại Điều 5» says where, not what about.
_PLACE_RE = re.compile(r"(?:cụ thể\s|rõ\s)?(?:tại|như|trong)\s")
# «trước, trong và sau», «quản lý, sử dụng, khai thác và»: a comma that counts things.
_LIST_RE = re.compile(r"(?:,\s\w{1,8}(?:\s\w{1,8}){0,2}){1,4}\svà\s")
_QUOTE_RE = re.compile(r"[“«\"][^”»\"]{1,400}[”»\"]")
_END_RE = re.compile(r"[;\n]|\.(?=\s|/|$)|\((?=sau đây|gọi (?:tắt|là)|dưới đây)")
_SYMBOL_RE = re.compile(r"\d\s?[/-]\s?(?:\d{4}\s?[/-]|[A-ZĐ]{2})")


def subject_after(text: str, start: int, *, said: bool = True, whole: bool = False) -> str | None:
    """Return the subject that stands in `text` from `start` on, None without one or a sure end.

    Args:
        text: One paragraph or cell.
        start: The place behind date and body.
        said: Whether a date or a body stands before `start`; without one a verb behind the symbol
            belongs to the sentence («Nghị định số … quy định: …»).
        whole: Whether the paragraph is the item of a list of documents and holds nothing else.
    """
    quoted = _QUOTED_RE.match(text, start)
    if quoted is not None:
        lead = fold(quoted["lead"] or "")
        if not lead or lead in citation_rules().subject_leads:
            return " ".join(text[quoted.start() : quoted.end()].split()).lstrip(",: ")
    window = text[start : start + _LONGEST].lstrip(" ,_")
    folded = fold_keeping_length(window)
    is_basis = whole or _BASIS_RE.match(fold_keeping_length(text[:40])) is not None
    lead_end = _lead_end(folded, verbs=said or is_basis)
    if lead_end is None:
        return None
    end = _end(folded, lead_end)
    if end is None and len(text) - start > _LONGEST:
        return None
    if end is not None and _next_re().match(folded, end) and _SYMBOL_RE.search(window[:end]):
        return None  # «sửa đổi Nghị định số A, Nghị định số B»: the list may be its own
    subject = window[: len(window) if end is None else end]
    if not is_basis:
        subject = _before_main_clause(subject)
    if not _is_whole(subject, folded[lead_end : len(subject)], is_basis=is_basis):
        return None
    return " ".join(word for word in subject.split() if word != "_").rstrip(" ,.;:/-") or None


def _lead_end(folded: str, *, verbs: bool) -> int | None:
    for lead in citation_rules().subject_leads:
        if folded.startswith(f"{lead} ") and (verbs or lead.startswith(("v", "về"))):
            rest = folded[len(lead) + 1 :].lstrip()
            return None if _PLACE_RE.match(rest) else len(lead) + 1
    return None


def _before_main_clause(subject: str) -> str:
    """Return the subject up to the comma behind which a body begins to act: «…, UBND tỉnh yêu cầu …».

    A comma between two bodies counts them, and one within quotation marks belongs to the quotation.
    """
    names = [m.start() for m in _CAPITAL_RE.finditer(subject) if begins_body(subject, m.start())]
    for comma in re.finditer(r",\s(?=\w)", subject):
        listed = any(comma.start() - _NAME_LENGTH < name < comma.start() for name in names)
        if comma.end() in names and not listed and _is_closed(subject[: comma.start()]):
            return subject[: comma.start()]
    return subject


def _is_closed(text: str) -> bool:
    """Tell whether no parenthesis and no quotation is open at the end of the text."""
    return all(
        text.count(left) == text.count(right) if left != right else text.count(left) % 2 == 0
        for left, right in ("()", "“”", "«»", '""')
    )


@cache
def _next_re() -> re.Pattern[str]:
    """Return where the next cited document begins: a mark or «và», its type, «số» or a figure."""
    return re.compile(
        rf"\s{{0,3}}(?:,|\s(?:và|cùng với|đồng thời))\s{{1,3}}(?:các\s)?(?:{type_part()})"
        r"\s{1,3}(?:số|sô|ngày|liên tịch số|\d)"
    )


def _end(folded: str, start: int) -> int | None:
    """Return where the subject ends: at the next document or at the first mark that ends it."""
    found = [
        match.start()
        for pattern in (_next_re(), _END_RE)
        if (match := pattern.search(folded, start)) is not None
    ]
    return min(found, default=None)


def _is_whole(subject: str, rest: str, *, is_basis: bool) -> bool:
    """Tell whether nothing but the subject was cut out."""
    if not rest.strip() or not _is_closed(subject):
        return False
    stops = citation_rules().subject_stops
    if any(re.search(rf"(?<!\w){re.escape(stop)}(?!\w)", rest) for stop in stops):
        return False
    if is_basis:
        return True
    return _SYMBOL_RE.search(subject) is None and "," not in _LIST_RE.sub(
        " ", _QUOTE_RE.sub(" ", rest)
    )
