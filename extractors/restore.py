"""Restore accents that a scan lost, against closed tables only: types, bodies, positions, provinces.

In: a name read from an image. Out: the name with its accents, and whether anything changed.
Each run of syllables that equals a table's phrase without accents takes the phrase's accents; so
«PHO CHANH VAN PHONG» becomes «PHÓ CHÁNH VĂN PHÒNG». What stands in no table stays as read: nothing
is invented. A run whose letters already make another phrase of the tables is left alone.

Text layers are never restored: what they say is what the paper says.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from models.folding import fold
from models.folding import strip_accents

__all__ = ["Restored", "restore_accents", "restored_phrases"]

_LONGEST = 8
# One syllable alone is too little ground for an accent: «BẠN» may be a word.
_SHORTEST = 2
# Names of so many syllables may hold a comma («Văn hóa, Thể thao và Du lịch»).
_PARTABLE = 4
_MARKS = ".,;:()-"


@cache
def _phrases() -> dict[tuple[str, ...], tuple[str, ...] | None]:
    """Return plain syllables to accented ones; None where two phrases fall together."""
    known: dict[tuple[str, ...], tuple[str, ...] | None] = {}
    for phrase in _table_phrases():
        accented = tuple(fold(phrase).split())
        plain = tuple(strip_accents(s) for s in accented)
        if len(plain) < _SHORTEST:
            continue
        before = known.get(plain, accented)
        known[plain] = accented if before == accented else None
    return known


def _table_phrases() -> list[str]:
    rules = files("extractors").joinpath("rules")
    phrases: list[str] = []
    casing = tomllib.loads(rules.joinpath("casing.toml").read_text("utf-8"))
    phrases += [*casing["lower"], *casing["phrases"]]
    provinces = tomllib.loads(rules.joinpath("provinces.toml").read_text("utf-8"))
    for names in (value for value in provinces.values() if isinstance(value, list)):
        phrases += [f"{unit}{name}" for name in names for unit in ("", "tỉnh ", "thành phố ")]
    forms = tomllib.loads(rules.joinpath("form_lines.toml").read_text("utf-8"))
    phrases += forms["positions"]["first_words"] + forms["authority_heading"]["first_words"]
    types = tomllib.loads(rules.joinpath("document_types.toml").read_text("utf-8"))
    phrases += [row["name"] for row in types["document_type"]]
    return phrases


@dataclass(frozen=True, slots=True)
class Restored:
    """A phrase of the tables found in a run: where it begins, and its syllables with their accents."""

    start: int
    syllables: tuple[str, ...]


def restore_accents(text: str) -> tuple[str, bool]:
    """Return `text` with the accents of the tables' phrases, and whether it changed.

    The letters' case is kept. Cost: linear in the number of syllables.

    Example:
        >>> restore_accents("PHO CHANH VAN PHONG")
        ('PHÓ CHÁNH VĂN PHÒNG', True)
        >>> restore_accents("Lê Văn Bình")
        ('Lê Văn Bình', False)
    """
    syllables = text.split(" ")
    for found in restored_phrases(syllables):
        syllables[found.start : found.start + len(found.syllables)] = found.syllables
    restored = " ".join(syllables)
    return restored, fold(restored) != fold(text)


def restored_phrases(syllables: Sequence[str]) -> list[Restored]:
    """Return the phrases of the tables in a run of syllables, in order, none overlapping."""
    bare = [strip_accents(s).strip(_MARKS) for s in syllables]
    found: list[Restored] = []
    index = 0
    while index < len(syllables):
        size, accented = _match(syllables, bare, index)
        if accented is not None:
            read = syllables[index : index + size]
            dressed = tuple(_dress(s, a) for s, a in zip(read, accented, strict=True))
            found.append(Restored(start=index, syllables=dressed))
        index += size
    return found


def _match(
    syllables: Sequence[str], bare: list[str], index: int
) -> tuple[int, tuple[str, ...] | None]:
    for size in range(min(_LONGEST, len(bare) - index), _SHORTEST - 1, -1):
        accented = _phrases().get(tuple(bare[index : index + size]))
        if accented is not None and not _is_parted(syllables[index : index + size - 1]):
            return size, accented
    return 1, None


def _is_parted(syllables: Sequence[str]) -> bool:
    """Tell whether a comma parts a short phrase: «Văn Thanh, Phó» is no «thành phố»."""
    return len(syllables) < _PARTABLE and any(s.endswith(",") for s in syllables)


def _dress(syllable: str, accented: str) -> str:
    """Put the accents on the syllable as printed: its case, and the marks around it, stay."""
    core = syllable.strip(_MARKS)
    if not core or fold(core) == accented:
        return syllable
    letters = accented
    if core.isupper():
        letters = accented.upper()
    elif core[:1].isupper():
        letters = accented[:1].upper() + accented[1:]
    return syllable.replace(core, letters, 1)
