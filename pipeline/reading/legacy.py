"""Encodings from before Unicode: TCVN3 (ABC) and VNI by their fonts, CP1258 by its bytes.

In: the characters of a word as a reader gives them, which are Windows' Latin ones, and the encoding
that they are in. Out: the word in Unicode, letter by letter, so that places on the page are kept.

Order: aliases of one painted sign are folded, hyphens and horned u's are told apart, signs are
looked up two by two and then one by one, capitals are restored.

TCVN3 has no capitals with a tone: a font whose name ends in H (`.VnTimeH`) paints capitals for small
letters, so the font's name decides the case, or the word's other letters and its neighbours do.
Which encoding a text is in, and whether it is in one at all, is told by `legacy_evidence`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache

from models.page import Word
from pipeline.reading.legacy_tables import ALIASES
from pipeline.reading.legacy_tables import HORN
from pipeline.reading.legacy_tables import TABLES
from pipeline.reading.legacy_tables import TELLTALES
from pipeline.reading.legacy_tables import UNICODE_ONLY
from pipeline.reading.legacy_tables import Scheme
from pipeline.reading.syllables import is_syllable

__all__ = [
    "CONFIDENCE",
    "HORN",
    "Encoding",
    "Scheme",
    "bears_unicode",
    "cased",
    "decode",
    "encoding_of_font",
    "is_telltale",
    "notes_of",
    "spell",
]

# A word decoded by a whole table is as good as read, if the encoding was told rightly.
CONFIDENCE = 0.95
_REPAIR = "legacy."


class _Case(StrEnum):
    """What a TCVN3 word shows of its letters' case."""

    CAPITAL = "capital"
    SMALL = "small"
    OPEN = "open"
    NONE = "none"


_SURE_CASES = frozenset([_Case.CAPITAL, _Case.SMALL])


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """How a text is encoded.

    Attributes:
        scheme: The table.
        capitals: True where the font paints capitals for small letters.
    """

    scheme: Scheme
    capitals: bool = False

    @property
    def repair(self) -> str:
        """Name of the repair for `models.page.Word.repair`."""
        return _REPAIR + self.scheme


# Alone these are bullets and quotes far oftener than words.
_NEVER_ALONE = frozenset("·«»")

_SUBSET_RE = re.compile(r"^[A-Z]{6}\+")
_TCVN3_FONT_RE = re.compile(
    r"^(?:[._]vn[a-z0-9]|vn(?:time|arial|book|century|clarendon|centsch|helve|present))", re.I
)
_VNI_FONT_RE = re.compile(r"^vni[-_ ]", re.IGNORECASE)
_STYLE_RE = re.compile(r" ?(?:[-,]|bold|italic|regular).{0,80}$", re.IGNORECASE)


@lru_cache(maxsize=1024)
def encoding_of_font(name: str | None) -> Encoding | None:
    """Return the encoding that a font of this name was made for; None for any other font.

    Example:
        >>> encoding_of_font("ABCDEF+.VnTimeH,Bold")
        Encoding(scheme=<Scheme.TCVN3: 'tcvn3'>, capitals=True)
    """
    if not name or len(name) > 200:
        return None
    plain = _SUBSET_RE.sub("", name.replace("#2E", ".").replace("#20", " ")).strip()
    if _VNI_FONT_RE.match(plain):
        return Encoding(scheme=Scheme.VNI)
    if _TCVN3_FONT_RE.match(plain):
        family = _STYLE_RE.sub("", plain)
        return Encoding(scheme=Scheme.TCVN3, capitals=family.endswith("H"))
    return None


def is_telltale(char: str) -> bool:
    """Tell whether `char` stands in legacy text and in no Vietnamese word."""
    return char in TELLTALES


def bears_unicode(word: str) -> bool:
    """Tell whether `word` has a letter that only Unicode has, and so is not in a legacy encoding."""
    return not word.isascii() and not UNICODE_ONLY.isdisjoint(unicodedata.normalize("NFC", word))


def decode(word: str, encoding: Encoding) -> str:
    """Return `word`, a run of characters without a blank, in Unicode.

    Example:
        >>> decode("nh©n", Encoding(scheme=Scheme.TCVN3)), decode("nhaân", Encoding(scheme=Scheme.VNI))
        ('nhân', 'nhân')
    """
    return "".join([text for _, text in spell(word, encoding)])


def cased(words: Sequence[str], encoding: Encoding) -> list[Encoding]:
    """Return for each word of a printed line how to decode it, capitals told by its neighbours.

    «X·» alone may be «Xã» or «XÃ»; between words in capitals it is one of them.
    """
    if encoding.scheme is not Scheme.TCVN3 or encoding.capitals:
        return [encoding] * len(words)
    cases = [_case_of(list(map(_fold, word))) for word in words]
    capitals = replace(encoding, capitals=True)
    out = []
    for index, case in enumerate(cases):
        left = next((c for c in reversed(cases[:index]) if c in _SURE_CASES), None)
        right = next((c for c in cases[index + 1 :] if c in _SURE_CASES), None)
        among = {left, right} - {None} == {_Case.CAPITAL}
        out.append(capitals if case is _Case.OPEN and among else encoding)
    return out


def spell(letters: Sequence[str], encoding: Encoding) -> list[tuple[int, str]]:
    """Return the letters of a word in Unicode.

    Args:
        letters: The word's characters as read, one by one; a combining mark may stand with its base.
        encoding: What they are encoded in.

    Returns:
        For each letter of the word how many of `letters` make it (their sum is all), and its text.
    """
    signs = [_fold(letter) for letter in letters]
    if any(sign in UNICODE_ONLY for sign in signs):
        return [(1, letter) for letter in letters]
    if len(signs) == 1 and signs[0] in _NEVER_ALONE:
        return [(1, letters[0])]
    table = TABLES[encoding.scheme]
    if encoding.scheme is Scheme.TCVN3:
        signs = _settle_horns(signs)
    spelled = list(_look_up(signs, table))
    if encoding.capitals or (encoding.scheme is Scheme.TCVN3 and _is_in_capitals(signs)):
        spelled = [(count, text.upper()) for count, text in spelled]
    return spelled


def notes_of(words: Iterable[Word]) -> tuple[str, ...]:
    """Return the page notes for the encodings that `words` were decoded from, ``legacy-tcvn3``."""
    found = {w.repair for w in words if w.repair is not None and w.repair.startswith(_REPAIR)}
    return tuple(sorted([name.replace(".", "-") for name in found]))


@lru_cache(maxsize=4096)
def _fold(letter: str) -> str:
    return ALIASES.get(letter) or unicodedata.normalize("NFC", letter)


def _look_up(signs: Sequence[str], table: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    index = 0
    while index < len(signs):
        pair = table.get(signs[index] + signs[index + 1]) if index + 1 < len(signs) else None
        if pair is not None:
            yield 2, pair
            index += 2
        else:
            yield 1, table.get(signs[index], signs[index])
            index += 1


def _is_in_capitals(signs: Sequence[str]) -> bool:
    """Tell whether a TCVN3 word is set in capitals, whose toned letters have small codes.

    «Së» begins with a capital, «XuÊT» and «HéI» are capitals: behind a toned letter, or twice.
    """
    capitals = [i for i, sign in enumerate(signs) if _is_capital_code(sign)]
    if not capitals or any("a" <= sign <= "z" for sign in signs):
        return False
    small = (i for i, s in enumerate(signs) if TABLES[Scheme.TCVN3].get(s, "").islower())
    return len(capitals) > 1 or capitals[-1] > next(small, len(signs))


def _case_of(signs: Sequence[str]) -> _Case:
    if any("a" <= sign <= "z" for sign in signs):
        return _Case.SMALL
    capitals = sum(map(_is_capital_code, signs))
    if capitals > 1 or _is_in_capitals(signs):
        return _Case.CAPITAL
    toned = any(TABLES[Scheme.TCVN3].get(sign, "").islower() for sign in signs)
    return _Case.OPEN if toned and len(signs) > 1 else _Case.NONE


def _is_capital_code(sign: str) -> bool:
    return "A" <= sign <= "Z" or "\u00a1" <= sign <= "\u00a7"


def _settle_horns(signs: list[str]) -> list[str]:
    """Tell ư and hyphen apart, which readers mix up: «n-íc», «th-», «12\u00adCV»."""
    if "-" not in signs and HORN not in signs:
        return signs
    out = list(signs)
    for index, sign in enumerate(signs):
        if sign == "-" and _was_horn(*_around(out, index)):
            out[index] = HORN
        elif sign == HORN and _was_hyphen(*_around(out, index)):
            out[index] = "-"
    return out


def _around(signs: Sequence[str], index: int) -> tuple[Sequence[str], Sequence[str]]:
    """Return the letters before and behind a place, or the figure that stands there."""
    start, end = index, index + 1
    while start > 0 and index - start < 4 and _is_letter(signs[start - 1]):
        start -= 1
    while end < len(signs) and end - index < 8 and _is_letter(signs[end]):
        end += 1
    if start == index and index > 0 and signs[index - 1].isdigit():
        start -= 1
    if end == index + 1 and end < len(signs) and signs[end].isdigit():
        end += 1
    return signs[start:index], signs[index + 1 : end]


def _was_horn(left: Sequence[str], right: Sequence[str]) -> bool:
    """Tell whether a hyphen makes a syllable as ư, and none as a hyphen."""
    if _is_symbol(left, right):
        return False
    before, behind = _plain(left), _plain(right)
    if not is_syllable(before + "ư" + behind):
        return False
    if not before:
        return behind == "u" or not is_syllable(behind)
    return not is_syllable(before) or (bool(behind) and not is_syllable(behind))


def _was_hyphen(left: Sequence[str], right: Sequence[str]) -> bool:
    """Tell whether an ư is an unbreakable hyphen: alone, at a figure, or inside a symbol."""
    if not left and not right:
        return True
    if any(sign.isdigit() for sign in [*left[-1:], *right[:1]]):
        return True
    symbol = bool(left) and bool(right) and _is_symbol(left, right)
    return symbol and not is_syllable(_plain(left) + "ư" + _plain(right))


def _is_symbol(left: Sequence[str], right: Sequence[str]) -> bool:
    return all("A" <= sign <= "Z" for sign in [*left, *right])


def _plain(signs: Sequence[str]) -> str:
    table = TABLES[Scheme.TCVN3]
    return "".join([table.get(sign, sign) for sign in signs])


def _is_letter(sign: str) -> bool:
    return sign.isalpha() or sign in TABLES[Scheme.TCVN3]
