"""Tell whether the paper is all there: its signer's name, its signature, its recipients, its last lines.

In: a record, and the layout it was read from. Out: findings. What the form asks for at the end of a
paper (of a joint one: from each of its bodies) and what was not found there is either not printed, not read, or on a page that is not in the
file; each of these a person must see. A paper without a signature and without recipients whose text
breaks off, or runs to the edge of the picture, is said to end early.

Only a paper with a letterhead is looked at: a lone page from the middle of one is told by the
fields that it lacks.

Grounds: domain reference sections 6 to 8 (boxes 7 and 9 of both forms); margins of both forms, of
which a whole page has at least 20 mm below and 15 mm at the right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence
from statistics import median

from extractors.body_names import begins_body
from extractors.check_findings import finding
from extractors.check_rules import check_rules
from extractors.name_grammar import joins_name
from models.layout import Anchor
from models.layout import Layout
from models.layout import ZoneKind
from models.record import Finding
from models.record import Record
from models.record import Severity
from models.values import Evidence
from models.values import evidence_fields

__all__ = ["check_whole"]

# In heights of the last words: the form leaves twice as much below the last line.
_BELOW = 1.5
# A part of the width, and as many lines that come so near: writing that the picture cuts through.
_BESIDE = 0.006
_CUT_LINES = 5
_CUT_SHARE = 0.15
# What the last words of a text that goes on look like: no mark that ends a sentence.
_GOES_ON_RE = re.compile(r"(?:\w|[,:;–-])\s*$")
_LAST_WORDS = 60
# Fields of work that begin like a commune.
_FIELD_RE = re.compile(r"(?:Xã|Thôn|Ấp|Tỉnh|Huyện)\s[^\W\d_A-ZÀ-ỸĐ]")
# Symbols of papers that several bodies issue together.
_JOINT_SYMBOL_RE = re.compile(r"(?:TT|NQ|HD|KH|CT|QC|CV)(?:LT|LN)(?=[-/])")


def check_whole(record: Record, layout: Layout | None = None) -> list[Finding]:
    """Return what the end of the paper lacks; without its layout, only what the record shows.

    Args:
        record: The record, its signatures and recipients read.
        layout: The paper that it was read from.
    """
    found = [*_signers_unread(record), *_cosigner_missing(record)]
    if layout is not None:
        found += _cut_beside(record, layout)
    if not _has_letterhead(record):
        return found
    early = None if layout is None else _ends_early(record, layout)
    if early is not None:
        return [*found, early]
    return [*found, *_no_signature(record), *_no_recipients(record)]


def _signers_unread(record: Record) -> Iterator[Finding]:
    """Who signs by a position or an authority also has a name below it."""
    for signature in record.signatures:
        above = [signature.authority, *signature.positions]
        if signature.name is not None or not any(above):
            continue
        yield finding(
            "signer-unread",
            Severity.WARNING,
            "Có chức vụ người ký nhưng không đọc được họ tên; cần người xem lại.",
            "The signer's position was read, the name was not; a person must look at it.",
            ["signature"],
            above,
        )


def _cosigner_missing(record: Record) -> Iterator[Finding]:
    """A joint paper is signed by each of its bodies."""
    if len(record.signatures) != 1 or record.draft_mark is not None:
        return
    body, own = record.issuing_body, record.reference_number
    named = body is not None and body.value is not None and _names_two(body.value)
    joint = own is not None and _JOINT_SYMBOL_RE.match(own.symbol or "") is not None
    if not named and not joint:
        return
    said = body if named else own
    yield finding(
        "cosigner-missing",
        Severity.WARNING,
        "Văn bản liên tịch nhưng chỉ đọc được một người ký; cần người xem lại.",
        "A joint paper of which one signer only was read; a person must look at it.",
        ["signature"],
        [said],
    )


def _names_two(name: str) -> bool:
    """Tell whether a letterhead names two bodies, joined by a hyphen: «Sở Y tế - Công an tỉnh»."""
    for joint in re.finditer(r"\s[-–]\s", name):
        left, right = name[: joint.start()], name[joint.end() :]
        if _FIELD_RE.match(right) is not None:
            continue  # «Phòng Văn hóa - Xã hội»
        if begins_body(name, 0) and begins_body(name, joint.end()) and len(right.split()) > 1:
            return not joins_name(left, right)
    return False


def _has_letterhead(record: Record) -> bool:
    kind = record.document_type
    parts = (
        record.issuing_body,
        record.reference_number,
        record.issued_on,
        None if kind is None or kind.implied else kind,
    )
    return sum(part is not None for part in parts) > 1


def _no_signature(record: Record) -> Iterator[Finding]:
    """Every paper is signed; only a draft may wait for it."""
    if record.signatures or record.draft_mark is not None:
        return
    yield finding(
        "signature-missing",
        Severity.WARNING,
        "Không thấy phần chữ ký; có thể thiếu trang cuối hoặc không đọc được.",
        "No signature was found; the last page may be missing, or it was not read.",
        ["signature"],
        [],
    )


def _no_recipients(record: Record) -> Iterator[Finding]:
    """Papers of most types end with the list of those who receive them."""
    kind, own, ending = record.document_type, record.reference_number, check_rules().ending
    if record.distribution or record.draft_mark is not None:
        return
    if kind is None or kind.value not in ending.with_list:
        return
    units = re.split(r"[/-]", own.symbol) if own is not None and own.symbol else []
    if any(re.fullmatch(ending.without_list, unit) for unit in units):
        return
    yield finding(
        "distribution-missing",
        Severity.WARNING,
        "Không thấy Nơi nhận trên văn bản.",
        "No list of recipients was found on the paper.",
        ["distribution"],
        [],
    )


def _ends_early(record: Record, layout: Layout) -> Finding | None:
    """Return the finding that a paper without an end breaks off, or None."""
    if record.signatures or record.distribution:
        return None
    zone = next(reversed(list(layout.zones_of(ZoneKind.BODY))), None)
    if zone is None:
        return None
    start = max(zone.start, layout.text.rfind(" ", 0, max(0, zone.end - _LAST_WORDS)) + 1)
    anchors = layout.anchors_in(start, zone.end)
    if not anchors:
        return None
    in_table = any(table.end > start for table in layout.tables if table.part == 0)
    breaks_off = not in_table and _GOES_ON_RE.search(layout.text, start, zone.end) is not None
    if not breaks_off and not _runs_to_edge(record, anchors):
        return None
    return finding(
        "paper-ends-early",
        Severity.WARNING,
        "Văn bản dừng giữa chừng, không có chữ ký và Nơi nhận; có thể thiếu phần cuối.",
        "The paper breaks off without signature and recipients; its end seems to be missing.",
        ["signature", "distribution"],
        [Evidence(**evidence_fields(layout, start, zone.end, rule="paper.end"))],
    )


def _runs_to_edge(record: Record, anchors: Sequence[Anchor]) -> bool:
    """Tell whether the last words of a scan stand at the lower edge of the picture."""
    page = anchors[-1].page
    size = _size_of(record, page)
    boxes = [a.box for a in anchors if a.ocr and a.page == page and a.box is not None]
    if size is None or not boxes:
        return False
    height = median(box.y1 - box.y0 for box in boxes)
    return size[1] - max(box.y1 for box in boxes) < _BELOW * height


def _cut_beside(record: Record, layout: Layout) -> Iterator[Finding]:
    """A scan whose lines run into the right or the left edge has lost the words beyond it."""
    for page in sorted({anchor.page for anchor in layout.anchors if anchor.ocr}):
        size = _size_of(record, page)
        if size is None:
            continue
        width = size[0]
        lines = [line for line in layout.lines if line.page == page and line.box is not None]
        at_right = [ln for ln in lines if ln.box and ln.box.x1 > (1 - _BESIDE) * width]
        at_left = [ln for ln in lines if ln.box and ln.box.x0 < _BESIDE * width]
        cut = max(at_right, at_left, key=len)
        if len(cut) < max(_CUT_LINES, _CUT_SHARE * len(lines)):
            continue
        places = [
            Evidence(**evidence_fields(layout, line.start, line.end, rule="paper.edge"))
            for line in cut[:_CUT_LINES]
            if layout.anchors_in(line.start, line.end)
        ]
        yield finding(
            "page-cut-off",
            Severity.WARNING,
            f"Trang {page}: chữ chạm mép ảnh, có thể mất chữ; cần quét lại.",
            f"Page {page}: the writing runs into the edge of the picture; words may be lost.",
            [],
            places,
        )


def _size_of(record: Record, page: int) -> list[float] | None:
    """Return width and height of a page, None where the file has no geometry for every page."""
    sizes = record.source.page_sizes
    return (
        sizes[page - 1] if len(sizes) == record.source.pages and 1 <= page <= len(sizes) else None
    )
