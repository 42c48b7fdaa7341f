"""A paper with a secrecy mark leaves no word of itself on the disk: not in the archive, its journal,
its reports, nor among temporary files. Text layers, scans, and red stamps on scans, askew too."""

from __future__ import annotations

import io
import os
import unicodedata
from pathlib import Path

import docx
import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
import typst
from PIL import Image

from models.outcome import OutcomeCode
from models.settings import Settings
from pipeline.batch import ReadingVersion
from pipeline.batch import open_run

pytestmark = pytest.mark.slow

# Words that stand nowhere but in these papers.
WORDS = ("Xuyên Thạch", "hầm lương thực", "Quế Lĩnh")
PAPER = """#set page(width: 595pt, height: 842pt, margin: 60pt)
#set text(font: "Liberation Serif", size: 14pt, lang: "vi")
#grid(columns: (1fr, 1fr),
  align(center)[*TỈNH ỦY QUẾ LĨNH* \\ \\* \\ Số 15-KH/TU],
  align(center)[*ĐẢNG CỘNG SẢN VIỆT NAM* \\ _Quế Lĩnh, ngày 05 tháng 3 năm 2026_])
#v(2em)
{stamp}
#v(2em)
#align(center)[*KẾ HOẠCH* \\ *xây dựng hầm lương thực tại Xuyên Thạch*]
#v(1em)
Thực hiện Nghị quyết của Ban Thường vụ Tỉnh ủy Quế Lĩnh, Thường trực Tỉnh ủy giao Văn phòng
Tỉnh ủy chủ trì xây dựng hầm lương thực tại Xuyên Thạch, hoàn thành trước ngày 30 tháng 6.
"""
TEXT = """TỈNH ỦY QUẾ LĨNH
*
Số 15-KH/TU

{mark}

KẾ HOẠCH
xây dựng hầm lương thực tại Xuyên Thạch

Thường trực Tỉnh ủy Quế Lĩnh giao Văn phòng chủ trì xây dựng hầm lương thực tại Xuyên Thạch.
"""
INK = 'rgb("#d02030")'
PRINTED = "*MẬT*"
NONE = "#v(1em)"


def stamp(word: str, degrees: int) -> str:
    """Return a red frame with a word in it, turned by so many degrees."""
    return (
        f"#place(dx: 30pt)[#rotate({degrees}deg)[#rect(stroke: 2pt + {INK}, inset: 8pt)"
        f"[#text(fill: {INK}, size: 20pt)[*{word}*]]]]\n#v(3em)"
    )


def printed(mark: str) -> bytes:
    return typst.compile(PAPER.replace("{stamp}", mark).encode(), format="pdf")


def scanned(mark: str) -> bytes:
    """Return the paper as a scan at 200 dpi: one picture, the paper's grain on it."""
    document = pdfium.PdfDocument(printed(mark))
    page = document[0].render(scale=200 / 72).to_pil().convert("RGB")
    document.close()
    grain = np.random.default_rng(7).normal(0, 4, (page.height, page.width, 1))
    noisy = np.clip(np.asarray(page, dtype=np.float64) + grain, 0, 255).astype(np.uint8)
    out = io.BytesIO()
    Image.fromarray(noisy).save(out, "PDF", resolution=200)
    return out.getvalue()


def pictured(degrees: int = 0) -> bytes:
    """Return the printed paper as a PNG, turned."""
    document = pdfium.PdfDocument(printed(PRINTED))
    picture = document[0].render(scale=200 / 72, grayscale=True).to_pil()
    document.close()
    out = io.BytesIO()
    picture.rotate(degrees, expand=True, fillcolor=255).save(out, "PNG", dpi=(200, 200))
    return out.getvalue()


def locked() -> bytes:
    """Return the printed paper behind a lock that wants no password."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed(PRINTED))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="", owner="b", R=6))
    return out.getvalue()


def in_word(where: str) -> bytes:
    """Return the paper as a Word file with the mark in its body, its header or a table."""
    document = docx.Document()
    if where == "header":
        document.sections[0].header.paragraphs[0].text = "MẬT"
    if where == "table":
        document.add_table(1, 2).cell(0, 0).text = "TỐI MẬT"
    for line in TEXT.format(mark="MẬT" if where == "body" else "").split("\n"):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def trace(folders: tuple[Path, ...]) -> list[str]:
    """Return the files below `folders` that hold one of the paper's words, in any encoding."""
    sought = [w.encode(e) for w in WORDS for e in ("utf-8", "utf-16-le", "utf-16-be")]
    sought += [ascii(word)[1:-1].encode() for word in WORDS]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(word in path.read_bytes() for word in sought)]


def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> tuple[OutcomeCode, list[str]]:
    """Take the paper in; return its outcome, and the files that hold a word of it at any time."""
    inbox, out, temporary = (tmp_path / name for name in ("inbox", "out", "temporary"))
    for folder in (inbox, out, temporary):
        folder.mkdir()
    (inbox / "a.pdf").write_bytes(data)
    monkeypatch.setenv("TMPDIR", os.fspath(temporary))
    settings = Settings(archive=str(out / "archive.sqlite3"), workers=1, report_dir=out)
    version = ReadingVersion(rules_version="rules", options_hash="options")
    with open_run(inbox, settings, version=version) as opened:
        rows = [row for batch in opened.plan.batches(9) for row in opened.read(batch)]
        # While the run is open, its journal stands beside the archive.
        found = trace((out, temporary))
        opened.finish(rows)
    return rows[0].code, found + trace((out, temporary))


@pytest.mark.parametrize(
    "data",
    [
        printed(PRINTED),
        scanned(PRINTED),
        scanned(stamp("MẬT", 0)),
        scanned(stamp("TỐI MẬT", -9)),
        scanned(stamp("TUYỆT MẬT", 12)),
        pictured(),
        pictured(90),
        locked(),
        printed(PRINTED).replace(b"startxref", b"startxxxx"),
        in_word("body"),
        in_word("header"),
        in_word("table"),
        TEXT.format(mark="M Ậ T").encode(),
        unicodedata.normalize("NFD", TEXT.format(mark="TỐI MẬT")).encode("utf-16"),
        (TEXT.format(mark="").replace("15-", "14-") + "\f" + TEXT.format(mark="MẬT")).encode(),
    ],
    ids=[
        *("printed", "scanned", "stamp", "askew-left", "askew-right", "picture", "lying", "locked"),
        *("mended", "word", "word-header", "word-table", "text-spaced", "text-16", "second-paper"),
    ],
)
def test_nothing_of_a_secret_paper_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    assert run(tmp_path, monkeypatch, data) == (OutcomeCode.SECRET, [])
    assert list((tmp_path / "temporary").iterdir()) == []


def test_the_search_finds_what_an_unmarked_paper_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, found = run(tmp_path, monkeypatch, printed(NONE))
    assert code is not OutcomeCode.SECRET
    assert "archive.sqlite3-wal" in found
