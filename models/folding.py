"""Two spellings of one word made equal, for matching only; stored text is what the paper says.

`fold` keeps accents: case, dashes, quotes, blanks, tone placement (hoà/hòa, uỷ/ủy) and Đ's
look-alikes fall together. `strip_accents` goes on to plain letters, for search without accents.
"""

from __future__ import annotations

import re
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
_ANY_OF_TABLE = re.compile(f"[{''.join(map(chr, _TABLE))}]")
# A toned second vowel to its bare letter and its tone: «à» to «a» and U+0300.
_SECOND_VOWELS = {
    unicodedata.normalize("NFC", base + tone): (base, tone)
    for base in "aeyAEY"
    for tone in "\u0300\u0301\u0303\u0309\u0323"
}
# Old style puts the tone on the first vowel of an open oa, oe, uy; new style on the second.
# The first vowels stand in front, so that the others are passed over quickly.
_PAIR_RE = re.compile(
    "[oOuU](?:"
    + "|".join(
        f"(?<=[{first}])[{''.join(c for c, (base, _) in _SECOND_VOWELS.items() if base in second)}]"
        for first, second in (("oO", "aAeE"), ("uU", "yY"))
    )
    + ")"
)


class _Bare(dict[int, int | None]):
    """Every character to itself and combining marks to nothing; looked up once each."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_BARE = _Bare()
# Neither plain letters nor the usual marks, all of which combine but U+034F.
_FOREIGN_RE = re.compile("[^\0-\x7f\u0300-\u034e\u0350-\u036f]")


def place_tones(text: str) -> str:
    """Return `text` with open oa, oe, uy toned on the first vowel (hòa, khỏe, thủy).

    Only open syllables have two spellings: «hoàn» stays, and so does «quý», whose u belongs to qu.

    Example:
        >>> place_tones("Uỷ ban, hoà bình, hoàn thành, quý")
        'Ủy ban, hòa bình, hoàn thành, quý'
    """
    return _PAIR_RE.sub(_tone_first, unicodedata.normalize("NFC", text))


def _tone_first(pair: re.Match[str]) -> str:
    if not _is_open(pair.string, pair.end() - 1):
        return pair[0]
    base, tone = _SECOND_VOWELS[pair[0][1]]
    return unicodedata.normalize("NFC", pair[0][0] + tone) + base


def _is_open(composed: str, index: int) -> bool:
    """Tell whether the vowels at `index - 1` and `index` end their syllable and no q stands before."""
    after = composed[index + 1 : index + 2]
    if after and (after.isalpha() or unicodedata.combining(after)):
        return False
    return index < 2 or composed[index - 2].lower() != "q"


def _made_plain(text: str) -> str:
    """Return `text` in NFC with plain dashes, quotes and letters; most texts have no others."""
    composed = unicodedata.normalize("NFC", text)
    return _ANY_OF_TABLE.sub(_plain_one, composed)


def _plain_one(found: re.Match[str]) -> str:
    return _TABLE[ord(found[0])] or ""


def fold(text: str) -> str:
    """Return `text` for comparison: NFC, lower case, one blank, plain dashes and quotes, tones placed.

    Example:
        >>> fold("Uỷ  ban – NHÂN DÂN") == fold("ủy ban - nhân dân")
        True
    """
    folded = place_tones(_made_plain(text)).lower()
    return " ".join(folded.split())


def strip_accents(text: str) -> str:
    """Return `text` folded and in plain letters, đ as d.

    Example:
        >>> strip_accents("Đảng uỷ")
        'dang uy'
    """
    plain = _made_plain(text).lower().replace("đ", "d")
    apart = unicodedata.normalize("NFD", plain)
    if _FOREIGN_RE.search(apart) is None:
        bare = apart.encode("ascii", "ignore").decode("ascii")
    else:
        bare = apart.translate(_BARE)
    return " ".join(bare.split())
