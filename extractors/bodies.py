"""Read who issued the document: issuing body, superior body, and the acting author.

In: the letterhead zones and the signature. Out: values in normal case, evidence as printed.

Three authors must be kept apart: the letterhead's body, the body in the symbol, and who acts
(«T/M BAN THƯỜNG VỤ»). The first and the last are read here. A body printed under its superior
with the type of office only («VĂN PHÒNG») stays as printed.
"""

from __future__ import annotations

import re

from extractors import form_lines
from extractors.casing import normal_case
from extractors.cutting import trim
from extractors.cutting import value_of
from extractors.lexicon import load_lexicon
from models.folding import fold
from models.folding import strip_accents
from models.layout import Layout
from models.layout import Zone
from models.layout import ZoneKind
from models.values import Value

__all__ = ["find_acting_author", "find_issuing_body", "find_superior_body"]

# Who signs T/M, TM. (on behalf of) acts for the body named after it; K/T, T/L name a person's office.
_ON_BEHALF_RE = re.compile(r"(?:T\s?[/.]\s?M|TM)\s?[./,:]?\s?", re.IGNORECASE)
_BY_ORDER_RE = re.compile(r"(?:T\s?[/.]\s?L|TL|TUQ)\s?[./,:]?\s?", re.IGNORECASE)
_COLLECTIVE_RE = re.compile(
    r"(?:ban|uy ban|hoi dong|dang uy|tinh uy|thanh uy|doan|bo chinh tri|thuong truc|chi uy|tap the|cap uy|dang doan|quan uy|dang bo|chi bo|hoi nghi|tieu ban)\b"
)

# A name with so many impossible words, and so large a share of them, was not read; one may be a
# foreign name. Its confidence then.
_LEAST_ODD, _MANY_ODD, _GARBLED = 2, 0.25, 0.3


def find_issuing_body(layout: Layout) -> Value | None:
    """Return the body in whose letterhead the document stands, or None."""
    return _body(layout, ZoneKind.ISSUING_BODY, "issuing_body.letterhead")


def find_superior_body(layout: Layout) -> Value | None:
    """Return the superior body printed above the issuing body, or None when none is printed."""
    return _body(layout, ZoneKind.SUPERIOR_BODY, "superior_body.letterhead")


def find_acting_author(layout: Layout) -> Value | None:
    """Return the body for which the document is signed (T/M …, TM. …), or None."""
    for zone in layout.zones_of(ZoneKind.SIGNATURE):
        for line in layout.lines_in(zone.start, zone.end):
            text = layout.cut(line)
            if not form_lines.is_authority(text):
                continue
            for pattern in (_ON_BEHALF_RE, _BY_ORDER_RE):
                match = pattern.match(text)
                if match and (
                    pattern is _ON_BEHALF_RE
                    or _COLLECTIVE_RE.match(form_lines.plain(text[match.end() :]))
                ):
                    start, end = trim(layout.text, line.start + match.end(), line.end, right=".,;")
                    return value_of(
                        layout,
                        start,
                        end,
                        rule="acting_author.authority",
                        confidence=0.97,
                        shape=normal_case,
                    )
    return None


def _body(layout: Layout, kind: ZoneKind, rule: str) -> Value | None:
    zones = list(layout.zones_of(kind))
    if not zones:
        return None
    start, end = trim(
        layout.text, zones[0].start, _last_end(zones), left="-–—•●*.,;|'", right=".,;|'"
    )
    if start >= end:
        return None
    confidence = _confidence(layout.text[start:end])
    if layout.locate(start, end).ocr and _is_garbled(layout.text[start:end]):
        confidence = min(confidence, _GARBLED)
    return value_of(
        layout, start, end, rule=rule, confidence=confidence, shape=normal_case, withhold=True
    )


def _is_garbled(name: str) -> bool:
    """Tell whether a good part of the words are neither syllables nor abbreviations («NILN», «1Ý»)."""
    words = re.findall(r"\w+", name)
    known = load_lexicon().syllables
    odd = [word for word in words if fold(word) not in known and _is_odd(word)]
    return len(odd) >= _LEAST_ODD and len(odd) > _MANY_ODD * len(words)


def _is_odd(word: str) -> bool:
    vowel = re.search(r"[aeiouy]", strip_accents(word)) is not None
    figure = any(c.isdigit() for c in word) and not word.isdigit()
    return len(word) == 1 or figure or vowel


def _last_end(zones: list[Zone]) -> int:
    """Return the end of the run of zones; a zone far away (after the number) is another paper's."""
    end = zones[0].end
    for zone in zones[1:]:
        if zone.start - end > 60:
            break
        end = zone.end
    return end


def _confidence(name: str) -> float:
    """Return how much the text looks like a body's name."""
    letters = sum(c.isalpha() or c.isspace() for c in name)
    clean = letters / max(1, len(name))
    return 0.97 if clean > 0.93 and len(name) > 4 else 0.7
