"""Symbols whose figures and letters a scan took for one another come out as they are printed."""

from __future__ import annotations

import pytest

from extractors.symbols import find_symbols


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Nghị quyết số 957/NQ-UBTVQHI13 ngày", "957/NQ-UBTVQH13"),
        ("Pháp lệnh số 28/2005/PL-UBTVQHII ngày", "28/2005/PL-UBTVQH11"),
        ("Luật số 64/2020/QHI4 ngày", "64/2020/QH14"),
        ("Công văn số 847/UBND-VXI1 ngày", "847/UBND-VX1"),
        ("Tờ trình số 16/TTIr-UBND ngày", "16/TTr-UBND"),
        ("Tờ trình số 41/TIr-BXD ngày", "41/TTr-BXD"),
        # as printed: a term, a unit with a figure, units that end in I
        ("Luật số 64/2020/QH14 ngày", "64/2020/QH14"),
        ("Công văn số 847/UBND-VX1 ngày", "847/UBND-VX1"),
        ("Công văn số 12/SVHTTDL-PHI ngày", "12/SVHTTDL-PHI"),
        ("Quyết định số 9/QĐ-C06 ngày", "9/QĐ-C06"),
    ],
)
def test_strokes_become_figures_only_where_a_figure_stands(text: str, whole: str) -> None:
    assert [match.whole for match in find_symbols(text)] == [whole]
