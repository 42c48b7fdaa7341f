"""Tests of the checks that hold letterhead, symbol, signature, years and counts together."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.authority_record import link_bodies
from extractors.check_rules import check_rules
from extractors.check_rules import counted
from extractors.check_rules import kind_of
from extractors.check_rules import outside_validity
from extractors.check_rules import wrong_authority
from extractors.checks import check_record
from models.outcome import OutcomeCode
from models.outcome import outcome
from models.record import Appendix
from models.record import AppendixReference
from models.record import Record
from models.record import RowKind
from models.record import Source
from models.record import Table
from models.record import TableRow
from models.settings import Settings
from models.values import Assignee
from models.values import AssigneeRole
from models.values import DateValue
from models.values import DistributionEntry
from models.values import ReferenceNumber
from models.values import Signature
from models.values import Task
from models.values import Value
from pipeline.process import process_file

AGREEMENT = {
    "symbol-body-differs",
    "authority-form-differs",
    "authority-body-differs",
    "appendix-body-differs",
    "body-outside-validity",
    "type-outside-validity",
    "count-differs",
}


def place(raw: str, confidence: float = 0.99) -> dict[str, Any]:
    return {
        "raw": raw,
        "page": 1,
        "span": (0, len(raw) or 1),
        "confidence": confidence,
        "rule": "test",
    }


def value(text: str, confidence: float = 0.99) -> Value:
    return Value(value=text, **place(text, confidence))


def paper(
    *,
    body: str = "Tỉnh uỷ Vân Lĩnh",
    superior: str | None = None,
    symbol: str = "CV/TU",
    day: str = "2026-02-09",
    authority: str | None = None,
    sure: float = 0.99,
    **more: Any,
) -> Record:
    return Record(
        source=Source(file="a.pdf"),
        outcome=outcome(OutcomeCode.COMPLETE),
        issuing_body=value(body, sure),
        superior_body=value(superior) if superior else None,
        reference_number=ReferenceNumber(
            value=f"12-{symbol}", number="12", symbol=symbol, **place(symbol)
        ),
        issued_on=DateValue(value=day, **place(day)),
        signatures=[Signature(authority=value(authority))] if authority else [],
        **more,
    )


def codes(record: Record) -> set[str]:
    return {found.code for found in check_record(record)} & AGREEMENT


def rows(section: str, items: int, continuations: int = 0) -> list[TableRow]:
    kinds = [RowKind.ITEM] * items + [RowKind.CONTINUATION] * continuations
    return [
        TableRow(page=1, kind=kind, section=[section], cells=["x"], inherited=[False])
        for kind in kinds
    ]


def appendix(title: str, table_rows: list[TableRow], body: str | None = None) -> Appendix:
    line = f"Kèm theo Công văn của {body}"
    reference = AppendixReference(issuing_body=body, **place(line)) if body else None
    table = Table(columns=["Nội dung"], rows=table_rows, page=1)
    return Appendix(title=value(title), reference=reference, tables=[table])


def charge(body: str) -> Task:
    who = Assignee(value=body, role=AssigneeRole.LEAD, role_stated=True, **place(body))
    return Task(value="x", label="1.", id="1", assignees=[who], **place("x"))


@pytest.mark.parametrize(
    ("said", "scanned", "told"),
    [
        # eight rows below a heading that says nine: a scan gives one figure for the other
        ("09", True, False),
        ("09", False, True),
        # no two figures that look alike, or more than one figure
        ("07", True, True),
        ("18", True, True),
    ],
)
@pytest.mark.parametrize("where", ["title", "group"])
def test_a_count_that_a_scan_may_have_misread_is_no_contradiction(
    said: str, scanned: bool, told: bool, where: str
) -> None:
    heading = f"Danh mục gồm {said} đề án" if where == "title" else "Danh mục"
    section = "I" if where == "title" else f"I. Kinh tế ({said} chỉ tiêu)"
    found = [
        row.model_copy(update={"confidences": [0.9] if scanned else []}) for row in rows(section, 8)
    ]
    assert codes(paper(appendices=[appendix(heading, found)])) == (
        {"count-differs"} if told else set()
    )


@pytest.mark.parametrize("kind", check_rules().letterhead, ids=lambda kind: kind.name)
def test_letterhead_rules(kind: Any) -> None:
    assert all(kind_of(name) == kind for name in kind.matches)
    assert all(kind_of(name) != kind for name in kind.rejects)


@pytest.mark.parametrize("rule", check_rules().validity, ids=lambda rule: rule.name)
def test_validity_rules(rule: Any) -> None:
    day = date(2026, 1, 1) if rule.until else date(2024, 12, 31)
    assert all(outside_validity(name, day) == rule for name in rule.matches)
    assert all(outside_validity(name, day) is None for name in rule.rejects)
    inside = rule.until or rule.since
    assert all(outside_validity(name, inside) is None for name in rule.matches)


def test_authority_and_count_rules() -> None:
    rules = check_rules()
    assert all(map(wrong_authority, rules.authority.matches))
    assert not any(map(wrong_authority, rules.authority.rejects))
    assert all(counted(text) is not None for text in rules.count.matches)
    assert all(counted(text) is None for text in rules.count.rejects)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"symbol": "CV/VPTU"}, "symbol-body-differs"),
        ({"body": "Văn phòng", "superior": "Tỉnh uỷ Vân Lĩnh"}, "symbol-body-differs"),
        ({"body": "Đảng uỷ xã Suối Ngàn"}, "symbol-body-differs"),
        ({"body": "Ủy ban nhân dân tỉnh X", "symbol": "QĐ-HĐND"}, "symbol-body-differs"),
        ({"authority": "T/M CHÁNH VĂN PHÒNG"}, "authority-form-differs"),
        ({"authority": "K/T BAN THƯỜNG VỤ"}, "authority-form-differs"),
        ({"authority": "TM. ỦY BAN NHÂN DÂN"}, "authority-body-differs"),
        (
            {
                "body": "UBND tỉnh Hải Lâm",
                "symbol": "KH-UBND",
                "authority": "T/M BAN THƯỜNG VỤ",
            },
            "authority-body-differs",
        ),
        (
            {"appendices": [appendix("Danh mục", rows("I", 2), "Văn phòng Tỉnh uỷ")]},
            "appendix-body-differs",
        ),
        (
            {"body": "Ủy ban nhân dân huyện Phú Lâm", "symbol": "UBND-VX", "day": "2025-07-01"},
            "body-outside-validity",
        ),
        (
            {
                "distribution": [
                    DistributionEntry(value="Huyện uỷ Phú Lâm", **place("Huyện uỷ Phú Lâm"))
                ]
            },
            "body-outside-validity",
        ),
        (
            {"appendices": [appendix("Danh mục", rows("I. Kinh tế (06 chỉ tiêu)", 5))]},
            "count-differs",
        ),
        ({"appendices": [appendix("Danh mục gồm 03 đề án", rows("I", 2))]}, "count-differs"),
        ({"symbol": "QĐi/TU", "day": "2026-05-27"}, "type-outside-validity"),
        ({"symbol": "BS/TU", "day": "2026-05-26"}, "type-outside-validity"),
        # known to the authority file
        ({"body": "Tỉnh uỷ Hà Giang", "day": "2025-07-01"}, "body-outside-validity"),
        ({"body": "Tỉnh uỷ Lào Cai", "addressees": [value("Bộ Giao thông vận tải")]}, "body-outside-validity"),
        ({"body": "Tỉnh uỷ Lào Cai", "tasks": [charge("Đảng đoàn HĐND tỉnh")]}, "body-outside-validity"),
        (
            {
                "body": "Tỉnh uỷ Lào Cai",
                "appendices": [appendix("Danh mục", rows("I", 2), "Tỉnh uỷ Điện Biên")],
            },
            "appendix-body-differs",
        ),
    ],
)  # fmt: skip
def test_contradictions_are_found(fields: dict[str, Any], code: str) -> None:
    record = link_bodies(paper(**fields))
    assert codes(record) == {code}
    found = next(f for f in check_record(record) if f.code == code)
    assert found.message
    assert found.message_en
    assert found.fields


@pytest.mark.parametrize(
    "fields",
    [
        {"authority": "T/M BAN THƯỜNG VỤ"},
        {"body": "Văn phòng", "superior": "Tỉnh uỷ Vân Lĩnh", "symbol": "CV/VPTU"},
        {"body": "Văn phòng", "superior": "Ban Chấp hành Trung ương", "symbol": "HD/VPTW"},
        {"body": "Thành uỷ Hà Châu", "symbol": "CV/ThU"},
        {"body": "Đảng uỷ Công an tỉnh", "symbol": "CV/ĐUCA"},
        {"body": "Tỉnh uỷ Vân Lĩnh - UBND tỉnh", "symbol": "CTr/ĐU-UBND"},
        {"body": "Ủy ban nhân dân tỉnh", "symbol": "UBND-KT", "authority": "KT. CHỦ TỊCH"},
        {"body": "Ủy ban nhân dân huyện A", "symbol": "QĐ-UBND", "day": "2025-06-30"},
        {"symbol": "CV/VPTU", "sure": 0.4},
        {"appendices": [appendix("Danh mục (03 đề án)", rows("I", 2, 1), "Tỉnh uỷ")]},
        {"appendices": [appendix("Danh mục", rows("I (2 nhiệm vụ)", 2), "Chủ tịch UBND tỉnh")]},
        {"symbol": "QĐi/TU", "day": "2026-05-26"},
        {"symbol": "QĐ/TU", "day": "2026-05-27"},
        {"symbol": "BS/TU", "day": "2026-05-27"},
        {"body": "Tỉnh uỷ Hà Giang", "day": "2025-06-30"},
        {"body": "Tỉnh uỷ Tuyên Quang", "day": "2025-07-01"},
        {"addressees": [value("Bộ Giao thông vận tải")], "day": "2025-02-28"},
        {"body": "Tỉnh uỷ Lào Cai", "appendices": [appendix("Danh mục", rows("I", 2), "Tỉnh uỷ")]},
    ],
)
def test_papers_that_agree_yield_nothing(fields: dict[str, Any]) -> None:
    assert codes(link_bodies(paper(**fields))) == set()


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_taken(one: str, other: str) -> None:
    record = paper(body=one or "x", symbol=other or "x", authority=one or None)
    assert codes(record) <= AGREEMENT
    assert counted(one) is None or counted(one) in range(1000)


def test_hostile_length_ends_at_once() -> None:
    assert kind_of("tỉnh " * 100_000) is None
    assert counted("(gồm " * 100_000) is None
    assert not wrong_authority("T/M" + " " * 100_000)


SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.mark.parametrize(
    "name", ["01-cong-van-phu-luc.pdf", "06-cong-van-so.pdf", "11-du-thao.docx"]
)
def test_no_false_alarm_on_clean_samples(name: str) -> None:
    assert codes(process_file(SAMPLES / name, Settings())) == set()
