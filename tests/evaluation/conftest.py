"""A record and the label that it meets in every field; tests spoil one of them at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from models.outcome import OutcomeCode
from models.outcome import outcome
from models.record import Appendix
from models.record import AppendixReference
from models.record import Finding
from models.record import Record
from models.record import RowKind
from models.record import Severity
from models.record import Source
from models.record import Table
from models.record import TableRow
from models.values import Assignee
from models.values import AssigneeRole
from models.values import Citation
from models.values import DateValue
from models.values import Deadline
from models.values import DeadlineKind
from models.values import DistributionEntry
from models.values import DocumentType
from models.values import ReferenceNumber
from models.values import Signature
from models.values import Task
from models.values import Value


def evidence(raw: str, *, confidence: float = 0.99) -> dict[str, Any]:
    return {
        "raw": raw,
        "page": 1,
        "span": (0, max(1, len(raw))),
        "confidence": confidence,
        "rule": "test",
    }


def text(value: str, *, confidence: float = 0.99) -> Value:
    return Value(value=value, **evidence(value, confidence=confidence))


def number(
    value: str | None, num: str | None, symbol: str, *, confidence: float = 0.99
) -> ReferenceNumber:
    return ReferenceNumber(
        value=value, number=num, symbol=symbol, **evidence(value or symbol, confidence=confidence)
    )


def day(value: str | None, *, partial: str | None = None, confidence: float = 0.99) -> DateValue:
    raw = value or partial or ""
    return DateValue(value=value, partial=partial, **evidence(raw, confidence=confidence))


def assignee(name: str, role: AssigneeRole = AssigneeRole.ASSIGNEE) -> Assignee:
    return Assignee(value=name, role=role, role_stated=False, **evidence(name))


def task(label: str, value: str, **more: Any) -> Task:
    more.setdefault("id", label.rstrip("."))
    return Task(value=value, label=label, **more, **evidence(value))


def deadline(raw: str) -> Deadline:
    return Deadline(date=None, kind=DeadlineKind.BEFORE, **evidence(raw))


def citation(symbol: str, *, kind: str | None = None, date: str | None = None) -> Citation:
    return Citation(value=symbol, document_type=kind, issued_on=date, **evidence(symbol))


def table(columns: list[str], rows: list[list[str]]) -> Table:
    return Table(
        columns=columns,
        page=2,
        rows=[
            TableRow(page=2, kind=RowKind.ITEM, cells=cells, inherited=[False] * len(cells))
            for cells in rows
        ],
    )


def finding(code: str, message: str) -> Finding:
    return Finding(code=code, severity=Severity.WARNING, message=message, message_en="")


ROWS = [
    ["I.", "Về kinh tế", ""],
    ["1.", "Thu ngân sách", "Sở Tài chính"],
    ["2.", "Chi", "Sở Nội vụ"],
]
COLUMNS = ["STT", "Nội dung", "Cơ quan chủ trì"]


def a_record(**changes: Any) -> Record:
    fields: dict[str, Any] = {
        "source": Source(file="a.pdf", pages=2, page_sources=["text-layer", "text-layer"]),
        "outcome": outcome(OutcomeCode.COMPLETE),
        "document_type": DocumentType(value="Công văn", code="CV", **evidence("Công văn")),
        "reference_number": number("77-CV/HU", "77", "CV/HU"),
        "issuing_body": text("Huyện ủy Sông Lam"),
        "superior_body": text("Tỉnh ủy Bắc Lam"),
        "acting_author": text("Ban Thường vụ"),
        "place": text("Sông Lam"),
        "issued_on": day("2024-03-05"),
        "subject": text("tăng cường công tác lưu trữ tại các cơ quan trong huyện"),
        "addressees": [text("Các chi bộ trực thuộc"), text("Ủy ban nhân dân huyện")],
        "distribution": [
            DistributionEntry(
                value="Thường trực Tỉnh ủy", purpose="để báo cáo", **evidence("Thường trực Tỉnh ủy")
            ),
            DistributionEntry(value="Như Điều 3", **evidence("Như Điều 3")),
            DistributionEntry(value="Lưu Văn phòng", archive=True, **evidence("Lưu Văn phòng")),
        ],
        "signature": Signature(
            authority=text("T/M BAN THƯỜNG VỤ"), positions=[text("BÍ THƯ")], name=text("Lê Văn Thử")
        ),
        "urgency_mark": text("HỎA TỐC"),
        "tasks": [
            task(
                "1.",
                "Giao Văn phòng Huyện ủy lập danh mục hồ sơ của năm",
                assignees=[assignee("Văn phòng Huyện ủy", AssigneeRole.LEAD)],
                deadline=deadline("trước ngày 30/6/2024"),
            ),
            task("2.", "Các chi bộ nộp lưu hồ sơ", assignees=[assignee("Các chi bộ")]),
            task(
                "a)",
                "Nộp hồ sơ giấy",
                id="2.a",
                parent="2",
                assignees=[
                    assignee("Chi bộ Văn phòng"),
                    assignee("Sở Nội vụ", AssigneeRole.COORDINATE),
                ],
            ),
        ],
        "citations": [
            citation("12-KH/TU", kind="Kế hoạch", date="2023-02-17"),
            citation("30/2020/NĐ-CP", kind="Nghị định", date="2020-03-05"),
        ],
        "appendices": [
            Appendix(
                label=text("Phụ lục"),
                title=text("DANH MỤC NHIỆM VỤ NĂM 2024"),
                reference=AppendixReference(
                    reference_number="77-CV/VPHU", issued_on="2024-02-05", **evidence("kèm theo")
                ),
                tables=[table(COLUMNS, ROWS)],
            )
        ],
        "body_tables": [table(["TT", "Việc"], [["1", "Họp"]])],
        "findings": [
            finding("appendix-number-differs", "Phụ lục ghi 77-CV/VPHU, đầu văn bản ghi 77-CV/HU."),
            finding("appendix-date-differs", "Phụ lục ghi 05/02/2024, đầu văn bản ghi 05/3/2024."),
        ],
    }
    return Record(**(fields | changes))


def a_label(**changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "slug": "a",
        "doc_type_symbol": "CV",
        "doc_type_name": "Công văn",
        "number": "77",
        "symbol": "77-CV/HU",
        "issuing_body": "HUYỆN UỶ SÔNG LAM",
        "superior_body": "TỈNH UỶ BẮC LAM",
        "acting_author": "Ban Thường vụ",
        "place": "Sông Lam",
        "date": "2024-03-05",
        "subject": "V/v tăng cường công tác lưu trữ tại các cơ quan trong huyện",
        "addressees": ["Các chi bộ trực thuộc", "Uỷ ban nhân dân huyện"],
        "distribution": [
            {"name": "Thường trực Tỉnh uỷ", "purpose": "để báo cáo"},
            {"name": "Như Điều 3", "purpose": None},
            {"name": "Lưu Văn phòng", "archive": True},
        ],
        "signature": {
            "authority": "T/M BAN THƯỜNG VỤ",
            "positions": ["BÍ THƯ"],
            "name": "Lê Văn Thử",
        },
        "security_mark": None,
        "urgency_mark": "HOẢ TỐC",
        "tasks": [
            {
                "label": "1.",
                "first_words": "Giao Văn phòng Huyện uỷ lập danh mục",
                "assignees": ["Văn phòng Huyện uỷ"],
                "deadline_text": "trước ngày 30/6/2024",
            },
            {
                "label": "2.",
                "first_words": "Các chi bộ nộp lưu hồ sơ a) Nộp hồ sơ",
                "assignees": ["Các chi bộ", "Chi bộ Văn phòng"],
                "deadline_text": None,
            },
        ],
        "citations": [
            {"type": "Kế hoạch", "symbol": "12-KH/TU", "date": "2023-02-17"},
            {"type": "Nghị định", "symbol": "30/2020/NĐ-CP", "date": "2020-03-05"},
        ],
        "appendices": [
            {
                "title": "Phụ lục DANH MỤC NHIỆM VỤ NĂM 2024",
                "n_tables": 1,
                "n_rows": 3,
                "header": COLUMNS,
                "rows": ROWS,
                "rows_sample": [{"TT": "1.", "chu_tri": "Sở Tài chính"}],
                "reference": {"symbol": "77-CV/VPHU", "date": "2024-02-05"},
            }
        ],
        "body_tables": [{"header": ["TT", "Việc"], "n_rows": 1}],
        "findings_must_include": [
            "appendix reference body CV/VPHU differs from CV/HU",
            "appendix reference date 2024-02-05 differs from 2024-03-05",
        ],
    }
    return fields | changes


@pytest.fixture
def paper() -> SimpleNamespace:
    """The builders of this module: import-mode importlib lets no test module import another."""
    return SimpleNamespace(
        record=a_record,
        label=a_label,
        text=text,
        number=number,
        day=day,
        task=task,
        assignee=assignee,
        deadline=deadline,
        citation=citation,
        table=table,
        finding=finding,
        evidence=evidence,
        rows=ROWS,
        columns=COLUMNS,
    )


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Write a label and its (empty) document into a folder; return the folder."""

    def write(label: dict[str, Any] | str, *, name: str = "a", suffix: str = ".pdf") -> Path:
        body = label if isinstance(label, str) else json.dumps(label, ensure_ascii=False)
        (tmp_path / f"{name}.json").write_text(body, encoding="utf-8")
        if suffix:
            (tmp_path / f"{name}{suffix}").write_bytes(b"")
        return tmp_path

    return write
