"""Pictures of pages with boxes: the right page, upright, every value on it, nothing else drawn."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pikepdf
import pytest
from PIL import Image

from models.outcome import OutcomeCode
from models.outcome import outcome
from models.page import FileKind
from models.record import Record
from models.record import RowKind
from models.record import Source
from models.record import Table
from models.record import TableRow
from models.settings import Settings
from models.values import Assignee
from models.values import AssigneeRole
from models.values import Evidence
from models.values import MoreBoxes
from models.values import Shape
from models.values import Signature
from models.values import Task
from models.values import Value
from pipeline import overlay
from pipeline.overlay import OverlayError
from pipeline.overlay import boxed_values
from pipeline.overlay import draw_boxes
from pipeline.overlay import save_overlays
from pipeline.process import process_file

SAMPLES = Path(__file__).parents[2] / "samples"
A4 = [595.0, 842.0]
BOX = [100.0, 200.0, 300.0, 220.0]
INK_BOX = [20.0, 30.0, 60.0, 50.0]

Pixels = npt.NDArray[np.uint8]


def _value(text: str = "x", *, box: list[float] | None = None, **fields: object) -> Value:
    evidence: dict[str, object] = {
        "value": text,
        "raw": text,
        "page": 1,
        "boxes": [box or BOX],
        "span": (0, 1),
        "confidence": 0.9,
        "rule": "test",
    }
    return Value.model_validate(evidence | fields)


def _record(
    path: Path, *, sizes: list[list[float]] | None = None, turned: int = 0, **fields: object
) -> Record:
    pages = sizes if sizes is not None else [A4]
    source = Source(
        file=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        kind=FileKind.PDF if path.suffix == ".pdf" else FileKind.IMAGE,
        pages=len(pages),
        page_sizes=pages,
        page_rotations=[turned] * len(pages),
    )
    return Record.model_validate(
        {"source": source, "outcome": outcome(OutcomeCode.COMPLETE)} | fields
    )


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A PDF of two white A4 pages."""
    path = tmp_path / "giay.pdf"
    with pikepdf.new() as document:
        for _ in range(2):
            document.add_blank_page(page_size=(A4[0], A4[1]))
        document.save(path)
    return path


def _ink(picture: Image.Image, box: list[float], *, scale: float) -> Pixels:
    """Return the pixels that were drawn in and just around a rectangle given in points."""
    x0, y0, x1, y1 = (round(edge * scale) for edge in box)
    pixels = np.asarray(picture, np.uint8)[max(0, y0 - 4) : y1 + 4, max(0, x0 - 4) : x1 + 4]
    return pixels[(pixels < 250).any(axis=2)]


def test_a_box_is_drawn_where_the_record_says(paper: Path) -> None:
    record = _record(paper, sizes=[A4, A4], subject=_value())
    picture = draw_boxes(paper, record, page=1, dpi=72)
    assert picture.mode == "RGB"
    assert picture.size == (595, 842)
    assert len(_ink(picture, BOX, scale=1)) > 4000
    below = [BOX[0], BOX[1] + 100, BOX[2], BOX[3] + 100]
    assert len(_ink(picture, below, scale=1)) == 0


def test_the_other_page_stays_white(paper: Path) -> None:
    record = _record(paper, sizes=[A4, A4], subject=_value())
    assert np.asarray(draw_boxes(paper, record, page=2)).min() == 255


def test_a_continued_value_is_drawn_on_the_later_page_too(paper: Path) -> None:
    later = [MoreBoxes(page=2, boxes=[[50.0, 60.0, 200.0, 80.0]])]
    record = _record(paper, sizes=[A4, A4], subject=_value(continued=later))
    second = draw_boxes(paper, record, page=2, dpi=72)
    assert len(_ink(second, later[0].boxes[0], scale=1)) > 1000
    assert len(_ink(second, BOX, scale=1)) == 0


@pytest.mark.parametrize(
    ("confidence", "red"), [(0.0, True), (0.59, True), (0.6, False), (0.61, False), (1.0, False)]
)
def test_a_doubtful_value_is_red_and_dashed(paper: Path, confidence: float, red: bool) -> None:
    record = _record(paper, subject=_value(confidence=confidence), sizes=[A4, A4])
    picture = draw_boxes(paper, record, page=1, dpi=72)
    drawn = {tuple(pixel) for pixel in _ink(picture, BOX, scale=1)}
    assert ((220, 0, 0) in drawn) is red
    edge = np.asarray(picture)[round(BOX[3]) + 1, round(BOX[0]) : round(BOX[2])]
    assert (len(np.unique(edge, axis=0)) > 1) is red


def test_fields_have_colours_of_their_own_and_none_is_red() -> None:
    colours = [overlay._colour(field) for field in overlay._FIELDS]
    assert len(set(colours)) == len(colours)
    assert not [(r, g, b) for r, g, b in colours if r > 120 and g < 40 and b < 40]


def _shapes(base: type[Shape] = Shape) -> Iterator[type[Shape]]:
    for shape in base.__subclasses__():
        yield shape
        yield from _shapes(shape)


def test_every_field_that_holds_a_value_has_a_colour() -> None:
    kinds = {"Evidence", *(shape.__name__ for shape in _shapes(Evidence))}
    holders = {
        name
        for shape in _shapes()
        for name, field in shape.model_fields.items()
        if kinds & set(re.findall(r"\w+", str(field.annotation)))
    }
    assert {"subject", "assignees", "evidence", "authority"} <= holders
    assert holders <= set(overlay._FIELDS)


def test_labels_name_fields_and_never_hold_what_was_read(paper: Path) -> None:
    task = Task.model_validate(
        _value("Giao").model_dump()
        | {
            "label": "1.",
            "id": "1",
            "assignees": [
                Assignee.model_validate(
                    _value("Ban").model_dump() | {"role": AssigneeRole.LEAD, "role_stated": True}
                )
            ],
        }
    )
    record = _record(paper, sizes=[A4, A4], subject=_value("trích yếu"), tasks=[task])
    assert [value.label for value in boxed_values(record)] == [
        "subject",
        "tasks 1",
        "tasks 1/assignees 1",
    ]
    other = _record(paper, sizes=[A4, A4], subject=_value("khác hẳn"), tasks=[task])
    first, second = (draw_boxes(paper, each, page=1) for each in (record, other))
    assert first.tobytes() == second.tobytes()


def test_the_first_signature_comes_once() -> None:
    signature = Signature(name=_value("A"))
    second = Signature(name=_value("B"))
    record = Record(
        source=Source(file="a.pdf"),
        outcome=outcome(OutcomeCode.COMPLETE),
        signature=signature,
        signatures=[signature, second],
    )
    assert [v.label for v in boxed_values(record)] == ["signature/name", "signatures 2/name"]


def test_table_rows_draw_printed_cells_and_no_inherited_ones() -> None:
    row = TableRow(
        page=2,
        kind=RowKind.ITEM,
        cells=["1.", "a", "b"],
        inherited=[False, True, False],
        boxes=[BOX, INK_BOX, None],
    )
    bare = TableRow(page=3, kind=RowKind.ITEM, cells=["2."], inherited=[False])
    record = Record(
        source=Source(file="a.pdf"),
        outcome=outcome(OutcomeCode.COMPLETE),
        body_tables=[Table(columns=["", "", ""], rows=[row, bare], page=2)],
    )
    found = [(v.label, v.page, [box.as_list() for box in v.boxes]) for v in boxed_values(record)]
    assert found == [("row 1", 2, [BOX])]


def _marked_image(path: Path, turned: int) -> Path:
    """Save a page with black ink at INK_BOX, as it lies when it must be turned by `turned`."""
    upright = np.full((280, 200), 255, np.uint8)
    x0, y0, x1, y1 = (int(edge) for edge in INK_BOX)
    upright[y0:y1, x0:x1] = 0
    Image.fromarray(np.rot90(upright, turned // 90)).save(path, dpi=(72, 72))
    return path


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_an_image_is_turned_as_the_reader_turned_it(turned: int, tmp_path: Path) -> None:
    path = _marked_image(tmp_path / "anh.png", turned)
    picture = draw_boxes(path, _record(path, sizes=[[200.0, 280.0]], turned=turned), page=1, dpi=72)
    grey = np.asarray(picture.convert("L"))
    x0, y0, x1, y1 = (int(edge) for edge in INK_BOX)
    assert grey.shape == (280, 200)
    assert grey[y0 + 2 : y1 - 2, x0 + 2 : x1 - 2].max() < 30
    assert (grey < 128).sum() == pytest.approx((x1 - x0) * (y1 - y0), rel=0.1)


@pytest.mark.parametrize("own", [0, 90, 180, 270])
def test_a_pdf_page_is_turned_by_its_own_mark_first(own: int, tmp_path: Path) -> None:
    path = tmp_path / "xoay.pdf"
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(200, 280))
        page.Contents = document.make_stream(b"0 g 20 230 40 20 re f")
        page.Rotate = own
        document.save(path)
    record = _record(path, sizes=[[200.0, 280.0]], turned=-own % 360)
    grey = np.asarray(draw_boxes(path, record, page=1, dpi=72).convert("L"))
    assert grey.shape == (280, 200)
    assert grey[32:48, 22:58].max() < 30


@pytest.mark.parametrize("kind", ["/Stamp", "/Widget"])
def test_what_annotations_show_is_on_the_picture(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "ky-so.pdf"
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(200, 280))
        seal = document.make_stream(b"0 g 0 0 40 20 re f")
        seal.Type, seal.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        seal.BBox = pikepdf.Array([0, 0, 40, 20])
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name(kind),
            Rect=pikepdf.Array([20, 230, 60, 250]),
            F=4,
            AP=pikepdf.Dictionary(N=seal),
        )
        page.Annots = pikepdf.Array([document.make_indirect(note)])
        document.Root.AcroForm = pikepdf.Dictionary(Fields=page.Annots)
        document.save(path)
    before = path.read_bytes()
    record = _record(path, sizes=[[200.0, 280.0]])
    grey = np.asarray(draw_boxes(path, record, page=1, dpi=72).convert("L"))
    assert grey[32:48, 22:58].max() < 30
    assert path.read_bytes() == before


def test_frames_of_a_tiff_are_pages(tmp_path: Path) -> None:
    path = tmp_path / "nhieu.tif"
    frames = [Image.new("1", (200, 280), colour) for colour in (1, 0)]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    record = _record(path, sizes=[[200.0, 280.0]] * 2)
    levels = [np.asarray(draw_boxes(path, record, page=page)).mean() for page in (1, 2)]
    assert levels == [255, 0]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_picture_becomes_colour(mode: str, tmp_path: Path) -> None:
    path = tmp_path / ("a.tif" if mode == "CMYK" else "a.png")
    Image.new(mode, (200, 280)).save(path)
    picture = draw_boxes(path, _record(path, sizes=[[200.0, 280.0]]), page=1)
    assert picture.mode == "RGB"


def test_a_large_page_is_drawn_coarser(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overlay, "_MOST_DRAWN_PIXELS", 1_000_000)
    record = _record(paper, sizes=[A4, A4], subject=_value())
    picture = draw_boxes(paper, record, page=1, dpi=400)
    assert 900_000 < picture.width * picture.height < 1_010_000
    assert len(_ink(picture, BOX, scale=picture.width / A4[0])) > 4000


def test_a_page_beyond_all_measure_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lon.pdf"
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(14_000, 14_000))
        document.save(path)
    record = _record(path, sizes=[[14_000.0, 14_000.0]])
    with pytest.raises(OverlayError, match="cannot be drawn"):
        draw_boxes(path, record, page=1, dpi=400)


@pytest.mark.parametrize(("page", "dpi"), [(0, 110), (-1, 110), (3, 110), (1, 35), (1, 401)])
def test_what_cannot_be_drawn_is_said(page: int, dpi: int, paper: Path) -> None:
    with pytest.raises(OverlayError):
        draw_boxes(paper, _record(paper, sizes=[A4, A4]), page=page, dpi=dpi)


def test_another_file_than_was_read_is_refused(paper: Path) -> None:
    record = _record(paper, sizes=[A4, A4])
    paper.write_bytes(paper.read_bytes() + b"\n")
    for call in (
        lambda: draw_boxes(paper, record, page=1),
        lambda: save_overlays(paper, record, paper.parent / "anh"),
    ):
        with pytest.raises(OverlayError, match="not the one"):
            call()
    assert not (paper.parent / "anh").exists()


def test_a_missing_file_is_refused(paper: Path) -> None:
    record = _record(paper, sizes=[A4, A4])
    paper.unlink()
    with pytest.raises(OverlayError, match="missing"):
        draw_boxes(paper, record, page=1)


def test_a_paper_with_a_secrecy_mark_is_not_drawn(paper: Path, tmp_path: Path) -> None:
    record = _record(paper, sizes=[A4, A4]).model_copy(
        update={"outcome": outcome(OutcomeCode.SECRET)}
    )
    with pytest.raises(OverlayError, match="secrecy"):
        draw_boxes(paper, record, page=1)
    with pytest.raises(OverlayError, match="secrecy"):
        save_overlays(paper, record, tmp_path / "anh")
    assert not (tmp_path / "anh").exists()


def test_a_damaged_image_leaves_no_picture(tmp_path: Path) -> None:
    path = tmp_path / "hong.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    record = _record(path, sizes=[[200.0, 280.0]])
    with pytest.raises(OverlayError, match="page 1 cannot be drawn"):
        draw_boxes(path, record, page=1)
    assert save_overlays(path, record, tmp_path / "anh") == ()


def test_an_image_over_the_limit_is_not_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _marked_image(tmp_path / "anh.png", 0)
    monkeypatch.setenv("VANTHU_MAX_PIXELS", "1000")
    with pytest.raises(OverlayError, match="too many pixels"):
        draw_boxes(path, _record(path, sizes=[[200.0, 280.0]]), page=1)


def test_a_source_without_geometry_has_no_pictures(tmp_path: Path) -> None:
    path = SAMPLES / "10-ban-chep.txt"
    record = process_file(path, Settings())
    assert save_overlays(path, record, tmp_path) == ()
    with pytest.raises(OverlayError, match="geometry"):
        draw_boxes(path, record, page=1)


@pytest.mark.slow
def test_a_sample_gets_a_picture_of_every_page_the_same_each_time(tmp_path: Path) -> None:
    path = SAMPLES / "07-quyet-dinh.pdf"
    before = path.read_bytes()
    record = process_file(path, Settings())
    first = save_overlays(path, record, tmp_path / "a" / "b")
    second = save_overlays(path, record, tmp_path / "c")
    assert [item.name for item in first] == [item.name for item in second]
    assert len(first) == record.source.pages
    assert [item.read_bytes() for item in first] == [item.read_bytes() for item in second]
    assert path.read_bytes() == before


def test_files_of_one_name_get_pictures_of_different_names(tmp_path: Path) -> None:
    name = "văn bản " * 12
    names = set()
    for folder, level in (("a", 0), ("b", 255)):
        (tmp_path / folder).mkdir()
        path = tmp_path / folder / f"{name}.png"
        Image.new("L", (200, 280), level).save(path)
        (written,) = save_overlays(path, _record(path, sizes=[[200.0, 280.0]]), tmp_path / "anh")
        names.add(written.name)
    assert len(names) == 2
    assert all(len(each.encode()) < 255 for each in names)
