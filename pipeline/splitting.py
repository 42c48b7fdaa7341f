"""Write the papers of a scan that holds several as files of their own; the original stays as it is.

In: the file, its record with `parts`, an output folder. Out: one PDF (or TIFF) for each paper, with
the papers attached to it; readable by their owner only. Nothing is ever written over, and nothing
into the folder of the original. A file's name is data: what is no letter, figure, hyphen or full
stop in it becomes a low line.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pikepdf
from PIL import Image

from models.outcome import OutcomeCode
from models.page import FileKind
from models.record import PartRelation
from models.record import Record

__all__ = ["Span", "SplitError", "spans_of", "split_file"]

_NAME_LENGTH = 40
_UNSAFE_RE = re.compile(r"[^\w.-]")
# What the libraries raise on damaged data.
_DAMAGE = (pikepdf.PdfError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError)


class SplitError(ValueError):
    """The file cannot be parted.

    Attributes:
        problem: ``kind`` (neither PDF nor TIFF), ``beside`` (the original's folder), ``there`` (a file
            would be written over), ``damaged`` (changed since it was read, or not to be opened).
        detail: Name of the file that is there, or the kind of damage; never text of the document.
    """

    def __init__(self, problem: str, detail: str = "") -> None:
        super().__init__(f"{problem} {detail}".rstrip())
        self.problem = problem
        self.detail = detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The pages of one paper, 1-based, both included, attached papers with it."""

    first: int
    last: int


def spans_of(record: Record) -> tuple[Span, ...]:
    """Return the pages of each paper in order; nothing for a file with one."""
    parts = record.parts
    begins = [part.first_page for part in parts if part.relation is not PartRelation.ATTACHED]
    if len(begins) < 2 or record.outcome.code is OutcomeCode.SECRET:
        return ()
    ends = [*(begin - 1 for begin in begins[1:]), parts[-1].last_page]
    return tuple(Span(first=a, last=b) for a, b in zip(begins, ends, strict=True))


def split_file(path: Path, record: Record, folder: Path) -> tuple[Path, ...]:
    """Write each paper of `path` into `folder`, which is made when missing.

    Args:
        path: The file; opened for reading only.
        record: Its record.
        folder: Where the parts go.

    Returns:
        The files written, in page order; nothing for a file with one paper. All or none are written.

    Raises:
        SplitError: If the file cannot be parted, or a part would be written over something.
        OSError: If `folder` cannot be written to.
    """
    spans = spans_of(record)
    if not spans:
        return ()
    writer, suffix = _writer(path, record)
    if folder.resolve() == path.resolve().parent:
        raise SplitError("beside")
    targets = [folder / f"{_stem(path)}-p{s.first:03}-{s.last:03}{suffix}" for s in spans]
    for target in targets:
        if os.path.lexists(target):
            raise SplitError("there", target.name)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    written: list[Path] = []
    try:
        writer(path, spans, targets, written)
    except BaseException as error:
        for target in written:
            target.unlink(missing_ok=True)
        if isinstance(error, _DAMAGE):
            raise SplitError("damaged", type(error).__name__) from error
        raise
    return tuple(written)


_Writer = Callable[[Path, Sequence[Span], Sequence[Path], list[Path]], None]


def _writer(path: Path, record: Record) -> tuple[_Writer, str]:
    with path.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != record.source.sha256:
            raise SplitError("damaged", "changed")
    if record.source.kind is FileKind.PDF:
        return _write_pdfs, ".pdf"
    if record.source.kind is FileKind.IMAGE:
        return _write_tiffs, ".tif"
    raise SplitError("kind")


def _stem(path: Path) -> str:
    """Return the name without suffix, safe in every file system and never hidden."""
    return _UNSAFE_RE.sub("_", path.stem)[:_NAME_LENGTH].lstrip(".-") or "part"


def _new(target: Path, written: list[Path]) -> BinaryIO:
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    written.append(target)
    return os.fdopen(handle, "w+b")


def _write_pdfs(
    path: Path, spans: Sequence[Span], targets: Sequence[Path], written: list[Path]
) -> None:
    with pikepdf.open(path) as whole:
        if len(whole.pages) < spans[-1].last:
            raise SplitError("damaged", "pages")
        for span, target in zip(spans, targets, strict=True):
            with pikepdf.new() as part, _new(target, written) as out:
                part.pages.extend(whole.pages[span.first - 1 : span.last])
                # Pages of one file may share their pictures: none of another paper goes along.
                part.remove_unreferenced_resources()
                part.save(out, deterministic_id=True)


def _write_tiffs(
    path: Path, spans: Sequence[Span], targets: Sequence[Path], written: list[Path]
) -> None:
    with Image.open(path, formats=("TIFF",)) as whole:
        if getattr(whole, "n_frames", 1) < spans[-1].last:
            raise SplitError("damaged", "pages")
        for span, target in zip(spans, targets, strict=True):
            frames = [_frame(whole, page) for page in range(span.first, span.last + 1)]
            packing = "group4" if all(frame.mode == "1" for frame in frames) else "tiff_lzw"
            with _new(target, written) as out:
                frames[0].save(
                    out,
                    format="TIFF",
                    save_all=True,
                    append_images=frames[1:],
                    compression=packing,
                    dpi=frames[0].info.get("dpi", (300, 300)),
                )


def _frame(whole: Image.Image, page: int) -> Image.Image:
    whole.seek(page - 1)
    return whole.copy()
