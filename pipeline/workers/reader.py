"""The reader that worker processes use: the language pipeline is built once, then file after file.

A worker takes any module with these two functions; tests give it readers that hang or die.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from models.settings import Settings
from pipeline.language import build_nlp
from pipeline.process import Processed
from pipeline.process import process

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["prepare", "read"]

_FIRST_TEXT = (
    "1. Giao Văn phòng chủ trì, báo cáo kết quả trước ngày 30/6/2026 theo Công văn số 01-CV/ĐU."
)


@cache
def _nlp() -> Language:
    return build_nlp()


def prepare() -> None:
    """Load everything that reading needs, so that no file pays for it."""
    # Models and tables come with the first text that asks for them: it is one of ours.
    _nlp()(_FIRST_TEXT)


def read(path: Path, settings: Settings) -> Processed:
    """Return the record and sentences of one file; never raises for anything in the file."""
    return process(path, settings, nlp=_nlp())
