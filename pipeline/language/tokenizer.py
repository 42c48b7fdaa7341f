"""spaCy's tokenizer for dispatches: text in, a `Doc` of syllables out whose text is the text.

White space other than one blank behind a token becomes a token of its own, as spaCy wants it, so
`doc.text == text` holds for every text and every offset is exact.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer
from spacy.util import registry
from spacy.vocab import Vocab

from pipeline.language.tokens import token_pattern

__all__ = ["TOKENIZER_NAME", "SyllableTokenizer", "cut"]

TOKENIZER_NAME = "vanthu.syllables.v1"


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
    return words, spaces


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
