"""Converter marks in plain text: taken off the words, remembered as bold and italic.

In: lines one after the other. Out: scraps with plain text and the characters as they stood.
A mark may open on one line and close on a later one of the same paragraph; a blank line closes
everything, so that a stray star never slants the rest of a document. Legacy letters are decoded once
the marks are off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import replace

from pipeline.reading.flow_page import Scrap
from pipeline.reading.legacy import cased
from pipeline.reading.legacy import decode
from pipeline.reading.legacy_evidence import Transcoder

__all__ = ["Markup"]

_HEADING_RE = re.compile(r"^\s{0,3}#{1,6}\s{1,5}(?=\S)")
_QUOTE_RE = re.compile(r"^\s{0,3}>\s{0,3}(?=\S)")
_TAG_RE = re.compile(r"</?(?:b|i|u|em|strong|sup|sub|br|center|span|p)\s{0,3}/?>", re.IGNORECASE)
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"'}
_SCRAP_RE = re.compile(r"\S+")
_ESCAPE_RE = re.compile(r"\\(?=[-*_.#()\[\]{}+!|\\>~`/])")
_STARS_RE = re.compile(r"\*{1,3}")
_NOTE_RE = re.compile(r"^\(?\*{1,3}\)?[.,;:]?$")


@dataclass(slots=True)
class Markup:
    """What is open at this place of the text.

    Attributes:
        bold, italic: True inside such marks.
        transcoder: How lines in an encoding from before Unicode are decoded; None where none are.
    """

    bold: bool = False
    italic: bool = False
    transcoder: Transcoder | None = None

    def end_paragraph(self) -> None:
        """Close everything that is open."""
        self.bold = self.italic = False

    def scraps(self, line: str) -> list[Scrap]:
        """Return the scraps of `line`, one for each run between blanks that has characters left."""
        heading = _HEADING_RE.match(line)
        if heading is not None:
            line = line[heading.end() :]
        line = _QUOTE_RE.sub("", line).replace("&nbsp;", " ")
        out: list[Scrap] = []
        end = 0
        for match in _SCRAP_RE.finditer(line):
            scrap = self._scrap(match.group(), match.start() - end, bold=heading is not None)
            end = match.end()
            if scrap.text:
                out.append(scrap)
        return self._decoded(out)

    def _decoded(self, scraps: list[Scrap]) -> list[Scrap]:
        coder = self.transcoder
        words = [scrap.text for scrap in scraps]
        if coder is None or not coder.fits(words):
            return scraps
        texts = map(decode, words, cased(words, coder.encoding))
        return [
            scrap if text == scrap.text else replace(scrap, text=text, repair=coder.encoding.repair)
            for scrap, text in zip(scraps, texts, strict=True)
        ]

    def _scrap(self, raw: str, gap: int, *, bold: bool) -> Scrap:
        if _NOTE_RE.match(raw) and raw.strip("*"):
            return Scrap(text=raw, raw=raw, gap=gap, bold=self.bold or bold, italic=self.italic)
        if raw in {"*", "***", "**"} and not self._is_open():
            # A star alone is the form's own mark under the issuer.
            return Scrap(text=raw, raw=raw, gap=gap)
        text = _plain(raw)
        before = (self.bold, self.italic)
        kept = self._strip_stars(text)
        now = (self.bold, self.italic)
        # A word that opens a mark has it, and so has the one that closes it.
        return Scrap(
            text=kept,
            raw=raw,
            gap=gap,
            bold=bold or before[0] or now[0] or text.count("**") >= 2,
            italic=before[1] or now[1] or text.replace("**", "").count("*") >= 2,
        )

    def _is_open(self) -> bool:
        return self.bold or self.italic

    def _strip_stars(self, text: str) -> str:
        out: list[str] = []
        position = 0
        for match in _STARS_RE.finditer(text):
            if _is_product(text, match):
                continue
            out.append(text[position : match.start()])
            position = match.end()
            size = match.end() - match.start()
            opens = match.end() < len(text)
            if size != 1:
                self.bold = not self.bold and opens
            if size != 2:
                self.italic = not self.italic and opens
        out.append(text[position:])
        return "".join(out)


def _plain(raw: str) -> str:
    text = _TAG_RE.sub("", raw)
    for entity, char in _ENTITIES.items():
        text = text.replace(entity, char)
    return _ESCAPE_RE.sub("", text)


def _is_product(text: str, match: re.Match[str]) -> bool:
    """A star between two digits is a sign of the text."""
    around = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
    return len(around) == 2 and around.isdigit()
