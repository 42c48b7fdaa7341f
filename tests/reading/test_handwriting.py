"""Numbers and days written by hand: where they stand, what is read, what is left to a person."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.made_digits import draw_pen_digit
from benchmarks.made_letterheads import make_letterhead
from models.geometry import Box
from models.page import Word
from pipeline.reading import handwriting
from pipeline.reading.digit_model import load_model
from pipeline.reading.hand_digits import guess_digits
from pipeline.reading.hand_ink import EM_PX
from pipeline.reading.hand_ink import InkStrip
from pipeline.reading.hand_ink import cut_strip
from pipeline.reading.hand_places import Place
from pipeline.reading.hand_places import find_places
from pipeline.reading.handwriting import SURE
from pipeline.reading.handwriting import HandwrittenFields
from pipeline.reading.handwriting import read_handwritten_fields

WIDTH, HEIGHT = 595.0, 842.0


def word(text, x0, x1, y0=100.0, y1=110.0, confidence=0.95):
    return Word(text=text, box=Box(x0, y0, x1, y1), confidence=confidence, size_pt=14, ocr=True)


def places(*words):
    return find_places(words, page_width_pt=WIDTH, page_height_pt=HEIGHT)


# Text of the number's line with x0 and x1 of each word; where the blank ends; is that seen?
NUMBER_LINES = [
    # State form, the blank left free by the reader
    ([("Số:", 90, 108), ("/QĐ-UBND", 150, 215)], (108, 150), True),
    # something read in the blank
    ([("Số:", 90, 108), ("23†", 112, 140), ("/QĐ-UBND", 150, 215)], (108, 150), True),
    # Party form: no colon, a hyphen
    ([("Số", 90, 103), ("-CV/TU", 150, 200)], (103, 150), True),
    # number and symbol read as one word: the end is an estimate
    ([("Số:", 90, 108), ("9É0/GM-UBND", 115, 215)], (108, 140), False),
    # «Số» hidden by a stamp
    ([("/BCT-ATMT", 175, 240)], (130, 175), False),
]


@pytest.mark.parametrize(("line", "ends", "firm"), NUMBER_LINES)
def test_the_blank_of_the_number(line, ends, firm):
    place = places(*(word(*item) for item in line)).number
    assert place is not None
    assert place.x0 == pytest.approx(ends[0], abs=8)
    assert place.x1 == pytest.approx(ends[1], abs=12)
    assert place.firm is firm


@pytest.mark.parametrize(
    "line",
    [
        # a cited symbol in running text
        [("Nghị", 90, 110), ("quyết", 115, 140), ("số", 145, 155), ("42/NQ-CP", 160, 200)],
        # no symbol on the line
        [("Số:", 90, 108), ("lượng", 112, 140)],
        # a name that only begins like «Số»
        [("Sở", 90, 104), ("Tài", 110, 125)],
        # the right column
        [("Số:", 400, 418), ("/QĐ-UBND", 460, 525)],
        [],
    ],
)
def test_no_blank_of_a_number(line):
    assert places(*(word(*item) for item in line)).number is None


def test_a_number_low_on_the_page_is_none():
    low = [word("Số:", 90, 108, 500, 510), word("/QĐ-UBND", 150, 215, 500, 510)]
    assert places(*low).number is None


DATE_LINES = [
    ([("ngày", 350, 377), ("tháng", 400, 431), ("02", 435, 447), ("năm", 455, 479)], (377, 400)),
    # ink has run into the printed word
    ([("ngày25", 350, 391), ("tháng", 396, 427), ("năm", 450, 474)], (377, 396)),
    ([("ngày§)", 350, 391), ("tháng4", 396, 435), ("năm", 440, 464)], (377, 396)),
]


@pytest.mark.parametrize(("line", "ends"), DATE_LINES)
def test_the_blank_of_the_day(line, ends):
    day = places(*(word(*item) for item in line)).day
    assert day is not None
    assert (day.x0, day.x1) == pytest.approx(ends, abs=3)


def test_the_blank_of_the_month_ends_where_nam_begins_though_read_as_one():
    month = places(word("ngày", 350, 377), word("tháng", 404, 435), word("I0năm", 439, 475)).month
    assert month is not None
    assert month.x1 == pytest.approx(451, abs=3)


@pytest.mark.parametrize(
    "line",
    [
        [("tháng", 400, 431)],
        # a period of time in the left column
        [("ngày", 60, 87), ("tháng", 95, 126), ("năm", 135, 158)],
        # no room between the words
        [("ngày", 350, 377), ("tháng", 378, 409)],
    ],
)
def test_no_blank_of_a_day(line):
    assert places(*(word(*item) for item in line)).day is None


def test_words_without_boxes_are_passed_over():
    assert places(Word(text="Số:"), Word(text="ngày")).number is None


def a_page(text="", *, ink=(30, 60, 170), seed=1, height_em=0.85):
    """Return a white page with «Số: … /QĐ-UBND» and `text` written by a pen in its blank."""
    rng = np.random.default_rng(seed)
    k = 200 / 72
    image = np.full((round(300 * k), round(WIDTH * k), 3), 250, np.uint8)
    x = 114 * k
    for character in text:
        glyph = draw_pen_digit(
            int(character), rng, height=round(height_em * 14 * k), pen=0.09, slant=0.1
        )
        y = round(110 * k) - glyph.shape[0]
        place = image[y : y + glyph.shape[0], round(x) : round(x) + glyph.shape[1]]
        part = glyph[:, :, None]
        place[:] = (place * (1 - part) + np.array(ink) * part).astype(np.uint8)
        x += glyph.shape[1] + 5
    words = (word("Số:", 90, 108), word("/QĐ-UBND", 170, 235))
    return image, words


def read(image, words):
    height = image.shape[0] * WIDTH / image.shape[1]
    return read_handwritten_fields(image, words, page_width_pt=WIDTH, page_height_pt=height)


@pytest.mark.parametrize("ink", [(30, 60, 170), (20, 20, 25), (95, 50, 150), (120, 120, 125)])
def test_reads_a_number_whatever_the_ink(ink):
    number = read(*a_page("2038", ink=ink, seed=6)).number
    assert number is not None
    assert number.text == "2038"
    assert number.confidence >= SURE
    assert number.box.x0 > 108
    assert number.box.x1 < 172


def test_a_grey_page_is_read_too():
    image, words = a_page("2038", ink=(40, 40, 40), seed=6)
    number = read(np.ascontiguousarray(image[:, :, 0]), words).number
    assert number is not None
    assert number.text == "2038"


def test_an_empty_blank_gives_nothing():
    assert read(*a_page("")) == HandwrittenFields()


def test_a_page_without_words_gives_nothing():
    image, _ = a_page("12")
    assert read(image, ()) == HandwrittenFields()


def test_a_lone_digit_is_never_sure_for_the_form_wants_a_zero_before_it():
    number = read(*a_page("7")).number
    assert number is None or number.confidence < SURE


def test_a_scribble_is_never_sure():
    image, words = a_page("")
    rng = np.random.default_rng(2)
    k = 200 / 72
    image[round(98 * k) : round(110 * k), round(115 * k) : round(160 * k)] = (
        rng.random((round(110 * k) - round(98 * k), round(160 * k) - round(115 * k), 1)) * 255
    ).astype(np.uint8)
    number = read(image, words).number
    assert number is None or number.confidence < SURE


@pytest.mark.parametrize("shape", [(2, 2, 3), (40, 40), (3000, 8, 3)])
def test_hostile_pictures_give_nothing(shape):
    image = np.zeros(shape, np.uint8)
    found = read_handwritten_fields(
        image, a_page("")[1], page_width_pt=WIDTH, page_height_pt=HEIGHT
    )
    assert found == HandwrittenFields()


def test_the_same_page_gives_the_same_reading():
    page = a_page("417", seed=11)
    assert read(*page) == read(*page)


def test_print_over_the_line_is_not_taken_for_the_entry():
    image, words = a_page("", ink=(20, 20, 25))
    k = 200 / 72
    image[round(88 * k) : round(89 * k), round(80 * k) : round(240 * k)] = 0
    assert read(image, words).number is None


def test_coloured_ink_is_told_from_print():
    image, _ = a_page("52")
    k = 200 / 72
    image[round(99 * k) : round(110 * k), round(150 * k) : round(154 * k)] = 15
    place = Place(x0=108, x1=170, base=110, em=14)
    strip = cut_strip(image, place, page_width_pt=WIDTH, page_height_pt=300)
    assert strip is not None
    assert strip.coloured
    columns = slice(round(strip.x0 + 43 / 14 * EM_PX), round(strip.x0 + 45 / 14 * EM_PX))
    assert strip.ink[:, columns].max() < 0.3


def test_no_ink_no_guesses():
    strip = InkStrip(
        ink=np.zeros((160, 300), np.float32),
        coloured=False,
        x0=50,
        x1=250,
        base=110,
        left_pt=0,
        top_pt=0,
        pt_per_px=0.2,
        sharp=40,
    )
    assert guess_digits(strip, load_model(), level=0.45, shear=0.0) == ((), (), ())


@pytest.mark.slow
def test_made_letterheads_are_mostly_read_and_what_is_sure_is_right():
    rng = np.random.default_rng(314)
    sure = right = wrong_and_sure = total = 0
    for _ in range(12):
        made = make_letterhead(rng)
        found = read(made.image, made.words)
        for reading, true in ((found.number, made.number), (found.day, made.day)):
            total += 1
            if reading is None:
                continue
            right += reading.text == true
            sure += reading.confidence >= SURE
            wrong_and_sure += reading.confidence >= SURE and reading.text != true
    assert right >= 0.75 * total
    assert sure >= 0.5 * total
    assert wrong_and_sure == 0


@pytest.mark.parametrize(
    ("text", "others", "doubted"),
    [
        ("5261", {"526"}, True),
        ("5261", {"5261"}, False),
        ("5267", {"526"}, False),
        ("526", {"5261"}, False),
    ],
)
def test_a_last_one_that_another_reader_did_not_see_may_be_the_slash(
    text: str, others: set[str], doubted: bool
) -> None:
    form = handwriting._NUMBER_RE
    assert handwriting._may_hold_a_slash(text, form, others) is doubted
    assert not handwriting._may_hold_a_slash(text, handwriting._DAY_RE, others)
