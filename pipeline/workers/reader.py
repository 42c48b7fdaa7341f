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


@cache
def _nlp() -> Language:
    return build_nlp()


def prepare() -> None:
    """Load everything that reading needs, so that no file pays for it."""
    _nlp()


def read(path: Path, settings: Settings) -> Processed:
    """Return the record and sentences of one file; never raises for anything in the file."""
    return process(path, settings, nlp=_nlp())
