"""Give labels that a scan misread back from their list: «©)» behind «b)» is «c)», «8)» behind «f)» is «g)».

In: the head of a paragraph read from an image, and the label before it in its list. Out: the label
that stands there, or None. A label is only given back where the list calls for it and the sign read is
one that engines make of it; a heading's Roman figure («IL.», «HI.») only before capitals.

Lists of letters run a, b, c, d, đ, e, g, h; some papers have an f. Grounds: the order of items in
Nghị định 30/2020/NĐ-CP, annex I (khoản by Arabic figures, điểm by letters in alphabetical order).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["LABEL_REPAIR", "GivenBack", "in_order", "letter_label", "number_label", "roman_label"]

LABEL_REPAIR = "list-label"

_ORDER = "abcdđeghiklmnopqrstuvxy"
# What engines make of each letter before a parenthesis.
_LETTERS = {
    "a": "ạäàáâã4",
    "b": "6hB",
    "c": "©€6eoC¢",
    "d": "đ4ả",
    "đ": "dĐÐ4",
    "e": "©€6cêC£",
    "f": "ĐÐ£ƒtF",
    "g": "89ợqøG",
    "h": "bH",
    "i": "1íïìlI!",
    "k": "K",
    "l": "1I|!",
    "m": "M",
    "n": "N",
    "o": "0ọóò",
    "p": "P",
    "q": "9g",
}
_FIGURES = {
    1: "lI|!íiìïL",
    2: "Zz",
    3: "Ê",
    4: "A",
    5: "SsŠ§",
    6: "Góô",
    7: "?",
    8: "B&§",
    9: "gq",
}
# «I.» may be a Roman figure: before the first number of a list only signs that are none count.
_FIRST = "l|!í"
_TENS = str.maketrans("lI|!íOoSB", "111110058")
_STROKES = {"H": "II", **dict.fromkeys("Ll1|!TÍÌÏi", "I")}
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_UPPER = "A-ZĐÀ-Ỹ"

_LETTER_RE = re.compile(r"(\S)\s?\)\s{0,3}(?=\S)")
_NUMBER_RE = re.compile(rf"([^\s\d.]|[\dlI|!íOoSB]{{2}})\s?\.\s{{1,3}}(?=[{_UPPER}])")
_ROMAN_RE = re.compile(rf"([IVXHLl1|!TÍÌÏi]{{1,6}})\s?[.)]\s{{0,3}}(?=[{_UPPER}])")
_HEADING_LETTERS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBack:
    """A label as it must stand, its number (0 for letters), and how much of the paragraph it took."""

    text: str
    number: int
    length: int


def letter_label(head: str, before: str | None) -> GivenBack | None:
    """Return the letter that a list calls for behind `before` (None: nothing yet), if the sign fits.

    Example:
        >>> letter_label("©) Rà soát", "b").text, letter_label("8) Thống kê", "f").text
        ('c)', 'g)')
    """
    match = _LETTER_RE.match(head)
    if match is None:
        return None
    for letter in _next_letters(before):
        if match[1] in _LETTERS.get(letter, ""):
            return GivenBack(text=f"{letter})", number=0, length=match.end())
    return None


def in_order(letter: str, before: str | None) -> bool:
    """Tell whether a letter begins a list or goes on with it; a list may lose one item to a scan."""
    nexts = _next_letters(before)
    return letter == "a" or letter in nexts or any(letter in _next_letters(n) for n in nexts)


def _next_letters(before: str | None) -> tuple[str, ...]:
    if before is None:
        return ("a",)
    if before == "e":
        return ("g", "f")
    if before == "f":
        return ("g",)
    at = _ORDER.find(before)
    return (_ORDER[at + 1],) if 0 <= at < len(_ORDER) - 1 else ()


def number_label(head: str, before: int) -> GivenBack | None:
    """Return the number that goes on with a list behind `before` (0: nothing yet), if the sign fits.

    Example:
        >>> number_label("S. Giao Sở Y tế", 4).text, number_label("S. Giao Sở Y tế", 2)
        ('5.', None)
    """
    match = _NUMBER_RE.match(head)
    if match is None:
        return None
    wanted = before + 1
    read = match[1]
    if len(read) == 2:
        fits = not read.isdigit() and read.translate(_TENS) == str(wanted)
    else:
        fits = read in (_FIRST if before == 0 else _FIGURES.get(wanted, ""))
    return GivenBack(text=f"{wanted}.", number=wanted, length=match.end()) if fits else None


def roman_label(head: str, before: int) -> GivenBack | None:
    """Return the Roman figure of a heading in capitals behind `before`, if strokes were misread.

    Example:
        >>> roman_label("IL. MỤC ĐÍCH, YÊU CẦU", 0).text, roman_label("HI. TỔ CHỨC", 2).text
        ('I.', 'III.')
    """
    match = _ROMAN_RE.match(head)
    if match is None or not 0 <= before < len(_ROMANS):
        return None
    letters = [c for c in head[match.end() : match.end() + _HEADING_LETTERS] if c.isalpha()]
    if len(letters) < 4 or sum(c.isupper() for c in letters) < 0.8 * len(letters):
        return None
    strokes = "".join(_STROKES.get(c, c) for c in match[1])
    if strokes == match[1] or strokes not in _ROMANS:
        return None
    wanted = before + 1
    if abs(_ROMANS.index(strokes) + 1 - wanted) > 1:
        return None
    return GivenBack(text=f"{_ROMANS[before]}.", number=wanted, length=match.end())
