"""The rules of `rules/checks.toml`: what a paper must agree with itself about.

In: the table. Out: frozen models and a few questions put to them. Names are held against the rules
folded, without accents, so that neither a lost tone nor uỷ/ủy makes a contradiction.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from pydantic import Field

from extractors.rules import DocumentTypeRow
from extractors.rules import RuleShape
from extractors.rules import Words
from extractors.rules import document_types
from extractors.rules import load_rules
from models.folding import fold
from models.folding import strip_accents

__all__ = [
    "CheckRules",
    "Letterhead",
    "Validity",
    "check_rules",
    "code_outside_validity",
    "counted",
    "kind_of",
    "outside_validity",
    "wrong_authority",
]


class Letterhead(RuleShape):
    """A kind of issuing body: how its name begins, its symbols, who never signs for it."""

    name: str
    source: str
    pattern: str
    codes: Words
    foreign_authorities: Words
    matches: Words
    rejects: Words


class AuthorityRule(RuleShape):
    """Whom an authority line may name."""

    source: str
    on_behalf: str
    deputy: str
    person: str
    collective: str
    matches: Words
    rejects: Words


class Validity(RuleShape):
    """Bodies that existed from `since` to `until`, both included; None: open."""

    name: str
    source: str
    pattern: str
    since: date | None = None
    until: date | None = None
    matches: Words
    rejects: Words


class CountRule(RuleShape):
    """A number of things that a heading promises."""

    source: str
    pattern: str
    matches: Words
    rejects: Words


class EndingRule(RuleShape):
    """Which types end with a list of recipients, and units in a symbol of papers that never do."""

    source: str
    with_list: Words
    without_list: str
    matches: Words
    rejects: Words


class CheckRules(RuleShape):
    """The rules of `rules/checks.toml`."""

    letterhead: tuple[Letterhead, ...] = Field(min_length=1)
    authority: AuthorityRule
    validity: tuple[Validity, ...] = Field(min_length=1)
    count: CountRule
    ending: EndingRule


@cache
def check_rules() -> CheckRules:
    """Return the rules of the checks."""
    return load_rules("checks", CheckRules)


def kind_of(name: str) -> Letterhead | None:
    """Return the kind of body that `name` is, told by how it begins; None when it is not known."""
    bare = _bare(name)
    return next((k for k in check_rules().letterhead if re.match(k.pattern, bare)), None)


def outside_validity(name: str, day: date) -> Validity | None:
    """Return the rule by which the body called `name` did not exist on `day`, or None."""
    folded = fold(name[:300])
    for rule in check_rules().validity:
        if _is_outside(rule.since, rule.until, day) and re.match(rule.pattern, folded):
            return rule
    return None


def code_outside_validity(symbol: str, day: date) -> DocumentTypeRow | None:
    """Return the type whose code stands in `symbol` and was not in use on `day`, or None.

    A code that also stands for a type in use (QĐ, TT) is no contradiction.
    """
    units = symbol.replace("/", "-").split("-")
    rows = [row for row in document_types() if row.code in units]
    late = [row for row in rows if _is_outside(row.valid_from, row.valid_until, day)]
    return late[0] if late and len(late) == len(rows) else None


def _is_outside(since: date | None, until: date | None, day: date) -> bool:
    return (since is not None and day < since) or (until is not None and day > until)


def wrong_authority(line: str) -> bool:
    """Tell whether an authority line has a person sign as a collective, or the reverse."""
    rules = check_rules().authority
    bare = _bare(line)
    if found := re.match(rules.on_behalf, bare):
        return re.match(rules.person, found["who"]) is not None
    if found := re.match(rules.deputy, bare):
        return re.match(rules.collective, found["who"]) is not None
    return False


def counted(text: str) -> int | None:
    """Return the number of things that a heading promises, or None."""
    found = re.search(check_rules().count.pattern, fold(text[:2_000]))
    return int(found["count"]) if found else None


def _bare(text: str) -> str:
    return strip_accents(text[:300])
