"""The forms in which the bodies of the authority file are written, for look-up by their folded words.

In: the rules. Out: folded form to what it may be, and body symbol to what it may be. A local kind is found without its
territory («sở y tế»), a Party committee with its unit («tỉnh ủy», «đảng ủy xã») because the unit is in the word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace

from extractors.authority_rules import AuthorityRules
from extractors.authority_rules import BodyRow
from extractors.authority_rules import LocalGroup
from extractors.authority_rules import Unit
from extractors.authority_territory import Territory
from extractors.authority_words import name_words

__all__ = ["Form", "forms_of"]

# By its last letters a Party symbol tells the level of the committee.
_SYMBOL_LEVELS = (("TU", "province"), ("HU", "district"), ("ĐU", "commune"), ("BXDĐ", "commune"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way of writing a body.

    Attributes:
        row: The body or kind.
        branch: Its branch.
        group_level: Level of a body of its own; None for a local kind.
        levels: Levels at which a local kind exists.
        place: How its territory is named.
        unit: Unit that the form has said already.
        own_only: The form alone says nothing («Ban Thường vụ»): it is the paper's own.
        bare: A committee without its unit («Đảng ủy»).
        official: The form is the official name.
        committees: Name of the committee, or of the youth union, by unit.
    """

    row: BodyRow
    branch: str
    group_level: str | None = None
    levels: tuple[str, ...] = ()
    place: str = "area"
    unit: str | None = None
    own_only: bool = False
    bare: bool = False
    official: bool = True
    committees: tuple[tuple[str, str], ...] = ()

    def official_name(self, territory: Territory | None) -> str:
        """Return the name with its territory."""
        if territory is None:
            return self.row.name
        if self.place == "area":
            return f"{self.row.name} {territory.whole}"
        committee = dict(self.committees)[territory.unit]
        return f"{self.row.name} {committee} {territory.name}{territory.within}".strip()

    def named(self, name: str) -> Form:
        """Return the same kind of form under another official name."""
        return replace(self, row=self.row.model_copy(update={"name": name}))

    def level_of_symbol(self, symbol: str) -> str | None:
        """Return the level at which a symbol places the body, None where it does not."""
        if self.levels == ("province",):
            return "province"
        if self.place != "committee":
            return None
        return next((level for end, level in _SYMBOL_LEVELS if symbol.endswith(end)), None)


def forms_of(
    rules: AuthorityRules,
) -> tuple[dict[str, tuple[Form, ...]], dict[str, tuple[Form, ...]]]:
    """Return what may be meant by a folded form, and by a body symbol, in the order of the file."""
    words = rules.abbreviations.words
    forms: dict[str, list[Form]] = {}
    symbols: dict[str, list[Form]] = {}

    def add(text: str, form: Form) -> None:
        forms.setdefault(" ".join(name_words(text, words).folded), []).append(form)

    for form in _named(rules):
        for text in (form.row.name, *form.row.variants):
            add(text, replace(form, official=text == form.row.name))
        for symbol in form.row.symbols:
            symbols.setdefault(symbol, []).append(form)
            # BTC and TW are short for words as well: as names they say nothing.
            if not name_words(symbol, words).spelled_out:
                add(symbol, replace(form, official=False))
        if form.row.symbol_patterns:
            forms.setdefault("", []).append(form)
    for group in rules.local:
        for row in group.bodies:
            for text, form in _local(group, row, rules.units.unit):
                add(text, form)
            for symbol in row.symbols:
                symbols.setdefault(symbol, []).append(_kind(group, row, rules.units.unit))
    return (
        {key: tuple(found) for key, found in forms.items()},
        {key: tuple(found) for key, found in symbols.items()},
    )


def _named(rules: AuthorityRules) -> Iterator[Form]:
    for group in rules.named:
        for row in group.bodies:
            yield Form(row=row, branch=group.branch, group_level=group.level)


def _kind(group: LocalGroup, row: BodyRow, units: tuple[Unit, ...]) -> Form:
    return Form(
        row=row,
        branch=group.branch,
        levels=row.levels or group.levels,
        place=group.place,
        committees=tuple(
            (unit.name, unit.committee if group.place == "committee" else unit.youth)
            for unit in units
        ),
    )


def _local(group: LocalGroup, row: BodyRow, units: tuple[Unit, ...]) -> Iterator[tuple[str, Form]]:
    form = _kind(group, row, units)
    for text in (row.name, *row.variants):
        official = replace(form, official=text == row.name)
        if group.place == "area":
            yield text, official
            continue
        if text:
            yield text, replace(official, own_only=True)
        for unit in units:
            committee = dict(form.committees)[unit.name]
            yield f"{text} {committee}".strip(), replace(official, unit=unit.name)
        if group.place == "committee":
            yield f"{text} Đảng ủy".strip(), replace(official, bare=True)
