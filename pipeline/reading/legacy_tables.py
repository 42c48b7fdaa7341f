"""The tables of Vietnamese encodings from before Unicode: signs of Windows' Latin set to letters.

TCVN 5712 (its third table, «ABC») gives one byte to a letter and none to capitals with a tone. VNI
writes the vowel and then its marks as a second sign. CP1258 writes tones as characters of their own
behind the vowel. Keys are one or two characters of code page 1252, values letters in NFC; the first
two tables are one to one but for VNI's small marks behind capitals.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from enum import StrEnum

__all__ = ["ALIASES", "HORN", "TABLES", "TELLTALES", "UNICODE_ONLY", "Scheme"]

# TCVN3's ư is the soft hyphen of Windows; readers take it for a hyphen.
HORN = "\u00ad"
# One painted sign, other code points: what tables from glyphs to characters make of them.
ALIASES = {"\u03bc": "µ", "\u2219": "·"}


class Scheme(StrEnum):
    """An encoding from before Unicode."""

    TCVN3 = "tcvn3"
    VNI = "vni"
    CP1258 = "cp1258"


_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"

# TCVN 5712:1993, third table (VN3): byte and letter.
_TCVN3 = """
A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ
B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ C9ẫ CAấ CBậ
CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ DDí DEị
DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở ECỡ EDớ EEợ
EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ
"""
# VNI: a letter, and the signs that stand behind it for the tones (acute, grave, hook, tilde, dot).
_TONES = (_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT)
_PLAIN, _CIRCUMFLEX, _BREVE = "ùøûõï", "áàåãä", "éèúüë"
_VNI_VOWELS = (
    ("a", "a", _PLAIN), ("a", "â", _CIRCUMFLEX), ("a", "ă", _BREVE), ("e", "e", _PLAIN),
    ("e", "ê", _CIRCUMFLEX), ("o", "o", _PLAIN), ("o", "ô", _CIRCUMFLEX), ("ô", "ơ", _PLAIN),
    ("u", "u", _PLAIN), ("ö", "ư", _PLAIN), ("y", "y", _PLAIN[:4]),
)  # fmt: skip
_VNI_WHOLE = {"aâ": "â", "aê": "ă", "eâ": "ê", "oâ": "ô"}
_VNI_SINGLE = {
    "ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì",
}  # fmt: skip


def _tcvn3_table() -> dict[str, str]:
    return {chr(int(entry[:2], 16)): entry[2:] for entry in _TCVN3.split()}


def _vni_table() -> dict[str, str]:
    lower = dict(_VNI_WHOLE) | _VNI_SINGLE
    for base, letter, signs in _VNI_VOWELS:
        for sign, tone in zip(signs, _TONES, strict=False):
            lower[base + sign] = unicodedata.normalize("NFC", letter + tone)
    table = dict(lower)
    for code, letter in lower.items():
        # Typists set a small mark behind a capital too: the letter's case is its first sign's.
        table[code.upper()] = letter.upper()
        table[code[0].upper() + code[1:]] = letter.upper()
    return table


def _cp1258_table() -> dict[str, str]:
    """Return the table from Windows' Latin characters to its Vietnamese ones.

    Tones are characters of their own behind the vowel there.
    """
    singles: dict[str, str] = {}
    tones: dict[str, str] = {}
    for byte in range(0x80, 0x100):
        try:
            latin = bytes([byte]).decode("cp1252")
            letter = bytes([byte]).decode("cp1258")
        except UnicodeDecodeError:
            continue
        if unicodedata.combining(letter):
            tones[latin] = letter
        else:
            singles[latin] = letter
    table = {code: letter for code, letter in singles.items() if letter != code}
    vowels = {v: v for v in "aeiouyAEIOUY"}
    vowels |= {c: v for c, v in singles.items() if v in "ăâêôơưĂÂÊÔƠƯ"}
    for code, vowel in vowels.items():
        for sign, tone in tones.items():
            table[code + sign] = unicodedata.normalize("NFC", vowel + tone)
    return table


TABLES: Mapping[Scheme, Mapping[str, str]] = {
    Scheme.TCVN3: _tcvn3_table(),
    Scheme.VNI: _vni_table(),
    Scheme.CP1258: _cp1258_table(),
}
_LOWER = {letter for letter in TABLES[Scheme.VNI].values() if letter.islower()} | {"đ"}
_LETTERS = frozenset(_LOWER | {letter.upper() for letter in _LOWER})
# Letters that no code page of the West has: where they stand, the text is Unicode already.
UNICODE_ONLY = frozenset(letter for letter in _LETTERS if ord(letter) > 0xFF)
TELLTALES = (
    {c for scheme in (Scheme.TCVN3, Scheme.VNI) for code in TABLES[scheme] for c in code}
    | set(ALIASES)
) - _LETTERS - set(map(chr, range(0x80))) - {HORN}  # fmt: skip
