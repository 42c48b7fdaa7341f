"""One file in, exactly one record out, with its outcome; importable and testable without Prefect.

In: a path. Out: a `Record` (and its sentences for the archive). Order: hash, reading, layout,
secrecy mark, language and extractors, checks. Whatever goes wrong on the way becomes an outcome;
the traceback goes to the debug log, never the document's text.

A paper with a secrecy mark is set aside before anything of it is kept: its record holds the
file's name, hash and number of pages, nothing that it says.
"""

from __future__ import annotations

import gc
import hashlib
import logging
import os
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.authority import Authority
from extractors.authority import load_authority
from extractors.authority_record import link_bodies
from extractors.authority_rules import authority_digest
from extractors.checks import check_record
from extractors.confidence import calibrate
from extractors.marks import find_marks
from extractors.secrecy import secrecy_page
from models.layout import Layout
from models.outcome import Outcome
from models.outcome import OutcomeCode
from models.outcome import outcome
from models.page import PageSource
from models.page import Reading
from models.record import Finding
from models.record import Record
from models.record import Severity
from models.record import Source
from models.sentence import SentenceRow
from models.settings import Settings
from pipeline.language import build_nlp
from pipeline.language import make_doc
from pipeline.language import sentences_of
from pipeline.layout import lay_out
from pipeline.reading import ReadFailure
from pipeline.reading import read_file
from pipeline.reading.failure import REPAIRED
from pipeline.reading.ocr_engine import OcrUnavailable
from pipeline.stopwatch import Phase
from pipeline.stopwatch import timed

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = [
    "Processed",
    "fields_only",
    "options_hash",
    "process",
    "process_file",
    "rules_version",
    "sha256_of",
]

log = logging.getLogger(__name__)

# An OCR page whose words are mostly no Vietnamese syllables holds writing that was not read.
_LEAST_HEALTH = 0.35
_KNOWN_WORDS = 8_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed:
    """A record, and the document's sentences for search."""

    record: Record
    sentences: tuple[SentenceRow, ...] = ()


def process_file(path: Path, settings: Settings, *, nlp: Language | None = None) -> Record:
    """Return the record of one file; see `process`."""
    return process(path, settings, nlp=nlp).record


def process(path: Path, settings: Settings, *, nlp: Language | None = None) -> Processed:
    """Read one file and return its record and sentences. Never raises for anything in the file.

    Args:
        path: The file. Its name is data and never a source of values.
        settings: Limits and options.
        nlp: The pipeline of `build_nlp`; built once a process when None.
    """
    name = os.fsencode(path.name).decode("utf-8", "replace")
    source = Source(file=name)
    try:
        with timed(Phase.READING):
            source = Source(file=name, sha256=sha256_of(path, settings))
            reading = read_file(path, settings)
        authority = load_authority(settings.authority)
        return _process_reading(reading, source, nlp or fields_only(), authority)
    except ReadFailure as failure:
        return Processed(
            record=Record(source=source, outcome=outcome(failure.code, detail=failure.detail))
        )
    except OcrUnavailable:
        log.warning("scans cannot be read: tesseract or its Vietnamese data is not installed")
        return Processed(record=Record(source=source, outcome=outcome(OutcomeCode.OCR_UNAVAILABLE)))
    except MemoryError:
        return Processed(record=Record(source=source, outcome=outcome(OutcomeCode.OUT_OF_MEMORY)))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        log.debug("reading failed", exc_info=True)
        detail = type(error).__name__
        return Processed(
            record=Record(source=source, outcome=outcome(OutcomeCode.READER_ERROR, detail=detail))
        )


def sha256_of(path: Path, settings: Settings) -> str | None:
    """Return the hash of a file's bytes; None when it cannot be read, is no file, or too large."""
    try:
        if not path.is_file() or path.stat().st_size > settings.max_bytes:
            return None
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):  # no right to read it, gone meanwhile, a name with NUL
        return None


@cache
def rules_version() -> str:
    """Return the version of what reads: the package's, and a hash of its code and rule tables."""
    digest = hashlib.sha256()
    for package in (
        "models",
        "extractors",
        "pipeline.reading",
        "pipeline.layout",
        "pipeline.language",
    ):
        for name, content in sorted(_files(resources.files(package), package)):
            digest.update(name.encode())
            digest.update(content)
    return f"{metadata.version('vanthu')}+{digest.hexdigest()[:12]}"


def options_hash(settings: Settings) -> str:
    """Return a hash of the options that change what is read, twelve hexadecimal digits.

    Raises:
        AuthorityFileError: If the office's authority file cannot be read.
    """
    options = settings.model_dump_json(
        include={"max_bytes", "max_pages", "max_pixels", "max_characters", "ocr_language"}
    )
    own = authority_digest(settings.authority)
    return hashlib.sha256(f"{options}{own or ''}".encode()).hexdigest()[:12]


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for item in folder.iterdir():
        if item.is_dir() and item.name != "__pycache__":
            yield from _files(item, f"{prefix}/{item.name}")
        elif item.name.endswith((".py", ".toml", ".txt", ".csv")):
            yield f"{prefix}/{item.name}", item.read_bytes()


@cache
def fields_only() -> Language:
    """Return the pipeline that reads fields, one for the process."""
    # Extraction needs no words; whoever wants them asks the document.
    nlp = build_nlp(words=False)
    # What the libraries have built stays for the life of the process: the collector need not walk
    # through it again and again.
    gc.collect()
    gc.freeze()
    return nlp


def _process_reading(
    reading: Reading, source: Source, nlp: Language, authority: Authority
) -> Processed:
    source = source.model_copy(
        update={
            "kind": reading.kind,
            "pages": len(reading.pages),
            "page_sources": [str(page.source) for page in reading.pages],
            "page_sizes": [
                [round(p.width_pt, 2), round(p.height_pt, 2)] for p in reading.pages if p.width_pt
            ],
            "page_rotations": [page.rotation for page in reading.pages],
        }
    )
    refusal = _unreadable(reading)
    if refusal is not None:
        return Processed(record=Record(source=source, outcome=refusal))
    if secrecy_page(reading) is not None:
        return _secret(source)
    with timed(Phase.LAYOUT):
        layout = lay_out(reading)
    if find_marks(layout).security_mark is not None:
        return _secret(source)
    return _extract(reading, layout, source, nlp, authority)


def _secret(source: Source) -> Processed:
    refusal = outcome(OutcomeCode.SECRET, detail="page 1")
    return Processed(record=Record(source=source, outcome=refusal))


def _extract(
    reading: Reading, layout: Layout, source: Source, nlp: Language, authority: Authority
) -> Processed:
    # The vocabulary would grow with every new word of a long run: beyond a few thousand common ones
    # what it learns from a document is let go with it.
    full = len(nlp.vocab) > _KNOWN_WORDS
    with timed(Phase.LANGUAGE), nlp.memory_zone() if full else nullcontext():
        doc = nlp(make_doc(nlp, layout))
        fields = dict(doc._.fields)
        sentences = sentences_of(doc)
    marks = fields.pop("marks")
    signatures = fields.get("signatures") or []
    draft = Record(
        source=source,
        outcome=outcome(OutcomeCode.COMPLETE),
        security_mark=marks.security_mark,
        urgency_mark=marks.urgency_mark,
        circulation_marks=marks.circulation_marks,
        draft_mark=marks.draft_mark,
        copy_mark=marks.copy_mark,
        signature=signatures[0] if signatures else None,
        **fields,
    )
    with timed(Phase.CHECKS):
        draft = link_bodies(calibrate(draft), authority=authority)
        findings = check_record(draft)
    record = draft.model_copy(
        update={"findings": findings, "outcome": _outcome(reading, draft, findings)}
    )
    return Processed(record=record, sentences=sentences)


def _unreadable(reading: Reading) -> Outcome | None:
    words = sum(
        len(p.words) + sum(len(c.words) for t in p.tables for c in t.cells) for p in reading.pages
    )
    if not words:
        if reading.unreadable_pages:
            return outcome(OutcomeCode.DAMAGED, detail=f"pages {len(reading.unreadable_pages)}")
        return outcome(OutcomeCode.NOTHING_TO_READ)
    read = [page for page in reading.pages if page.words]
    if read and all(p.source is PageSource.OCR and p.health < _LEAST_HEALTH for p in read):
        return outcome(OutcomeCode.NOT_READABLE)
    return None


def _outcome(reading: Reading, record: Record, findings: Sequence[Finding]) -> Outcome:
    if REPAIRED in reading.notes:
        total = len(reading.pages)
        saved = total - len(reading.unreadable_pages)
        detail = f"{saved} pages" if saved == total else f"{saved} of {total} pages"
        return outcome(OutcomeCode.REPAIRED, detail=detail)
    if reading.unreadable_pages:
        pages = ", ".join(map(str, reading.unreadable_pages[:20]))
        return outcome(OutcomeCode.SOME_PAGES_UNREADABLE, detail=f"pages {pages}")
    if any(finding.severity is not Severity.INFO for finding in findings):
        return outcome(OutcomeCode.COMPLETE_WITH_FINDINGS)
    return record.outcome
