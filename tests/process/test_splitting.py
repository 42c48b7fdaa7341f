"""A scan of several papers: the record is of the first, the parts are named and can be written."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from models.outcome import OutcomeCode
from models.outcome import outcome
from models.page import FileKind
from models.record import Part
from models.record import PartRelation
from models.record import Record
from models.record import Source
from models.settings import Settings
from pipeline.process import process
from pipeline.process import sha256_of
from pipeline.splitting import SplitError
from pipeline.splitting import spans_of
from pipeline.splitting import split_file

SAMPLES = Path(__file__).parents[2] / "samples"
NAMES = ("02-thong-bao-ket-luan.pdf", "07-quyet-dinh.pdf", "06-cong-van-so.pdf")
FIRST, SEPARATE, ATTACHED = PartRelation.FIRST, PartRelation.SEPARATE, PartRelation.ATTACHED


def joined(target: Path, names: Sequence[str] = NAMES) -> Path:
    with pikepdf.new() as whole:
        for name in names:
            with pikepdf.open(SAMPLES / name) as one:
                whole.pages.extend(one.pages)
        whole.save(target)
    return target


@pytest.fixture(scope="module")
def several(tmp_path_factory):
    path = joined(tmp_path_factory.mktemp("several") / "scan.pdf")
    return path, process(path, Settings())


def test_nothing_of_a_later_paper_is_in_the_record(several, tmp_path) -> None:
    _, done = several
    alone = process(SAMPLES / NAMES[0], Settings())
    for name in set(Record.model_fields) - {"source", "outcome", "parts", "findings"}:
        assert getattr(done.record, name) == getattr(alone.record, name), name
    assert done.record.findings[:-1] == alone.record.findings
    assert alone.record.parts == []


def test_the_parts_are_proposed_with_evidence(several) -> None:
    _, done = several
    parts = done.record.parts
    assert [(p.first_page, p.last_page, p.relation) for p in parts] == [
        (1, 2, FIRST),
        (3, 3, SEPARATE),
        (4, 4, SEPARATE),
    ]
    numbers = [p.reference_number.value for p in parts if p.reference_number]
    assert numbers == ["305-TB/TU", "1586/QĐ-UBND", "1187/SNNMT-KL"]
    assert [p.document_type.code for p in parts if p.document_type] == ["TB", "QĐ", "CV"]
    for part in parts:
        assert {line.page for line in part.evidence} == {part.first_page}
        assert all(line.boxes and line.confidence > 0.9 for line in part.evidence)
    found = done.record.findings[-1]
    assert (found.code, found.fields) == ("document.several", ["parts"])
    assert "1–2, 3, 4" in found.message
    assert "1–2, 3, 4" in found.message_en
    assert done.record.outcome.code is OutcomeCode.COMPLETE_WITH_FINDINGS


def test_search_still_finds_the_later_papers(several) -> None:
    _, done = several
    assert [row.n for row in done.sentences] == list(range(1, len(done.sentences) + 1))
    assert {row.page for row in done.sentences} == {1, 2, 3, 4}


def test_a_secret_paper_behind_another_stops_the_file(tmp_path, monkeypatch) -> None:
    from pipeline import process as module

    def later(reading):
        return reading.pages[0].number if reading.pages[0].number > 1 else None

    monkeypatch.setattr(module, "secrecy_page", later)
    done = process(joined(tmp_path / "a.pdf"), Settings())
    assert (done.record.outcome.code, done.record.outcome.detail) == ("secret", "page 3")
    assert (done.sentences, done.record.parts) == ((), [])


def test_each_part_is_written_with_its_pages(several, tmp_path) -> None:
    path, done = several
    before = path.read_bytes()
    written = split_file(path, done.record, tmp_path / "out")
    assert [p.name for p in written] == [
        "scan-p001-002.pdf",
        "scan-p003-003.pdf",
        "scan-p004-004.pdf",
    ]
    assert path.read_bytes() == before
    assert {stat.S_IMODE(p.stat().st_mode) for p in written} == {0o600}
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700
    again = process(written[1], Settings()).record
    assert again.reference_number is not None
    assert (again.reference_number.value, again.source.pages) == ("1586/QĐ-UBND", 1)


def made(path: Path, kind: FileKind, *relations: tuple[int, PartRelation], pages: int) -> Record:
    begins = [page for page, _ in relations]
    ends = [*(page - 1 for page in begins[1:]), pages][: len(begins)]
    return Record(
        source=Source(file=path.name, sha256=sha256_of(path, Settings()), kind=kind, pages=pages),
        outcome=outcome(OutcomeCode.COMPLETE),
        parts=[
            Part(first_page=a, last_page=b, relation=relation)
            for (a, relation), b in zip(relations, ends, strict=True)
        ],
    )


def tiff(path: Path, pages: int, mode: str = "1") -> Path:
    frames = [Image.new(mode, (40 + n, 60), 1) for n in range(pages)]
    frames[0].save(path, save_all=True, append_images=frames[1:], dpi=(200, 200))
    return path


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_a_tiff_is_parted_frame_by_frame(tmp_path, mode) -> None:
    path = tiff(tmp_path / "fax.tif", 5, mode)
    record = made(path, FileKind.IMAGE, (1, FIRST), (2, ATTACHED), (4, SEPARATE), pages=5)
    assert [(s.first, s.last) for s in spans_of(record)] == [(1, 3), (4, 5)]
    written = split_file(path, record, tmp_path / "out")
    sizes = []
    for part in written:
        with Image.open(part) as image:
            for n in range(image.n_frames):
                image.seek(n)
                sizes.append((part.name, image.mode, image.width))
    assert sizes == [
        *(("fax-p001-003.tif", mode, 40 + n) for n in range(3)),
        *(("fax-p004-005.tif", mode, 40 + n) for n in (3, 4)),
    ]


@pytest.mark.parametrize(
    ("relations", "count"),
    [([], 0), ([(1, FIRST), (2, ATTACHED)], 0), ([(1, FIRST), (2, SEPARATE)], 2)],
)
def test_only_papers_that_stand_alone_are_parted(tmp_path, relations, count) -> None:
    path = tiff(tmp_path / "fax.tif", 3)
    record = made(path, FileKind.IMAGE, *relations, pages=3)
    assert len(split_file(path, record, tmp_path / "out")) == count
    assert (tmp_path / "out").exists() is bool(count)


@pytest.mark.parametrize("problem", ["beside", "there", "damaged", "pages", "kind"])
def test_what_is_refused_leaves_nothing_behind(tmp_path, problem) -> None:
    path = tiff(tmp_path / "fax.tif", 2 if problem == "pages" else 3)
    kind = FileKind.TEXT if problem == "kind" else FileKind.IMAGE
    record = made(path, kind, (1, FIRST), (3, SEPARATE), pages=3)
    out = tmp_path if problem == "beside" else tmp_path / "out"
    if problem == "there":
        out.mkdir()
        (out / "fax-p003-003.tif").symlink_to(path)
    if problem == "damaged":
        path.write_bytes(path.read_bytes() + b" ")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(SplitError) as caught:
        split_file(path, record, out)
    assert caught.value.problem == ("damaged" if problem == "pages" else problem)
    left = [p for p in sorted(tmp_path.rglob("*")) if p not in before and not p.is_dir()]
    assert left == []


@pytest.mark.parametrize(
    ("name", "stem"),
    [("a/../b", "b"), ("..ẩn", "ẩn"), ("xin\nchào $(x)", "xin_chào___x_"), ("đ" * 80, "đ" * 40)],
)
def test_a_name_is_data(tmp_path, name, stem) -> None:
    path = tiff(tmp_path / f"{name.rsplit('/', 1)[-1]}.tif", 2)
    record = made(path, FileKind.IMAGE, (1, FIRST), (2, SEPARATE), pages=2)
    written = split_file(path, record, tmp_path / "out")
    assert [p.name for p in written] == [f"{stem}-p001-001.tif", f"{stem}-p002-002.tif"]
    assert {p.parent for p in written} == {tmp_path / "out"}


def test_a_shared_picture_of_another_paper_stays_out(tmp_path) -> None:
    path = tmp_path / "shared.pdf"
    with pikepdf.new() as whole:
        pictures = pikepdf.Dictionary()
        for name, content in (("/A", b"first paper"), ("/B", b"second paper")):
            pictures[name] = whole.make_stream(
                content, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1
            )
        shared = whole.make_indirect(pikepdf.Dictionary(XObject=pictures))
        for name in ("A", "B"):
            whole.add_blank_page(page_size=(200, 200))
            whole.pages[-1].obj.Resources = shared
            whole.pages[-1].obj.Contents = whole.make_stream(f"q /{name} Do Q".encode())
        whole.save(path, compress_streams=False)
    record = made(path, FileKind.PDF, (1, FIRST), (2, SEPARATE), pages=2)
    first, second = split_file(path, record, tmp_path / "out")
    for part, name in ((first, "/A"), (second, "/B")):
        with pikepdf.open(part) as pdf:
            assert set(pdf.pages[0].obj.Resources.XObject.keys()) == {name}
            streams = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
            assert len(streams) == 2


@pytest.mark.slow
def test_a_scan_behind_a_scan_is_found(tmp_path) -> None:
    names = ("08-ban-quet-dau-do.pdf", "07-quyet-dinh.pdf", "08-ban-quet-dau-do.pdf")
    record = process(joined(tmp_path / "scan.pdf", names), Settings()).record
    assert [(p.first_page, p.last_page) for p in record.parts] == [(1, 2), (3, 3), (4, 5)]
    numbers = [p.reference_number.value for p in record.parts if p.reference_number]
    assert numbers == ["86-KL/TU", "1586/QĐ-UBND", "86-KL/TU"]
