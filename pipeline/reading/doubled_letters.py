"""One letter of a scan that the engine gave twice («Bộ Y lá tế», «UBND D», «TỔỐNG»), taken back to one.

In: words as read, in reading order. Out: the words, second readings of a letter taken out.

Where two readings of one glyph are about as likely, the engine may give both, side by side. Grounds
for each kind:
- a word that begins where a single letter ends, without the least gap: real words stand apart.
- a word that begins again in the ink of its own beginning («thá tháng»).
- a single capital that repeats the last letter of the abbreviation before it («UBND D»).
- two vowels of one base with marks («ổố») in what is no syllable: one of them alone makes it one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from models.folding import strip_accents
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.syllables import is_syllable

__all__ = ["drop_doubled"]

# A second reading begins no later than here behind the first, and no earlier, heights of the line.
_LATEST, _EARLIEST = 0.005, -0.12
_MOST_SIGNS, _LEAST_ABBREVIATION, _LEAST_BEGINNING = 2, 3, 2
# A line has no more words than this.
_REACH = 30
_CONFIDENCE = 0.8
_REPAIR = "doubled-letter"
_HOOK = "\u0309"
_LETTERS_RE = re.compile(r"[^\W\d_]+")


def drop_doubled(words: Sequence[ReadWord]) -> list[ReadWord]:
    """Return the words without second readings of one letter; what is dropped leaves its place to the first.

    Cost: linear.
    """
    kept: list[ReadWord] = []
    for word in _without_begun(words):
        before = kept[-1] if kept and kept[-1].line == word.line else None
        if before is not None and (
            _is_second_reading(before, word) or _repeats_last_letter(before, word)
        ):
            kept[-1] = replace(before, x1=max(before.x1, word.x1))
        else:
            kept.append(_without_stutter(word))
    return kept


def _is_second_reading(first: ReadWord, second: ReadWord) -> bool:
    """Tell whether `second` begins in the ink of the single letter `first` and is read less surely."""
    if not (len(first.text) == 1 and first.text.isalpha() and len(second.text) <= _MOST_SIGNS):
        return False
    height = max(first.y1 - first.y0, second.y1 - second.y0)
    gap = (second.x0 - first.x1) / max(1, height)
    return _EARLIEST <= gap <= _LATEST and second.confidence <= first.confidence


def _repeats_last_letter(first: ReadWord, second: ReadWord) -> bool:
    long = len(first.text) >= _LEAST_ABBREVIATION
    if not (long and first.text.isalpha() and first.text.isupper()):
        return False
    return second.text == first.text[-1] and not is_syllable(first.text)


def _without_begun(words: Sequence[ReadWord]) -> list[ReadWord]:
    """Return the words without those that are the beginning of another, read in the same ink: «thá tháng».

    The engine may set the beginning on a line of its own, right before or behind the other's.
    """
    texts = [word.text for word in words]
    kept: list[ReadWord] = []
    for at, word in enumerate(words):
        text, low = word.text, max(0, at - _REACH)
        alike: list[int] = []
        if len(text) >= _LEAST_BEGINNING and text.isalpha():
            near = enumerate(texts[low : at + _REACH], low)
            alike = [place for place, other in near if other.startswith(text)]
        if not any(_begins_in(word, words[place]) for place in alike):
            kept.append(word)
    return kept


def _begins_in(first: ReadWord, second: ReadWord) -> bool:
    """Tell whether the ink of `first` holds the beginning of the longer `second`."""
    shared = min(first.y1, second.y1) - max(first.y0, second.y0)
    level = shared > (first.y1 - first.y0) / 2
    return first.text != second.text and level and first.x0 <= second.x0 < first.x1


def _without_stutter(word: ReadWord) -> ReadWord:
    runs = list(_LETTERS_RE.finditer(word.text))
    if len(runs) != 1 or is_syllable(runs[0].group()):
        return word
    core = _one_vowel(runs[0].group())
    if core is None:
        return word
    text = word.text[: runs[0].start()] + core + word.text[runs[0].end() :]
    return replace(word, text=text, confidence=min(word.confidence, _CONFIDENCE), repair=_REPAIR)


def _one_vowel(core: str) -> str | None:
    """Return `core` with one of two marked vowels of the same base; None where that makes no syllable.

    Example:
        >>> _one_vowel("TỔỐNG"), _one_vowel("thuở"), _one_vowel("cooong")
        ('TỔNG', None, None)
    """
    for at in range(len(core) - 1):
        left, right = core[at], core[at + 1]
        if left.isascii() or right.isascii() or strip_accents(left) != strip_accents(right):
            continue
        forms = [core[:at] + letter + core[at + 2 :] for letter in (left, right)]
        found = [form for form in forms if is_syllable(form)]
        # The engine takes a hook for an acute, never the other way round.
        found.sort(key=lambda form: _HOOK not in unicodedata.normalize("NFD", form))
        if found:
            return found[0]
    return None
