"""Cut a document into sentences: by its paragraphs and cells first, then by full stops.

In: a tokenised document and its layout. Out: ranges of tokens in order. A sentence never crosses
the end of a zone, a paragraph or a cell. A full stop ends none when it belongs to a label («1.»,
«IV.», «a.»), to an abbreviation (those are tokens with their stop) or to an initial, when no blank
follows it, or when the next word begins in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from spacy.attrs import IDX
from spacy.attrs import ORTH
from spacy.tokens import Doc

from models.layout import Layout

__all__ = ["TokenRange", "find_sentences"]

_STOPS = frozenset({".", "?", "!", "…", "...", "./."})
_CLOSERS = frozenset("”\"’')]»")
_ENDS = _STOPS | _CLOSERS
_OPENERS = frozenset("“\"‘'([«-–—+*•")
_LABEL_RE = re.compile(r"\d{1,3}|[IVXLC]{1,6}|[^\W\d_]")


@dataclass(frozen=True, slots=True)
class TokenRange:
    """A half-open range of token positions, without white space at either end."""

    start: int
    end: int


def find_sentences(doc: Doc, layout: Layout) -> list[TokenRange]:
    """Return the sentences of `doc` in order; together they hold every token that is no blank."""
    words, starts = _words_of(doc)
    filled = [index for index, word in enumerate(words) if not word.isspace()]
    if not filled:
        return []
    # How many breaks lie before each token: two that differ are parted.
    breaks = np.searchsorted(_breaks(layout), starts, side="right")[filled]
    parted = (np.flatnonzero(breaks[1:] != breaks[:-1]) + 1).tolist()
    stops = [n for n, index in enumerate(filled[:-1], 1) if words[index] in _ENDS]
    broken = set(parted)
    solid = _solid(words, filled) if stops else []
    found: list[TokenRange] = []
    first = 0
    for position in sorted(broken.union(stops)):
        if position in broken or _begins(position, first, filled, words, starts, solid):
            found.append(TokenRange(filled[first], filled[position - 1] + 1))
            first = position
    found.append(TokenRange(filled[first], filled[-1] + 1))
    return found


def _words_of(doc: Doc) -> tuple[list[str], list[int]]:
    """Return the text and the offset of every token."""
    table = doc.to_array([ORTH, IDX])
    keys, starts = table[:, 0].tolist(), table[:, 1].tolist()
    known = {key: doc.vocab.strings[key] for key in set(keys)}
    return [known[key] for key in keys], starts


def _breaks(layout: Layout) -> list[int]:
    """Return the offsets at which something ends or begins that no sentence crosses."""
    offsets: set[int] = set()
    for zone in layout.zones:
        offsets.update((zone.start, zone.end))
    for paragraph in layout.paragraphs:
        offsets.update((paragraph.start, paragraph.end))
    for table in layout.tables:
        offsets.update((table.start, table.end))
        for cell in table.cells:
            offsets.update((cell.start, cell.end))
    return sorted(offsets)


def _begins(
    position: int,
    first: int,
    filled: Sequence[int],
    words: Sequence[str],
    starts: Sequence[int],
    solid: Sequence[int],
) -> bool:
    """Tell whether a sentence begins at `filled[position]`; the one before began at `first`."""
    index, before = filled[position], filled[position - 1]
    stop = max(first, solid[position - 1])
    if words[filled[stop]] not in _STOPS:
        return False
    touches = starts[before] + len(words[before]) == starts[index]
    if touches or not _can_begin(words[index]):
        return False
    return words[filled[stop]] != "." or not _is_label(stop, first, filled, words)


def _solid(words: Sequence[str], filled: Sequence[int]) -> list[int]:
    """Return for each place of `filled` the last one up to it that is no closing mark; -1 for none."""
    out: list[int] = []
    last = -1
    for position, index in enumerate(filled):
        if words[index] not in _CLOSERS:
            last = position
        out.append(last)
    return out


def _can_begin(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or word[0] in _OPENERS


def _is_label(stop: int, first: int, filled: Sequence[int], words: Sequence[str]) -> bool:
    """Tell whether the full stop at `stop` belongs to a label or an initial and not to a sentence."""
    if stop == first:
        return False
    word = words[filled[stop - 1]]
    if _LABEL_RE.fullmatch(word) is None:
        return False
    if stop - 1 == first:
        return True
    # «Nguyễn Văn A. Tổng số»: after a name the single letter is its end. «… do A. Nguyễn»: an initial.
    initial = len(word) == 1 and word.isupper()
    return initial and not words[filled[stop - 2]][0].isupper()
