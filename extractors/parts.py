"""Say of each paper in a file that holds several what its letterhead says, and that there are several.

In: the layout of one paper alone and its pages. Out: a `Part` with the lines of its letterhead as
evidence; a finding where papers stand behind each other that do not belong together. Where a paper
begins is found by `pipeline.layout.papers`.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.bodies import find_issuing_body
from extractors.check_findings import finding
from extractors.document_type import find_document_type
from extractors.place_date import find_issued_on
from extractors.reference_number import find_reference_number
from extractors.subject import find_subject
from models.layout import Layout
from models.layout import ZoneKind
from models.record import Finding
from models.record import Part
from models.record import PartRelation
from models.record import Severity
from models.values import Evidence
from models.values import evidence_fields

__all__ = ["find_part", "find_several"]

_RULE = "part.letterhead"
_LETTERHEAD = (
    ZoneKind.TITLE_LINE,
    ZoneKind.SUPERIOR_BODY,
    ZoneKind.ISSUING_BODY,
    ZoneKind.NUMBER,
    ZoneKind.PLACE_DATE,
)


def find_part(layout: Layout, *, first_page: int, last_page: int, relation: PartRelation) -> Part:
    """Return what a paper's letterhead says of it.

    Args:
        layout: The paper alone.
        first_page: Where it begins in the file, 1-based.
        last_page: Its last page, included.
        relation: How it stands to the paper of the record.
    """
    return Part(
        first_page=first_page,
        last_page=last_page,
        relation=relation,
        evidence=[
            Evidence(**evidence_fields(layout, zone.start, zone.end, rule=_RULE))
            for zone in layout.zones_of(*_LETTERHEAD)
            if layout.anchors_in(zone.start, zone.end)
        ],
        document_type=find_document_type(layout),
        reference_number=find_reference_number(layout),
        issuing_body=find_issuing_body(layout),
        issued_on=find_issued_on(layout),
        subject=find_subject(layout),
    )


def find_several(parts: Sequence[Part]) -> list[Finding]:
    """Return the finding that a file holds papers which do not belong together, else nothing."""
    later = [part for part in parts if part.relation is PartRelation.SEPARATE]
    if not later:
        return []
    whole = [part for part in parts if part.relation is not PartRelation.ATTACHED]
    ends = [part.first_page - 1 for part in whole[1:]] + [parts[-1].last_page]
    spans = [
        f"{part.first_page}–{end}" if end > part.first_page else str(part.first_page)
        for part, end in zip(whole, ends, strict=True)
    ]
    return [
        finding(
            "document.several",
            Severity.WARNING,
            f"Tệp có thể gồm {len(whole)} văn bản: trang {', '.join(spans)}. Bản ghi là của văn bản "
            "đầu; tách tệp bằng vanthu split.",
            f"The file may hold {len(whole)} documents: pages {', '.join(spans)}. The record is of "
            "the first; part the file with vanthu split.",
            ["parts"],
            [part.evidence[0] for part in later if part.evidence],
        )
    ]
