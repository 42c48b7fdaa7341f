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
from dataclasses import replace
from functools import cache
from importlib import metadata
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.authority import load_authority
from extractors.authority_record import link_bodies
from extractors.authority_rules import authority_digest
from extractors.checks import check_record
from extractors.confidence import calibrate
from extractors.marks import find_marks
from extractors.parts import find_part
from extractors.parts import find_several
from extractors.secrecy import secrecy_page
from models.layout import Layout
from models.outcome import Outcome
from models.outcome import OutcomeCode
from models.outcome import outcome
from models.page import Reading
from models.record import Finding
from models.record import Part
from models.record import PartRelation
from models.record import Record
from models.record import Severity
from models.record import Source
from models.sentence import SentenceRow
from models.settings import Settings
from pipeline.language import build_nlp
from pipeline.language import make_doc
from pipeline.language import sentences_of
from pipeline.language.key_terms import find_key_terms
from pipeline.layout import lay_out
from pipeline.layout.papers import Paper
from pipeline.layout.papers import papers_of
from pipeline.reading import ReadFailure
from pipeline.reading import read_file
from pipeline.reading.failure import REPAIRED
from pipeline.reading.ocr_engine import OcrUnavailable
from pipeline.reading.text_health import are_foreign
from pipeline.stopwatch import Phase
from pipeline.stopwatch import step
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
_COLLECT_AFTER = 20_000


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
            source, reading = _read_steadily(path, settings, source)
        if isinstance(reading, ReadFailure):
            raise reading
        return _process_reading(reading, source, nlp or fields_only(), settings)
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


def _read_steadily(
    path: Path, settings: Settings, source: Source
) -> tuple[Source, Reading | ReadFailure]:
    """Return what was read with the hash of the very bytes; a file replaced meanwhile is read again.

    A second change in a row means that somebody is still writing it.
    """
    for _ in range(2):
        before = _state_of(path)
        hashed = source.model_copy(update={"sha256": sha256_of(path, settings)})
        found: Reading | ReadFailure
        try:
            found = read_file(path, settings)
        except ReadFailure as failure:
            found = failure
        if _state_of(path) == before:
            return hashed, found
    return source, ReadFailure(OutcomeCode.MISSING, "still-changing")


def _state_of(path: Path) -> tuple[int, ...] | None:
    try:
        now = path.stat()
    except (OSError, ValueError):
        return None
    return now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns


def sha256_of(path: Path, settings: Settings) -> str | None:
    """Return the hash of a file's bytes; None when it cannot be read, is no file, or too large."""
    try:
        if not path.is_file() or path.stat().st_size > settings.max_bytes:
            return None
        if path.stat().st_size == 0:
            # Not opened: some «files» of the system have no size and make whoever reads them wait.
            return hashlib.sha256().hexdigest()
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
        include={
            "max_bytes",
            "max_pages",
            "max_pixels",
            "max_objects",
            "max_characters",
            "ocr_language",
        }
        | ({"key_terms"} if settings.key_terms else set())
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
    # A page makes some ten thousand objects, hardly any of which hang together in rings.
    gc.set_threshold(_COLLECT_AFTER, *gc.get_threshold()[1:])
    return nlp


def _process_reading(
    reading: Reading, source: Source, nlp: Language, settings: Settings
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
    papers = papers_of(reading)
    for paper in papers:
        if secrecy_page(paper.reading) is not None:
            return _secret(source, paper)
    with timed(Phase.LAYOUT):
        layouts = [lay_out(paper.reading) for paper in papers]
    for paper, layout in zip(papers, layouts, strict=True):
        if find_marks(layout).security_mark is not None:
            return _secret(source, paper)
    parts = _parts(papers, layouts)
    done = _extract(reading, layouts[0], source, nlp, settings, parts)
    later = [s for layout in layouts[1:] for s in sentences_of(make_doc(nlp, layout))]
    rows = [*done.sentences, *later]
    return replace(done, sentences=tuple(replace(row, n=n) for n, row in enumerate(rows, 1)))


def _secret(source: Source, paper: Paper) -> Processed:
    page = paper.reading.pages[0].number
    refusal = outcome(OutcomeCode.SECRET, detail=f"page {page}")
    return Processed(record=Record(source=source, outcome=refusal))


def _parts(papers: Sequence[Paper], layouts: Sequence[Layout]) -> list[Part]:
    """Return the papers of a file that holds several, nothing for a file with one."""
    if len(papers) == 1 and not papers[0].attached:
        return []
    parts: list[Part] = []
    for paper, layout in zip(papers, layouts, strict=True):
        pages = paper.reading.pages
        first, last = pages[0].number, pages[-1].number
        begins = [first, *paper.attached]
        ends = [*(page - 1 for page in paper.attached), last]
        for begin, end in zip(begins, ends, strict=True):
            alone = replace(paper.reading, pages=pages[begin - first : end - first + 1])
            own = layout if len(begins) == 1 else lay_out(alone)
            relation = PartRelation.SEPARATE if parts else PartRelation.FIRST
            parts.append(
                find_part(
                    own,
                    first_page=begin,
                    last_page=end,
                    relation=relation if begin == first else PartRelation.ATTACHED,
                )
            )
    return parts if len(parts) > 1 else []


def _extract(
    reading: Reading,
    layout: Layout,
    source: Source,
    nlp: Language,
    settings: Settings,
    parts: list[Part],
) -> Processed:
    # The vocabulary would grow with every new word of a long run: beyond a few thousand common ones
    # what it learns from a document is let go with it.
    full = len(nlp.vocab) > _KNOWN_WORDS
    with timed(Phase.LANGUAGE), nlp.memory_zone() if full else nullcontext():
        doc = make_doc(nlp, layout)
        for _, component in nlp.pipeline:
            step()
            doc = component(doc)
        fields = dict(doc._.fields)
        sentences = sentences_of(doc)
        terms = find_key_terms(doc) if settings.key_terms else []
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
        key_terms=terms,
        parts=parts,
        **fields,
    )
    with timed(Phase.CHECKS):
        draft = link_bodies(calibrate(draft), authority=load_authority(settings.authority))
        findings = [*check_record(draft, layout), *find_several(parts)]
    record = draft.model_copy(
        update={"findings": findings, "outcome": _outcome(reading, draft, findings)}
    )
    return Processed(record=record, sentences=sentences)


def _unreadable(reading: Reading) -> Outcome | None:
    """Return why what was read is no document of ours; a reading always has words."""
    if are_foreign(reading.pages, least=_LEAST_HEALTH):
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
