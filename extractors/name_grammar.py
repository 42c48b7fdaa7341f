"""Tell where the name of a body ends by its own grammar, not by the verb that happens to follow.

In: a text and the start of a name in it. Out: the place of the first word that is no part of it.

A list of verbs is never complete («thống kê», «biên soạn», «tự giải thể»), so the name itself is
followed, word by word:
1. capitalised words and the figures behind them go on with it
2. so does the second syllable of a compound with one capital («Y tế», «Tổng hợp»): the lexicon
   tells it from the first syllable of a verb
3. so do nouns, areas and qualities of the closed lists of `rules/body_names.toml`
4. «và», «của», «thuộc» go on only where a word of 1 or 3 follows
5. an office that is named after what it does («Trung tâm Kiểm soát …») takes its object as well
6. behind a group («các xã», «doanh nghiệp») a clause may describe who is meant («… có dự án đi qua»): it has no
   grammar of its own, and the caller's verbs and marks end it
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import replace
from functools import cache

from extractors.lexicon import Standing
from extractors.lexicon import load_lexicon
from extractors.rules import RuleShape
from extractors.rules import WordList
from extractors.rules import load_rules
from extractors.rules import task_rules
from extractors.word_patterns import any_of
from extractors.word_patterns import fold_keeping_length
from extractors.word_patterns import words_re
from models.folding import fold

__all__ = [
    "NameRules",
    "comma_in_name",
    "is_staff",
    "is_word",
    "joins_name",
    "may_act",
    "name_rules",
    "name_stop",
    "names_office",
]

_WORD_RE = re.compile(r"[^\W_]+(?:[./][^\W_]+){0,3}\.?(?=\s[A-ZĐÀ-Ỹ])|[^\W_]+(?:/[^\W_]+){0,3}")
# One odd syllable before the next name of a list is a misread part of a name, not a verb.
_LIST_GOES_ON_RE = re.compile(r"\s?,\s[A-ZĐÀ-Ỹ]")
_NUMBERED_RE = re.compile(
    r"(?<!\w)(?:khu vực|số|quận|phường|vùng|tổ|thôn|ấp|khóm|khối|khu phố|cụm)\s$"
)
_SERVED_RE = re.compile(r"(?:hđnd|ubnd|hội đồng nhân dân|ủy ban nhân dân)(?!\w)")
# A name that says whose unit it is: «Ban Tổ chức Tỉnh ủy», «Phòng Kinh tế xã».
_OWNED_RE = re.compile(
    r"(?<!\w)(?:[^\W\d_]{1,7} ủy|tỉnh|thành phố|xã|phường|huyện|quận|đặc khu|trung ương|ubnd)(?!\w)"
)
# Units within a body: what stands beside them with no more than its field is no body of its own.
_DIVISION_RE = re.compile(r"(?:trưởng |phó trưởng )?(?:phòng|vụ|cục|chi cục|khoa)\s\w")
# Nouns of names that are verbs behind a whole name.
_VERBS_TOO = frozenset(
    {
        "tổ chức",
        "quản lý",
        "kiểm tra",
        "chỉ đạo",
        "giám sát",
        "hỗ trợ",
        "lãnh đạo",
        "thu gom",
    }
)
# A field of work that is a body where an area stands behind it: «Phòng Kinh tế và Thuế tỉnh».
_PLACED_RE = re.compile(
    r"\s(?:tỉnh|thành phố|khu vực|cơ sở|xã|phường|huyện|quận|nhà nước|việt nam|số|\d)"
)
# No phrase of the lists has more letters.
_LONGEST_PHRASE = 40
_DETERMINERS = ("các", "những", "mọi", "từng", "mỗi", "toàn thể", "tất cả", "hai", "một số")


class NameRules(RuleShape):
    """The closed lists of `rules/body_names.toml`."""

    area: WordList
    kind: WordList
    quality: WordList
    connector: WordList
    description: WordList
    verb_or_office: WordList
    staff: WordList
    no_verb: WordList
    group: WordList
    takes_object: WordList
    joint_office: WordList
    field_of_work: WordList
    bare_field: WordList
    unit_head: WordList
    with_comma: WordList


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """A word of the text: its range, and whether it begins with a capital or a figure."""

    start: int
    end: int
    capital: bool
    figure: bool


@cache
def name_rules() -> NameRules:
    """Return the closed lists, read once."""
    return load_rules("body_names", NameRules)


def name_stop(text: str, start: int, end: int) -> int | None:
    """Return where the first word stands that is no part of the names from `start` on.

    None where all of the range may be names, and where a description begins that only a verb or a
    mark can end. Names in a list are followed as one.
    """
    folded = fold_keeping_length(text)
    position = start
    before: _Word | None = None
    group = not text[start : start + 1].isupper() or bool(_list_re("group").match(folded, start))
    while (match := _WORD_RE.search(text, position, end)) is not None:
        word = _word(text, match)
        group = group or folded[word.start : word.end] in _DETERMINERS
        noun = _phrase_end("noun", folded, word.start)
        if before is None or word.capital or _is_name_figure(text, before, word):
            position = noun or word.end
            named = word.capital and not (before is None and group)
            before = replace(word, end=position, capital=named)
            continue
        described = _phrase_end("description", folded, word.start)
        if described is not None and group and not before.capital and described >= (noun or 0):
            return None
        if noun is not None and _is_verb_here(folded, word.start, noun):
            noun = None
        if noun is None and _joins(text, folded, word.start, end):
            noun = _phrase_end("connector", folded, word.start)
        if noun is None and before.capital and _is_second(text, folded, before, word, end):
            noun = word.end
        if noun is None and before.capital and _LIST_GOES_ON_RE.match(text, word.end, end):
            noun = word.end
        if noun is None:
            noun = _object_end(text, folded, start, word, end)
        if noun is None:
            return word.start
        position = noun
        before = _Word(start=word.start, end=noun, capital=False, figure=False)
    return None


def may_act(text: str, at: int) -> bool:
    """Tell whether the word behind a name may be what it does: no preposition, no copula, no name."""
    if not text[at : at + 1].islower():
        return False
    return _list_re("no_verb").match(fold_keeping_length(text[at : at + _LONGEST_PHRASE])) is None


def names_office(text: str, at: int) -> bool:
    """Tell whether «lãnh đạo», «đại diện» at `at` name somebody; True for every other word."""
    folded = fold_keeping_length(text[at : at + _LONGEST_PHRASE + 20])
    office = _list_re("verb_or_office").match(folded)
    if office is None:
        return True
    rest = text[at + office.end() : at + office.end() + _LONGEST_PHRASE].lstrip()
    if not rest or not rest[0].isalnum():
        return True
    return rest[0].isupper() or _phrase_end("noun", fold_keeping_length(rest), 0) is not None


def is_staff(text: str, at: int) -> bool:
    """Tell whether people of a body itself are named at `at`, not another body."""
    return (
        text[at : at + 1].islower()
        and _list_re("staff").match(fold_keeping_length(text[at : at + _LONGEST_PHRASE]))
        is not None
    )


def is_word(first: str, second: str) -> bool:
    """Tell whether two syllables are known to make one word."""
    return load_lexicon().standing(fold(first), fold(second)) >= Standing.LISTED


def _word(text: str, match: re.Match[str]) -> _Word:
    first = text[match.start()]
    return _Word(
        start=match.start(), end=match.end(), capital=first.isupper(), figure=first.isdigit()
    )


@cache
def _list_re(name: str) -> re.Pattern[str]:
    """Return the pattern of one list, or of all that nouns in a name may be."""
    rules = name_rules()
    if name == "noun":
        task = task_rules()
        words = [
            *_DETERMINERS,
            *(word for one in (rules.area, rules.kind, rules.quality) for word in one.words),
            *(word for one in (task.generic_head, task.person_head) for word in one.words),
            *(word for word in task.body_head.words if " " in word),
            *(word for word in task.protected.words if not word.startswith(_DETERMINERS)),
        ]
    else:
        words = list(getattr(rules, name).words)
    return any_of(words)


def _is_name_figure(text: str, before: _Word, word: _Word) -> bool:
    """Tell whether a figure belongs to a name: «Quân khu 5», «Ban Chỉ đạo 10 Chương trình»."""
    if not word.figure:
        return False
    if _NUMBERED_RE.search(fold_keeping_length(text[max(0, word.start - 12) : word.start])):
        return True
    return before.capital or re.match(r"\s[A-ZĐÀ-Ỹ]", text[word.end : word.end + 2]) is not None


def _is_verb_here(folded: str, at: int, end: int) -> bool:
    """Tell whether «tổ chức» is a verb: a noun only behind các, và, a comma or at the beginning."""
    if folded[at:end] not in _VERBS_TOO:
        return False
    near = re.search(
        r"(?:các|những|mọi|và|của|hoặc|,|cơ quan|cơ sở|ban|đơn vị|tổ|đồng chí|cán bộ|tập thể|thành viên|lực lượng)\s{1,2}$",
        folded[:at][-14:],
    )
    return at > 0 and near is None


def _phrase_end(name: str, folded: str, at: int) -> int | None:
    """Return the end of the longest phrase of the list at `at`, None where there is none."""
    match = _list_re(name).match(folded, at)
    return None if match is None else match.end()


def _joins(text: str, folded: str, at: int, end: int) -> bool:
    """Tell whether a connector stands at `at` and a name or noun behind it, or nothing more."""
    connector = _list_re("connector").match(folded, at)
    if connector is None:
        return False
    following = _WORD_RE.search(text, connector.end(), end)
    if following is None or re.search(r"[,;.:()]", text[connector.end() : following.start()]):
        return connector.group() in ("trực thuộc",)
    if text[following.start()].isupper() or text[following.start()].isdigit():
        return True
    if _list_re("noun").match(folded, following.start()) is not None:
        return True
    return connector.group() == "trực thuộc"


def _object_end(text: str, folded: str, start: int, word: _Word, end: int) -> int | None:
    """Return the end of a two-syllable word that a name needs as its object, None where it has one."""
    head = _list_re("takes_object").match(folded, start)
    if head is None or text[head.end() : word.start].strip():
        return None
    second = _WORD_RE.match(text, word.end + 1, end)
    if second is None or not text[second.start()].islower():
        return None
    if is_word(folded[word.start : word.end], second.group()):
        return second.end()
    acts = words_re("predicate").match(folded, second.start()) is not None
    return word.end if acts else None  # «Phòng Quản lý giá rà soát»


def joins_name(left: str, right: str) -> bool:
    """Tell whether «và» between `left` and `right` stands inside the name of one office.

    Either one office serves two bodies, or a unit is named after two fields of work, the second
    of which begins like a body. A unit whose name already says whose it is has no second field.

    Example:
        >>> joins_name("Văn phòng HĐND", "UBND xã"), joins_name("HĐND", "UBND xã")
        (True, False)
    """
    before, behind = fold_keeping_length(left).strip(), fold_keeping_length(right)
    if _list_re("joint_office").fullmatch(before) is not None:
        return _SERVED_RE.match(behind) is not None
    if _list_re("unit_head").match(before) is None or _OWNED_RE.search(before) is not None:
        return False
    name = re.split(r"[,;.:()]|\svà\s", behind, maxsplit=1)[0].strip()
    if _list_re("bare_field").fullmatch(name) is not None:
        return right[:1].isupper() and _DIVISION_RE.match(before) is not None
    field = _list_re("field_of_work").match(behind)
    if field is None or _PLACED_RE.match(behind, field.end()) is not None:
        return False
    return right[:1].isupper() and len(before.split()) > 1


def comma_in_name(folded: str, at: int) -> bool:
    """Tell whether the comma at `at` of a folded text stands in a word of a name («phòng, chống»)."""
    low = max(0, at - _LONGEST_PHRASE)
    spans = _list_re("with_comma").finditer(folded, low, at + _LONGEST_PHRASE)
    return any(span.start() < at < span.end() for span in spans)


def _is_second(text: str, folded: str, before: _Word, word: _Word, end: int) -> bool:
    """Tell whether a lower-case syllable goes with the capitalised one before it.

    One that the lexicon does not know beside it is taken only where nothing but a name or a known
    verb can follow: it may be a rare compound or a misread one.
    """
    first = text[before.start : before.end]
    if text[before.end : word.start].strip() or " " in first:
        return False
    if is_word(first, folded[word.start : word.end]):
        return True
    following = _WORD_RE.match(text, word.end + 1, end)
    if first.isupper() or following is None:
        return not first.isupper()
    at = following.start()
    return (
        text[at].isupper()
        or _phrase_end("noun", folded, at) is not None
        or words_re("predicate").match(folded, at) is not None
    )
