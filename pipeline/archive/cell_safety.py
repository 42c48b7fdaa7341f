"""Cells that a spreadsheet cannot run.

Text that begins with ``=``, ``+``, ``-``, ``@``, tab or line break (or the wide forms of these
signs) may be taken for a formula when a CSV file is opened; an apostrophe in front prevents it.
"""

from __future__ import annotations

__all__ = ["defused", "may_run"]

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def may_run(text: str) -> bool:
    """Tell whether a spreadsheet could take `text` for a formula."""
    return text.startswith(_DANGEROUS)


def defused(value: object) -> object:
    """Return `value`, with an apostrophe in front of text that a spreadsheet might run.

    Example:
        >>> defused("=1+1"), defused("Giao"), defused(-3)
        ("'=1+1", 'Giao', -3)
    """
    if isinstance(value, str) and may_run(value):
        return "'" + value
    return value
