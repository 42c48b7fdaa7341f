"""Made archives of several hundred papers with planted faults in their series: what `v_register_gaps` says.

    python benchmarks/made_series.py [--archives N]

Series of State bodies (by calendar year), of Party bodies (by term, over the new year, anew after a
congress in mid-year), of a body made anew on 1 July 2025, with «12a» numbers, several symbols in one
series, the same paper held twice, and papers whose number was read wrong and unsurely. Planted: runs
of missing numbers, one number given to papers of two days, a paper dated before its forerunner. A row of
the view that is no plant is a false alarm. The rows are written as the archive keeps them; nothing is read.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
from collections import Counter
from dataclasses import dataclass
from dataclasses import field

from sqlalchemy import create_engine
from sqlalchemy import insert
from sqlalchemy import text

from pipeline.archive.schema import METADATA
from pipeline.archive.schema import documents
from pipeline.archive.views import VIEWS
from pipeline.evaluation.tables import text_table

__all__ = ["Made", "a_made_archive", "found_in"]

Plant = tuple[str, str, str]
_SPARE = 6


@dataclass(slots=True)
class Made:
    """An archive of made papers.

    Attributes:
        rows: Rows of `documents`.
        plants: Kind, body and the reference number at which the fault must be told.
    """

    rows: list[dict[str, object]] = field(default_factory=list)
    plants: list[Plant] = field(default_factory=list)

    def put(self, series: Series, number: str, day: dt.date, *, sure: bool = True) -> str:
        """Add a paper and return its reference number."""
        symbol = series.symbols[len(self.rows) % len(series.symbols)]
        reference = f"{number}{series.sign}{symbol}"
        key = f"{len(self.rows):06}"
        self.rows.append(
            {
                "id": key, "sha256": key, "source_name": key, "pages": 1, "outcome_code": "complete",
                "findings": 0, "rules_version": "made", "record_json": "{}", "number": number,
                "symbol": symbol, "type_code": series.code, "document_type": series.code,
                "reference_number": reference, "issuing_body": series.body,
                "issuing_body_folded": series.body.casefold(), "issued_on": day,
                "reference_number_confidence": 0.95 if sure else 0.4, "issued_on_confidence": 0.95,
            }
        )  # fmt: skip
        return reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Who numbers what, and on which days the numbers begin anew."""

    body: str
    code: str
    symbols: tuple[str, ...]
    sign: str
    starts: tuple[dt.date, ...]


def _days(*days: str) -> tuple[dt.date, ...]:
    return tuple(dt.date.fromisoformat(day) for day in days)


_YEARS = _days("2024-01-02", "2025-01-02", "2026-01-02")
_TERMS = _days("2023-02-01", "2025-09-26")
_RENEWED = _days("2025-01-02", "2025-07-01", "2026-01-02")
SERIES = (
    Series(body="Sở Thuỷ văn", code="KH", symbols=("KH-STV",), sign="/", starts=_YEARS),
    Series(body="Sở Thuỷ văn", code="CV", symbols=("STV-VP", "STV-TH"), sign="/", starts=_YEARS),
    Series(body="Tỉnh uỷ Vân Lĩnh", code="KH", symbols=("KH/TU",), sign="-", starts=_TERMS),
    Series(body="Tỉnh uỷ Vân Lĩnh", code="CV", symbols=("CV/TU",), sign="-", starts=_TERMS),
    Series(body="Đảng uỷ xã An Sơn", code="BC", symbols=("BC/ĐU",), sign="-", starts=_TERMS),
    Series(body="Uỷ ban xã An Sơn", code="BC", symbols=("BC-UBND",), sign="/", starts=_RENEWED),
)


def a_made_archive(seed: int) -> Made:
    """Return an archive with plants in every period of every series."""
    chance = random.Random(seed)  # noqa: S311
    made = Made()
    for series in SERIES:
        for start in series.starts:
            _a_period(made, series, start, chance)
    return made


def _a_period(made: Made, series: Series, start: dt.date, chance: random.Random) -> None:
    """Write the papers of one period; faults stand apart, so that each has one row of its own."""
    length = chance.randint(30, 45)
    gap, double, back, again, letter, unsure = chance.sample(range(4, length, 4), _SPARE)
    wide, number = chance.randint(1, 3), 0
    for step in range(length):
        number += 1 + (wide if step == gap else 0)
        day = start + dt.timedelta(days=3 * step)
        if step == back:
            day -= dt.timedelta(days=5)
        if step == unsure:
            made.put(series, f"{chance.randint(60, 99)}", day, sure=False)
        reference = made.put(series, f"{number:02}", day)
        if step == gap:
            made.plants.append(("missing", series.body, reference))
        if step == back:
            made.plants.append(("date-backwards", series.body, reference))
        if step == again:
            _same_again(made)
        if step == letter:
            made.put(series, f"{number:02}a", day + dt.timedelta(days=1))
        if step == double:
            _same_again(made, dt.timedelta(days=2))
            made.plants.append(("repeated", series.body, reference))


def _same_again(made: Made, later: dt.timedelta = dt.timedelta()) -> None:
    """Hold the last paper twice, or give its number to another paper some days later."""
    row, key = dict(made.rows[-1]), f"{len(made.rows):06}"
    day = row["issued_on"]
    assert isinstance(day, dt.date)
    made.rows.append({**row, "id": key, "sha256": key, "issued_on": day + later})


def found_in(made: Made) -> list[Plant]:
    """Return what the view says of the archive."""
    engine = create_engine("sqlite://")
    METADATA.create_all(engine)
    with engine.begin() as connection:
        connection.execute(insert(documents), made.rows)
        rows = connection.execute(text(VIEWS["v_register_gaps"])).mappings()
        return [(row["gap"], row["issuing_body"], row["before_reference"]) for row in rows]


def main() -> int:
    """Measure made archives and print a row for every kind of fault."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--archives", type=int, default=10)
    told: Counter[tuple[str, str]] = Counter()
    papers = 0
    for seed in range(parser.parse_args().archives):
        made = a_made_archive(seed)
        papers += len(made.rows)
        left = Counter(made.plants)
        told.update((kind, "planted") for kind, _, _ in made.plants)
        for plant in found_in(made):
            told[plant[0], "found" if left[plant] else "false"] += 1
            left[plant] -= left[plant] > 0
    columns = ("planted", "found", "false")
    kinds = sorted({kind for kind, _ in told})
    rows = [[kind, *(str(told[kind, column]) for column in columns)] for kind in kinds]
    print(f"{papers} papers")
    print("\n".join(text_table(["fault", *columns], rows)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
