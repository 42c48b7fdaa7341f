"""Builders of fictional records, and an open archive."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from collections.abc import Iterator
from datetime import UTC
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine
from sqlalchemy import make_url

from models.outcome import OutcomeCode
from models.outcome import outcome
from models.record import Appendix
from models.record import AppendixReference
from models.record import Finding
from models.record import Part
from models.record import PartRelation
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
from models.values import KeyTerm
from models.values import ReferenceNumber
from models.values import Signature
from models.values import Task
from models.values import Value
from pipeline.archive import Archive
from pipeline.archive import LedgerEntry
from pipeline.archive import SentenceRow


def evidence(text: str, *, page: int = 1) -> dict[str, object]:
    """Evidence of a made-up value."""
    return {
        "raw": text,
        "page": page,
        "boxes": [[10.0, 10.0, 50.0, 20.0]],
        "span": (0, len(text)),
        "confidence": 0.9,
        "rule": "test",
    }


def value(text: str | None) -> Value:
    """A made-up value."""
    return Value(value=text, **evidence(text or "?"))  # type: ignore[arg-type]


def a_task(
    label: str, text: str, *bodies: str, deadline: str | None = None, task_id: str = ""
) -> Task:
    due = None
    if deadline:
        due = Deadline(date=deadline, kind=DeadlineKind.BEFORE, **evidence(f"trước {deadline}"))  # type: ignore[arg-type]
    return Task(
        value=text,
        label=label,
        id=task_id or label.rstrip("."),
        kind="task" if bodies else "item",
        assignees=[
            Assignee(value=b, role=AssigneeRole.LEAD, role_stated=False, **evidence(b))  # type: ignore[arg-type]
            for b in bodies
        ],
        deadline=due,
        **evidence(text, page=2),  # type: ignore[arg-type]
    )


def an_appendix() -> Appendix:
    rows = [
        TableRow(
            page=3, kind=RowKind.SECTION, cells=["I.", "Về kinh tế", ""], inherited=[False] * 3
        ),
        TableRow(
            page=3,
            kind=RowKind.ITEM,
            section=["I. Về kinh tế"],
            cells=["1.", '=HYPERLINK("x")', "Phòng Kinh tế"],
            inherited=[False, False, False],
        ),
        TableRow(
            page=4,
            kind=RowKind.CONTINUATION,
            section=["I. Về kinh tế"],
            cells=["", "Chỉ tiêu thứ hai", "Phòng Kinh tế"],
            inherited=[False, False, True],
        ),
    ]
    table = Table(columns=["STT", "Nội dung", "Cơ quan chủ trì"], rows=rows, page=3)
    reference = AppendixReference(
        reference_number="07-CV/ĐU",
        issued_on="2025-03-05",
        issuing_body=None,
        **evidence("Kèm theo", page=3),  # type: ignore[arg-type]
    )
    return Appendix(title=value("DANH MỤC CHỈ TIÊU"), reference=reference, tables=[table])


def a_record(
    *,
    seed: str = "a",
    number: str | None = "07",
    issued_on: str | None = "2025-03-05",
    subject: str = "đẩy mạnh chuyển đổi số",
    name: str | None = None,
    code: OutcomeCode = OutcomeCode.COMPLETE,
    tasks: list[Task] | None = None,
    access: list[str] | None = None,
) -> Record:
    """A dispatch of a commune that does not exist."""
    reference = f"{number}-CV/ĐU" if number else None
    default_tasks = [
        a_task(
            "1.", "Giao Văn phòng Đảng uỷ theo dõi.", "Văn phòng Đảng uỷ", deadline="2025-06-30"
        ),
        a_task("2.", "Các chi bộ nghiêm túc thực hiện."),
    ]
    return Record(
        source=Source(
            file=name if name is not None else f"{seed}.pdf",
            sha256=hashlib.sha256(seed.encode()).hexdigest(),
            pages=4,
        ),
        outcome=outcome(code),
        document_type=DocumentType(code="CV", implied=True, value="Công văn", **evidence("")),  # type: ignore[arg-type]
        reference_number=ReferenceNumber(
            value=reference,
            number=number,
            symbol="CV/ĐU",
            **evidence(reference or "Số -CV/ĐU"),  # type: ignore[arg-type]
        ),
        issuing_body=value("Đảng uỷ xã Thanh Hà"),
        issued_on=DateValue(value=issued_on, **evidence(issued_on or "ngày")),  # type: ignore[arg-type]
        subject=value(subject),
        addressees=[value("Các chi bộ trực thuộc"), value(None)],
        distribution=[
            DistributionEntry(value="Lưu VPĐU", archive=True, purpose=None, **evidence("Lưu VPĐU")),  # type: ignore[arg-type]
        ],
        signature=Signature(
            authority=value("T/M BAN THƯỜNG VỤ"),
            positions=[value("PHÓ BÍ THƯ")],
            name=value("Lê Văn Đạt"),
        ),
        circulation_marks=[value(mark) for mark in access or []],
        tasks=default_tasks if tasks is None else tasks,
        citations=[
            Citation(
                value="12-NQ/TU",
                document_type="Nghị quyết",
                issued_on="2024-01-02",
                **evidence("12-NQ/TU"),  # type: ignore[arg-type]
            )
        ],
        key_terms=[KeyTerm(term="chuyển đổi", count=3, score=1.0)],
        appendices=[an_appendix()],
        parts=[
            Part(first_page=1, last_page=4, relation=PartRelation.FIRST, subject=value(subject))
        ],
        findings=[
            Finding(
                code="number-doubtful",
                severity=Severity.WARNING,
                message="Số mờ.",
                message_en="Number unclear.",
            )
        ],
    )


def an_entry(record: Record, *, rules: str = "r1", name: str | None = None) -> LedgerEntry:
    """The ledger row that belongs to a record."""
    return LedgerEntry(
        sha256=record.source.sha256,
        source_name=name if name is not None else record.source.file,
        outcome_code=record.outcome.code,
        outcome_category=record.outcome.category,
        message=record.outcome.message,
        pages=record.source.pages,
        seconds=1.5,
        peak_mb=120.0,
        rules_version=rules,
        options_hash="o1",
        seen_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    )


SENTENCES = (
    SentenceRow(n=1, zone="body", page=1, text="Thực hiện chỉ đạo của Tỉnh uỷ."),
    SentenceRow(
        n=2, zone="body", page=2, text="Giao Văn phòng Đảng uỷ theo dõi việc chuyển đổi số."
    ),
)


@pytest.fixture
def make_record() -> Callable[..., Record]:
    return a_record


@pytest.fixture
def make_task() -> Callable[..., Task]:
    return a_task


@pytest.fixture
def make_entry() -> Callable[..., LedgerEntry]:
    return an_entry


@pytest.fixture
def some_sentences() -> tuple[SentenceRow, ...]:
    return SENTENCES


@pytest.fixture
def archive_file(tmp_path: Path) -> Path:
    return tmp_path / "archive.sqlite3"


@pytest.fixture
def archive(archive_file: Path) -> Iterator[Archive]:
    with Archive.open(archive_file) as opened:
        yield opened


@pytest.fixture
def server_archive() -> Iterator[Archive]:
    """An archive in a database of its own, so that tests side by side do not meet."""
    place = os.environ.get("VANTHU_TEST_POSTGRESQL")
    if place is None:
        pytest.skip("VANTHU_TEST_POSTGRESQL names no PostgreSQL server to write to")
    name = f"vanthu_test_{uuid4().hex}"
    server = make_url(place).set(drivername="postgresql+psycopg")
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    try:
        url = server.set(database=name).render_as_string(hide_password=False)
        with Archive.open(url) as archive:
            yield archive
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        engine.dispose()
