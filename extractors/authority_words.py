"""Names of bodies as words to compare: abbreviations written out, commas set aside, blanks and dashes alike.

In: a name as written. Out: its words, folded and as written, and behind which of them a comma stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from models.folding import fold

__all__ = ["NameWords", "name_words"]

# No name of a body has more letters.
_LONGEST = 300
_DOTTED_RE = re.compile(r"(?<!\w)(TP|Tp|TX|VP|PCT|CVP|TT|UB)\.\s{0,2}(?=\w)")
_DASH_RE = re.compile(r"(?<=[^\W\d_])\s{0,2}[-–—]\s{0,2}(?=[^\W\d_])")
_EDGES = ".;:*\"“”'"
_ROMAN_RE = re.compile(r"[IVXLC]{1,6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWords:
    """The words of a name.

    Attributes:
        folded: For comparison.
        written: As written, capitals of a line in capitals made usual.
        commas: Indexes of the words behind which a comma stands.
        spelled_out: Whether an abbreviation was written out.
    """

    folded: tuple[str, ...]
    written: tuple[str, ...]
    commas: frozenset[int]
    spelled_out: bool


def name_words(text: str, abbreviations: Mapping[str, str]) -> NameWords:
    """Return the words of `text`; abbreviations count with their capitals as in the table."""
    written: list[str] = []
    commas: set[int] = set()
    expanded = False
    for token in _DOTTED_RE.sub(r"\1 ", text[:_LONGEST]).split():
        bare = token.strip(_EDGES + ",")
        for part in _units(bare, abbreviations):
            meaning = abbreviations.get(part)
            expanded = expanded or meaning is not None
            written += _parts(part) if meaning is None else meaning.split()
        if token.endswith(",") and written:
            commas.add(len(written) - 1)
    loud = all(word.isupper() for word in text.split() if any(c.isalpha() for c in word))
    return NameWords(
        folded=tuple(fold(word).rstrip(",") for word in written),
        written=tuple(_quiet(word) if loud else word for word in written),
        commas=frozenset(commas),
        spelled_out=expanded,
    )


def _units(token: str, abbreviations: Mapping[str, str]) -> list[str]:
    """Cut «HĐND&UBND» in two; «GD&ĐT» is one abbreviation."""
    if "&" not in token or token in abbreviations:
        return [token]
    return [part for part in re.split(r"(&)", token) if part]


def _parts(token: str) -> list[str]:
    return [part for part in _DASH_RE.sub(" - ", token).split() if part]


def _quiet(word: str) -> str:
    return word if _ROMAN_RE.fullmatch(word) else word.capitalize() if word.isupper() else word
