"""Set a dispatch as a PDF with a text layer, by the form rules.

In: a `Dispatch`. Out: the bytes of a PDF, the same for the same dispatch: no dates, no random
identifiers, no fonts but Liberation Serif from Debian's `fonts-liberation2`. The layout itself is
in `form.typ`; this module cuts the texts into runs and the tables into cells.

A word processor breaks a line after a hyphen but never after a slash, while the typesetter would
break after both; a piece of a word that holds a slash is therefore kept whole in a box.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import typst

from samples.builder.shapes import Dispatch
from samples.builder.shapes import Grid
from samples.builder.shapes import Item
from samples.builder.shapes import Recipient

__all__ = ["FONT_DIR", "closing_mark", "to_pdf"]

FONT_DIR = Path("/usr/share/fonts/truetype/liberation2")
_FORM = Path(__file__).with_name("form.typ")
_PIECE_RE = re.compile(r"[^\s-]{1,80}/[^\s-]{1,80}")

Json = dict[str, object]


def to_pdf(dispatch: Dispatch) -> bytes:
    """Return the dispatch as a PDF, A4, all text in the text layer.

    Raises:
        FileNotFoundError: If Debian's `fonts-liberation2` is not installed.
    """
    if not (FONT_DIR / "LiberationSerif-Regular.ttf").is_file():
        raise FileNotFoundError("Liberation Serif is missing: apt-get install fonts-liberation2")
    pdf = typst.compile(
        _FORM,
        font_paths=[FONT_DIR],
        ignore_system_fonts=True,
        sys_inputs={"dispatch": json.dumps(_paper(dispatch), ensure_ascii=False)},
        timestamp=0,
        pdf_tags=False,
    )
    assert isinstance(pdf, bytes)  # noqa: S101 - one output file is asked for
    return pdf


def closing_mark(entries: Sequence[Recipient], index: int) -> str:
    """Return what ends a line of Nơi nhận: a full stop after the last, else a semicolon."""
    return "." if index + 1 == len(entries) else ";"


def _paper(dispatch: Dispatch) -> Json:
    texts = list(dispatch.closing)
    tasks = [_item(task) for task in dispatch.tasks]
    if dispatch.end_mark and texts:
        texts[-1] += dispatch.end_mark
    return {
        "system": dispatch.system,
        "letter": dispatch.is_letter,
        "superior_body": _lines(dispatch.superior_body),
        "issuing_body": _lines(dispatch.issuing_body),
        "number_line": dispatch.number_line,
        "place_line": dispatch.place_line,
        "type_name": dispatch.type_name,
        "heading": dispatch.heading,
        "subject": _runs(dispatch.subject),
        "security_mark": dispatch.security_mark,
        "urgency_mark": dispatch.urgency_mark,
        "circulation_mark": dispatch.circulation_mark,
        "draft_mark": dispatch.draft_mark,
        "addressees": list(dispatch.addressees),
        "decider": dispatch.decider,
        "bases": [_runs(text) for text in dispatch.bases],
        "intro": [_runs(text) for text in dispatch.intro],
        "operative_line": dispatch.operative_line,
        "sections": [
            {
                "heading": section.heading,
                "paragraphs": [_runs(text) for text in section.paragraphs],
                "table": None if section.grid is None else _table(section.grid),
            }
            for section in dispatch.sections
        ],
        "tasks_heading": dispatch.tasks_heading,
        "tasks": tasks,
        "closing": [_runs(text) for text in texts],
        "distribution": _groups(dispatch.distribution),
        "signature": {
            "authority": _lines(dispatch.signature.authority) or None,
            "positions": list(dispatch.signature.positions),
            "name": dispatch.signature.name,
        },
        "appendices": [
            {
                "label": appendix.label,
                "title": _runs(appendix.title),
                "reference": appendix.reference,
                "table": _table(appendix.grid),
            }
            for appendix in dispatch.appendices
        ],
    }


def _lines(text: str | None) -> list[str]:
    return text.split("\n") if text else []


def _runs(text: str) -> list[tuple[str, str]]:
    """Cut `text` into runs of one style; every second part between asterisks is italic."""
    runs: list[tuple[str, str]] = []
    for index, part in enumerate(text.split("*")):
        style = "italic" if index % 2 else "plain"
        start = 0
        for piece in _PIECE_RE.finditer(part):
            runs += [(style, part[start : piece.start()]), (f"{style} box", piece.group())]
            start = piece.end()
        runs.append((style, part[start:]))
    return [run for run in runs if run[1]]


def _item(item: Item) -> Json:
    return {
        "label": item.label,
        "text": _runs(item.text),
        "bold_all": item.heading,
        "bold_label": item.label.startswith("Điều"),
        "items": [_item(sub) for sub in item.items],
    }


def _groups(entries: Sequence[Recipient]) -> list[Json]:
    """Return the lines of Nơi nhận, those before one brace together with its purpose."""
    groups: list[Json] = []
    numbered = list(enumerate(entries))
    for brace, members in groupby(numbered, key=lambda pair: pair[1].brace):
        together = list(members)
        lines = [
            f"- {entry.name}{_inline(entry)}{closing_mark(entries, index)}"
            for index, entry in together
        ]
        purpose = together[0][1].purpose if brace is not None else None
        groups.append({"lines": lines, "purpose": purpose})
    return groups


def _inline(entry: Recipient) -> str:
    return f" ({entry.purpose})" if entry.purpose and entry.brace is None else ""


def _table(grid: Grid) -> Json:
    return {
        "columns": list(grid.columns),
        "widths": list(grid.widths),
        "repeat_header": grid.repeat_header,
        "ruled": grid.ruled,
        "cells": [cell for index in range(len(grid.rows)) for cell in _cells(grid, index)],
    }


def _cells(grid: Grid, index: int) -> list[Json]:
    """Return the cells that begin in row `index`, with their spans."""
    row = grid.rows[index]
    group = grid.is_group(row)
    span = group and grid.span_groups
    cells: list[Json] = []
    for column, text in enumerate(row[:2] if span else row):
        if text is None:
            continue
        below = 1
        while index + below < len(grid.rows) and grid.rows[index + below][column] is None:
            below += 1
        cells.append(
            {
                "text": _runs(text),
                "bold": group,
                "left": column > 0,
                "rowspan": below,
                "colspan": len(row) - 1 if span and column == 1 else 1,
            }
        )
    return cells
