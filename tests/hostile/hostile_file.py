"""One hostile file: its name, its bytes, and the outcomes that are right for it."""

from __future__ import annotations

from dataclasses import dataclass

from models.outcome import OutcomeCode

__all__ = ["READ", "HostileFile", "one"]

# Read, with or without something to look at.
READ = (OutcomeCode.COMPLETE, OutcomeCode.COMPLETE_WITH_FINDINGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostileFile:
    """A file to be read.

    Attributes:
        name: Its name, as the system's bytes: it need not be UTF-8.
        data: Its content.
        ends: The outcomes that are right; empty where any but a reader's error is.
        costly: True where it needs its deadline or minutes of work.
    """

    name: bytes
    data: bytes
    ends: frozenset[OutcomeCode]
    costly: bool = False


def one(name: str, data: bytes, *ends: OutcomeCode, costly: bool = False) -> HostileFile:
    """Return the file `name`."""
    return HostileFile(name=name.encode(), data=data, ends=frozenset(ends), costly=costly)
