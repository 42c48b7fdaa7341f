"""Read the subject (trích yếu): below the number of a công văn, below the type's name elsewhere.

In: the subject zones. Out: the subject in one line, without the lead «V/v». «Về việc» and «Về»
belong to the subject of the other types and stay.
"""

from __future__ import annotations

import re

from extractors.cutting import trim
from extractors.cutting import value_of
from models.layout import Layout
from models.layout import ZoneKind
from models.values import Value

__all__ = ["find_subject"]

# A scan reads the small v of «V/v» as anything of a letter or two.
_LEAD_RE = re.compile(r"[\s\"'“”*_.:-]{0,4}V\s?(?:/\s?\S{0,2}|\.\s?[vV])[:.]?(?:\s|(?<=v))")


def find_subject(layout: Layout) -> Value | None:
    """Return the document's subject, or None when none is printed (an invitation, say)."""
    zones = list(layout.zones_of(ZoneKind.SUBJECT))
    if not zones:
        return None
    parts: list[str] = []
    start, end = zones[0].start, zones[0].start
    for zone in zones:
        # A mark or a rule may part a subject; a second subject far away is another paper's.
        if parts and zone.start - end > 80:
            break
        parts.append(layout.cut(zone))
        end = zone.end
    lead = _LEAD_RE.match(layout.text, start, end)
    if lead:
        start = lead.end()
    start, end = trim(layout.text, start, end, left=":.-–", right=".,;:-–_/")
    text = layout.text[start:end]
    if not any(c.isalpha() for c in text):
        return None
    rule = "subject.lead" if lead else "subject.heading"
    return value_of(
        layout, start, end, rule=rule, confidence=0.97 if len(text) > 12 else 0.8, withhold=True
    )
