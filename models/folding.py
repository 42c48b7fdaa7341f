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
_TONES = "\u0300\u0301\u0303\u0309\u0323"
# Old style puts the tone on the first vowel of an open oa, oe, uy; new style on the second.
_OPEN_PAIRS = {"oa", "oe", "uy"}


def place_tones(text: str) -> str:
    """Return `text` with open oa, oe, uy toned on the first vowel (hòa, khỏe, thủy).

    Only open syllables have two spellings: «hoàn» stays, and so does «quý», whose u belongs to qu.

    Example:
        >>> place_tones("Uỷ ban, hoà bình, hoàn thành, quý")
        'Ủy ban, hòa bình, hoàn thành, quý'
    """
    decomposed = unicodedata.normalize("NFD", text)
    out: list[str] = []
    index, size = 0, len(decomposed)
    while index < size:
        pair = decomposed[index : index + 2]
        tone = decomposed[index + 2 : index + 3]
        if pair.lower() in _OPEN_PAIRS and tone and tone in _TONES and _is_open(decomposed, index):
            out.append(pair[0] + tone + pair[1])
            index += 3
        else:
            out.append(decomposed[index])
            index += 1
    return unicodedata.normalize("NFC", "".join(out))


def _is_open(decomposed: str, index: int) -> bool:
    after = decomposed[index + 3 : index + 4]
    if after and (after.isalpha() or unicodedata.combining(after)):
        return False
    before = decomposed[index - 1 : index] if index else ""
    return before.lower() != "q"


def fold(text: str) -> str:
    """Return `text` for comparison: NFC, lower case, one blank, plain dashes and quotes, tones placed.

    Example:
        >>> fold("Uỷ  ban – NHÂN DÂN") == fold("ủy ban - nhân dân")
        True
    """
    folded = place_tones(unicodedata.normalize("NFC", text).translate(_TABLE)).lower()
    return " ".join(folded.split())


def strip_accents(text: str) -> str:
    """Return `fold(text)` in plain letters, đ as d.

    Example:
        >>> strip_accents("Đảng uỷ")
        'dang uy'
    """
    decomposed = unicodedata.normalize("NFD", fold(text).replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
