"""The mark «./.» that ends a text, under what a scan made of it: «này.-ww_», «này./.2#».

In: the texts of a line's words and how surely the last was read. Out: its last text, the mark set
right. Offices end the text of a dispatch with «./.»; a reader takes it with the ornament or the specks
behind it for one word, and doubts it.
"""

from __future__ import annotations

import re

__all__ = ["end_mark_settled"]

# A word, a stop, and signs that end no sentence.
_ENDED_RE = re.compile(r"([^\W\d_]{2,12})\.(?:/\.)?(\S{1,6})")
_NO_END_RE = re.compile(r"[-–—_#*=~|/\\<>@&%$]")
_DOUBTED = 0.6


def end_mark_settled(text: str, confidence: float) -> str:
    """Return the last word of a line with its end mark; what was read well stays.

    Args:
        text: The word as read.
        confidence: 0 to 1.

    Example:
        >>> end_mark_settled("này.-ww_", 0.4)
        'này./.'
    """
    found = _ENDED_RE.fullmatch(text) if confidence < _DOUBTED else None
    if found is None or found[2] == "/." or not _NO_END_RE.search(found[2]):
        return text
    return f"{found[1]}./."
