"""Each kind of error must move the figure that it belongs to, and no other."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from models.record import Appendix
from models.record import Record
from models.values import AssigneeRole
from models.values import DistributionEntry
from models.values import Signature
from pipeline.evaluation.comparison import Count
from pipeline.evaluation.comparison import FieldScore
from pipeline.evaluation.comparison import score
from pipeline.evaluation.figures import is_exact
from pipeline.evaluation.labels import Label
from pipeline.evaluation.run import compare


def scores(label: dict[str, Any], record: Record) -> dict[str, FieldScore]:
    return {one.field: one for one in map(score, compare(Label.model_validate(label), record))}


def spoiled(found: dict[str, FieldScore]) -> set[str]:
    """Return the fields in which anything is missed or wrong under strict matching."""
    return {name for name, one in found.items() if one.strict.missed or one.strict.wrong}


def test_a_perfect_record_is_right_in_every_field(paper: SimpleNamespace) -> None:
    found = scores(paper.label(), paper.record())
    assert spoiled(found) == set()
    assert is_exact(found.values())
    assert found["appendix_cells"].strict == Count(right=8)
    assert found["findings"].strict == Count(right=2)
    assert found["appendix_rows_sampled"].strict == Count(right=1)
    assert found["task_assignees"].strict == Count(right=3)
    assert all(not one.invented for one in found.values())


def test_an_empty_record_misses_everything_and_invents_nothing(paper: SimpleNamespace) -> None:
    full = paper.record()
    found = scores(paper.label(), Record(source=full.source, outcome=full.outcome))
    assert all(one.strict.right == 0 and one.strict.wrong == 0 for one in found.values())
    assert {n for n, one in found.items() if one.strict.missed} == set(found) - {"security_mark"}


SINGLE = [
    # field changed in the record, new value (a text, or None), fields spoiled, counts of the first
    ("superior_body", "Tỉnh ủy Nam Lam", {"superior_body"}, Count(wrong=1, missed=1)),
    ("superior_body", None, {"superior_body"}, Count(missed=1)),
    ("acting_author", "Thường trực", {"acting_author"}, Count(wrong=1, missed=1)),
    ("place", None, {"place"}, Count(missed=1)),
    ("subject", "việc khác hẳn", {"subject"}, Count(wrong=1, missed=1)),
    ("urgency_mark", "KHẨN", {"urgency_mark"}, Count(wrong=1, missed=1)),
    ("security_mark", "MẬT", {"security_mark"}, Count(wrong=1)),
]


@pytest.mark.parametrize(("field", "value", "expected", "count"), SINGLE)
def test_one_wrong_value_spoils_its_field_alone(
    paper: SimpleNamespace, field: str, value: str | None, expected: set[str], count: Count
) -> None:
    changed = paper.record(**{field: paper.text(value) if value else None})
    found = scores(paper.label(), changed)
    assert spoiled(found) == expected
    assert found[field].strict == count


@pytest.mark.parametrize(
    "subject",
    [
        "V/v tăng cường công tác lưu trữ tại các cơ quan trong huyện",
        "V/v: tăng cường công tác lưu trữ tại các cơ quan trong huyện",
        "Về việc tăng cường công tác lưu trữ  tại các cơ quan trong huyện.",
        "về tăng cường công tác lưu trữ tại các cơ quan trong huyện",
        "TĂNG CƯỜNG CÔNG TÁC LƯU TRỮ TẠI CÁC CƠ QUAN TRONG HUYỆN",
    ],
)
def test_the_lead_of_the_subject_makes_no_difference(paper: SimpleNamespace, subject: str) -> None:
    found = scores(paper.label(), paper.record(subject=paper.text(subject)))
    assert found["subject"].strict == Count(right=1)


def test_a_subject_that_is_nearly_right_is_right_only_under_tolerant_matching(
    paper: SimpleNamespace,
) -> None:
    near = paper.text("tăng cường công tác lưu trư tại các cơ quan trong huyện")
    found = scores(paper.label(), paper.record(subject=near))
    assert found["subject"].strict == Count(wrong=1, missed=1)
    assert found["subject"].tolerant == Count(right=1)


NUMBERS = [
    # value, number, symbol, confidence -> number, symbol, whole
    ("77-CV/HU", "77", "CV/HU", Count(right=1), Count(right=1), Count(right=1)),
    ("78-CV/HU", "78", "CV/HU", Count(wrong=1, missed=1), Count(right=1), Count(wrong=1, missed=1)),
    (None, None, "CV/HU", Count(missed=1), Count(right=1), Count(missed=1)),
    ("77-CV/TU", "77", "CV/TU", Count(right=1), Count(wrong=1, missed=1), Count(wrong=1, missed=1)),
]


@pytest.mark.parametrize(("value", "num", "symbol", "number", "rest", "whole"), NUMBERS)
def test_a_number_left_open_is_missed_and_a_misread_one_is_wrong(
    paper: SimpleNamespace,
    value: str | None,
    num: str | None,
    symbol: str,
    number: Count,
    rest: Count,
    whole: Count,
) -> None:
    record = paper.record(reference_number=paper.number(value, num, symbol))
    found = scores(paper.label(), record)
    assert found["number"].strict == number
    assert found["number"].tolerant == number
    assert found["symbol"].strict == rest
    assert found["reference_number"].strict == whole


def test_a_number_that_is_not_on_the_paper_is_expected_to_be_absent(paper: SimpleNamespace) -> None:
    label = paper.label(number_in_text=False)
    absent = scores(label, paper.record(reference_number=paper.number(None, None, "CV/HU")))
    assert not spoiled(absent)
    guessed = scores(label, paper.record())
    assert guessed["number"].strict == Count(wrong=1)
    assert [item.shown for item in guessed["number"].invented] == ["77"]


def test_a_draft_has_a_symbol_without_a_number(paper: SimpleNamespace) -> None:
    label = paper.label(number=None, symbol="KH-UBND")
    record = paper.record(reference_number=paper.number(None, None, "/KH-UBND"))
    assert not spoiled(scores(label, record))


DATES = [
    # labelled day, labelled part, read day, read part, expected
    ("2024-03-05", None, "2024-03-05", None, Count(right=1)),
    ("2024-03-05", None, "2024-03-06", None, Count(wrong=1, missed=1)),
    ("2024-03-05", None, None, "2024-03", Count(missed=1)),
    ("2024-03-05", None, None, "2024-04", Count(wrong=1, missed=1)),
    (None, "2024-03", None, "2024-03", Count(right=1)),
    (None, "2024-03", "2024-03-13", None, Count(wrong=1, missed=1)),
    (None, "2024-03", None, "2024", Count(missed=1)),
    (None, None, "2024-03-13", None, Count(wrong=1)),
]


@pytest.mark.parametrize(("day", "part", "read", "read_part", "expected"), DATES)
def test_dates_are_right_as_far_as_the_paper_prints_them(
    paper: SimpleNamespace,
    day: str | None,
    part: str | None,
    read: str | None,
    read_part: str | None,
    expected: Count,
) -> None:
    label = paper.label(date=day, date_partial=part)
    record = paper.record(issued_on=paper.day(read, partial=read_part))
    assert scores(label, record)["issued_on"].strict == expected


@pytest.mark.parametrize(
    ("labelled", "read", "right"),
    [
        ("BỘ CÔNG AN - BỘ Y TẾ", "Bộ Công an; Bộ Y tế", True),
        (["BỘ CÔNG AN", "BỘ Y TẾ"], "Bộ Công an; Bộ Y tế", True),
        ("UỶ BAN NHÂN DÂN XÃ HOÀ AN", "Ủy ban nhân dân xã Hòa An", True),
        ("BỘ CÔNG AN - BỘ Y TẾ", "Bộ Công an", False),
        ("BỘ CÔNG AN", "Bộ Công thương", False),
    ],
)
def test_joint_issuers_are_compared_whatever_joins_them(
    paper: SimpleNamespace, labelled: str | list[str], read: str, right: bool
) -> None:
    label = paper.label(issuing_body=labelled)
    found = scores(label, paper.record(issuing_body=paper.text(read)))
    assert (found["issuing_body"].strict == Count(right=1)) is right


def test_lists_are_counted_entry_by_entry(paper: SimpleNamespace) -> None:
    names = ["Các chi bộ trực thuộc", "Ban Tuyên giáo", "Ban Dân vận"]
    found = scores(paper.label(), paper.record(addressees=[paper.text(n) for n in names]))
    assert found["addressees"].strict == Count(right=1, wrong=2, missed=1)
    assert found["addressees"].invented == ()


def test_a_list_that_the_paper_does_not_have_is_invented(paper: SimpleNamespace) -> None:
    found = scores(paper.label(addressees=None), paper.record())
    assert len(found["addressees"].invented) == 2
    assert spoiled(found) == {"addressees"}


def test_figures_in_names_are_never_nearly_right(paper: SimpleNamespace) -> None:
    entries = paper.record().distribution
    other = entries[1].model_copy(update={"value": "Như Điều 4"})
    found = scores(paper.label(), paper.record(distribution=[entries[0], other, entries[2]]))
    assert found["distribution"].tolerant == Count(right=2, wrong=1, missed=1)


def test_purpose_and_archive_line_are_counted_on_their_own(paper: SimpleNamespace) -> None:
    plain = [
        DistributionEntry(value=e.value, **paper.evidence(e.value or ""))
        for e in paper.record().distribution
    ]
    found = scores(paper.label(), paper.record(distribution=plain))
    assert spoiled(found) == {"distribution_purpose", "distribution_archive"}
    assert found["distribution_purpose"].strict == Count(right=2, wrong=1, missed=1)
    assert found["distribution_archive"].strict == Count(missed=1)


def test_all_signers_of_a_joint_paper_are_compared(paper: SimpleNamespace) -> None:
    signers = [
        {"authority": "KT. BỘ TRƯỞNG BỘ CÔNG AN", "positions": ["THỨ TRƯỞNG"], "name": "Lê Thử"},
        {"authority": "KT. BỘ TRƯỞNG BỘ Y TẾ", "positions": ["THỨ TRƯỞNG"], "name": "Đỗ Mẫu"},
    ]
    one = Signature(
        authority=paper.text("KT. BỘ TRƯỞNG BỘ Y TẾ"),
        positions=[paper.text("THỨ TRƯỞNG")],
        name=paper.text("Đỗ Mẫu"),
    )
    label = paper.label(signature=signers[0], signatures=signers)
    found = scores(label, paper.record(signature=one, signatures=[one]))
    assert found["signature.name"].strict == Count(right=1, missed=1)
    assert found["signature.positions"].strict == Count(right=1, missed=1)


def test_citations_are_compared_by_symbol_and_separately_with_date_and_type(
    paper: SimpleNamespace,
) -> None:
    cited = [
        paper.citation("12 -KH/TU", kind="Kế hoạch", date="2023-02-18"),
        paper.citation("9-QĐ/TW"),
    ]
    found = scores(paper.label(), paper.record(citations=cited))
    assert found["citations"].strict == Count(right=1, wrong=1, missed=1)
    assert found["citations_dated"].strict == Count(wrong=2, missed=2)


def test_only_the_first_ten_citations_are_labelled(paper: SimpleNamespace) -> None:
    symbols = [f"{n}-QĐ/TW" for n in range(1, 16)]
    label = paper.label(citations=[{"symbol": s, "type": None, "date": None} for s in symbols[:10]])
    every = [paper.citation(s) for s in [*symbols, symbols[0]]]
    assert scores(label, paper.record(citations=every))["citations"].strict == Count(right=10)
    without_third = [c for c in every if c.value != "3-QĐ/TW"]
    assert scores(label, paper.record(citations=without_third))["citations"].strict == Count(
        right=9, missed=1
    )


def test_a_task_needs_its_label_and_its_first_words(paper: SimpleNamespace) -> None:
    tasks = paper.record().tasks
    other_label = tasks[0].model_copy(update={"label": "3.", "id": "3"})
    found = scores(paper.label(), paper.record(tasks=[other_label, *tasks[1:]]))
    assert found["tasks"].strict == Count(right=1, wrong=1, missed=1)
    assert found["task_assignees"].strict == Count(right=2, wrong=1, missed=1)
    assert found["task_deadlines"].strict == Count(wrong=1, missed=1)


def test_sub_items_never_count_as_wrong_tasks(paper: SimpleNamespace) -> None:
    found = scores(paper.label(), paper.record())
    assert found["tasks"].strict == Count(right=2)


@pytest.mark.parametrize(
    ("labelled", "read", "words", "right"),
    [
        ("1.", "III.1.", "Sở Xây dựng rà soát", True),
        ("III.1.", "1.", "Sở Xây dựng rà soát", True),
        ("III.1.", "III.1.", "Sở Xây dựng rà soát", True),
        ("IV.1.", "III.1.", "Sở Xây dựng rà soát", False),
        ("1.", "2.", "Sở Xây dựng rà soát", False),
        ("1.", "III.1.", "Sở Y tế báo cáo", False),
        ("Điều 1.", "Điều 1.", "Sở Xây dựng rà soát", True),
        ("Điều 1.", "1.", "Sở Xây dựng rà soát", False),
        ("", "", "Sở Xây dựng rà soát", True),
    ],
)
def test_the_section_of_a_label_may_be_left_out(
    paper: SimpleNamespace, labelled: str, read: str, words: str, right: bool
) -> None:
    label = paper.label(tasks=[{"label": labelled, "first_words": words}])
    record = paper.record(tasks=[paper.task(read, "Sở Xây dựng rà soát các mỏ")])
    expected = Count(right=1) if right else Count(wrong=1, missed=1)
    assert scores(label, record)["tasks"].strict == expected


def test_a_heading_is_excused_when_its_items_are_the_tasks(paper: SimpleNamespace) -> None:
    label = paper.label(
        tasks=[
            {"label": "IV.1.", "first_words": "Sở Xây dựng rà soát", "assignees": ["Sở Xây dựng"]}
        ]
    )
    tasks = [
        paper.task("IV.", "TỔ CHỨC THỰC HIỆN"),
        paper.task(
            "1.",
            "Sở Xây dựng: rà soát các mỏ",
            id="IV.1",
            parent="IV",
            assignees=[paper.assignee("Sở Xây dựng")],
        ),
        paper.task("V.", "ĐIỀU KHOẢN KHÁC"),
    ]
    found = scores(label, paper.record(tasks=tasks))
    assert found["tasks"].strict == Count(right=1, wrong=1)
    assert found["task_assignees"].strict == Count(right=1)


def test_unlabelled_tasks_are_left_out_and_labelled_emptiness_is_not(
    paper: SimpleNamespace,
) -> None:
    assert "tasks" not in scores(paper.label(tasks=None), paper.record())
    found = scores(paper.label(tasks=[]), paper.record())
    assert found["tasks"].strict == Count(wrong=2)
    assert len(found["tasks"].invented) == 2


def test_coordinating_bodies_count_only_where_they_are_labelled(paper: SimpleNamespace) -> None:
    tasks = [
        paper.task(
            "1.",
            "Sở Nội vụ chủ trì",
            assignees=[
                paper.assignee("Sở Nội vụ", AssigneeRole.LEAD),
                paper.assignee("Sở Tài chính", AssigneeRole.COORDINATE),
            ],
        )
    ]
    gold = {"label": "1.", "first_words": "Sở Nội vụ chủ trì", "assignees": ["Sở Nội vụ"]}
    plain = scores(paper.label(tasks=[gold]), paper.record(tasks=tasks))
    assert plain["task_assignees"].strict == Count(right=1)
    told = gold | {"coordinating": ["Sở Y tế"]}
    found = scores(paper.label(tasks=[told]), paper.record(tasks=tasks))
    assert found["task_assignees"].strict == Count(right=1, wrong=1, missed=1)
    assert found["task_coordinating"].strict == Count(wrong=1, missed=1)


def test_items_that_assign_nothing_say_nothing_about_deadlines(paper: SimpleNamespace) -> None:
    gold = {
        "label": "1.",
        "first_words": "Giao Văn phòng Huyện ủy",
        "assignees": ["Văn phòng Huyện ủy"],
        "deadline_text": None,
        "kind": "event-time",
    }
    found = scores(paper.label(tasks=[gold]), paper.record(tasks=paper.record().tasks[:1]))
    assert found["task_deadlines"].strict == Count()


def test_one_lost_row_makes_only_its_own_cells_missing(paper: SimpleNamespace) -> None:
    appendix = paper.record().appendices[0]
    shorter = appendix.model_copy(
        update={"tables": [paper.table(paper.columns, [paper.rows[0], paper.rows[2]])]}
    )
    found = scores(paper.label(), paper.record(appendices=[shorter]))
    assert found["appendix_cells"].strict == Count(right=5, missed=3)
    assert found["appendix_shape"].strict == Count(right=1, wrong=1, missed=1)
    assert found["appendix_rows_sampled"].strict == Count(missed=1)


def test_a_cell_in_the_wrong_column_is_wrong(paper: SimpleNamespace) -> None:
    appendix = paper.record().appendices[0]
    rows = [paper.rows[0], ["1.", "Sở Tài chính", "Thu ngân sách"], paper.rows[2]]
    moved = appendix.model_copy(update={"tables": [paper.table(paper.columns, rows)]})
    found = scores(paper.label(), paper.record(appendices=[moved]))
    assert found["appendix_cells"].strict == Count(right=6, wrong=2, missed=2)


def test_the_text_of_a_merged_cell_may_be_labelled_or_not(paper: SimpleNamespace) -> None:
    appendix = paper.record().appendices[0]
    row = (
        appendix.tables[0]
        .rows[0]
        .model_copy(
            update={
                "cells": ["I.", "Về kinh tế", "Sở Tài chính"],
                "inherited": [False, False, True],
            }
        )
    )
    table = appendix.tables[0].model_copy(update={"rows": [row, *appendix.tables[0].rows[1:]]})
    covered = appendix.model_copy(update={"tables": [table]})
    found = scores(paper.label(), paper.record(appendices=[covered]))
    assert found["appendix_cells"].strict == Count(right=8)


def test_an_appendix_too_many_is_wrong_and_does_not_shift_the_others(
    paper: SimpleNamespace,
) -> None:
    extra = Appendix(title=paper.text("CHƯƠNG TRÌNH HỌP"))
    found = scores(paper.label(), paper.record(appendices=[extra, *paper.record().appendices]))
    assert spoiled(found) == {"appendices"}
    assert found["appendices"].strict == Count(right=1, wrong=1)


FINDINGS = [
    ("appendix-number-differs", "Phụ lục ghi 77-CV/VPHU.", 1),
    ("appendix-date-differs", "Phụ lục ghi ngày 05 tháng 02 năm 2024.", 1),
    ("appendix-date-differs", "Hai nơi ghi hai ngày.", 0),
    ("appendix-date-differs", "Phụ lục ghi 77-CV/VPHU.", 0),
    ("number-not-read", "Số 77-CV/VPHU viết tay.", 0),
    ("appendix-number-differs", "Phụ lục ghi 9-QĐ/TW.", 0),
]


@pytest.mark.parametrize(("code", "message", "right"), FINDINGS)
def test_a_contradiction_is_found_by_its_kind_and_its_values(
    paper: SimpleNamespace, code: str, message: str, right: int
) -> None:
    record = paper.record(findings=[paper.finding(code, message)])
    found = scores(paper.label(), record)
    assert found["findings"].strict == Count(right=right, missed=2 - right)


def test_findings_that_no_label_expects_are_not_wrong(paper: SimpleNamespace) -> None:
    found = scores(paper.label(findings_must_include=[]), paper.record())
    assert "findings" not in found
