"""Cells that a spreadsheet cannot run.

Text that begins with ``=``, ``+``, ``-``, ``@``, tab or line break (or the wide, small and raised
forms of these signs, or any of them behind blanks and signs that nobody sees) may be taken for a
formula when a CSV file is opened; an apostrophe in front prevents it. Where the list separator of a
country is the semicolon, as in Việt Nam, a cell with one may be cut there: what follows is looked at
too. A carriage return would begin a new row and becomes a line feed.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["defused", "may_run"]

_SIGNS = "=+-@"
_BREAKS = ("\t", "\r", "\n")
# A dash behind a semicolon is mostly one of a list; only calls of programs and other sheets run.
_BEHIND_RE = re.compile(r"((?:;|(?!\A)\t)\s*)(?=[=+@＝＋＠]|[-－][^;\t]*[|!])")


def may_run(text: str) -> bool:
    """Tell whether a spreadsheet could take `text` for a formula."""
    if text.startswith(_BREAKS):
        return True
    for sign in text:
        # Blanks, controls, and what has no width.
        if unicodedata.category(sign)[0] not in "ZC":
            return unicodedata.normalize("NFKC", sign)[0] in _SIGNS
    return False


def defused(value: object) -> object:
    """Return `value`, with an apostrophe in front of text that a spreadsheet might run.

    Example:
        >>> defused("=1+1"), defused("Giao"), defused(-3)
        ("'=1+1", 'Giao', -3)
    """
    if not isinstance(value, str):
        return value
    text = _BEHIND_RE.sub(r"\1'", value.replace("\r\n", "\n").replace("\r", "\n"))
    return "'" + text if may_run(value) else text
