"""Read the addressees (Kính gửi, Kính trình): one beside the words, or a list.

In: the addressees zone, one paragraph an entry. Out: one value each, closing marks dropped.
"""

from __future__ import annotations

import re

from extractors import form_lines
from extractors.cutting import trim
from extractors.cutting import value_of
from extractors.foot_phrases import FOOT_PHRASE
from extractors.foot_phrases import mend_entry
from extractors.foot_phrases import mended
from models.layout import Layout
from models.layout import ZoneKind
from models.values import Value

__all__ = ["find_addressees"]

_HEAD_RE = re.compile(r"[\s\-–*_.]{0,6}\S{3,6}\s\S{2,6}?\s?[:;.]\s?[*_]{0,3}\s?", re.IGNORECASE)
# Letters to firms print the tax number and the address below the name.
_ADDRESS_RE = re.compile(
    r"\(?\b(?:M[aã] s[oố] thu[eếê]|MST|[ĐD][iị]a ch[iỉ]|[ĐD]/c:)", re.IGNORECASE
)
_DASH_RE = re.compile(r"\s*[-–—+•*~=]\s*")


def find_addressees(layout: Layout) -> list[Value]:
    """Return the addressees in the order of the paper; empty when there is no Kính gửi."""
    found: list[Value] = []
    for zone in layout.zones_of(ZoneKind.ADDRESSEES):
        for index, paragraph in enumerate(layout.paragraphs_in(zone.start, zone.end)):
            start, end = paragraph.start, paragraph.end
            if index == 0 or form_lines.is_addressees_head(layout.text[start:end]):
                start = _after_head(layout, start, end)
            for piece_start, piece_end in _entries(layout.text, start, end):
                value = _entry(layout, piece_start, piece_end)
                if value is not None:
                    found.append(value)
    return found


def _after_head(layout: Layout, start: int, end: int) -> int:
    text = layout.text[start:end]
    if form_lines.is_telegram_head(text):
        return end
    colon = text.find(":", 0, 24)
    if colon >= 0:
        return start + colon + 1
    match = _HEAD_RE.match(text)
    if match:
        return start + match.end()
    words = list(re.finditer(r"\S+", text))
    return start + (words[1].end() if len(words) > 1 else len(text))


def _entries(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut an entry at semicolons: several recipients beside the words stand in one paragraph."""
    pieces: list[tuple[int, int]] = []
    at = start
    for match in re.finditer(r";\s", text[start:end]):
        pieces.append((at, start + match.start()))
        at = start + match.end()
    pieces.append((at, end))
    return pieces


def _entry(layout: Layout, start: int, end: int) -> Value | None:
    dash = _DASH_RE.match(layout.text, start, end)
    if dash:
        start = dash.end()
    address = _ADDRESS_RE.search(layout.text, start, end)
    if address:
        end = address.start()
    start, end = trim(layout.text, start, end, left=":.-–", right=".,;:}(")
    if not any(c.isalpha() for c in layout.text[start:end]):
        return None
    value = value_of(layout, start, end, rule="addressees.entry", confidence=0.97)
    return mended(layout, value, mend_entry, FOOT_PHRASE)
