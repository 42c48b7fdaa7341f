"""The builder: the same call gives the same paper, and paper and label say the same."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace

import docx
import numpy as np
import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from PIL import Image

from samples.builder import a_dispatch
from samples.builder import expected_record
from samples.builder import to_pdf
from samples.builder.catalogue import SAMPLES
from samples.builder.catalogue import Sample
from samples.builder.degrade import Photo
from samples.builder.degrade import Scan
from samples.builder.degrade import photograph
from samples.builder.degrade import render
from samples.builder.degrade import scan
from samples.builder.picture_files import to_image_pdf
from samples.builder.picture_files import to_jpeg
from samples.builder.picture_files import to_png
from samples.builder.picture_files import to_tiff
from samples.builder.shapes import Cited
from samples.builder.shapes import Dispatch
from samples.builder.shapes import Item
from samples.builder.shapes import Recipient
from samples.builder.shapes import plain
from samples.builder.transcribe import to_text
from samples.builder.word_file import to_docx

SYMBOL_RE = re.compile(
    r"(?<![\w/])\d{1,5}[a-z]?(?:/\d{4})?[-/][A-ZĐ][A-Za-zĐđ]{0,9}[-/][A-ZĐ]\w{0,9}"
)
LAW_RE = re.compile(r"(?<![\w/])\d{1,3}/\d{4}/(?:QH\d{2}|NĐ-CP)")


def pdf_text(pdf: bytes) -> str:
    """All text of a PDF without blanks, page numbers taken out, hyphens at line ends kept."""
    pages = []
    with pdfium.PdfDocument(pdf) as document:
        for index, page in enumerate(document):
            text = page.get_textpage().get_text_range()
            text = text.replace("\ufffe", "-").replace("\x02", "-")
            if index:
                text = re.sub(r"\A\d{1,2}\r?\n", "", text)
            pages.append(text)
    return squeeze("".join(pages))


def squeeze(text: str) -> str:
    return "".join(text.split())


def missing_texts(dispatch: Dispatch) -> list[str]:
    """Texts that the text layer does not hold; of table cells, words that it does not hold.

    The lines of a row with a merged cell stand in the layer line by line across the cells, as
    with every typesetter, so that a cell of several lines is not found in one piece.
    """
    found = pdf_text(to_pdf(dispatch))
    grids = [section.grid for section in dispatch.sections if section.grid is not None]
    grids += [appendix.grid for appendix in dispatch.appendices]
    cells = {cell for grid in grids for row in grid.rows for cell in row if cell}
    words = [word for cell in cells for word in cell.replace("-", " ").split()]
    whole = [plain(text) for text in printed_texts(dispatch) if text not in cells]
    return [text for text in (*whole, *words) if squeeze(text) not in found]


def printed_texts(dispatch: Dispatch) -> list[str]:
    """Everything that must stand on the paper, as the description has it."""
    entries = [f"- {entry.name}" for entry in dispatch.distribution]
    purposes = [f"({entry.purpose})" for entry in dispatch.distribution if entry.purpose]
    head = [dispatch.issuing_body, dispatch.number_line, dispatch.place_line, dispatch.subject]
    marks = [dispatch.urgency_mark, dispatch.circulation_mark, dispatch.draft_mark]
    foot = [dispatch.signature.authority, *dispatch.signature.positions, dispatch.signature.name]
    references = [appendix.reference for appendix in dispatch.appendices]
    optional = [dispatch.superior_body, dispatch.heading, *marks, *foot, *references]
    return [
        *head,
        *(text for text in optional if text),
        *dispatch.addressees,
        *dispatch.running_texts(),
        *entries,
        *purposes,
    ]


VARIED = [
    # the plainest letter of the Party
    a_dispatch(tasks=1, addressees=1, copies=0),
    # the same of the State
    a_dispatch(system="state", tasks=1, addressees=1, copies=0),
    # many items, so that the body runs over a page
    a_dispatch(tasks=14, addressees=6, copies=4, seed=1),
    # an appendix that runs over several pages, with merged cells and group rows
    a_dispatch(tasks=3, appendix_rows=60, seed=2),
    a_dispatch(system="state", tasks=3, appendix_rows=25, seed=3),
    # marks, a superior body and a blank number and day
    a_dispatch(
        seed=4,
        superior_body="ĐẢNG BỘ TỈNH NAM LĨNH",
        issuing_body="ĐẢNG UỶ XÃ PHÚ LỘC HẠ",
        number=None,
        day_printed=False,
        urgency_mark="HOẢ TỐC",
        circulation_mark="XEM XONG TRẢ LẠI",
        draft_mark="Dự thảo lần 3",
    ),
    # not a letter: type name and subject stand in the middle
    a_dispatch(
        seed=5, type_code="KL", type_name="Kết luận", symbol="KL/TU", heading="CỦA BAN THƯỜNG VỤ"
    ),
    # a brace over three recipients
    a_dispatch(
        seed=6,
        distribution=(
            *(
                Recipient(name=name, purpose="để b/c", brace=1)
                for name in ("Thường trực Tỉnh uỷ", "Ban Tổ chức Tỉnh uỷ", "Văn phòng Tỉnh uỷ")
            ),
            Recipient(name="Lưu VT, TH", archive=True),
        ),
    ),
]


@pytest.mark.parametrize("dispatch", VARIED)
def test_text_layer_holds_every_text_of_the_description(dispatch: Dispatch) -> None:
    assert missing_texts(dispatch) == []


@pytest.mark.parametrize("dispatch", VARIED[:3])
def test_same_description_gives_same_bytes(dispatch: Dispatch) -> None:
    assert to_pdf(dispatch) == to_pdf(dispatch)
    assert to_docx(dispatch) == to_docx(dispatch)
    assert expected_record(dispatch) == expected_record(dispatch)


def test_pdf_carries_no_date() -> None:
    pdf = to_pdf(a_dispatch())
    assert b"CreationDate" not in pdf
    assert b"ModDate" not in pdf


@given(
    system=st.sampled_from(("party", "state")),
    tasks=st.integers(0, 30),
    addressees=st.integers(1, 6),
    copies=st.integers(0, 4),
    rows=st.integers(0, 60),
    seed=st.integers(0, 500),
)
@settings(max_examples=60, deadline=None)
def test_label_counts_what_was_asked_for(
    system: str, tasks: int, addressees: int, copies: int, rows: int, seed: int
) -> None:
    dispatch = a_dispatch(
        system=system,  # type: ignore[arg-type]
        tasks=tasks,
        addressees=addressees,
        copies=copies,
        appendix_rows=rows,
        seed=seed,
    )
    label = expected_record(dispatch)
    assert len(label["tasks"]) == tasks  # type: ignore[arg-type]
    assert len(label["addressees"]) == addressees  # type: ignore[arg-type]
    assert len(label["distribution"]) == copies + 2  # type: ignore[arg-type]
    assert len(label["appendices"]) == bool(rows)  # type: ignore[arg-type]
    assert_agrees_with_itself(dispatch)


@pytest.mark.parametrize("seed", range(1, 7))
def test_another_seed_makes_another_dispatch(seed: int) -> None:
    assert a_dispatch(seed=seed) != a_dispatch(seed=seed - 1)
    assert a_dispatch(seed=seed).reference_number != a_dispatch(seed=seed - 1).reference_number


REFUSED = [
    {"tasks": -1},
    {"tasks": 31},
    {"addressees": 0},
    {"addressees": 7},
    {"copies": 5},
    {"appendix_rows": 201},
]


@pytest.mark.parametrize("asked", REFUSED)
def test_numbers_out_of_range_are_refused(asked: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=next(iter(asked))):
        a_dispatch(**asked)  # type: ignore[arg-type]


def test_unknown_field_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        a_dispatch(colour="red")


def test_overrides_reach_paper_and_label() -> None:
    dispatch = a_dispatch(number="77b", place="Bến Gỗ", day=dt.date(2026, 2, 3))
    label = expected_record(dispatch)
    assert (label["number"], label["symbol"]) == ("77b", "77b-CV/TU")
    assert (label["place"], label["date"]) == ("Bến Gỗ", "2026-02-03")
    found = pdf_text(to_pdf(dispatch))
    assert "Số77b-CV/TU" in found
    assert "BếnGỗ,ngày03tháng02năm2026" in found


def test_blank_number_and_day_are_not_in_the_label() -> None:
    label = expected_record(a_dispatch(number=None, day_printed=False, day=dt.date(2026, 10, 9)))
    assert label["number"] is None
    assert label["symbol"] == "CV/TU"
    assert label["date"] is None
    assert label["date_partial"] == "2026-10"


def test_citation_that_stands_nowhere_is_refused() -> None:
    ghost = Cited(type_name="Chỉ thị", symbol="999-CT/XX")
    with pytest.raises(ValueError, match="999-CT/XX"):
        expected_record(a_dispatch(citations=(ghost,)))


DATES = [
    # zero before days below 10 and before the months 1 and 2 only
    (dt.date(2026, 2, 9), "09/02/2026"),
    (dt.date(2026, 6, 8), "08/6/2026"),
    (dt.date(2025, 12, 29), "29/12/2025"),
]


@pytest.mark.parametrize(("day", "words"), DATES)
def test_citations_write_dates_as_offices_do(day: dt.date, words: str) -> None:
    cited = Cited(type_name="Kế hoạch", symbol="1-KH/TU", day=day, body="Tỉnh uỷ")
    assert cited.phrase() == f"Kế hoạch số 1-KH/TU ngày {words} của Tỉnh uỷ"
    assert cited.phrase(comma=True) == f"Kế hoạch số 1-KH/TU, ngày {words} của Tỉnh uỷ"


def test_charges_of_sub_items_belong_to_the_item_in_the_label() -> None:
    sub = Item(
        label="a)", text="Chủ trì việc này trước ngày 01/9/2026.", deadline="trước ngày 01/9/2026"
    )
    dispatch = a_dispatch(tasks=0)
    task = Item(label="1.", text="Văn phòng Tỉnh uỷ", items=(sub,), heading=True)
    (label,) = expected_record(replace(dispatch, tasks=(task,)))["tasks"]  # type: ignore[misc]
    assert label["deadline_text"] == "trước ngày 01/9/2026"
    assert label["sub_tasks"] == 1


def assert_agrees_with_itself(dispatch: Dispatch) -> None:
    """What the label claims about a task stands in the task's own words."""
    for task in dispatch.tasks:
        for item in task.walk():
            assert all(charge.body in plain(item.text) for charge in item.charges)
            assert item.deadline is None or item.deadline in plain(item.text)
            assert item.due is None or item.deadline is not None
    for appendix in dispatch.appendices:
        columns = len(appendix.grid.columns)
        assert all(len(row) == columns for row in appendix.grid.rows)
        assert len(appendix.grid.widths) == columns
        assert None not in appendix.grid.rows[0]
    assert dispatch.distribution[-1].archive


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_sample_agrees_with_itself(sample: Sample) -> None:
    assert_agrees_with_itself(sample.describe())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_sample_declares_every_symbol_it_cites(sample: Sample) -> None:
    dispatch = sample.describe()
    text = "\n".join((dispatch.full_subject, *dispatch.running_texts()))
    found = {match.group() for match in (*SYMBOL_RE.finditer(text), *LAW_RE.finditer(text))}
    assert found == {cited.symbol for cited in dispatch.citations}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_sample_cites_nothing_that_came_after_it(sample: Sample) -> None:
    dispatch = sample.describe()
    days = [cited.day for cited in dispatch.citations if cited.day]
    assert all(day < dispatch.day for day in days)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_sample_is_readable_as_pdf_with_all_its_texts(sample: Sample) -> None:
    assert missing_texts(sample.describe()) == []


def test_samples_cover_the_kinds_of_paper() -> None:
    described = [sample.describe() for sample in SAMPLES]
    assert {dispatch.system for dispatch in described} == {"party", "state"}
    assert {dispatch.type_code for dispatch in described} >= {"CV", "TB", "KH", "CT", "KL", "QĐ"}
    assert any(dispatch.findings for dispatch in described)
    assert any(dispatch.urgency_mark for dispatch in described)
    assert any(dispatch.circulation_mark for dispatch in described)
    assert any(dispatch.draft_mark for dispatch in described)
    identities = {(d.issuing_body, d.superior_body, d.reference_number) for d in described}
    assert len(identities) == len(SAMPLES)


def test_appendix_table_of_the_first_sample_runs_over_two_pages() -> None:
    with pdfium.PdfDocument(to_pdf(SAMPLES[0].describe())) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    assert ["Thời gian trình" in text for text in texts] == [False, False, True, True]


def test_transcript_without_marks_has_none() -> None:
    dispatch = a_dispatch(tasks=2, appendix_rows=3)
    clean = to_text(dispatch)
    assert clean.count("*") == 1  # the star under the issuer
    assert "Số 12-CV/TU" in clean
    assert all(text in clean for text in dispatch.running_texts() if text)


def test_transcript_with_marks_carries_what_converters_leave() -> None:
    text = to_text(VARIED[-1], converter_marks=True)
    assert "- Kính gửi:*\n" in text
    assert " -CV/TU" in text
    assert text.count("}") == 3
    assert text.count("(để b/c)") == 1
    assert "**T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ**" in text


def test_transcript_cuts_a_long_paragraph_without_losing_a_word() -> None:
    long = "Thực hiện nhiệm vụ được giao, " * 20
    dispatch = a_dispatch(intro=(long.strip(),), citations=())
    marked = to_text(dispatch, converter_marks=True)
    assert long.strip() not in marked
    assert long.strip() in marked.replace("\n\n", " ")


def test_tables_of_the_transcript_are_tab_separated() -> None:
    dispatch = a_dispatch(appendix_rows=9)
    (appendix,) = dispatch.appendices
    rows = [line.split("\t") for line in to_text(dispatch).splitlines() if "\t" in line]
    assert rows[0] == list(appendix.grid.columns)
    assert rows[1:] == [[cell or "" for cell in row] for row in appendix.grid.rows]


def test_word_file_holds_letterhead_body_and_table() -> None:
    dispatch = a_dispatch(tasks=3, appendix_rows=9, superior_body="ĐẢNG BỘ TỈNH VÂN LĨNH")
    file = docx.Document(io.BytesIO(to_docx(dispatch)))
    text = "\n".join(line.text for line in file.paragraphs)
    assert all(plain(task.text) in text for task in dispatch.tasks)
    head, foot, table = file.tables
    assert dispatch.number_line in head.cell(0, 0).text
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in head.cell(0, 1).text
    assert dispatch.signature.name in foot.cell(0, 1).text
    assert len(table.rows) == len(dispatch.appendices[0].grid.rows) + 1


def test_word_file_merges_cells_and_keeps_their_text() -> None:
    grid = a_dispatch(appendix_rows=9).appendices[0].grid
    file = docx.Document(io.BytesIO(to_docx(a_dispatch(appendix_rows=9))))
    index = next(i for i, row in enumerate(grid.rows) if None in row)
    column = grid.rows[index].index(None)
    table = file.tables[-1]
    assert table.cell(index + 1, column)._tc is table.cell(index, column)._tc
    assert table.cell(index, column).text == grid.rows[index - 1][column]


def test_word_file_has_one_fixed_date() -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx(a_dispatch()))) as packed:
        assert {member.date_time for member in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_merged_cells_are_carried_down_beside_the_printed_rows() -> None:
    (label,) = expected_record(a_dispatch(appendix_rows=9))["appendices"]  # type: ignore[misc]
    pairs = list(zip(label["rows"], label["rows_carried_down"], strict=True))
    differing = [(printed, full) for printed, full in pairs if printed != full]
    assert differing
    assert all(printed[2] == "" and full[2] for printed, full in differing)


@pytest.mark.slow
def test_same_seed_gives_same_scan() -> None:
    pdf = to_pdf(a_dispatch(tasks=2))
    how = Scan(dpi=72, stamp="TỈNH UỶ VÂN LĨNH", signer="Trần Khắc Vĩnh", seed=3)
    first, second = scan(pdf, how), scan(pdf, how)
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))
    assert not np.array_equal(first[0], scan(pdf, replace(how, seed=4))[0])


@pytest.mark.slow
def test_stamp_is_red_and_lies_left_of_the_name() -> None:
    pdf = to_pdf(a_dispatch(tasks=2))
    still = {"dpi": 100, "skew_deg": 0.0, "bleed": 0.0, "noise": 0.0}
    bare = scan(pdf, Scan(**still))  # type: ignore[arg-type]
    stamped = scan(pdf, Scan(**still, stamp="TỈNH UỶ", signer="Trần Khắc Vĩnh"))  # type: ignore[arg-type]
    page = stamped[-1].astype(int)
    red = (page[..., 0] - page[..., 1] > 60) & (page[..., 0] - page[..., 2] > 60)
    assert red.sum() > 500
    assert np.argwhere(red)[:, 1].min() > page.shape[1] * 0.4
    before = bare[-1].astype(int)
    assert not ((before[..., 0] - before[..., 1]) > 60).any()


@pytest.mark.slow
def test_grey_scan_has_no_colour() -> None:
    (page, *_) = scan(to_pdf(a_dispatch()), Scan(dpi=60, colour=False))
    assert np.array_equal(page[..., 0], page[..., 1])
    assert np.array_equal(page[..., 0], page[..., 2])


@pytest.mark.slow
def test_photograph_shows_page_on_a_darker_desk() -> None:
    (page, *_) = render(to_pdf(a_dispatch()), dpi=72)
    seen = photograph(page, Photo(long_side_px=800))
    height, width = seen.shape[:2]
    assert seen[height // 2, width // 2 - 100 : width // 2 + 100].mean() > 2 * seen[:6, :6].mean()
    assert np.array_equal(seen, photograph(page, Photo(long_side_px=800)))


def test_image_pdf_has_pages_of_the_right_size_and_no_text() -> None:
    pages = render(to_pdf(a_dispatch(appendix_rows=4)), dpi=50)
    packed = to_image_pdf(pages, dpi=50, quality=40)
    with pdfium.PdfDocument(packed) as document:
        assert len(document) == len(pages)
        for page in document:
            assert page.get_size() == pytest.approx((595.3, 841.9), abs=1.5)
            assert page.get_textpage().count_chars() == 0
    assert packed == to_image_pdf(pages, dpi=50, quality=40)


def test_picture_files_keep_size_resolution_and_pages() -> None:
    pages = render(to_pdf(a_dispatch(appendix_rows=4)), dpi=50)
    with Image.open(io.BytesIO(to_tiff(pages, dpi=50))) as tiff:
        assert getattr(tiff, "n_frames") == len(pages)  # noqa: B009 - unknown to the type of images
        assert tiff.mode == "1"
        assert tiff.info["dpi"] == (50, 50)
    with Image.open(io.BytesIO(to_png(pages[0], dpi=50))) as png:
        assert png.size == (pages[0].shape[1], pages[0].shape[0])
    with Image.open(io.BytesIO(to_jpeg(pages[0], quality=50, dpi=50, grey=True))) as jpeg:
        assert jpeg.mode == "L"


def test_tiff_without_pages_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one page"):
        to_tiff([], dpi=200)
