"""The spaCy pipeline for dispatches: tokens, zones, sentences, words, then the extractors.

`build_nlp()` needs no trained model and no network. The pipeline reads texts (`nlp(text)`) and
documents made of a layout (`nlp(make_doc(nlp, layout))`), one by one or by `nlp.pipe`.
"""

from __future__ import annotations

from collections.abc import Callable

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractors.components import add_extractors
from pipeline.language.document import add_sentences
from pipeline.language.document import add_speech
from pipeline.language.document import add_words
from pipeline.language.document import add_zones
from pipeline.language.tokenizer import TOKENIZER_NAME

__all__ = ["build_nlp"]

_STEPS = {
    "dispatch_zones": add_zones,
    "dispatch_sentences": add_sentences,
    "dispatch_words": add_words,
    "dispatch_speech": add_speech,
}


def build_nlp(*, words: bool = True, pos: bool = False, extractors: bool = True) -> Language:
    """Return the pipeline.

    Args:
        words: Cut every document into words. Without it they are made when first asked for, which
            is the way for reading fields only: it takes longer than everything else together.
        pos: Tag parts of speech as well; without it they are made when first asked for.
        extractors: Read the fields of the record into `doc._.fields`.
    """
    tokenizer = {"nlp": {"tokenizer": {"@tokenizers": TOKENIZER_NAME}}}
    nlp = spacy.blank("vi", config=tokenizer)
    nlp.add_pipe("dispatch_zones")
    nlp.add_pipe("dispatch_sentences")
    if words or pos:
        nlp.add_pipe("dispatch_words")
    if pos:
        nlp.add_pipe("dispatch_speech")
    if extractors:
        add_extractors(nlp)
    return nlp


class _Step:
    """A component that applies one function to a document."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, doc: Doc) -> Doc:
        return _STEPS[self._name](doc)


def _factory(step: str) -> Callable[[Language, str], _Step]:
    def make(nlp: Language, name: str) -> _Step:
        del nlp, name
        return _Step(step)

    return make


for _name in _STEPS:
    Language.factory(_name, func=_factory(_name))
