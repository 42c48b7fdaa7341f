"""spaCy's tokenizer for dispatches: text in, a `Doc` of syllables out whose text is the text.

White space other than one blank behind a token becomes a token of its own, as spaCy wants it, so
`doc.text == text` holds for every text and every offset is exact.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer
from spacy.util import registry
from spacy.vocab import Vocab

from pipeline.language.tokens import token_pattern

__all__ = ["TOKENIZER_NAME", "SyllableTokenizer", "cut"]

TOKENIZER_NAME = "vanthu.syllables.v1"
# White space that is more than the blank between two words, none of which a token holds.
_GAP_RE = re.compile(r"(\s{2,}+|[^\S \u00a0])")
# What only the pattern of tokens can cut: symbols hold blanks at their dash («1021 -CV/TU»).
_SEEN_WHOLE_RE = re.compile(
    r"\u00a0|\A | \Z|\d[a-zđ]?(?: [-\u2010-\u2015\u2212]|[-\u2010-\u2015\u2212] )"
)
_LONGEST_KNOWN = 40


class SyllableTokenizer(DummyTokenizer):
    """Makes documents of syllable tokens; has no state but the vocabulary."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __reduce__(self) -> tuple[type[SyllableTokenizer], tuple[Vocab]]:
        return SyllableTokenizer, (self.vocab,)

    def __call__(self, text: str) -> Doc:
        """Return the document of `text`; its tokens rebuild `text` exactly."""
        words, spaces = cut(text)
        return Doc(self.vocab, words=words, spaces=spaces)


def cut(text: str) -> tuple[list[str], list[bool]]:
    """Return the tokens of `text`, white space included, and whether one blank follows each.

    Example:
        >>> cut("Ban  Thường vụ.")
        (['Ban', ' ', 'Thường', 'vụ', '.'], [True, False, True, False, False])
    """
    words: list[str] = []
    spaces: list[bool] = []
    for number, piece in enumerate(_GAP_RE.split(text)):
        if number % 2:
            _add_gap(piece, words, spaces)
        elif _SEEN_WHOLE_RE.search(piece) is None:
            _add_chunks(piece, words, spaces)
        else:
            _add_tokens(piece, words, spaces)
    return words, spaces


def _add_chunks(piece: str, words: list[str], spaces: list[bool]) -> None:
    """Add what stands between single blanks, none of which is inside of a token."""
    if not piece:
        return
    for chunk in piece.split(" "):
        tokens = _tokens_of(chunk) if len(chunk) <= _LONGEST_KNOWN else _cut_chunk(chunk)
        words += tokens
        if len(tokens) > 1:
            spaces += [False] * (len(tokens) - 1)
        spaces.append(True)
    spaces[-1] = False


@lru_cache(maxsize=16_384)  # words come again
def _tokens_of(chunk: str) -> tuple[str, ...]:
    return _cut_chunk(chunk)


def _cut_chunk(chunk: str) -> tuple[str, ...]:
    return tuple([match[0] for match in token_pattern().finditer(chunk)])


def _add_tokens(text: str, words: list[str], spaces: list[bool]) -> None:
    """Add the tokens of a text of which some may hold a blank."""
    end = 0
    for match in token_pattern().finditer(text):
        start, after = match.span()
        if start != end:
            if start - end == 1 and spaces and text[end] == " ":
                spaces[-1] = True
            else:
                _add_gap(text[end:start], words, spaces)
        words.append(text[start:after])
        spaces.append(False)
        end = after
    if end < len(text):
        _add_gap(text[end:], words, spaces)


def _add_gap(gap: str, words: list[str], spaces: list[bool]) -> None:
    if words and gap[0] == " ":
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        words.append(gap)
        spaces.append(False)


def make_tokenizer() -> Callable[[Language], SyllableTokenizer]:
    """Return the factory that spaCy's configuration names."""

    def create(nlp: Language) -> SyllableTokenizer:
        return SyllableTokenizer(nlp.vocab)

    return create


registry.tokenizers(TOKENIZER_NAME)(make_tokenizer)
