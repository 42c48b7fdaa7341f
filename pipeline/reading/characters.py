"""Characters as read become NFC text in one place.

In: the characters of a word or a line, as a font map, an OCR engine or a file gave them.
Out: NFC, with look-alikes folded that no Vietnamese paper can mean (Eth for Đ, U+01A2 for Ư, the
fraction slash for «/»), invisible characters dropped, every kind of blank made a plain blank.

Order: fold single code points, compose, then Cyrillic and Greek letters, and these only inside a
word that also has Latin letters, because a whole word of another script is a quotation.
What is only a matter of taste (tone placement, dashes, quotes) stays as printed; `models.folding`
makes such spellings equal for matching.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["is_blank", "is_unmapped", "normalise"]

_ONE_TO_ONE = {
    # Eth and African D stand for Đ in fonts that map by shape.
    "Ð": "Đ", "ð": "đ", "Ɖ": "Đ",
    # Gha stands for Ư in fonts made from one old type library.
    "Ƣ": "Ư", "ƣ": "ư",
    # tesseract and some fonts write the fraction and division slashes.
    "⁄": "/", "∕": "/", "／": "/",
    # Word's symbol fonts put the list bullet into the private area.
    "\uf0b7": "•", "\uf0a7": "▪", "\uf02d": "-", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0a8": "☐",
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl",
}  # fmt: skip
_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_DROPPED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\ufeff\ufffe\uffff"
_TABLE: dict[int, str | None] = {ord(a): b for a, b in _ONE_TO_ONE.items()}
_TABLE |= dict.fromkeys(map(ord, _BLANKS), " ")
_TABLE |= dict.fromkeys(map(ord, _DROPPED))
# Bidirectional controls can hide text; the paper shows none of them.
_TABLE |= dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])

_TWINS = dict(
    zip(
        "АВСЕНІКМОРТХУаеосрхуіΑΒΕΗΙΚΜΝΟΡΤΧΥΖο",
        "ABCEHIKMOPTXYaeocpxyiABEHIKMNOPTXYZo",
        strict=True,
    )
)
_TWIN_TABLE = str.maketrans(_TWINS)
_TWIN_RE = re.compile("[" + "".join(_TWINS) + "]")
_LATIN_RE = re.compile(r"[A-Za-z\u00c0-\u024f\u1ea0-\u1ef9]")
_WORD_RE = re.compile(r"\S+")
# Vietnamese puts two marks on a letter. Composing sorts all marks of a letter, which takes the
# square of their number; marks are neither letters nor digits, so longer runs are found by that.
_MAX_MARKS = 8
_MARKS_RE = re.compile(rf"[^\w\s\x00-\x7f]{{{_MAX_MARKS + 1},}}")


def normalise(raw: str) -> str:
    """Return `raw` as NFC text with look-alikes folded and invisible characters dropped.

    Blanks become plain blanks but are neither joined nor trimmed; tabs and line ends stay. More
    than eight combining marks on one letter are no writing: those beyond are dropped.

    Example:
        >>> normalise("QÐ⁄TW"), normalise("hƣớng")
        ('QĐ/TW', 'hướng')
    """
    text = _MARKS_RE.sub(_few_marks, raw.translate(_TABLE))
    text = unicodedata.normalize("NFC", text)
    if _TWIN_RE.search(text):
        text = _WORD_RE.sub(_fold_twins, text)
    return text


def _few_marks(match: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for char in match.group():
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MAX_MARKS:
            kept.append(char)
    return "".join(kept)


def _fold_twins(match: re.Match[str]) -> str:
    word = match.group()
    return word.translate(_TWIN_TABLE) if _LATIN_RE.search(word) else word


def is_blank(char: str) -> bool:
    """Tell whether `char` separates words: any Unicode blank, tab, line end or zero-width space."""
    return char.isspace() or char == "\u200b" or char in _BLANKS


def is_unmapped(char: str) -> bool:
    """Tell whether `char` is no character: a replacement, control or private-use code point.

    Line ends and tabs are characters; the private bullets of Word's symbol fonts are too.
    """
    if char in _ONE_TO_ONE or char in "\t\n\r\f":
        return False
    return char == "\ufffd" or unicodedata.category(char) in {"Cc", "Co", "Cs", "Cn"}
