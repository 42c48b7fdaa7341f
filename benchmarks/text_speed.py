"""How fast text layers are read, against pdfplumber's own words and tables over the same files.

    python -m benchmarks.text_speed [FILE.pdf | FOLDER …]      (default: the PDFs of samples/)

Files with a page that needs OCR are left out. Both sides read every page of every file in turn, in
one process, round by round, and each round gives one ratio; the figures are medians of CPU time. «Reading» is
bytes to pages; «whole record» is the whole way: words, tables, layout, fields, checks. Files without
and with ruled tables are counted apart. The last line is the extraction rules alone, in characters a second.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium

from models.layout import Layout
from models.page import PageSource
from models.settings import Settings
from pipeline.language import make_doc
from pipeline.layout import lay_out
from pipeline.process import fields_only
from pipeline.process import process
from pipeline.reading import read_file

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
_FEW = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    path: Path
    pages: int
    tables: int
    layout: Layout


def by_pdfplumber(path: Path) -> None:
    """Read words and tables of every page with pdfplumber."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_words()
            page.find_tables()
            page.close()


def _text_layers(places: Sequence[Path], settings: Settings) -> list[_File]:
    found: list[_File] = []
    for place in places:
        for path in sorted(place.glob("*.pdf")) if place.is_dir() else [place]:
            reading = read_file(path, settings) if _may_be_read(path) else None
            if reading is None or any(
                page.source is not PageSource.TEXT_LAYER for page in reading.pages
            ):
                continue
            tables = sum(len(page.tables) for page in reading.pages)
            layout = lay_out(reading)
            found.append(_File(path=path, pages=len(reading.pages), tables=tables, layout=layout))
    return found


def _may_be_read(path: Path) -> bool:
    """Tell whether every page of a file has text, so that none waits for OCR to be left out."""
    try:
        with closing(pdfium.PdfDocument(path)) as document:
            return all(page.get_textpage().count_chars() > _FEW for page in document)
    except pdfium.PdfiumError:
        return False


def _seconds(read: Callable[[Path], object], files: Sequence[_File]) -> float:
    begin = time.process_time()
    for file in files:
        read(file.path)
    return time.process_time() - begin


def _compare(name: str, files: Sequence[_File], settings: Settings, rounds: int) -> None:
    if not files:
        print(f"{name}: no file")
        return
    pages = sum(file.pages for file in files)
    readers: dict[str, Callable[[Path], object]] = {
        "pdfplumber": by_pdfplumber,
        "reading": lambda path: read_file(path, settings),
        "whole record": lambda path: process(path, settings),
    }
    times = [{key: _seconds(read, files) for key, read in readers.items()} for _ in range(rounds)]
    print(f"{name}: {len(files)} files, {pages} pages")
    for key in readers:
        seconds = statistics.median(one[key] for one in times)
        ratio = statistics.median(one["pdfplumber"] / one[key] for one in times)
        print(
            f"  {key:14}{pages / seconds:8.1f} pages/s {1000 * seconds / pages:8.1f} ms/page  x{ratio:.2f}"
        )


def _rules_alone(files: Sequence[_File], rounds: int) -> None:
    nlp = fields_only()
    characters = sum(len(file.layout.text) for file in files)
    rates: list[float] = []
    for _ in range(rounds):
        seconds = 0.0
        for file in files:
            doc = make_doc(nlp, file.layout)
            begin = time.process_time()
            for _name, component in nlp.pipeline:
                doc = component(doc)
            seconds += time.process_time() - begin
        rates.append(characters / seconds)
    print(f"extraction rules alone: {statistics.median(rates):,.0f} characters/s")


def main() -> None:
    """Print one block for each kind of file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", nargs="*", type=Path, default=[SAMPLES])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    settings = Settings()
    files = _text_layers(options.places, settings)
    for file in files:  # what is made once a process, and the first look at every rule
        process(file.path, settings)
    _compare("without tables", [f for f in files if not f.tables], settings, options.rounds)
    _compare("with tables", [f for f in files if f.tables], settings, options.rounds)
    _compare("all", files, settings, options.rounds)
    _rules_alone(files, options.rounds)


if __name__ == "__main__":
    main()
