"""What every command has at hand: settings, language, and a way to stop with a message.

`Stop` is how a command ends early: one line that says what happened and one that says what to do
next, never a traceback. `stopping` turns the archive's exceptions into it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.cli.terminal import clean
from pipeline.wording import Language
from pipeline.wording import say

if TYPE_CHECKING:
    from models.outcome import OutcomeCode
    from models.record import Record
    from models.settings import Settings
    from pipeline.archive import Archive

__all__ = [
    "MISSING_DEPENDENCY",
    "WRONG_USE",
    "Session",
    "Stop",
    "exit_code_of",
    "open_session",
    "stopping",
]

# Exit codes as plain numbers, because this module is loaded for --help too; a test holds them
# against `models.outcome.ExitCode`.
WRONG_USE = 1
MISSING_DEPENDENCY = 4
# What an outcome's detail says when it is the installation that is at fault, not the file.
_DEPENDENCY_DETAILS = frozenset({"OcrUnavailable", "ImportError", "ModuleNotFoundError"})


class Stop(Exception):  # noqa: N818 - it ends a command, it is not always an error
    """End the command with a message, a next step and an exit code."""

    def __init__(self, key: str, code: int = WRONG_USE, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.code = code
        self.values = values

    def lines(self, lang: Language) -> list[str]:
        """Return what happened and what to do, in `lang`."""
        values = {name: clean(v) if isinstance(v, str) else v for name, v in self.values.items()}
        return [say(lang, self.key, **values), say(lang, f"{self.key}.next", **values)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Settings and language of one run of the command."""

    settings: Settings
    lang: Language

    def say(self, key: str, **values: object) -> str:
        """Return a text in the run's language."""
        return say(self.lang, key, **values)

    def note(self, text: str) -> None:
        """Write one message to standard error."""
        sys.stderr.write(clean(text) + "\n")

    @contextmanager
    def archive(self, *, read_only: bool = True) -> Iterator[Archive]:
        """Open the run's archive; its exceptions end the command with a message."""
        from pipeline.archive import Archive

        with stopping(), Archive.open(self.settings.archive, read_only=read_only) as archive:
            yield archive


def open_session(lang: Language | None, *, archive: str | None = None) -> Session:
    """Return the session for the options of a command; what is not given comes from settings."""
    from pydantic import ValidationError

    from models.settings import Settings

    given = {"lang": lang, "archive": archive}
    try:
        settings = Settings.model_validate(
            {**Settings().model_dump(), **{k: v for k, v in given.items() if v is not None}}
        )
    except ValidationError as error:
        names = ", ".join(sorted({f"VANTHU_{str(e['loc'][0]).upper()}" for e in error.errors()}))
        raise Stop("use.settings", names=names) from error
    if settings.authority is not None:
        from extractors.authority import load_authority
        from extractors.authority_rules import AuthorityFileError

        try:
            load_authority(settings.authority)
        except AuthorityFileError as error:
            raise Stop("error.authority", path=error.path, reason=error.reason) from error
    return Session(settings=settings, lang=settings.lang)


@contextmanager
def stopping() -> Iterator[None]:
    """Turn what the archive raises on purpose into a `Stop` with its own words."""
    from pipeline import archive as room

    try:
        yield
    except room.ArchiveMissingError as error:
        raise Stop("error.no-archive", place=error.place) from error
    except room.ArchiveVersionError as error:
        raise Stop("error.archive-version", found=error.found, wanted=error.wanted) from error
    except room.ArchiveBusyError as error:
        raise Stop("error.archive-busy", place=error.place) from error
    except room.ArchiveUnusableError as error:
        raise Stop("error.archive", place=error.place, reason=error.reason) from error
    except room.UnknownFormatError as error:
        raise Stop("error.format", name=error.name, known=", ".join(error.known)) from error
    except room.ExportRefusedError as error:
        key = f"error.target.{error.problem}"
        raise Stop(key, place=error.place, suffix=error.suffix) from error
    except room.ExportTargetError as error:
        raise Stop("error.target", place=error.place, reason=error.reason) from error
    except room.QueryTimeoutError as error:
        raise Stop("error.sql-timeout", limit=error.limit_s) from error
    except room.QueryRefusedError as error:
        raise Stop("error.sql-refused", reason=error.reason) from error
    except room.QueryError as error:
        raise Stop("error.sql", reason=error.reason, tables=_table_names()) from error


def _table_names() -> str:
    from pipeline.archive.schema import CHILD_TABLES
    from pipeline.archive.views import VIEWS

    return ", ".join(
        [
            "documents",
            "ledger",
            "ledger_phases",
            "audit",
            *(table.name for table in CHILD_TABLES),
            *VIEWS,
        ]
    )


def exit_code_of(records: list[Record]) -> int:
    """Return the exit code for these records; a missing dependency outranks the files' outcomes."""
    from models.outcome import exit_code_for

    if any(record.outcome.detail in _DEPENDENCY_DETAILS for record in records):
        return MISSING_DEPENDENCY
    codes: list[OutcomeCode] = [record.outcome.code for record in records]
    return int(exit_code_for(codes))
