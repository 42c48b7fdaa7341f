"""The row that counts a table's columns, read well or badly."""

from __future__ import annotations

import pytest

from extractors.table_grid import GridRow
from extractors.table_grid import Slot
from extractors.table_header import is_number_row


def row(*texts: str) -> GridRow:
    return GridRow(slots=tuple(Slot(text=text) for text in texts), pages=(1,))


COUNTING = [
    ("1", "2", "3"),
    ("(1)", "(2)", "(3)", "(4)"),
    ("A", "B", "1", "2"),
    ("", "1", "2", "3"),
    # a scan misread a figure or two of many
    ("1", "2", "3", "4", "S", "6", "7", "8"),
    ("1", "2", "3", "", "5", "6", "7", "8", "9", "10", "ll", "12", "13"),
    ("(1)", "(2)", "(3)", "(4)", "(5", "G)", "(7)"),
]
OTHER = [
    ("1", "2"),
    ("1", "Rà soát biểu mẫu", "3"),
    # numbers of a row that stand in no order of columns
    ("1", "120", "80", "200", "15", "7"),
    ("1", "x", "x", "x", "x", "x", "x"),
    # too many misread
    ("1", "2", "S", "A", "S", "G", "7", "B"),
    # a text among the numbers
    ("1", "2", "3", "4", "5", "6", "tháng 9"),
    ("", "", "", "", "", "", ""),
]


@pytest.mark.parametrize("texts", COUNTING)
def test_a_row_that_counts_the_columns(texts: tuple[str, ...]) -> None:
    assert is_number_row(row(*texts))


@pytest.mark.parametrize("texts", OTHER)
def test_a_row_that_does_not(texts: tuple[str, ...]) -> None:
    assert not is_number_row(row(*texts))


BADLY_READ = [
    ("q)", "(2)", "(3)", "(4)", "@®)", "(6)"),
    ("q@)", "@)", "(3)", "4)", "", "(6)"),
    ("@)", "(2)", "G)", "4", "", "(6)"),
    ("", "(2)", "(3)", "(4)"),
    ("q)", "(2)", "(3=@4*@)", "(4)", "G)", "(6)"),
    ("", "(2)", "(3)=4+G®)", "(4)", "", "(6)"),
]
OTHER_BRACKETS = [
    # letters of items, numbers of another order, a text, too few that are right
    ("a)", "c)", "b)", "d)"),
    ("(5)", "(6)", "(7)", "(8)"),
    ("(1)", "(2)", "(3)", "(tháng 9)"),
    # the sum of another column
    ("(1)", "(2)", "(5)=(4)+(6)", "(4)"),
    ("q)", "@)", "(3)", "G)"),
    ("(1)", "", "", "(4)"),
    ("2", "(2)", "15", "(4)"),
]


def scanned(*texts: str) -> GridRow:
    return GridRow(slots=tuple(Slot(text=text, ocr=True) for text in texts), pages=(1,))


@pytest.mark.parametrize("texts", BADLY_READ)
def test_brackets_that_a_scan_misread_count_the_columns(texts: tuple[str, ...]) -> None:
    assert is_number_row(scanned(*texts))
    assert not is_number_row(row(*texts)) or texts[0] == ""


@pytest.mark.parametrize("texts", OTHER_BRACKETS)
def test_brackets_of_another_kind_do_not(texts: tuple[str, ...]) -> None:
    assert not is_number_row(scanned(*texts))
