"""Symbols of documents: the forms, their look-alikes, their damages."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.rules import System
from extractors.rules import document_types
from extractors.rules import symbol_rules
from extractors.symbols import find_blank_symbol
from extractors.symbols import find_blank_symbols
from extractors.symbols import find_symbols
from extractors.symbols import parse_symbol
from extractors.symbols import type_name

EXAMPLES = Path(__file__).parents[3] / "shared" / "domain" / "symbols_examples.csv"

PARSED = [
    # text, number, year, code, body, whole, system
    ("Số 1021 -CV/TU", "1021", None, "CV", "TU", "1021-CV/TU", "party"),
    ("số 3294-CV/VPTW/nb", "3294", None, "CV", "VPTW/nb", "3294-CV/VPTW/nb", "party"),
    ("số 05-QC/BTCTU-BNCTU", "05", None, "QC", "BTCTU-BNCTU", "05-QC/BTCTU-BNCTU", "party"),
    ("264a-CV/ĐU", "264a", None, "CV", "ĐU", "264a-CV/ĐU", "party"),
    ("số 06-Ctr/TU", "06", None, "CTr", "TU", "06-Ctr/TU", "party"),
    ("số 45/2021/NĐ-CP", "45", "2021", "NĐ", "CP", "45/2021/NĐ-CP", "state"),
    ("26/21/NĐ-CP", "26", "2021", "NĐ", "CP", "26/21/NĐ-CP", "state"),
    ("Luật số: 33/2024/QH15", "33", "2024", None, "QH15", "33/2024/QH15", "state"),
    ("Số: 193 /UBND-KT", "193", None, None, "UBND-KT", "193/UBND-KT", "state"),
    ("6078/CT-KTT3", "6078", None, None, "CT-KTT3", "6078/CT-KTT3", "state"),
    ("05/CT-UBND", "05", None, "CT", "UBND", "05/CT-UBND", "state"),
    ("số 39/QĐ-VPTW", "39", None, "QĐ", "VPTW", "39/QĐ-VPTW", "party"),
    ("Số: 367 - QĐ/TWĐTN-VP", "367", None, "QĐ", "TWĐTN-VP", "367-QĐ/TWĐTN-VP", "mass"),
    ("477/MTTQ-BTT", "477", None, None, "MTTQ-BTT", "477/MTTQ-BTT", "mass"),
    ("226- KL/TW", "226", None, "KL", "TW", "226-KL/TW", "party"),
    ("706/QĐ- UBND, ngày", "706", None, "QĐ", "UBND", "706/QĐ-UBND", "state"),
]
LOOK_ALIKES = [
    "dự kiến có 14/20 chỉ tiêu và 06/20 chỉ tiêu",
    "nhiệm kỳ 2020 - 2025",
    "ngày 17/02/2023 và 01-10-1997",
    "điện thoại 024-3825-1234",
    "tốc độ 60 km/h, và/hoặc 5/ha",
    "mã thủ tục 1.005143/thủ tục",
    "bảo vệ 24/24 giờ, 24/24h",
    "năm 2025 KH/TU",
    "giải thưởng 3/Hội thi",
    "khóa XVII, khóa QH15",
]


@pytest.mark.parametrize(("text", "number", "year", "code", "body", "whole", "system"), PARSED)
def test_parts_are_read(
    text: str, number: str, year: str | None, code: str | None, body: str, whole: str, system: str
) -> None:
    match = parse_symbol(text)
    assert match is not None
    assert (match.number, match.year, match.type_code, match.body) == (number, year, code, body)
    assert match.whole == whole
    assert match.system == System(system)
    assert match.number + match.whole[len(match.number)] + match.symbol == match.whole


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_look_alikes_are_no_symbols(text: str) -> None:
    assert find_symbols(text) == []


@pytest.mark.parametrize("form", symbol_rules().form, ids=lambda form: form.name)
def test_examples_of_the_table(form) -> None:
    for example in form.matches:
        assert [match.whole for match in find_symbols(example.text)] == [example.gives]
    for text in form.rejects:
        assert find_symbols(text) == [], text


@pytest.mark.parametrize(
    "row", [row for row in document_types() if row.code], ids=lambda row: f"{row.system}-{row.code}"
)
def test_every_code_is_read_in_its_symbols(row) -> None:
    for text in row.matches:
        match = parse_symbol(text)
        assert match is not None, text
        assert match.type_code in (row.code, *row.spellings)
    for text in row.rejects:
        match = parse_symbol(text)
        assert match is None or match.type_code != row.code or type_name(match) != row.name, text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("12-TT/TU", "Thông tri"),
        ("02/2017/TT-VPCP", "Thông tư"),
        ("68/2020/QH14", "Luật"),
        ("757/NQ-UBTVQH15", "Nghị quyết"),
        ("101/2025/UBTVQH15", "Nghị quyết"),
        ("2265/BCT-ATMT", "Công văn"),
        ("24/HDLN-BCA-BQP", "Hướng dẫn liên ngành"),
        ("QCVN 01:2019/BCT", "Quy chuẩn"),
    ],
)
def test_the_type_that_a_symbol_stands_for(text: str, name: str) -> None:
    match = parse_symbol(text)
    assert match is not None
    assert type_name(match) == name


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("Số -CV/ĐU", "CV/ĐU"),
        ("Số:      /QĐ-UBND", "QĐ-UBND"),
        ("Số:  - KH/ĐTN", "KH/ĐTN"),
        ("thực hiện Chỉ thị số - CT/ĐU ngày /12/2025", "CT/ĐU"),
        ("kèm theo Quyết định số ...... /QĐ-TTPVHCC", "QĐ-TTPVHCC"),
    ],
)
def test_blank_numbers(text: str, symbol: str) -> None:
    match = find_blank_symbol(text)
    assert match is not None
    assert match.symbol == symbol
    assert match.number == ""
    assert find_symbols(text) == []


@pytest.mark.parametrize(
    "text", ["Số 12-CV/ĐU", "số 5 -", "một số - CT", "Số: 12/QĐ-UBND", "số/lượng"]
)
def test_no_blank_number_where_one_stands(text: str) -> None:
    assert find_blank_symbols(text) == []


def test_several_symbols_keep_their_places() -> None:
    text = "Kế hoạch số 128-KH/TU ngày 18/01/2023 thực hiện Nghị quyết số 28-NQ/TW, ngày 17/11/2022"
    found = find_symbols(text)
    assert [text[match.start : match.end] for match in found] == ["128-KH/TU", "28-NQ/TW"]


def test_a_paragraph_end_ends_a_symbol() -> None:
    assert [m.whole for m in find_symbols("theo Kế hoạch số 134-KH/TU\n- UBND xã")] == ["134-KH/TU"]


def test_repairs_are_named_and_torn_numbers_joined() -> None:
    (restored,) = find_symbols("số 63/2010/ND-CP")
    assert (restored.whole, restored.repairs) == ("63/2010/NĐ-CP", ("stroke-restored",))
    (joined,) = find_symbols("Kế hoạch số 1 105/KH-ĐKT")
    assert (joined.number, joined.whole, joined.repairs) == (
        "1105",
        "1105/KH-ĐKT",
        ("number-joined",),
    )


def test_a_number_is_not_taken_from_words_before() -> None:
    (match,) = find_symbols("cả 3 105/KH-ĐKT")
    assert match.number == "105"


@given(
    number=st.integers(1, 99999),
    code=st.sampled_from(["CV", "NQ", "KH", "TB", "QĐ", "TTr", "CTr"]),
    body=st.sampled_from(["TU", "ĐU", "VPTU", "UBKTTW", "BTCTU-BNCTU"]),
    gap=st.sampled_from(["-", " - ", " -", "- "]),
)
def test_party_symbols_are_read_whatever_the_blanks(
    number: int, code: str, body: str, gap: str
) -> None:
    text = f"theo văn bản số {number}{gap}{code}/{body}, ngày 01/02/2024"
    (match,) = find_symbols(text)
    assert match.whole == f"{number}-{code}/{body}"


@given(st.text(max_size=200))
def test_any_text_is_survived_and_ranges_hold(text: str) -> None:
    last = 0
    for match in find_symbols(text):
        assert last <= match.start < match.end <= len(text)
        last = match.end
    find_blank_symbols(text)


@pytest.mark.parametrize(
    "hostile",
    [
        "1" * 100_000,
        "12/QĐ-" * 20_000,
        "A-" * 50_000,
        "số " * 40_000,
        "12 - " * 25_000,
        "Số ...." * 15_000,
    ],
)
def test_hostile_text_takes_no_time(hostile: str) -> None:
    begin = time.process_time()
    find_symbols(hostile)
    find_blank_symbols(hostile)
    assert time.process_time() - begin < 3


@pytest.mark.shared
@pytest.mark.skipif(not EXAMPLES.exists(), reason="the collection of real symbols is not here")
def test_real_symbols_are_parsed_as_intended() -> None:
    rows = list(csv.DictReader(EXAMPLES.open(encoding="utf-8")))
    right = 0
    for row in rows:
        match = parse_symbol(row["raw"]) or find_blank_symbol(row["raw"])
        intended = (row["number"], row["type_symbol"], row["body_symbol"], row["year_if_any"])
        if (
            match
            and (match.number, match.type_code or "", match.body, match.year or "") == intended
        ):
            right += 1
    assert len(rows) == 292
    assert right >= 282
