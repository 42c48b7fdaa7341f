"""One letter of a scan that the engine gave twice («Bộ Y lá tế», «UBND D», «TỔỐNG»), taken back to one.

In: words as read, in reading order. Out: the words, second readings of a letter taken out.

Where two readings of one glyph are about as likely, the engine may give both, side by side. Grounds
for each kind:
- a word that begins where a single letter ends, without the least gap: real words stand apart.
- a word that begins again in the ink of its own beginning («thá tháng»).
- a word that goes on in the ink of its last letter («Đả ăng»).
- a word in the ink of another one whose letters it repeats («quả uả»).
- a doubtful word in the ink of two others, whose nearest letters it repeats («Hô ột tịch»).
- a single capital that repeats the last letter of the abbreviation before it («UBND D»).
- two vowels of one base with marks («ổố») in what is no syllable: one of them alone makes it one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extractors.lexicon import Standing
from extractors.lexicon import load_lexicon
from models.folding import fold
from models.folding import strip_accents
from pipeline.reading.ocr_engine import ReadWord
from pipeline.reading.syllables import is_syllable

__all__ = ["drop_doubled"]

# A second reading begins no later than here behind the first, and no earlier, heights of the line.
_LATEST, _EARLIEST = 0.005, -0.12
# A word that goes on begins so far inside the one before, heights of the line.
_INSIDE = 0.1
_DOUBTFUL, _MOST_STRADDLING = 0.6, 3
_MOST_SIGNS, _LEAST_ABBREVIATION, _LEAST_BEGINNING = 2, 3, 2
# What is no syllable ends so near before what it begins, heights of the word.
_TOUCHING = 0.15
# A letter is no wider, heights of its word.
_WIDEST = 0.95
# Print of more words on a page than any has is dirt, and is not looked through.
_MOST_WORDS = 1_200
# A line has no more words than this.
_REACH = 30
_CONFIDENCE = 0.8
_REPAIR = "doubled-letter"
_HOOK = "\u0309"
_LETTERS_RE = re.compile(r"[^\W\d_]+")


def drop_doubled(words: Sequence[ReadWord]) -> list[ReadWord]:
    """Return the words without second readings of one letter; what is dropped leaves its place to the first.

    Cost: linear, but for boxes, which are held against each other up to 1,200 words.
    """
    kept: list[ReadWord] = []
    for word in _without_begun(_without_covered(_without_straddling(words))):
        before = kept[-1] if kept and kept[-1].line == word.line else None
        whole = _gone_on(before, word) if before is not None else None
        if whole is not None:
            kept[-1] = whole
        elif before is not None and (
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


def _gone_on(first: ReadWord, second: ReadWord) -> ReadWord | None:
    """Return the one word of which `second` begins with the last letter of `first`, in its ink; or None."""
    height = max(first.y1 - first.y0, second.y1 - second.y0)
    if not (first.x0 < second.x0 < first.x1 - _INSIDE * height and first.x1 < second.x1):
        return None
    text = first.text + second.text[1:]
    if load_lexicon().standing(fold(first.text), fold(second.text)) is not Standing.UNKNOWN:
        return None
    if not (_is_same_letter(first.text[-1], second.text[0]) and is_syllable(text)):
        return None
    return replace(
        first,
        text=text,
        x1=second.x1,
        y0=min(first.y0, second.y0),
        y1=max(first.y1, second.y1),
        confidence=min(first.confidence, second.confidence, _CONFIDENCE),
        repair=_REPAIR,
    )


def _is_same_letter(one: str, other: str) -> bool:
    return one.isalpha() and strip_accents(one).lower() == strip_accents(other).lower()


def _without_straddling(words: Sequence[ReadWord]) -> list[ReadWord]:
    """Return the words without what was read once more in the ink of two others: «Hô ột tịch».

    The marks that the last letter of the left one lacks are its own.
    """
    given: dict[int, ReadWord] = {}
    gone: set[int] = set()
    for at, word in enumerate(words):
        if word.confidence >= _DOUBTFUL or not 1 < len(word.text) <= _MOST_STRADDLING:
            continue
        near = [i for i in range(max(0, at - _REACH), min(len(words), at + _REACH)) if i != at]
        left = next((i for i in near if _goes_over(words[i], word)), None)
        right = next((i for i in near if _goes_over(word, words[i])), None)
        if left is None or right is None:
            continue
        gone.add(at)
        text = words[left].text[:-1] + word.text[0]
        if _decomposed(text) > _decomposed(words[left].text) and is_syllable(text):
            given[left] = replace(words[left], text=text, confidence=_CONFIDENCE, repair=_REPAIR)
    return [given.get(i, word) for i, word in enumerate(words) if i not in gone]


def _decomposed(text: str) -> int:
    """Return how many letters and marks a text has."""
    return len(unicodedata.normalize("NFD", text))


def _goes_over(left: ReadWord, right: ReadWord) -> bool:
    """Tell whether `right` begins in the ink of `left`, with the letter that stands there."""
    shared = min(left.y1, right.y1) - max(left.y0, right.y0)
    level = 2 * shared > min(left.y1 - left.y0, right.y1 - right.y0)
    inside = left.x0 < right.x0 < left.x1 < right.x1
    return level and inside and _is_same_letter(left.text[-1], right.text[0])


def _repeats_last_letter(first: ReadWord, second: ReadWord) -> bool:
    long = len(first.text) >= _LEAST_ABBREVIATION
    if not (long and first.text.isalpha() and first.text.isupper()):
        return False
    return second.text == first.text[-1] and not is_syllable(first.text)


def _without_covered(words: Sequence[ReadWord]) -> list[ReadWord]:
    """Return the words without those in the ink of another: the engine may cut a line out of a line.

    Print never lies on print; of two readings of one place the one with more letters stays.
    """
    if len(words) > _MOST_WORDS:
        return list(words)
    sides = np.array([(w.x0, w.x1, w.y0, w.y1) for w in words], np.int64).reshape(-1, 4)
    left, right, top, foot = sides.T
    wide = np.minimum.outer(right, right) - np.maximum.outer(left, left)
    high = np.minimum.outer(foot, foot) - np.maximum.outer(top, top)
    low = np.minimum.outer(foot - top, foot - top)
    tall = np.maximum.outer(foot - top, foot - top)
    level = (2 * high > low) & (tall < 2 * low)
    # Blanks between words are wider than this.
    near = level & (wide > -_TOUCHING * low)
    pairs = np.argwhere(np.triu(near, 1))
    gone: set[int] = set()
    for one, other in pairs.tolist():
        less, more = sorted((one, other), key=lambda i: (len(words[i].text), words[i].confidence))
        if not {less, more} & gone and _is_covered(words[less], words[more]):
            gone.add(less)
    return [word for at, word in enumerate(words) if at not in gone]


def _is_covered(less: ReadWord, more: ReadWord) -> bool:
    """Tell whether `less` is a second reading of ink of `more`, or of what `more` ends with.

    A box far too wide for its letters holds other words of the line, which are no second readings.
    """
    small, great = strip_accents(less.text).lower(), strip_accents(more.text).lower()
    if not (len(small) >= _LEAST_BEGINNING and small in great):
        return False
    if more.x1 - more.x0 > _WIDEST * (more.y1 - more.y0) * len(great):
        return False
    shared = min(less.x1, more.x1) - max(less.x0, more.x0)
    if 2 * shared > less.x1 - less.x0:
        return True
    if small == great:
        return less.line != more.line
    return more.x0 <= less.x0 and shared <= 0 and great.endswith(small)


def _without_begun(words: Sequence[ReadWord]) -> list[ReadWord]:
    """Return the words without those that are the beginning of another, read in the same ink: «thá tháng».

    The engine may set the beginning on a line of its own, right before or behind the other's.
    """
    texts = [word.text for word in words]
    kept: list[ReadWord] = []
    for at, word in enumerate(words):
        text, low = word.text, max(0, at - _REACH)
        alike: list[int] = []
        if text.isalpha() and (len(text) >= _LEAST_BEGINNING or not is_syllable(text)):
            near = enumerate(texts[low : at + _REACH], low)
            alike = [place for place, other in near if other.startswith(text)]
        if not any(_begins_in(word, words[place]) for place in alike):
            kept.append(word)
    return kept


def _begins_in(first: ReadWord, second: ReadWord) -> bool:
    """Tell whether the ink of `first` holds the beginning of the longer `second`.

    What is no syllable may end right before it («t tra»).
    """
    shared = min(first.y1, second.y1) - max(first.y0, second.y0)
    height = first.y1 - first.y0
    reach = first.x1 if is_syllable(first.text) else first.x1 + _TOUCHING * height
    level = shared > height / 2
    return first.text != second.text and level and first.x0 <= second.x0 < reach


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
