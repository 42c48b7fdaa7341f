"""A dispatch as a spaCy `Doc`: its layout, zones, sentences and words as spans.

`doc._.layout` is the layout the document was made from (a plain one for bare text);
`doc.spans["zones"]` has the zones by kind, `doc.spans["sentences"]` the sentences,
`doc.spans["words"]` the words. Words and parts of speech cost more than all else here, so they are
made when first asked for (`doc._.words`, `doc._.segmented`, `span._.pos`), unless the pipeline was
built with them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span

from models.layout import Layout
from models.sentence import SentenceRow
from pipeline.language.plain_layout import plain_layout
from pipeline.language.sentences import TokenRange
from pipeline.language.sentences import find_sentences
from pipeline.language.words import find_words
from pipeline.language.words import speech_of_words
from pipeline.language.words import written

__all__ = ["add_sentences", "add_speech", "add_words", "add_zones", "make_doc", "sentences_of"]

LAYOUT_KEY = "vanthu.layout"
SPEECH_KEY = "vanthu.speech"
ZONES, SENTENCES, WORDS = "zones", "sentences", "words"


def make_doc(nlp: Language, layout: Layout) -> Doc:
    """Return the document of `layout`, tokenised, with its zones; run it through `nlp` next."""
    # spaCy's limit guards trained parsers, and there is none here; readers have a limit of their own.
    nlp.max_length = max(nlp.max_length, len(layout.text) + 1)
    doc = nlp.make_doc(layout.text)
    doc.user_data[LAYOUT_KEY] = layout  # the tokenizer keeps the text: nothing to be compared
    return add_zones(doc)


def add_zones(doc: Doc) -> Doc:
    """Put the zones into `doc.spans["zones"]`: the kind as label, ``part-0``, … as span id."""
    if ZONES not in doc.spans:
        spans = [
            doc.char_span(
                zone.start,
                zone.end,
                label=str(zone.kind),
                span_id=f"part-{zone.part}",
                alignment_mode="expand",
            )
            for zone in doc._.layout.zones
        ]
        doc.spans[ZONES] = [span for span in spans if span is not None]
    return doc


def add_sentences(doc: Doc) -> Doc:
    """Put the sentences into `doc.spans["sentences"]` and into spaCy's own `doc.sents`."""
    if SENTENCES in doc.spans:
        return doc
    sentences = find_sentences(doc, doc._.layout)
    doc.spans[SENTENCES] = _spans(doc, sentences)
    if len(doc):
        flags = np.full((len(doc), 1), -1, np.int64)
        flags[[0, *(sentence.start for sentence in sentences)]] = 1
        # spaCy reads signs out of unsigned numbers.
        doc.from_array([SENT_START], flags.view(np.uint64))  # type: ignore[arg-type]  # the stub knows lists only
    return doc


def add_words(doc: Doc) -> Doc:
    """Put the words into `doc.spans["words"]`."""
    if WORDS not in doc.spans:
        add_sentences(doc)
        doc.spans[WORDS] = _spans(doc, find_words(doc, _ranges(doc.spans[SENTENCES])))
    return doc


def add_speech(doc: Doc) -> Doc:
    """Make the parts of speech of all words, so that `span._.pos` only has to look them up."""
    if SPEECH_KEY not in doc.user_data:
        add_words(doc)
        words = _ranges(doc.spans[WORDS])
        tags = speech_of_words(doc, words, _ranges(doc.spans[SENTENCES]))
        by_token = [""] * len(doc)
        for word, tag in zip(words, tags, strict=True):
            by_token[word.start] = tag
        doc.user_data[SPEECH_KEY] = by_token
    return doc


def sentences_of(doc: Doc) -> tuple[SentenceRow, ...]:
    """Return the sentences with the zone and the page of their first character, in order."""
    layout: Layout = doc._.layout
    add_sentences(doc)
    zones = list(layout.zones)
    rows: list[SentenceRow] = []
    position = 0
    for span in doc.spans[SENTENCES]:
        start, end = span.start_char, span.end_char
        while position + 1 < len(zones) and zones[position + 1].start <= start:
            position += 1
        words = layout.anchors_in(start, end)
        rows.append(
            SentenceRow(
                n=len(rows) + 1,
                zone=str(zones[position].kind) if zones else "",
                page=words[0].page if words else None,
                text=layout.text[start:end],
            )
        )
    return tuple(rows)


def _spans(doc: Doc, ranges: Iterable[TokenRange]) -> list[Span]:
    return [Span(doc, one.start, one.end) for one in ranges]


def _ranges(spans: Iterable[Span]) -> list[TokenRange]:
    return [TokenRange(span.start, span.end) for span in spans]


def _get_layout(doc: Doc) -> Layout:
    if LAYOUT_KEY not in doc.user_data:
        doc.user_data[LAYOUT_KEY] = plain_layout(doc.text)
    return cast("Layout", doc.user_data[LAYOUT_KEY])


def _set_layout(doc: Doc, layout: Layout) -> None:
    if layout.text != doc.text:
        raise ValueError("the layout is another document's")
    doc.user_data[LAYOUT_KEY] = layout


def _get_words(doc: Doc) -> list[Span]:
    return list(add_words(doc).spans[WORDS])


def _get_segmented(doc: Doc) -> str:
    """Return the words in the usual form, one sentence a line: «Ban_Thường_vụ Thành_ủy họp .»."""
    words = iter(_ranges(add_words(doc).spans[WORDS]))
    word = next(words, None)
    lines: list[str] = []
    for sentence in doc.spans[SENTENCES]:
        line: list[str] = []
        while word is not None and word.start < sentence.end:
            line.append(written(doc, word))
            word = next(words, None)
        lines.append(" ".join(line))
    return "\n".join(lines)


def _get_pos(span: Span) -> str | None:
    """Return the part of speech of the word that begins where `span` does, None where none does."""
    tags = cast("list[str]", add_speech(span.doc).user_data[SPEECH_KEY])
    return tags[span.start] or None


Doc.set_extension("layout", getter=_get_layout, setter=_set_layout, force=True)
Doc.set_extension("words", getter=_get_words, force=True)
Doc.set_extension("segmented", getter=_get_segmented, force=True)
Span.set_extension("pos", getter=_get_pos, force=True)
