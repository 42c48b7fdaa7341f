"""Numbers and days that were written or stamped by hand into the blanks of a letterhead.

In: the picture of page 1, upright, and its words. Out: what stands in the blanks after «Số», «ngày»
and «tháng», each with an honest confidence; None where print stands there, or nothing.

Each blank is looked at several times: with the ink at three levels of darkness, with three slants
taken out, by two readers of single digits, and by tesseract restricted to digits; what the page's
own reading has there is heard too. What fits no number, day or month is no reading. The confidence
comes from how much of the looks' weight the reading has, how likely its digits are and how often
both readers say the same; its scale was set on made letterheads that the model had not seen. It is
held below `SURE` where ink in the blank is left unread, where a longer reading contains it, and
where a zero that the form requires is missing, for these are the signs of a lost digit. A wrong
number passed off as sure is worse than none: a person reads what is left.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from models.folding import strip_accents
from models.geometry import Box
from models.page import Word
from models.settings import Settings
from pipeline.reading.connected import pieces_of
from pipeline.reading.digit_model import load_model
from pipeline.reading.hand_digits import Guess
from pipeline.reading.hand_digits import guess_digits
from pipeline.reading.hand_ink import EM_PX
from pipeline.reading.hand_ink import InkStrip
from pipeline.reading.hand_ink import cut_strip
from pipeline.reading.hand_places import Place
from pipeline.reading.hand_places import find_places
from pipeline.reading.ocr_engine import recognise

__all__ = ["SURE", "DigitReading", "HandwrittenFields", "read_handwritten_fields"]

Picture = npt.NDArray[np.uint8]

# From this confidence on a reading may stand without a person's look.
SURE = 0.6
LEVELS, SHEARS = (0.3, 0.45, 0.6), (0.0, 0.22, 0.42)
MOST_ALTERNATIVES = 5
# A reading below this is no reading worth naming.
LEAST_CONFIDENCE = 0.05
# Print that the page's reading is this sure of, of a digit's printed height, on the base line.
PRINTED_CONFIDENCE = 0.85
PRINTED_HEIGHT_EM, PRINTED_FOOT_EM = (0.58, 0.76), 0.07
# Scores on made letterheads and the confidence they earn: above 0.4 one reading in 200 was wrong,
# below 0.1 one in three. On real letterheads no reading above 0.25 was wrong.
SCORES, CONFIDENCES = (0.0, 0.1, 0.3, 0.6, 1.0), (0.0, 0.25, 0.6, 0.85, 0.98)
# A reading that has less of the looks' weight than all others together is doubted.
LEAST_SHARE = 0.5
# Share of what is missing from a full score that a reader of another kind adds by agreeing.
AGREEMENT = 0.15
# The most that a reading with a sign of error is believed.
DOUBTED = 0.45
# Ink left unread: how much of it, square ems, and how far beyond the blank's ends (coloured) or
# inside of them (black) it is looked for, ems.
LEFT_INK_EM2, OUTSIDE_EM, INSIDE_EM = 0.025, 0.6, 0.08
# Black ink that ends so near behind the print before the blank belongs to it, ems.
EDGE_EM = 0.15
# Ink that reaches this far to both sides of a blank's end runs from print into it, ems.
CROSSING_EM = 0.1
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_NUMBER_RE = re.compile(r"0?[1-9]|[1-9]\d{1,4}")
_DAY_RE = re.compile(r"0?[1-9]|[12]\d|3[01]")
_MONTH_RE = re.compile(r"0?[1-9]|1[0-2]")
_GLUED_RE = re.compile(r"^(?:so|ngay|thang)?\W{0,2}(\d{1,5})(?:nam)?(?:[/\-].{0,80})?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitReading:
    """What stands in one blank.

    Attributes:
        text: The digits as written; leading zeros are kept.
        box: Their extent on the page, points.
        confidence: 0 to 1; from `SURE` on the reading may stand on its own.
        alternatives: Other readings, the likeliest first.
    """

    text: str
    box: Box
    confidence: float
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandwrittenFields:
    """The blanks of a letterhead; None where print stands, or nothing, or nothing was found."""

    number: DigitReading | None = None
    day: DigitReading | None = None
    month: DigitReading | None = None


@dataclass(slots=True, kw_only=True)
class _Votes:
    mass: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    best: dict[str, Guess] = field(default_factory=dict)
    firsts: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))
    looks: int = 0


def read_handwritten_fields(
    image: Picture,
    words: Sequence[Word],
    *,
    page_width_pt: float,
    page_height_pt: float,
    settings: Settings | None = None,
) -> HandwrittenFields:
    """Read the number, the day and the month that were put in by hand on page 1.

    Args:
        image: Page 1, upright, RGB or grey, uint8.
        words: The page's words with boxes in points, as OCR read them.
        page_width_pt: Width of the page, points.
        page_height_pt: Its height, points.
        settings: Where tesseract's data is; the defaults when None.

    Raises:
        OcrUnavailable: If there is something to read and tesseract is not installed.
    """
    settings = settings or Settings()
    places = find_places(words, page_width_pt=page_width_pt, page_height_pt=page_height_pt)

    def read(place: Place | None, form: re.Pattern[str]) -> DigitReading | None:
        if place is None:
            return None
        readings: list[DigitReading | None] = []
        for by_colour in (True, False):
            strip = cut_strip(
                image,
                place,
                page_width_pt=page_width_pt,
                page_height_pt=page_height_pt,
                by_colour=by_colour,
            )
            readings.append(None if strip is None else _read_strip(strip, place, form, settings))
            if strip is None or not strip.coloured or _is_sure(readings[0]):
                break
        return _surer(readings)

    day, month = read(places.day, _DAY_RE), read(places.month, _MONTH_RE)
    day, month = _agree(day, month, places.month)
    return HandwrittenFields(number=read(places.number, _NUMBER_RE), day=day, month=month)


def _is_sure(reading: DigitReading | None) -> bool:
    return reading is not None and reading.confidence >= SURE


def _surer(readings: Sequence[DigitReading | None]) -> DigitReading | None:
    """Return the surer of two readings of one blank; two sure ones never differ here."""
    known = [reading for reading in readings if reading is not None]
    return max(known, key=lambda reading: reading.confidence) if known else None


def _read_strip(
    strip: InkStrip, place: Place, form: re.Pattern[str], settings: Settings
) -> DigitReading | None:
    page_text, page_confidence = _page_reading(place)
    if page_confidence >= PRINTED_CONFIDENCE and form.fullmatch(page_text) and _is_print(strip):
        return None
    votes = _look(strip, form)
    total = sum(votes.mass.values())
    ranked = sorted((t for t in votes.mass if form.fullmatch(t)), key=lambda t: -votes.mass[t])
    if not ranked:
        return None
    text = ranked[0]
    others = {page_text} if page_confidence > 0 else set()
    others |= set(_engine_readings(strip, votes.best[text], settings))
    confidence = _confidence(_score(votes, text, total), text, others)
    guess = votes.best[text]
    if _is_end_of_print(strip, guess):
        return None
    unread = _leaves_ink(strip, guess) or _runs_into_print(strip, guess)
    minor = votes.mass[text] < LEAST_SHARE * total
    torn = _may_lack_digits(text, form, others) or _may_hold_a_slash(text, form, others)
    if unread or minor or torn:
        confidence = min(confidence, DOUBTED)
    if confidence < LEAST_CONFIDENCE:
        return None
    return DigitReading(
        text=text,
        box=strip.to_page(*votes.best[text].span),
        confidence=round(confidence, 3),
        alternatives=tuple(ranked[1 : 1 + MOST_ALTERNATIVES]),
    )


def _look(strip: InkStrip, form: re.Pattern[str]) -> _Votes:
    """Read the strip at every level and slant; gather what comes out."""
    model = load_model()
    votes = _Votes()
    for level in LEVELS:
        for shear in SHEARS:
            first, second, both = guess_digits(strip, model, level=level, shear=shear)
            votes.looks += 1
            for firsts, guesses in zip(votes.firsts, (first, second), strict=True):
                firsts.append(next((g.text for g in guesses if form.fullmatch(g.text)), ""))
            for guess in both:
                votes.mass[guess.text] += guess.score
                known = votes.best.get(guess.text)
                if known is None or guess.score > known.score:
                    votes.best[guess.text] = guess
    return votes


def _score(votes: _Votes, text: str, total: float) -> float:
    """Weigh how the looks and the readers agree on `text`, 0 to 1.

    Three shares are multiplied, so that one of them alone can hold the reading back.
    """
    share = votes.mass[text] / max(total, 1e-9)
    strength = votes.mass[text] / votes.looks
    agreed = min(sum(t == text for t in firsts) / votes.looks for firsts in votes.firsts)
    return float(share * strength**0.5 * agreed**0.5)


def _confidence(score: float, text: str, others: set[str]) -> float:
    """Bring a score onto the scale of confidence; a reader of another kind that agrees adds to it."""
    if text in others and len(text) > 1:
        score += AGREEMENT * (1 - score)
    return float(np.interp(score, SCORES, CONFIDENCES))


def _may_lack_digits(text: str, form: re.Pattern[str], others: set[str]) -> bool:
    """Tell whether a digit may be lost: the forms want 05 for 5, in months 01 and 02 alone."""
    short = text in {"1", "2"} if form is _MONTH_RE else len(text) == 1
    return short or any(len(o) > len(text) and text in o and form.fullmatch(o) for o in others)


def _may_hold_a_slash(text: str, form: re.Pattern[str], others: set[str]) -> bool:
    """Tell whether the last 1 of a number may be the slash of the symbol: another reader saw none."""
    return form is _NUMBER_RE and any(text == f"{other}1" for other in others)


def _leaves_ink(strip: InkStrip, guess: Guess) -> bool:
    """Tell whether ink of a stroke's size stands in the blank outside of the reading."""
    reach = OUTSIDE_EM if strip.coloured else -INSIDE_EM
    left, right = max(0, round(strip.x0 - reach * EM_PX)), round(strip.x1 + reach * EM_PX)
    top, bottom = max(0, round(strip.base - 1.1 * EM_PX)), round(strip.base + 0.2 * EM_PX)
    dark = strip.ink > LEVELS[1]
    grown = EM_PX // 12
    x0, y0, x1, y1 = guess.span
    dark[max(0, y0 - grown) : y1 + grown, max(0, x0 - grown) : x1 + grown] = False
    return int(dark[top:bottom, left : max(left, right)].sum()) > LEFT_INK_EM2 * EM_PX**2


def _is_end_of_print(strip: InkStrip, guess: Guess) -> bool:
    """Tell whether the ink is the last stroke of the word before the blank, the tail of a «y»."""
    return not strip.coloured and guess.span[2] < strip.x0 + EDGE_EM * EM_PX


def _runs_into_print(strip: InkStrip, guess: Guess) -> bool:
    """Tell whether black ink crosses an end of the blank, and the reading leaves it out.

    It may be a digit written over the print, which cannot be told from it.
    """
    if strip.coloured:
        return False
    top, bottom = max(0, round(strip.base - 1.1 * EM_PX)), round(strip.base + 0.2 * EM_PX)
    dark = (strip.ink[top:bottom] > LEVELS[1]).astype(np.uint8)
    stats = pieces_of(dark).stats
    reach = CROSSING_EM * EM_PX
    for x, _y, width, height, _area in stats[1:200]:
        crosses = any(x < end - reach and x + width > end + reach for end in (strip.x0, strip.x1))
        inside = max(x, strip.x0), min(x + width, strip.x1)
        read = inside[0] >= guess.span[0] - reach and inside[1] <= guess.span[2] + reach
        if crosses and not read and height > reach:
            return True
    return False


def _page_reading(place: Place) -> tuple[str, float]:
    """Return the digits that the page's own reading has in the blank, and its confidence."""
    if not place.words:
        return "", 0.0
    match = _GLUED_RE.match(strip_accents("".join(word.text for word in place.words)))
    if match is None:
        return "", 0.0
    return match.group(1), min(word.confidence for word in place.words)


def _is_print(strip: InkStrip) -> bool:
    """Tell whether the blank's ink has the height of printed digits and stands on the base line."""
    if strip.coloured:
        return False
    top, bottom = round(strip.base - 1.2 * EM_PX), round(strip.base + 0.3 * EM_PX)
    part = strip.ink[max(0, top) : bottom, max(0, round(strip.x0)) : max(1, round(strip.x1))] > 0.5
    rows = np.flatnonzero(part.sum(axis=1) > 1)
    if not len(rows):
        return False
    height = (rows[-1] + 1 - rows[0]) / EM_PX
    foot = (max(0, top) + rows[-1] + 1 - strip.base) / EM_PX
    fits = PRINTED_HEIGHT_EM[0] < height < PRINTED_HEIGHT_EM[1]
    return bool(fits and abs(foot) < PRINTED_FOOT_EM)


def _engine_readings(strip: InkStrip, guess: Guess, settings: Settings) -> list[str]:
    """Return what tesseract, restricted to digits, reads in the ink of `guess`."""
    x0, y0, x1, y1 = guess.span
    margin = EM_PX // 8
    crop = strip.ink[max(0, y0 - margin) : y1 + margin, max(0, x0 - margin) : x1 + margin]
    scale = 36 / max(1, y1 - y0)
    small = cv2.resize(255 - 255 * crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    page = np.pad(np.clip(small, 0, 255).astype(np.uint8), 16, constant_values=255)
    readings = []
    for mode in (7, 8):
        read = recognise(page, settings, psm=mode, whitelist="0123456789")
        readings.append("".join(word.text for word in read))
    return [text for text in readings if text]


def _agree(
    day: DigitReading | None, month: DigitReading | None, month_place: Place | None
) -> tuple[DigitReading | None, DigitReading | None]:
    """Doubt a day that its month does not have."""
    month_text = month.text if month is not None else ""
    if month is None and month_place is not None:
        month_text = _page_reading(month_place)[0]
    if day is None or not _MONTH_RE.fullmatch(month_text):
        return day, month
    if int(day.text) <= DAYS[int(month_text) - 1]:
        return day, month
    doubted = replace(day, confidence=min(day.confidence, DOUBTED))
    if month is not None:
        month = replace(month, confidence=min(month.confidence, DOUBTED))
    return doubted, month
