"""Plain text, as somebody's converter or typist left it, becomes pages of lines and tables.

In: a file in UTF-8 (with or without a byte order mark, or UTF-16 with one), or in an encoding from
before Unicode where hardly a doubt is left. Out: a `Reading` whose pages are parted by form feeds;
printed lines keep their numbers, a blank line leaves one out.

Converter marks are no text: `**bold**`, `*italic*`, `# heading`, backslashes before punctuation and
a few tags are taken off and kept in `Word.raw`. What is part of the form stays: a lone `*` under
the issuer, a row of dashes under the subject, the braces of a distribution list, list dashes.

Tables are runs of lines that are parted by tabs, or by upright bars as in Markdown. Two columns at
the head or the foot of a dispatch are no table; see `_is_table`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from models.outcome import OutcomeCode
from models.page import Cell
from models.page import FileKind
from models.page import PageSource
from models.page import Reading
from models.settings import Settings
from pipeline.reading.failure import ReadFailure
from pipeline.reading.flow_page import FlowPage
from pipeline.reading.flow_page import Scrap
from pipeline.reading.flow_page import make_words
from pipeline.reading.legacy_evidence import Transcoder
from pipeline.reading.legacy_evidence import decode_bytes
from pipeline.reading.legacy_evidence import find_transcoder
from pipeline.reading.markup import Markup
from pipeline.reading.text_columns import MOST_FOOT_LINES
from pipeline.reading.text_columns import foot_columns

__all__ = ["decode", "read_text"]

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL_RE = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x84\x86-\x9f\ufffd]")
_MAX_CONTROL_SHARE = 0.01
_BAR_ROW_RE = re.compile(r"^\s*\|.*\|\s*$")
_BAR_RULE_RE = re.compile(r"^\s*\|(?:\s*:?-{1,200}:?\s*\|){1,100}\s*$")
_LONE_BAR_RE = re.compile(r"^\s*\|\s*$")
# «VĂN PHÒNG | CỘNG HÒA … |»: the cells of a layout table that a converter closed and did not open.
_OPEN_ROW_RE = re.compile(r"^(?!\s*\|.*\|.*\|)[^|]{0,400}(?:\|[^|]{0,400}){0,3}\|\s*$")
_RULE_RE = re.compile(r"\s[-_*]{5,60}\s")
_FENCE_RE = re.compile(r"^\s*(?:```|~~~)[\w-]*\s*$")
_MAX_COLUMNS = 100


def read_text(path: Path, settings: Settings) -> Reading:
    """Read the text file at `path`.

    Raises:
        ReadFailure: ``not-text`` when it does not decode or holds control characters,
            ``too-large`` when it has too many characters, ``too-many-pages``, ``nothing-to-read`` when it holds blanks only.
    """
    text, transcoder = _decode_any(path.read_bytes())
    if not text.strip():
        raise ReadFailure(OutcomeCode.NOTHING_TO_READ)
    written = len(text) - sum(map(text.count, " \t\n\f\u00a0"))
    if written > settings.max_characters:
        raise ReadFailure(
            OutcomeCode.TOO_LARGE, f"{written} > {settings.max_characters} characters"
        )
    sheets = text.split("\f")
    if len(sheets) > 1 and not sheets[-1].strip():
        sheets.pop()
    if len(sheets) > settings.max_pages:
        raise ReadFailure(OutcomeCode.TOO_MANY_PAGES, f"{len(sheets)} > {settings.max_pages} pages")
    pages = []
    for number, sheet in enumerate(sheets, 1):
        page = FlowPage(number=number, source=PageSource.TEXT)
        _fill(page, sheet.split("\n"), Markup(transcoder=transcoder))
        pages.append(page.finish())
    return Reading(kind=FileKind.TEXT, pages=tuple(pages))


def _decode_any(data: bytes) -> tuple[str, Transcoder | None]:
    """Return the text of `data`, and how lines of it are to be decoded that are no Unicode yet."""
    try:
        text = decode(data)
    except ReadFailure:
        legacy = decode_bytes(data)
        if legacy is None:
            raise
        return decode(legacy[0].encode()), legacy[1]
    return text, find_transcoder(text)


def decode(data: bytes) -> str:
    r"""Return the text of `data` with line ends as ``\n``.

    Raises:
        ReadFailure: ``not-text``.
    """
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadFailure(OutcomeCode.NOT_TEXT, f"byte {error.start}") from None
    text = text.rstrip("\x00\x1a")  # what DOS editors left at the end
    controls = len(_CONTROL_RE.findall(text))
    if "\x00" in text or controls > max(2, len(text) * _MAX_CONTROL_SHARE):
        raise ReadFailure(OutcomeCode.NOT_TEXT, f"{controls} control characters")
    text = _CONTROL_RE.sub("", text)
    return re.sub(r"\r\n|[\r\v\x85\u2028\u2029]", "\n", text)


def _fill(page: FlowPage, lines: Sequence[str], markup: Markup) -> None:
    index = 0
    while index < len(lines):
        if _FENCE_RE.match(lines[index]) or _BAR_RULE_RE.match(lines[index]):
            index += 1
            continue
        block = _table_block(lines, index)
        if len(block) > 1 or (block and block[0].count("\t") >= 2):
            _add_block(page, block, markup)
            index += len(block)
            continue
        line = lines[index]
        if _LONE_BAR_RE.match(line):
            index += 1
            continue
        columns = _open_row(line)
        if columns:
            _add_columns(page, tuple(zip_longest(*columns, fillvalue="")), markup)
            index += 1
            continue
        foot = foot_columns(lines[index : index + MOST_FOOT_LINES])
        if foot is not None:
            _add_columns(page, tuple(zip_longest(foot.left, foot.right, fillvalue="")), markup)
            index += foot.count
            continue
        if not line.strip():
            markup.end_paragraph()
        page.add_line(markup.scraps(line.replace("\t", "  ")))
        index += 1


def _table_block(lines: Sequence[str], start: int) -> list[str]:
    """Return the lines from `start` on that look like rows of one kind; [] when the first is none."""
    is_row = _is_bar_row if _is_bar_row(lines[start]) else _is_tab_row
    end = start
    while end < len(lines) and is_row(lines[end]):
        end += 1
    return list(lines[start:end])


def _is_bar_row(line: str) -> bool:
    return _BAR_ROW_RE.match(line) is not None


def _is_tab_row(line: str) -> bool:
    """A tab that only indents a line makes no row; one that leaves a cell empty does."""
    return (
        "\t" in line.rstrip("\n ").lstrip(" ")
        and bool(line.strip())
        and (
            "\t" in line.strip(" \n")[1:]
            or line.startswith("\t\t")
            or (line.startswith("\t") and "\t" in line[1:])
        )
    )


def _open_row(line: str) -> list[list[str]]:
    """Return the cells of a line that ends with a bar and is no row of a table; [] for another line.

    A cell may hold the lines of a letterhead, parted by the rules between them («SỞ Y TẾ ------ Số: …»).
    """
    if not line.rstrip().endswith("|") or _OPEN_ROW_RE.match(line) is None:
        return []
    cells = line.strip().strip("|").split("|")
    return [[part.strip() for part in _RULE_RE.split(cell)] for cell in cells]


def _cells_of(line: str) -> list[str]:
    if _is_bar_row(line):
        inner = line.strip()[1:-1]
        return [cell.strip() for cell in re.split(r"(?<!\\)\|", inner)][:_MAX_COLUMNS]
    return [cell.strip() for cell in line.strip(" \n").split("\t")][:_MAX_COLUMNS]


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Three columns are a table; two are one only in three rows or more, where no row is empty.

    Letterhead and foot set side by side with tabs have two columns, and gaps in one of them.
    """
    columns = max(len(row) for row in rows)
    if columns >= 3:
        return len(rows) >= 2
    return len(rows) >= 3 and all(len(row) == 2 and all(row) for row in rows[:3])


def _add_block(page: FlowPage, block: Sequence[str], markup: Markup) -> None:
    rows = [_cells_of(line) for line in block if not _BAR_RULE_RE.match(line)]
    if not rows:
        return
    if not _is_table(rows):
        _add_columns(page, rows, markup)
        return
    markup.end_paragraph()
    columns = max(len(row) for row in rows)
    cells = []
    for r, row in enumerate(rows):
        for c in range(columns):
            text = row[c] if c < len(row) else ""
            cells.append(Cell(row=r, column=c, words=tuple(make_words(_cell_scraps(text, markup)))))
    page.add_table(len(rows), columns, cells, ruled=False)


def _cell_scraps(text: str, markup: Markup) -> list[Scrap]:
    """Return a cell's scraps; marks that are open in it close with it."""
    own = Markup(transcoder=markup.transcoder)
    return own.scraps(re.sub(r"<br\s{0,3}/?>", " ", text, flags=re.IGNORECASE))


def _add_columns(page: FlowPage, rows: Sequence[Sequence[str]], markup: Markup) -> None:
    """Columns side by side are read one after the other."""
    for column in range(max(len(row) for row in rows)):
        for row in rows:
            if column < len(row) and row[column]:
                page.add_line(markup.scraps(row[column]))
        markup.end_paragraph()
