"""Is a text in an encoding from before Unicode? The name of its font says so, or its words do.

In: words as read, and the name of their font where there is one. Out: the encoding, or None.

Why both: a font may lie about its encoding, and a page without font names may still be in one. The
grammar of syllables is closed, so the share of possible syllables among the words that decoding
would change is a sure witness: legacy text goes from a fifth to nearly all of them, Unicode text
goes the other way, and other languages are no syllables either way. Only different words count, so
that one sign repeated a hundred times is one piece of evidence.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.reading.legacy import Encoding
from pipeline.reading.legacy import Scheme
from pipeline.reading.legacy import bears_unicode
from pipeline.reading.legacy import decode
from pipeline.reading.legacy import is_telltale
from pipeline.reading.syllables import is_syllable

__all__ = ["Transcoder", "choose", "decode_bytes", "find_transcoder", "may_be_legacy"]

_BY_WORDS = (Encoding(scheme=Scheme.TCVN3), Encoding(scheme=Scheme.VNI))
_BY_BYTES = (*_BY_WORDS, Encoding(scheme=Scheme.CP1258))
_FEW_TELLTALES = 4
_LEAST_CHANGED = 4
_LEAST_AFTER = 0.9
_MOST_BEFORE = 0.5
_MOST_UNICODE = 0.1
_LEAST_AFTER_IN_LINE = 0.8
_LEAST_AFTER_BY_NAME = 0.7
_LONGEST = 60
_MOST_WORDS = 4_000
_MOST_LINES = 20_000
# Bytes that are no Unicode are refused unless nearly all of many words come out right.
_BYTES_HEALTH = 0.95
_BYTES_WORDS = 50
_BYTES_MARKED = 0.3
_PART_RE = re.compile(r"[^\W\d_]{2,40}")
_MAX_CAPITALS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weight:
    """What decoding would do to the different words of a text.

    Attributes:
        changed: Words that it changes.
        before, after: How many of these are possible syllables before and after.
        unicode: Words that are in Unicode already.
    """

    changed: int
    before: int
    after: int
    unicode: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcoder:
    """Decodes the lines of a text of which all or some are in one legacy encoding.

    Attributes:
        encoding: What they are in.
        whole: True where the whole text is in it; otherwise each line is judged by itself.
    """

    encoding: Encoding
    whole: bool

    def fits(self, words: Sequence[str]) -> bool:
        """Tell whether the line of `words` is to be decoded."""
        if self.whole:
            return not any(bears_unicode(word) for word in words)
        weight = _weigh(words, self.encoding)
        return weight.unicode == 0 and weight.after > weight.before


def may_be_legacy(characters: Mapping[str, int]) -> bool:
    """Tell whether a page is worth a closer look, from how often it has each character.

    Costs a look at each different character, some hundred at most.
    """
    return sum([n for c, n in characters.items() if is_telltale(c)]) >= _FEW_TELLTALES


def choose(words: Sequence[str], named: Encoding | None) -> Encoding | None:
    """Return the encoding of words that are printed in one font; None for Unicode.

    Args:
        words: Words as read.
        named: The encoding that the font's name stands for, if it does.
    """
    own = _weigh(words, named) if named is not None else None
    if own is not None and _fits_name(own) and own.after >= _LEAST_AFTER_BY_NAME * own.changed:
        return named
    best, gain = None, 0
    for encoding in _BY_WORDS:
        weight = _weigh(words, encoding)
        if _is_sure(weight) and weight.after - weight.before > gain:
            best, gain = encoding, weight.after - weight.before
    if best is None and own is not None and _fits_name(own):
        return named  # letters set apart, names, abbreviations: nothing better is known
    return best


def find_transcoder(text: str) -> Transcoder | None:
    """Return how to decode the lines of `text` that are in a legacy encoding; None for Unicode."""
    if text.isascii() or not may_be_legacy(Counter(text)):
        return None
    lines = [line.split() for line in text.split("\n", _MOST_LINES)[:_MOST_LINES]]
    for encoding in _BY_WORDS:
        weighed = [(line, _weigh(line, encoding)) for line in lines if line]
        words = [word for line, weight in weighed if _is_likely(weight) for word in line]
        if _is_sure(_weigh(words, encoding)):
            plain = sum(weight.unicode for _, weight in weighed)
            changed = sum(weight.changed for _, weight in weighed)
            return Transcoder(encoding=encoding, whole=plain <= _MOST_UNICODE * changed)
    return None


def decode_bytes(data: bytes) -> tuple[str, Transcoder] | None:
    """Read bytes that are no UTF-8 as a legacy encoding, if hardly a doubt is left.

    Returns:
        The text in Windows' Latin characters, still to be decoded word by word, and how; None where
        fewer than 50 words or fewer than 95 % of them come out as possible syllables.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    words = [word for word in text.split()[:_MOST_WORDS] if len(word) <= _LONGEST]
    best, best_share = None, _BYTES_HEALTH
    for encoding in _BY_BYTES:
        parts = [p for word in words for p in _parts(decode(word, encoding))]
        marked = sum(not part.isascii() for part in parts)
        if len(parts) < _BYTES_WORDS or marked < _BYTES_MARKED * len(parts):
            continue
        share = sum(map(is_syllable, parts)) / len(parts)
        if share >= best_share:
            best, best_share = encoding, share
    return None if best is None else (text, Transcoder(encoding=best, whole=True))


def _fits_name(weight: _Weight) -> bool:
    mixed = weight.unicode > _MOST_UNICODE * weight.changed
    return not mixed and weight.after >= weight.before


def _is_sure(weight: _Weight) -> bool:
    return (
        weight.changed >= _LEAST_CHANGED
        and weight.after >= _LEAST_AFTER * weight.changed
        and weight.before <= _MOST_BEFORE * weight.changed
        and weight.unicode <= _MOST_UNICODE * weight.changed
    )


def _is_likely(weight: _Weight) -> bool:
    return (
        weight.unicode == 0
        and weight.after > weight.before
        and weight.after >= _LEAST_AFTER_IN_LINE * weight.changed
    )


def _weigh(words: Iterable[str], encoding: Encoding) -> _Weight:
    changed = before = after = unicode = 0
    for word in list(dict.fromkeys(words))[:_MOST_WORDS]:
        if word.isascii() or len(word) > _LONGEST:
            continue
        if bears_unicode(word):
            unicode += 1
            continue
        text = decode(word, encoding)
        parts = _parts(text)
        if text == word or not parts:
            continue
        changed += 1
        after += all(map(is_syllable, parts))
        before += _is_word(word)
    return _Weight(changed=changed, before=before, after=after, unicode=unicode)


def _is_word(word: str) -> bool:
    """Tell whether a word as read is made of possible syllables, with no sign between its letters."""
    parts = _parts(word)
    return bool(parts) and all(map(is_syllable, parts)) and not any(map(is_telltale, word))


def _parts(word: str) -> list[str]:
    """Return the parts of a word that must be syllables; abbreviations in capitals need not."""
    found = _PART_RE.findall(unicodedata.normalize("NFC", word))
    return [p for p in found if not (p.isupper() and len(p) <= _MAX_CAPITALS) or is_syllable(p)]
