"""A command line to call, documents that need no reader, and an archive with something in it."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from collections.abc import Generator
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from models.outcome import OutcomeCode
from models.outcome import outcome
from models.record import Appendix
from models.record import Finding
from models.record import Record
from models.record import RowKind
from models.record import Severity
from models.record import Source
from models.record import Table
from models.record import TableRow
from models.sentence import SentenceRow
from models.values import Assignee
from models.values import AssigneeRole
from models.values import DateValue
from models.values import Deadline
from models.values import DeadlineKind
from models.values import DistributionEntry
from models.values import DocumentType
from models.values import ReferenceNumber
from models.values import Signature
from models.values import Task
from models.values import Value
from pipeline.archive import Archive
from pipeline.archive import LedgerEntry
from pipeline.cli import main


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What one call of the command did."""

    code: int
    out: str
    err: str


def evidence(text: str, page: int = 1) -> dict[str, object]:
    return {
        "raw": f"nguyên văn {text}",
        "page": page,
        "boxes": [],
        "span": (0, 1),
        "confidence": 0.87,
        "rule": "thu.quy-tac",
    }


def value(text: str | None) -> Value:
    return Value(value=text, **evidence(text or ""))  # type: ignore[arg-type]


def a_task() -> Task:
    text = "Giao Văn phòng theo dõi."
    return Task(
        value=text,
        label="1.",
        id="1",
        kind="task",
        assignees=[
            Assignee(
                value="Văn phòng",
                role=AssigneeRole.LEAD,
                role_stated=True,
                **evidence("Văn phòng"),  # type: ignore[arg-type]
            )
        ],
        deadline=Deadline(date="2025-06-30", kind=DeadlineKind.BEFORE, **evidence("trước 30/6")),  # type: ignore[arg-type]
        **evidence(text, 2),  # type: ignore[arg-type]
    )


def a_record(
    name: str = "mot.txt",
    *,
    number: str = "07",
    code: OutcomeCode = OutcomeCode.COMPLETE,
    subject: str | None = "đẩy mạnh chuyển đổi số",
    body: str = "Đảng uỷ xã Thanh Hà",
    detail: str | None = None,
) -> Record:
    source = Source(
        file=name, sha256=hashlib.sha256(f"{name}{number}".encode()).hexdigest(), pages=2
    )
    if code not in {OutcomeCode.COMPLETE, OutcomeCode.COMPLETE_WITH_FINDINGS}:
        return Record(source=source, outcome=outcome(code, detail=detail))
    row = TableRow(
        page=2, kind=RowKind.ITEM, cells=["1.", "[red]Mở lớp[/red]"], inherited=[False] * 2
    )
    return Record(
        source=source,
        outcome=outcome(code),
        document_type=DocumentType(code="CV", value="Công văn", **evidence("Công văn")),  # type: ignore[arg-type]
        reference_number=ReferenceNumber(
            value=f"{number}-CV/ĐU",
            number=number,
            symbol="CV/ĐU",
            **evidence("Số"),  # type: ignore[arg-type]
        ),
        issuing_body=value(body),
        issued_on=DateValue(value="2025-03-05", **evidence("ngày 05")),  # type: ignore[arg-type]
        subject=value(subject),
        addressees=[value("Các chi bộ")],
        distribution=[
            DistributionEntry(value="Như trên", purpose="để thực hiện", **evidence("Như trên"))  # type: ignore[arg-type]
        ],
        signature=Signature(authority=value("T/M BAN THƯỜNG VỤ"), name=value("Lê Văn Đạt")),
        circulation_marks=[value("Lưu hành nội bộ")],
        tasks=[a_task()],
        appendices=[
            Appendix(
                title=value("DANH MỤC"),
                tables=[Table(columns=["STT", "Nội dung"], rows=[row], page=2)],
            )
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


def an_entry(record: Record) -> LedgerEntry:
    return LedgerEntry(
        sha256=record.source.sha256,
        source_name=record.source.file,
        outcome_code=record.outcome.code,
        outcome_category=record.outcome.category,
        message=record.outcome.message,
        pages=record.source.pages,
        seconds=None,
        peak_mb=None,
        rules_version="r1",
    )


@pytest.fixture
def make_record() -> Callable[..., Record]:
    return a_record


@pytest.fixture(autouse=True)
def no_settings(monkeypatch, tmp_path) -> None:
    for name in ("LANG", "ARCHIVE", "WORKERS", "DEBUG"):
        monkeypatch.delenv(f"VANTHU_{name}", raising=False)
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(capfd) -> Callable[..., Ran]:
    def call(*arguments: str) -> Ran:
        capfd.readouterr()
        code = main(arguments)
        out, err = capfd.readouterr()
        return Ran(code=code, out=out, err=err)

    return call


@pytest.fixture
def reader(monkeypatch) -> dict[str, object]:
    """Stand-in for reading: answers by file name; a callable answer is called."""
    answers: dict[str, object] = {}
    process = ModuleType("pipeline.process")
    records = ModuleType("pipeline.workers.records")

    def process_file(path: Path, settings: object) -> Record:
        answer = answers.get(path.name, a_record(path.name, code=OutcomeCode.MISSING))
        return answer() if callable(answer) else answer  # type: ignore[return-value]

    def read_records(paths: Sequence[Path], settings: object) -> Generator[Record]:
        for path in paths:
            yield process_file(path, settings)

    process.process_file = process_file  # type: ignore[attr-defined]
    records.read_records = read_records  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pipeline.process", process)
    monkeypatch.setitem(sys.modules, "pipeline.workers.records", records)
    return answers


@pytest.fixture
def archive_place(tmp_path) -> str:
    place = tmp_path / "kho.sqlite3"
    with Archive.open(place) as archive:
        sentences = (SentenceRow(n=1, zone="body", page=2, text="Giao Văn phòng theo dõi."),)
        for name, number, body in (
            ("a.pdf", "07", "Đảng uỷ xã Thanh Hà"),
            ("b.pdf", "08", "Đảng uỷ xã Thanh Hà"),
            ("c.pdf", "08", "Đảng uỷ xã Bình Minh"),
        ):
            record = a_record(name, number=number, body=body)
            archive.store(record, an_entry(record), sentences)
    return str(place)
