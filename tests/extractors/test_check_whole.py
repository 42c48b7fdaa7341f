"""Tests of the checks whether a paper is all there: signer, signature, recipients, last lines, edges."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.check_rules import check_rules
from extractors.check_whole import check_whole
from extractors.checks import check_record
from models.geometry import Box
from models.layout import Layout
from models.layout import Line
from models.layout import ZoneKind
from models.outcome import OutcomeCode
from models.outcome import outcome
from models.record import Record
from models.record import Source
from models.settings import Settings
from models.values import DistributionEntry
from models.values import DocumentType
from models.values import ReferenceNumber
from models.values import Signature
from models.values import Value
from pipeline.process import process_file
from tests.extractors.layouts import Block
from tests.extractors.layouts import Cells
from tests.extractors.layouts import a_layout

SAMPLES = Path(__file__).parents[2] / "samples"
ENDING = {
    "signer-unread",
    "cosigner-missing",
    "signature-missing",
    "distribution-missing",
    "paper-ends-early",
    "page-cut-off",
}
WIDTH, HEIGHT = 600.0, 840.0


def place(raw: str) -> dict[str, Any]:
    return {"raw": raw, "page": 1, "span": (0, len(raw)), "confidence": 0.99, "rule": "test"}


def value(text: str) -> Value:
    return Value(value=text, **place(text))


def signed(name: str | None = "Ngô Thế Khải", position: str | None = "CHỦ TỊCH") -> Signature:
    return Signature(
        authority=None,
        positions=[value(position)] if position else [],
        name=value(name) if name else None,
    )


def paper(
    *, kind: str = "Quyết định", symbol: str = "QĐ-UBND", ends: bool = True, **more: Any
) -> Record:
    fields: dict[str, Any] = {
        "document_type": DocumentType(value=kind, code=None, implied=False, **place(kind)),
        "issuing_body": value("Ủy ban nhân dân tỉnh Hải Lâm"),
        "reference_number": ReferenceNumber(
            value=f"12/{symbol}", number="12", symbol=symbol, **place(symbol)
        ),
    }
    if ends:
        fields["signatures"] = [signed()]
        fields["distribution"] = [DistributionEntry(value="Như Điều 3", **place("Như Điều 3"))]
    return Record(
        source=Source(file="a.pdf", pages=1, page_sizes=[[WIDTH, HEIGHT]], page_sources=["ocr"]),
        outcome=outcome(OutcomeCode.COMPLETE),
        **(fields | more),
    )


def layout(*paragraphs: str | Cells, bottom: float | None = None) -> Layout:
    """Return a body; with `bottom`, as a scan whose words all end there."""
    made = a_layout(Block(ZoneKind.BODY, paragraphs))
    if bottom is None:
        return made
    box = Box(100.0, bottom - 14.0, 130.0, bottom)
    return replace(made, anchors=tuple(replace(a, box=box, ocr=True) for a in made.anchors))


def codes(record: Record, read: Layout | None = None) -> list[str]:
    return [found.code for found in check_whole(record, read)]


WHOLE = "Điều 3. Các sở, ban, ngành chịu trách nhiệm thi hành Quyết định này./."


@pytest.mark.parametrize(
    ("record", "wanted"),
    [
        (paper(signatures=[signed(None)]), ["signer-unread"]),
        (paper(signatures=[signed(), signed(None)]), ["signer-unread"]),
        (paper(signatures=[]), ["signature-missing"]),
        (paper(distribution=[]), ["distribution-missing"]),
        (paper(kind="Công văn", distribution=[]), ["distribution-missing"]),
        (paper(ends=False), ["signature-missing", "distribution-missing"]),
        # Nothing is wrong with these.
        (paper(), []),
        (paper(signatures=[signed(position=None)]), []),
        (paper(kind="Biên bản", distribution=[]), []),
        (paper(kind="Giấy giới thiệu", distribution=[]), []),
        (paper(kind="Nghị quyết", symbol="2024/QH15", distribution=[]), []),
        (paper(kind="Nghị quyết", symbol="2024/UBTVQH15", distribution=[]), []),
        (paper(ends=False, draft_mark=value("DỰ THẢO")), []),
        (paper(ends=False, issuing_body=None, reference_number=None), []),
    ],
)
def test_what_the_end_lacks(record: Record, wanted: list[str]) -> None:
    assert codes(record, layout(WHOLE)) == wanted


@pytest.mark.parametrize(
    ("body", "symbol", "signers", "wanted"),
    [
        ("Sở Nội vụ - Sở Tài chính", "HD-SNV-STC", 1, ["cosigner-missing"]),
        ("Ban Tổ chức Tỉnh ủy - Ủy ban Kiểm tra Tỉnh ủy", "KH", 1, ["cosigner-missing"]),
        ("Bộ Tư pháp", "TTLT-BTP-BNV", 1, ["cosigner-missing"]),
        ("Sở Nội vụ", "HDLN-SNV-STC", 1, ["cosigner-missing"]),
        ("Sở Nội vụ - Sở Tài chính", "HDLN-SNV-STC", 2, []),
        ("Sở Nội vụ - Sở Tài chính", "HDLN-SNV-STC", 0, ["signature-missing"]),
        # One body whose name holds a hyphen; symbols that only begin alike.
        ("Vụ Tổ chức - Biên chế", "TCBC", 1, []),
        ("Phòng Văn hóa - Xã hội", "BC-PVHXH", 1, []),
        ("Ban Kinh tế - Ngân sách Hội đồng nhân dân", "BC-BKTNS", 1, []),
        ("Phòng Tổ chức - Hành chính", "TB", 1, []),
        ("Phòng Hành chính - Tổ chức", "TB", 1, []),
        ("Trung tâm Văn hóa - Thông tin và Thể thao", "TB", 1, []),
        ("Văn phòng HĐND - UBND xã", "TB-VP", 1, []),
        ("Sở Nội vụ", "QCLNV", 1, []),
    ],
)
def test_a_joint_paper_is_signed_by_each_of_its_bodies(
    body: str, symbol: str, signers: int, wanted: list[str]
) -> None:
    record = paper(issuing_body=value(body), symbol=symbol, signatures=[signed()] * signers)
    assert codes(record) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Điều 3. Trong Quyết định này, những từ ngữ dưới đây được hiểu như sau:",
        "1. Sở Y tế chủ trì, phối hợp với các sở, ngành;",
        "2. Thủ tục hành chính được thay thế thuộc hệ thống giáo",
        "3. Thực hiện từ ngày 01/7/2025,",
    ],
)
def test_text_that_breaks_off(text: str) -> None:
    assert codes(paper(ends=False), layout(WHOLE, text)) == ["paper-ends-early"]
    assert codes(paper(), layout(WHOLE, text)) == []


@pytest.mark.parametrize(
    ("bottom", "wanted"),
    [
        (838.0, ["paper-ends-early"]),
        (825.0, ["paper-ends-early"]),
        (780.0, ["signature-missing", "distribution-missing"]),
        (300.0, ["signature-missing", "distribution-missing"]),
    ],
)
def test_last_line_at_the_lower_edge(bottom: float, wanted: list[str]) -> None:
    assert codes(paper(ends=False), layout(WHOLE, bottom=bottom)) == wanted


def test_a_table_at_the_end_is_no_broken_sentence() -> None:
    read = layout(WHOLE, Cells((("STT", "Nội dung"), ("1", "Rà soát"))))
    assert codes(paper(ends=False), read) == ["signature-missing", "distribution-missing"]


def beside(x0: float, x1: float, lines: int, whole: int = 0) -> Layout:
    """Return a scan of `lines` lines between these edges and `whole` lines within the margins."""
    made = layout(*[WHOLE] * (lines + whole), bottom=400.0)
    edges = [(x0, x1)] * lines + [(90.0, 540.0)] * whole
    boxed = [
        Line(line.start, line.end, 1, Box(left, 100.0 + i, right, 110.0 + i))
        for i, (line, (left, right)) in enumerate(zip(made.lines, edges, strict=True))
    ]
    return replace(made, lines=tuple(boxed))


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        (beside(90.0, 600.0, 6), ["page-cut-off"]),
        (beside(0.0, 540.0, 5, 20), ["page-cut-off"]),
        (beside(90.0, 590.0, 20), []),
        (beside(90.0, 600.0, 4), []),
        (beside(0.0, 540.0, 6, 60), []),
    ],
)
def test_lines_that_run_into_the_edge(read: Layout, wanted: list[str]) -> None:
    found = check_whole(paper(), read)
    assert [f.code for f in found] == wanted
    assert all(len(f.evidence) <= 5 and f.message and f.message_en for f in found)


def test_a_text_layer_has_no_edge() -> None:
    read = beside(90.0, 600.0, 9)
    printed = replace(read, anchors=tuple(replace(a, ocr=False) for a in read.anchors))
    assert codes(paper(), printed) == []


def test_types_of_the_rule() -> None:
    ending = check_rules().ending
    assert set(ending.matches) <= set(ending.with_list)
    assert not set(ending.rejects) & set(ending.with_list)


def test_the_finding_shows_the_last_words() -> None:
    read = layout(WHOLE, "4. Các từ ngữ được hiểu như sau:")
    (found,) = check_record(paper(ends=False), read)[-1:]
    (shown,) = found.evidence
    assert shown.raw.endswith("như sau:")
    assert read.text[slice(*shown.span)].endswith("như sau:")


@given(st.text(max_size=300), st.floats(0, 2000))
def test_any_text_is_taken(text: str, bottom: float) -> None:
    read = layout(text or "x", bottom=bottom + 14)
    assert set(codes(paper(ends=False), read)) <= ENDING


@pytest.mark.parametrize(
    "name", ["01-cong-van-phu-luc.pdf", "07-quyet-dinh.pdf", "10-ban-chep.txt"]
)
def test_no_false_alarm_on_whole_papers(name: str) -> None:
    found = process_file(SAMPLES / name, Settings()).findings
    assert not {f.code for f in found} & ENDING
