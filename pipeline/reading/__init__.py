"""Bytes to pages: `read_file` turns any accepted file into a `Reading`, or says why it cannot.

In: a path and the settings. Out: pages with words, tables and ruling lines; the file itself is
opened for reading only. The content decides how it is read, never the name: a PDF page by page
(text layer where it is healthy, OCR elsewhere), an image by OCR, a Word file and plain text by
their own structure. Heavy libraries are imported when the first file needs them.
"""

from __future__ import annotations

from pathlib import Path

from models.outcome import OutcomeCode
from models.page import FileKind
from models.page import Page
from models.page import PageSource
from models.page import Reading
from models.settings import Settings
from pipeline.reading.failure import ReadFailure
from pipeline.reading.sniff import sniff
from pipeline.reading.syllables import health

__all__ = ["ReadFailure", "read_file"]

# The poorest photographs that a person can still read gave 94 % and more; what is below a third is
# no reading to build on. Broken text layers, which are of no use at all, had 22 to 47 %.
_LEAST_SHARE = 0.3
_ENOUGH_WORDS = 20


def read_file(path: Path, settings: Settings) -> Reading:
    """Read the file at `path`.

    Args:
        path: A plain file; folders, links and special files are refused.
        settings: Limits; passing one is a `ReadFailure`.

    Returns:
        The pages in order, at least one, with at least one word among them.

    Raises:
        ReadFailure: For each way a file can fail to be a readable document (see
            `models.outcome.OutcomeCode`); other exceptions are defects of the reader.
    """
    kind = sniff(path, settings).kind
    reading = _reader_of(kind, path, settings)
    if not any(_has_words(page) for page in reading.pages):
        if reading.unreadable_pages:  # what was lost may be all that there was
            raise ReadFailure(OutcomeCode.DAMAGED, f"{len(reading.unreadable_pages)} pages")
        raise ReadFailure(OutcomeCode.NOTHING_TO_READ)
    size = sum([sum(map(len, texts)) + len(texts) for texts in map(_texts_of, reading.pages)])
    if size > settings.max_characters:
        raise ReadFailure(OutcomeCode.TOO_LARGE, f"{size} > {settings.max_characters} characters")
    share = _share_read(reading)
    if share < _LEAST_SHARE:
        raise ReadFailure(OutcomeCode.NOT_READABLE, f"{share:.0%} syllables")
    return reading


def _share_read(reading: Reading) -> float:
    """Return the share of possible syllables in what OCR read; 1.0 where it read little or nothing.

    A page face down or of another script gives words all the same, and none of them is one.
    """
    if any(page.source is not PageSource.OCR for page in reading.pages):
        return 1.0
    words = [text for page in reading.pages for text in _texts_of(page)]
    return health(words) if len(words) >= _ENOUGH_WORDS else 1.0


def _reader_of(kind: FileKind, path: Path, settings: Settings) -> Reading:
    if kind is FileKind.PDF:
        from pipeline.reading.pdf import read_pdf

        return read_pdf(path, settings)
    if kind is FileKind.IMAGE:
        from pipeline.reading.image_file import read_images

        return read_images(path, settings)
    if kind is FileKind.DOCX:
        from pipeline.reading.word_file import read_docx

        return read_docx(path, settings)
    from pipeline.reading.plain_text import read_text

    return read_text(path, settings)


def _texts_of(page: Page) -> list[str]:
    texts = [word.text for word in page.words]
    for table in page.tables:
        for cell in table.cells:
            texts += [word.text for word in cell.words]
    return texts


def _has_words(page: Page) -> bool:
    return bool(page.words) or any(c.words for table in page.tables for c in table.cells)
