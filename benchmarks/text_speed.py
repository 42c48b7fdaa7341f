"""How fast text layers are read, against pdfplumber's own words and tables over the same files.

    python benchmarks/text_speed.py [FILE.pdf …]        (default: the PDFs of samples/ with a text layer)

Both sides read every page of every file in turn, in one process, several times; the figures are
medians. «Read» is the whole way from bytes to record: words, tables, layout, fields, checks.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber

from models.settings import Settings
from pipeline.process import process
from pipeline.reading import read_file

SAMPLES = Path(__file__).parents[1] / "samples"
ROUNDS = 5


def by_pdfplumber(path: Path) -> int:
    """Read words and tables of every page with pdfplumber; return the number of pages."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_words()
            page.find_tables()
            page.close()
        return len(document.pages)


def by_reading(path: Path) -> int:
    """Read pages only."""
    return len(read_file(path, Settings()).pages)


def by_process(path: Path) -> int:
    """Read the whole record."""
    return process(path, Settings()).record.source.pages


def pages_a_second(read: Callable[[Path], int], files: list[Path]) -> float:
    """Return the median of pages a second over the rounds; the first round warms up."""
    rates = []
    for round_ in range(ROUNDS + 1):
        begin = time.process_time()
        pages = sum(read(path) for path in files)
        rates.append(pages / (time.process_time() - begin) if round_ else 0.0)
    return statistics.median(rates[1:])


def main() -> None:
    """Print one line a reader, and its ratio to pdfplumber."""
    files = [Path(name) for name in sys.argv[1:]] or sorted(SAMPLES.glob("0[1-7]*.pdf"))
    base = pages_a_second(by_pdfplumber, files)
    print(f"files {len(files)}")
    print(f"pdfplumber words + tables  {base:8.1f} pages/s   1.00")
    for name, read in (("reading", by_reading), ("whole record", by_process)):
        rate = pages_a_second(read, files)
        print(f"{name:26} {rate:8.1f} pages/s  {rate / base:5.2f}")


if __name__ == "__main__":
    main()
