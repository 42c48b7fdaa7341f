"""What reading a scan costs beside plain tesseract, and what it gains.

`python benchmarks/ocr_speed.py [FOLDER …]`: every scanned page of the samples and of the folders is
read twice in one run, by `read_image` and by tesseract as it comes (`vie`, the untouched page at 300
dpi, or at the scan's own resolution with `--native`). Printed: the median ratio of CPU times, and how
many words each has wrong, as bags of words against the words that the labels (`<stem>.json`) hold.
Labels do not hold the whole body, so only missing words count.
"""

from __future__ import annotations

import argparse
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from unittest.mock import patch

import cv2
import numpy as np
import numpy.typing as npt

from models.page import Page
from models.page import PageSource
from models.settings import Settings
from pipeline.reading import ReadFailure
from pipeline.reading import image_file
from pipeline.reading import ocr
from pipeline.reading import read_file
from pipeline.reading import scan_page
from pipeline.reading.image_clean import to_grey
from pipeline.reading.ocr_engine import recognise

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
KINDS = {".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff"}
PLAIN_DPI = 300
# Values of labels that are no print of the page.
UNPRINTED = {"slug", "notes", "doc_type_symbol", "kind", "number_in_text", "date"}

_WORD_RE = re.compile(r"\w+", re.UNICODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One page image as the reader gets it."""

    picture: npt.NDArray[np.uint8]
    width_pt: float
    height_pt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result:
    """CPU seconds and missing words of one document's pages, ours and plain."""

    ratios: tuple[float, ...]
    labelled: int
    wrong: int
    wrong_plain: int


def scans_of(path: Path, settings: Settings) -> list[Scan]:
    """Return the page images that reading `path` hands to the OCR."""
    found: list[Scan] = []

    def keep(
        picture: npt.NDArray[np.uint8],
        *,
        number: int,
        width_pt: float,
        height_pt: float,
        **_: object,
    ) -> Page:
        found.append(Scan(picture=picture, width_pt=width_pt, height_pt=height_pt))
        return Page(number=number, width_pt=width_pt, height_pt=height_pt, source=PageSource.OCR)

    with patch.object(scan_page, "read_scan", keep), patch.object(image_file, "read_scan", keep):
        try:
            read_file(path, settings)
        except ReadFailure:
            return found
    return found


def plain_picture(scan: Scan, *, native: bool) -> npt.NDArray[np.uint8]:
    """Return the untouched page in grey, at 300 dpi or as it was scanned."""
    grey = to_grey(scan.picture)
    scale = PLAIN_DPI * scan.width_pt / 72 / grey.shape[1]
    if native or abs(scale - 1) < 0.02:
        return grey
    return np.asarray(
        cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8
    )


def _bag(text: str) -> Counter[str]:
    return Counter(_WORD_RE.findall(unicodedata.normalize("NFC", text).lower()))


def _strings(value: object, key: str = "") -> Iterator[str]:
    if key in UNPRINTED:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _strings(item, str(name))


def _labels(path: Path) -> Counter[str]:
    """Return the words of the labels, each as often as the value with most of it holds it."""
    beside = path.with_suffix(".json")
    bag: Counter[str] = Counter()
    if beside.is_file():
        for text in _strings(json.loads(beside.read_text(encoding="utf-8"))):
            bag |= _bag(text)
    return bag


def _measure(path: Path, settings: Settings, pages: int, *, native: bool) -> _Result | None:
    scans = scans_of(path, settings)[:pages]
    if not scans:
        return None
    labels, ours, plain = _labels(path), Counter[str](), Counter[str]()
    ratios = []
    for number, scan in enumerate(scans, start=1):
        picture = plain_picture(scan, native=native)
        start = time.process_time()
        plain += _bag(" ".join(word.text for word in recognise(picture, settings)))
        middle = time.process_time()
        page = ocr.read_image(
            scan.picture,
            number=number,
            width_pt=scan.width_pt,
            height_pt=scan.height_pt,
            settings=settings,
        )
        ratios.append((time.process_time() - middle) / max(1e-6, middle - start))
        cells = [w for table in page.tables for cell in table.cells for w in cell.words]
        ours += _bag(" ".join(word.text for word in (*page.words, *cells)))
    return _Result(
        ratios=tuple(ratios),
        labelled=labels.total(),
        wrong=(labels - ours).total(),
        wrong_plain=(labels - plain).total(),
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--native", action="store_true", help="plain reading at the scan's own dpi")
    parser.add_argument("--pages", type=int, default=3, help="pages of a document at most")
    options = parser.parse_args()
    settings = Settings()
    recognise(np.full((64, 64), 255, np.uint8), settings)
    results = []
    for folder in (SAMPLES, *options.folders):
        for path in sorted(p for p in folder.iterdir() if p.suffix.lower() in KINDS):
            result = _measure(path, settings, options.pages, native=options.native)
            if result is None:
                continue
            results.append(result)
            print(
                f"{path.stem:32s} CPU x{median(result.ratios):.2f}  missing of "
                f"{result.labelled:4d} labelled words: {result.wrong:3d}, plain "
                f"{result.wrong_plain:3d}",
                flush=True,
            )
    if results:
        ratios = [ratio for result in results for ratio in result.ratios]
        print(
            f"{len(ratios)} pages: CPU x{median(ratios):.2f} (median); missing words "
            f"{sum(r.wrong for r in results)}, plain {sum(r.wrong_plain for r in results)}, of "
            f"{sum(r.labelled for r in results)}"
        )


if __name__ == "__main__":
    main()
