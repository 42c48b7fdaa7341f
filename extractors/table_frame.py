"""A joined table as a pandas DataFrame, for analysts and exports.

In: a `Table`. Out: one line per printed row; what the table says is in columns named by the
headings, what we say about the row in columns that begin with an underscore. pandas is imported
late because it takes more than a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.record import Table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["column_names", "to_dataframe"]


def column_names(columns: Sequence[str]) -> list[str]:
    """Return one name per heading, never empty, never twice, none beginning with an underscore.

    Example:
        >>> column_names(["STT", "Ghi chú", "", "Ghi chú"])
        ['STT', 'Ghi chú', 'column 3', 'Ghi chú (2)']
    """
    names: list[str] = []
    for index, heading in enumerate(columns, start=1):
        base = heading.lstrip("_ ") or f"column {index}"
        name, copy = base, 1
        while name in names:
            copy += 1
            name = f"{base} ({copy})"
        names.append(name)
    return names


def to_dataframe(table: Table) -> pd.DataFrame:
    """Return the table as a DataFrame, one line per printed row, index from 0.

    Columns: `_page` (1-based), `_kind`, `_section` (groups joined by « > »), then the table's own,
    named by `column_names`. Cells are text; a blank cell is ``""``.
    """
    import pandas as pd

    frame = pd.DataFrame(
        [row.cells for row in table.rows], columns=column_names(table.columns), dtype=object
    )
    frame.insert(0, "_page", [row.page for row in table.rows])
    frame.insert(1, "_kind", [row.kind.value for row in table.rows])
    frame.insert(2, "_section", [" > ".join(row.section) for row in table.rows])
    return frame
