"""Short forms count as mentions of the full citation, and never make one of their own."""

from __future__ import annotations

import time

import pytest

from extractors.citations import find_citations
from extractors.short_citations import Cited
from extractors.short_citations import ShortMention
from extractors.short_citations import find_short_mentions
from models.layout import ZoneKind
from tests.extractors.layouts import Block
from tests.extractors.layouts import a_body
from tests.extractors.layouts import a_layout

FULL = "Thực hiện Kế hoạch số 134-KH/TU ngày 17/02/2023 của Thành uỷ và Nghị quyết số 28-NQ/TW."


def mentions(*paragraphs: str) -> dict[str, int]:
    return {one.value or "": one.mentions for one in find_citations(a_body(*paragraphs))}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Các đơn vị thực hiện Kế hoạch 134 của Thành uỷ.", 2),
        ("Các đơn vị thực hiện Kế hoạch số 134 và báo cáo.", 2),
        ("Kế hoạch 134-KH/TU và KH134 được quán triệt.", 3),
        ("Các nhiệm vụ của Kế hoạch nêu trên.", 2),
        ("Kế hoạch 135 của huyện.", 1),
        ("Kế hoạch 1345 chỉ tiêu.", 1),
        ("Kế hoạch 134.000 tấn thóc.", 1),
        ("Kế hoạch 134 tháng 5.", 1),
        ("Đề án 134 về chuyển đổi số.", 1),
        ("Nội dung Kế hoạch đã dẫn, Kế hoạch vừa nêu.", 3),
        ("Theo KH134-KH/TU của Thành uỷ.", 2),
        ("Các Kế hoạch nêu trên, hai Kế hoạch này.", 1),
        ("Kế hoạch 134/2023 của xã.", 1),
    ],
)
def test_short_forms_of_a_plan(text: str, count: int) -> None:
    assert mentions(FULL, text) == {"134-KH/TU": count, "28-NQ/TW": 1}


def test_this_resolution_in_a_letter_is_the_one_cited_last() -> None:
    assert mentions(FULL, "Nội dung của Nghị quyết này được phổ biến.")["28-NQ/TW"] == 1
    dated = Block(ZoneKind.PLACE_DATE, ("Hà Nội, ngày 06 tháng 02 năm 2024",))
    layout = a_layout(
        dated,
        Block(ZoneKind.DOCUMENT_TYPE, ("KẾ HOẠCH",)),
        Block(ZoneKind.BODY, (FULL, "Nghị quyết này và Kế hoạch này được phổ biến.")),
    )
    found = {one.value: one.mentions for one in find_citations(layout)}
    assert found == {"134-KH/TU": 1, "28-NQ/TW": 2}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Nghị định 30/2020", 2),
        ("Nghị định số 30", 2),
        ("Nghị định 30/2019", 1),
        ("Nghị định 130/2020", 1),
    ],
)
def test_the_year_of_a_short_form_is_that_of_the_symbol(text: str, count: int) -> None:
    full = "Căn cứ Nghị định số 30/2020/NĐ-CP của Chính phủ."
    assert mentions(full, f"Theo {text} về công tác văn thư.") == {"30/2020/NĐ-CP": count}


def test_two_documents_of_one_number_leave_a_short_form_open() -> None:
    cited = [
        Cited(key=key, number="05", code="CT", type_name="Chỉ thị", at=at)
        for at, key in enumerate(("05-CT/TW", "05-CT/TU"))
    ]
    assert find_short_mentions("Chỉ thị 05", offset=9, cited=cited, own_type=None) == []
    assert find_short_mentions("Chỉ thị 05", offset=9, cited=cited[:1], own_type=None) == [
        ShortMention(start=0, end=10, key="05-CT/TW")
    ]


def test_short_forms_have_their_places() -> None:
    layout = a_body(FULL, "Kế hoạch 134 và KH134; sau đó Kế hoạch nêu trên.")
    plan = find_citations(layout)[0]
    assert plan.mentions == 4
    shown = [layout.text[slice(*short.span)] for short in plan.short_forms]
    assert shown == ["Kế hoạch 134", "KH134", "Kế hoạch nêu trên"]
    assert {short.rule for short in plan.short_forms} == {"citation.short-form"}


def test_many_short_forms_are_counted_but_not_all_shown() -> None:
    plan = find_citations(a_body(FULL, "Kế hoạch 134 và " * 80))[0]
    assert (plan.mentions, len(plan.short_forms)) == (81, 50)


def test_hostile_input_is_fast() -> None:
    cited = [Cited(key="1", number="1", code="KH", type_name="Kế hoạch", at=0)]
    begin = time.process_time()
    for text in ("Kế hoạch " * 10_000, "KH" * 50_000, "1" * 100_000, "Kế hoạch" + " " * 90_000):
        find_short_mentions(text, offset=0, cited=cited, own_type=None)
    assert time.process_time() - begin < 1.0
