"""Bring names printed in capitals to normal case: «THÀNH ỦY HÀ NỘI» becomes «Thành ủy Hà Nội».

In: a name as printed. Out: the same syllables, spelling kept, with the capitals of
`rules/casing.toml`; what stands in no phrase there is a proper name. Longest phrase first.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from extractors.form_lines import is_capitals
from models.folding import fold
from models.folding import strip_accents

__all__ = ["normal_case"]

_ABBREVIATIONS = {
    "ubnd",
    "hđnd",
    "mttq",
    "mttqvn",
    "đu",
    "tncs",
    "bch",
    "tw",
    "ubmttq",
    "vp",
    "btv",
    "qlda",
    "tp",
    "tp.",
    "htx",
    "tnhh",
    "ubkt",
}

_ROMAN_RE = re.compile(r"[IVX]{1,7}")
# A Roman figure counts these.
_COUNTED = {fold(word) for word in ("thứ", "khóa", "kỳ", "hạng", "quý", "khu", "số", "loại")}


@cache
def _phrases() -> dict[tuple[str, ...], tuple[bool, ...]]:
    data = tomllib.loads(files("extractors").joinpath("rules", "casing.toml").read_text("utf-8"))
    known: dict[tuple[str, ...], tuple[bool, ...]] = {}
    for phrase in [*data["lower"], *data["phrases"]]:
        syllables = phrase.split()
        known[tuple(fold(s).strip(",;:()") for s in syllables)] = tuple(
            s[:1].isupper() for s in syllables
        )
    return known


def normal_case(text: str) -> str:
    """Return `text` in normal case when it is printed in capitals; otherwise as it is.

    Example:
        >>> normal_case("UỶ BAN NHÂN DÂN TỈNH LÀO CAI")
        'Uỷ ban nhân dân tỉnh Lào Cai'
    """
    if not is_capitals(text):
        return text
    syllables = text.split()
    folded = [fold(s).strip(",;:()") for s in syllables]
    out: list[str] = []
    index = 0
    while index < len(syllables):
        size, capitals = _longest(folded, index)
        for syllable, capital, plain in zip(
            syllables[index : index + size], capitals, folded[index : index + size], strict=True
        ):
            before = fold(out[-1]) if out else ""
            kept = plain in _ABBREVIATIONS or _keeps_capitals(syllable, before)
            out.append(syllable if kept else _set_case(syllable, capital or not out))
        index += size
    return " ".join(out)


def _keeps_capitals(syllable: str, before: str) -> bool:
    """Tell whether the syllable is no word: an abbreviation without a vowel, a Roman figure."""
    letters = [c for c in strip_accents(syllable) if c.isalpha()]
    if len(letters) >= 2 and not any(c in "aeiouy" for c in letters):
        return True
    figure = _ROMAN_RE.fullmatch(syllable.strip(",;:().")) is not None
    return figure and (before in _COUNTED or len(letters) >= 3)


def _longest(folded: list[str], index: int) -> tuple[int, tuple[bool, ...]]:
    for size in range(min(8, len(folded) - index), 0, -1):
        capitals = _phrases().get(tuple(folded[index : index + size]))
        if capitals is not None:
            return size, capitals
    return 1, (True,)


def _set_case(syllable: str, capital: bool) -> str:
    lowered = syllable.lower()
    if not capital:
        return lowered
    at = next((i for i, c in enumerate(lowered) if c.isalpha()), 0)
    return lowered[:at] + lowered[at].upper() + lowered[at + 1 :]
