"""A layout for bare text: one body zone, paragraphs by blank lines and by how lines end and begin.

The pipeline can be given a text alone, as one tries things out; its extractors need a layout all
the same. The layout's text is the given text, unchanged, and it has no geometry.
"""

from __future__ import annotations

import re

from models.layout import Anchor
from models.layout import Layout
from models.layout import Line
from models.layout import Paragraph
from models.layout import Zone
from models.layout import ZoneKind

__all__ = ["plain_layout"]

_LINE_RE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_WORD_RE = re.compile(r"\S+")
_SENTENCE_END = (".", ";", ":", "?", "!", "…", ".”", '."')


def plain_layout(text: str) -> Layout:
    """Return the layout of `text`; no zones when it is empty or blank."""
    lines = tuple(_line(match) for match in _LINE_RE.finditer(text))
    zones = (Zone(ZoneKind.BODY, lines[0].start, lines[-1].end),) if lines else ()
    return Layout(
        text=text,
        anchors=tuple(
            Anchor(match.start(), match.end(), 1, None, 1.0) for match in _WORD_RE.finditer(text)
        ),
        lines=lines,
        paragraphs=_paragraphs(text, lines),
        zones=zones,
    )


def _line(match: re.Match[str]) -> Line:
    body = match.group()
    start = match.start() + len(body) - len(body.lstrip())
    return Line(start, match.start() + len(body.rstrip()), 1, None)


def _paragraphs(text: str, lines: tuple[Line, ...]) -> tuple[Paragraph, ...]:
    found: list[Paragraph] = []
    for line in lines:
        if found and _goes_on(text, found[-1].end, line):
            found[-1] = Paragraph(found[-1].start, line.end, 0)
        else:
            found.append(Paragraph(line.start, line.end, 0))
    return tuple(found)


def _goes_on(text: str, end: int, line: Line) -> bool:
    """A line goes on with the one before when that was not ended and this begins in small letters."""
    between = text[end : line.start].replace("\r\n", "\n")
    if between.count("\n") + between.count("\r") > 1:
        return False
    return text[line.start].islower() and not text[:end][-2:].endswith(_SENTENCE_END)
