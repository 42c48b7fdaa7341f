"""Signatures under a seal: what the form gives back, and what it must leave alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.signature import find_signatures
from models.layout import Layout
from models.layout import ZoneKind
from tests.extractors.layouts import Block
from tests.extractors.layouts import a_layout


def signed(*lines: str, ocr: bool = True) -> Layout:
    layout = a_layout(Block(ZoneKind.SIGNATURE, lines))
    return replace(layout, anchors=tuple(replace(a, ocr=ocr) for a in layout.anchors))


@pytest.mark.parametrize(
    ("lines", "authority", "positions"),
    [
        (("KT. CHỦ TỊCH", "CHỦ TỊCH"), "KT. CHỦ TỊCH", ["PHÓ CHỦ TỊCH"]),
        (("KT. CHỦ TỊCH", "CHÚ TỊCH"), "KT. CHỦ TỊCH", ["PHÓ CHÚ TỊCH"]),
        (("KT, CỤC TRƯỞNG", "tia CỤC TRƯỞNG"), "KT. CỤC TRƯỞNG", ["PHÓ CỤC TRƯỞNG"]),
        (
            ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "CHÁNH VĂN PHÒNG"),
            "TL. CHỦ TỊCH",
            ["KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"],
        ),
        # one of two offices of the superior
        (
            ("KT. BỘ TRƯỞNG, CHỦ NHIỆM", "CHỦ NHIỆM"),
            "KT. BỘ TRƯỞNG, CHỦ NHIỆM",
            ["PHÓ CHỦ NHIỆM"],
        ),
        # a letter of a known position read wrongly, a full stop as a comma
        (("KT. CHỦ NHIỆM", "PHÓ CHỦ NHIÊN"), "KT. CHỦ NHIỆM", ["PHÓ CHỦ NHIỆM"]),
        (
            ("TM. ỦY BAN NHÂN DÂN", "KT,CHU TỊCH", "PHÓ CHỦ TỊCH"),
            "TM. ỦY BAN NHÂN DÂN",
            ["KT.CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        ),
        # another office of the same length is as near
        (("TM. ĐẢNG ỦY", "PHÓ TRƯỞNG BAN"), "TM. ĐẢNG ỦY", ["PHÓ TRƯỞNG BAN"]),
        # nothing was covered, or it cannot be told
        (("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "KT. CHỦ TỊCH", ["PHÓ CHỦ TỊCH"]),
        (("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"), "KT. BỘ TRƯỞNG", ["THỨ TRƯỞNG"]),
        (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "TM. ỦY BAN NHÂN DÂN", ["CHỦ TỊCH"]),
    ],
)
def test_a_deputy_keeps_the_word_that_the_seal_covered(
    lines: tuple[str, ...], authority: str, positions: list[str]
) -> None:
    (found,) = find_signatures(signed(*lines, "Lê Văn Bình"))
    assert found.authority
    assert found.authority.value == authority
    assert [p.value for p in found.positions] == positions


@pytest.mark.parametrize(
    ("lines", "authority"),
    [
        (("KT. BỘ TRƯỞNG, CHỦ NHIỆM", "VPCP"), "KT. BỘ TRƯỞNG, CHỦ NHIỆM VPCP"),
        (("TM. ỦY BAN NHÂN DÂN HUYỆN BA", "BỂ"), "TM. ỦY BAN NHÂN DÂN HUYỆN BA BỂ"),
        (("KT. CHỦ TỊCH", "CON"), "KT. CHỦ TỊCH"),
    ],
)
def test_one_short_word_goes_on_with_a_long_line_only(
    lines: tuple[str, ...], authority: str
) -> None:
    (found,) = find_signatures(signed(*lines, "PHÓ CHÁNH ÁN", "Lê Văn Bình", ocr=False))
    assert found.authority
    assert found.authority.value == authority


def test_print_is_never_completed() -> None:
    (found,) = find_signatures(signed("KT. CHỦ TỊCH", "CHỦ TỊCH", "Lê Văn Bình", ocr=False))
    assert [p.value for p in found.positions] == ["CHỦ TỊCH"]
    assert found.positions[0].repairs == []


def test_what_is_completed_says_so_and_is_less_sure() -> None:
    (found,) = find_signatures(signed("KT. CHỦ TỊCH", "CHỦ TỊCH", "Lê Văn Bình"))
    assert found.positions[0].repairs == ["signature.deputy"]
    assert found.positions[0].confidence <= 0.85


@pytest.mark.parametrize(("name", "sure"), [("Lê Văn Bình", True), ("Văn Bình", False)])
def test_a_name_that_may_have_lost_its_first_syllable_is_unsure(name: str, sure: bool) -> None:
    (found,) = find_signatures(signed("GIÁM ĐỐC", name))
    assert found.name
    assert (found.name.confidence > 0.6) is sure
