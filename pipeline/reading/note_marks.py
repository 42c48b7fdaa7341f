"""Marks of secrecy in the notes of a PDF page: what was typed over it, whether or not it is drawn.

In: an open page, before its annotations become part of it. Out: words, one mark a line, in front of
all. Viewers draw the text of a note that brings no picture of itself; pdfium does not.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.secrecy import is_secrecy_line
from models.page import Page
from models.page import Word

__all__ = ["marks_in_notes", "with_marks"]

_MOST_NOTES = 500
_MOST_BYTES = 2_000
_KINDS = frozenset({pdfium_c.FPDF_ANNOT_FREETEXT, pdfium_c.FPDF_ANNOT_STAMP})


def marks_in_notes(page: pdfium.PdfPage) -> tuple[str, ...]:
    """Return the marks of secrecy among the typed notes and stamps of a page; mostly none."""
    found: list[str] = []
    for index in range(min(pdfium_c.FPDFPage_GetAnnotCount(page.raw), _MOST_NOTES)):
        note = pdfium_c.FPDFPage_GetAnnot(page.raw, index)
        if not note:
            continue
        try:
            if pdfium_c.FPDFAnnot_GetSubtype(note) in _KINDS:
                found += [line for line in _text_of(note).splitlines() if is_secrecy_line(line)]
        finally:
            pdfium_c.FPDFPage_CloseAnnot(note)
    return tuple(found)


def with_marks(page: Page, marks: Sequence[str]) -> Page:
    """Return a page as read, with marks in front, each a line of its own."""
    if not marks:
        return page
    ahead = [Word(text=text, line=line) for line, mark in enumerate(marks) for text in mark.split()]
    moved = [replace(one, line=one.line + len(marks)) for one in page.words]
    return replace(page, words=(*ahead, *moved))


def _text_of(note: pdfium_c.FPDF_ANNOTATION) -> str:
    length = pdfium_c.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
    if not 2 < length <= _MOST_BYTES:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    pdfium_c.FPDFAnnot_GetStringValue(note, b"Contents", buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0").replace("\r", "\n")
