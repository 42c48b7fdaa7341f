"""Tell how a cited document stands to the one that cites it, from the words in front of it.

In: a text and a symbol in it. Out: the name of the relation and whether it holds for a part only;
None where the words do not say.

The word must govern the symbol: between the two stands nothing but what is cited.
- No parenthesis opens, no clause ends; another citation only where both stand in one list.
- Words of change (replace, repeal, amend) ask for more: behind them stands the document, a number of
  documents, or a part of one («Điều 5», «các nội dung … tại», «Quy chế … ban hành kèm theo»).
- «Luật sửa đổi, bổ sung …» is a title and «được sửa đổi tại …» somebody else's change: neither is ours.
- «từ khi thực hiện …» is a time.
- Else the word that opens the paragraph («Căn cứ …») speaks for every document of its list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from functools import cache
from functools import lru_cache

from extractors.citation_types import NUMBER_WORD_RE
from extractors.citation_types import type_part
from extractors.rules import citation_rules
from extractors.symbols import SymbolMatch
from extractors.symbols import find_symbols
from extractors.word_patterns import fold_keeping_length

__all__ = ["Relation", "first_of_list", "relation_of", "relation_of_list"]

# How far back a clause is looked at; no sentence of a dispatch is longer.
_CLAUSE_LENGTH = 1_500
# How far a word reaches, in characters; a word of change through what it changes.
_REACH, _REACH_OF_CHANGE = 120, 320
# How far back the other document of «A và B» is sought, and over how many of a list.
_NEAR, _MOST_LINKS = 400, 6
_CHANGES = frozenset({"replaces", "repeals", "amends"})
_ATTACHED = "attached-to"
# What stands in brackets within a name: «(khóa XIII)», «(02 thủ tục)».
_ASIDE_RE = re.compile(r"\([^()]{0,60}\)")
# «từ khi (tổ chức) thực hiện», «từ ngày triển khai»; «từ ngày ký và thay thế» is no such time.
_TIME_RE = re.compile(
    r"(?<!\w)(?:từ|trước|sau|đến|trong)\s(?:(?:khi|lúc)\s(?:(?!và\s)\w{1,8}\s){0,2}|(?:ngày|thời điểm)\s)$"
)
# «A của X và 4 năm | thực hiện B»: the second is cited like the first.
_GOES_ON_RE = re.compile(
    r"\s(?:và|đồng thời)\s(?:(?:hơn\s|gần\s)?\d{1,3}\snăm\s)?(?:tiếp tục\s|triển khai\s)?$"
)
_PASSIVE_RE = re.compile(r"(?<!\w)(?:được|bị)\s$")
_BY_RE = re.compile(r"\s(?:tại|bởi|bằng|theo)\s")
_CLAUSE_ENDS = (";", ". ", "\n")
# How something is to be carried out: «thực hiện nghiêm | các văn bản».
_MANNER_RE = re.compile(
    r"^(?:(?:nghiêm túc|nghiêm|tốt|đầy đủ|kịp thời|đồng bộ|có hiệu quả|hiệu quả)[,\s]\s?){1,4}"
)
# «gửi kèm theo | Công văn này».
_THIS_RE = re.compile(r"(?:theo\s)?(?:[^\W\d_]{1,8}\s){1,3}này")
# «các nội dung tại | các văn bản».
_WITHIN_RE = re.compile(
    r"^(?:(?:các|những|một số)\s)?(?:nội dung|nhiệm vụ|quy định|ý kiến chỉ đạo)\s(?:tại|của|trong|theo)\s"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How a document is cited.

    Attributes:
        name: One of the names in `rules/citations.toml`; None where the words say nothing.
        in_part: True where a part of it is replaced or repealed, not the whole.
    """

    name: str | None = None
    in_part: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    """A relation word in a clause: its range and what it says."""

    start: int
    end: int
    relation: str


_NONE = Relation()


def relation_of(text: str, symbol: SymbolMatch) -> Relation:
    """Return how the document with `symbol` is cited in `text`, one paragraph. Cost: linear."""
    return _relation(text, symbol, _MOST_LINKS)


def _relation(text: str, symbol: SymbolMatch, links: int) -> Relation:
    clause = text[_clause_start(text, symbol) : symbol.start]
    governed = _governing(clause)
    if governed is not None:
        return governed
    earlier = _listed_with(text, symbol) if links else None
    if earlier is not None:
        listed = _relation(text, earlier, links - 1)
        # A semicolon ends what the document before it is about: the opening word goes on behind it.
        if listed.name is not None or ";" not in text[earlier.end : symbol.start]:
            return listed
    if _last_word(clause) is not None and _cites(clause):
        return _NONE
    if _expires(text, symbol):
        return Relation(name="repeals")
    return _opening(text, symbol)


def first_of_list(text: str, symbol: SymbolMatch) -> SymbolMatch:
    """Return the document with which the list of `symbol` begins: «A của X, số B và số C»."""
    for _ in range(_MOST_LINKS):
        earlier = _listed_with(text, symbol)
        if earlier is None:
            break
        symbol = earlier
    return symbol


def relation_of_list(lead: str) -> Relation:
    """Return what a line that ends with a colon says of every document in the list below it."""
    clause = lead.rstrip(" :")
    for mark in _CLAUSE_ENDS:
        clause = clause[clause.rfind(mark) + 1 :]
    if _cites(clause):
        return _NONE
    found = list(_words(clause))
    for word in found:
        before, tail = clause[: word.start], _list_tail_re().sub("", clause[word.end :]) + " "
        held = _held_by(word, before, tail) if _names_documents(word, before, tail) else None
        if held is not None:
            return held
    suffered = [word for word in found if _suffer(clause, word)]
    return Relation(name=suffered[-1].relation) if suffered else _NONE


@cache
def _list_tail_re() -> re.Pattern[str]:
    """Return what says only that a list follows, at the end of a line."""
    return re.compile(
        r"(?:(?:^|\s|,)\s{0,2}(?:(?:bao )?gồm(?: có)?|sau đây|sau|dưới đây|như sau|cụ thể(?: như sau| là)?|là|có))"
        r"{1,3}$",
        re.IGNORECASE,
    )


def _names_documents(word: _Word, before: str, tail: str) -> bool:
    """Tell whether the word is followed by documents only: «thực hiện | các văn bản»."""
    if word.relation in _CHANGES:
        return bool(tail.strip())
    folded = fold_keeping_length(tail).strip()
    if word.relation == _ATTACHED and not folded:
        return _papers_re().search(fold_keeping_length(before[-60:])) is not None
    if _THIS_RE.fullmatch(folded) is not None:
        return word.relation == _ATTACHED
    folded = _WITHIN_RE.sub("", _MANNER_RE.sub("", folded, count=1), count=1)
    return _whole_re().fullmatch(folded) is not None


@cache
def _papers_re() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:hồ sơ|tài liệu|{type_part()})(?:\s\w{{1,8}}){{0,3}}\s$")


def _suffer(clause: str, word: _Word) -> bool:
    """Tell whether documents of the list suffer what the word says: «Các văn bản sau bị | bãi bỏ»."""
    if word.relation not in _CHANGES:
        return False
    before = fold_keeping_length(clause[: word.start])
    behind = fold_keeping_length(clause[word.end :])
    return _subject_re().search(before + "|") is not None and _BY_RE.search(f"{behind} ") is None


@cache
def _subject_re() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[.:]\s|\d[.)]\s|\s)(?:các|những|\d{{1,3}})\s(?:{type_part()})(?:\s[^\s;.(]{{1,20}}){{0,10}}?"
        r"\s(?:sau đây|sau|dưới đây)\s(?:(?:sẽ|đã)\s)?(?:(?:bị|được)\s)?\|"
    )


def _expires(text: str, symbol: SymbolMatch) -> bool:
    """Tell whether the clause goes on that the document expires with this one."""
    behind = fold_keeping_length(text[symbol.end : symbol.end + _NEAR])
    ends = [at for mark in _CLAUSE_ENDS if (at := behind.find(mark)) >= 0]
    clause = behind[: min(ends, default=len(behind))]
    return _expiry_re().search(clause) is not None and not _cites(clause)


@cache
def _expiry_re() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:hết hiệu lực|bị bãi bỏ|được bãi bỏ)(?:\sthi hành)?\s(?:kể\s)?từ\s(?:khi|ngày|thời điểm)"
        rf"\s(?:{type_part()})\snày"
    )


def _clause_start(text: str, symbol: SymbolMatch) -> int:
    far = max(0, symbol.start - _CLAUSE_LENGTH)
    return max(far, *(text.rfind(mark, far, symbol.start) + 1 for mark in _CLAUSE_ENDS))


def _cites(text: str) -> bool:
    return bool(find_symbols(text[-_NEAR:]))


@cache
def _words_re() -> re.Pattern[str]:
    words = [*_relation_names(), *citation_rules().no_relations]
    parts = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, parts))})(?!\w)")


@cache
def _relation_names() -> dict[str, str]:
    return {word: rule.relation for rule in citation_rules().relation for word in rule.words}


def _words(clause: str) -> Iterator[_Word]:
    """Yield the relation words of the clause's end, the nearest to the symbol first."""
    skipped = max(0, len(clause) - _REACH_OF_CHANGE)
    folded = fold_keeping_length(clause[skipped:])
    found = [m for m in _words_re().finditer(folded) if m.group() in _relation_names()]
    for match in reversed(found):
        yield _Word(
            skipped + match.start(), skipped + match.end(), _relation_names()[match.group()]
        )


def _last_word(clause: str) -> _Word | None:
    return next((w for w in _words(clause) if len(clause) - w.start <= _REACH), None)


def _governing(clause: str) -> Relation | None:
    """Return the relation of the nearest word that governs what follows the clause; None without one."""
    attached: Relation | None = None
    for word in _words(clause):
        before, tail = clause[: word.start], clause[word.end :]
        if word.relation not in _CHANGES and (attached or len(tail) >= _REACH):
            continue
        if word.relation not in _CHANGES and _TIME_RE.search(fold_keeping_length(before[-60:])):
            return attached or _NONE
        if not _is_open(tail) or _stands_in_another(before):
            continue
        if word.relation not in _CHANGES and tail.startswith(","):
            continue  # «các văn bản triển khai, gồm: …»
        found = _held_by(word, before, tail)
        if found is None:
            continue
        if word.relation != _ATTACHED:
            return found
        attached = found
    return attached


def _is_open(tail: str) -> bool:
    """Tell whether nothing ends or opens between a word and the symbol."""
    bare = _ASIDE_RE.sub(" ", tail)
    return "(" not in bare and ")" not in bare and not _cites(tail)


def _stands_in_another(before: str) -> bool:
    """Tell whether the word stands in the tail of another citation, and so relates two cited ones."""
    return _GOES_ON_RE.search(before) is None and _cites(before)


def _held_by(word: _Word, before: str, tail: str) -> Relation | None:
    if word.relation not in _CHANGES:
        return Relation(name=word.relation)
    ahead, behind = fold_keeping_length(before[-40:]), fold_keeping_length(tail)
    behind = NUMBER_WORD_RE.sub(" ", _ASIDE_RE.sub(" ", behind)).strip()
    if _title_re().search(ahead) is not None:
        return None
    if _PASSIVE_RE.search(ahead) is not None and _BY_RE.search(f" {behind} ") is not None:
        return None
    if _whole_re().fullmatch(behind) is not None:
        return Relation(name=word.relation)
    if _part_re().fullmatch(behind) is None:
        return None
    return Relation(name=word.relation, in_part=word.relation != "amends")


@cache
def _title_re() -> re.Pattern[str]:
    """Return what ends in a type: «Luật | sửa đổi, bổ sung một số điều …» is the name of a law."""
    return re.compile(rf"(?<!\w)(?:{type_part()})\s(?:về việc\s|về\s)?$")


@cache
def _whole_re() -> re.Pattern[str]:
    """Return «cho các Quyết định của UBND tỉnh» and the like, to the end of the text before «số»."""
    return re.compile(
        r"(?:(?:cho|vào|đối với|toàn bộ|các|những|\d{1,3}|:)\s){0,4}"
        rf"(?:{type_part()})(?:\s(?!tại\s|trong\s|theo\s|bởi\s|bằng\s|kèm\s)[^\s;.(]{{1,20}}){{0,14}}:?"
    )


@cache
def _part_re() -> re.Pattern[str]:
    """Return a part of a document, what it is of, and the document's type."""
    rules = citation_rules()
    parts = "|".join(map(re.escape, sorted(rules.parts, key=len, reverse=True)))
    within = "|".join(map(re.escape, sorted(rules.within, key=len, reverse=True)))
    # «tại | mục III, Điều 1 - Nghị quyết»
    place = r"(?:mục|chương|phần|khoản|điểm|điều|phụ lục)\s(?:\d{1,3}[a-zđ]?|[a-zđ]|[ivxlc]{1,6}),?"
    numbered = r"(?:\s(?:\d{1,3}[a-zđ]?|[a-zđ]|[ivxlc]{1,6}|một|và|khoản|điểm|điều|mục|phụ lục|,))"
    return re.compile(
        rf"(?:(?:các|một số|những|một phần|toàn bộ|\d{{1,3}})\s){{0,3}}(?:{parts})"
        rf"(?:{numbered}{{0,12}}|\s[^;]{{0,280}}?(?<!\w)(?:{within}))"
        rf"\s(?:(?:các|{place}|\d{{1,3}})\s){{0,4}}(?:[-–]\s)?(?:{type_part()})(?:\s[^\s;(]{{1,20}}){{0,10}}:?"
    )


@lru_cache(maxsize=256)
def _last_symbol(near: str) -> SymbolMatch | None:
    """Every document of a long list asks for those before it: each stretch is read once."""
    found = find_symbols(near)
    return found[-1] if found else None


def _listed_with(text: str, symbol: SymbolMatch) -> SymbolMatch | None:
    """Return the cited document before this one in a list: «A của X, Quyết định số B và Chỉ thị số C»."""
    near = text[max(0, symbol.start - _NEAR) : symbol.start]
    if _list_re().search(fold_keeping_length(near[-80:])) is None:
        return None
    last = _last_symbol(near)
    if last is None:
        return None
    by = symbol.start - len(near)
    return replace(last, start=last.start + by, end=last.end + by)


@cache
def _list_re() -> re.Pattern[str]:
    """Return what parts two documents of a list, at the end of the text before the second."""
    number = r"(?:số|sô|só|so)\s?:?"
    return re.compile(
        rf"(?:[,;:]|(?<!\w)và)\s{{1,3}}(?:[-–+]\s)?(?:các\s)?(?:(?:{type_part()})\s{{1,3}}(?:{number})?|{number})\s{{0,3}}$"
    )


def _opening(text: str, symbol: SymbolMatch) -> Relation:
    """Return what the first word of the paragraph says of every document of its list."""
    head = fold_keeping_length(text[:40].split(";")[0])
    match = next((m for m in _words_re().finditer(head) if m.group() in _relation_names()), None)
    if match is None or match.start() > 3:
        return _NONE
    relation = _relation_names()[match.group()]
    if relation in _CHANGES or relation == _ATTACHED:
        return _NONE
    return Relation(name=relation) if _is_outside(text[: symbol.start]) else _NONE


def _is_outside(before: str) -> bool:
    """Tell whether no parenthesis is open at the end of the text."""
    return before.rfind("(") <= before.rfind(")")
