"""Two spellings of one word made equal, for matching only; stored text is what the paper says.

`fold` keeps accents: case, dashes, quotes, blanks, tone placement (hoà/hòa, uỷ/ủy) and Đ's
look-alikes fall together. `strip_accents` goes on to plain letters, for search without accents.
"""

from __future__ import annotations

import unicodedata

__all__ = ["fold", "place_tones", "strip_accents"]

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_QUOTES = dict.fromkeys(map(ord, "“”„‟«»″＂"), '"') | dict.fromkeys(map(ord, "‘’‚‛′＇"), "'")
_LOOK_ALIKES = {
    ord("Ð"): "Đ",
    ord("ð"): "đ",
    ord("Ɖ"): "Đ",
    ord("⁄"): "/",
    ord("∕"): "/",
    ord("\u00ad"): None,
}
_TABLE = _DASHES | _QUOTES | _LOOK_ALIKES
# Old style puts the tone on the first vowel of an open oa, oe, uy; new style on the second.
_OPEN_PAIRS = {"oa", "oe", "uy"}
# A toned second vowel to its bare letter and its tone: «à» to «a» and U+0300.
_SECOND_VOWELS = {
    unicodedata.normalize("NFC", base + tone): (base, tone)
    for base in "aeyAEY"
    for tone in "\u0300\u0301\u0303\u0309\u0323"
}


def place_tones(text: str) -> str:
    """Return `text` with open oa, oe, uy toned on the first vowel (hòa, khỏe, thủy).

    Only open syllables have two spellings: «hoàn» stays, and so does «quý», whose u belongs to qu.

    Example:
        >>> place_tones("Uỷ ban, hoà bình, hoàn thành, quý")
        'Ủy ban, hòa bình, hoàn thành, quý'
    """
    composed = unicodedata.normalize("NFC", text)
    letters = list(composed)
    for index, letter in enumerate(composed):
        vowel = _SECOND_VOWELS.get(letter)
        if vowel is None or not index:
            continue
        base, tone = vowel
        if (composed[index - 1] + base).lower() in _OPEN_PAIRS and _is_open(composed, index):
            letters[index - 1] = unicodedata.normalize("NFC", composed[index - 1] + tone)
            letters[index] = base
    return "".join(letters)


def _is_open(composed: str, index: int) -> bool:
    """Tell whether the vowels at `index - 1` and `index` end their syllable and no q stands before."""
    after = composed[index + 1 : index + 2]
    if after and (after.isalpha() or unicodedata.combining(after)):
        return False
    return index < 2 or composed[index - 2].lower() != "q"


def fold(text: str) -> str:
    """Return `text` for comparison: NFC, lower case, one blank, plain dashes and quotes, tones placed.

    Example:
        >>> fold("Uỷ  ban – NHÂN DÂN") == fold("ủy ban - nhân dân")
        True
    """
    folded = place_tones(unicodedata.normalize("NFC", text).translate(_TABLE)).lower()
    return " ".join(folded.split())


def strip_accents(text: str) -> str:
    """Return `text` folded and in plain letters, đ as d.

    Example:
        >>> strip_accents("Đảng uỷ")
        'dang uy'
    """
    plain = unicodedata.normalize("NFC", text).translate(_TABLE).lower().replace("đ", "d")
    bare = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return " ".join(bare.split())
