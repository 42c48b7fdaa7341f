"""Tesseract in process: one engine per process and language, words with pixel boxes out.

In: a grey image, black on white. Out: `ReadWord`s in the engine's order. The engine is made when
it is first needed (some 80 ms) and kept; it belongs to the process that made it.
"""

from __future__ import annotations

import ctypes
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from models.settings import Settings
from pipeline.reading.characters import normalise
from pipeline.stopwatch import Phase
from pipeline.stopwatch import timed

__all__ = ["OcrGaveUpError", "OcrUnavailable", "ReadWord", "find_tessdata", "recognise"]

Picture = npt.NDArray[np.uint8]

_ENGINES: dict[tuple[int, str, str], Any] = {}  # tesserocr ships no types
_DEBIAN_PLACES = ("/usr/share/tesseract-ocr", "/usr/share")
_LSTM_ONLY = 1
_PAGE_LIMIT_MS = 120_000
_WHOLE_PAGE = 3
# The engine may give both signs for one stroked D, the letter and the Icelandic eth.
_STROKED_D_RE = re.compile("ĐÐ|ÐĐ")
_TILDE_RE = re.compile(r"^~(?=[^\W\d_])")
# A tilde alone is a dash when it is so much wider than high; else it is a speck.
_DASH = 1.5
# Leptonica's severity above which it writes to stderr; six is above every one it has.
_LEPTONICA_SILENT = 6
WORK_DPI = 200


class OcrUnavailable(RuntimeError):  # noqa: N818 - named for what the user must change
    """Tesseract or its language data is not installed."""


class OcrGaveUpError(Exception):
    """The engine did not finish a whole page within its time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWord:
    """A word as the engine read it.

    Attributes:
        text: NFC with look-alikes folded.
        raw: The characters as read.
        confidence: 0 to 1.
        x0, y0, x1, y1: Its box in pixels of the image that was read.
        line: Line number in the engine's order, from 0.
        row_px: Height of the line from descender to ascender, pixels; 0 when unknown.
        repair: Name of the repair that made `text` of what was read; None where there was none.
    """

    text: str
    raw: str
    confidence: float
    x0: int
    y0: int
    x1: int
    y1: int
    line: int
    row_px: float
    repair: str | None = None

    def moved(self, dx: int, dy: int) -> ReadWord:
        """Return the word of a crop where it stands in the picture that the crop was cut from."""
        box = {"x0": self.x0 + dx, "y0": self.y0 + dy, "x1": self.x1 + dx, "y1": self.y1 + dy}
        return replace(self, **box)  # type: ignore[arg-type]


def find_tessdata(settings: Settings) -> Path:
    """Return the folder that holds the language data.

    Raises:
        OcrUnavailable: If there is none; the message says what to install.
    """
    name = f"{settings.ocr_language}.traineddata"
    for folder in _candidates(settings):
        if (folder / name).is_file():
            return folder
    raise OcrUnavailable(
        f"{name} not found: install tesseract-ocr-{settings.ocr_language}, "
        "or set VANTHU_TESSDATA to the folder that holds it"
    )


def _candidates(settings: Settings) -> Iterator[Path]:
    if settings.tessdata is not None:
        yield settings.tessdata
        return
    prefix = os.environ.get("TESSDATA_PREFIX")
    if prefix:
        yield Path(prefix)
        yield Path(prefix) / "tessdata"
    for place in _DEBIAN_PLACES:
        yield from sorted(Path(place).glob("*/tessdata"), reverse=True)
        yield Path(place) / "tessdata"


def _engine(settings: Settings) -> Any:  # tesserocr ships no types
    folder = find_tessdata(settings)
    key = (os.getpid(), str(folder), settings.ocr_language)
    if key not in _ENGINES:
        try:
            import tesserocr
        except ImportError as error:
            raise OcrUnavailable("the package tesserocr is not installed") from error
        _silence_leptonica(Path(tesserocr.__file__).parent)
        try:
            _ENGINES[key] = tesserocr.PyTessBaseAPI(
                path=f"{folder}/", lang=settings.ocr_language, oem=_LSTM_ONLY
            )
        except RuntimeError as error:
            raise OcrUnavailable(f"tesseract cannot load {settings.ocr_language}") from error
    return _ENGINES[key]


def _silence_leptonica(package: Path) -> None:
    """Keep leptonica from writing to stderr about empty boxes of the page's layout.

    It only ever sees pictures made here, and the engine's own failures are raised or returned. A build
    that keeps the library elsewhere is left as it is.
    """
    for folder in (package.with_name("tesserocr.libs"), package / ".libs"):
        for library in folder.glob("libleptonica*.so*"):
            ctypes.CDLL(str(library)).setMsgSeverity(_LEPTONICA_SILENT)


def recognise(
    image: Picture, settings: Settings, *, psm: int = 3, whitelist: str | None = None
) -> list[ReadWord]:
    """Read `image`, a grey picture, black on white.

    Args:
        image: H×W uint8.
        settings: Language and data folder.
        psm: Tesseract's page segmentation mode: 3 page, 6 block, 7 line, 8 word.
        whitelist: The only characters to be read; None for all.

    Raises:
        OcrUnavailable: If the engine or its data is not installed.
        OcrGaveUpError: If `image` is a page (`psm` 3) that took the engine longer than its limit; a
            region that does gives no words.
    """
    height, width = image.shape
    if height < 4 or width < 4:
        return []
    api = _engine(settings)
    api.SetPageSegMode(psm)
    api.SetVariable("tessedit_char_whitelist", whitelist or "")
    try:
        pixels = np.ascontiguousarray(image)
        api.SetImageBytes(pixels.tobytes(), width, height, 1, width)
        api.SetSourceResolution(WORK_DPI)
        begun = time.monotonic()
        with timed(Phase.OCR):
            if api.Recognize(_PAGE_LIMIT_MS):
                return list(_words(api))
        # It also answers «no» where it sees nothing that could be print, and then at once.
        if psm == _WHOLE_PAGE and time.monotonic() - begun > 0.9 * _PAGE_LIMIT_MS / 1000:
            raise OcrGaveUpError
        return []
    finally:
        api.Clear()


def _words(api: Any) -> Iterator[ReadWord]:  # tesserocr ships no types
    import tesserocr

    level = tesserocr.RIL.WORD
    iterator = api.GetIterator()
    if iterator is None:
        return
    line, row_px = -1, 0.0
    for item in tesserocr.iterate_level(iterator, level):
        if item.IsAtBeginningOf(tesserocr.RIL.TEXTLINE):
            line += 1
            row_px = float(item.RowAttributes()["row_height"])
        if item.Empty(level):
            continue
        box = item.BoundingBox(level)
        raw = _text_of(item, level)
        if box is None or not raw:
            continue
        flat = box[2] - box[0] >= _DASH * (box[3] - box[1])
        yield ReadWord(
            text=normalise("-" if raw == "~" and flat else _as_written(raw)),
            raw=raw,
            confidence=max(0.0, min(1.0, item.Confidence(level) / 100)),
            x0=box[0],
            y0=box[1],
            x1=box[2],
            y1=box[3],
            line=max(line, 0),
            row_px=row_px,
        )


def _as_written(raw: str) -> str:
    """Return the word without what nobody sets: «Đ» in both of its signs, a tilde for the dash before it.

    Example:
        >>> _as_written("TGĐÐ"), _as_written("~UBND"), _as_written("~"), _as_written("~5")
        ('TGĐ', '-UBND', '~', '~5')
    """
    return _TILDE_RE.sub("-", _STROKED_D_RE.sub("Đ", raw))


def _text_of(item: Any, level: int) -> str:
    """Return the word; bytes that are no UTF-8 become marks of replacement, and cost no page."""
    try:
        text = str(item.GetUTF8Text(level))
    except UnicodeDecodeError as error:
        text = error.object.decode("utf-8", "replace")
    return text.strip()
