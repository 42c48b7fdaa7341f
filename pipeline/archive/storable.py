"""Text that every database takes: no NUL, no lone surrogates; names of a bounded length.

File names come from outside and may hold any bytes; PostgreSQL refuses NUL and both databases
refuse half a surrogate pair. What cannot be stored becomes U+FFFD, nothing is dropped silently.
"""

from __future__ import annotations

import re
from datetime import date

from models.folding import strip_accents

__all__ = ["day", "folded", "folded_reference", "storable", "storable_name"]

_UNSTORABLE_RE = re.compile("[\x00\ud800-\udfff]")
_CONTROL_RE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_NAME_LENGTH = 255
# Indexed columns stay short: PostgreSQL refuses index entries above some 2 700 bytes.
_REFERENCE_LENGTH = 200


def storable(text: str) -> str:
    r"""Return `text` with every character that a database refuses replaced by U+FFFD.

    Example:
        >>> storable("a\x00b") == "a\ufffdb"
        True
    """
    return _UNSTORABLE_RE.sub("\ufffd", text)


def storable_name(name: str) -> str:
    """Return a file name for people: one line, no control or direction characters, at most 255 long."""
    clean = _CONTROL_RE.sub("\ufffd", name)
    return clean if len(clean) <= _NAME_LENGTH else clean[: _NAME_LENGTH - 1] + "…"


def folded(text: str | None) -> str | None:
    """Return `text` in plain lower-case letters for search, None for None."""
    return None if text is None else strip_accents(storable(text))


def folded_reference(text: str | None) -> str | None:
    """Return a reference number for look-up: folded, without blanks, at most 200 long.

    Example:
        >>> folded_reference("1021 - CV/TU")
        '1021-cv/tu'
    """
    if text is None:
        return None
    return "".join(strip_accents(storable(text)).split())[:_REFERENCE_LENGTH]


def day(text: str | None) -> date | None:
    """Return an ISO 8601 day as a date; None for None and for what is no day."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
