"""The analyst's page runs: every block in order, and what it prints is what the page says.

`ingest` is done here without the flow: the same reading, the same archive, no server to wait for.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from models.settings import Settings
from pipeline.archive import Archive
from pipeline.cli import main
from pipeline.process import process

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "analysis.md"
SAMPLES = ("01", "02", "03", "04", "05", "06", "10", "11")
BLOCK_RE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Block:
    """A block of the page, and the output printed below it."""

    language: str
    code: str
    output: str | None


def blocks() -> list[Block]:
    found = BLOCK_RE.findall(PAGE.read_text("utf-8"))
    result: list[Block] = []
    for index, (language, code) in enumerate(found):
        after = found[index + 1] if index + 1 < len(found) else ("", "")
        if language != "text":
            result.append(
                Block(language=language, code=code, output=after[1] if after[0] == "text" else None)
            )
    return result


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "samples").mkdir()
    for file in sorted((ROOT / "samples").iterdir()):
        if file.name.startswith(SAMPLES) and file.suffix != ".json":
            shutil.copy(file, tmp_path / "samples" / file.name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().splitlines()]


def ingest(folder: Path, place: str, settings: Settings, make_entry) -> None:
    with Archive.open(place) as archive:
        for path in sorted(folder.iterdir()):
            done = process(path, settings)
            archive.store(done.record, make_entry(done.record), done.sentences)


def command(line: str, make_entry, monkeypatch: pytest.MonkeyPatch) -> str:
    words = shlex.split(line.removeprefix("$ "))
    while "=" in words[0]:
        monkeypatch.setenv(*words.pop(0).split("=", 1))
    assert words.pop(0) == "vanthu"
    if words[0] == "ingest":
        ingest(Path(words[1]), words[3], Settings(), make_entry)
        return ""
    monkeypatch.delenv("COLUMNS", raising=False)  # a pipe's width, whoever runs the tests
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        assert main(words) == 0, line
    return output.getvalue()


@pytest.mark.slow
def test_the_page_runs_and_says_what_it_prints(workplace, make_entry, monkeypatch) -> None:
    space: dict[str, object] = {}
    asked = 0
    for block in blocks():
        if block.language == "python":
            output = io.StringIO()
            with contextlib.redirect_stdout(output):
                exec(compile(block.code, str(PAGE), "exec"), space)  # noqa: S102 - our own page
            if block.output is not None:
                assert lines(output.getvalue()) == lines(block.output), block.code
        elif block.language == "sql":
            asked += 1
            with Archive.open("kho.sqlite3", read_only=True) as archive:
                assert archive.query(block.code).rows, block.code
        else:
            assert block.language == "console"
            printed = command(block.code.strip(), make_entry, monkeypatch)
            if block.output is not None:
                assert printed.split() == block.output.split(), block.code
    assert asked >= 10


def test_every_question_has_sql_and_pandas() -> None:
    sections = PAGE.read_text("utf-8").split("\n## ")[2:]
    assert len(sections) >= 10
    for section in sections:
        languages = {language for language, _ in BLOCK_RE.findall(section)}
        assert "python" in languages, section[:40]
        assert {"sql", "console"} & languages, section[:40]
