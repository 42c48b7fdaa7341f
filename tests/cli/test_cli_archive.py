"""query, search, export, as a person types them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.archive import QueryResult
from pipeline.cli.archive_commands import print_csv
from pipeline.cli.archive_commands import print_json


def test_a_table(run, archive_place) -> None:
    ran = run(
        "query", "SELECT number, subject FROM documents ORDER BY number", "--archive", archive_place
    )
    assert ran.code == 0
    assert "đẩy mạnh chuyển đổi số" in ran.out
    assert ran.err == "3 dòng\n"


def test_csv_and_json(run, archive_place) -> None:
    sql = "SELECT number, '=1+1' AS x, NULL AS y, 1.5 AS number FROM documents ORDER BY number LIMIT 1"
    as_csv = run("query", sql, "--archive", archive_place, "--format", "csv")
    assert list(csv.reader(io.StringIO(as_csv.out))) == [
        ["number", "x", "y", "number"],
        ["07", "'=1+1", "", "1.5"],
    ]
    as_json = run("query", sql, "--archive", archive_place, "--format", "json")
    assert json.loads(as_json.out) == [{"number": "07", "x": "=1+1", "y": None, "number_2": 1.5}]
    assert as_json.err == ""


class Terminal(io.StringIO):
    """A text stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_nothing_that_it_would_obey() -> None:
    result = QueryResult(
        columns=("a", "=b"), rows=(("\x1b]0;own\x07", "\u202etxt"),), truncated=False
    )
    seen, filed, as_json = Terminal(), io.StringIO(), Terminal()
    print_csv(result, seen)
    print_csv(result, filed)
    print_json(result, as_json)
    assert list(csv.reader(io.StringIO(seen.getvalue()))) == [
        ["a", "'=b"],
        ["\ufffd]0;own\ufffd", "\ufffdtxt"],
    ]
    assert "\x1b]0;own" in filed.getvalue()
    assert as_json.getvalue().isascii()
    assert json.loads(as_json.getvalue()) == [{"a": "\x1b]0;own\x07", "=b": "\u202etxt"}]


def test_no_rows_are_still_json(run, archive_place) -> None:
    ran = run("query", "SELECT 1 WHERE 0", "--archive", archive_place, "--format", "json")
    assert json.loads(ran.out) == []


def test_a_limit_says_that_there_is_more(run, archive_place) -> None:
    sql = "SELECT number FROM documents"
    ran = run(
        "query", sql, "--archive", archive_place, "--format", "json", "--limit", "2", "--lang", "en"
    )
    assert len(json.loads(ran.out)) == 2
    assert "more" in ran.err


@pytest.mark.parametrize(
    ("sql", "word"),
    [
        ("SELEC 1", "syntax error"),
        ("SELECT x FROM documents", "no such column"),
        ("DELETE FROM documents", "refused"),
        ("ATTACH 'x' AS y", "refused"),
        ("", "returns no rows"),
    ],
)
def test_bad_sql_is_explained_in_two_lines(run, archive_place, sql, word) -> None:
    ran = run("query", sql, "--archive", archive_place, "--lang", "en")
    assert (ran.code, ran.out) == (1, "")
    assert word in ran.err
    assert len(ran.err.splitlines()) == 2
    assert "Traceback" not in ran.err


def test_a_query_out_of_time(run, archive_place) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT max(i) FROM n"
    ran = run("query", endless, "--archive", archive_place, "--timeout", "0.2")
    assert ran.code == 1
    assert "--timeout" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "SELECT 1"),
        ("search", "x"),
        ("export", "--format", "csv", "--out", "o"),
        ("show", "1-CV/A"),
    ],
)
def test_a_missing_archive_is_explained_and_not_made(run, tmp_path, arguments) -> None:
    ran = run(*arguments, "--archive", "none.sqlite3")
    assert (ran.code, ran.out) == (1, "")
    assert "Không thấy kho none.sqlite3." in ran.err
    assert "vanthu ingest" in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["file.txt", ".", "nonsense://x"])
def test_what_is_no_archive_is_explained(run, tmp_path, place) -> None:
    (tmp_path / "file.txt").write_text("no database, " * 50)
    ran = run("query", "SELECT 1", "--archive", place)
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 2


@pytest.mark.parametrize("words", [("chuyển", "đổi"), ("chuyen doi so",), ("07-cv/du",)])
def test_search(run, archive_place, words) -> None:
    ran = run("search", *words, "--archive", archive_place)
    assert ran.code == 0
    assert "07-CV/ĐU" in ran.out
    assert "Lưu hành nội bộ" in ran.out


def test_search_as_json(run, archive_place) -> None:
    ran = run("search", "theo doi", "--archive", archive_place, "--json", "--limit", "1")
    (hit,) = [json.loads(line) for line in ran.out.splitlines()]
    assert (hit["page"], hit["sentence"], hit["issued_on"]) == (
        2,
        "Giao Văn phòng theo dõi.",
        "2025-03-05",
    )


def test_search_without_hits(run, archive_place) -> None:
    ran = run("search", "vắng mặt", "--archive", archive_place)
    assert (ran.code, ran.out) == (0, "")
    assert "Không thấy văn bản nào." in ran.err


@pytest.mark.parametrize("format_", ["jsonl", "csv", "parquet", "xlsx"])
def test_export(run, archive_place, tmp_path, format_) -> None:
    ran = run("export", "--archive", archive_place, "--format", format_, "--out", "ra")
    assert (ran.code, ran.out) == (0, "")
    assert "3" in ran.err
    assert (tmp_path / "ra").exists()


@pytest.mark.parametrize(
    ("format_", "out"), [("pdf", "ra"), ("csv", "kho.sqlite3/x"), ("xlsx", "/proc/x/y")]
)
def test_an_export_that_cannot_be(run, archive_place, format_, out) -> None:
    before = Path(archive_place).read_bytes()
    ran = run("export", "--archive", archive_place, "--format", format_, "--out", out)
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 2
    assert Path(archive_place).read_bytes() == before


@pytest.mark.parametrize(
    ("lang", "format_", "out", "words"),
    [
        ("vi", "jsonl", "kho.sqlite3", "chính kho"),
        ("en", "xlsx", "kho.sqlite3-wal", "archive itself"),
        ("vi", "xlsx", "goc.pdf", "không phải bản xuất .xlsx"),
        ("en", "jsonl", "goc.pdf", "no earlier .jsonl export"),
        ("vi", "csv", "goc.pdf", "cần một thư mục"),
        ("en", "parquet", ".", "no export"),
        ("vi", "jsonl", "/dev/null", "không phải tệp thường"),
        ("en", "xlsx", "/dev/full", "no regular file"),
    ],
)
def test_an_export_never_costs_another_file(
    run, archive_place, tmp_path, lang, format_, out, words
) -> None:
    (tmp_path / "goc.pdf").write_bytes(b"%PDF")
    before = files_of(tmp_path)
    ran = run(
        "export", "--archive", archive_place, "--format", format_, "--out", out, "--lang", lang
    )
    assert (ran.code, ran.out) == (1, "")
    what, step = ran.err.splitlines()
    assert words in what
    assert step.startswith(("Chọn", "Choose"))
    assert files_of(tmp_path) == before


def files_of(folder: Path) -> dict[str, bytes]:
    """The files' bytes by name, without SQLite's two companions where they hold nothing of note."""
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    return {
        name: content
        for name, content in found.items()
        if not name.endswith("-shm") and not (name.endswith("-wal") and not content)
    }


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.slow
@pytest.mark.parametrize("format_", ["table", "csv", "json"])
@pytest.mark.parametrize(("lang", "words"), [("vi", "đầu ra chuẩn"), ("en", "standard output")])
def test_a_full_disk_is_told_in_one_line(archive_place, format_, lang, words) -> None:
    ran = into_full_disk(
        "query", "SELECT 1", "--format", format_, "--archive", archive_place, "--lang", lang
    )
    assert ran.returncode == 1
    (line,) = ran.stderr.decode().splitlines()[-1:]
    assert words in line
    assert "No space left" in line
    assert "VANTHU_DEBUG" not in ran.stderr.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.slow
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_full_disk_stops_extract(options) -> None:
    ran = into_full_disk("extract", "none.pdf", *options, "--lang", "en")
    assert ran.returncode == 1
    (line,) = ran.stderr.decode().splitlines()
    assert "standard output" in line


def into_full_disk(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    script = "import sys; from pipeline.cli import main; sys.exit(main(sys.argv[1:]))"
    with Path("/dev/full").open("wb") as full:
        return subprocess.run(
            [sys.executable, "-c", script, *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
            check=False,
            timeout=120,
        )


def test_the_archive_can_be_named_by_the_environment(run, archive_place, monkeypatch) -> None:
    monkeypatch.setenv("VANTHU_ARCHIVE", archive_place)
    assert run("query", "SELECT 1 AS x", "--format", "json").out == '[{"x": 1}]\n'


@pytest.mark.slow
def test_a_reader_that_wants_no_more_is_no_error(archive_place) -> None:
    sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 50000) SELECT i FROM n"
    script = f"import sys; from pipeline.cli import main; sys.exit(main(['query', {sql!r}, '--format', 'csv', '--archive', {archive_place!r}]))"
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == b"i\n"
    process.stdout.close()
    complaint = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 130
    assert complaint == b""
