"""Running numbers of scanned tables: sure where those around bear them out, and only there."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.confidence import DOUBTFUL
from extractors.table_grid import GridRow
from extractors.table_grid import Slot
from extractors.table_labels import trust_in_order

UNSURE = 0.4


def numbered(*numbers: str) -> list[GridRow]:
    """Return rows whose running numbers were all read unsurely."""
    return [
        GridRow(
            slots=(
                Slot(text=number, ocr=True, sure=UNSURE),
                Slot(text="Rà soát", ocr=True, sure=UNSURE),
            ),
            pages=(1,),
        )
        for number in numbers
    ]


@pytest.mark.parametrize(
    ("numbers", "sure"),
    [
        (["1.", "2.", "3."], [0, 1, 2]),
        (["I", "1", "2", "3", "II", "1", "5", "III", "1"], [0, 1, 2, 3, 4, 7]),
        (["1.", "", "2.", "3."], [0, 2, 3]),
        (["6", "7", "9"], []),
        (["1", "2"], []),
        (["3", "2", "1"], []),
        (["1", "2", "8", "4", "5", "6"], [3, 4, 5]),
        (["a", "b", "c"], []),
    ],
)
def test_three_that_count_on_bear_each_other_out(numbers: Sequence[str], sure: list[int]) -> None:
    rows = trust_in_order(numbered(*numbers), 0)
    assert [i for i, row in enumerate(rows) if row.slots[0].sure >= DOUBTFUL] == sure
    assert [row.slots[0].text for row in rows] == list(numbers)
    assert all(row.slots[1].sure == UNSURE for row in rows)
