"""Which two syllables belong together: a lexicon to tell a word from a misread one.

In: two neighbouring syllables. Out: how well the pair is known, and the known pairs that differ
from it in accents only.

Why pairs: a scan that loses or swaps an accent leaves a valid syllable behind («tố chức»), so no
syllable list can find it; a pair that nobody writes beside one that everybody writes can.

Sources, best first:
1. the table `rules/official_words.toml`: words and set phrases of dispatches;
2. underthesea's word list of medium size and the word pairs its tagger learnt from newspapers;
3. underthesea's long word list: it speaks for what was read, never for a correction.
The last two are read from the installed package where it lies, without importing it; where it is
missing or of another make, the table alone is the lexicon.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from extractors.rules import RuleShape
from extractors.rules import Words
from extractors.rules import load_rules
from models.folding import fold
from models.folding import place_tones
from models.folding import strip_accents

__all__ = ["Lexicon", "OfficialWords", "Pair", "Standing", "load_lexicon"]

_MEDIUM_LIST = ("corpus", "data", "Viet22K.txt")
_LONG_LIST = ("corpus", "data", "Viet74K.txt")
_TAGGER = ("pipeline", "word_tokenize", "models", "ws_crf_vlsp2013_20230727", "models.bin")
# Larger files are not those that this was made for.
_MOST_BYTES = 40_000_000
_LEARNT_RE = re.compile(rb"T\[-?\d,-?\d\](?:\.lower)?=([^\x00]{3,60})\x00")
# Where the old and the new placing of the tone differ: open oa, oe, uy.
_OPEN_PAIR_RE = re.compile(r"(?<!q)(?:o[àáãảạèéẽẻẹ]|u[ỳýỹỷỵ])(?![^\W\d_])")
_PAIR = 2
_MARKED = "".join(
    letter
    for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))
    if (letter := chr(code)).islower() and len(strip_accents(letter)) == 1
)
_PLAIN = str.maketrans(_MARKED, "".join(strip_accents(letter) for letter in _MARKED))


class Standing(IntEnum):
    """How well a pair of syllables is known."""

    UNKNOWN = 0
    LISTED = 1
    COMMON = 2
    OFFICIAL = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """Two neighbouring syllables, folded (lower case, tones placed), and how well they are known."""

    left: str
    right: str
    standing: Standing


class OfficialWords(RuleShape):
    """The table of official words: phrases by subject, and pairs that only look misread."""

    source: str
    matches: Words
    rejects: Words
    government: Words
    party: Words
    affairs: Words
    small_phrases: Words
    also_right: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Known pairs of syllables.

    Attributes:
        pairs: «left right», folded, to its standing.
        twins: The pair in plain letters to the pairs from COMMON upwards that share them.
        syllables: Every syllable that stands in a known pair or word.
    """

    pairs: Mapping[str, Standing]
    twins: Mapping[str, tuple[str, ...]]
    syllables: frozenset[str]

    def standing(self, left: str, right: str) -> Standing:
        """Return how well the pair of folded syllables is known."""
        return self.pairs.get(f"{left} {right}", Standing.UNKNOWN)

    def same_letters(self, left: str, right: str) -> tuple[Pair, ...]:
        """Return the known pairs with the same plain letters, best first; without `LISTED` ones."""
        found = []
        for pair in self.twins.get(f"{left} {right}".translate(_PLAIN), ()):
            first, second = pair.split(" ")
            found.append(Pair(first, second, self.pairs[pair]))
        return tuple(sorted(found, key=lambda pair: (-pair.standing, pair.left, pair.right)))


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon of this installation; the first call reads it, some 0.2 s."""
    rules = load_rules("official_words", OfficialWords)
    official = [*rules.government, *rules.party, *rules.affairs, *rules.small_phrases]
    listed = [*_words_of(_LONG_LIST), *map(fold, rules.also_right)]
    return _build(official, [*_words_of(_MEDIUM_LIST), *_learnt_pairs()], listed)


def _build(official: Sequence[str], common: Sequence[str], listed: Sequence[str]) -> Lexicon:
    """Return the lexicon of three lists of folded words with more than one syllable."""
    pairs = dict.fromkeys(_pairs_in(listed), Standing.LISTED)
    pairs.update(dict.fromkeys(_pairs_in(common), Standing.COMMON))
    pairs.update(dict.fromkeys(_pairs_in([fold(phrase) for phrase in official]), Standing.OFFICIAL))
    return Lexicon(
        pairs=pairs,
        twins=_twins(pairs),
        syllables=frozenset(" ".join(pairs).split()),
    )


def _pairs_in(words: Iterable[str]) -> list[str]:
    pairs: list[str] = []
    for word in words:
        parts = word.split(" ")
        if len(parts) == _PAIR:
            pairs.append(word)
        else:
            pairs += [f"{left} {right}" for left, right in pairwise(parts)]
    return pairs


def _twins(pairs: Mapping[str, Standing]) -> dict[str, tuple[str, ...]]:
    known = [pair for pair, standing in pairs.items() if standing >= Standing.COMMON]
    found: dict[str, tuple[str, ...]] = {}
    for bare, pair in zip("\n".join(known).translate(_PLAIN).split("\n"), known, strict=True):
        found[bare] = (*found.get(bare, ()), pair)
    return found


def _words_of(path: tuple[str, ...]) -> list[str]:
    """Return the words of a list of the package that have more than one syllable, folded."""
    text = _folded(_package_bytes(path).decode("utf-8", "replace"))
    return [line for line in text.splitlines() if " " in line]


def _learnt_pairs() -> list[str]:
    found = set(_LEARNT_RE.findall(_package_bytes(_TAGGER)))
    text = _folded(b"\n".join(found).decode("utf-8", "replace"))
    return [line for line in text.splitlines() if line.count(" ") == 1]


def _folded(text: str) -> str:
    """Return `text` as `fold` would, for a whole list at once: it is in good order but for case."""
    lowered = unicodedata.normalize("NFC", text).lower()
    return _OPEN_PAIR_RE.sub(lambda match: place_tones(match[0]), lowered)


def _package_bytes(path: tuple[str, ...]) -> bytes:
    """Return a file of underthesea's, or nothing where it is missing or far too large."""
    spec = find_spec("underthesea")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        file = Path(folder).joinpath(*path)
        if file.is_file() and file.stat().st_size <= _MOST_BYTES:
            return file.read_bytes()
    return b""
