"""What a person sees of files that repeat a document, and of files that hold several."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pikepdf
import pytest
from rich.console import Console

from models.outcome import OutcomeCode
from models.page import FileKind
from models.record import Part
from models.record import PartRelation
from models.settings import Settings
from pipeline.archive import Archive
from pipeline.archive.duplicates import DuplicateKind
from pipeline.archive.duplicates import DuplicatePair
from pipeline.batch import RunSummary
from pipeline.cli.summary_view import print_summary
from pipeline.process import sha256_of


def pair(kind: DuplicateKind, name: str = "b.pdf") -> DuplicatePair:
    return DuplicatePair(
        source_name=name,
        kind=kind,
        similarity=0.957,
        other_name="a[red].pdf",
        other_reference="07-CV/ĐU",
    )


@pytest.mark.parametrize(
    ("kind", "lang", "line"),
    [
        ("same-bytes", "en", "b.pdf: the same bytes as «a[red].pdf (07-CV/ĐU)»"),
        (
            "same-number",
            "vi",
            "b.pdf: cùng số, cơ quan và ngày với «a[red].pdf (07-CV/ĐU)», giống nhau 96%",
        ),
        (
            "near-identical",
            "en",
            "b.pdf: nearly the same text as «a[red].pdf (07-CV/ĐU)», 96% alike",
        ),
    ],
)
def test_a_run_says_what_repeats_what(kind, lang, line) -> None:
    summary = RunSummary(
        folder="in",
        archive="kho.sqlite3",
        rows=(),
        known=2,
        left_out=(),
        workers=1,
        seconds=1,
        duplicates=(pair(DuplicateKind(kind)),),
    )
    out = StringIO()
    print_summary(summary, Console(file=out, width=120, markup=False), lang)
    assert line in out.getvalue().splitlines()


def test_a_long_list_is_cut() -> None:
    from pipeline.cli.duplicate_view import duplicate_lines

    pairs = [pair(DuplicateKind.SAME_BYTES, f"{n}.pdf") for n in range(25)]
    lines = list(duplicate_lines(pairs, "en"))
    assert (len(lines), lines[-1]) == (21, "… and 5 more")


def stored(archive_place: str, make_record, name: str) -> None:
    from tests.cli.conftest import an_entry

    with Archive.open(archive_place) as archive:
        record = make_record(name, number="07")
        archive.store(record, an_entry(record))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_status_and_show_name_the_other_file(run, archive_place, make_record, lang) -> None:
    clean = run("status", "--archive", archive_place, "--lang", lang)
    assert "«a.pdf" not in clean.out
    stored(archive_place, make_record, "z.pdf")
    ran = run("status", "--archive", archive_place, "--lang", lang)
    assert "«a.pdf (07-CV/ĐU)»" in ran.out
    assert "«z.pdf (07-CV/ĐU)»" in ran.out
    found = json.loads(run("status", "--archive", archive_place, "--json").out)["duplicates"]
    assert [(one["source_name"], one["kind"]) for one in found] == [
        ("a.pdf", "same-number"),
        ("z.pdf", "same-number"),
    ]
    shown = run("show", "z.pdf", "--archive", archive_place, "--lang", lang)
    assert "«a.pdf (07-CV/ĐU)»" in shown.err
    assert "«" not in run("show", "b.pdf", "--archive", archive_place, "--lang", lang).err


@pytest.fixture
def several(tmp_path, reader, make_record) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    path = folder / "scan.pdf"
    with pikepdf.new() as pdf:
        for _ in range(3):
            pdf.add_blank_page(page_size=(200, 200))
        pdf.save(path)
    record = make_record("scan.pdf")
    source = record.source.model_copy(
        update={"sha256": sha256_of(path, Settings()), "kind": FileKind.PDF, "pages": 3}
    )
    parts = [
        Part(
            first_page=1,
            last_page=2,
            relation=PartRelation.FIRST,
            reference_number=record.reference_number,
        ),
        Part(first_page=3, last_page=3, relation=PartRelation.SEPARATE),
    ]
    reader["scan.pdf"] = record.model_copy(update={"source": source, "parts": parts})
    return path


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("vi", ["trang 1–2 · văn bản của bản ghi · 07-CV/ĐU", "trang 3–3 · văn bản khác"]),
        ("en", ["pages 1–2 · the record's own · 07-CV/ĐU", "pages 3–3 · another document"]),
    ],
)
def test_split_shows_and_writes_the_parts(run, several, tmp_path, lang, words) -> None:
    ran = run("split", str(several), "--out", str(tmp_path / "out"), "--lang", lang)
    assert ran.code == 0
    assert ran.out.splitlines() == words
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "scan-p001-002.pdf",
        "scan-p003-003.pdf",
    ]
    shown = run("show", str(several), "--lang", lang)
    assert all(line in shown.out for line in words)


def test_split_writes_over_nothing(run, several, tmp_path) -> None:
    out = str(tmp_path / "out")
    assert run("split", str(several), "--out", out).code == 0
    again = run("split", str(several), "--out", out, "--lang", "en")
    assert again.code == 1
    assert "scan-p001-002.pdf is there already" in again.err
    beside = run("split", str(several), "--out", str(several.parent), "--lang", "en")
    assert beside.code == 1
    assert sorted(p.name for p in several.parent.iterdir()) == ["scan.pdf"]


def test_split_leaves_single_papers_and_refused_files_alone(
    run, reader, make_record, tmp_path
) -> None:
    reader["a.pdf"] = make_record("a.pdf")
    one = run("split", "a.pdf", "--out", "out", "--lang", "en")
    assert (one.code, one.out) == (0, "")
    assert "one document" in one.err
    reader["b.pdf"] = make_record("b.pdf", code=OutcomeCode.SECRET)
    secret = run("split", "b.pdf", "--out", "out", "--lang", "en")
    assert (secret.code, secret.out) == (3, "")
    assert "secrecy mark" in secret.err
    assert "one document" not in secret.err
    assert not (tmp_path / "out").exists()
