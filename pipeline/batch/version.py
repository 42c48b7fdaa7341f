"""What a reading depends on beside the file's bytes: the rules, and the options that can change it.

A file is read again when either differs from what the ledger says. The heavy import stands inside
the function, so that planning and its tests do not load the language pipeline.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.settings import Settings

__all__ = ["ReadingVersion", "current_version"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingVersion:
    """Version of what reads.

    Attributes:
        rules_version: Version of code and rule tables.
        options_hash: Hash of the options that change what is read.
    """

    rules_version: str
    options_hash: str


def current_version(settings: Settings) -> ReadingVersion:
    """Return the version of the installed rules with these options."""
    from pipeline.process import options_hash
    from pipeline.process import rules_version

    return ReadingVersion(rules_version=rules_version(), options_hash=options_hash(settings))
