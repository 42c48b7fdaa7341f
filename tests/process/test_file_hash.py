"""The hash of a file's bytes, and what is never opened for it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from models.settings import Settings
from pipeline.process import sha256_of


@pytest.mark.parametrize("data", [b"", b"a", b"\0" * 100_000])
def test_hash_of_the_bytes(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert sha256_of(path, Settings()) == hashlib.sha256(data).hexdigest()


def test_what_has_no_size_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some «files» of the system keep whoever reads them waiting for ever."""
    path = tmp_path / "a.txt"
    path.touch()

    def waits(*arguments: Any, **options: Any) -> None:
        pytest.fail("it was opened")

    monkeypatch.setattr(Path, "open", waits)
    assert sha256_of(path, Settings()) == hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize("kind", ["gone", "folder", "large", "pipe"])
def test_what_is_no_file_of_ours_has_no_hash(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.txt"
    if kind == "folder":
        path.mkdir()
    elif kind == "large":
        path.write_bytes(b"abc")
    elif kind == "pipe":
        os.mkfifo(path)
    assert sha256_of(path, Settings(max_bytes=2)) is None
