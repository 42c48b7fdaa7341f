"""How alike two texts are: a mark of 64 bits to find candidates by, and the share of common words.

In: texts as search keeps them, folded. Out: numbers that are the same in every process, whatever
the order in which documents come.

The mark (simhash) has each bit set by the majority of the text's words, so that nearly the same
words give nearly the same bits. Two marks that differ in at most `MOST_BITS` of 64 bits share at
least one of their eight bytes: whoever looks up the bytes finds every candidate without comparing
all with all. What decides is `likeness`, the multiset Jaccard index of the words: one misread word
of a scan costs it one word, where runs of words would lose several.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

__all__ = [
    "LEAST_LIKENESS",
    "LEAST_WORDS",
    "MOST_BITS",
    "TextMark",
    "bits_between",
    "likeness",
    "mark_of",
    "pieces_of",
]

# Fewer words say too little: two short invitations differ in a name and a day.
LEAST_WORDS = 50
LEAST_LIKENESS = 0.80
MOST_BITS = 7
_BITS = 64
# One lane a bit in a large number, wide enough for the votes of any text that is taken in.
_LANE = 40
_LANE_MASK = (1 << _LANE) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMark:
    """What a text is found by: the number of its words, and its mark, sixteen hexadecimal digits."""

    words: int
    simhash: str


def mark_of(text_folded: str) -> TextMark | None:
    """Return the mark of a folded text; None for one of fewer than `LEAST_WORDS` words."""
    counts = Counter(text_folded.split())
    words = counts.total()
    if words < LEAST_WORDS:
        return None
    votes = sum(count * _lanes(word) for word, count in counts.items())
    bits = 0
    for bit in range(_BITS):
        if 2 * ((votes >> (bit * _LANE)) & _LANE_MASK) > words:
            bits |= 1 << bit
    return TextMark(words=words, simhash=f"{bits:016x}")


@lru_cache(maxsize=20_000)  # the syllables of the language, and room for names and numbers
def _lanes(word: str) -> int:
    """Return the word's hash with every bit in a lane of its own."""
    digest = hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=_BITS // 8).digest()
    bits = int.from_bytes(digest, "big")
    return sum(1 << (bit * _LANE) for bit in range(_BITS) if bits >> bit & 1)


def pieces_of(simhash: str) -> tuple[int, ...]:
    """Return the eight bytes of a mark, each with its place: 256 × place + byte.

    Example:
        >>> pieces_of("00000000000000ff")
        (0, 256, 512, 768, 1024, 1280, 1536, 2047)
    """
    return tuple(256 * place + byte for place, byte in enumerate(bytes.fromhex(simhash)))


def bits_between(first: str, second: str) -> int:
    """Return in how many bits two marks differ, 0 to 64.

    Example:
        >>> bits_between("0000000000000000", "0000000000000103")
        3
    """
    return (int(first, 16) ^ int(second, 16)).bit_count()


def likeness(first: str, second: str) -> float:
    """Return the multiset Jaccard index of the words of two folded texts, 0 to 1, three decimals.

    Example:
        >>> likeness("a b b c", "b b c d")
        0.6
    """
    ours, theirs = Counter(first.split()), Counter(second.split())
    common = (ours & theirs).total()
    either = ours.total() + theirs.total() - common
    return round(common / either, 3) if either else 0.0
