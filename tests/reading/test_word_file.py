"""Word files: body order, tables, labels, tracked changes, pages."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.opc.constants import CONTENT_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from extractors.secrecy import secrecy_page
from models.outcome import OutcomeCode
from models.page import FileKind
from models.page import Page
from models.page import PageSource
from models.page import Reading
from models.settings import Settings
from pipeline.reading.failure import ReadFailure
from pipeline.reading.sniff import sniff
from pipeline.reading.word_file import read_docx


def read(tmp_path: Path, build: Callable[[Any], None], **limits: int) -> Reading:
    document = docx.Document()
    build(document)
    document.save(str(tmp_path / "a.docx"))
    return read_docx(tmp_path / "a.docx", Settings(**limits))


def lines_of(page: Page) -> list[str]:
    lines: dict[int, list[str]] = {}
    for word in page.words:
        lines.setdefault(word.line, []).append(word.text)
    return [" ".join(words) for _, words in sorted(lines.items())]


def test_paragraphs_with_looks(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        paragraph = document.add_paragraph()
        run = paragraph.add_run("KẾ HO")
        run.bold, run.font.size = True, Pt(14)
        paragraph.add_run("ẠCH").bold = True
        document.add_paragraph("")
        paragraph = document.add_paragraph("Căn cứ ")
        paragraph.add_run("Luật").italic = True
        paragraph.add_run("\nsố 12").font.all_caps = True

    reading = read(tmp_path, build)
    (page,) = reading.pages
    assert reading.kind is FileKind.DOCX
    assert page.source is PageSource.DOCX
    assert lines_of(page) == ["KẾ HOẠCH", "Căn cứ Luật", "SỐ 12"]
    assert [w.line for w in page.words] == [0, 0, 2, 2, 2, 3, 3]  # the blank paragraph leaves 1 out
    assert [w.bold for w in page.words[:3]] == [True, True, False]
    assert [w.italic for w in page.words[2:5]] == [False, False, True]
    assert page.words[0].size_pt == 14
    assert all(w.box is None for w in page.words)


def test_letterhead_table_is_read_left_column_first(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        table = document.add_table(2, 2)
        table.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI"
        table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI"
        table.cell(1, 0).text = "Số:      /KH-UBND"
        table.cell(1, 1).text = "Lào Cai, ngày    tháng 01"
        document.add_paragraph("KẾ HOẠCH")

    (page,) = read(tmp_path, build).pages
    assert page.tables == ()
    assert lines_of(page) == [
        "ỦY BAN NHÂN DÂN", "TỈNH LÀO CAI", "Số: /KH-UBND", "CỘNG HÒA XÃ HỘI",
        "Lào Cai, ngày tháng 01", "KẾ HOẠCH",
    ]  # fmt: skip


def test_ruled_table_with_merged_cells(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        document.add_paragraph("Trước")
        table = document.add_table(3, 3, style="Table Grid")
        for cell, text in zip(table.rows[0].cells, ["STT", "Nội dung", "Cơ quan"], strict=True):
            cell.text = text
        table.cell(1, 0).merge(table.cell(2, 0)).text = "1"
        table.cell(1, 1).merge(table.cell(1, 2)).text = "Rộng"
        table.cell(2, 1).text = "một\nhai"
        document.add_paragraph("Sau")

    (page,) = read(tmp_path, build).pages
    (table,) = page.tables
    assert (table.rows, table.columns, table.ruled) == (3, 3, True)
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells] == [
        (0, 0, 1, 1, "STT"), (0, 1, 1, 1, "Nội dung"), (0, 2, 1, 1, "Cơ quan"),
        (1, 0, 2, 1, "1"), (1, 1, 1, 2, "Rộng"), (2, 1, 1, 1, "một hai"), (2, 2, 1, 1, ""),
    ]  # fmt: skip
    before, after = page.words
    inside = [w.line for c in table.cells for w in c.words]
    assert before.line < table.line == min(inside) <= max(inside) < after.line


def _numbered(document: Any, number_id: str, level: str, text: str) -> None:
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>'
        )
    )


def test_automatic_labels_are_printed(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        numbering = document.part.numbering_part.element
        numbering.insert(
            0,
            parse_xml(
                f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="77">
                <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
                <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
                <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3"/></w:lvl>
                <w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
                <w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%5."/></w:lvl>
                </w:abstractNum>"""
            ),
        )
        numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
        )
        for level, text in [
            ("0", "ba"),
            ("1", "a"),
            ("1", "bê"),
            ("0", "bốn"),
            ("1", "a lại"),
            ("2", "sâu"),
            ("3", "gạch"),
            ("4", "La Mã"),
        ]:
            _numbered(document, "77", level, text)
        _numbered(document, "0", "0", "không số")
        _numbered(document, "999", "0", "không có")

    assert lines_of(read(tmp_path, build).pages[0]) == [
        "3. ba", "a) a", "b) bê", "4. bốn", "a) a lại", "4.1 sâu", "- gạch", "I. La Mã", "không số", "không có",
    ]  # fmt: skip


def test_tracked_changes_are_read_as_accepted_and_hidden_text_is_not(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        paragraph = document.add_paragraph("còn ")
        for xml in (
            f"<w:del {nsdecls('w')}><w:r><w:delText>bỏ </w:delText></w:r></w:del>",
            f"<w:ins {nsdecls('w')}><w:r><w:t>thêm </w:t></w:r></w:ins>",
            f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>ẩn </w:t></w:r>",
            f"<w:r {nsdecls('w')}><w:instrText>PAGE</w:instrText></w:r>",
            f"<w:r {nsdecls('w')}><w:t>số</w:t><w:noBreakHyphen/><w:t>1</w:t><w:tab/><w:t>cuối</w:t></w:r>",
        ):
            paragraph._p.append(parse_xml(xml))

    assert lines_of(read(tmp_path, build).pages[0]) == ["còn thêm số-1 cuối"]


def test_marked_page_breaks_make_pages(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        document.add_paragraph("một").add_run().add_break(WD_BREAK.PAGE)
        document.add_paragraph("hai").paragraph_format.page_break_before = True
        document.add_section()
        document.add_paragraph("ba")

    pages = read(tmp_path, build).pages
    assert [(p.number, lines_of(p)) for p in pages] == [(1, ["một"]), (2, ["hai"]), (3, ["ba"])]


def test_header_with_words_is_read_and_a_page_number_is_not(tmp_path: Path) -> None:
    def numbered(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "2"
        document.add_paragraph("thân")

    def marked(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "DỰ THẢO LẦN 2"
        document.add_paragraph("thân")

    assert lines_of(read(tmp_path, numbered).pages[0]) == ["thân"]
    assert lines_of(read(tmp_path, marked).pages[0]) == ["DỰ THẢO LẦN 2", "thân"]


def test_text_box_follows_its_paragraph_and_is_read_once(tmp_path: Path) -> None:
    box = """<w:r {ns} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
      xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
      <w:txbxContent><w:p><w:r><w:t>MẬT</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>
      <mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>MẬT</w:t></w:r></w:p></w:txbxContent>
      </v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""

    def build(document: Any) -> None:
        document.add_paragraph("Số 12")._p.append(parse_xml(box.format(ns=nsdecls("w"))))
        document.add_paragraph("sau")

    assert lines_of(read(tmp_path, build).pages[0]) == ["Số 12", "MẬT", "sau"]


def test_both_normal_forms_read_the_same(tmp_path: Path) -> None:
    text = "Thường vụĐảng uỷ đề nghị"
    readings = [
        read(tmp_path, lambda d, form=form: d.add_paragraph(unicodedata.normalize(form, text)))
        for form in ("NFC", "NFD")
    ]
    assert [[w.text for w in r.pages[0].words] for r in readings] == [
        ["Thường", "vụ", "Đảng", "uỷ", "đề", "nghị"]
    ] * 2


def test_page_limit(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        for _ in range(5):
            document.add_paragraph("x").add_run().add_break(WD_BREAK.PAGE)

    with pytest.raises(ReadFailure) as caught:
        read(tmp_path, build, max_pages=3)
    assert caught.value.code is OutcomeCode.TOO_MANY_PAGES


def _with_document(tmp_path: Path, xml: bytes) -> Path:
    docx.Document().save(str(tmp_path / "good.docx"))
    path = tmp_path / "bad.docx"
    with (
        zipfile.ZipFile(tmp_path / "good.docx") as good,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for name in good.namelist():
            bad.writestr(name, xml if name == "word/document.xml" else good.read(name))
    return path


NAMESPACE = nsdecls("w").encode()
BROKEN = [
    b"",
    b"<w:document",
    b"no markup",
    b"<a/>",
    # nested far deeper than any paper
    b"<w:document " + NAMESPACE + b"><w:body>" + b"<w:p>" * 5000 + b"</w:p>" * 5000 + b"</w:body></w:document>",
    # entities that grow
    b'<!DOCTYPE x [<!ENTITY a "' + b"x" * 1000 + b'"><!ENTITY b "' + b"&a;" * 1000 + b'">'
    b'<!ENTITY c "' + b"&b;" * 1000 + b'">]><w:document ' + NAMESPACE + b"><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>",
]  # fmt: skip


@pytest.mark.parametrize("xml", BROKEN)
def test_broken_documents_end_as_damaged_or_empty(tmp_path: Path, xml: bytes) -> None:
    path = _with_document(tmp_path, xml)
    code: OutcomeCode | None = None
    letters = 0
    try:
        reading = read_docx(path, Settings())
        letters = sum(len(w.text) for p in reading.pages for w in p.words)
    except ReadFailure as failure:
        code = failure.code
    assert code in {None, OutcomeCode.DAMAGED}
    assert letters < 5_000


def test_the_main_part_may_be_called_otherwise(tmp_path: Path) -> None:
    """As Word in a browser writes it."""
    document = docx.Document()
    document.add_paragraph("Kính gửi: Các sở, ban, ngành")
    document.save(str(tmp_path / "good.docx"))
    path = tmp_path / "a.docx"
    with (
        zipfile.ZipFile(tmp_path / "good.docx") as good,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as other,
    ):
        for name in good.namelist():
            data = good.read(name)
            if name in {"[Content_Types].xml", "_rels/.rels"}:
                data = data.replace(b"word/document.xml", b"word/document2.xml")
            other.writestr(name.replace("/document.xml", "/document2.xml"), data)
    assert sniff(path, Settings()).kind is FileKind.DOCX
    assert lines_of(read_docx(path, Settings()).pages[0]) == ["Kính gửi: Các sở, ban, ngành"]


def test_nested_tables_come_to_an_end(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        cell = document.add_table(1, 1, style="Table Grid").cell(0, 0)
        for depth in range(12):
            cell.paragraphs[0].add_run(f"tầng {depth}")
            cell = cell.add_table(1, 1).cell(0, 0)

    (page,) = read(tmp_path, build).pages
    assert page.tables[0].cells[0].text.startswith("tầng 0 tầng 1")


def _call(paragraph: Any, number: int, kind: str = "footnote") -> None:
    run = f'<w:r {nsdecls("w")}><w:{kind}Reference w:id="{number}"/></w:r>'
    paragraph._p.append(parse_xml(run))


def _note(document: Any, *notes: str, kind: str = "footnote") -> None:
    """Give the document notes numbered from 5, each the inner XML of its element."""
    inner = "".join(f'<w:{kind} w:id="{n}">{note}</w:{kind}>' for n, note in enumerate(notes, 5))
    separator = (
        f'<w:{kind} w:type="separator" w:id="0"><w:p><w:r><w:t>kẻ</w:t></w:r></w:p></w:{kind}>'
    )
    xml = f"<w:{kind}s {nsdecls('w')}>{separator}{inner}</w:{kind}s>"
    types = {"footnote": CONTENT_TYPE.WML_FOOTNOTES, "endnote": CONTENT_TYPE.WML_ENDNOTES}
    relations = {"footnote": RELATIONSHIP_TYPE.FOOTNOTES, "endnote": RELATIONSHIP_TYPE.ENDNOTES}
    part = Part(PackURI(f"/word/{kind}s.xml"), types[kind], xml.encode())
    document.part.relate_to(part, relations[kind])


def _p(text: str, more: str = "") -> str:
    return f"<w:p><w:r><w:t>{text}</w:t>{more}</w:r></w:p>"


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_follow_the_paragraph_that_calls_them_and_are_named(
    tmp_path: Path, kind: str
) -> None:
    def build(document: Any) -> None:
        _call(document.add_paragraph("theo Luật"), 5, kind)
        document.add_paragraph("đoạn hai")
        _note(document, _p("Luật số 12", "<w:br/><w:t>năm 2020</w:t>") + _p("Xem thêm"), kind=kind)

    (page,) = read(tmp_path, build).pages
    assert lines_of(page) == ["theo Luật", "Luật số 12", "năm 2020", "Xem thêm", "đoạn hai"]
    assert page.footnotes == ((1, 2), (3, 3))


def test_a_note_is_printed_once_on_the_page_that_calls_it(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        _call(document.add_paragraph("một"), 5)
        paragraph = document.add_paragraph("hai")
        _call(paragraph, 5)
        paragraph.add_run().add_break(WD_BREAK.PAGE)
        document.add_paragraph("ba")
        _call(document.add_paragraph("bốn"), 9)
        # a note that calls itself comes to an end
        _note(document, _p("Luật", f'<w:footnoteReference w:id="{5}"/>'))

    first, second = read(tmp_path, build).pages
    assert (lines_of(first), first.footnotes) == (["một", "Luật", "hai"], ((1, 1),))
    assert (lines_of(second), second.footnotes) == (["ba", "bốn"], ())


@pytest.mark.parametrize("note", ["", "<w:p/>", _p(" ")])
def test_an_empty_note_is_none(tmp_path: Path, note: str) -> None:
    def build(document: Any) -> None:
        _call(document.add_paragraph("một"), 5)
        document.add_paragraph("hai")
        _note(document, note)

    (page,) = read(tmp_path, build).pages
    assert (lines_of(page), page.footnotes) == (["một", "hai"], ())


@pytest.mark.parametrize("place", ["header", "footer", "first_page_footer", "even_page_header"])
@pytest.mark.parametrize(
    ("text", "stops"),
    [("TỐI MẬT", True), ("MẬT", True), ("MẶT TRẬN TỔ QUỐC", False), ("Trang 1", False)],
)
def test_a_secrecy_mark_counts_wherever_it_stands_beside_the_text(
    tmp_path: Path, place: str, text: str, stops: bool
) -> None:
    document = docx.Document()
    document.add_paragraph("Kính gửi: Văn phòng")
    getattr(document.sections[0], place).paragraphs[0].text = text
    path = tmp_path / "paper.docx"
    document.save(str(path))
    reading = read_docx(path, Settings())
    assert (secrecy_page(reading) is not None) is stops
