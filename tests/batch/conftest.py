"""Folders, settings and stand-in readers for runs that need no language pipeline."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from models.settings import Settings
from pipeline.batch.version import ReadingVersion

# One of them cannot be imported on purpose.
collect_ignore_glob = ["stand_ins/*"]

STAND_INS = Path(__file__).parent / "stand_ins"


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let worker processes import the readers in `stand_ins/`."""
    monkeypatch.setenv("PYTHONPATH", os.fspath(STAND_INS))


@pytest.fixture
def version() -> ReadingVersion:
    return ReadingVersion(rules_version="rules-1", options_hash="options-1")


@pytest.fixture
def inbox(tmp_path: Path) -> Callable[..., Path]:
    """Return a builder: names to contents, as a folder."""

    def build(**contents: str) -> Path:
        folder = tmp_path / "inbox"
        folder.mkdir(exist_ok=True)
        for name, text in contents.items():
            (folder / f"{name}.txt").write_text(text, "utf-8")
        return folder

    return build


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        archive=str(tmp_path / "archive.sqlite3"), workers=2, timeout_s=20.0, batch_size=3
    )
