"""Appendices and tables: titles, the reference line, shape, headings, cells.

Appendices are put side by side in order, by the likeness of their titles; rows likewise, by the
likeness of their cells, so that one lost row does not make all rows below it wrong. Cells count
where either side has a text; a cell that a merged one covers may be labelled with or without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from models.record import Appendix
from models.record import Record
from models.record import Table
from models.record import TableRow
from pipeline.evaluation.comparison import Comparison
from pipeline.evaluation.comparison import FieldKind
from pipeline.evaluation.comparison import exact
from pipeline.evaluation.comparison import lists
from pipeline.evaluation.labels import Label
from pipeline.evaluation.labels import LabelAppendix
from pipeline.evaluation.labels import LabelTable
from pipeline.evaluation.matching import Item
from pipeline.evaluation.matching import align
from pipeline.evaluation.matching import exact_similarity
from pipeline.evaluation.matching import tidy
from pipeline.evaluation.matching import words_of

__all__ = ["compare_appendices", "compare_body_tables"]

_LABEL_RE = re.compile(r"^phụ lục\s*(?:số\s*)?(?:\d{1,3}|[ivx]{1,6})?\b[\s.:\-]*")
_BLANK_RE = re.compile(r"\s+")
_MAX_ROWS = 2_000
# Two appendices in the same place are compared even when their titles have nothing in common.
_SAME_PLACE = 0.01


def compare_appendices(label: Label, record: Record) -> Iterable[Comparison]:
    """Yield the comparisons of the appendices; nothing when they are not labelled."""
    if label.appendices is None:
        return
    gold, found = label.appendices, record.appendices
    yield lists(
        "appendices",
        [Item(parts=(_title(g.title),), shown=g.title or "") for g in gold],
        [_appendix_item(f) for f in found],
    )
    pairs = align(len(gold), len(found), lambda i, j: _likeness(gold[i], found[j]))
    partners = {i: found[j] for i, j in pairs}
    yield _compare_references(gold, partners)
    yield _compare_shapes(gold, partners)
    yield _compare_headings(
        "appendix_header",
        [g.header for g in gold],
        {i: appendix.tables for i, appendix in partners.items()},
    )
    if any(g.rows is not None for g in gold):
        yield _compare_cells(gold, partners)
    if any(g.rows_sample for g in gold):
        yield _compare_samples(gold, partners)


def compare_body_tables(
    gold: Sequence[LabelTable], tables: Sequence[Table]
) -> Iterable[Comparison]:
    """Yield the comparisons of the tables in the body, in their order."""
    yield exact(
        "body_tables",
        [_place(i, str(g.n_rows)) for i, g in enumerate(gold)],
        [_place(i, str(len(t.rows))) for i, t in enumerate(tables)],
    )
    yield _compare_headings(
        "body_table_header",
        [g.header for g in gold],
        {i: [table] for i, table in enumerate(tables[: len(gold)])},
    )


def _title(text: str | None) -> str:
    return _LABEL_RE.sub("", tidy(text or "")).strip("-:. ")


def _printed_title(appendix: Appendix) -> str:
    return (appendix.title.value if appendix.title else None) or ""


def _appendix_item(appendix: Appendix) -> Item:
    title = _printed_title(appendix)
    confidence = appendix.title.confidence if appendix.title else None
    return Item(parts=(_title(title),), shown=title, confidence=confidence)


def _likeness(gold: LabelAppendix, found: Appendix) -> float:
    alike = Levenshtein.normalized_similarity(_title(gold.title), _title(_printed_title(found)))
    return max(alike, _SAME_PLACE)


def _place(index: int, text: str) -> Item:
    return Item(parts=(f"#{index}", tidy(text)), shown=text)


def _compare_references(gold: Sequence[LabelAppendix], partners: dict[int, Appendix]) -> Comparison:
    wanted: list[Item] = []
    found: list[Item] = []
    for index, appendix in enumerate(gold):
        if appendix.reference is None:
            continue
        wanted.append(_reference(index, appendix.reference.symbol, appendix.reference.date))
        partner = partners.get(index)
        if partner is not None and partner.reference is not None:
            line = partner.reference
            found.append(_reference(index, line.reference_number, line.issued_on))
    return lists("appendix_reference", wanted, found, similarity=exact_similarity)


def _reference(index: int, symbol: str | None, date: str | None) -> Item:
    key = _BLANK_RE.sub("", tidy(symbol or ""))
    return Item(parts=(f"#{index}", key, date or ""), shown=f"{symbol or ''} {date or ''}".strip())


def _compare_shapes(gold: Sequence[LabelAppendix], partners: dict[int, Appendix]) -> Comparison:
    wanted: list[Item] = []
    found: list[Item] = []
    for index, appendix in enumerate(gold):
        partner = partners.get(index)
        counts = {"tables": appendix.n_tables, "rows": appendix.n_rows}
        have = {
            "tables": len(partner.tables) if partner else 0,
            "rows": sum(len(table.rows) for table in partner.tables) if partner else 0,
        }
        for what, count in counts.items():
            if count is None:
                continue
            wanted.append(_place(index, f"{what} {count}"))
            if partner is not None:
                found.append(_place(index, f"{what} {have[what]}"))
    return lists("appendix_shape", wanted, found, similarity=exact_similarity)


def _compare_headings(
    field: str, headers: Sequence[Sequence[str]], tables: dict[int, Sequence[Table]]
) -> Comparison:
    wanted: list[Item] = []
    found: list[Item] = []
    for index, header in enumerate(headers):
        if not header:
            continue
        wanted += [_place(index, heading) for heading in header]
        if tables.get(index):
            found += [_place(index, heading) for heading in tables[index][0].columns if heading]
    return lists(field, wanted, found)


def _compare_cells(gold: Sequence[LabelAppendix], partners: dict[int, Appendix]) -> Comparison:
    wanted: list[Item] = []
    found: list[Item] = []
    for index, appendix in enumerate(gold):
        if appendix.rows is None:
            continue
        rows = appendix.rows[:_MAX_ROWS]
        have = _rows(partners.get(index))
        pairs = align(len(rows), len(have), _row_likeness(rows, have))
        partner_of = {j: i for i, j in pairs}
        for i, row in enumerate(rows):
            wanted += [_cell(index, str(i), c, text) for c, text in enumerate(row) if tidy(text)]
        for j, printed in enumerate(have):
            place = partner_of.get(j)
            labelled = rows[place] if place is not None else []
            found += _found_cells(index, place, labelled, printed)
    return lists("appendix_cells", wanted, found, similarity=_cell_similarity)


def _rows(appendix: Appendix | None) -> list[TableRow]:
    if appendix is None:
        return []
    return [row for table in appendix.tables for row in table.rows][:_MAX_ROWS]


def _row_likeness(
    rows: Sequence[Sequence[str]], have: Sequence[TableRow]
) -> Callable[[int, int], float]:
    """Return how alike two rows are, by all their words; less than half alike is no pair."""
    gold = [words_of(" ".join(row)) for row in rows]
    found = [words_of(" ".join(row.cells)) for row in have]
    # What covers a row from above may be labelled in it or not: the better of both readings counts.
    own = [words_of(" ".join(_own_cells(row))) for row in have]

    def likeness(i: int, j: int) -> float:
        alike = fuzz.token_sort_ratio(gold[i], found[j], score_cutoff=50)
        if own[j] != found[j]:
            alike = max(alike, fuzz.token_sort_ratio(gold[i], own[j], score_cutoff=50))
        return alike / 100

    return likeness


def _own_cells(row: TableRow) -> list[str]:
    covered = row.inherited + [False] * (len(row.cells) - len(row.inherited))
    return [cell for cell, above in zip(row.cells, covered, strict=False) if not above]


def _found_cells(
    index: int, place: int | None, labelled: Sequence[str], row: TableRow
) -> list[Item]:
    items: list[Item] = []
    for column, text in enumerate(row.cells):
        if not tidy(text):
            continue
        covered = column < len(row.inherited) and row.inherited[column]
        blank_in_label = column < len(labelled) and not tidy(labelled[column])
        if covered and blank_in_label:
            continue
        items.append(_cell(index, "-" if place is None else str(place), column, text))
    return items


def _cell(index: int, row: str, column: int, text: str) -> Item:
    return Item(parts=(f"{index}.{row}.{column}", tidy(text)), shown=text)


def _cell_similarity(gold: Item, found: Item) -> float:
    if gold.parts[0] != found.parts[0]:
        return 0.0
    return Levenshtein.normalized_similarity(gold.parts[1], found.parts[1])


def _compare_samples(gold: Sequence[LabelAppendix], partners: dict[int, Appendix]) -> Comparison:
    """Of some rows some cells are labelled: a row is found when one row has all of them."""
    wanted: list[Item] = []
    found: list[Item] = []
    for index, appendix in enumerate(gold):
        have = [{tidy(cell) for cell in row.cells} for row in _rows(partners.get(index))]
        for number, sample in enumerate(appendix.rows_sample or ()):
            here = _place(index, f"row {number}: {' | '.join(sample.values())}")
            wanted.append(here)
            if any({tidy(cell) for cell in sample.values()} <= cells for cells in have):
                found.append(here)
    return lists(
        "appendix_rows_sampled",
        wanted,
        found,
        similarity=exact_similarity,
        kind=FieldKind.RECALL,
    )
