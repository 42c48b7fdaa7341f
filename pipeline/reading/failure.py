"""A file that cannot be read, as one exception that carries the outcome.

Readers raise it, `pipeline.process` turns it into the record's outcome. The detail holds numbers
and page counts only, never text of the document.
"""

from __future__ import annotations

import struct

from models.outcome import OutcomeCode

__all__ = ["OCR_GAVE_UP", "PICTURE_DAMAGE", "REPAIRED", "ReadFailure"]

# What Pillow raises on damaged data, by decoder.
PICTURE_DAMAGE = (
    *(OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError),
    *(OverflowError, ZeroDivisionError, AttributeError, RuntimeError, struct.error),
)

# Note on a reading whose file had to be mended before it could be read.
REPAIRED = "repaired"
# Note on a page that the engine did not finish in its time, and detail of a file with no other page.
OCR_GAVE_UP = "ocr-gave-up"


class ReadFailure(Exception):  # noqa: N818 - it is an outcome on its way, not a programming error
    """Why a file gave no reading.

    Attributes:
        code: The outcome that the file ends in.
        detail: Numbers that make the cause exact, or None; never document text.
    """

    def __init__(self, code: OutcomeCode, detail: str | None = None) -> None:
        super().__init__(code.value if detail is None else f"{code.value}: {detail}")
        self.code = code
        self.detail = detail

    def __reduce__(self) -> tuple[type[ReadFailure], tuple[OutcomeCode, str | None]]:
        """Pickle by code and detail, so that a worker process can hand it back."""
        return type(self), (self.code, self.detail)
