"""Tables of plain text: for a terminal, and as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["markdown_table", "text_table"]


def text_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table with aligned columns, indented by two blanks."""
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    return [
        "  "
        + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]


def markdown_table(
    head: Sequence[str], rows: Sequence[Sequence[str]], *, words: int = 1
) -> list[str]:
    """Return the lines of a Markdown table; the columns after the first `words` hold figures."""
    rule = ["---" if index < words else "---:" for index in range(len(head))]
    return [
        "| " + " | ".join(cell.strip().replace("|", r"\|") for cell in line) + " |"
        for line in (head, rule, *rows)
    ]
