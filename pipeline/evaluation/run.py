"""Evaluate a folder of labelled documents: process each one, compare, sum up.

In: a folder, settings, and optionally the callable that makes a record of a path. Out: one
`Evaluation`. Documents are taken in the order of their names whatever the number of workers, so
that everything but the seconds is the same on every run.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from models.record import Record
from models.settings import Settings
from pipeline.evaluation.appendix_fields import compare_appendices
from pipeline.evaluation.appendix_fields import compare_body_tables
from pipeline.evaluation.comparison import Comparison
from pipeline.evaluation.comparison import FieldScore
from pipeline.evaluation.comparison import score
from pipeline.evaluation.figures import DocumentFigures
from pipeline.evaluation.figures import Doubt
from pipeline.evaluation.figures import Evaluation
from pipeline.evaluation.figures import FieldMiss
from pipeline.evaluation.figures import LeftOut
from pipeline.evaluation.figures import calibrate
from pipeline.evaluation.figures import figures_per_field
from pipeline.evaluation.figures import figures_per_source
from pipeline.evaluation.figures import is_exact
from pipeline.evaluation.figures import source_group
from pipeline.evaluation.figures import source_kind
from pipeline.evaluation.figures import whole_records
from pipeline.evaluation.finding_fields import compare_findings
from pipeline.evaluation.header_fields import compare_header
from pipeline.evaluation.labels import Label
from pipeline.evaluation.labels import LabelledDocument
from pipeline.evaluation.labels import find_documents
from pipeline.evaluation.list_fields import compare_lists
from pipeline.evaluation.matching import Item
from pipeline.evaluation.merging import merge_records
from pipeline.evaluation.reliability import Judged
from pipeline.evaluation.reliability import half_of
from pipeline.evaluation.reliability import judge
from pipeline.evaluation.reliability import reliability
from pipeline.evaluation.task_fields import compare_tasks

__all__ = ["Process", "compare", "evaluate_folder", "evaluate_records"]

Process = Callable[[Path], Record]

# Identifiers: read wrongly and with confidence they send a reader to another document.
_IDENTIFIERS = frozenset({"number", "symbol", "issued_on"})
_SURE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Processed:
    record: Record
    seconds: float


def evaluate_folder(
    folder: Path,
    settings: Settings,
    *,
    process: Process | None = None,
    workers: int = 1,
    only: Collection[str] = (),
    show_values: bool = False,
) -> Evaluation:
    """Process and score every labelled document of `folder`.

    Args:
        folder: Documents with `<slug>.json` beside them; subfolders are not looked at.
        settings: Handed to the default `process`.
        process: Makes a record of a path; `pipeline.process.process_file` when None. With more
            than one worker it must be a function at module level.
        workers: Worker processes; 1 works in this process.
        only: Slugs to evaluate; all when empty.
        show_values: Put labelled and read texts into the figures.

    Raises:
        NotADirectoryError: If `folder` is no folder.
    """
    started = time.perf_counter()
    documents, aside = find_documents(folder, only=only)
    if process is None and documents:
        process = _default_process(settings)
    processed = _process_all(documents, process, workers) if process else []
    return evaluate_records(
        documents,
        [one.record for one in processed],
        seconds=[one.seconds for one in processed],
        left_out=[LeftOut(file=one.file, reason=one.reason) for one in aside],
        total_seconds=time.perf_counter() - started,
        show_values=show_values,
    )


def evaluate_records(
    documents: Sequence[LabelledDocument],
    records: Sequence[Record],
    *,
    seconds: Sequence[float] = (),
    left_out: Sequence[LeftOut] = (),
    total_seconds: float = 0.0,
    show_values: bool = False,
) -> Evaluation:
    """Score records that are already made; `records` stands in the order of `documents`."""
    spent = list(seconds) or [0.0] * len(documents)
    scores = [
        [score(one) for one in compare(document.label, record)]
        for document, record in zip(documents, records, strict=True)
    ]
    slugs = [document.slug for document in documents]
    exact = [is_exact(one) for one in scores]
    groups = [source_group(record) for record in records]
    rows = [
        DocumentFigures(
            slug=slug,
            source=groups[index],
            outcome=records[index].outcome.code,
            exact=exact[index],
            seconds=round(spent[index], 3),
            misses=_misses(scores[index], show_values=show_values),
        )
        for index, slug in enumerate(slugs)
    ]
    return Evaluation(
        documents=rows,
        fields=figures_per_field(scores),
        sources=figures_per_source(groups, exact, scores),
        whole=whole_records(scores),
        invented=list(_doubts(slugs, scores, _invented, show_values=show_values)),
        wrong_and_sure=list(_doubts(slugs, scores, _wrong_and_sure, show_values=show_values)),
        calibration=calibrate(scores),
        reliability=reliability(_judged(documents, records, scores)),
        left_out=list(left_out),
        seconds=round(total_seconds, 3),
    )


def compare(label: Label, record: Record) -> Iterable[Comparison]:
    """Yield the comparison of every field that `label` speaks of, in the order of the record."""
    yield from compare_header(label, record)
    yield from compare_lists(label, record)
    if label.tasks is not None:
        yield from compare_tasks(label.tasks, record.tasks)
    yield from compare_appendices(label, record)
    if label.body_tables is not None:
        yield from compare_body_tables(label.body_tables, record.body_tables)
    yield from compare_findings(label.findings_must_include, record.findings)


def _judged(
    documents: Sequence[LabelledDocument],
    records: Sequence[Record],
    scores: Sequence[Sequence[FieldScore]],
) -> Iterable[Judged]:
    for document, record, own in zip(documents, records, scores, strict=True):
        yield from judge(own, kind=source_kind(record), half=half_of(document.label))


def _default_process(settings: Settings) -> Process:
    # Imported here: the figures can be made of any records without loading a reader.
    from pipeline.process import process_file

    return partial(_process_one, process_file, settings)


def _process_one(
    process_file: Callable[[Path, Settings], Record], settings: Settings, path: Path
) -> Record:
    return process_file(path, settings)


def _process_all(
    documents: Sequence[LabelledDocument], process: Process, workers: int
) -> list[_Processed]:
    if workers <= 1 or len(documents) <= 1:
        return [_process_document(process, document.files) for document in documents]
    # Spawned, not forked: readers hold native libraries with threads of their own.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=workers, mp_context=context) as pool:
        work = partial(_process_document, process)
        return list(pool.map(work, [document.files for document in documents]))


def _process_document(process: Process, files: tuple[Path, ...]) -> _Processed:
    started = time.perf_counter()
    record = merge_records([process(path) for path in files])
    return _Processed(record=record, seconds=time.perf_counter() - started)


def _misses(scores: Iterable[FieldScore], *, show_values: bool) -> list[FieldMiss]:
    return [
        FieldMiss(
            field=one.field,
            missed=one.strict.missed,
            wrong=one.strict.wrong,
            tolerated=not one.tolerant.missed and not one.tolerant.wrong,
            missed_values=[item.shown for item in one.missed] if show_values else [],
            wrong_values=[item.shown for item in one.wrong] if show_values else [],
        )
        for one in scores
        if one.strict.missed or one.strict.wrong
    ]


def _invented(one: FieldScore) -> tuple[Item, ...]:
    return one.invented


def _wrong_and_sure(one: FieldScore) -> tuple[Item, ...]:
    if one.field not in _IDENTIFIERS:
        return ()
    return tuple(i for i in one.wrong if i.confidence is not None and i.confidence >= _SURE)


def _doubts(
    slugs: Sequence[str],
    scores: Sequence[Sequence[FieldScore]],
    pick: Callable[[FieldScore], tuple[Item, ...]],
    *,
    show_values: bool,
) -> Iterable[Doubt]:
    for slug, document in zip(slugs, scores, strict=True):
        for one in document:
            for item in pick(one):
                yield Doubt(
                    slug=slug,
                    field=one.field,
                    confidence=item.confidence,
                    value=item.shown if show_values else None,
                )
