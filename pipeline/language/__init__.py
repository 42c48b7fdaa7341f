"""The language of dispatches in spaCy: syllables, words, sentences, zones, fields.

`build_nlp` makes the pipeline, `make_doc` a document of a layout, `sentences_of` its sentences for
search. Importing this package also teaches spaCy to save and load what a document carries.
"""

from pipeline.language import storage as _storage  # noqa: F401 - registers how documents are saved
from pipeline.language.document import make_doc
from pipeline.language.document import sentences_of
from pipeline.language.pipeline import build_nlp

__all__ = ["build_nlp", "make_doc", "sentences_of"]
