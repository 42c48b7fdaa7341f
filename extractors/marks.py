"""Read the marks: urgency, secrecy, circulation, draft, copy.

In: the lines that the layout found to be marks and nothing else. Out: one value for each kind.
A secrecy mark counts only with its accents: without them MẬT is MẶT, as in MẶT TRẬN. Absent
means «not stated», never «not secret» or «normal».
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field

from extractors.cutting import trim
from extractors.cutting import value_of
from extractors.form_lines import mark_kind
from models.layout import Layout
from models.layout import ZoneKind
from models.values import Value

__all__ = ["Marks", "find_marks"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The marks on a document; None or empty where none is printed."""

    security_mark: Value | None = None
    urgency_mark: Value | None = None
    circulation_marks: list[Value] = field(default_factory=list)
    draft_mark: Value | None = None
    copy_mark: Value | None = None


def find_marks(layout: Layout) -> Marks:
    """Return the marks of the document itself (part 0)."""
    found: dict[str, list[Value]] = {}
    for zone in layout.zones_of(ZoneKind.MARK):
        for line in layout.lines_in(zone.start, zone.end):
            kind = mark_kind(layout.cut(line))
            start, end = trim(layout.text, line.start, line.end, left="([|-–.", right=")]|-–.,")
            value = (
                value_of(layout, start, end, rule=f"mark.{kind}", confidence=0.95) if kind else None
            )
            if kind and value:
                found.setdefault(kind, []).append(value)
    return Marks(
        security_mark=_first(found, "secrecy"),
        urgency_mark=_first(found, "urgency"),
        circulation_marks=found.get("circulation", []),
        draft_mark=_first(found, "draft"),
        copy_mark=_first(found, "copy"),
    )


def _first(found: dict[str, list[Value]], kind: str) -> Value | None:
    return found[kind][0] if kind in found else None
