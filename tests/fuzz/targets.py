"""What the fuzzer calls: bytes in, nothing out, an `AssertionError` or any other where a reader fails.

Bytes below 128 stand for pieces of dispatches (`PIECES`), the others for single characters, so that
a few bytes make a letterhead, a date or a row of a table. Each reader must keep its promises for any
text: spans lie in the text and in order, what is read is there, and nothing but a `ReadFailure`
comes out of a file.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from extractors.appendices import find_appendices
from extractors.citations import find_citations
from extractors.dates import find_dates
from extractors.symbols import find_blank_symbols
from extractors.symbols import find_symbols
from extractors.symbols import parse_symbol
from extractors.table_tasks import find_table_tasks
from models.page import FileKind
from models.page import Reading
from models.settings import Settings
from pipeline.layout import lay_out
from pipeline.reading.failure import ReadFailure
from pipeline.reading.plain_text import read_text

__all__ = ["PIECES", "TARGETS", "text_of"]

PIECES = (
    *"0123456789 \n\t\f|-–/.,:;()[]{}*#<>&\\\"«»“”_+",
    *("Số", "Số: ", "số ", "12-QĐ/TU", "QĐ", "UBND", "CV", "TU", "NĐ-CP", "KH", "HĐND", "BTC", "-TTg"),
    *("ngày ", "tháng ", "năm ", "2026", "03/04/2026", "ngày 3 tháng 4 năm 2026", "trước ", "quý ", "đến "),
    *("Điều 1. ", "khoản 2 ", "điểm a ", "Quyết định ", "Nghị định ", "của ", "về việc ", "kèm theo ", "và "),
    *("TỈNH ỦY ", "ĐẢNG CỘNG SẢN VIỆT NAM", "KẾ HOẠCH\n", "PHỤ LỤC\n", "Kính gửi: ", "Nơi nhận:\n", "- Như trên"),
    *("STT", "TT\t", "Nội dung", "Đơn vị chủ trì", "Thời gian hoàn thành", "|---|---|\n", "| 1 | a | b |\n"),
    *("\t1\t", "I", "II", "1.", "a)", "Sở Y tế", "x\n", "**", "<br>", "a\tb\tc\n", "1\tGiao\tSở\n", "\n\n", "KT. "),
)  # fmt: skip
_ODD = "\u0301\u0323\u200b\u00ad\u00a0\ufeff\u202e²½①Ⅳ\u1ec7đĐơƯ¸µ§ÿ\U0001f600ﬁ\x00\x85"


def text_of(data: bytes) -> str:
    """Return the text that `data` stands for."""
    return "".join(PIECES[byte] if byte < len(PIECES) else _ODD[byte % len(_ODD)] for byte in data)


def symbols(data: bytes) -> None:
    text = text_of(data)
    _in_order([(m.start, m.end) for m in find_symbols(text)], text)
    _in_order([(m.start, m.end) for m in find_blank_symbols(text)], text)
    parse_symbol(text)


def dates(data: bytes) -> None:
    text = text_of(data)
    found = find_dates(text)
    _in_order([(m.start, m.end) for m in found], text)
    for match in found:
        assert (match.iso is None) is not (match.partial is None)
        assert match.iso is None or date.fromisoformat(match.iso)


def tables(data: bytes) -> None:
    reading = _read(text_of(data).encode("utf-8", "ignore"))
    if reading is None:
        return
    for table in (table for page in reading.pages for table in page.tables):
        places = [(cell.row, cell.column) for cell in table.cells]
        assert len(places) == len(set(places))
        assert all(row < table.rows and column < table.columns for row, column in places)
    layout = lay_out(reading)
    find_appendices(layout)
    find_table_tasks(layout)
    for citation in find_citations(layout):
        start, end = citation.span
        assert 0 <= start <= end <= len(layout.text)


def texts(data: bytes) -> None:
    """The first byte chooses: the bytes as they are, or the text that they stand for."""
    raw = data[1:] if data[:1] < b"\x80" else text_of(data[1:]).encode("utf-16")
    reading = _read(raw)
    if reading is not None:
        assert reading.kind is FileKind.TEXT
        assert all(word.text.strip() for page in reading.pages for word in page.words)
        assert lay_out(reading).text is not None


def _read(raw: bytes) -> Reading | None:
    with tempfile.NamedTemporaryFile() as file:
        file.write(raw)
        file.flush()
        try:
            return read_text(Path(file.name), Settings())
        except ReadFailure:
            return None


def _in_order(spans: list[tuple[int, int]], text: str) -> None:
    ends = 0
    for start, end in spans:
        assert ends <= start < end <= len(text)
        ends = end


TARGETS: dict[str, Callable[[bytes], None]] = {
    "symbols": symbols,
    "dates": dates,
    "tables": tables,
    "texts": texts,
}
