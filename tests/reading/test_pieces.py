"""Glyphs become pieces; what is painted twice is taken once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.glyph_table import Font
from pipeline.reading.glyph_table import Glyph
from pipeline.reading.glyph_table import Glyphs
from pipeline.reading.glyphs import drop_doubles
from pipeline.reading.pieces import cut_pieces

FONT = Font(size_pt=14, bold=False, italic=False, visible=True, angle=0, name="Times")
OTHER = replace(FONT, bold=True)


def glyph(char: str, x: float, *, y: float = 100.0, width: float = 7.0, font: Font = FONT) -> Glyph:
    return Glyph(char, x, x + width, x, x + width, y - 9, y, y, font)


def run(text: str, x: float = 50.0, *, y: float = 100.0, font: Font = FONT) -> list[Glyph]:
    return [glyph(char, x + 7 * index, y=y, font=font) for index, char in enumerate(text)]


@pytest.mark.parametrize(
    ("glyphs", "texts"),
    [
        (run("số 12"), ["số", "12"]),
        (run("số") + run("12", 50 + 14 + 4), ["số", "12"]),  # a gap instead of a blank
        (run("số") + run("12", 50 + 14, font=OTHER), ["số12"]),  # bold is no end of a word
        (run("số") + run("12", y=120), ["số", "12"]),  # the next line
        (run("so\u0302\u0301"), ["số"]),  # marks of their own
        (run("a \u0301b"), ["a", "\u0301b"]),  # a mark behind a blank stands alone
        (run("   "), []),
        ([], []),
    ],
)
def test_pieces_end_at_blanks_gaps_and_lines(glyphs: list[Glyph], texts: list[str]) -> None:
    assert [piece.text for piece in cut_pieces(Glyphs.of(glyphs))] == texts


def test_extent_takes_in_every_letter_and_no_mark() -> None:
    (piece,) = cut_pieces(Glyphs.of([*run("so"), glyph("\u0302", 57, width=90)]))
    assert (piece.x0, piece.x1) == (50, 64)
    assert piece.y1 == pytest.approx(100 + 0.22 * 14)


def test_a_font_that_lies_about_widths_is_measured_by_its_ink() -> None:
    lying = Glyph("M", 50, 500, 50, 60, 91, 100, 100, FONT)
    assert cut_pieces(Glyphs.of([lying]))[0].x1 == 60


def test_letters_of_joined_pieces_spell_both() -> None:
    left, right = cut_pieces(Glyphs.of(run("ủy") + run("ban", 200)))
    left.join(right)
    assert (left.text, left.x0, left.x1) == ("ủyban", 50, 221)


@given(
    st.lists(
        st.tuples(
            st.sampled_from("ab "),
            st.floats(-3, 30),
            st.floats(-3, 12),
            st.sampled_from([4, 14, 40]),
        ),
        max_size=30,
    )
)
def test_doubles_are_the_same_however_they_are_looked_for(
    places: list[tuple[str, float, float, int]],
) -> None:
    glyphs = [glyph(char, x, y=y, font=replace(FONT, size_pt=size)) for char, x, y, size in places]
    kept: list[Glyph] = []
    for one in glyphs:
        near = max(0.3, 0.08 * one.font.size_pt)
        rows = {int(one.baseline - near), int(one.baseline + near)}
        if one.char == " " or not any(
            other.char == one.char
            and abs(other.x0 - one.x0) <= near
            and int(other.baseline) in rows
            for other in kept
        ):
            kept.append(one)
    found = drop_doubles(Glyphs.of(glyphs))
    assert found.rows(0, len(found)) == kept
