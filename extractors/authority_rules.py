"""The authority file of bodies: the shipped table, and an office's own laid over it.

In: `rules/authority.toml`, `rules/provinces.toml`, and a file of the same form named by the office. Out: frozen models.
A slip in the office's file is an `AuthorityFileError` that names the place, never a rule without effect.

Laying over: a body with the name of a shipped one takes its place, abbreviations and provinces are added; the
office's groups come first.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated
from typing import Literal

from pydantic import Field
from pydantic import ValidationError
from pydantic import field_validator

from extractors.rules import RuleShape
from extractors.rules import Words
from extractors.rules import load_rules
from models.folding import fold

__all__ = [
    "AuthorityFileError",
    "AuthorityRules",
    "BodyRow",
    "LocalGroup",
    "NamedGroup",
    "Province",
    "Unit",
    "authority_digest",
    "authority_rules",
    "provinces",
]

Level = Literal["central", "province", "district", "commune"]
LocalLevel = Literal["province", "district", "commune"]
Pair = Annotated[tuple[str, ...], Field(min_length=2, max_length=2)]
Pairs = tuple[Pair, ...]
Name = Annotated[str, Field(max_length=200)]
# No office has a longer file; a larger one is none.
_MOST_BYTES = 4_000_000


class AuthorityFileError(ValueError):
    """The office's authority file cannot be used; the message says where and why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = str(path)
        self.reason = reason


class BodyRow(RuleShape):
    """A body, or the kind of a body that every territory has.

    Attributes:
        name: Official name, without the territory; empty where the body is the committee itself.
        variants: Other ways in which it is written, abbreviations written out.
        symbols: Its symbols in numbers of documents.
        symbol_patterns: Patterns of symbols that carry a number of their own (``QH15``).
        levels: Levels at which a local kind exists, where they are not those of its group.
        alone: Whether a local kind without its territory is the one of the letterhead's territory; false where
            the bare name is that of another body as well («Cục Thuế», «Tòa án nhân dân»).
        since, until: First and last day; None: open or not known to the day.
        successors: Official names of the bodies that took over.
    """

    name: Name
    variants: tuple[Name, ...] = ()
    symbols: tuple[str, ...] = ()
    symbol_patterns: tuple[str, ...] = ()
    levels: tuple[LocalLevel, ...] | None = None
    alone: bool = True
    since: date | None = None
    until: date | None = None
    successors: tuple[Name, ...] = ()

    @field_validator("symbol_patterns")
    @classmethod
    def _compile(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"no pattern: {error}") from error
        return patterns


class NamedGroup(RuleShape):
    """Bodies of which there is one each."""

    group: str
    source: str
    branch: Literal["party", "state", "mass", "other"]
    level: Level
    bodies: tuple[BodyRow, ...] = Field(min_length=1)
    matches: Pairs = ()
    rejects: tuple[str, ...] = ()


class LocalGroup(RuleShape):
    """Kinds of bodies that units of territory have.

    Attributes:
        levels: Levels at which every unit has one.
        place: How the territory is named: ``area`` (tỉnh Lào Cai), ``committee`` (Tỉnh ủy Lào Cai),
            ``youth`` (Tỉnh đoàn Lào Cai).
    """

    group: str
    source: str
    branch: Literal["party", "state", "mass", "other"]
    levels: tuple[LocalLevel, ...] = Field(min_length=1)
    place: Literal["area", "committee", "youth"] = "area"
    bodies: tuple[BodyRow, ...] = Field(min_length=1)
    matches: Pairs = ()
    rejects: tuple[str, ...] = ()


class Unit(RuleShape):
    """A unit of territory, and what its committee and its youth union are called."""

    name: str
    level: LocalLevel
    committee: str
    youth: str
    since: date | None = None
    until: date | None = None


class Province(RuleShape):
    """A province or a city under the central authority; `successor` is into which it was merged."""

    name: str
    city: bool = False
    since: date | None = None
    until: date | None = None
    successor: str | None = None


class _Abbreviations(RuleShape):
    source: str
    words: dict[str, str]
    matches: Pairs = ()
    rejects: tuple[str, ...] = ()


class _Offices(RuleShape):
    source: str
    words: Words
    surnames: Words
    matches: Pairs
    rejects: Words


class _Nouns(RuleShape):
    source: str
    words: Words
    within: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    matches: Words
    rejects: Words


class _Units(RuleShape):
    source: str
    unit: tuple[Unit, ...] = Field(min_length=1)


class _Provinces(RuleShape):
    source: str
    cities: tuple[str, ...] = ()
    successors: dict[str, str] = Field(default_factory=dict)
    more: tuple[Province, ...] = ()


class AuthorityRules(RuleShape):
    """The rules of `rules/authority.toml`, with the office's own laid over."""

    source: str
    abbreviations: _Abbreviations
    offices: _Offices
    groups: _Nouns
    persons: _Nouns
    units: _Units
    provinces: _Provinces
    named: tuple[NamedGroup, ...]
    local: tuple[LocalGroup, ...]


class _OwnFile(RuleShape):
    """What an office's own file may hold."""

    source: str
    abbreviations: dict[str, str] = Field(default_factory=dict)
    provinces: tuple[Province, ...] = ()
    named: tuple[NamedGroup, ...] = ()
    local: tuple[LocalGroup, ...] = ()


class _ProvinceNames(RuleShape):
    source: str
    current: Words
    until: Words = Field(alias="until_2025-06-30")


_LAST_DAY = date(2025, 6, 30)


@cache
def authority_rules(own: Path | None = None) -> AuthorityRules:
    """Return the authority file, with the office's own laid over it.

    Raises:
        AuthorityFileError: If the office's file cannot be read or does not fit.
    """
    shipped = load_rules("authority", AuthorityRules)
    return shipped if own is None else _laid_over(shipped, _read_own(own))


def authority_digest(own: Path | None) -> str | None:
    """Return a hash of the office's own file, None without one.

    Raises:
        AuthorityFileError: If the file cannot be read.
    """
    return None if own is None else hashlib.sha256(_bytes_of(own)).hexdigest()[:16]


def provinces(rules: AuthorityRules) -> tuple[Province, ...]:
    """Return all provinces, present and former, the office's own first."""
    names = load_rules("provinces", _ProvinceNames)
    table = rules.provinces
    listed = [(name, None) for name in names.current] + [(name, _LAST_DAY) for name in names.until]
    return (
        *table.more,
        *(
            Province(
                name=name,
                city=name in table.cities,
                until=until,
                successor=table.successors.get(name),
            )
            for name, until in listed
        ),
    )


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise AuthorityFileError(path, "too large")
        return path.read_bytes()
    except OSError as error:
        raise AuthorityFileError(path, error.strerror or type(error).__name__) from error


def _read_own(path: Path) -> _OwnFile:
    try:
        return _OwnFile.model_validate(tomllib.loads(_bytes_of(path).decode("utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AuthorityFileError(path, str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise AuthorityFileError(path, f"{place}: {first['msg']}") from error


def _laid_over(shipped: AuthorityRules, own: _OwnFile) -> AuthorityRules:
    named = {fold(row.name) for group in own.named for row in group.bodies}
    local = {(g.place, fold(row.name)) for g in own.local for row in g.bodies}
    kept_named = [
        group.model_copy(
            update={"bodies": tuple(r for r in group.bodies if fold(r.name) not in named)}
        )
        for group in shipped.named
    ]
    kept_local = [
        group.model_copy(
            update={
                "bodies": tuple(r for r in group.bodies if (group.place, fold(r.name)) not in local)
            }
        )
        for group in shipped.local
    ]
    words = shipped.abbreviations.words | own.abbreviations
    return shipped.model_copy(
        update={
            "named": (*own.named, *kept_named),
            "local": (*own.local, *kept_local),
            "abbreviations": shipped.abbreviations.model_copy(update={"words": words}),
            "provinces": shipped.provinces.model_copy(
                update={"more": (*own.provinces, *shipped.provinces.more)}
            ),
        }
    )
