"""Made letterheads with a number, a day and a month put into their blanks by pen or by stamp.

In: a seeded random generator. Out: `MadeLetterhead`s: a picture as scanned, the words as a page
reading would have them (with the usual faults where ink runs into print), and what was written.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image
from PIL import ImageDraw
from PIL import ImageFont

from benchmarks.made_digits import FONT_FOLDERS
from benchmarks.made_digits import draw_pen_digit
from benchmarks.made_digits import draw_stamp_digit
from models.geometry import Box
from models.page import Word

__all__ = ["MadeLetterhead", "make_letterhead"]

WIDTH_PT, HEIGHT_PT = 595.0, 260.0
SYMBOLS = ("/QĐ-UBND", "/BC-SNV", "/TB-VP", "-CV/ĐU", "-QĐ/TU", "/UBND-KT", "/KH-BCĐ", "/GM-UBND")
INKS = (
    ((30, 60, 170), 0.45),  # blue pen
    ((20, 20, 25), 0.3),  # black pen
    ((70, 40, 140), 0.1),  # violet stamp
    ((110, 110, 115), 0.15),  # pencil, pale pen
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeLetterhead:
    """A made page top.

    Attributes:
        image: H×W×3 or H×W, uint8.
        words: As read from the page, with boxes in points.
        number, day, month: What was written; month is None where it is printed.
    """

    image: npt.NDArray[np.uint8]
    words: tuple[Word, ...]
    number: str
    day: str
    month: str | None


@dataclass(slots=True)
class _Sheet:
    picture: npt.NDArray[np.float32]
    px_per_pt: float
    rng: np.random.Generator
    words: list[Word]

    def font(self, em_pt: float, *, italic: bool) -> ImageFont.FreeTypeFont:
        name = "LiberationSerif-Italic.ttf" if italic else "LiberationSerif-Regular.ttf"
        path = next(p for f in FONT_FOLDERS if (p := Path(f) / name).exists())
        return ImageFont.truetype(str(path), max(6, round(em_pt * self.px_per_pt)))

    def put(
        self,
        text: str,
        x_pt: float,
        base_pt: float,
        em_pt: float,
        *,
        italic: bool = False,
        known: bool = True,
    ) -> float:
        """Print `text` and note its word; return where it ends, points."""
        font = self.font(em_pt, italic=italic)
        layer = Image.new("L", (self.picture.shape[1], self.picture.shape[0]), 0)
        at = (x_pt * self.px_per_pt, base_pt * self.px_per_pt)
        draw = ImageDraw.Draw(layer)
        draw.text(at, text, fill=255, font=font, anchor="ls")
        ink = np.asarray(layer, np.float32)[:, :, None] / 255
        self.picture *= 1 - 0.88 * ink
        x0, y0, x1, y1 = (
            v / self.px_per_pt for v in draw.textbbox(at, text, font=font, anchor="ls")
        )
        if known:
            self.words.append(
                Word(text=text, box=Box(x0, y0, x1, y1), confidence=0.95, size_pt=em_pt, ocr=True)
            )
        return x1

    def write(
        self,
        text: str,
        x0_pt: float,
        x1_pt: float,
        base_pt: float,
        em_pt: float,
        ink: tuple[int, int, int],
        *,
        stamp: bool,
    ) -> Box:
        """Write `text` between `x0_pt` and `x1_pt`; return the ink's box."""
        rng, em = self.rng, em_pt * self.px_per_pt
        height = rng.uniform(0.62, 1.05) * em
        pen, slant = rng.uniform(0.05, 0.15), rng.uniform(-0.1, 0.45)
        glyphs = []
        for character in text:
            own = max(6, round(height * rng.uniform(0.88, 1.12)))
            digit = int(character)
            glyphs.append(
                draw_stamp_digit(digit, rng, height=own)
                if stamp
                else draw_pen_digit(digit, rng, height=own, pen=pen, slant=slant)
            )
        gap = rng.uniform(-0.05, 0.22) * em
        total = sum(g.shape[1] for g in glyphs) + gap * (len(glyphs) - 1)
        room = (x1_pt - x0_pt) * self.px_per_pt
        x = x0_pt * self.px_per_pt + (room - total) * rng.uniform(0.25, 0.75)
        base = base_pt * self.px_per_pt + rng.normal(-0.05, 0.12) * em
        drift = rng.normal(0, 0.06)
        start, top, bottom = x, 1e9, 0.0
        shade = np.array(ink, np.float32) / 255
        for glyph in glyphs:
            y = base + drift * (x - start) + rng.normal(0, 0.04) * em - glyph.shape[0]
            self._ink(glyph, round(x), round(y), shade)
            top, bottom = min(top, y), max(bottom, y + glyph.shape[0])
            x += glyph.shape[1] + gap + rng.normal(0, 0.03) * em
        k = self.px_per_pt
        return Box(start / k, top / k, max(start + 1, x - gap) / k, bottom / k)

    def _ink(
        self, glyph: npt.NDArray[np.float32], x: int, y: int, shade: npt.NDArray[np.float32]
    ) -> None:
        height, width = self.picture.shape[:2]
        x0, y0 = max(0, x), max(0, y)
        x1, y1 = min(width, x + glyph.shape[1]), min(height, y + glyph.shape[0])
        if x1 <= x0 or y1 <= y0:
            return
        part = glyph[y0 - y : y1 - y, x0 - x : x1 - x, None]
        place = self.picture[y0:y1, x0:x1]
        place *= 1 - part * (1 - shade)


def make_letterhead(rng: np.random.Generator) -> MadeLetterhead:
    """Return one made letterhead."""
    dpi = float(rng.choice([110, 150, 200, 200, 300]))
    k = dpi / 72
    picture = np.full(
        (round(HEIGHT_PT * k), round(WIDTH_PT * k), 3), rng.uniform(0.88, 1.0), np.float32
    )
    sheet = _Sheet(picture, k, rng, [])
    em = float(rng.uniform(12.5, 14.2))
    ink, stamp = _pick_ink(rng), bool(rng.random() < 0.15)
    base = float(rng.uniform(90, 130))
    number = str(int(10 ** rng.uniform(0.3, 3.99)))
    number = f"0{number}" if len(number) == 1 else number
    _number_line(sheet, number, em, base, ink, stamp=stamp)
    day = f"{rng.integers(1, 32):02d}"
    month = f"{rng.integers(1, 13)}" if rng.random() < 0.5 else None
    if month is not None and rng.random() < 0.5:
        month = month.zfill(2)
    _date_line(sheet, day, month, em, base, ink, stamp=stamp)
    return MadeLetterhead(
        image=_scan(sheet.picture, rng),
        words=tuple(sheet.words),
        number=number,
        day=day,
        month=month,
    )


def _pick_ink(rng: np.random.Generator) -> tuple[int, int, int]:
    index = rng.choice(len(INKS), p=[share for _, share in INKS])
    r, g, b = (int(np.clip(c + rng.integers(-20, 21), 0, 190)) for c in INKS[index][0])
    return r, g, b


def _number_line(
    sheet: _Sheet, number: str, em: float, base: float, ink: tuple[int, int, int], *, stamp: bool
) -> None:
    rng = sheet.rng
    party = bool(rng.random() < 0.3)
    end = sheet.put("Số" if party else "Số:", float(rng.uniform(60, 110)), base, em)
    room = em * (0.5 * len(number) + rng.uniform(0.6, 2.0))
    symbols = [s for s in SYMBOLS if s.startswith("-") == party]
    symbol = str(rng.choice(symbols))
    sheet.put(symbol, end + room, base, em)
    written = sheet.write(number, end, end + room, base, em, ink, stamp=stamp)
    last = sheet.words[-1]
    if written.x1 > end + room - 0.15 * em and last.box is not None and rng.random() < 0.5:
        # The page's reading took number and symbol for one word.
        sheet.words[-1] = Word(
            text=f"{_misread(number, rng)}{symbol}",
            ocr=True,
            confidence=0.5,
            size_pt=em,
            box=Box(written.x0, last.box.y0, last.box.x1, last.box.y1),
        )
    elif rng.random() < 0.7:
        sheet.words.append(Word(text=_misread(number, rng), box=written, confidence=0.5, ocr=True))


def _date_line(
    sheet: _Sheet,
    day: str,
    month: str | None,
    em: float,
    base: float,
    ink: tuple[int, int, int],
    *,
    stamp: bool,
) -> None:
    rng = sheet.rng
    base += float(rng.uniform(-6, 6))
    sheet.put("Hà", float(rng.uniform(300, 330)), base, em, italic=True)
    end = sheet.put("Nội,", 345, base, em, italic=True)
    end = sheet.put("ngày", end + 0.25 * em, base, em, italic=True)
    at = len(sheet.words) - 1
    room = em * rng.uniform(1.1, 2.2)
    sheet.put("tháng", end + room, base, em, italic=True)
    written = sheet.write(day, end, end + room, base, em, ink, stamp=stamp)
    word = sheet.words[at]
    if written.x0 < end + 0.1 * em and word.box is not None and rng.random() < 0.6:
        sheet.words[at] = Word(
            text=f"ngày{_misread(day, rng)}",
            ocr=True,
            confidence=0.4,
            size_pt=em,
            box=Box(word.box.x0, word.box.y0, max(word.box.x1, written.x1), word.box.y1),
        )
    last = sheet.words[-1].box
    end = last.x1 if last is not None else end
    if month is None:
        end = sheet.put(f"{rng.integers(1, 13):02d}", end + 0.25 * em, base, em, italic=True)
        room = 0.25 * em
    else:
        room = em * rng.uniform(0.9, 1.8)
        sheet.write(month, end, end + room, base, em, ink, stamp=stamp)
    end = sheet.put("năm", end + room, base, em, italic=True)
    sheet.put("2025", end + 0.25 * em, base, em, italic=True)


def _misread(text: str, rng: np.random.Generator) -> str:
    """Return `text` as a reader of print reads handwriting: now and then right."""
    if rng.random() < 0.4:
        return text
    return "".join(str(rng.choice(list("0123456789†/)Ál$T"))) for _ in text)


def _scan(picture: npt.NDArray[np.float32], rng: np.random.Generator) -> npt.NDArray[np.uint8]:
    soft = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.3, 0.9))
    noisy = soft * 255 + rng.normal(0, rng.uniform(0, 7), soft.shape).astype(np.float32)
    image = np.clip(noisy, 0, 255).astype(np.uint8)
    if rng.random() < 0.25:
        image = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(35, 95))]
    ok, data = cv2.imencode(".jpg", image[:, :, ::-1] if image.ndim == 3 else image, quality)
    if not ok:
        return np.asarray(image, np.uint8)
    back = cv2.imdecode(data, cv2.IMREAD_COLOR if image.ndim == 3 else cv2.IMREAD_GRAYSCALE)
    return np.ascontiguousarray(back[:, :, ::-1] if back.ndim == 3 else back)
