"""Words as spans over syllable tokens, and their parts of speech.

In: a document with sentences. Out: ranges of tokens, one per word. underthesea's model proposes
for each sentence which syllables belong together; the table of phrases and the patterns kept whole
(numbers, dates, symbols) overrule it, because the model was trained on newspapers. Where the model
gives up on a sentence, every syllable is a word of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.language.crf import TaggingFailed
from pipeline.language.crf import tag_speech
from pipeline.language.crf import tag_words
from pipeline.language.phrases import body_abbreviations
from pipeline.language.phrases import fold_syllable
from pipeline.language.phrases import phrase_book
from pipeline.language.sentences import TokenRange
from pipeline.language.tokens import TokenKind
from pipeline.language.tokens import kind_of
from pipeline.stopwatch import step

__all__ = ["find_words", "speech_of_words", "written"]

UNKNOWN_SPEECH = "X"
_NUMERAL_RE = re.compile(r"[IVXLC]{1,7}")
# The models look three words to either side; a longer piece only costs memory.
_MAX_PIECE = 400


def find_words(doc: Doc, sentences: Sequence[TokenRange]) -> list[TokenRange]:
    """Return the words of all sentences in order."""
    found: list[TokenRange] = []
    for sentence in sentences:
        step()
        indexes = [i for i in range(sentence.start, sentence.end) if not doc[i].is_space]
        for low in range(0, len(indexes), _MAX_PIECE):
            piece = indexes[low : low + _MAX_PIECE]
            found += _words_of([doc[i].text for i in piece], piece)
    return found


def speech_of_words(
    doc: Doc, words: Sequence[TokenRange], sentences: Sequence[TokenRange]
) -> list[str]:
    """Return the part of speech of each word; ``X`` where the model gives up."""
    tags: list[str] = []
    position = 0
    for sentence in sentences:
        texts: list[str] = []
        while position < len(words) and words[position].start < sentence.end:
            texts.append(written(doc, words[position], joint=" "))
            position += 1
        for low in range(0, len(texts), _MAX_PIECE):
            tags += _speech(texts[low : low + _MAX_PIECE])
    return tags


def written(doc: Doc, word: TokenRange, *, joint: str = "_") -> str:
    """Return a word with its syllables joined by `joint`, blanks inside a token dropped."""
    parts = ("".join(doc[i].text.split()) for i in range(word.start, word.end))
    return joint.join(part for part in parts if part)


def _speech(texts: Sequence[str]) -> list[str]:
    try:
        return tag_speech(texts)
    except TaggingFailed:
        return [UNKNOWN_SPEECH] * len(texts)


def _words_of(texts: Sequence[str], indexes: Sequence[int]) -> list[TokenRange]:
    try:
        goes_on = tag_words(["".join(text.split()) for text in texts])
    except TaggingFailed:
        goes_on = [False] * len(texts)
    goes_on = _overrule(texts, goes_on)
    found: list[TokenRange] = []
    for index, joined in zip(indexes, goes_on, strict=True):
        if joined and found:
            found[-1] = TokenRange(found[-1].start, index + 1)
        else:
            found.append(TokenRange(index, index + 1))
    return found


def _overrule(texts: Sequence[str], goes_on: Sequence[bool]) -> list[bool]:
    """Return `goes_on` with phrases kept together and everything but syllables kept apart."""
    result = [*goes_on, False]
    folded = [fold_syllable(text) for text in texts]
    index = 0
    while index < len(texts):
        length = _phrase_length(texts, folded, index)
        if length:
            result[index : index + length] = [False] + [True] * (length - 1)
            result[index + length] = False
        index += length or 1
    return result[: len(texts)]


def _phrase_length(texts: Sequence[str], folded: Sequence[str], index: int) -> int:
    """Return how many tokens from `index` on are one word for sure; 0 when the model decides."""
    if not _is_syllable(texts[index]):
        return 1
    if _is_body_abbreviation(texts, index):
        return 1
    book = phrase_book()
    lead = folded[index - 1] if index else ""
    if lead in book.numeral_leads and _NUMERAL_RE.fullmatch(texts[index]):
        return 1
    return book.length_at(folded, index)


def _is_body_abbreviation(texts: Sequence[str], index: int) -> bool:
    """Tell whether «TU», «VP», «UBND» stands here as an abbreviation and not in a line of capitals."""
    known = _body_abbreviations()
    if texts[index] not in known:
        return False
    after = texts[index + 1] if index + 1 < len(texts) else ""
    return not (after.isupper() and len(after) > 1 and after not in known)


@lru_cache(maxsize=1)
def _body_abbreviations() -> frozenset[str]:
    return frozenset(body_abbreviations(joined=False))


@lru_cache(maxsize=20_000)  # the same syllables come again and again
def _is_syllable(text: str) -> bool:
    return kind_of(text) is TokenKind.SYLLABLE and not text[0].isdigit()
