"""Tell what a printed line is by its words: title line, number, date, heading, mark, authority.

In: one line's text. Out: yes or no. All comparisons are made without accents and case, and the
long fixed phrases tolerate a few wrong letters, because a scan's marks and letters get lost.
The words themselves lie in `rules/form_lines.toml`.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from functools import lru_cache
from importlib.resources import files

from rapidfuzz import fuzz

from extractors.rules import document_types
from models.folding import strip_accents

__all__ = [
    "LABEL_RE",
    "has_family_name",
    "holds_date",
    "holds_title",
    "is_addressees_head",
    "is_appendix_heading",
    "is_appendix_reference",
    "is_authority",
    "is_authority_heading",
    "is_capitals",
    "is_contact_line",
    "is_distribution_head",
    "is_drafter_sign",
    "is_lone_number",
    "is_mass_title",
    "is_name",
    "is_name_in_capitals",
    "is_number_line",
    "is_ornament",
    "is_place_date",
    "is_position",
    "is_recipient",
    "is_signed_note",
    "is_signing_stamp",
    "is_subject_lead",
    "is_telegram_head",
    "is_title_line",
    "mark_kind",
    "opens_prose",
    "plain",
    "positions",
    "title_start",
    "type_codes",
]

# A longer line is no line of a form, and is not kept in memory.
_LONGEST_LINE = 400

# Labels of numbered and dashed items: «I.», «1.», «1.1.», «a)», «-», «+», «Điều 3.», «(1)».
LABEL_RE = re.compile(
    r"(?:(?:PHẦN|Phần|Chương|CHƯƠNG|Mục|MỤC)\s+(?:[IVXLC]{1,7}|\d{1,3}|thứ\s)"
    r"|[ĐDÐ]i[ềêe]u\s+\d{1,3}\s?[.:]"
    r"|[IVXLC]{1,7}\s?[.\-/)]\s"
    r"|\d{1,2}(?:\.\d{1,2}){0,4}\s?[.)\-/:]\s?(?=\D)"
    r"|\d{1,2}(?:\.\d{1,2}){1,4}\s"
    r"|[a-zđ]{1,2}\s?\)"
    r"|\(\d{1,2}\)"
    r"|[-–—+•*●▪·]\s?(?=\D))"
)
# «NƯỚC CỘNG HÒA …», «CỦA CHỦ TỊCH NƯỚC CỘNG HÒA …»: the State's name within another, no title line.
_STATE_NAME_RE = re.compile(r"(?:^\W*|\bcua .*)\bnuoc\s$")
# «Số: 15/…»: the vowel may be lost or wrong, the colon or a slash or hyphen must be there.
_NUMBER_HEAD_RE = re.compile(
    r"[^a-z\d]{0,4}(?:so|s0|56|s[^\s\w]?|s\w?\s?[:;.])\s?[:.;]?\s?[^a-z]{0,14}(?:[a-z]{1,8}\b)?.*[/\-]"
)
# «Luật số: 33/2024/QH15», «Nghị quyết số: …».
_TYPED_HEAD_RE = re.compile(r"(?:[a-z]{2,9}\s){1,3}so\s?:\s?\d{1,4}\s?/")
_SYMBOL_LINE_RE = re.compile(
    r"[\d.\s]{0,8}\s?[-–/]\s?[A-ZĐÐ]{1,8}[A-Za-zĐđ]{0,4}\d{0,2}\s?[-–/]\s?[A-ZĐ][\w\s/–-]{0,60}$"
)
# «Hà Nội, ngày 06 tháng 02 năm 2024», the figures blank, glued or by hand, a letter of each word lost at most.
_PLACE_DATE_RE = re.compile(
    r"(?:(?:[^\d]{1,45}|(?:quan|phuong|[qp])[.\s]{1,2}\d{1,2})[,.;]?\s?)?n[a-z]{1,2}y.{0,14}th[a-z]{1,3}g.{0,10}n[a-z]{1,2}m.{0,8}$"
)
_DATE_WORDS_RE = re.compile(r"ngay.{0,14}thang.{0,10}nam")
_STAMP_TIME_RE = re.compile(
    r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s*\+\d{2}:?\d{2})?$"
)
_AUTHORITY_RE = re.compile(
    r"(?:t\s?[/.]\s?m|tm|k\s?[/.]\s?t|kt|t\s?[/.]\s?l|tl|tuq|t\s?/\s?uq|q)(?P<part>\s?[./,:]?\s?)(?=[^\W\d_]{2})",
    re.IGNORECASE,
)
_SIGNED_NOTE_RE = re.compile(r"\(?\s?(?:đã ký|đã kí|chữ ký|ký tên|ký)[^)]{0,40}\)?$", re.IGNORECASE)
_ORNAMENT_RE = re.compile(r"[\s*_\-–—=.·•~'`,:;|]+$")
# A syllable of a name; names of the highlands' peoples have an apostrophe («K'Brơi», «H'Bơ»).
_NAME_PART = r"[^\W\d_](?:['’‘][^\W\d_]?)?[^\W\d_.,;:]{0,8}"
_NAME_RE = re.compile(
    rf"(?:(?:[A-Za-zĐ][\w.]{{0,12}}\.\s?){{0,3}})(?:{_NAME_PART}\s){{1,5}}{_NAME_PART}$"
)
_DRAFTER_RE = re.compile(
    r"[A-ZĐ]{1,4}\s?\.?\s?\(\d{1,4}\)|[A-ZĐ][a-zà-ỹđ]{1,7}(?:[A-ZĐ][a-zà-ỹđ]{1,7}){1,4}\s?-?\s?\d{0,4}b?|[^\W\d_]{2,8}\s?-?\d{1,4}b?"
)
_SINGLE_NAME_RE = re.compile(r"[^\W\d_]['’‘][^\W\d_]{2,10}$")
_WORDS_RE = re.compile(r"[^\W\d_]{2,}")


@cache
def _forms() -> dict[str, dict[str, list[str]]]:
    data = tomllib.loads(
        files("extractors").joinpath("rules", "form_lines.toml").read_text("utf-8")
    )
    return {
        section: {
            key: [plain(item) for item in value]
            for key, value in table.items()
            if isinstance(value, list)
        }
        for section, table in data.items()
    }


def plain(text: str) -> str:
    """Return `text` without accents, case and doubled blanks."""
    return _known_plain(text) if len(text) <= _LONGEST_LINE else strip_accents(text)


@lru_cache(maxsize=4096)  # one line is asked about by one sign after the other
def _known_plain(text: str) -> str:
    return strip_accents(text)


def is_capitals(text: str) -> bool:
    """Tell whether nearly all letters are capitals (at least two letters).

    A converter may have left the accented ones small («QUYếT địNH»): then all others are capitals.
    """
    letters = [c for c in text if c.isalpha()]
    if len(letters) >= 2 and sum(c.isupper() for c in letters) >= 0.85 * len(letters):
        return True
    bare = [c for c in letters if c.isascii()]
    return len(bare) >= 4 and all(c.isupper() for c in bare)


def title_start(text: str) -> int | None:
    """Return where a title line («ĐẢNG CỘNG SẢN VIỆT NAM», …) begins in `text`, or None.

    A line that holds both columns of the letterhead gives the start of the right one.
    """
    folded = plain(text)
    if len(folded) != len(text) or len(text) > 200:
        return 0 if is_title_line(text) else None
    for phrase in _forms()["title_line"]["lines"]:
        at = folded.find(phrase)
        if at >= 0:
            return None if _STATE_NAME_RE.search(folded[:at]) else at
    return 0 if is_title_line(text) else None


def holds_title(text: str) -> bool:
    """Tell whether a title line or the motto stands in `text` letter for letter, accents aside."""
    folded = plain(text)
    return any(phrase in folded for phrase in _forms()["title_line"]["lines"])


def is_title_line(text: str) -> bool:
    """Tell whether the whole line is a title line or the motto."""
    folded = plain(text).strip(" *_-.")
    if not 8 <= len(folded) <= 60 or folded.startswith("nuoc "):
        return False
    return any(fuzz.ratio(folded, phrase) >= 80 for phrase in _forms()["title_line"]["lines"])


def is_mass_title(text: str) -> bool:
    """Tell whether a title line is a mass organisation's, which may stand in the left column too."""
    folded = plain(text).strip(" *_-.")
    return any(fuzz.ratio(folded, phrase) >= 80 for phrase in _forms()["title_line"]["mass"])


def is_place_date(text: str) -> bool:
    """Tell whether the line is «Hà Nội, ngày … tháng … năm …», blanks or damage included."""
    return len(text) <= 110 and _PLACE_DATE_RE.match(plain(text)) is not None


def holds_date(text: str) -> bool:
    """Tell whether «ngày … tháng … năm» stands anywhere in the line."""
    return _DATE_WORDS_RE.search(plain(text[:300])) is not None


def is_number_line(text: str) -> bool:
    """Tell whether the line holds the document's number and symbol, filled in or blank."""
    if len(text) > 90 or _is_wordy(text):
        return False
    return (
        _NUMBER_HEAD_RE.match(plain(text)) is not None
        or _TYPED_HEAD_RE.match(plain(text)) is not None
        or _SYMBOL_LINE_RE.match(text.strip()) is not None
    )


def _is_wordy(text: str) -> bool:
    """Tell whether the line names bodies («SỞ Y TẾ - SỞ TÀI CHÍNH»): words, no figure, no colon."""
    if ":" in text or any(c.isdigit() for c in text):
        return False
    return sum(_WORDS_RE.fullmatch(token) is not None for token in text.split()[1:]) >= 3


def is_subject_lead(text: str) -> bool:
    """Tell whether the line opens a công văn's subject: «V/v …», «Về việc …»."""
    return re.match(r"(?:v\s?[/.]\s?v\b|ve\s)", plain(text)) is not None


def is_ornament(text: str) -> bool:
    """Tell whether the line is only a star, dashes or underscores."""
    return _ORNAMENT_RE.match(text) is not None or plain(text).strip(" -_*.") in {"", "o0o", "ooo"}


def is_addressees_head(text: str) -> bool:
    """Tell whether the line begins with «Kính gửi» or «Kính trình», slightly damaged or not."""
    head = plain(text).lstrip(" -*_.•").removeprefix("dong ")[:10]
    return (
        any(fuzz.ratio(head[: len(word)], word) >= 80 for word in ("kinh gui", "kinh trinh"))
        and len(head) >= 8
    )


def is_recipient(text: str) -> bool:
    """Tell whether an entry begins as the names of bodies and offices do («Giám đốc …», «Các sở …»)."""
    folded = plain(text)
    return text[:1].isupper() and any(
        re.match(rf"{re.escape(word)}\b", folded) for word in _forms()["recipient"]["first_words"]
    )


def is_distribution_head(text: str) -> bool:
    """Tell whether the line begins with «Nơi nhận», slightly damaged or not, and is no sentence about it."""
    folded = plain(text).lstrip(" -*_.•|")
    if folded.strip(" .:*_") == "nhan":
        return True  # the first word lost by a scan
    if fuzz.ratio(folded[:8], "noi nhan") < 80:
        return False
    after = folded[8:]
    return (
        not after.strip(" .*_")
        or re.match(r"\w?\s?[*_]{0,2}\s?[:;.,]", after) is not None
        or len(after) < 5
    )


def is_authority(text: str) -> bool:
    """Tell whether the line opens a signature: T/M, TM., K/T, KT., T/L, TL., TUQ., Q. and capitals."""
    text = text.strip()
    match = _AUTHORITY_RE.match(text)
    if match is None or len(text) > 90 or not text[:1].isupper():
        return False
    if not match.group("part") and text[match.end() - 1].isalpha():
        # «KTCHỦ TỊCH» lost its full stop; «QUẢN LÝ …», «TLĐLĐ …» never had one.
        rest = text[match.end() :]
        return text[0] != "Q" and (is_position(rest) or is_authority_heading(rest))
    # A speck of the seal may be read behind it as small letters.
    letters = [c for c in text[match.end() :] if c.isalpha()]
    return sum(c.isupper() for c in letters) >= 0.75 * len(letters)


def is_position(text: str) -> bool:
    """Tell whether the line is a position in capitals (PHÓ BÍ THƯ THƯỜNG TRỰC, GIÁM ĐỐC, …)."""
    if not is_capitals(text) or len(text) > 70:
        return False
    folded = plain(text).strip(" .*-").removeprefix("quyen ")
    return any(_begins(folded, word) for word in _forms()["positions"]["first_words"])


def positions() -> tuple[str, ...]:
    """Return the positions' first words without accents and case, as the table has them."""
    return tuple(_forms()["positions"]["first_words"])


def is_authority_heading(text: str, *, exact: bool = False) -> bool:
    """Tell whether the line names who decides, above the legal bases of a decision.

    Args:
        text: The line.
        exact: True where a letter that a scan read wrongly must not count.
    """
    if not is_capitals(text):
        return False
    folded = plain(text)
    words = _forms()["authority_heading"]["first_words"]
    if exact:
        return any(folded == word or folded.startswith(f"{word} ") for word in words)
    return any(_begins(folded, word) for word in words)


def is_appendix_heading(text: str) -> bool:
    """Tell whether the line opens an appendix by name."""
    folded = plain(text).lstrip("*_ ")
    words = _forms()["appendix_heading"]["first_words"]
    return (
        (is_capitals(text) or folded.startswith(("phu luc", "bieu so", "mau so")))
        and len(text) <= 160
        and any(_begins(folded, w) for w in words)
    )


def is_appendix_reference(text: str) -> bool:
    """Tell whether the line is «(Kèm theo … số … ngày …)» or its first line."""
    folded = plain(text).lstrip("*_ ")
    return any(folded.startswith(word) for word in _forms()["appendix_reference"]["first_words"])


def is_lone_number(text: str) -> bool:
    """Tell whether the line is only a number, as a page number or a stamped one is."""
    return re.fullmatch(r"[-–—\s]{0,3}\d{1,5}[a-zđ]?[-–—\s.]{0,3}", text.strip()) is not None


def is_name(text: str) -> bool:
    """Tell whether the line has the shape of a person's name, rank or title before it allowed."""
    text = text.strip(" .*_-")
    if plain(text) in _forms()["name_places"]["phrases"]:
        return False
    if _SINGLE_NAME_RE.match(text) is not None:
        return text[:1].isupper()
    if not 5 <= len(text) <= 50 or _NAME_RE.match(text) is None:
        return False
    if is_authority(text) or is_position(text):
        return False
    words = text.split()
    return sum(word[:1].isupper() for word in words) >= max(2, len(words) - 1)


def is_name_in_capitals(text: str) -> bool:
    """Tell whether a line in capitals is a person's name: two to five syllables after a family name.

    A position («HIỆU TRƯỞNG») or a body has the same shape; the family names are a closed list.
    """
    text = text.strip(" .*_-")
    if not is_capitals(text) or not is_name(text):
        return False
    syllables = plain(text).split()
    return 2 <= len(syllables) <= 5 and syllables[0] in _forms()["family_names"]["names"]


def has_family_name(text: str) -> bool:
    """Tell whether the first syllable is a known family name, or a name of another people's form."""
    first = plain(text).split(" ", 1)[0]
    return "'" in text or first == "y" or first in _forms()["family_names"]["names"]


def is_telegram_head(text: str) -> bool:
    """Tell whether the line ends with «… điện:», which opens a telegram's list of recipients."""
    return len(text) <= 160 and re.search(r"\bđi[eệ]n\s?:\s*$", text, re.IGNORECASE) is not None


def is_contact_line(text: str) -> bool:
    """Tell whether the line is the office's address, telephone or mail below a rule."""
    folded = plain(text).lstrip(" *_-")
    return any(folded.startswith(word) for word in _forms()["contact_line"]["first_words"])


def is_drafter_sign(text: str) -> bool:
    """Tell whether the line is the drafter's sign and the number of copies («PL.(300)», «NguyenVanAn-26»)."""
    return _DRAFTER_RE.fullmatch(text.strip()) is not None


def opens_prose(text: str) -> bool:
    """Tell whether the line is a sentence of the body that may stand right below a heading."""
    folded = plain(text)
    return any(phrase in folded for phrase in _forms()["body_opener"]["phrases"])


def is_signed_note(text: str) -> bool:
    """Tell whether the line stands for a signature: «(Đã ký)», «(Ký, ghi rõ họ tên)»."""
    return _SIGNED_NOTE_RE.match(text.strip()) is not None


def is_signing_stamp(text: str) -> bool:
    """Tell whether the line is the time of a digital signature."""
    return _STAMP_TIME_RE.search(text.strip()) is not None


def mark_kind(text: str) -> str | None:
    """Return the kind of mark that the whole line is: urgency, secrecy, circulation, draft, copy.

    Secrecy marks are compared with their accents: without them MẬT is MẶT (Mặt trận).
    """
    folded = plain(text).strip(" .*-_()[]|")
    if not folded or len(folded) > 80:
        return None
    for kind in ("urgency", "circulation", "copy"):
        if folded in _forms()["marks"][kind]:
            return kind
    if any(
        folded.startswith(word)
        and re.fullmatch(rf"{word}(?: lan (?:thu )?\w{{1,5}}| \d{{1,2}})?", folded)
        for word in _forms()["marks"]["draft"]
    ):
        return "draft"
    if folded in _forms()["marks"]["secrecy"] and re.search(
        r"m[ậâ]t$", text.strip(" .*-_()[]|").lower()
    ):
        return "secrecy"
    return None


def _begins(folded: str, word: str) -> bool:
    if folded.startswith(word):
        return True
    # A scan's wrong letters: compare as many characters as the word has.
    return len(word) >= 8 and fuzz.ratio(folded[: len(word)], word) >= 88


@cache
def type_codes() -> dict[str, frozenset[str]]:
    """Return for every code of the table of types the names that it stands for."""
    names: dict[str, set[str]] = {}
    for rule in document_types():
        if rule.code:
            names.setdefault(rule.code, set()).add(rule.name)
    return {code: frozenset(found) for code, found in names.items()}
