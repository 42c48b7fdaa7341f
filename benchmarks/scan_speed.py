"""What a scan costs from bytes to record, beside tesserocr alone, and where its time goes.

    python -m benchmarks.scan_speed [FILE | FOLDER …] [--pages N] [--text TEXT]

For each scanned document, in one process and in CPU time: tesserocr `vie` on the untouched page at
300 dpi; tesserocr on the pages as we prepare them; the whole way to the record. Printed are the two
ratios, the share of everything but OCR, and their medians. `--text` names the true text of all
documents given (the same paper, scanned in several ways): then the share of its words that each of the
two did not read is printed as well. The words' order counts for nothing: a letterhead of two columns and a
table may be read in several orders, and each of them would favour one of the two.
"""

from __future__ import annotations

import argparse
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import numpy as np

from benchmarks.ocr_speed import KINDS
from benchmarks.ocr_speed import SAMPLES
from benchmarks.ocr_speed import plain_picture
from benchmarks.ocr_speed import scans_of
from models.page import Page
from models.settings import Settings
from pipeline.process import process
from pipeline.reading import ocr
from pipeline.reading import read_file
from pipeline.reading.ocr_engine import recognise
from pipeline.stopwatch import Phase
from pipeline.stopwatch import Stopwatch

# Read first and not counted: tables and patterns are made once a process, as in a worker.
WARM_UP = SAMPLES / "08-ban-quet-dau-do.pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figures:
    """CPU seconds of one document: tesserocr's twice, ours, ours without OCR; shares of words not read."""

    pages: int
    untouched: float
    prepared: float
    whole: float
    besides: float
    errors: tuple[float, float] | None


@contextmanager
def _cpu_clock() -> Iterator[Stopwatch]:
    """Let the stopwatch of phases count CPU time, so that other processes do not matter."""
    clock = SimpleNamespace(perf_counter=time.process_time)
    with patch("pipeline.stopwatch.time", clock), Stopwatch() as watch:
        yield watch


@contextmanager
def _first_looks() -> Iterator[list[float]]:
    """Collect the CPU seconds of each look at a whole prepared page."""
    seconds: list[float] = []

    def counted(*arguments: Any, **named: Any) -> Any:
        begin = time.process_time()
        found = recognise(*arguments, **named)
        if not named:
            seconds.append(time.process_time() - begin)
        return found

    with patch.object(ocr, "recognise", counted):
        yield seconds


def _words_of(page: Page) -> str:
    cells = [w for table in page.tables for cell in table.cells for w in cell.words]
    return " ".join(word.text for word in (*page.words, *cells))


def _not_read(text: str, truth: str) -> float:
    """Return the share of the truth's words that are not among those of the text, 0 to 1."""
    found, wanted = (Counter(unicodedata.normalize("NFC", t).split()) for t in (text, truth))
    return 1 - (found & wanted).total() / max(1, wanted.total())


def _measure(path: Path, settings: Settings, most: int, truth: str | None) -> _Figures | None:
    scans = scans_of(path, settings)
    if not scans or len(scans) > most:
        return None
    untouched, plain = 0.0, []
    for scan in scans:
        picture = plain_picture(scan, native=False)
        begin = time.process_time()
        plain.append(" ".join(word.text for word in recognise(picture, settings)))
        untouched += time.process_time() - begin
    with _cpu_clock() as watch, _first_looks() as looks:
        begin = time.process_time()
        process(path, settings)
        whole = time.process_time() - begin
    engine = sum(one.seconds for one in watch.phases if one.phase is Phase.OCR)
    errors = None
    if truth is not None:
        ours = " ".join(_words_of(page) for page in read_file(path, settings).pages)
        errors = (_not_read(ours, truth), _not_read(" ".join(plain), truth))
    return _Figures(
        pages=len(scans),
        untouched=untouched,
        prepared=sum(looks),
        whole=whole,
        besides=whole - engine,
        errors=errors,
    )


def _line(name: str, one: _Figures) -> str:
    errors = (
        f"  words not read {one.errors[0]:.2%}, plain {one.errors[1]:.2%}" if one.errors else ""
    )
    return (
        f"{name:30s}{one.pages:3d} p. {one.whole / one.pages:6.2f} s/page  untouched "
        f"x{one.whole / one.untouched:.2f}  prepared x{one.whole / max(one.prepared, 1e-6):.2f}  "
        f"besides OCR {one.besides / one.whole:5.1%}{errors}"
    )


def main() -> None:
    """Print one line a document, and the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", nargs="*", type=Path, default=[SAMPLES])
    parser.add_argument("--pages", type=int, default=6, help="longer documents are left out")
    parser.add_argument("--text", type=Path, help="the true text of the documents")
    options = parser.parse_args()
    settings = Settings()
    recognise(np.full((64, 64), 255, np.uint8), settings)
    process(WARM_UP, settings)
    truth = options.text.read_text(encoding="utf-8") if options.text else None
    found: list[_Figures] = []
    for place in options.places:
        for path in sorted(place.iterdir()) if place.is_dir() else [place]:
            if path.suffix.lower() not in KINDS:
                continue
            one = _measure(path, settings, options.pages, truth)
            if one is not None:
                found.append(one)
                print(_line(path.stem, one), flush=True)
    if found:
        print(
            f"medians of {len(found)} documents: untouched "
            f"x{median(f.whole / f.untouched for f in found):.2f}, prepared "
            f"x{median(f.whole / max(f.prepared, 1e-6) for f in found):.2f}, besides OCR "
            f"{median(f.besides / f.whole for f in found):.1%}"
        )


if __name__ == "__main__":
    main()
