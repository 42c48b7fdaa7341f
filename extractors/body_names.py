"""Recognise names of bodies and people in running text, and split lists of them.

In: text and a place in it. Out: whether a body's name begins there, where it ends, and the single
names of a list as ranges. Names are taken as written; who they are is not decided here.

A name goes on until a verb of doing (in lower case; in «Ban Chỉ đạo», «Sở Xây dựng» the verb has
its capital), a word that reports, or a mark. A list is split where the paper enumerates («Sở A, Sở
B và UBND các xã») and kept whole where nouns share one ending («các sở, ban, ngành», «các tổ
chức, cá nhân có liên quan»): there the noun before the comma stands bare.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.name_grammar import comma_in_name
from extractors.name_grammar import is_staff
from extractors.name_grammar import is_word
from extractors.name_grammar import joins_name
from extractors.name_grammar import may_act
from extractors.name_grammar import name_stop
from extractors.name_grammar import names_office
from extractors.word_patterns import fold_keeping_length
from extractors.word_patterns import pattern_of
from extractors.word_patterns import words_re

__all__ = [
    "LONGEST",
    "begins_body",
    "body_end",
    "fold_keeping_length",
    "is_bare_noun",
    "is_subject_matter",
    "list_goes_on",
    "pattern_of",
    "split_bodies",
    "words_re",
]

# No list of names is longer, in characters.
LONGEST = 320
_SHORT = 1_000
# Nouns that name somebody without an ending when no «các» stands before them.
_COMPLETE = frozenset(
    {"chính quyền", "mặt trận", "cá nhân", "địa phương", "nhà trường", "công an", "doanh nghiệp"}
    | {"cộng đồng dân cư"}
)
# «các Sở, Ban Quản lý dự án»: a body with a name of its own behind them.
_NAMED_BODY_RE = re.compile(
    r"(?:Ban|Bộ|Sở|Cục|Chi cục|Trung tâm|Viện|Hội|Đài|Kho bạc|Bảo hiểm|Báo|Thanh tra|Tòa án|Đảng ủy|Ngân hàng)\s(?!Ngành)[A-ZĐÀ-Ỹ]"
)
# Whole by itself behind «các sở, ngành và …».
_LOCAL_POWER_RE = re.compile(r"chính quyền (?:địa phương|cơ sở|các cấp)(?!\w)")
# Kinds of staff in a row share what stands behind the last: «Cán bộ, giáo viên trường X».
_STAFF_RE = re.compile(
    r"(?:cán bộ|công chức|viên chức|giáo viên)(?:,|\s(?!phụ trách|tư pháp|quản lý))"
)
# «Giám đốc các Sở, Ban, ngành»: the office is shared by kinds of bodies in capitals as well.
_KIND_RE = re.compile(r"(?:Bộ|Sở|Ban|Ngành|Đoàn thể)(?:,\s|\s(?:ngành|và)\s)")
_SHARED_RE = re.compile(r"(?:^|\s)(?:các|những)\s", re.IGNORECASE)
# Names that never share an ending with «các sở, …» before them.
_OWN_NAME_RE = re.compile(
    r"(?:ủy ban|ubnd|hđnd|mttq|mặt trận|văn phòng|công an|chủ tịch|giám đốc|thủ trưởng)(?!\w)"
)
_SEPARATOR_RE = re.compile(
    r"\s{0,2}[;,/]\s{0,2}(?:và\s{1,2}|cùng\s{1,2})?|\s{1,2}(?:và|cùng|cùng với)\s{1,2}"
)
_NAMED_PERSON_RE = re.compile(r"(?:đồng chí|đ/c|ông|bà)\s+[A-ZĐÀ-Ỹ]", re.IGNORECASE)
# The stop of «TP.», «TX.» before a place's name ends nothing.
# «Giám đốc các Sở», «UBND các huyện, thành phố» before the colon of a list.
_GROUP_RE = re.compile(r"(?:[^\W\d_]{1,8}\s){0,5}(?:các|những)\s[^:]{2,40}")
# The same office in each of the bodies behind a colon: «Giám đốc: Sở Y tế, Sở Nội vụ».
_OFFICES_RE = re.compile(
    r"(?:giám đốc|thủ trưởng|chủ tịch|hiệu trưởng|lãnh đạo|bí thư|trưởng phòng|trưởng ban|chánh văn phòng)\s?"
)
# Names of fields or places with their capital, one behind the other.
_NAME_LIST_RE = re.compile(
    r"[A-ZĐÀ-Ỹ][^\W\d_]{0,9}(?:\s[^\W\d_]{1,9}){0,4}?(?:[,;]\s|\svà\s)[A-ZĐÀ-Ỹ]"
)
# The same behind «các Sở», «các huyện, thành phố» and perhaps a colon, up to a mark in the list.
_OPEN_LIST_RE = re.compile(
    r"(?<!\w)(?:[Cc]ác|[Nn]hững)\s(?:[^\W\d_]{1,9}(?:\s?:\s|,\s|\s)){1,9}"
    r"(?:[A-ZĐÀ-Ỹ][^,;:.\n]{0,45}[,;]\s(?:và\s)?){0,20}[A-ZĐÀ-Ỹ][^,;:.\n]{0,45}\Z"
)
_LISTED_RE = re.compile(r"[A-ZĐÀ-Ỹ][^\W\d_]{0,9}(?:\s[^\W\d_]{1,9}){0,4}?(?:\s?[,;.]|\svà\s|\s?\Z)")
_MARKS_RE = re.compile(r"(?!(?<=\b(?:TP|Tp|TX|Tx))\.\s?[A-ZĐÀ-Ỹ])[.;:()\n“”\"«»…]|,\s|\s[-–]\s")

# «Sở Y tế là cơ quan thường trực, có trách nhiệm …»: it is named in order to be charged.
_IS_IN_CHARGE_RE = re.compile(
    r"là\s(?:cơ quan|đơn vị)\s(?:thường trực|đầu mối|chủ trì|điều phối)(?!\w)"
)
# «Phòng Kế hoạch tổng hợp chủ trì»: of two verbs side by side the first is the rest of the name.
_NAMED_AFTER_RE = re.compile(
    r"(?:tổng hợp|quản lý|kiểm tra|giám sát|thanh tra|hỗ trợ|khai thác|tiếp nhận)\s"
    r"(?:chủ trì|làm đầu mối|(?:chịu|có) trách nhiệm|phối hợp với)(?!\w)"
)


def begins_body(text: str, at: int) -> bool:
    """Tell whether the name of a body, an office or a group of them begins at `at`.

    Names of bodies need their capital; common nouns count alone or after «các».
    """
    window = text[at : at + 60]
    folded = fold_keeping_length(window)
    determiner = words_re("determiner").match(folded)
    if determiner is not None:
        rest = folded[determiner.end() :].lstrip()
        if words_re("subject_matter").match(rest) is not None:
            return False  # «các vụ việc», «các trường hợp»
        return any(
            words_re(name).match(rest) for name in ("generic_head", "body_head", "person_head")
        )
    if is_subject_matter(folded) or not names_office(text, at):
        return False
    if window[:1].isupper() and any(
        words_re(name).match(folded) for name in ("body_head", "person_head")
    ):
        return True
    return (
        words_re("generic_head").match(folded) is not None
        or words_re("person_head").match(folded) is not None
    )


def is_subject_matter(folded: str) -> bool:
    """Tell whether a folded text begins with a matter, not a body: «Hội nghị», «bộ máy», «ban hành»."""
    stripped = folded.strip()
    if words_re("subject_matter").match(stripped) is not None:
        return True
    # «Tổ chức» is a verb or a heading, except before what makes it a kind of body.
    return (
        re.match(
            r"tổ chức(?:$| (?!đảng|chính|đoàn|hội|cơ sở|xã hội|hành chính|và cá nhân|có|trực thuộc|liên quan|hữu quan|khác|tín dụng|kinh tế|công đoàn|thành viên|quốc tế|nêu trên))",
            stripped,
        )
        is not None
    )


def body_end(text: str, start: int) -> tuple[int, bool]:
    """Return where the list of names that begins at `start` ends, and whether a verb of doing follows.

    A word that reports or negates («đã», «được») ends the list as well, without a verb of doing.
    """
    return _known_end(text, start) if len(text) <= _SHORT else _end_of(text, start)


@lru_cache(maxsize=256)  # an item is asked for as a heading, as a subject and by the items above it
def _known_end(text: str, start: int) -> tuple[int, bool]:
    return _end_of(text, start)


def _end_of(text: str, start: int) -> tuple[int, bool]:
    limit = min(len(text), start + LONGEST)
    window = text[start:limit]
    folded = fold_keeping_length(window)
    stops = [len(window)]
    verb = _first_lower(window, folded, "predicate")
    stopper = _first_lower(window, folded, "stopper")
    aside = next(
        (m for m in words_re("aside").finditer(folded) if window[m.start()].islower()), None
    )
    mark = _first_mark(text, start, window)
    own = _own_stop(window, len(window) if mark is None else mark, verb)
    places = (verb, stopper, None if aside is None else aside.start(), mark, own)
    stops.extend(place for place in places if place is not None)
    end = min(stops)
    acts = verb is not None and verb == end and (stopper is None or stopper > end)
    if stopper is not None and stopper == end:
        acts = acts or _IS_IN_CHARGE_RE.match(folded, end) is not None
    if own is not None and own == end and not acts:
        acts = stopper != own and _has_ending(folded[:own]) and may_act(window, own)
    if stopper is not None and stopper == end and folded.startswith("phân công", end):
        acts = is_staff(window, end + len("phân công "))
    if aside is not None and aside.start() == end and not acts:
        acts = verb is not None and (stopper is None or verb <= stopper)
    return start + len(window[:end].rstrip(" ,;:")), acts


def split_bodies(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges of the single names in the list `text[start:end]`."""
    start = _without_lead(text, start, end)
    cuts = [start]
    position = start
    while (mark := _SEPARATOR_RE.search(text, position, end)) is not None:
        position = mark.end()
        if _splits(text, cuts[-1], mark.start(), mark.end(), end, mark.group()):
            cuts.extend((mark.start(), mark.end()))
    cuts.append(end)
    ranges = [_trimmed(text, cuts[i], cuts[i + 1]) for i in range(0, len(cuts), 2)]
    return [span for span in ranges if span[0] < span[1]]


def _has_ending(name: str) -> bool:
    """Tell whether a name says which body is meant: more than a head («Trung tâm», «Tổ chức»)."""
    if name.startswith("tổ chức"):
        return False
    return len(name.split()) > 2 or words_re("determiner").match(name) is not None


def _own_stop(window: str, end: int, verb: int | None) -> int | None:
    """Return where the name ends by its own grammar, in view of the first known verb.

    One unknown word of two syllables between a name and a verb is the rest of the name («Cục Hợp tác quốc tế chủ
    trì»): two verbs do not stand side by side without a comma, but for those that are known.
    """
    own = name_stop(window, 0, end)
    if own is None or verb is None or own >= verb:
        return own
    between = window[own:verb].split()
    if fold_keeping_length(window[own:verb]).strip() == "tổ chức":
        return own  # «các cơ quan liên quan tổ chức công bố …»
    joined = len(between) == 2 and is_word(*between)
    return None if joined and window[own:verb].replace(" ", "").isalpha() else own


def _first_lower(window: str, folded: str, name: str) -> int | None:
    """Return where the first word of the list stands in lower case outside a protected name."""
    protected: list[tuple[int, int]] | None = None
    for match in words_re(name).finditer(folded):
        if not window[match.start()].islower():
            continue
        if protected is None:
            protected = [found.span() for found in words_re("protected").finditer(folded)]
        inside = any(low <= match.start() < high and match.end() <= high for low, high in protected)
        inside = inside or (
            name == "predicate" and _NAMED_AFTER_RE.match(folded, match.start()) is not None
        )
        if not inside and not _is_shared_noun(folded, match.start(), match.group()):
            return match.start()
    return None


def _is_shared_noun(folded: str, at: int, word: str) -> bool:
    """Tell whether «tổ chức …» or «cấp …» is a noun here: after các, và or a comma."""
    if not word.startswith(("tổ chức", "cấp", "chi", "thu", "dự")):
        return False
    return (
        re.search(r"(?:các|những|và|,|của|từng|mọi)\s{1,2}$", folded[max(0, at - 8) : at])
        is not None
    )


def _first_mark(text: str, start: int, window: str) -> int | None:
    folded = fold_keeping_length(window)
    for mark in _MARKS_RE.finditer(window):
        sign = mark.group()
        after = start + mark.end()
        if sign == ";" and (
            begins_body(text, _skip_blanks(text, after))
            or (":" in window[: mark.start()] and list_goes_on(text, start, start + mark.start()))
        ):
            continue
        if sign.startswith(",") and (
            comma_in_name(folded, mark.start())
            or begins_body(text, after)
            or _in_name(text, start, start + mark.start(), after)
            or list_goes_on(text, start, start + mark.start())
        ):
            continue
        if sign == ":" and _lists_behind_colon(text, window[: mark.start()], after):
            continue
        if sign == "(" and re.match(r"\(bà\)", window[mark.start() : mark.start() + 6]):
            continue
        if sign == ")" and window[: mark.start()].lower().endswith("(bà"):
            continue
        if sign.strip() in ("-", "–") and re.match(r"(?:xã hội|[A-ZĐÀ-Ỹ])", window[mark.end() :]):
            continue
        return mark.start()
    return None


def _lists_behind_colon(text: str, left: str, after: int) -> bool:
    """Tell whether names follow the colon: «Các sở, ngành: Sở A, …», «Giám đốc các Sở: Y tế, …»."""
    left = re.split(r";\s|(?:,|\svà)\s(?=[A-ZĐÀ-Ỹ]|các\s|những\s)", left)[-1]
    at = _skip_blanks(text, after)
    if _OFFICES_RE.fullmatch(fold_keeping_length(left)) is not None:
        named = words_re("body_head").match(fold_keeping_length(text[at : at + 40]))
        return text[at : at + 1].isupper() and named is not None
    if _GROUP_RE.fullmatch(fold_keeping_length(left)) is None:
        return False
    if not text[at : at + 1].isupper():
        return False
    if _NAME_LIST_RE.match(text, at) is not None:
        return True  # «các Sở: Xây dựng, Tài chính»: a field of work, though a verb as well
    if words_re("predicate").match(fold_keeping_length(text[at : at + 40])):
        return False
    return (
        begins_body(text, at)
        or re.search(r"(?:sở|bộ|ban|trường)$", fold_keeping_length(left)) is not None
    )


def _skip_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \n":
        at += 1
    return at


def list_goes_on(text: str, start: int, mark: int) -> bool:
    """Tell whether the next name of «các Sở: Y tế, Công Thương» or «các huyện A, B» follows the mark."""
    at = _skip_blanks(text, mark + 1)
    return (
        _OPEN_LIST_RE.search(text, max(start, mark - LONGEST), mark) is not None
        and _LISTED_RE.match(text, at, at + 60) is not None
    )


def _in_name(text: str, start: int, comma: int, after: int) -> bool:
    """Tell whether the comma stands inside a name: «Văn hóa, Thể thao và Du lịch», «các xã, phường»."""
    right = text[after : after + 50]
    if re.match(r"[A-ZĐÀ-Ỹ][\wÀ-ỹ]*(?:\s[\wÀ-ỹ]+){0,3}(?:\s(?:và|&)\s|,\s|\s[a-zđ])", right):
        left = text[max(start, comma - 40) : comma]
        return (
            re.search(
                r"(?:Sở|Bộ|Ban|Phòng|Trưởng phòng|Cục|Vụ|Ủy ban|Uỷ ban|sở|các|Trung tâm|Báo|Đài|Viện|Sở,? ngành:|Sở:)[^,;.]{0,40}$|:\s",
                left,
            )
            is not None
        )
    return False


def _without_lead(text: str, start: int, end: int) -> int:
    """Return the start behind «Các ông (bà):», «Các sở, ngành:» before names of their own."""
    head = re.compile(r"(?:Các|các|Những)\s[^:;.]{2,40}:\s{0,2}").match(text, start, end)
    if head is None:
        office = _OFFICES_RE.match(fold_keeping_length(text[start : min(end, start + 40)]))
        at = start if office is None else start + office.end()
        head = None if office is None else re.compile(r":\s{1,2}").match(text, at, end)
    if head is None or not begins_body(text, head.end()) or not text[head.end()].isupper():
        return start
    return head.end()


def _splits(
    text: str, left_start: int, left_end: int, right_start: int, end: int, mark: str
) -> bool:
    if right_start >= end:
        return False
    right = text[right_start : min(end, right_start + 60)]
    folded = fold_keeping_length(right)
    left = text[left_start:left_end]
    if _NAMED_PERSON_RE.match(left) and words_re("person_head").match(folded) and "," in mark:
        return False  # «đồng chí X, Phó Bí thư»: the office says who X is
    if ";" in mark:
        return begins_body(text, right_start)
    if "và" in mark and joins_name(left, right):
        return False  # «Văn phòng HĐND và UBND xã», «Phòng Hành chính và Tổ chức»: one office
    if (is_bare_noun(left) and re.match(r"(?:ông|bà)\s", folded)) or (
        "/" in mark and words_re("person_head").fullmatch(fold_keeping_length(left))
    ):
        return False  # «các ông, bà có tên tại Điều 1», «Giám đốc/Thủ trưởng các sở»
    if _LOCAL_POWER_RE.match(folded) is not None:
        return True
    if is_bare_noun(left) and not right[:1].isupper():
        offices = words_re("person_head").match(folded) is not None
        return (offices and _STAFF_RE.match(folded) is None) or words_re("determiner").match(
            folded
        ) is not None
    if words_re("determiner").match(folded):
        return begins_body(text, right_start)
    if _heads_nouns(left) and words_re("generic_head").match(folded) and not right[:1].isupper():
        return False  # «Thủ trưởng cơ quan ngang bộ, cơ quan thuộc Chính phủ»
    if (
        right[:1].isupper()
        and not folded.startswith("khoa học")
        and any(words_re(name).match(folded) for name in ("body_head", "person_head"))
    ):
        return not _shares_ending(left, right) or _OWN_NAME_RE.match(folded) is not None
    if "/" in mark:
        return False
    return _begins_common_body(folded) and not _is_area_list(left, folded)


def _shares_ending(left: str, right: str) -> bool:
    """Tell whether «các Sở», «Giám đốc các Sở» share an ending with what follows in capitals."""
    first = _SHARED_RE.search(left)
    if first is None or not is_bare_noun(left) or _NAMED_BODY_RE.match(right) is not None:
        return False
    return first.start() == 0 or _KIND_RE.match(right) is not None


def _heads_nouns(left: str) -> bool:
    """Tell whether an office stands before a common noun: «Thủ trưởng cơ quan ngang bộ»."""
    folded = fold_keeping_length(left)
    head = words_re("person_head").match(folded)
    return (
        head is not None
        and words_re("generic_head").match(folded[head.end() :].lstrip()) is not None
    )


def _begins_common_body(folded: str) -> bool:
    starts = re.compile(
        r"(?:cơ quan|đơn vị|địa phương|chính quyền|cấp ủy|tổ chức|cá nhân|doanh nghiệp|mặt trận|đoàn thể|người đứng đầu"
        r"|thủ trưởng|lãnh đạo|chủ đầu tư|nhà trường|cán bộ|đồng chí|chủ tịch|giám đốc|đảng viên|ban, ngành|đảng ủy|chi bộ|công an|cấp trên|cấp có thẩm quyền|cộng đồng dân cư|lực lượng (?:công an|quân đội|quân sự|kiểm lâm|biên phòng|dân quân|dân phòng))(?!\w)"
    )
    return starts.match(folded) is not None


def _is_area_list(left: str, right: str) -> bool:
    """Tell whether left and right are areas or kinds that share one head: «UBND các xã, phường»."""
    del left
    return re.match(
        r"(?:xã|phường|thị trấn|đặc khu|quận|huyện|thị xã|thành phố|thôn|khu phố|ban|ngành|đoàn thể|sở)(?:,|\s|$)",
        right,
    ) is not None and not right.startswith("đoàn thể")


def is_bare_noun(left: str) -> bool:
    """Tell whether the last noun of `left` has no ending of its own: «các tổ chức», «các cơ quan, đơn vị»."""
    last = re.split(r",\s*|\s(?:và|cùng)\s", fold_keeping_length(left))[-1].strip()
    determined = words_re("determiner").match(last)
    if determined is None and last in _COMPLETE:
        return False
    last = last if determined is None else last[determined.end() :].strip()
    last = re.sub(
        r"^(?:thủ trưởng|lãnh đạo|giám đốc|chủ tịch|người đứng đầu)\s+(?:các\s+)?", "", last
    )
    match = words_re("generic_head").fullmatch(last)
    return match is not None or last in {"chi", "sở", "ban", "ngành", "đoàn thể", "bộ", "cấp"}


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,;:.-–\n":
        start += 1
    while end > start and text[end - 1] in " ,;:.-–\n":
        end -= 1
    return start, end
