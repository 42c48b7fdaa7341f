"""A damaged PDF is mended once, in memory: the file itself stays as it is and nothing is written.

In: the path of a PDF that pdfium refuses or finds no pages in. Out: the bytes of a copy whose
cross-references qpdf has rebuilt, or None when no page can be saved.

Order: qpdf opens the file and rebuilds what it must; where the root or the tree of pages is gone, a
spare one is put behind the bytes, so that qpdf opens them, and the pages are gathered from the objects
that are left. A page without a size is taken as A4.
"""

from __future__ import annotations

import io
import re
import zlib
from contextlib import suppress
from pathlib import Path

import pikepdf

from models.outcome import OutcomeCode
from pipeline.reading.failure import ReadFailure

__all__ = ["DAMAGE", "has_never_had_pages", "repaired_copy", "unlocked_copy"]

_MAX_OBJECTS = 200_000
_OBJECT_RE = re.compile(rb"(?<!\d)(\d{1,8}) {1,3}\d{1,5} {1,3}obj\b")
_HIGHEST_OBJECT = 8_000_000
_SPARE = "NoPageOfTheFile"
_A4 = (0, 0, 595, 842)
# qpdf's own errors, and what its bindings raise on objects of a kind that nobody expects there.
DAMAGE = (
    pikepdf.PdfError,
    OSError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RuntimeError,
    RecursionError,
    OverflowError,
    zlib.error,
)


def repaired_copy(path: Path, *, max_pages: int) -> bytes | None:
    """Return a mended copy of the PDF at `path`; None when no page comes out of it.

    Args:
        path: The damaged PDF.
        max_pages: More pages than this plus one are not gathered from loose objects.
    """
    copy = _attempt(path, max_pages + 1)
    if copy is not None:
        return copy
    with suppress(OSError):
        data = path.read_bytes()
        # Without its key, what is encrypted would come out as noise.
        if b"/Encrypt" not in data:
            return _attempt(io.BytesIO(data + _spare_root(data)), max_pages + 1, spare=True)
    return None


def has_never_had_pages(path: Path) -> bool:
    """Tell a sound PDF with an empty tree of pages from one that has lost its tree or its pages."""
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            return len(pdf.pages) == 0 and not int(pdf.Root.Pages.get("/Count", 0))
    except DAMAGE:
        return False


def unlocked_copy(path: Path) -> bytes | None:
    """Return a copy without encryption where no password is needed; None where one is.

    pdfium takes any lock that it cannot open for one that wants a password.

    Raises:
        ReadFailure: ``damaged`` where the lock itself is broken.
    """
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            return _saved(pdf) if _count(pdf) else None
    except pikepdf.PasswordError:
        return None
    except DAMAGE as error:
        # A way to lock that qpdf does not know either needs its owner's program, and a password.
        if "unsupported" in str(error):
            return None
        raise ReadFailure(OutcomeCode.DAMAGED) from None


def _attempt(source: Path | io.BytesIO, most: int, *, spare: bool = False) -> bytes | None:
    try:
        with pikepdf.open(source, suppress_warnings=True) as pdf:
            if not spare and _count(pdf):
                return _saved(pdf)
            return _from_loose_pages(pdf, most)
    except DAMAGE:
        return None


def _spare_root(data: bytes) -> bytes:
    """Return a root with one page that is none: qpdf opens nothing where there is not even that."""
    used = (int(found.group(1)) for found in _OBJECT_RE.finditer(data))
    root = min(max(used, default=0), _HIGHEST_OBJECT) + 1
    return (
        f"\n{root} 0 obj\n<< /Type /Catalog /Pages {root + 1} 0 R >>\nendobj\n"
        f"{root + 1} 0 obj\n<< /Type /Pages /Kids [{root + 2} 0 R] /Count 1 >>\nendobj\n"
        f"{root + 2} 0 obj\n<< /Type /Page /{_SPARE} true /Parent {root + 1} 0 R "
        f"/MediaBox [0 0 9 9] >>\nendobj\n"
        f"trailer\n<< /Root {root} 0 R /Size {root + 3} >>\nstartxref\n0\n%%EOF\n"
    ).encode("ascii")


def _count(pdf: pikepdf.Pdf) -> int:
    with suppress(*DAMAGE):
        return len(pdf.pages)
    return 0


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, static_id=True)
    return out.getvalue()


def _from_loose_pages(source: pikepdf.Pdf, most: int) -> bytes | None:
    with pikepdf.new() as target:
        for item in list(source.objects)[:_MAX_OBJECTS]:
            with suppress(*DAMAGE):
                _add(target, source, item)
            if len(target.pages) >= most:
                break
        return _saved(target) if len(target.pages) else None


def _add(target: pikepdf.Pdf, source: pikepdf.Pdf, item: pikepdf.Object) -> None:
    if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != pikepdf.Name.Page:
        return
    if f"/{_SPARE}" in item:
        return
    # What a page inherits went with the tree, and copying would follow the way up to nowhere.
    page = source.make_indirect(
        pikepdf.Dictionary({k: v for k, v in item.items() if k != "/Parent"})
    )
    if "/MediaBox" not in page:
        page["/MediaBox"] = pikepdf.Array(_A4)
    if "/Resources" not in page:
        page["/Resources"] = pikepdf.Dictionary()
    target.pages.append(pikepdf.Page(page))
