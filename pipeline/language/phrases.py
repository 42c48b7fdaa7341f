"""The table of phrases and abbreviations (`phrases.toml`), loaded once and checked.

In: the file beside this module, and the abbreviations and provinces of the authority file of bodies. Out: a `PhraseBook` that finds the longest phrase at a syllable.
Unknown keys are refused, so that a slip in the table is an error and not a rule without effect.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from functools import lru_cache
from importlib.resources import files
from typing import Annotated

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field

from extractors.authority_rules import authority_rules
from extractors.authority_rules import provinces
from models.folding import fold

__all__ = [
    "AbbreviationGroup",
    "PhraseBook",
    "PhraseGroup",
    "PhraseTable",
    "body_abbreviations",
    "fold_syllable",
    "load_phrases",
    "phrase_book",
]

Pair = Annotated[tuple[str, ...], Field(min_length=2, max_length=2)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PhraseGroup(_Row):
    """Words of several syllables that are kept together, with their grounds and examples."""

    name: str
    source: str
    words: Annotated[tuple[str, ...], Field(min_length=1)]
    unless_next: tuple[str, ...] = ()
    matches: Annotated[tuple[Pair, ...], Field(min_length=1)]
    rejects: Annotated[tuple[Pair, ...], Field(min_length=1)]


class AbbreviationGroup(_Row):
    """Abbreviations that end in a full stop which ends no sentence."""

    name: str
    source: str
    words: Annotated[tuple[str, ...], Field(min_length=1)]
    matches: Annotated[tuple[str, ...], Field(min_length=1)]
    rejects: Annotated[tuple[str, ...], Field(min_length=1)]


class PhraseTable(_Row):
    """The whole file; `numeral_leads` are syllables behind which a Roman numeral is a word."""

    numeral_leads: tuple[str, ...]
    phrases: tuple[PhraseGroup, ...]
    abbreviations: tuple[AbbreviationGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phrase:
    syllables: tuple[str, ...]
    unless_next: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseBook:
    """Phrases by their first syllable, the longest first, and the leads of numerals, all folded."""

    by_first: dict[str, tuple[_Phrase, ...]]
    numeral_leads: frozenset[str]

    def length_at(self, syllables: Sequence[str], index: int) -> int:
        """Return how many syllables the longest phrase at `index` has; 0 when there is none.

        Args:
            syllables: Folded (`fold_syllable`).
            index: Position in `syllables`.
        """
        for phrase in self.by_first.get(syllables[index], ()):
            end = index + len(phrase.syllables)
            if tuple(syllables[index:end]) != phrase.syllables:
                continue
            if end < len(syllables) and syllables[end] in phrase.unless_next:
                continue
            return len(phrase.syllables)
        return 0


@lru_cache(
    maxsize=20_000
)  # a dispatch has some hundred different syllables, the language some thousand
def fold_syllable(text: str) -> str:
    """Return `models.folding.fold(text)`, remembered: the same syllables come again and again."""
    return fold(text)


@cache
def load_phrases() -> PhraseTable:
    """Return the table.

    Raises:
        pydantic.ValidationError: If the file does not fit its shape.
    """
    text = files(__package__).joinpath("phrases.toml").read_text("utf-8")
    return PhraseTable.model_validate(tomllib.loads(text))


@cache
def body_abbreviations(*, joined: bool) -> tuple[str, ...]:
    """Return the abbreviations of the authority file of bodies, longest first.

    Args:
        joined: True for those of several letters' groups (``GD&ĐT``), False for the others (``UBND``).
    """
    words = [word for word in authority_rules().abbreviations.words if len(word) > 1]
    chosen = [word for word in words if any(sign in word for sign in "&-") is joined]
    return tuple(sorted(chosen, key=lambda word: (-len(word), word)))


@cache
def phrase_book() -> PhraseBook:
    """Return the phrases ready for look-up."""
    found: dict[str, list[_Phrase]] = {}
    for group in load_phrases().phrases:
        unless = frozenset(map(fold, group.unless_next))
        for word in group.words:
            syllables = tuple(fold(word).split())
            phrase = _Phrase(syllables=syllables, unless_next=unless)
            found.setdefault(syllables[0], []).append(phrase)
    for province in provinces(authority_rules()):
        if "-" in province.name:  # the model cuts «Bà Rịa - Vũng Tàu» at its dash
            syllables = tuple(fold(province.name).split())
            phrase = _Phrase(syllables=syllables, unless_next=frozenset())
            found.setdefault(syllables[0], []).append(phrase)
    return PhraseBook(
        numeral_leads=frozenset(map(fold, load_phrases().numeral_leads)),
        by_first={
            first: tuple(sorted(rows, key=lambda row: -len(row.syllables)))
            for first, rows in found.items()
        },
    )
