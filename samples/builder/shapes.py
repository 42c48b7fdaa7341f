"""The shapes a made-up dispatch is described in, before it is set on paper.

In: nothing; these are plain values. Out: what `typeset`, `transcribe`, `word_file` and `expected`
read. A description says what a person would see on the paper and, beside it, what a clerk would
write into the register (who is charged, by when), so that paper and record come from one source.

Running texts may hold one mark: `*…*` for italics.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum
from typing import Literal

__all__ = [
    "Appendix",
    "Charge",
    "Cited",
    "Dispatch",
    "Grid",
    "Item",
    "Recipient",
    "Role",
    "Row",
    "Section",
    "Signature",
    "System",
    "plain",
]

System = Literal["party", "state"]
Row = tuple[str | None, ...]
_BLANK = "\u00a0" * 6


def plain(text: str) -> str:
    """Return `text` without its marks for italics.

    Example:
        >>> plain("theo *phụ lục* kèm theo")
        'theo phụ lục kèm theo'
    """
    return text.replace("*", "")


class Role(StrEnum):
    """What a body has to do with an item."""

    LEAD = "lead"
    COORDINATE = "coordinate"
    ASSIGNEE = "assignee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A body charged with an item, written exactly as in the item's text."""

    body: str
    role: Role = Role.ASSIGNEE


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of the operative part.

    Attributes:
        label: As printed (``1.``, ``a)``, ``Điều 2.``); empty for an unnumbered paragraph.
        text: What follows the label.
        charges: Bodies charged by this item itself, in the order of the text.
        deadline: The words of the deadline as they stand in `text`, None when none is set.
        due: The last day meant by `deadline`, None when it names no day.
        items: Sub-items.
        kind: ``task``, or ``validity``, ``report-item`` … for an item that assigns nothing.
        heading: True where the whole item is a bold heading over its sub-items.
    """

    label: str
    text: str
    charges: tuple[Charge, ...] = ()
    deadline: str | None = None
    due: dt.date | None = None
    items: tuple[Item, ...] = ()
    kind: str = "task"
    heading: bool = False

    def walk(self) -> Iterator[Item]:
        """Yield the item and all below it, in reading order."""
        yield self
        for item in self.items:
            yield from item.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """Another document that the text cites: type name, whole symbol, day, issuing body."""

    type_name: str
    symbol: str
    day: dt.date | None = None
    body: str | None = None

    def phrase(self, *, comma: bool = False) -> str:
        """Return the citation in full, as officials write it.

        Args:
            comma: Put a comma before the date, the habit of central offices.
        """
        words = f"{self.type_name} số {self.symbol}"
        if self.day is not None:
            words += f"{',' if comma else ''} ngày {_short_day(self.day)}"
        return f"{words} của {self.body}" if self.body else words


def _short_day(day: dt.date) -> str:
    """Day as cited: zero before days below 10 and before the months 1 and 2 only."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One line of Nơi nhận.

    Attributes:
        name: The recipient; for the archive line all of it (``Lưu VT, TH``).
        purpose: Words in parentheses after it, without them.
        brace: Recipients with the same number stand before one drawn brace and share the purpose.
        archive: True for the archive line.
    """

    name: str
    purpose: str | None = None
    brace: int | None = None
    archive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signs: authority line, position lines, name; all as printed."""

    authority: str | None
    positions: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table.

    Attributes:
        columns: The header's cells.
        rows: Printed cells; None where a cell is merged with the one above it.
        widths: Relative widths of the columns.
        repeat_header: True where the header stands again on the next page.
        span_groups: True where the name of a group row runs over all columns.
        group_labels: First cells of the rows that head a group (``I.``).
        ruled: False for a table without ruling lines, its columns told by alignment alone.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    repeat_header: bool = True
    span_groups: bool = False
    group_labels: frozenset[str] = frozenset()
    ruled: bool = True

    def is_group(self, row: Row) -> bool:
        """Tell whether `row` heads a group."""
        return row[0] in self.group_labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Appendix:
    """An appendix on its own page.

    Attributes:
        label: ``Phụ lục 1``; None where only a title is printed.
        title: Printed in capitals.
        reference: The whole line in parentheses, as printed; None when there is none.
        reference_symbol: The symbol in it, blanks removed.
        reference_day: The day in it.
        grid: Its table.
    """

    label: str | None
    title: str
    reference: str | None
    grid: Grid
    reference_symbol: str | None = None
    reference_day: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A headed part of the body before the tasks: heading, paragraphs, perhaps a table."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    grid: Grid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """A dispatch of the Party's or the State's form.

    Attributes:
        system: Whose form rules it follows.
        superior_body, issuing_body: Lines of the letterhead; a newline breaks a line.
        number: None leaves its place blank, as on papers numbered by hand.
        symbol: The rest of the reference number: ``CV/TU``, ``QĐ-UBND``.
        type_code, type_name: ``CV``, ``Công văn``.
        heading: Line in capitals between type name and subject (``KẾT LUẬN CỦA …``).
        day_printed: False leaves the place of the day blank, as drafts and hand-dated papers do.
        subject: Without V/v.
        decider, bases, operative_line: Of a State decision: who decides, on what grounds, and
            ``QUYẾT ĐỊNH:``.
        tasks_heading: Heading of the section that holds the tasks (``III. TỔ CHỨC THỰC HIỆN``).
        tasks_prefix: What stands before a task's label in a register (``III.``).
        acting_author: The body that the signature's authority line names.
        findings: What a check of the paper against itself must find, in words.
    """

    system: System
    superior_body: str | None = None
    issuing_body: str
    number: str | None
    symbol: str
    type_code: str
    type_name: str
    place: str
    day: dt.date
    day_printed: bool = True
    subject: str
    heading: str | None = None
    security_mark: str | None = None
    urgency_mark: str | None = None
    circulation_mark: str | None = None
    draft_mark: str | None = None
    addressees: tuple[str, ...] = ()
    decider: str | None = None
    bases: tuple[str, ...] = ()
    operative_line: str | None = None
    intro: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    tasks_heading: str | None = None
    tasks_prefix: str = ""
    tasks: tuple[Item, ...] = ()
    closing: tuple[str, ...] = ()
    distribution: tuple[Recipient, ...] = ()
    signature: Signature
    acting_author: str | None = None
    appendices: tuple[Appendix, ...] = ()
    citations: tuple[Cited, ...] = ()
    findings: tuple[str, ...] = ()
    notes: str = ""
    end_mark: str = field(default="")

    @property
    def is_letter(self) -> bool:
        """True for a công văn, the one type that does not print its name."""
        return self.type_code == "CV"

    @property
    def reference_number(self) -> str:
        """Number and symbol as printed; without the number where that is blank."""
        joint = "-" if self.system == "party" else "/"
        return f"{self.number}{joint}{self.symbol}" if self.number else self.symbol

    @property
    def number_line(self) -> str:
        """The line under the issuer: ``Số 12-CV/TU`` (Party) or ``Số: 12/UBND-VX`` (State)."""
        lead = "Số " if self.system == "party" else "Số: "
        if self.number:
            return lead + self.reference_number
        joint = "-" if self.system == "party" else "/"
        return f"{lead}{_BLANK}{joint}{self.symbol}"

    @property
    def place_line(self) -> str:
        """Place and date in words, zero before days below 10 and months 1 and 2 only."""
        month = f"{self.day.month:02d}" if self.day.month <= 2 else str(self.day.month)
        day = f"{self.day.day:02d}" if self.day_printed else _BLANK
        return f"{self.place}, ngày {day} tháng {month} năm {self.day.year}"

    @property
    def full_subject(self) -> str:
        """The subject as a register has it: heading and subject joined."""
        return f"{self.heading} {self.subject}" if self.heading else self.subject

    def running_texts(self) -> Iterator[str]:
        """Yield the texts of body and appendices in reading order, marks taken out."""
        yield from (plain(text) for text in (*self.bases, *self.intro))
        for section in self.sections:
            yield section.heading
            yield from (plain(text) for text in section.paragraphs)
            if section.grid is not None:
                yield from _cells(section.grid)
        for task in self.tasks:
            yield from (plain(item.text) for item in task.walk())
        yield from (plain(text) for text in self.closing)
        for appendix in self.appendices:
            yield appendix.title
            yield from _cells(appendix.grid)


def _cells(grid: Grid) -> Iterator[str]:
    yield from grid.columns
    for row in grid.rows:
        yield from (cell for cell in row if cell)
