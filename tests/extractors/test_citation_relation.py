"""Relations and subjects of citations: which words govern a symbol, and where a subject ends."""

from __future__ import annotations

import time

import pytest

from extractors.citation_relation import relation_of
from extractors.citation_subject import subject_after
from extractors.citations import find_citations
from extractors.rules import citation_rules
from extractors.symbols import find_symbols
from tests.extractors.layouts import Cells
from tests.extractors.layouts import a_body


def last_relation(text: str) -> tuple[str | None, bool]:
    found = relation_of(text, find_symbols(text)[-1])
    return found.name, found.in_part


@pytest.mark.parametrize(
    ("text", "relation", "in_part"),
    [
        ("có hiệu lực kể từ ngày ký và thay thế Quyết định số 12/QĐ-UBND", "replaces", False),
        ("Quyết định này thay thế cho các Quyết định: số 12/QĐ-UBND", "replaces", False),
        ("Bãi bỏ toàn bộ Quyết định số 12/QĐ-UBND", "repeals", False),
        ("Bãi bỏ một số nội dung tại Quyết định số 12/QĐ-UBND", "repeals", True),
        ("Bãi bỏ khoản 2 Điều 3 Quyết định số 12/QĐ-UBND", "repeals", True),
        ("Bãi bỏ điểm a, b khoản 2 và khoản 5 Điều 3 của Nghị định số 12/2020/NĐ-CP", "repeals", True),
        ("Bãi bỏ Quy chế làm việc ban hành kèm theo Quyết định số 12/QĐ-UBND", "repeals", True),
        ("Thay thế 02 thủ tục hành chính (TTHC) tại Danh mục ban hành kèm theo Quyết định số 12/QĐ-UBND", "replaces", True),
        ("Bãi bỏ các nội dung liên quan đến thủ tục cấp phép đã công bố tại Quyết định số 12/QĐ-BXD", "repeals", True),
        ("Sửa đổi, bổ sung khoản 1 Điều 4 Thông tư số 12/2020/TT-BTC", "amends", False),
        ("Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Giáo dục số 34/2018/QH14", "based-on", False),
        ("Thực hiện các nội dung chỉ đạo của Thường trực (khóa XIII) tại Công văn số 12-CV/TU", "implements", False),
        ("Căn cứ Quyết định số 1/QĐ-UBND về sửa đổi Quyết định số 2/QĐ-UBND; Thông tư số 3/2020/TT-BTC", "based-on", False),
    ],
)  # fmt: skip
def test_a_word_governs_what_stands_behind_it(text: str, relation: str, in_part: bool) -> None:
    assert last_relation(text) == (relation, in_part)


@pytest.mark.parametrize(
    "text",
    [
        # A parenthesis, an end of a clause, another citation between the two.
        "bổ sung, giảm bớt danh mục kỹ thuật của cơ sở (Điều 66 Nghị định số 96/2023/NĐ-CP)",
        "Rà soát để thay thế hồ sơ cũ. Nghị định số 96/2023/NĐ-CP",
        "Tổ thực hiện Kế hoạch số 1-KH/TU của Tỉnh uỷ và cho ý kiến tại Công văn số 2-CV/TU",
        # A time.
        "kết nạp từ khi thực hiện Quy định số 29-QĐ/TW",
        "Nhiệm kỳ trước khi triển khai thực hiện Nghị quyết số 18-NQ/TW",
        # Somebody else's change, and the name of a law.
        "thủ tục được sửa đổi, bổ sung tại Thông tư số 57/2024/TT-BYT",
        "đã được thay thế bởi Nghị định số 15/2020/NĐ-CP",
        "trình ban hành Quyết định thay thế Quyết định số 12/QĐ-UBND",
        # A change of other things.
        "bổ sung biên chế cho các đơn vị, xem Nghị quyết số 12/NQ-HĐND",
        "cơ quan theo dõi Nghị quyết số 12/NQ-HĐND",
    ],
)
def test_a_word_that_does_not_govern_says_nothing(text: str) -> None:
    assert last_relation(text) == (None, False)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Thông tư số 12/2019/TT-BTC hết hiệu lực kể từ ngày Thông tư này có hiệu lực.", "repeals"),
        ("Quyết định số 12/QĐ-UBND ngày 01/3/2020 bị bãi bỏ từ ngày Quyết định này có hiệu lực.", "repeals"),
        ("Thông tư số 12/2019/TT-BTC (đã hết hiệu lực từ ngày 05/3/2020) nêu", None),
        ("Nếu Thông tư số 12/2019/TT-BTC hết hiệu lực thì báo cáo.", None),
    ],
)  # fmt: skip
def test_a_document_expires_with_this_one(text: str, relation: str | None) -> None:
    (found,) = find_citations(a_body(text))
    assert found.relation == relation


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Căn cứ các Quyết định của UBND tỉnh: Số 44/2022/QĐ-UBND ngày 24/11/2022; số 34/2023/QĐ-UBND;", ["UBND tỉnh"] * 2),
        ("Căn cứ các nghị định của Chính phủ: Nghị định số 99/2016/NĐ-CP; Quyết định số 706/QĐ-UBND;", ["Chính phủ", None]),
        ("Theo các Nghị định của Chính phủ: như trên. Nghị định số 99/2016/NĐ-CP", [None]),
        ("Theo Nghị định của Chính phủ và Nghị định số 99/2016/NĐ-CP", [None]),
    ],
)  # fmt: skip
def test_a_body_is_named_once_for_a_list(text: str, bodies: list[str | None]) -> None:
    assert [c.issuing_body for c in find_citations(a_body(text))] == bodies


def test_words_in_a_table_say_no_relation_to_the_document() -> None:
    found = find_citations(
        a_body(
            Cells((("Thủ tục", "Căn cứ pháp lý"), ("Cấp phép", "theo Nghị định số 96/2023/NĐ-CP")))
        )
    )
    assert [(c.value, c.relation) for c in found] == [("96/2023/NĐ-CP", None)]


def test_parts_and_changes_are_kept_apart_in_the_record() -> None:
    (found,) = find_citations(a_body("Bãi bỏ khoản 2 Điều 3 Quyết định số 12/QĐ-UBND."))
    assert (found.relation, found.in_part) == ("repeals", True)
    (found,) = find_citations(a_body("Bãi bỏ Quyết định số 12/QĐ-UBND."))
    assert (found.relation, found.in_part) == ("repeals", False)


def test_the_body_named_before_is_kept_beside_a_date_behind() -> None:
    (found,) = find_citations(
        a_body(
            "Ngày 25 tháng 3 năm 2026, Bộ Công Thương ban hành Thông tư số 15/2026/TT-BCT ngày 25/3/2026."
        )
    )
    assert (found.issued_on, found.issuing_body) == ("2026-03-25", "Bộ Công Thương")


def subject(text: str) -> str | None:
    """Return the subject behind the mark «|»."""
    start = text.index("|")
    return subject_after(text.replace("|", ""), start)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Căn cứ Nghị định số 1/2010/NĐ-CP của Chính phủ| về kiểm soát thủ tục và Nghị định số 2/2017/NĐ-CP sửa đổi", "về kiểm soát thủ tục"),
        ("Căn cứ Quyết định số 1/QĐ-TTg| về thành lập, tổ chức và hoạt động của tổ chức phối hợp;", "về thành lập, tổ chức và hoạt động của tổ chức phối hợp"),
        ("Căn cứ Nghị định số 1/2010/NĐ-CP| quy định chức năng, nhiệm vụ của Bộ Nội vụ;", "quy định chức năng, nhiệm vụ của Bộ Nội vụ"),
        ("Thực hiện Công văn số 1-CV/TU của Tỉnh uỷ| về việc rà soát cán bộ, Sở Nội vụ báo cáo như sau", "về việc rà soát cán bộ"),
        ("Thực hiện Chỉ thị số 1-CT/TU| về các nhiệm vụ trước, trong và sau Tết; nhằm phát huy", "về các nhiệm vụ trước, trong và sau Tết"),
        ("Bãi bỏ Quyết định số 1/QĐ-UBND| về việc công bố Danh mục thủ tục.", "về việc công bố Danh mục thủ tục"),
        ("theo Quyết định số 1/QĐ-UBND| phê duyệt Đề án “Chỉ số của các bộ, ngành”.", "phê duyệt Đề án “Chỉ số của các bộ, ngành”"),
    ],
)  # fmt: skip
def test_a_subject_goes_to_its_natural_end(text: str, expected: str) -> None:
    assert subject(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "theo Nghị định số 1/2024/NĐ-CP của Chính phủ| quy định cụ thể tại Điều 21",
        "Thực hiện Kế hoạch số 1-KH/TU| về việc rà soát, xã tổ chức họp",
        "Thực hiện Công văn số 1-CV/ĐU| về tham mưu trình Ban Chấp hành, Ban Thường vụ thông qua",
        "nêu ở Quyết định số 1/QĐ-UBND| về việc phê duyệt đề án có hiệu lực từ ngày ký",
        "Căn cứ Nghị định số 1/2023/NĐ-CP| về sửa đổi Nghị định số 2/2016/NĐ-CP, Nghị định số 3/2016/NĐ-CP;",
        "theo Quyết định số 1/QĐ-UBND| phê duyệt Đề án “Chỉ số của các bộ",
        "Công văn số 1-CV/TU| đã nêu",
    ],
)
def test_without_a_sure_end_there_is_no_subject(text: str) -> None:
    assert subject(text) is None


def test_words_of_parts_are_no_relation_words() -> None:
    words = {word for rule in citation_rules().relation for word in rule.words}
    assert not words & {*citation_rules().parts, *citation_rules().within} - {"kèm theo"}


@pytest.mark.parametrize(
    "hostile",
    [
        "bãi bỏ nội dung " + "tại của trong " * 5_000 + "Quyết định số 1/QĐ-UBND",
        "thay thế " * 20_000 + "Quyết định số 1/QĐ-UBND",
        "(" * 50_000 + "theo Quyết định số 1/QĐ-UBND",
        "Quyết định số 1/QĐ-UBND, " * 400,
    ],
)
def test_hostile_text_takes_no_time(hostile: str) -> None:
    begin = time.process_time()
    relation_of(hostile, find_symbols(hostile)[-1])
    assert time.process_time() - begin < 1
