"""What goes to the terminal: clean text, tables, and a standard output that stays pure.

Records hold text from outside, so control and invisible characters are replaced before anything is
shown and no text is ever read as markup. Line breaks stay only where a table shows document text. Results go to standard output, messages to standard error. While
documents are read, the process's own file descriptor 1 points to standard error: a native library
that prints cannot get between two records.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from contextlib import redirect_stdout
from typing import TYPE_CHECKING
from typing import TextIO

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

__all__ = ["clean", "console", "escaped", "make_table", "pure_output", "use_utf8"]

# Control characters with line breaks and tab, marks of writing direction, characters of no width,
# tags: none of them is seen, each can make a name look like another one.
_CONTROL_RE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\u200b-\u200d\u2060\ufeff"
    "\U000e0000-\U000e007f]"
)
_PIPED_WIDTH = 160


def use_utf8() -> None:
    """Make standard output and error write UTF-8 whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def clean(text: object) -> str:
    r"""Return `text` as one line for a terminal: what is not seen is replaced; None is empty.

    Example:
        >>> clean("a\x1b[31m") == "a\ufffd[31m"
        True
    """
    return "" if text is None else _CONTROL_RE.sub("\ufffd", str(text))


def escaped(line: str) -> str:
    r"""Return one line of JSON in which what is not seen stands as ``\uXXXX``.

    It is the same value to a program, and harmless to the terminal that it may be printed on.

    Example:
        >>> escaped('{"a": "\u202eb"}')
        '{"a": "\\u202eb"}'
    """
    return _CONTROL_RE.sub(lambda found: json.dumps(found.group())[1:-1], line)


def console(stream: TextIO) -> Console:
    """Return a console on `stream`; 160 columns wide where the stream is no terminal."""
    from rich.console import Console

    width = None if stream.isatty() or "COLUMNS" in os.environ else _PIPED_WIDTH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def make_table(
    headings: Sequence[str], rows: Sequence[Sequence[object]], *, one_line: bool = False
) -> Table:
    """Return a plain table; cells are shown as they are, never as markup.

    Args:
        headings: One per column.
        rows: Cells of any type; None is empty.
        one_line: True where a cell may be a name: line breaks are replaced too. Else the lines of
            a cell stay apart.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    shown = clean if one_line else _clean_lines
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(Text(shown(heading)), overflow="fold")
    for row in rows:
        table.add_row(*(Text(shown(cell)) for cell in row))
    return table


def _clean_lines(cell: object) -> str:
    lines = "" if cell is None else str(cell).replace("\t", " ")
    return "\n".join(clean(line) for line in lines.split("\n"))


@contextmanager
def pure_output() -> Iterator[TextIO]:
    """Give the standard output to write records to, while all else that prints goes to error."""
    wanted = sys.stdout
    wanted.flush()
    if _descriptor(wanted) != 1:
        with redirect_stdout(sys.stderr):
            yield wanted
        return
    kept = os.dup(1)
    try:
        os.dup2(2, 1)
        with os.fdopen(os.dup(kept), "w", encoding="utf-8", errors="backslashreplace") as output:
            yield output
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _descriptor(stream: TextIO) -> int | None:
    try:
        return stream.fileno()
    except (OSError, ValueError):
        return None
