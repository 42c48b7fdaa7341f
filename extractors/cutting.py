"""Cut ranges of the layout's text: trim blanks and marks, and make values of what is left.

In: a layout and a half-open range. Out: a smaller range, or a `Value` with its evidence.
Every extractor ends here, so that a value's span always cuts out exactly its text.
"""

from __future__ import annotations

from collections.abc import Callable

from models.layout import Layout
from models.values import Value
from models.values import evidence_fields

__all__ = ["LEGIBLE", "trim", "value_of"]

# Below this confidence what Tesseract gives is rather noise than words.
LEGIBLE = 0.4
_EDGES = " \t\n*_"


def trim(text: str, start: int, end: int, *, left: str = "", right: str = "") -> tuple[int, int]:
    """Return the range without blanks and converter marks, and without the given marks, at its edges.

    Args:
        text: The document's text.
        start: First code point of the range.
        end: One past its last.
        left: Further characters to drop at the left edge.
        right: Further characters to drop at the right edge.
    """
    while start < end and text[start] in _EDGES + left:
        start += 1
    while end > start and text[end - 1] in _EDGES + right:
        end -= 1
    return start, end


def value_of(
    layout: Layout,
    start: int,
    end: int,
    *,
    rule: str,
    confidence: float = 1.0,
    shape: Callable[[str], str] | None = None,
    withhold: bool = False,
) -> Value | None:
    """Return the value cut from the range, or None when the range is empty or touches no word.

    Line breaks become blanks.

    Args:
        layout: The document.
        start: First code point of the range.
        end: One past its last.
        rule: Name of the rule.
        confidence: How sure the rule is, 0 to 1.
        shape: Brings the text into the value's form (normal case, say); applied last.
        withhold: True where writing that could not be read is no value: then the value is None, and
            what was read of it stays as `raw`.
    """
    if start >= end or not layout.anchors_in(start, end):
        return None
    text = " ".join(layout.text[start:end].split())
    fields = evidence_fields(layout, start, end, rule=rule, confidence=confidence)
    if withhold and fields["confidence"] < LEGIBLE and layout.locate(start, end).ocr:
        return Value(value=None, **fields)
    return Value(value=shape(text) if shape else text, **fields)
