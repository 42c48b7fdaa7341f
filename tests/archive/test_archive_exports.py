"""Exports: whole or not at all, same papers same bytes, nothing a spreadsheet could run."""

from __future__ import annotations

import csv
import json
import os
import stat
from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.archive import FORMATS
from pipeline.archive import Archive
from pipeline.archive import ExportRefusedError
from pipeline.archive import ExportTargetError
from pipeline.archive import UnknownFormatError
from pipeline.archive import export
from pipeline.archive.cell_safety import defused
from pipeline.archive.export_target import GRAPH_TABLES
from pipeline.archive.schema import CHILD_TABLES

EXPORTED = {"documents", "ledger", *GRAPH_TABLES, *(table.name for table in CHILD_TABLES)}


def records(make_record):
    return [
        make_record(seed="c", issued_on=None, number="03"),
        make_record(seed="b", issued_on="2025-01-31", number="02", access=["Lưu hành nội bộ"]),
        make_record(seed="a", issued_on="2025-01-31", number="01"),
        make_record(seed="d", issued_on="2024-12-01", number=None, subject="=cmd|' /C calc'!A0"),
    ]


@pytest.fixture
def filled(archive, make_record, make_entry, some_sentences):
    for record in records(make_record):
        archive.store(record, make_entry(record), some_sentences)
    return archive


def contents(path: Path) -> dict[str, bytes]:
    if path.is_file():
        return {"": path.read_bytes()}
    return {file.name: file.read_bytes() for file in path.iterdir()}


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("format_", FORMATS)
def test_same_papers_same_bytes(filled, tmp_path, make_record, make_entry, some_sentences, format_):
    export(filled, format_, tmp_path / "one")
    with Archive.open(tmp_path / "other.sqlite3") as other:
        for record in reversed(records(make_record)):
            slower = replace(
                make_entry(record),
                seconds=99.0,
                peak_mb=1.0,
                seen_at=datetime(2027, 1, 1, tzinfo=UTC),
            )
            other.store(record, slower, some_sentences)
        export(other, format_, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


@pytest.mark.parametrize("format_", FORMATS)
def test_an_empty_archive_can_be_exported(archive, tmp_path, format_) -> None:
    assert export(archive, format_, tmp_path / "out").documents == 0
    assert (tmp_path / "out").exists()


def test_json_lines_are_the_records_in_content_order(filled, tmp_path, make_record) -> None:
    export(filled, "jsonl", tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    by_seed = {record.source.file[0]: record.to_json() for record in records(make_record)}
    assert lines == [by_seed[seed] for seed in "dabc"]


def test_csv_opens_in_excel_as_utf8(filled, tmp_path) -> None:
    export(filled, "csv", tmp_path / "out")
    assert {path.stem for path in (tmp_path / "out").iterdir()} == EXPORTED
    assert (tmp_path / "out" / "tasks.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    rows = read_csv(tmp_path / "out" / "tasks.csv")
    assert rows[0]["text"] == "Giao Văn phòng Đảng uỷ theo dõi."
    assert rows[0]["deadline_date"] == "2025-06-30"
    assert [row["document_reference"] for row in rows[:4:2]] == ["", "01-CV/ĐU"]


def test_circulation_marks_travel_with_every_row(filled, tmp_path) -> None:
    export(filled, "csv", tmp_path / "out")
    for path in (tmp_path / "out").iterdir():
        if path.name == "duplicates.csv":
            continue  # nothing is there twice; see `test_duplicates`
        marked = {row["access"] for row in read_csv(path)}
        assert marked == {"", "Lưu hành nội bộ"}, path.name


def test_no_cell_of_a_csv_begins_like_a_formula(filled, tmp_path) -> None:
    export(filled, "csv", tmp_path / "out")
    cells = [
        cell
        for path in (tmp_path / "out").iterdir()
        for row in read_csv(path)
        for cell in row.values()
    ]
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]
    assert "'=cmd|' /C calc'!A0" in cells


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+84", "'+84"),
        ("- Lưu VT", "'- Lưu VT"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\n=1"),
        ("a\r=1", "a\n=1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("\u200b=1", "'\u200b=1"),
        ("\ufeff@SUM(A1)", "'\ufeff@SUM(A1)"),
        ("\ufe62=1", "'\ufe62=1"),
        ("a;=1+1", "a;'=1+1"),
        ("a; @SUM(1)", "a; '@SUM(1)"),
        ("a;-1+cmd|' /C calc'!A0", "a;'-1+cmd|' /C calc'!A0"),
        ("Các huyện ủy; - Lưu VT", "Các huyện ủy; - Lưu VT"),
        ("＝1", "'＝1"),
        ("Giao = phối hợp", "Giao = phối hợp"),
        ("'=1", "'=1"),
        ("", ""),
        (-3, -3),
        (None, None),
    ],
)
def test_defused(value, written) -> None:
    assert defused(value) == written


@given(st.text())
def test_defusing_keeps_the_text(text) -> None:
    written = defused(text)
    one_row = text.replace("\r\n", "\n").replace("\r", "\n")
    assert written.replace("'", "") == one_row.replace("'", "")
    assert written.lstrip("'") == one_row.lstrip("'") or ";" in text or "\t" in text
    assert str(written)[:1] not in {"=", "+", "-", "@", "\t", "\r"}


def test_a_workbook_has_a_sheet_per_table(filled, tmp_path) -> None:
    export(filled, "xlsx", tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert set(book.sheetnames[3:]) == EXPORTED
    sheet = book["documents"]
    header = [cell.value for cell in sheet[1]]
    assert sheet.freeze_panes == "A2"
    assert sheet[1][0].font.bold
    assert header[-1] == "access"
    day = sheet.cell(row=2, column=header.index("issued_on") + 1)
    assert (day.value.date(), day.number_format) == (date(2024, 12, 1), "DD/MM/YYYY")
    assert sheet.column_dimensions["A"].width > 8


def test_a_workbook_holds_no_formula(filled, tmp_path) -> None:
    export(filled, "xlsx", tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type in {"f", "e"}]
    risky = [cell for cell in cells if str(cell.value).startswith("=")]
    assert {cell.value for cell in risky} == {"=cmd|' /C calc'!A0", '=HYPERLINK("x")'}
    assert all(cell.quotePrefix for cell in risky)


def test_control_characters_and_long_text_fit_a_workbook(
    archive, tmp_path, make_record, make_entry
):
    record = make_record(subject="\x0b#N/A " + "x" * 40_000)
    archive.store(record, make_entry(record))
    export(archive, "xlsx", tmp_path / "out.xlsx")
    frame = pd.read_excel(tmp_path / "out.xlsx", sheet_name="documents", keep_default_na=False)
    subject = frame["subject"][0]
    assert len(subject) == 32_700
    assert subject.endswith("x […]")


@pytest.mark.parametrize(("length", "cut"), [(32_767, False), (32_768, True), (32_700, False)])
def test_only_a_cell_that_does_not_fit_is_cut(
    archive, tmp_path, make_record, make_entry, length, cut
) -> None:
    record = make_record(subject="x" * length)
    archive.store(record, make_entry(record))
    export(archive, "xlsx", tmp_path / "out.xlsx")
    frame = pd.read_excel(tmp_path / "out.xlsx", sheet_name="documents", keep_default_na=False)
    assert frame["subject"][0].endswith("[…]") is cut


def test_parquet_keeps_types(filled, tmp_path) -> None:
    export(filled, "parquet", tmp_path / "out")
    assert {path.stem for path in (tmp_path / "out").iterdir()} == EXPORTED
    tasks = pd.read_parquet(tmp_path / "out" / "tasks.parquet")
    assert tasks["deadline_date"].iloc[0] == date(2025, 6, 30)
    assert tasks["text_folded"].iloc[0] == "giao van phong dang uy theo doi."
    documents = pd.read_parquet(tmp_path / "out" / "documents.parquet")
    assert documents["pages"].dtype == "int64"
    assert "record_json" not in documents


def test_cells_hold_what_the_table_prints(filled, tmp_path) -> None:
    export(filled, "csv", tmp_path / "out")
    row = read_csv(tmp_path / "out" / "appendix_rows.csv")[1]
    assert (row["page"], row["kind"], row["section"]) == ("3", "item", "I. Về kinh tế")
    assert json.loads(row["cells"]) == ["1.", '=HYPERLINK("x")', "Phòng Kinh tế"]
    cells = read_csv(tmp_path / "out" / "appendix_cells.csv")
    assert (cells[8]["heading"], cells[8]["inherited"]) == ("Cơ quan chủ trì", "True")


@pytest.mark.parametrize("format_", ["", "pdf", "JSONL", "xls"])
def test_an_unknown_format_is_told(archive, tmp_path, format_) -> None:
    with pytest.raises(UnknownFormatError) as caught:
        export(archive, format_, tmp_path / "out")
    assert caught.value.known == FORMATS
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("format_", FORMATS)
def test_a_failure_leaves_the_older_export(filled, tmp_path, monkeypatch, format_) -> None:
    out = tmp_path / "out" / f"x.{format_}"
    export(filled, format_, out)
    before = contents(out)

    def crash(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(Archive, "reading", crash)
    with pytest.raises(KeyboardInterrupt):
        export(filled, format_, out)
    assert contents(out) == before
    assert [path.name for path in out.parent.iterdir()] == [out.name]


@pytest.mark.parametrize("format_", FORMATS)
def test_an_earlier_export_is_replaced(filled, tmp_path, format_) -> None:
    out = tmp_path / f"out.{format_}"
    export(filled, format_, out)
    before = contents(out)
    if out.is_file():
        out.write_bytes(b"older")
    else:
        (out / f"tasks.{format_}").write_bytes(b"older")
    export(filled, format_, out)
    assert contents(out) == before


def test_one_folder_takes_every_format(filled, tmp_path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    export(filled, "csv", out)
    assert export(filled, "parquet", out).path == out
    assert export(filled, "jsonl", out).path == out / "records.jsonl"
    assert export(filled, "xlsx", out).path == out / "register.xlsx"


@pytest.mark.parametrize("format_", FORMATS)
def test_a_place_that_cannot_be_written(archive, tmp_path, format_) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExportTargetError):
        export(archive, format_, tmp_path / "file" / "below")
    assert (tmp_path / "file").read_text() == "x"


def test_a_folder_format_does_not_replace_a_file(archive, tmp_path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExportTargetError):
        export(archive, "csv", tmp_path / "file")
    assert (tmp_path / "file").read_text() == "x"


def test_exports_are_for_their_owner_only(filled, tmp_path) -> None:
    for format_ in FORMATS:
        path = export(filled, format_, tmp_path / format_).path
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def refused(archive, format_, place: Path) -> str:
    with pytest.raises(ExportRefusedError) as caught:
        export(archive, format_, place)
    return caught.value.problem


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("ending", ["", "-wal", "-shm", "-journal"])
@pytest.mark.parametrize("name", ["kho.sqlite3", "kho.jsonl", "kho.xlsx"])
def test_the_archive_is_never_written_over(tmp_path, format_, ending, name) -> None:
    (tmp_path / "below").mkdir()
    with Archive.open(tmp_path / name) as archive:
        there = {path.name for path in tmp_path.iterdir()}
        before = (tmp_path / name).read_bytes()
        for place in (tmp_path / (name + ending), tmp_path / "below" / ".." / (name + ending)):
            assert refused(archive, format_, place) == "archive"
        assert (tmp_path / name).read_bytes() == before
        assert {path.name for path in tmp_path.iterdir()} == there


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_another_name_of_the_archive_is_the_archive(tmp_path, link) -> None:
    with Archive.open(tmp_path / "kho.sqlite3") as archive:
        link(tmp_path / "kho.sqlite3", tmp_path / "out.jsonl")
        assert refused(archive, "jsonl", tmp_path / "out.jsonl") == "archive"


def test_the_file_that_an_archive_link_names_is_the_archive(tmp_path) -> None:
    Archive.open(tmp_path / "real.jsonl").close()
    (tmp_path / "kho.sqlite3").symlink_to("real.jsonl")
    with Archive.open(tmp_path / "kho.sqlite3", read_only=True) as archive:
        assert refused(archive, "jsonl", tmp_path / "real.jsonl") == "archive"
        assert refused(archive, "jsonl", tmp_path / "real.jsonl-wal") == "archive"


def test_an_archive_named_like_an_export_is_the_archive(tmp_path) -> None:
    (tmp_path / "out").mkdir()
    with Archive.open(tmp_path / "out" / "documents.csv") as archive:
        assert refused(archive, "csv", tmp_path / "out") == "other-folder"
    with Archive.open(tmp_path / "records.jsonl") as archive:
        assert refused(archive, "jsonl", tmp_path) == "archive"


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", ["cong-van.pdf", "cong-van", "a.jsonl.bak", "a.csv", "a.docx"])
def test_a_file_of_another_kind_is_never_written_over(archive, tmp_path, format_, name) -> None:
    (tmp_path / name).write_text("x")
    assert refused(archive, format_, tmp_path / name) in {"other-file", "no-folder"}
    assert (tmp_path / name).read_text() == "x"


@pytest.mark.parametrize(("format_", "name"), [("xlsx", "a.jsonl"), ("jsonl", "a.xlsx")])
def test_the_suffix_must_be_the_format_s_own(archive, tmp_path, format_, name) -> None:
    (tmp_path / name).write_text("x")
    assert refused(archive, format_, tmp_path / name) == "other-file"


@pytest.mark.parametrize("format_", ["jsonl", "xlsx"])
def test_what_is_no_regular_file_is_never_written(archive, tmp_path, format_) -> None:
    original = tmp_path / "original.pdf"
    original.write_text("x")
    link = tmp_path / f"link.{format_}"
    link.symlink_to(original)
    dangling = tmp_path / f"dangling.{format_}"
    dangling.symlink_to(tmp_path / "nothing")
    pipe = tmp_path / f"pipe.{format_}"
    os.mkfifo(pipe)
    for place in (link, dangling, pipe, Path("/dev/null")):
        assert refused(archive, format_, place) == "special"
    assert link.is_symlink()
    assert original.read_text() == "x"


@pytest.mark.parametrize("format_", ["csv", "parquet"])
@pytest.mark.parametrize("name", ["mine.txt", "cong-van.pdf", "ghi-chu.csv", "TASKS.CSV", ".env"])
def test_a_folder_with_anything_else_is_never_written(archive, tmp_path, format_, name) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / name).write_text("x")
    assert refused(archive, format_, out) == "other-folder"
    assert contents(out) == {name: b"x"}


@pytest.mark.parametrize("format_", ["csv", "parquet"])
def test_a_folder_below_or_a_link_is_no_exported_file(archive, tmp_path, format_) -> None:
    for number, make in enumerate((Path.mkdir, lambda path: path.symlink_to("x"))):
        out = tmp_path / f"out{number}"
        out.mkdir()
        make(out / "tasks.csv")
        assert refused(archive, format_, out) == "other-folder"


@pytest.mark.parametrize("format_", ["csv", "parquet"])
def test_a_device_is_no_folder(archive, format_) -> None:
    assert refused(archive, format_, Path("/dev/null")) == "no-folder"
