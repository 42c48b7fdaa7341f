"""Can a PDF page's text layer be trusted, or must the page be read by OCR?

In: the layer's words and figures, and what else is drawn. Out: a `Verdict` with its reason.

Order, surest sign first:
1. no glyphs: OCR where something is drawn, otherwise the page is blank;
2. a scan: one image covers the page and the text is not painted (or lies beneath it). Such a layer
   is some scanner's OCR, mostly without a Vietnamese model, and it knows no ruling lines;
3. glyphs without characters (broken ToUnicode);
4. words of another language, told by its little words («the», «und», «les»): no broken encoding gives
   these, and OCR would only read them again;
5. words that are no syllables (legacy encodings, split marks), or syllables that lost their marks.

Thresholds: clean layers of eleven producers had 98 to 100 % possible syllables (92 % on a page of 60
words) and 83 to 95 % words with marks; broken ones 22 to 47 % and down to 0 %. Marks lost or split
in simulation leave 72 and 61 % syllables. The line is drawn at 85 %, with enough words to count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.page import Page
from models.page import PageSource
from pipeline.reading.page_objects import PageObjects
from pipeline.reading.page_objects import PlacedImage
from pipeline.reading.syllables import shares
from pipeline.reading.text_layer import TextLayer
from pipeline.reading.upright import Upright

__all__ = ["FOREIGN", "Verdict", "are_foreign", "covering_image", "judge"]

FOREIGN = "text-layer-foreign"
"""Note of a page whose layer is sound and in another language."""

_COVER_SHARE = 0.6
_INVISIBLE_SHARE = 0.5
_UNMAPPED_SHARE = 0.05
_MIN_HEALTH = 0.85
_MIN_MARKED = 0.40
# A page with more Vietnamese syllables may hold both languages.
_MIN_FOREIGN = 0.60
_ENOUGH_WORDS = 12
_EDGE = ".,;:!?()[]«»\"'“”‘’"
# The commonest words of the languages that papers come in, without those that are common Vietnamese syllables
# too. Running text has a third of such words; a tenth is far more than chance gives.
_FOREIGN_SHARE = 0.10
_FOREIGN_WORDS = frozenset(
    [
        "the",
        "of",
        "and",
        "is",
        "that",
        "for",
        "with",
        "was",
        "this",
        "are",
        "from",
        "which",
        "have",
        "be",
        "les",
        "des",
        "et",
        "une",
        "est",
        "pour",
        "dans",
        "sur",
        "der",
        "die",
        "und",
        "das",
        "mit",
        "auf",
        "für",
        "ist",
        "nicht",
        "ein",
        "eine",
        "los",
        "las",
        "del",
        "por",
        "para",
        "una",
        "como",
        "gli",
        "della",
        "il",
        "per",
        "sono",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What to do with a page.

    Attributes:
        needs_ocr: True where the layer is missing or not to be trusted and something is drawn.
        note: Stable code of the reason; None for a healthy layer and for a blank page.
        health: Share of possible syllables in the layer, 0 to 1.
        cover: The image that covers the page, if one does.
    """

    needs_ocr: bool
    note: str | None
    health: float
    cover: PlacedImage | None


def judge(layer: TextLayer, objects: PageObjects, upright: Upright) -> Verdict:
    """Decide about a page from its layer and the things drawn on it. Pure and cheap."""
    texts = [word.text for word in layer.words]
    share, marked = shares(texts)
    cover = covering_image(objects, upright)

    def verdict(note: str | None, *, ocr: bool) -> Verdict:
        return Verdict(needs_ocr=ocr, note=note, health=share, cover=cover)

    if not layer.words:
        drawn = bool(objects.images) or objects.drawings > 0 or layer.glyphs > 0
        return verdict("no-text-layer" if drawn else None, ocr=drawn)
    if cover is not None and _is_beneath(layer, objects, cover):
        return verdict("scanner-text-layer", ocr=True)
    if layer.unmapped_share > _UNMAPPED_SHARE:
        return verdict("text-layer-unmapped", ocr=True)
    if share < _MIN_FOREIGN and _says_enough(texts) and _has_foreign_words(texts):
        return verdict(FOREIGN, ocr=False)
    if (share < _MIN_HEALTH or marked < _MIN_MARKED) and _says_enough(texts):
        return verdict("text-layer-unhealthy", ocr=True)
    return verdict(None, ocr=False)


def are_foreign(pages: Sequence[Page], *, least: float) -> bool:
    """Tell whether pages are not in Vietnamese.

    Args:
        pages: Pages, those without words too.
        least: Share of possible syllables, 0 to 1, below which what OCR read is another language.
            Layers are told by their little words: one page that has them, and none that may be
            Vietnamese. A page of few words (a title) says nothing beside others.
    """
    told = [page for page in pages if len(page.words) >= _ENOUGH_WORDS]
    if any(FOREIGN in page.notes for page in told):
        return all(FOREIGN in page.notes or page.health < _MIN_FOREIGN for page in told)
    read = [page for page in pages if page.words]
    return bool(read) and all(p.source is PageSource.OCR and p.health < least for p in read)


def covering_image(objects: PageObjects, upright: Upright) -> PlacedImage | None:
    """Return the largest image that covers most of the page, or None."""
    area = upright.width_pt * upright.height_pt
    largest = max(objects.images, key=lambda i: i.box.width * i.box.height, default=None)
    if largest is None or largest.box.width * largest.box.height < _COVER_SHARE * area:
        return None
    return largest


def _is_beneath(layer: TextLayer, objects: PageObjects, cover: PlacedImage) -> bool:
    """Tell whether the text of a page under an image is not what one sees."""
    if layer.invisible_share > _INVISIBLE_SHARE:
        return True
    return objects.text_objects > 0 and cover.covers_text > objects.text_objects / 2


def _has_foreign_words(texts: list[str]) -> bool:
    words = [text.strip(_EDGE).lower() for text in texts]
    words = [word for word in words if word.isalpha()]
    little = sum([word in _FOREIGN_WORDS for word in words])
    return len(words) >= _ENOUGH_WORDS and little >= _FOREIGN_SHARE * len(words)


def _says_enough(texts: list[str]) -> bool:
    """Tell whether there are words of letters enough to judge by."""
    return sum([any(map(str.isalpha, text)) for text in texts]) >= _ENOUGH_WORDS
