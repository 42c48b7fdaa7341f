"""extract, show, ingest, evaluate."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from models.outcome import OutcomeCode
from pipeline.batch import InboxError
from pipeline.batch import InboxProblem
from pipeline.batch import LeftOut
from pipeline.batch import LeftOutReason
from pipeline.batch import RunSummary
from pipeline.batch import SummaryRow
from pipeline.batch import WorkerStartError

ROOT = Path(__file__).parents[2]


def test_json_lines_are_pure_and_in_the_order_given(run, reader, make_record) -> None:
    for name in ("b.txt", "a.txt"):
        reader[name] = make_record(name)
    ran = run("extract", "b.txt", "a.txt", "--json")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [line["source"]["file"] for line in lines] == ["b.txt", "a.txt"]
    assert lines[0]["schema"] == "vanthu-record/1"
    assert (ran.code, ran.err) == (0, "")


def test_what_a_library_prints_does_not_reach_standard_output() -> None:
    script = """
import os, sys
from pipeline.cli.terminal import pure_output
with pure_output() as output:
    output.write("record\\n")
    sys.stdout.write("Python\\n")
    sys.stdout.flush()
    os.write(1, b"native\\n")
sys.stdout.write("after\\n")
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout == "record\nafter\n"
    assert done.stderr == "Python\nnative\n"


def test_a_printing_reader_in_process(run, reader, make_record) -> None:
    def noisy():
        sys.stdout.write("tiếng ồn\n")
        return make_record("a.txt")

    reader["a.txt"] = noisy
    ran = run("extract", "a.txt", "--json")
    assert len(ran.out.splitlines()) == 1
    assert ran.err == "tiếng ồn\n"
    assert run("version").out.startswith("vanthu ")


@pytest.mark.parametrize(
    ("codes", "exit_code"),
    [
        (["complete"], 0),
        (["complete-with-findings"], 0),
        (["complete", "password"], 2),
        (["some-pages-unreadable"], 2),
        (["complete", "damaged", "complete"], 2),
        (["missing"], 3),
        (["missing", "empty", "not-text"], 3),
    ],
)
def test_exit_codes(run, reader, make_record, codes, exit_code) -> None:
    names = [f"{number}.txt" for number in range(len(codes))]
    for name, code in zip(names, codes, strict=True):
        reader[name] = make_record(name, code=OutcomeCode(code))
    ran = run("extract", *names, "--json")
    assert ran.code == exit_code
    assert [json.loads(line)["outcome"]["code"] for line in ran.out.splitlines()] == codes


@pytest.mark.parametrize("detail", ["OcrUnavailable", "ModuleNotFoundError"])
def test_a_missing_engine_is_no_fault_of_the_file(run, reader, make_record, detail) -> None:
    reader["a.png"] = make_record("a.png", code=OutcomeCode.READER_ERROR, detail=detail)
    assert run("extract", "a.png").code == 4


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("vi", "Không tìm thấy tệp. Kiểm tra lại đường dẫn."),
        ("en", "The file does not exist. Check the path."),
    ],
)
def test_a_file_that_was_not_read_is_explained(run, reader, lang, words) -> None:
    ran = run("extract", "none.pdf", "--json", "--lang", lang)
    assert ran.err == f"none.pdf: {words} [missing]\n"
    assert len(ran.out.splitlines()) == 1


def test_a_readable_record(run, reader, make_record) -> None:
    reader["a.txt"] = make_record("a.txt")
    ran = run("extract", "a.txt")
    for text in (
        "Số ký hiệu",
        "07-CV/ĐU",
        "2025-03-05",
        "Văn phòng (chủ trì)",
        "để thực hiện",
        "Số mờ.",
    ):
        assert text in ran.out
    assert "thu.quy-tac" not in ran.out
    assert "[red]Mở lớp[/red]" in ran.out
    english = run("extract", "a.txt", "--lang", "en")
    assert "Reference number" in english.out
    assert "Number unclear." in english.out


def test_control_characters_do_not_reach_the_terminal(run, reader, make_record) -> None:
    name = "a\x1b]0;x\x07.txt"
    reader[name] = make_record(name, subject="\x1b[2Jxoá màn hình\u202e")
    for command in ("extract", "show"):
        Path(name).touch()
        ran = run(command, name)
        assert "\x1b" not in ran.out + ran.err
        assert "\u202e" not in ran.out
        assert "xoá màn hình" in ran.out


def test_show_a_file_with_its_evidence(run, reader, make_record, tmp_path) -> None:
    (tmp_path / "a.txt").write_text("x")
    reader["a.txt"] = make_record("a.txt", subject=None)
    ran = run("show", "a.txt")
    for text in ("nguyên văn Công văn", "0.87", "thu.quy-tac", "(có nhưng không đọc được)"):
        assert text in ran.out
    assert ran.code == 0


@pytest.mark.parametrize("asked", ["07-CV/ĐU", "07 - cv/du", "a.pdf"])
def test_show_from_the_archive(run, archive_place, asked) -> None:
    ran = run("show", asked, "--archive", archive_place)
    assert ran.code == 0
    assert "07-CV/ĐU" in ran.out
    assert "nguyên văn Số" in ran.out


def test_one_number_of_two_bodies_shows_both(run, archive_place) -> None:
    ran = run("show", "08-CV/ĐU", "--archive", archive_place, "--json")
    bodies = {json.loads(line)["issuing_body"]["value"] for line in ran.out.splitlines()}
    assert bodies == {"Đảng uỷ xã Thanh Hà", "Đảng uỷ xã Bình Minh"}
    assert "2" in ran.err


def test_show_what_is_not_there(run, archive_place) -> None:
    ran = run("show", "999-XX/YY", "--archive", archive_place)
    assert (ran.code, ran.out) == (1, "")
    assert "999-XX/YY" in ran.err
    assert "vanthu search" in ran.err


def test_an_interruption_ends_with_130(run, reader) -> None:
    def interrupt():
        raise KeyboardInterrupt

    reader["a.txt"] = interrupt
    ran = run("extract", "a.txt", "--json")
    assert (ran.code, ran.err) == (130, "Đã ngắt.\n")


def test_an_unexpected_error_shows_no_traceback(run, reader, monkeypatch) -> None:
    def fail():
        raise RuntimeError("nội dung văn bản")

    reader["a.txt"] = fail
    ran = run("extract", "a.txt")
    assert ran.code == 1
    assert "RuntimeError" in ran.err
    assert "nội dung văn bản" not in ran.err
    assert "Traceback" not in ran.err
    monkeypatch.setenv("VANTHU_DEBUG", "1")
    assert "Traceback" in run("extract", "a.txt").err


def test_a_missing_module_ends_with_4(run, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pipeline.workers.records", None)
    ran = run("extract", "a.txt", "--lang", "en")
    assert ran.code == 4
    assert "pipeline.workers.records" in ran.err


@pytest.mark.parametrize(
    ("error", "code", "word"),
    [
        (WorkerStartError("ModuleNotFoundError", "tesserocr"), 4, "tesserocr"),
        (WorkerStartError("SIGKILL"), 1, "SIGKILL"),
    ],
)
def test_reading_without_workers_is_explained(run, reader, error, code, word) -> None:
    def fail():
        raise error

    reader["a.txt"] = fail
    Path("a.txt").touch()
    for command in ("extract", "show"):
        ran = run(command, "a.txt", "--lang", "en")
        assert (ran.code, ran.out) == (code, "")
        assert word in ran.err
        assert len(ran.err.splitlines()) == 2


def summary(*rows: SummaryRow, known: int = 0, left_out: tuple[LeftOut, ...] = ()) -> RunSummary:
    return RunSummary(
        folder="in",
        archive="kho.sqlite3",
        rows=rows,
        known=known,
        left_out=left_out,
        workers=1,
        seconds=1,
    )


def row(name: str, code: OutcomeCode) -> SummaryRow:
    return SummaryRow(
        file=name,
        sha256="0" * 64,
        code=code,
        pages=1,
        seconds=0.1,
        peak_mb=1.0,
        document_type="Công văn",
        reference_number="07-CV/ĐU",
        issued_on="2025-03-05",
        issuing_body="Đảng uỷ xã Thanh Hà",
        tasks=2,
        appendix_rows=3,
        findings=1,
    )


@pytest.fixture
def flow(monkeypatch):
    """Stand-in for the flow: gives or raises what a test puts there, and keeps what it was asked."""
    module = ModuleType("pipeline.flows")
    module.answer = summary()
    module.asked = None

    def ingest_folder(folder, settings, *, workers, lang, progress):
        module.asked = (folder.name, settings.archive, workers, lang)
        if isinstance(module.answer, Exception):
            raise module.answer
        return module.answer

    module.ingest_folder = ingest_folder
    monkeypatch.setitem(sys.modules, "pipeline.flows", module)
    return module


def test_ingest_shows_a_row_per_file(run, flow, tmp_path) -> None:
    (tmp_path / "in").mkdir()
    flow.answer = summary(
        row("a.pdf", OutcomeCode.COMPLETE),
        row("b.pdf", OutcomeCode.PASSWORD),
        known=4,
        left_out=(LeftOut(name="x.zip", reason=LeftOutReason.FOREIGN),),
    )
    ran = run("ingest", "in", "--archive", "kho.sqlite3", "--workers", "3")
    assert flow.asked == ("in", "kho.sqlite3", 3, "vi")
    assert ran.code == 2
    for text in (
        "a.pdf",
        "07-CV/ĐU",
        "b.pdf: Tệp có mật khẩu",
        "6 tệp: 2 tệp mới, 4 tệp đã biết",
        "x.zip",
    ):
        assert text in ran.out
    assert "Kho: kho.sqlite3" in ran.out


def test_ingest_of_nothing_new_says_so(run, flow, tmp_path) -> None:
    (tmp_path / "in").mkdir()
    flow.answer = summary(known=4)
    ran = run("ingest", "in", "--lang", "en")
    assert ran.code == 0
    assert "Nothing new." in ran.out
    assert not (tmp_path / "vanthu.sqlite3").exists()


@pytest.mark.parametrize(
    ("error", "code", "word"),
    [
        (InboxError(InboxProblem.ARCHIVE_INSIDE, "in/kho"), 1, "lies inside"),
        (InboxError(InboxProblem.NO_ACCESS, "in"), 1, "No right"),
        (WorkerStartError("ModuleNotFoundError", "tesserocr"), 4, "tesserocr"),
        (WorkerStartError("SIGKILL"), 1, "SIGKILL"),
    ],
)
def test_ingest_that_cannot_begin(run, flow, tmp_path, error, code, word) -> None:
    (tmp_path / "in").mkdir()
    flow.answer = error
    ran = run("ingest", "in", "--lang", "en")
    assert (ran.code, ran.out) == (code, "")
    assert word in ran.err
    assert len(ran.err.splitlines()) == 2


@pytest.mark.parametrize("command", ["ingest", "evaluate"])
def test_a_folder_that_is_not_there(run, command) -> None:
    ran = run(command, "none")
    assert ran.code == 1
    assert "none" in ran.err


def test_evaluate_a_folder_without_labels(run, reader, tmp_path) -> None:
    (tmp_path / "in").mkdir()
    ran = run("evaluate", "in", "--lang", "en")
    assert (ran.code, ran.out) == (1, "")
    assert "labelled" in ran.err


def test_evaluate_gives_figures(run, reader, make_record, tmp_path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("x")
    (folder / "a.json").write_text(
        json.dumps(
            {
                "doc_type_name": "Công văn",
                "symbol": "07-CV/ĐU",
                "issuing_body": "Đảng uỷ xã Thanh Hà",
            }
        )
    )
    reader["a.txt"] = make_record("a.txt")
    figures = run("evaluate", "in", "--json")
    assert figures.code == 0
    assert len(json.loads(figures.out)["documents"]) == 1
    assert "Theo trường" in run("evaluate", "in").out


@pytest.mark.slow
def test_a_real_text_file_from_end_to_end(run, tmp_path) -> None:
    text = """ĐẢNG BỘ HUYỆN YÊN SƠN
ĐẢNG UỶ XÃ THANH HÀ
*
Số 07-CV/ĐU
V/v đẩy mạnh chuyển đổi số
ĐẢNG CỘNG SẢN VIỆT NAM
Thanh Hà, ngày 05 tháng 3 năm 2025

Kính gửi: Các chi bộ trực thuộc Đảng uỷ

Thực hiện chỉ đạo của cấp trên, Ban Thường vụ Đảng uỷ yêu cầu:
1. Giao Văn phòng Đảng uỷ theo dõi, báo cáo trước ngày 30/6/2025.
2. Các chi bộ nghiêm túc thực hiện.

Nơi nhận:
- Như kính gửi,
- Lưu VPĐU.
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ
Lê Văn Đạt
"""
    (tmp_path / "cong-van.txt").write_text(text, encoding="utf-8")
    ran = run("extract", "cong-van.txt", "none.pdf", "--json")
    first, second = (json.loads(line) for line in ran.out.splitlines())
    assert ran.code == 2
    assert first["reference_number"]["value"] == "07-CV/ĐU"
    assert first["issued_on"]["value"] == "2025-03-05"
    assert second["outcome"]["code"] == "missing"


def test_ingest_leaves_a_report(run, flow, tmp_path) -> None:
    (tmp_path / "in").mkdir()
    flow.answer = summary(row("<b>.pdf", OutcomeCode.PASSWORD))
    for lang, words in (("vi", "Báo cáo xử lý văn bản"), ("en", "Report of a run")):
        ran = run("ingest", "in", "--report", "out/r.html", "--lang", lang)
        assert ran.code == 3
        page = (tmp_path / "out" / "r.html").read_text("utf-8")
        assert words in page
        assert "&lt;b&gt;.pdf" in page
        assert "<b>" not in page


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("in/r.html", "inside the inbox"),
        ("r.pdf", "No report"),
        ("page.html", "No report"),
        ("in", "No report"),
    ],
)
def test_a_report_that_cannot_be_is_told_before_the_run(run, flow, tmp_path, place, words) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "page.html").write_text("mine")
    ran = run("ingest", "in" if place != "in" else ".", "--report", place, "--lang", "en")
    assert ran.code == 1
    assert flow.asked is None
    assert words in ran.err or "inside the inbox" in ran.err
    assert (tmp_path / "page.html").read_text() == "mine"


def test_a_report_that_fails_after_the_run_is_told(run, flow, tmp_path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "file").write_text("x")
    ran = run("ingest", "in", "--report", "file/r.html", "--lang", "en")
    assert ran.code == 1
    assert "file/r.html" in ran.err
