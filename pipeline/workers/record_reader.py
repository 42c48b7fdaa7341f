"""The reader of worker processes that are asked for records and nothing else.

The same reading as `pipeline.workers.reader`; the sentences that only the archive's search needs are
not sent.
"""

from __future__ import annotations

from pathlib import Path

from models.settings import Settings
from pipeline.process import Processed
from pipeline.process import fields_only
from pipeline.process import process

__all__ = ["prepare", "read"]


def prepare() -> None:
    """Load everything that reading needs, so that no file pays for it."""
    fields_only()


def read(path: Path, settings: Settings) -> Processed:
    """Return the record of one file; never raises for anything in the file."""
    return Processed(record=process(path, settings, nlp=fields_only()).record)
