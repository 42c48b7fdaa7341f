"""Hold the letterhead, the symbol, the authority line and the tables of a record together.

In: a record's fields. Out: findings. Each check speaks only where both sides were read with
certainty and both are known to `rules/checks.toml`: an unknown body is no contradiction.

Grounds: domain reference sections 5 (letterheads, validity of bodies), 7 (authority forms), 10
(appendices) and 15 (validation rules).
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from datetime import date

from extractors.check_findings import finding
from extractors.check_rules import Letterhead
from extractors.check_rules import check_rules
from extractors.check_rules import code_outside_validity
from extractors.check_rules import counted
from extractors.check_rules import kind_of
from extractors.check_rules import outside_validity
from extractors.check_rules import wrong_authority
from models.folding import strip_accents
from models.record import Appendix
from models.record import Finding
from models.record import Record
from models.record import RowKind
from models.record import Severity
from models.record import Table
from models.values import BodyLink
from models.values import BodyName
from models.values import Evidence
from models.values import Value

__all__ = ["AGREEMENT_CHECKS"]

_SURE = 0.6
# Figures that a scan gives for one another.
_LIKE_SHAPES = (frozenset("035689"), frozenset("147"))
# A long list of outlived bodies is one doubt, not a page of them.
_MOST = 20


def _letterhead(record: Record) -> Letterhead | None:
    """Return the kind of the one body in the letterhead, or None."""
    body, superior = record.issuing_body, record.superior_body
    if not _sure(body) or body is None or body.value is None or " - " in body.value:
        return None
    name = body.value
    if superior is not None and superior.value is not None and " " in name:
        name = f"{name} {superior.value}" if len(name.split()) == 2 else name
    return kind_of(name)


def _sure(value: Value | None) -> bool:
    return value is not None and value.value is not None and value.confidence >= _SURE


def _symbol_and_letterhead(record: Record) -> Iterator[Finding]:
    """The body in the symbol must be that of the letterhead."""
    own, kind = record.reference_number, _letterhead(record)
    if own is None or own.symbol is None or own.confidence < _SURE or kind is None:
        return
    units = own.symbol.replace("/", "-").split("-")
    known = [u for u in units if any(u in k.codes for k in check_rules().letterhead)]
    if not known or any(unit in kind.codes for unit in units):
        return
    body = record.issuing_body
    name = body.value if body is not None else None
    yield finding(
        "symbol-body-differs",
        Severity.WARNING,
        f"Ký hiệu văn bản ghi {known[0]}, cơ quan ban hành lại là {name}.",
        f"The symbol says {known[0]}, but the letterhead is that of {name}.",
        ["reference_number", "issuing_body"],
        [own, body],
    )


def _authority(record: Record) -> Iterator[Finding]:
    """The authority line must have its form, and name somebody who can sign for the letterhead."""
    kind = _letterhead(record)
    for signature in record.signatures:
        line = signature.authority
        if line is None or line.value is None or line.confidence < _SURE:
            continue
        if wrong_authority(line.value):
            yield finding(
                "authority-form-differs",
                Severity.WARNING,
                f"Thể thức đề ký «{line.value}» không hợp với người hoặc tập thể được ghi.",
                f"The form of the authority line «{line.value}» does not fit whom it names.",
                ["signature"],
                [line],
            )
        if kind is not None and _is_foreign(line.value, kind):
            body = record.issuing_body
            name = body.value if body is not None else None
            yield finding(
                "authority-body-differs",
                Severity.WARNING,
                f"Văn bản của {name} lại ký «{line.value}».",
                f"A paper of {name} is signed «{line.value}».",
                ["signature", "issuing_body"],
                [line, body],
            )


def _is_foreign(line: str, kind: Letterhead) -> bool:
    words = strip_accents(line[:300]).replace(".", " ").split()
    named = " ".join(words[1:])
    return any(named.startswith(name) for name in kind.foreign_authorities)


def _appendix_body(record: Record) -> Iterator[Finding]:
    """The appendix's reference line must name the body that issues the document."""
    kind = _letterhead(record)
    if kind is None:
        return
    for appendix in record.appendices:
        line = appendix.reference
        if line is None or line.issuing_body is None:
            continue
        other = kind_of(line.issuing_body)
        if other is None:
            continue
        if other.name == kind.name and not _elsewhere(record.issuing_body, line.body):
            continue
        body = record.issuing_body
        name = body.value if body is not None else None
        yield finding(
            "appendix-body-differs",
            Severity.WARNING,
            f"Phụ lục ghi văn bản của {line.issuing_body}, cơ quan ban hành là {name}.",
            f"The appendix names {line.issuing_body}, the document is issued by {name}.",
            ["issuing_body", "appendices"],
            [body, line],
        )


def _elsewhere(body: BodyName | None, other: BodyLink | None) -> bool:
    """Tell whether two bodies are known to sit in different provinces."""
    link = body.body if body is not None else None
    if link is None or other is None or link.level != "province" or other.level != "province":
        return False
    return link.territory != other.territory


def _validity(record: Record) -> Iterator[Finding]:
    """Bodies of the letterhead, the lists of recipients and the tasks must exist on the day of issue.

    A body that the authority file knows is held against its days there; a name that it cannot place is
    held against the kinds of `rules/checks.toml`.
    """
    own = record.issued_on
    if own is None or own.value is None or own.confidence < _SURE:
        return
    day = date.fromisoformat(own.value)
    outside = [pair for pair in _named_bodies(record) if _is_outside(pair[1], day)]
    for field, value in outside[:_MOST]:
        heir = value.body.successor if value.body is not None else None
        yield finding(
            "body-outside-validity",
            Severity.WARNING if field == "issuing_body" else Severity.INFO,
            f"{value.value} không tồn tại vào ngày {own.value}"
            + (f"; cơ quan kế thừa: {heir}." if heir else "."),
            f"{value.value} did not exist on {own.value}"
            + (f"; succeeded by: {heir}." if heir else "."),
            [field, "issued_on"],
            [value, own],
        )


def _named_bodies(record: Record) -> Iterator[tuple[str, BodyName]]:
    """Yield every body once in each field that names it, with the field."""
    seen: set[tuple[str, str | None]] = set()
    pairs: list[tuple[str, BodyName]] = []
    if record.issuing_body is not None:
        pairs.append(("issuing_body", record.issuing_body))
    pairs += [("addressees", entry) for entry in record.addressees]
    pairs += [("distribution", entry) for entry in record.distribution if not entry.archive]
    for field, tasks in (("tasks", record.tasks), ("table_tasks", record.table_tasks)):
        pairs += [(field, assignee) for task in tasks for assignee in task.assignees]
    for field, value in pairs:
        if (field, value.value) not in seen:
            seen.add((field, value.value))
            yield field, value


def _is_outside(value: BodyName, day: date) -> bool:
    if value.value is None or value.confidence < _SURE:
        return False
    link = value.body
    if link is None or link.id is None:
        return outside_validity(value.value, day) is not None
    early = link.valid_from is not None and day < date.fromisoformat(link.valid_from)
    late = link.valid_until is not None and day > date.fromisoformat(link.valid_until)
    return early or late


def _type_validity(record: Record) -> Iterator[Finding]:
    """The code of the type in the symbol must be in use on the day of issue."""
    own, day = record.reference_number, record.issued_on
    if own is None or own.symbol is None or day is None or day.value is None:
        return
    if own.confidence < _SURE or day.confidence < _SURE:
        return
    rule = code_outside_validity(own.symbol, date.fromisoformat(day.value))
    if rule is not None:
        yield finding(
            "type-outside-validity",
            Severity.WARNING,
            f"Ký hiệu {rule.code} ({rule.name}) không dùng vào ngày {day.value}.",
            f"The symbol {rule.code} ({rule.name}) was not in use on {day.value}.",
            ["reference_number", "issued_on"],
            [own, day],
        )


def _counts(record: Record) -> Iterator[Finding]:
    """As many things must stand in a table, or in a group of it, as its heading says."""
    for appendix in record.appendices:
        yield from _title_count(appendix)
        for table in appendix.tables:
            yield from _group_counts(table)
    for table in record.body_tables:
        yield from _group_counts(table)


def _title_count(appendix: Appendix) -> Iterator[Finding]:
    title = appendix.title
    if title is None or title.value is None or not appendix.tables:
        return
    said = counted(title.value)
    items = sum(row.kind is RowKind.ITEM for table in appendix.tables for row in table.rows)
    rows = sum(row.kind is not RowKind.SECTION for t in appendix.tables for row in t.rows)
    scanned = any(row.confidences for table in appendix.tables for row in table.rows)
    if said is not None and items and _is_another(said, (items, rows), scanned=scanned):
        yield _count_finding(said, items, title.value, title)


def _is_another(said: int, counts: tuple[int, ...], *, scanned: bool) -> bool:
    """Tell whether a count is none of `counts`, nor, in a scan, a misreading of one."""
    misread = scanned and any(_may_be_misread(said, count) for count in counts)
    return said not in counts and not misread


def _may_be_misread(said: int, count: int) -> bool:
    """Tell whether two counts differ in one figure that a scan gives for the other: «08» for «09»."""
    one, other = str(said), str(count)
    pairs = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    return (
        len(one) == len(other)
        and len(pairs) == 1
        and any(set(pairs[0]) <= shapes for shapes in _LIKE_SHAPES)
    )


def _group_counts(table: Table) -> Iterator[Finding]:
    headings = dict.fromkeys(heading for row in table.rows for heading in row.section)
    for heading in headings:
        said = counted(heading)
        if said is None:
            continue
        below = [row for row in table.rows if heading in row.section]
        items = sum(row.kind is RowKind.ITEM for row in below)
        rows = sum(row.kind is not RowKind.SECTION for row in below)
        scanned = any(row.confidences for row in below)
        if items and _is_another(said, (items, rows), scanned=scanned):
            yield _count_finding(said, items, heading, None)


def _count_finding(said: int, items: int, heading: str, place: Evidence | None) -> Finding:
    short = heading if len(heading) <= 80 else heading[:79] + "…"
    return finding(
        "count-differs",
        Severity.INFO,
        f"«{short}» ghi {said}, trong bảng có {items}.",
        f"«{short}» says {said}, the table holds {items}.",
        ["appendices"],
        [place],
    )


AGREEMENT_CHECKS: tuple[Callable[[Record], Iterator[Finding]], ...] = (
    _symbol_and_letterhead,
    _authority,
    _appendix_body,
    _validity,
    _type_validity,
    _counts,
)
