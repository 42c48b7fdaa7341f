"""Words that a scan misread are mended line by line and over the whole document; text layers never."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from models.geometry import Box
from models.layout import ZoneKind
from models.page import Cell
from models.page import PageTable
from models.page import Word
from pipeline.layout import mending
from pipeline.layout.mending import ACCENTS
from pipeline.layout.mending import DOCUMENT
from pipeline.layout.mending import LEXICON
from pipeline.layout.mending import SIGNS
from pipeline.layout.mending import mend_document
from pipeline.layout.mending import mend_words
from pipeline.layout.placed import Placed
from pipeline.layout.placed import PlacedTable
from pipeline.layout.rows import PrintedLine


def words(text: str, *, ocr: bool = True, confidence: float = 0.96) -> tuple[Word, ...]:
    box = Box(0, 0, 10, 10)
    return tuple(Word(text=t, box=box, confidence=confidence, ocr=ocr) for t in text.split())


def line(
    text: str,
    *,
    kind: ZoneKind = ZoneKind.BODY,
    ocr: bool = True,
    confidence: float = 0.96,
    block: int = 0,
) -> Placed:
    printed = PrintedLine(words=words(text, ocr=ocr, confidence=confidence), box=None, page=1)
    return Placed(line=printed, kind=kind, block=block)


def table(*cells: str) -> PlacedTable:
    made = tuple(Cell(row=i, column=0, words=words(text)) for i, text in enumerate(cells))
    return PlacedTable(table=PageTable(rows=len(cells), columns=1, cells=made), page=1)


def texts(placed: Sequence[Placed | PlacedTable]) -> list[str]:
    found = []
    for item in placed:
        if isinstance(item, Placed):
            found.append(item.line.text)
        else:
            found += [cell.text for cell in item.table.cells]
    return found


def test_a_mended_word_keeps_what_was_read() -> None:
    mended = mend_document([line("theo đúng như thâm quyền")])
    assert isinstance(mended[0], Placed)
    word = mended[0].line.words[3]
    assert (word.text, word.raw, word.repair) == ("thẩm", "thâm", LEXICON)
    assert word.confidence == pytest.approx(0.96 * 0.9, abs=1e-4)
    assert word.box == Box(0, 0, 10, 10)


def test_the_lines_of_a_zone_are_one_text() -> None:
    assert texts(mend_document([line("giao Sở Y tế tố"), line("chức thực hiện")])) == [
        "giao Sở Y tế tổ",
        "chức thực hiện",
    ]


def test_zones_and_cells_are_not() -> None:
    apart = [line("giao Sở Y tế tố"), line("chức thực hiện", block=1)]
    assert texts(mend_document(apart)) == texts(apart)
    cells = [table("giao Sở tố", "chức thực hiện")]
    assert texts(mend_document(cells)) == texts(cells)


def test_cells_are_mended_and_empty_ones_stay() -> None:
    found = mend_document(
        [line("Phụ lục"), table("nhận đủ hô sơ", "", "kê từ ngày"), line("sửa đôi")]
    )
    assert texts(found) == ["Phụ lục", "nhận đủ hồ sơ", "", "kể từ ngày", "sửa đổi"]


@pytest.mark.parametrize(
    "kind", [ZoneKind.SIGNATURE, ZoneKind.STAMP, ZoneKind.NUMBER, ZoneKind.PLACE_DATE]
)
def test_names_and_figures_are_no_prose(kind: ZoneKind) -> None:
    placed = [line("sửa đôi", kind=kind)]
    assert texts(mend_document(placed)) == ["sửa đôi"]


def test_closed_tables_speak_in_a_signature() -> None:
    found = mend_document([line("THỨ TRƯỜNG", kind=ZoneKind.SIGNATURE)])
    assert texts(found) == ["THỨ TRƯỞNG"]


def test_text_layers_come_back_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise AssertionError("the lexicon was loaded")

    monkeypatch.setattr(mending, "load_lexicon", refuse)
    placed = [line("các cơ quan tố chức thực hiện, THỨ TRƯỜNG", ocr=False)]
    assert mend_document(placed) == placed
    assert mend_document([]) == []


def test_a_word_of_a_text_layer_beside_a_scanned_one_stays() -> None:
    printed = PrintedLine(words=words("sửa đôi", ocr=False) + words("bồ sung"), box=None, page=1)
    found = mend_document([Placed(line=printed, kind=ZoneKind.BODY)])
    assert texts(found) == ["sửa đôi bổ sung"]


@pytest.mark.parametrize(
    ("read", "mended"),
    [
        ("Chủ tịch UBND tính Điện Biên", "Chủ tịch UBND tỉnh Điện Biên"),
        ("đoàn tạm dừng đề hoạt động trở lại", "đoàn tạm dừng để hoạt động trở lại"),
        ("cơ quan bó trí kinh phí", "cơ quan bố trí kinh phí"),
        # words as right as their twins
        ("ước tính Điện Biên có 500 hộ", "ước tính Điện Biên có 500 hộ"),
        ("các chuyên đề hoạt động hè", "các chuyên đề hoạt động hè"),
        ("một bó hoa", "một bó hoa"),
    ],
)
def test_small_words_follow_the_words_beside_them(read: str, mended: str) -> None:
    assert texts(mend_document([line(read)])) == [mended]


def test_strange_signs_are_repaired_and_where_one_stays_the_word_is_in_doubt() -> None:
    (placed,) = mend_document([line("Bộ Ÿ tế nêu tại Điều 6Š và ông Øuyễn")])
    assert isinstance(placed, Placed)
    found = {word.text: word for word in placed.line.words}
    assert (found["Y"].raw, found["Y"].repair) == ("Ÿ", SIGNS)
    assert (found["65"].raw, found["65"].repair) == ("6Š", SIGNS)
    assert found["65"].confidence < 0.96
    assert (found["Øuyễn"].repair, found["Øuyễn"].confidence < 0.7) == (None, True)


def test_signs_of_names_and_of_text_layers_stay() -> None:
    assert texts(mend_document([line("Số: 6Š", kind=ZoneKind.NUMBER)])) == ["Số: 6Š"]
    assert texts(mend_document([line("Điều 6Š khoản I", ocr=False)])) == ["Điều 6Š khoản I"]


def test_the_document_speaks_last() -> None:
    well = [line("zường bắc", block=i) for i in range(3)]
    found = mend_document([*well, line("zương bắc", confidence=0.8, block=4)])
    last = found[-1]
    assert isinstance(last, Placed)
    assert (last.line.words[0].text, last.line.words[0].repair) == ("zường", DOCUMENT)


RESTORED = [
    ("UBND tinh Lâm Đông", "UBND tỉnh Lâm Đồng"),
    ("PHÓ CHÚ TỊCH", "PHÓ CHỦ TỊCH"),
    # the reading is borne out by its neighbours
    ("tình hình diễn biến phức tạp", "tình hình diễn biến phức tạp"),
    ("các văn bản chỉ đạo", "các văn bản chỉ đạo"),
    ("Bộ trưởng, Thủ trưởng cơ quan", "Bộ trưởng, Thủ trưởng cơ quan"),
    # a person's name, and a parenthesis between the two
    ("Phạm Thị Thanh Trà", "Phạm Thị Thanh Trà"),
    ("Lâm Hà (tỉnh Lâm Đồng)", "Lâm Hà (tỉnh Lâm Đồng)"),
    # a comma parts two of a title's words; one word of a phrase alone is never mended
    ("Đồng Văn Thanh, Phó Chủ tịch", "Đồng Văn Thanh, Phó Chủ tịch"),
    ("nhân viên trường mầm non", "nhân viên trường mầm non"),
]


@pytest.mark.parametrize(("read", "mended"), RESTORED)
def test_closed_tables(read: str, mended: str) -> None:
    found = mend_words(words(read))
    assert " ".join(w.text for w in found) == mended
    assert {w.repair for w in found} <= {None, ACCENTS}


def test_mending_twice_changes_nothing_more() -> None:
    once = mend_document([line("sửa đôi, bồ sung một số điều"), table("thâm quyên của Sở Y tê")])
    assert mend_document(once) == once
