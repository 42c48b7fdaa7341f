"""Pages to reading order and zones: what is printed where becomes what is said in which place.

In: a `Reading`. Out: a `Layout`, which is all that the extractors see.

Steps, each in its module: `rows` groups words, `furniture` sets page numbers aside, `zoning`
walks through letterhead, heading, addressees, body, foot and attached papers, `mending` gives
scanned words back what the closed tables and the lexicon know, `paragraphs` joins lines over line
and page ends, `compose` writes the text and ties every word to its box.
"""

from __future__ import annotations

from models.layout import Layout
from models.page import Reading
from pipeline.layout.compose import compose
from pipeline.layout.mending import mend_document
from pipeline.layout.zoning import place_lines

__all__ = ["lay_out"]


def lay_out(reading: Reading) -> Layout:
    """Return the document in reading order, with zones, paragraphs and tables."""
    return compose(mend_document(place_lines(reading)), page_count=len(reading.pages))
