"""The reader that worker processes use: the language pipeline is built once, then file after file.

Words are not cut: neither a record nor the rows of search hold them, and they cost as much as all
else that is done with a text. Key terms, where they are wanted, ask for them.

A worker takes any module with these two functions; tests give it readers that hang or die.
"""

from __future__ import annotations

from pathlib import Path

from models.settings import Settings
from pipeline.process import Processed
from pipeline.process import fields_only
from pipeline.process import process

__all__ = ["prepare", "read"]

_FIRST_TEXT = (
    "1. Giao Văn phòng chủ trì, báo cáo kết quả trước ngày 30/6/2026 theo Công văn số 01-CV/ĐU."
)


def prepare() -> None:
    """Load everything that reading needs, so that no file pays for it."""
    # Tables come with the first text that asks for them: it is one of ours.
    fields_only()(_FIRST_TEXT)


def read(path: Path, settings: Settings) -> Processed:
    """Return the record and sentences of one file; never raises for anything in the file."""
    return process(path, settings, nlp=fields_only())
