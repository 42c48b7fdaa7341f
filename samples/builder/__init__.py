"""Make the fictional dispatches of `samples/`: a description gives the paper and the record it must yield."""

from __future__ import annotations

from samples.builder.dispatch import a_dispatch
from samples.builder.expected import expected_record
from samples.builder.typeset import to_pdf

__all__ = ["a_dispatch", "expected_record", "to_pdf"]
