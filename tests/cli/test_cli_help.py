"""Help, wrong use, and the words of both languages."""

from __future__ import annotations

import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

from models.outcome import ExitCode
from models.record import Record
from pipeline.batch import InboxProblem
from pipeline.batch import LeftOutReason
from pipeline.cli import app
from pipeline.cli import session
from pipeline.wording import LANGUAGES
from pipeline.wording import WORDS

ROOT = Path(__file__).parents[2]
HEAVY = [
    "pandas",
    "numpy",
    "spacy",
    "prefect",
    "underthesea",
    "sqlalchemy",
    "pydantic",
    "cv2",
    "pyarrow",
]
HEAVY += ["openpyxl", "tesserocr", "pypdfium2", "pdfplumber", "rich"]


@pytest.mark.parametrize("arguments", [["--help"], ["query", "--help"], ["extract", "--help"], []])
def test_help_loads_nothing_heavy(arguments) -> None:
    script = (
        "import sys; from pipeline.cli import main; code = main(sys.argv[1:]);"
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "[]\n")
    assert "vanthu" in done.stdout


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", app.COMMANDS)
def test_every_command_has_help_with_an_example(run, command, lang) -> None:
    ran = run(command, "--help", "--lang", lang)
    assert ran.code == 0
    assert f"  vanthu {command}" in ran.out
    options = re.findall(r"^  (--?[a-z].*)$", ran.out, re.MULTILINE)
    assert len(options) >= 2
    assert all(re.search(r"\s{2,}\S", line) or len(line) > 22 for line in options)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_documents_every_exit_code(run, lang) -> None:
    out = run("--help", "--lang", lang).out
    for code in ExitCode:
        assert re.search(rf"^    {code.value}\s+\S", out, re.MULTILINE)
    for command in app.COMMANDS:
        assert re.search(rf"^  {command}\s", out, re.MULTILINE)


def test_exit_codes_are_those_of_the_models() -> None:
    assert session.WRONG_USE == ExitCode.WRONG_USE
    assert session.MISSING_DEPENDENCY == ExitCode.MISSING_DEPENDENCY
    assert app.INTERRUPTED == ExitCode.INTERRUPTED


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("bogus",), "«bogus»"),
        (("extract",), "FILE…"),
        (("query",), "SQL"),
        (("export", "--format", "csv"), "--out"),
        (("query", "x", "--nothing"), "--nothing"),
        (("ingest", ".", "--workers", "0"), "--workers"),
        (("ingest", ".", "--workers", "many"), "--workers"),
        (("query", "SELECT 1", "--format", "xml"), "xml"),
        (("version", "--lang", "fr"), "--lang"),
        (("--lang", "fr", "version"), "--lang"),
        (("extract", "a", "--json=yes"), "--json"),
        (("show", "a", "b"), "b"),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_wrong_use_is_explained_and_ends_with_1(run, monkeypatch, arguments, words, lang) -> None:
    monkeypatch.setenv("VANTHU_LANG", lang)
    ran = run(*arguments)
    assert (ran.code, ran.out) == (1, "")
    assert words in ran.err
    assert len(ran.err.splitlines()) == 2
    assert "Traceback" not in ran.err


def test_a_bad_setting_is_named(run, monkeypatch) -> None:
    monkeypatch.setenv("VANTHU_WORKERS", "many")
    ran = run("query", "SELECT 1")
    assert ran.code == 1
    assert "VANTHU_WORKERS" in ran.err


@pytest.mark.parametrize("arguments", [("--lang", "en", "search"), ("search", "--lang=en")])
def test_the_language_holds_wherever_it_stands(run, arguments) -> None:
    assert "is missing" in run(*arguments).err


def test_the_option_outranks_the_environment(run, monkeypatch) -> None:
    monkeypatch.setenv("VANTHU_LANG", "en")
    assert "There is no archive" in run("query", "SELECT 1").err
    assert "Không thấy kho" in run("query", "SELECT 1", "--lang", "vi").err


def test_after_two_dashes_everything_is_an_argument(run, archive_place) -> None:
    ran = run("search", "--archive", archive_place, "--", "--lang", "en")
    assert ran.code == 0
    assert "Không thấy văn bản nào." in ran.err


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_say_the_same_things(key) -> None:
    vietnamese, english = (
        sorted({name for _, name, _, _ in string.Formatter().parse(text) if name})
        for text in WORDS[key]
    )
    assert vietnamese == english
    assert all(text.strip() for text in WORDS[key])


def test_every_reason_of_the_inbox_has_words() -> None:
    assert {f"left-out.{reason}" for reason in LeftOutReason} <= set(WORDS)
    assert {f"error.inbox.{problem}.next" for problem in InboxProblem} <= set(WORDS)


def test_every_error_has_a_next_step() -> None:
    errors = {key for key in WORDS if key.startswith("error.") and not key.endswith(".next")}
    assert not {key for key in errors if f"{key}.next" not in WORDS}


def test_every_value_field_of_a_record_has_a_name() -> None:
    named = {key.removeprefix("field.") for key in WORDS if key.startswith("field.")}
    shown = set(Record.model_fields) - {"schema_", "signature", "signatures", "body_tables"}
    assert shown <= named


def test_every_word_is_used() -> None:
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "pipeline" / "cli").glob("*.py")
    )
    dynamic = (
        "help.",
        "example.",
        "option.",
        "field.",
        "head.",
        "role.",
        "left-out.",
        "error.inbox.",
        "error.target.",
        "plan.action.",
        "plan.reason.",
        "verify.check.",
        "stats.reason.",
        "stats.phase.",
        "audit.",
        "duplicate.",
        "error.split-",
        "part.",
        "stamp.",
        "flow.",
        "report.",
    )
    dead = [
        key
        for key in WORDS
        if not key.startswith(dynamic)
        and not key.endswith(".next")
        and not re.search(rf"""["']{re.escape(key)}["']""", sources)
    ]
    assert dead == []
