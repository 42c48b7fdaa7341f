"""Patterns for lists of words, as printed papers spell them: any case, any blank, tones as scans lose them.

In: words of the rule tables. Out: patterns over text that `fold_keeping_length` folded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from functools import lru_cache

from extractors.rules import WordList
from extractors.rules import task_rules
from models.folding import place_tones

__all__ = ["any_of", "apart", "fold_keeping_length", "pattern_of", "words_re"]

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LONG = 1_000
_VOWELS = frozenset("aăâeêioôơuưy")


def fold_keeping_length(text: str) -> str:
    """Return `text` in lower case with tones placed, every character in its place."""
    return _folded_whole(text) if len(text) > _LONG else _folded_part(text)


def _folded(text: str) -> str:
    folded = place_tones(text).lower()
    return folded if len(folded) == len(text) else text.lower()


@lru_cache(maxsize=1_024)  # a paragraph is looked at by one extractor after the other
def _folded_part(text: str) -> str:
    return _folded(text)


@lru_cache(maxsize=2)  # a document's text is asked for again and again
def _folded_whole(text: str) -> str:
    return _folded(text)


@cache
def words_re(name: str) -> re.Pattern[str]:
    """Return a pattern for the words of a list of the task rules, longest first, whole words."""
    rules: WordList = getattr(task_rules(), name)
    return any_of(rules.words)


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for any of `words`, longest first, whole words.

    Words are grouped by their first letter, each letter with its own look behind: a search then
    passes quickly over every place where none of them can begin.
    """
    by_first: dict[str, list[str]] = {}
    for word in sorted({fold_keeping_length(word) for word in words}, key=len, reverse=True):
        for first in _first_letters(word):
            by_first.setdefault(first, []).append(_pattern_of_rest(word))
    groups = (
        rf"{re.escape(first)}(?<!\w{re.escape(first)})(?:{'|'.join(rests)})"
        for first, rests in by_first.items()
    )
    return re.compile(rf"(?:{'|'.join(groups)})(?!\w)")


def apart(patterns: Iterable[str], behind: str = r"\w") -> str:
    """Return a pattern for any of `patterns`, the first that fits, none of which stands behind `behind`.

    Each begins with a letter that means itself. They are grouped by it as in `any_of`.

    Raises:
        ValueError: If one begins with something else.
    """
    by_first: dict[str, list[str]] = {}
    for pattern in patterns:
        if not pattern[:1].isalpha():
            raise ValueError(f"{pattern!r} does not begin with a letter")
        by_first.setdefault(pattern[0], []).append(pattern[1:])
    groups = (
        rf"{first}(?<!{behind}{first})(?:{'|'.join(rests)})" for first, rests in by_first.items()
    )
    return f"(?:{'|'.join(groups)})"


def pattern_of(word: str) -> str:
    """Return a pattern for `word`; in words of several syllables any tone will do, as in scans."""
    if " " not in word:
        return re.escape(word)
    return _letters(word)


def _first_letters(word: str) -> Iterable[str]:
    return _tones_of(word[0]) or word[0] if " " in word else word[0]


def _pattern_of_rest(word: str) -> str:
    return _letters(word[1:]) if " " in word else re.escape(word[1:])


def _letters(word: str) -> str:
    return "".join(_any_tone(letter) for letter in word).replace(" ", r"\s{1,3}")


@cache
def _any_tone(letter: str) -> str:
    tones = _tones_of(letter)
    if tones:
        return f"[{tones}]"
    return letter if letter.isalnum() or letter == " " else re.escape(letter)


@cache
def _tones_of(letter: str) -> str:
    """Return a vowel with every tone; nothing for what is no vowel."""
    base = unicodedata.normalize("NFD", letter)
    kept = base[0] + "".join(mark for mark in base[1:] if mark not in _TONES)
    if unicodedata.normalize("NFC", kept)[0] not in _VOWELS:
        return ""
    return "".join(unicodedata.normalize("NFC", kept + tone) for tone in ("", *_TONES))
