"""Tell what each column of a table holds by its heading; the rules are `rules/table_columns.toml`.

In: headings as printed, levels of one heading joined by « / ». Out: one role per column or None.
The lower level is looked at first, because «Cơ quan thực hiện / Phối hợp» is a coordinating column.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field

from models.folding import strip_accents

__all__ = ["LEVEL_MARK", "ColumnRole", "ColumnRule", "column_role", "column_roles", "column_rules"]

LEVEL_MARK = " / "
# No heading is longer; body text in a first row is not searched for phrases.
_LONGEST_HEADING = 120


class ColumnRole(StrEnum):
    """What a column holds: number, content, who leads or takes part, until when, what comes out."""

    NUMBER = "number"
    CONTENT = "content"
    LEAD = "lead"
    COORDINATE = "coordinate"
    DEADLINE = "deadline"
    PRODUCT = "product"
    SUBMIT_TO = "submit_to"
    NOTE = "note"


class ColumnRule(BaseModel):
    """One role's phrases, see the head of the rule file; `matches` and `rejects` are its tests."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: ColumnRole
    source: str
    whole: list[str] = Field(default_factory=list)
    starts: list[str] = Field(default_factory=list)
    contains: list[str] = Field(default_factory=list)
    unless: list[str] = Field(default_factory=list)
    matches: list[str] = Field(min_length=1)
    rejects: list[str] = Field(min_length=1)


@cache
def column_rules() -> tuple[ColumnRule, ...]:
    """Return the rules in the order in which they are tried."""
    data = tomllib.loads(
        files("extractors").joinpath("rules", "table_columns.toml").read_text("utf-8")
    )
    return tuple(ColumnRule.model_validate(row) for row in data["role"])


@cache
def _plain_rules() -> tuple[ColumnRule, ...]:
    """Return the rules in plain letters; phrases that are looked for have a blank on either side."""
    lists = {"whole": "{}", "starts": " {} ", "contains": " {} ", "unless": " {} "}
    return tuple(
        rule.model_copy(
            update={
                name: [form.format(_plain(phrase)) for phrase in getattr(rule, name)]
                for name, form in lists.items()
            }
        )
        for rule in column_rules()
    )


def _plain(text: str) -> str:
    return " ".join(strip_accents(text).replace(",", " ").split()).strip(" .:*")


def column_role(heading: str) -> ColumnRole | None:
    """Return what a column with this heading holds, or None when the heading does not say.

    Example:
        >>> column_role("Cơ quan chủ trì tham mưu").value
        'lead'
    """
    lower = heading.rpartition(LEVEL_MARK)[2]
    return _role_of(lower) or (_role_of(heading) if lower != heading else None)


def column_roles(columns: Sequence[str]) -> tuple[ColumnRole | None, ...]:
    """Return one role per column, in the order of `columns`."""
    return tuple(column_role(heading) for heading in columns)


def _role_of(heading: str) -> ColumnRole | None:
    if len(heading) > _LONGEST_HEADING:
        return None
    text = _plain(heading)
    padded = f" {text.replace('/', ' ').replace('(', ' ').replace(')', ' ')} "
    return next((rule.name for rule in _plain_rules() if _fits(rule, text, padded)), None)


def _fits(rule: ColumnRule, text: str, padded: str) -> bool:
    if any(phrase in padded for phrase in rule.unless):
        return False
    return (
        text in rule.whole
        or padded.startswith(tuple(rule.starts))
        or any(phrase in padded for phrase in rule.contains)
    )
