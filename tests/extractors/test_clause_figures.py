"""Figures after «khoản» and «Điều», and codes of procedures: what the form settles, and what it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.clause_figures import figures_of_clauses

SETTLED = [
    ("tại khoản I Điều 5", "tại khoản 1 Điều 5"),
    ("theo Khoản l, khoản 2", "theo Khoản 1, khoản 2"),
    ("khoản ¡ Điều I0", "khoản 1 Điều 10"),
    ("ngày l0 tháng I năm 2025", "ngày 10 tháng 1 năm 2025"),
    ("điểm ¡ khoản 3", "điểm i khoản 3"),
    ("thủ tục I.000511 và l.012258;", "thủ tục 1.000511 và 1.012258;"),
]
AS_READ = [
    "khoản 1 Điều 5",
    # the letter of a point is not known by its form
    "điểm D khoản 2",
    "điểm I khoản 2",
    "chương I và phần II",
    "tháng I/2025 và quý I năm 2025",
    "ngày I",
    # a clause is no number of three letters
    "khoản III",
    "tài khoản ngân hàng",
    # eleven, or a one and a speck
    "khoản I1 Điều 2l.",
    "ngày 1l tháng 5 năm 2025",
    "khoản Ill",
    "I.00051",
    "I. Mục đích",
    "I.0005112",
]


@pytest.mark.parametrize(("read", "wanted"), SETTLED)
def test_the_form_wants_a_figure(read: str, wanted: str) -> None:
    assert " ".join(figures_of_clauses(read.split())) == wanted


@pytest.mark.parametrize("read", AS_READ)
def test_what_the_form_does_not_settle_stays(read: str) -> None:
    assert " ".join(figures_of_clauses(read.split())) == read


@given(st.lists(st.text(max_size=9), max_size=12))
def test_as_many_come_out_as_go_in_and_twice_is_once(texts: list[str]) -> None:
    once = figures_of_clauses(texts)
    assert len(once) == len(texts)
    assert figures_of_clauses(once) == once
