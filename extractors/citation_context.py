"""Read what stands beside a cited symbol: type, date, issuing body, subject, relation.

In: the text of one paragraph or cell and a symbol in it. Out: a `Context`, or None where the
words before say that the symbol is no document (a form, an account) or a sample letterhead.

Before the symbol: relation, type, «số». Behind it: date, «của» and the body, then the subject.
The body ends at a comma, a parenthesis or a word that opens something new; names that hold a
comma or an «và» themselves («Bộ Văn hóa, Thể thao và Du lịch») go on. The subject is taken only
where its end is sure: in quotation marks, or up to the end of a legal basis.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import replace
from functools import cache

from extractors.body_names import pattern_of
from extractors.dates import find_dates
from extractors.rules import citation_rules
from extractors.rules import document_types
from extractors.symbols import SymbolMatch
from extractors.symbols import find_symbols
from extractors.symbols import type_name
from models.folding import fold

__all__ = ["Context", "read_context"]

# How far beside a symbol its attributes may stand, in characters.
_BEFORE, _AFTER, _BODY_LENGTH, _SUBJECT_LENGTH = 120, 60, 130, 400
# How far back a clause is looked at; no sentence of a dispatch is longer.
_CLAUSE_LENGTH = 1_500
_NUMBER_WORD_RE = re.compile(r"(?:^|(?<=[\s(“\"]))(?:s[ốo]|sô|s)\s?[:.]?\s*$", re.IGNORECASE)
# A number line of a letterhead, printed as one or quoted as a sample («Ví dụ: Số 127-QĐ/TW; Số …»).
_LETTERHEAD_RE = re.compile(r"\s{0,3}[-+*]?\s{0,3}S[ốỐ]\s?:?\s{0,3}$")
_SAMPLE_RE = re.compile(r"\s{0,3}[-+*]?\s{0,3}(?:Ví dụ|S[ốỐ]\s?:?\s?\d)")
_ISSUED_BEFORE_RE = re.compile(
    r"[Nn]gày\s(?P<date>[^,;]{6,30}),\s(?P<body>[^,;.]{3,90}?)\s(?:đã\s)?ban hành\s"
    r"(?:[^\W\d_]{2,10}\s?){1,5}(?:số)?\s?:?\s*$"
)
_QUOTED_RE = re.compile(
    r"\s{0,3}[,:]?\s{0,3}(?P<lead>[^\W\d_]{2,5}(?:\sviệc)?\s)?[“\"«](?P<text>[^”\"»]{4,400})[”\"»]"
)
# How far back the other document of «A và B» is sought, and over how many «và».
_CLAUSE_NEAR, _MOST_LINKS = 400, 3
# «… 47-CT/TW của Ban Bí thư và 4 năm | thực hiện Chỉ thị số …»: the second is cited like the first.
_GOES_ON_RE = re.compile(
    r"\s(?:và|đồng thời)\s(?:(?:hơn\s|gần\s)?\d{1,3}\snăm\s)?(?:tiếp tục\s|triển khai\s)?$"
)
_CAPITAL = "A-ZÀ-ỸĐ"
_WORD_RE = re.compile(r"[^\W_]+(?:/[^\W_]+)?", re.UNICODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the text says about a cited document; None where it does not say.

    Attributes:
        document_type: Name of the type as said, or implied by the symbol.
        issued_on: ISO 8601 day.
        issuing_body, subject: As written.
        relation: Name of the relation to the citing document.
    """

    document_type: str | None = None
    issued_on: str | None = None
    issuing_body: str | None = None
    subject: str | None = None
    relation: str | None = None

    def filled_from(self, other: Context) -> Context:
        """Return this context with what is missing taken from `other`."""
        return Context(
            document_type=self.document_type or other.document_type,
            issued_on=self.issued_on or other.issued_on,
            issuing_body=self.issuing_body or other.issuing_body,
            subject=self.subject or other.subject,
            relation=self.relation or other.relation,
        )


def read_context(text: str, symbol: SymbolMatch) -> Context | None:
    """Return what `text` says about `symbol`, or None when the symbol cites no document."""
    before = text[max(0, symbol.start - _BEFORE) : symbol.start]
    if _is_letterhead(text, symbol):
        return None
    bare = _NUMBER_WORD_RE.sub("", before).rstrip(' :(“"')
    if _ends_with_word(fold(bare), citation_rules().not_documents):
        return None
    said = _type_before(fold(bare))
    position, issued_on = _date_after(text, symbol.end)
    position, body = _body_after(text, position)
    earlier = _ISSUED_BEFORE_RE.search(before)
    if earlier is not None and issued_on is None:
        issued_on = next((m.iso for m in find_dates(f"ngày {earlier['date']}")), None)
        body = body or earlier["body"].strip()
    return Context(
        document_type=_type_of(symbol, said, bare),
        issued_on=issued_on,
        issuing_body=body,
        subject=_subject_after(text, position),
        relation=_relation(text, symbol),
    )


def _is_letterhead(text: str, symbol: SymbolMatch) -> bool:
    if symbol.start < 16 and _LETTERHEAD_RE.fullmatch(text[: symbol.start]) is not None:
        return True
    if _SAMPLE_RE.match(text) is None:
        return False
    near = text[max(0, symbol.start - 10) : symbol.start]
    return re.search(r"[:;]\s{0,3}S[ốỐ]\s?:?\s{0,3}$", near) is not None


@cache
def _type_names() -> tuple[str, ...]:
    names = {fold(row.name) for row in document_types()} | set(citation_rules().type_names)
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def _ends_with_word(folded: str, words: tuple[str, ...]) -> str | None:
    for word in words:
        if folded.endswith(word) and not folded[: -len(word)].endswith(
            tuple("abcdefghijklmnopqrstuvwxyz")
        ):
            return word
    return None


def _type_before(folded: str) -> str | None:
    return _ends_with_word(folded, _type_names())


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
            for name in _type_names()
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
    if _type_at(right) is not None:
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
            at > 0 and _type_at(rest) is not None and re.search(r"(?:số|\d)", rest[:45]) is not None
        )
    if sign == "và":
        following = rest[2:].lstrip()
        return (
            not following[:1].isupper()
            or _type_at(following) is not None
            or following.startswith(("các ",))
        )
    return _body_stop_re().match(fold(rest[:24])) is not None


@cache
def _body_stop_re() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(pattern_of, citation_rules().body_stops))})(?!\w)")


def _type_at(text: str) -> str | None:
    folded = fold(text[:40])
    return next((name for name in _type_names() if folded.startswith(f"{name} ")), None)


def _subject_after(text: str, start: int) -> str | None:
    quoted = _QUOTED_RE.match(text, start)
    if quoted is not None:
        lead = fold(quoted["lead"] or "")
        if not lead or lead in citation_rules().subject_leads:
            return " ".join(text[quoted.start() : quoted.end()].split()).lstrip(",: ")
    if re.match(r"\s*[-–]?\s*(?:Căn cứ|Theo đề nghị|Xét|Thực hiện)\s", text) is None:
        return None
    window = text[start : start + _SUBJECT_LENGTH].lstrip(" ,")
    folded = fold(window[:24])
    if not any(folded.startswith(f"{lead} ") for lead in citation_rules().subject_leads):
        return None
    end = re.search(r"[;\n]|\.\s*$|,\s(?!\w+\s(?:và|,))", window)
    if end is None or end.group().startswith(","):
        return None
    return " ".join(window[: end.start()].split())


def _relation(text: str, symbol: SymbolMatch, *, links: int = _MOST_LINKS) -> str | None:
    far = max(0, symbol.start - _CLAUSE_LENGTH)
    ends = [text.rfind(mark, far, symbol.start) for mark in (";", ". ", "\n")]
    clause_start = max(far, *(end + 1 for end in ends))
    clause = text[clause_start : symbol.start]
    nearest = _nearest_relation(clause)
    if nearest is not None:
        at, relation = nearest
        # A word inside another citation's tail relates the two cited documents, but for «và … thực hiện».
        if _GOES_ON_RE.search(clause[:at]) or not find_symbols(clause[:at]):
            return relation
    if links and _joins(clause[-_BEFORE:]):
        # «… A của X và Chỉ thị số B»: B stands to this document as A does.
        near = clause[-_CLAUSE_NEAR:]
        earlier = find_symbols(near)
        if earlier:
            at = symbol.start - len(near)
            return _relation(text, _shifted(earlier[-1], at), links=links - 1)
    if nearest is not None:
        return None
    opening = _nearest_relation(text[:40].split(";")[0])
    if opening is not None and opening[0] <= 3:
        return opening[1]
    return None


def _joins(between: str) -> bool:
    """Tell whether the words before a symbol end in «và» and a type: both are cited alike."""
    bare = fold(_NUMBER_WORD_RE.sub("", between))
    said = _type_before(bare)
    return said is not None and bare[: -len(said)].rstrip().endswith(" và")


def _shifted(symbol: SymbolMatch, by: int) -> SymbolMatch:
    return replace(symbol, start=symbol.start + by, end=symbol.end + by)


def _nearest_relation(clause: str) -> tuple[int, str] | None:
    """Return position and name of the last relation word near the end of the clause."""
    skipped = max(0, len(clause) - _BEFORE - 1)
    folded = clause[skipped:].lower()
    best: tuple[int, int, str] | None = None
    for rule in citation_rules().relation:
        for word in rule.words:
            at = _last_word(folded, word)
            if at < 0 or len(folded) - at > _BEFORE:
                continue
            key = (at + len(word), len(word), rule.relation)
            if best is None or key[:2] > best[:2]:
                best = key
    if best is None:
        return None
    return skipped + best[0] - best[1], best[2]


def _last_word(folded: str, word: str) -> int:
    at = folded.rfind(word)
    while at >= 0:
        before = folded[at - 1] if at else " "
        after = folded[at + len(word)] if at + len(word) < len(folded) else " "
        if not before.isalpha() and not after.isalpha():
            return at
        at = folded.rfind(word, 0, at)
    return -1
