"""Values with their evidence: what was read, where, how surely, and by which rule.

Every value of a record is one of these models. Absent, empty and unreadable are three things:
a field that the paper does not have is None (or an empty list); a value that the paper has but
that could not be read with certainty is an object whose `value` is None, with its evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated
from typing import Any

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field
from pydantic import model_validator

from models.layout import Layout

__all__ = [
    "Assignee",
    "AssigneeRole",
    "BodyLink",
    "BodyName",
    "Citation",
    "Confidence",
    "DateValue",
    "Deadline",
    "DeadlineKind",
    "DistributionEntry",
    "DocumentType",
    "Evidence",
    "KeyTerm",
    "MoreBoxes",
    "Recurrence",
    "ReferenceNumber",
    "Shape",
    "Signature",
    "StampDay",
    "StampKind",
    "Task",
    "Value",
    "evidence_fields",
]

Confidence = Annotated[float, Field(ge=0.0, le=1.0)]
BoxList = Annotated[list[float], Field(min_length=4, max_length=4)]


class Shape(BaseModel):
    """Base of all models of the record: frozen, and no unknown keys."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", serialize_by_alias=True, validate_by_name=True
    )


class MoreBoxes(Shape):
    """Where a value that crosses a page break goes on."""

    page: int
    boxes: list[BoxList]


class Evidence(Shape):
    """Where something was read.

    Attributes:
        raw: The characters exactly as read, before any repair, words joined by blanks.
        page: 1-based page of the first character.
        boxes: One box per printed line on `page`: `[x0, y0, x1, y1]` in PDF points, origin top
            left, y downwards, on the upright page. Empty for plain text and Word files.
        continued: Boxes on the pages after `page`, for a value that crosses a page break.
        span: Half-open range in the document's normalised text, in code points.
        confidence: 0 to 1.
        rule: Name of the rule that read it, for example ``number.party``.
        repairs: Names of the repairs that led from `raw` to the value, in order.
    """

    raw: str
    page: int
    boxes: list[BoxList] = Field(default_factory=list)
    continued: list[MoreBoxes] = Field(default_factory=list)
    span: tuple[int, int]
    confidence: Confidence
    rule: str
    repairs: list[str] = Field(default_factory=list)


class Value(Evidence):
    """A value as text; None when the paper has it but it could not be read with certainty."""

    value: str | None


class BodyLink(Shape):
    """Who is meant by the name of a body, after the authority file.

    Attributes:
        id: Key of the body, the same in every document; None where a group or a person is named and
            no single body.
        name: Official name with its territory (``Sở Y tế tỉnh Lào Cai``); None as `id`.
        level: ``central``, ``province``, ``district`` or ``commune``; None as `id`.
        branch: ``party``, ``state``, ``mass`` or ``other``; None as `id`.
        territory: ``tỉnh Lào Cai``, ``xã Công Hải, tỉnh Khánh Hòa``; None for a central body.
        rule: ``exact``, ``abbreviation``, ``pattern`` (kind and territory), ``context`` (the territory is
            that of the letterhead), ``office`` (its head is named), ``symbol``, ``group``, ``person``.
        confidence: 0 to 1.
        valid_from, valid_until: First and last day on which it existed, ISO 8601; None: open or not
            known to the day.
        successor: Official names of the bodies that took over, joined by ``; ``; None when none is known.
    """

    id: str | None
    name: str | None
    level: str | None = None
    branch: str | None = None
    territory: str | None = None
    rule: str
    confidence: Confidence
    valid_from: str | None = None
    valid_until: str | None = None
    successor: str | None = None


class BodyName(Value):
    """The name of a body as written.

    Attributes:
        body: Whom the authority file knows by it; None for a body that it does not know.
    """

    body: BodyLink | None = None

    @model_validator(mode="before")
    @classmethod
    def _without_link(cls, data: object) -> object:
        """Take a plain value for a name without a link."""
        if isinstance(data, Value) and not isinstance(data, BodyName):
            return dict(data)
        return data


class KeyTerm(Shape):
    """A term that a document speaks of again and again.

    Attributes:
        term: One word or two that belong together, in lower case.
        count: How often it stands in the subject, the body and the appendices.
        score: Its weight beside the weightiest term of the document, 0 to 1.
    """

    term: str
    count: int
    score: Confidence


class DocumentType(Value):
    """Type of a document (thể loại): its Vietnamese name and the code used in symbols.

    Attributes:
        code: Code from the table of types (``CV``, ``QĐ``, …); None where the type has none.
        implied: True where the paper prints no type name (a công văn) and it follows from the form.
    """

    code: str | None
    implied: bool = False


class ReferenceNumber(Value):
    """Number and symbol (số và ký hiệu), ``1021-CV/TU``: two fields for the register.

    Attributes:
        number: The number as text, leading zeros and suffix letters kept; None when blank or
            not readable with certainty.
        symbol: The rest, blanks removed: ``CV/TU``, ``QĐ-UBND``; None when not readable.
        blank: True where the place of the number is empty on paper.
    """

    number: str | None
    symbol: str | None
    blank: bool = False


class DateValue(Value):
    """A day in ISO 8601; where the paper prints no day, `value` is None and `partial` ``YYYY-MM``."""

    partial: str | None = None


class StampKind(StrEnum):
    """Whose stamp a day stands in: that of a digital signature, or that of who received the paper."""

    SIGNING = "signing"
    ARRIVAL = "arrival"


class StampDay(Value):
    """The day in a stamp, ISO 8601; it is never the paper's own."""

    kind: StampKind


class DistributionEntry(BodyName):
    """One line of Nơi nhận.

    Attributes:
        purpose: What the copy is for (``để báo cáo``), without parentheses; None when not said.
        archive: True for the archive line (Lưu …).
        same_as: ``addressees``, ``article`` or ``attendance`` where the line points to another
            list (Như kính gửi, Như Điều 3, Như thành phần); otherwise None.
    """

    purpose: str | None = None
    archive: bool = False
    same_as: str | None = None


class Signature(Shape):
    """Who signed: authority line (T/M …), positions, name; each None or empty when not printed."""

    authority: Value | None = None
    positions: list[Value] = Field(default_factory=list)
    name: Value | None = None


class AssigneeRole(StrEnum):
    """What a body has to do with a task."""

    LEAD = "lead"
    COORDINATE = "coordinate"
    ASSIGNEE = "assignee"


class Assignee(BodyName):
    """A body or person charged with a task, as written.

    Attributes:
        role: Lead (chủ trì), coordinating (phối hợp), or plain assignee.
        role_stated: False where the role is implied and not written.
        force: ``giao``, ``yêu cầu`` or ``đề nghị``, as far as the text says; None otherwise.
        inherited: True where the item itself names nobody and the body stands with the heading above,
            with the sentence that opens the list, or in a merged cell of the table.
    """

    role: AssigneeRole
    role_stated: bool
    force: str | None = None
    inherited: bool = False


class DeadlineKind(StrEnum):
    """How a deadline is meant."""

    BEFORE = "before"
    BY_END_OF = "by-end-of"
    DURING = "during"
    ON = "on"
    RECURRING = "recurring"
    RELATIVE = "relative"
    OPEN = "open"


class Deadline(Evidence):
    """By when a task is due.

    Attributes:
        date: The last day in ISO 8601, resolved by `rule`; None where it cannot be resolved.
        start: First day of an interval in ISO 8601; None where there is none.
        kind: How it is meant.
        inherited: True where it stands with the section, table or lead-in and not with the item.
    """

    date: str | None
    start: str | None = None
    kind: DeadlineKind
    inherited: bool = False


class Recurrence(Evidence):
    """How often a task comes again.

    Attributes:
        every: The periods as ISO 8601 durations, as many as are named: ``P1D``, ``P1W``, ``P1M``, ``P3M``,
            ``P6M``, ``P1Y``; of «định kỳ 6 tháng, hằng năm» two.
        day: Day of the month by which it is due each time; None where none is named.
        month: Month of the year for `P1Y` (``ngày 10/12 hằng năm``), month of the quarter for `P3M` (``tháng
            cuối quý``: 3); None where none is named.
    """

    every: list[str] = Field(min_length=1)
    day: int | None = None
    month: int | None = None


class Task(Value):
    """One item of the operative part.

    Attributes:
        label: The label as printed (``5.``, ``a)``, ``Điều 2.``); empty for an operative
            paragraph without a number.
        id: Path of labels, unique in the record (``2.a``).
        parent: `id` of the item above, None for a top item.
        assignees: Bodies charged by this item itself; failing these, marked as inherited, those of the
            heading above it that names bodies; empty when nobody is named.
        deadline: None when none is set.
        report_to: Who is to be reported to or receives the product, as written.
        products: What is to come out, as written (``kế hoạch kiểm tra quý II``, ``kết quả thực hiện``).
        recurrence: How often it comes again; None where it is to be done once or the text does not say.
        kind: ``task``; ``table-task`` for a row of a table; ``report-item``, ``request-item``, ``event-time``, ``validity`` for items
            that assign nothing; ``item`` when undecided.
    """

    label: str
    id: str
    parent: str | None = None
    assignees: list[Assignee] = Field(default_factory=list)
    deadline: Deadline | None = None
    report_to: list[BodyName] = Field(default_factory=list)
    products: list[Value] = Field(default_factory=list)
    recurrence: Recurrence | None = None
    kind: str = "item"


class Citation(Value):
    """Another document that the text cites by its symbol.

    Attributes:
        value: The whole symbol, blanks removed (``134-KH/TU``).
        document_type: Name of the type as the text says or the symbol implies; None if unknown.
        issued_on: ISO 8601 day, None when the text gives none.
        issuing_body: As written after the date; None when not said.
        subject: As written (``về …``), None when not said.
        relation: ``implements``, ``based-on``, ``replaces``, ``amends``, ``repeals``,
            ``attached-to`` or None.
        in_part: True where only a part of it (an article, contents, an annex) is replaced or repealed.
        in_footnote: True where it is cited in footnotes only.
        mentions: How often the symbol, or a short form of it, stands in the document.
        short_forms: Where the text comes back to it without the whole symbol (``Kế hoạch 134``, ``Nghị
            quyết này``), the first fifty.
        body: The issuing body after the authority file, from what is said or from the symbol; None
            when it is not known.
    """

    document_type: str | None = None
    issued_on: str | None = None
    issuing_body: str | None = None
    subject: str | None = None
    relation: str | None = None
    in_part: bool = False
    in_footnote: bool = False
    mentions: int = 1
    short_forms: list[Evidence] = Field(default_factory=list)
    body: BodyLink | None = None


def evidence_fields(
    layout: Layout,
    start: int,
    end: int,
    *,
    rule: str,
    confidence: float = 1.0,
    repairs: Sequence[str] = (),
) -> dict[str, Any]:
    """Return the evidence part of a value cut from `layout`, ready for a model's constructor.

    Args:
        layout: The document.
        start: First code point of the range; must touch a word.
        end: One past the last code point.
        rule: Name of the rule.
        confidence: How sure the rule is, 0 to 1; multiplied by the reader's confidence.
        repairs: Names of the rule's own repairs, in order; those made to the words come first.

    Raises:
        ValueError: If the range touches no word.
    """
    place = layout.locate(start, end)
    by_page: dict[int, list[list[float]]] = {}
    for page, box in zip(place.pages, place.boxes, strict=True):
        by_page.setdefault(page, []).append(box.as_list())
    return {
        "raw": place.raw,
        "page": place.page,
        "boxes": by_page.pop(place.page, []),
        "continued": [MoreBoxes(page=page, boxes=boxes) for page, boxes in sorted(by_page.items())],
        "span": (start, end),
        "confidence": round(min(1.0, max(0.0, confidence * place.confidence)), 3),
        "rule": rule,
        "repairs": [*place.repairs, *repairs],
    }
