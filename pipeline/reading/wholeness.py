"""Is anything missing from a PDF whose table of objects had to be rebuilt?

In: the path of a PDF that opens, but whose table leads nowhere. Out: True where only the table is
wrong, as after a mail gateway or a scanner that miscounts: every page is there with all that it
draws. Such a paper is read in full, and a warning to the archivist would cry wolf over thousands of
ordinary scans. Where something is cut off or broken besides the table, the answer is False.

Order, cheapest first: the file has an end behind its last object; then qpdf looks through the
pages, and anything it has to say but of the table itself counts as damage.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from pipeline.reading.repair import DAMAGE

__all__ = ["content_of", "contents_of", "is_whole"]

# Drawing instructions of one page; what is larger is not looked through and counts as doubt.
_MAX_CONTENT = 20_000_000
_MAX_ODDLY_PACKED = 100_000
_MAX_PAGES = 500
_ABOUT_THE_TABLE_RE = re.compile(
    r"file is damaged|startxref|xref|reconstruct cross-reference|expected n n obj|trailer"
)
_DRAWN_RE = re.compile(rb"/([^\s/<>\[\](){}%]{1,127})\s{1,9}Do\b")


def is_whole(path: Path) -> bool:
    """Tell whether every page of the PDF at `path` is there with everything that it draws."""
    try:
        data = path.read_bytes()
        if data.rfind(b"%%EOF") < data.rfind(b"endobj"):
            return False
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            if len(pdf.pages) > _MAX_PAGES:
                return False
            whole = all(_is_whole_page(page) for page in pdf.pages)
            said = pdf.get_warnings()
    except DAMAGE:
        return False
    return whole and all(_ABOUT_THE_TABLE_RE.search(str(line)) for line in said)


def _is_whole_page(page: pikepdf.Page) -> bool:
    streams = list(contents_of(page.obj))
    images = page.resources.get("/XObject", pikepdf.Dictionary())
    for stream in streams:
        content = content_of(stream)
        if content is None:
            return False
        for name in _DRAWN_RE.findall(content):
            drawn = images.get("/" + name.decode("latin-1"))
            if not isinstance(drawn, pikepdf.Stream) or not drawn.read_raw_bytes():
                return False
    return bool(streams)


def content_of(stream: object) -> bytes | None:
    """Return what a stream unpacks to; None where it is no stream, cut off, or too much to look at."""
    if not isinstance(stream, pikepdf.Stream):
        return None
    packed, packing = stream.read_raw_bytes(), stream.get("/Filter")
    if packing is None:
        return packed
    if packing == pikepdf.Name.FlateDecode:
        # Never more than asked for, whatever the stream would unpack to.
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(packed, _MAX_CONTENT)
        return content if unpacking.eof else None
    return stream.read_bytes() if len(packed) < _MAX_ODDLY_PACKED else None


def contents_of(page: pikepdf.Object) -> Iterator[object]:
    """Yield what a page names as its content: streams, in a sound file."""
    contents = page.get("/Contents")
    if isinstance(contents, pikepdf.Array):
        yield from contents
    elif contents is not None:
        yield contents
