"""Territories in the names of bodies: provinces of the closed list, districts and communes inside them.

In: the words behind the kind of a body («tỉnh Lào Cai», «xã Bảo Lâm 1, tỉnh Lâm Đồng», or nothing). Out: a `Territory`,
or None. Provinces are known by name; names of districts and communes are open, so they count only with the province
that holds them: «xã Công Hải» alone is no place, within a paper of Khánh Hòa it is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import date

from extractors.authority_rules import Province
from extractors.authority_rules import Unit
from extractors.authority_words import NameWords
from models.folding import fold
from models.folding import strip_accents

__all__ = ["Gazetteer", "Placed", "Territory"]

_MOST_SYLLABLES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """A province, district or commune.

    Attributes:
        unit: What it is («tỉnh», «xã»).
        name: Its own name.
        level: ``province``, ``district`` or ``commune``.
        province: Name of the province that holds it, or its own.
        province_unit: «tỉnh» or «thành phố».
    """

    unit: str
    name: str
    level: str
    province: str
    province_unit: str

    @property
    def within(self) -> str:
        """What follows the name to tell where it lies; empty for a province."""
        return "" if self.level == "province" else f", {self.province_unit} {self.province}"

    @property
    def whole(self) -> str:
        """The territory in full: «xã Công Hải, tỉnh Khánh Hòa»."""
        return f"{self.unit} {self.name}{self.within}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A territory that words name; `surety` falls where a scan lost the accents of a province."""

    territory: Territory
    surety: float = 1.0
    by_context: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """Provinces by name and the units of territory."""

    provinces: dict[str, Province]
    plain: dict[str, Province]
    units: dict[str, Unit] = field(default_factory=dict)

    @classmethod
    def of(cls, provinces: Sequence[Province], units: Sequence[Unit]) -> Gazetteer:
        """Return the gazetteer; of two provinces of one name the first counts."""
        by_name: dict[str, Province] = {}
        plain: dict[str, Province] = {}
        for province in provinces:
            by_name.setdefault(fold(province.name), province)
            plain.setdefault(strip_accents(province.name), province)
        return cls(provinces=by_name, plain=plain, units={unit.name: unit for unit in units})

    def read(
        self, words: NameWords, start: int, unit: str | None, home: Territory | None
    ) -> Placed | None:
        """Return the territory that the words from `start` on name, all of them; None if they do not.

        Args:
            words: The whole name.
            start: First word behind the kind of the body.
            unit: The unit where the kind has already said it («Tỉnh ủy»); otherwise None.
            home: Where the paper comes from; its province holds what is named without one.
        """
        if unit is None:
            unit, start = self._unit_at(words, start)
        stop = self._name_end(words, start)
        name = " ".join(words.written[start:stop])
        if unit is None or not name or not _is_name(words.written[start:stop]):
            bare = name if unit is None else ""
            return self._province(bare, None) if bare and stop == len(words.folded) else None
        if stop == len(words.folded):
            own = self._province(name, unit)
            if own is not None or unit == "tỉnh":
                return own
            return self._inside(unit, name, home)
        return self._within(words, stop, unit, name)

    def at(self, unit: str, home: Territory | None) -> Territory | None:
        """Return the territory meant by a bare «tỉnh», «xã»: the paper's own, or that which holds it."""
        if home is None:
            return None
        if home.unit == unit:
            return home
        return self.province_of(home) if home.province_unit == unit else None

    def province_of(self, home: Territory) -> Territory:
        """Return the province that holds a territory."""
        return Territory(
            unit=home.province_unit,
            name=home.province,
            level="province",
            province=home.province,
            province_unit=home.province_unit,
        )

    def province_named(self, name: str) -> Territory | None:
        """Return the province of this name, None where there is none."""
        placed = self._province(name, None)
        return None if placed is None else placed.territory

    def days_of(self, territory: Territory) -> tuple[date | None, date | None]:
        """Return first and last day of a territory's unit and province, None: open."""
        province = self.provinces.get(fold(territory.province))
        unit = self.units.get(territory.unit)
        if territory.level == "district" and unit is not None and unit.level == "province":
            unit = self.units.get("huyện")  # a city inside a province ended with the districts
        known = [one for one in (province, unit if territory.level != "province" else None) if one]
        sinces = [one.since for one in known if one.since is not None]
        untils = [one.until for one in known if one.until is not None]
        return max(sinces, default=None), min(untils, default=None)

    def _unit_at(self, words: NameWords, start: int) -> tuple[str | None, int]:
        for length in (2, 1):
            unit = " ".join(words.folded[start : start + length])
            if unit in self.units and not any(
                at in words.commas for at in range(start, start + length)
            ):
                return unit, start + length
        return None, start

    def _name_end(self, words: NameWords, start: int) -> int:
        for at in range(start, len(words.folded)):
            if at > start and self._unit_at(words, at)[0] in ("tỉnh", "thành phố"):
                return at
            if at in words.commas:
                return at + 1
        return len(words.folded)

    def _within(self, words: NameWords, start: int, unit: str, name: str) -> Placed | None:
        """Read «…, tỉnh Lào Cai» behind a district or a commune."""
        above, at = self._unit_at(words, start)
        if above is None or not words.folded[at:]:
            return None
        outer = self._province(" ".join(words.written[at:]), above)
        if outer is None:
            return None
        inside = self._inside(unit, name, outer.territory)
        return None if inside is None else Placed(territory=inside.territory, surety=outer.surety)

    def _province(self, name: str, unit: str | None) -> Placed | None:
        exact = self.provinces.get(fold(name))
        found = exact or self.plain.get(strip_accents(name))
        if found is None:
            return None
        its_unit = "thành phố" if found.city else "tỉnh"
        if unit is not None and unit != its_unit:
            return None
        territory = Territory(
            unit=its_unit,
            name=found.name,
            level="province",
            province=found.name,
            province_unit=its_unit,
        )
        return Placed(territory=territory, surety=1.0 if exact else 0.9)

    def _inside(self, unit: str, name: str, home: Territory | None) -> Placed | None:
        kind = self.units.get(unit)
        if home is None or kind is None:
            return None
        level = "district" if kind.level == "province" else kind.level
        if home.unit == unit and strip_accents(home.name) == strip_accents(name):
            return Placed(territory=home, by_context=True)
        return Placed(
            territory=Territory(
                unit=unit,
                name=name,
                level=level,
                province=home.province,
                province_unit=home.province_unit,
            ),
            by_context=True,
        )


def _is_name(words: Sequence[str]) -> bool:
    """Tell whether every word is capitalised, a figure or a dash: «Bảo Lâm 1», «Bà Rịa - Vũng Tàu»."""
    return 0 < len(words) <= _MOST_SYLLABLES and all(
        word[:1].isupper() or word.isdigit() or word == "-" for word in words
    )
