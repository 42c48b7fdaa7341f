"""Print the tables that img2table finds in a PDF, as JSON: one list of rows, page after page.

    PATH/TO/PYTHON benchmarks/table_img2table.py PAPER.pdf [--borderless]

Run by `table_score.py` with the interpreter of an environment that has img2table and Tesseract; the
project itself does not depend on it. Cells are texts with single blanks, or null for a blank cell and for
a place that a merged cell covers. Pages with a text layer are read from that layer,
pictures by Tesseract in Vietnamese. What Tesseract says of itself stands in lines before the JSON.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Sequence
from typing import Any


def rows_of(path: str, *, borderless: bool) -> list[list[str | None]]:
    """Return the rows of all tables of the paper at `path`, from the first page to the last."""
    document = importlib.import_module("img2table.document")
    ocr = importlib.import_module("img2table.ocr").TesseractOCR(n_threads=1, lang="vie")
    pages = document.PDF(src=path).extract_tables(
        ocr=ocr, borderless_tables=borderless, implicit_rows=False
    )
    return [
        row
        for page in sorted(pages)
        for table in pages[page]
        for row in _rows(list(table.content.values()))
    ]


def _rows(content: Sequence[Sequence[Any]]) -> list[list[str | None]]:
    """Return the texts of a table, a merged cell's in its first place only."""
    seen: set[tuple[int, int, int, int]] = set()
    rows: list[list[str | None]] = []
    for cells in content:
        row: list[str | None] = []
        for cell in cells:
            box = (cell.bbox.x1, cell.bbox.y1, cell.bbox.x2, cell.bbox.y2)
            fresh = box not in seen and cell.value is not None
            row.append(" ".join(str(cell.value).split()) if fresh else None)
            seen.add(box)
        rows.append(row)
    return rows


def main() -> None:
    """Read one paper and print its rows."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("paper")
    parser.add_argument("--borderless", action="store_true")
    options = parser.parse_args()
    json.dump(rows_of(options.paper, borderless=options.borderless), sys.stdout)


if __name__ == "__main__":
    main()
