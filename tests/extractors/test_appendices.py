"""Appendices: labels, titles, reference lines with and without their blanks, tables by part."""

from __future__ import annotations

import time
from dataclasses import dataclass
from dataclasses import field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.appendices import LabelRule
from extractors.appendices import appendix_rules
from extractors.appendices import find_appendices
from extractors.appendices import find_body_tables
from models.geometry import Box
from models.layout import Anchor
from models.layout import LaidCell
from models.layout import LaidTable
from models.layout import Layout
from models.layout import Zone
from models.layout import ZoneKind
from models.record import Appendix

TITLE = ZoneKind.APPENDIX_TITLE
REFERENCE = ZoneKind.APPENDIX_REFERENCE
BODY = ZoneKind.APPENDIX


@dataclass
class Paper:
    """Builds a layout of zones and small tables, one after the other."""

    text: str = ""
    anchors: list[Anchor] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    tables: list[LaidTable] = field(default_factory=list)

    def _write(self, words: str, page: int) -> tuple[int, int]:
        start = len(self.text)
        for line in words.split("\n"):
            for word in line.split(" "):
                if word:
                    at = len(self.text)
                    box = Box(at, 100, at + 5, 110)
                    self.anchors.append(Anchor(at, at + len(word), page, box, 1.0))
                self.text += word + " "
            self.text = self.text[:-1] + "\n"
        return start, len(self.text) - 1

    def zone(self, kind: ZoneKind, words: str, *, part: int = 1, page: int = 4) -> Paper:
        start, end = self._write(words, page)
        self.zones.append(Zone(kind, start, end, part))
        return self

    def table(self, *, part: int, page: int = 4) -> Paper:
        begin = len(self.text)
        cells = []
        for r, row in enumerate([["STT", "Nội dung"], ["1", "Một"]]):
            for c, text in enumerate(row):
                cells.append(LaidCell(r, c, 1, 1, *self._write(text, page)))
        made = LaidTable(page, 2, 2, tuple(cells), begin, len(self.text), part)
        self.tables.append(made)
        return self

    def layout(self) -> Layout:
        return Layout(
            text=self.text,
            anchors=tuple(self.anchors),
            lines=(),
            paragraphs=(),
            zones=tuple(self.zones),
            tables=tuple(self.tables),
        )

    def only(self) -> Appendix:
        (appendix,) = find_appendices(self.layout())
        return appendix


def referred(line: str) -> tuple[str | None, str | None, str | None]:
    reference = Paper().zone(TITLE, "PHỤ LỤC").zone(REFERENCE, line).only().reference
    assert reference is not None
    return reference.reference_number, reference.issued_on, reference.issuing_body


@pytest.mark.parametrize(
    ("line", "number", "day", "body"),
    [
        (
            "(Kèm theo văn bản số 1021 - CV/VPTU, ngày 06 tháng 01 năm 2024)",
            "1021-CV/VPTU",
            "2024-01-06",
            None,
        ),
        (
            "(Ban hành kèm theo Quyết định số 278 /QĐ-UBND ngày 19 tháng 02 năm 2025\n"
            "của Chủ tịch Ủy ban nhân dân tỉnh Yên Bái)",
            "278/QĐ-UBND",
            "2025-02-19",
            "Chủ tịch Ủy ban nhân dân tỉnh Yên Bái",
        ),
        (
            "(Ban hành kèm theo Quyết định số   /QĐ-UBND ngày   tháng 02 năm 2025 của UBND tỉnh)",
            None,
            None,
            "UBND tỉnh",
        ),
        (
            "(Kèm theo Quyết định số / QĐ-TTPVHCC ngày / 02/2025 của Giám đốc Trung tâm)",
            None,
            None,
            "Giám đốc Trung tâm",
        ),
        (
            "(Kèm theo Hướng dẫn số 36-HD/VPTW, ngày 03/4/2018 của Văn phòng Trung ương)",
            "36-HD/VPTW",
            "2018-04-03",
            "Văn phòng Trung ương",
        ),
        (
            "(Kèm theo Kế hoạch số:           /KH-UBND ngày        tháng      năm 2026 của UBND)",
            None,
            None,
            "UBND",
        ),
        ("(Kèm theo Công văn số ....../UBND-VX ngày …/…/2025)", None, None, None),
        ("(Kèm theo Thông báo số 12a–TB/ĐU, ngày 31-12-2025)", "12a-TB/ĐU", "2025-12-31", None),
        ("(Kèm theo Nghị định số 30/2020/NĐ-CP)", "30/2020/NĐ-CP", None, None),
        ("(Kèm theo Quyết định số 5/QĐ-X ngày 31/02/2025)", "5/QĐ-X", None, None),
        (
            "(Kèm theo Quy chế ban hành theo Quyết định số 7-QĐ/TU ngày 1/3/2025 của Tỉnh ủy"
            " ban hành Quy chế làm việc)",
            "7-QĐ/TU",
            "2025-03-01",
            "Tỉnh ủy",
        ),
        (
            "(Kèm theo Kế hoạch số 8-KH/BCĐ, ngày 02/3/2025 của Ban Chỉ đạo về phòng, chống lãng phí)",
            "8-KH/BCĐ",
            "2025-03-02",
            "Ban Chỉ đạo về phòng, chống lãng phí",
        ),
        ("(Kèm theo Báo cáo của Sở Y tế)", None, None, "Sở Y tế"),
    ],
)
def test_reference_lines(line, number, day, body) -> None:
    assert referred(line) == (number, day, body)


@pytest.mark.parametrize(
    ("title", "label", "value"),
    [
        ("Phụ lục I\nDANH MỤC NHIỆM VỤ", "Phụ lục I", "Phụ lục I DANH MỤC NHIỆM VỤ"),
        ("PHỤ LỤC 01\nDANH MỤC", "PHỤ LỤC 01", "PHỤ LỤC 01 DANH MỤC"),
        (
            "PHỤ LỤC\nDANH MỤC NHIỆM VỤ,\nCÔNG VIỆC",
            "PHỤ LỤC",
            "PHỤ LỤC DANH MỤC NHIỆM VỤ, CÔNG VIỆC",
        ),
        ("Biểu số 1\nTỔNG HỢP", "Biểu số 1", "Biểu số 1 TỔNG HỢP"),
        ("Phụ lục II: DANH MỤC", "Phụ lục II", "Phụ lục II: DANH MỤC"),
        ("PHỤ LỤC CÁC MẪU", "PHỤ LỤC", "PHỤ LỤC CÁC MẪU"),
        ("PHỤ LỤC IN MẪU", "PHỤ LỤC", "PHỤ LỤC IN MẪU"),
        ("DANH MỤC THỦ TỤC", None, "DANH MỤC THỦ TỤC"),
        ("BIỂU MỨC THU PHÍ¹", None, "BIỂU MỨC THU PHÍ"),
        ("DỰ KIẾN NỘI DUNG\n-----", None, "DỰ KIẾN NỘI DUNG"),
        ("**DỰ KIẾN\nNỘI DUNG**", None, "DỰ KIẾN NỘI DUNG"),
    ],
)
def test_titles_and_labels(title: str, label: str | None, value: str) -> None:
    appendix = Paper().zone(TITLE, title).only()
    assert appendix.title is not None
    assert appendix.title.value == value
    assert (appendix.label.value if appendix.label else None) == label


def test_the_title_ends_where_a_reference_begins_in_it() -> None:
    paper = Paper().zone(TITLE, "PHỤ LỤC 1\nSƠ ĐỒ (Kèm theo Hướng dẫn số 36-HD/VPTW)")
    appendix = paper.only()
    assert appendix.title is not None
    assert appendix.title.value == "PHỤ LỤC 1 SƠ ĐỒ"
    assert appendix.reference is not None
    assert appendix.reference.reference_number == "36-HD/VPTW"
    assert appendix.reference.raw == "(Kèm theo Hướng dẫn số 36-HD/VPTW)"


def test_furniture_in_the_title_is_no_part_of_it() -> None:
    paper = Paper().zone(TITLE, "PHỤ LỤC").zone(ZoneKind.FURNITURE, "- 2 -")
    paper.zone(TITLE, "DANH MỤC (Công bố kèm theo Quyết định số 1/QĐ-X)").zone(BODY, "Chữ")
    appendix = paper.zone(TITLE, "TIÊU ĐỀ KHÁC").only()
    assert appendix.title is not None
    assert appendix.title.value == "PHỤ LỤC DANH MỤC"
    assert appendix.label is not None
    assert appendix.label.value == "PHỤ LỤC"


def test_a_reference_left_in_the_appendix_is_found_at_its_head_only() -> None:
    line = "(Ban hành kèm theo Quyết định số 9/QĐ-X)"
    near = Paper().zone(TITLE, "PHỤ LỤC").zone(BODY, line).only()
    assert near.reference is not None
    assert near.reference.reference_number == "9/QĐ-X"
    far = Paper().zone(TITLE, "PHỤ LỤC").zone(BODY, "chữ " * 400 + line).only()
    assert far.reference is None


@pytest.mark.parametrize(
    "text",
    [
        "(có phụ lục chi tiết gửi cùng)",
        "kèm theo hồ sơ (bản chính)",
        "(Đơn vị tính: đồng)",
        "(kèm theo không đóng ngoặc " + "x " * 400,
    ],
)
def test_what_is_no_reference(text: str) -> None:
    assert Paper().zone(TITLE, "PHỤ LỤC").zone(BODY, text).only().reference is None


def test_evidence_of_values() -> None:
    paper = (
        Paper().zone(TITLE, "Phụ lục I\nDANH MỤC").zone(REFERENCE, "(Kèm theo văn bản số 1-X/Y)")
    )
    layout = paper.layout()
    (appendix,) = find_appendices(layout)
    for value in (appendix.label, appendix.title, appendix.reference):
        assert value is not None
        assert value.page == 4
        assert value.boxes
        assert value.raw == " ".join(layout.text[slice(*value.span)].split())
    assert appendix.label is not None
    assert (appendix.label.raw, appendix.label.rule) == ("Phụ lục I", "appendix.label")


def test_parts_stay_apart_and_body_tables_are_not_theirs() -> None:
    paper = Paper().zone(ZoneKind.BODY, "Nội dung", part=0, page=1).table(part=0, page=1)
    paper.zone(TITLE, "PHỤ LỤC 1").table(part=1).zone(TITLE, "PHỤ LỤC 2", part=2, page=5)
    paper.table(part=2, page=5)
    layout = paper.layout()
    first, second = find_appendices(layout)
    assert [a.label.value if a.label else None for a in (first, second)] == [
        "PHỤ LỤC 1",
        "PHỤ LỤC 2",
    ]
    assert [len(a.tables) for a in (first, second)] == [1, 1]
    assert [table.page for table in find_body_tables(layout)] == [1]


def test_documents_without_appendices_have_none() -> None:
    layout = Paper().zone(ZoneKind.BODY, "Xem phụ lục I", part=0).layout()
    assert find_appendices(layout) == []
    assert find_body_tables(layout) == []


def test_an_appendix_of_a_table_alone() -> None:
    appendix = Paper().table(part=1).only()
    assert (appendix.label, appendix.title, appendix.reference) == (None, None, None)
    assert len(appendix.tables) == 1


@pytest.mark.parametrize("rule", appendix_rules().label, ids=lambda rule: rule.name)
def test_rules_of_labels_explain_themselves(rule: LabelRule) -> None:
    def is_found(text: str) -> bool:
        label = Paper().zone(TITLE, text).only().label
        return label is not None and label.value == text

    assert [text for text in rule.matches if not is_found(text)] == []
    assert [text for text in rule.rejects if is_found(text)] == []
    assert [t for t in rule.rejects if Paper().zone(TITLE, t).only().label is not None] == []


def test_rules_of_references_explain_themselves() -> None:
    rule = appendix_rules().reference

    def is_found(text: str) -> bool:
        line = f"({text.strip('()')} 1/QĐ-X)"
        return Paper().zone(TITLE, "PHỤ LỤC").zone(BODY, line).only().reference is not None

    assert [text for text in rule.matches if not is_found(text)] == []
    assert [text for text in rule.rejects if is_found(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "(" * 3_000,
        "(Kèm theo " + "số " * 20_000,
        "số " + "1" * 60_000,
        "của " * 20_000,
        " " * 50_000 + "x",
    ],
)
def test_hostile_lines_end_soon(text: str) -> None:
    start = len("PHỤ LỤC\n")
    whole = "PHỤ LỤC\n" + text
    for kind in (TITLE, REFERENCE, BODY):
        layout = Layout(
            text=whole,
            anchors=(Anchor(0, 3, 1, None, 1.0), Anchor(4, len(whole), 1, None, 1.0)),
            lines=(),
            paragraphs=(),
            zones=(Zone(TITLE, 0, start - 1, 1), Zone(kind, start, len(whole), 1)),
        )
        began = time.process_time()
        find_appendices(layout)
        assert time.process_time() - began < 1.0


@given(st.text(alphabet="số ngàytháng12/-().,của\n", max_size=200))
def test_any_line_gives_an_answer(text: str) -> None:
    paper = Paper().zone(TITLE, "PHỤ LỤC").zone(REFERENCE, "x " + text)
    reference = paper.only().reference
    assert reference is not None
    number = reference.reference_number
    assert number is None or number[0].isdigit()
