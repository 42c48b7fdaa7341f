"""The text layer of a PDF page as words with boxes, and how far it can be trusted.

In: a page's glyphs in content order. Out: words in lines, and figures about the layer's health.

Order: glyphs are cut into words at blanks and at gaps (some producers write no blanks, some fonts
lie about widths, so either is enough); words in encodings from before Unicode are decoded, font by
font; words are put into lines by their baselines; letter-spaced capitals are joined; words that are
no syllable but fall into syllables are cut («vềviệc»).
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from itertools import pairwise
from operator import attrgetter

from models.geometry import Box
from models.page import Word
from models.quick import maker
from pipeline.reading.characters import is_blank
from pipeline.reading.characters import is_unmapped
from pipeline.reading.characters import normalise
from pipeline.reading.glyph_table import counts_of
from pipeline.reading.glyphs import GlyphRun
from pipeline.reading.legacy import CONFIDENCE
from pipeline.reading.legacy import HORN
from pipeline.reading.legacy import Encoding
from pipeline.reading.legacy import cased
from pipeline.reading.legacy import encoding_of_font
from pipeline.reading.legacy import spell
from pipeline.reading.legacy_evidence import choose
from pipeline.reading.legacy_evidence import may_be_legacy
from pipeline.reading.pieces import Letter
from pipeline.reading.pieces import Piece
from pipeline.reading.pieces import cut_pieces
from pipeline.reading.pieces import normalise_one
from pipeline.reading.spaced import group_spaced
from pipeline.reading.spaced import may_be_spaced
from pipeline.reading.syllables import split_glued

__all__ = ["TextLayer", "read_text_layer"]

_LINE_EM = 0.35
# Parts of one word: on one height, of one size (a raised note mark is not), side by side.
_LEVEL_EM = 0.1
_ALIKE_SIZE = 0.8
_TOUCH_EM = 0.06
_OVERLAP_EM = 0.12
_BLANK = ord(" ")
# A word may begin in the margin that a printer cuts off; further out nobody sees it.
_EDGE_PT = 2.0
# Made for every word.
_new_word, _new_box = maker(Word), maker(Box)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLayer:
    """A page's text layer.

    Attributes:
        words: In lines from the top, each line from the left.
        glyphs: How many glyphs that are no blanks it has.
        invisible_share: Share of glyphs that are not painted, 0 to 1.
        unmapped_share: Share of glyphs without a proper character, 0 to 1.
    """

    words: tuple[Word, ...]
    glyphs: int
    invisible_share: float
    unmapped_share: float


def read_text_layer(run: GlyphRun) -> TextLayer:
    """Return the words of a page's glyphs, in lines, and the layer's figures.

    Glyphs beyond the page's edges are dropped: nobody sees them on paper.
    """
    right, bottom = run.upright.width_pt + _EDGE_PT, run.upright.height_pt + _EDGE_PT
    glyphs = run.glyphs
    blank = glyphs.codes == _BLANK
    seen = (glyphs.x0 >= -_EDGE_PT) & (glyphs.x0 <= right)
    seen &= (glyphs.baseline >= -_EDGE_PT) & (glyphs.baseline <= bottom)
    seen |= blank
    if not seen.all():
        glyphs, blank = glyphs.take(seen), blank[seen]
    chars = counts_of(glyphs.codes)
    count = sum(n for char, n in chars.items() if not is_blank(char))
    unmapped = sum(n for char, n in chars.items() if is_unmapped(char))
    hidden = sum(
        int((~blank & (glyphs.looks == look)).sum())
        for look, font in enumerate(glyphs.fonts)
        if not font.visible
    )
    pieces = [p for p in cut_pieces(glyphs) if p.text.strip()]
    _decode_legacy(pieces, chars)
    return TextLayer(
        words=tuple(_words(pieces)),
        glyphs=count,
        invisible_share=min(1.0, hidden / count) if count else 0.0,
        unmapped_share=unmapped / count if count else 0.0,
    )


def _decode_legacy(pieces: Sequence[Piece], chars: Mapping[str, int]) -> None:
    """Decode the pieces whose font is in an encoding from before Unicode, in place."""
    fonts = {piece.font.name for piece in pieces}
    if not may_be_legacy(chars) and not any(map(encoding_of_font, fonts)):
        return
    for font in fonts:
        own = [piece for piece in pieces if piece.font.name == font]
        encoding = choose([piece.raw for piece in own], encoding_of_font(font))
        if encoding is None:
            continue
        for _, line in groupby(own, key=lambda piece: round(piece.baseline)):
            run = list(line)
            for piece, fitting in zip(run, cased([p.raw for p in run], encoding), strict=True):
                _decode_piece(piece, fitting)


def _decode_piece(piece: Piece, encoding: Encoding) -> None:
    """Put a letter for each letter of the decoded word; what was two signs is one letter then."""
    letters: list[Letter] = []
    start = 0
    for count, text in spell([letter.raw for letter in piece.letters], encoding):
        signs = piece.letters[start : start + count]
        start += count
        raw = "".join([sign.raw for sign in signs])
        # What the table leaves alone is normalised as anywhere else.
        text = normalise_one(text) if text == raw else text
        letters.append(Letter(raw, text, signs[0].x0, max([sign.x1 for sign in signs])))
    piece.spell(letters)
    piece.repair = encoding.repair


def _words(pieces: Sequence[Piece]) -> list[Word]:
    words: list[Word] = []
    for number, line in enumerate(_lines(pieces)):
        for piece in _join_spaced(line):
            parts = _parts(piece.text)
            if len(parts) > 1:
                words += _cut(piece, parts, number)
            elif (text := parts[0]).strip():
                box = _new_box(piece.x0, piece.y0, piece.x1, piece.y1)
                words.append(_word(piece, text, piece.raw, box, number))
    return words


def _join_spaced(line: list[Piece]) -> list[Piece]:
    """Join the letters of letter-spaced capitals."""
    texts = [piece.text for piece in line]
    if not may_be_spaced(texts):
        return line
    gaps = [0.0] + [b.x0 - a.x1 for a, b in pairwise(line)]
    return [_joined([line[i] for i in group]) for group in group_spaced(texts, gaps)]


def _joined(pieces: list[Piece]) -> Piece:
    first = pieces[0]
    if len(pieces) > 1:
        first = replace(first)
        for piece in pieces[1:]:
            first.join(piece)
    return first


def _lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Group pieces whose baselines agree; lines from the top, pieces from the left."""
    lines: list[list[Piece]] = []
    baseline = 0.0
    for piece in sorted(pieces, key=attrgetter("baseline", "x0")):
        size = max(piece.font.size_pt, 1.0)
        if lines and piece.baseline - baseline <= _LINE_EM * size:
            lines[-1].append(piece)
        else:
            lines.append([piece])
            baseline = piece.baseline
    return [_join_touching(sorted(line, key=attrgetter("x0"))) for line in lines]


def _join_touching(line: list[Piece]) -> list[Piece]:
    """Join pieces that touch: a word whose parts were painted in another order than they stand."""
    out: list[Piece] = []
    for piece in line:
        # Most gaps are wider than what any two letters of the sizes touch by.
        near = out and piece.x0 - out[-1].x1 < _TOUCH_EM * max(piece.font.size_pt, 1.0)
        if near and _touches(out[-1], piece):
            out[-1].join(piece)
        else:
            out.append(piece)
    return out


def _touches(left: Piece, right: Piece) -> bool:
    a, b = left.font, right.font
    small, large = max(a.size_pt, 1.0), max(b.size_pt, 1.0)
    if small > large:
        small, large = large, small
    if not -_OVERLAP_EM * small < right.x0 - left.x1 < _TOUCH_EM * small:
        return False
    level = abs(left.baseline - right.baseline) < _LEVEL_EM * small
    return level and a.angle == b.angle and small > _ALIKE_SIZE * large


def _cut(piece: Piece, parts: Sequence[str], line: int) -> Iterator[Word]:
    """Make a word of each part that was glued to the next."""
    for text, chunk in _share(parts, piece.letters):
        if not text.strip():
            continue
        raw = "".join([letter.raw for letter in chunk])
        box = Box(chunk[0].x0, piece.y0, max([letter.x1 for letter in chunk]), piece.y1)
        yield _word(piece, text, raw, box, line)


def _word(piece: Piece, text: str, raw: str, box: Box, line: int) -> Word:
    font = piece.font
    if raw == text:
        return _new_word(
            text=text,
            box=box,
            line=line,
            size_pt=font.size_pt,
            bold=font.bold,
            italic=font.italic,
        )
    if piece.repair is None:
        raw = raw.replace(HORN, "-")
    repair = piece.repair if raw != text else None
    return Word(
        text=text,
        box=box,
        confidence=CONFIDENCE if repair else 1.0,
        raw=raw if raw != text else None,
        line=line,
        size_pt=font.size_pt,
        bold=font.bold,
        italic=font.italic,
        repair=repair,
    )


@lru_cache(maxsize=16_384)  # words come again; a long document has some thousand different ones
def _parts(spelled: str) -> tuple[str, ...]:
    """Return the words that a word's letters make: one, or several that were glued."""
    whole = normalise(spelled)
    return tuple(split_glued(whole)) if len(whole) == len(spelled) else (whole,)


def _share(parts: Sequence[str], letters: list[Letter]) -> Iterator[tuple[str, list[Letter]]]:
    """Give each part the letters that make it up; a part never ends inside of a letter."""
    index = 0
    for part in parts:
        begin, length = index, 0
        while length < len(part) and index < len(letters):
            length += len(letters[index].text)
            index += 1
        yield part, letters[begin:index]
