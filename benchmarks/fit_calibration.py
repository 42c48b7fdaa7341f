"""Make `extractors/rules/calibration.toml` anew from labelled documents, and say what it is worth.

`python -m benchmarks.fit_calibration REAL… --made FOLDER… [--keep FOLDER] [--write]`

Every document is read with confidences as reader and rules give them. Per field and kind of source
the values are cut into a few groups of like confidence; the share right of each group, made to
rise (pool adjacent violators), gives the points of the table. The shares lean to the careful side:
each group is counted with one wrong value more and with four values of the average of all fields,
made documents count half, and nothing is above 0.99. Fields with few values share a row.

Standard output has the calibration error per kind before and after, each half of the documents
read through a table made of the other half. `--keep` keeps the records, so that a second run need
not read again; `--write` replaces the table.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import extractors.rules
from extractors.confidence import CalibrationRow
from extractors.confidence import CalibrationTable
from extractors.confidence import calibrated
from extractors.confidence import uncalibrated
from extractors.confidence import using_table
from models.record import Record
from models.settings import Settings
from pipeline.evaluation.comparison import score
from pipeline.evaluation.figures import source_kind
from pipeline.evaluation.labels import LabelledDocument
from pipeline.evaluation.labels import find_documents
from pipeline.evaluation.merging import merge_records
from pipeline.evaluation.reliability import Judged
from pipeline.evaluation.reliability import half_of
from pipeline.evaluation.reliability import judge
from pipeline.evaluation.run import compare
from pipeline.process import process_file

__all__ = ["Weighted", "fit_table", "main"]

_ANY_FIELD = "*"
# Fields of the evaluation that have a confidence of their own, and where the record has it.
RECORD_FIELDS = {
    "document_type": "document_type",
    "number": "reference_number",
    "issued_on": "issued_on",
    "issuing_body": "issuing_body",
    "superior_body": "superior_body",
    "acting_author": "acting_author",
    "place": "place",
    "subject": "subject",
    "addressees": "addressees",
    "distribution": "distribution",
    "signature.authority": "signature.authority",
    "signature.positions": "signature.positions",
    "signature.name": "signature.name",
    "urgency_mark": "urgency_mark",
    "citations": "citations",
    "tasks": "tasks",
    "task_assignees": "task_assignees",
    "task_deadlines": "task_deadlines",
    "appendices": "appendices",
}
# Read wrongly these send a person to another document: doubt is never taken away.
_NEVER_LIFTED = ("issued_on", "reference_number")
_LEAST_VALUES = 30
_LEAST_IN_GROUP = 15.0
_MOST_GROUPS = 5
_PRIOR_VALUES = 4.0
_MADE_WEIGHT = 0.5
_MOST = 0.99


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """A judged value and how much it counts."""

    judged: Judged
    weight: float


@dataclass(slots=True)
class _Group:
    """Values of like confidence: their weight, and weighted sums of confidence and rightness."""

    weight: float = 0.0
    confidence: float = 0.0
    right: float = 0.0

    def add(self, one: Weighted) -> None:
        self.weight += one.weight
        self.confidence += one.weight * one.judged.confidence
        self.right += one.weight * one.judged.right

    def join(self, other: _Group) -> None:
        self.weight += other.weight
        self.confidence += other.confidence
        self.right += other.right

    def share(self, pool: float) -> float:
        """Return the careful share: one wrong value more, four of the pool's."""
        careful = (self.right + _PRIOR_VALUES * pool) / (self.weight + _PRIOR_VALUES + 1)
        return min(_MOST, careful)


def fit_table(values: Sequence[Weighted]) -> CalibrationTable:
    """Return the table that `values` speak for."""
    rows: list[CalibrationRow] = []
    for kind in ("text", "scan"):
        of_kind = [one for one in values if one.judged.kind == kind]
        weight = sum(one.weight for one in of_kind)
        pool = sum(one.weight * one.judged.right for one in of_kind) / weight if weight else 0.5
        by_field: dict[str, list[Weighted]] = {_ANY_FIELD: of_kind}
        for one in of_kind:
            by_field.setdefault(one.judged.field, []).append(one)
        for field, members in sorted(by_field.items()):
            enough = len(members) >= _LEAST_VALUES or field in _NEVER_LIFTED
            if members and (field == _ANY_FIELD or enough):
                rows.append(_row(field, kind, members, pool))
    rows.sort(key=lambda row: (row.field, row.kind))
    return CalibrationTable(
        source="labelled real documents, and made ones at half weight", rows=tuple(rows)
    )


def _row(field: str, kind: str, members: Sequence[Weighted], pool: float) -> CalibrationRow:
    groups = _rising(_groups(members), pool)
    points = {round(g.confidence / g.weight, 3): round(g.share(pool), 3) for g in groups}
    return CalibrationRow.model_validate(
        {
            "field": field,
            "kind": kind,
            "values": len(members),
            "lift": field not in _NEVER_LIFTED,
            "points": tuple(points.items()),
        }
    )


def _groups(members: Sequence[Weighted]) -> list[_Group]:
    """Cut the values, by confidence, into groups that are heavy enough; equal ones stay together."""
    ordered = sorted(members, key=lambda one: one.judged.confidence)
    least = max(_LEAST_IN_GROUP, sum(one.weight for one in ordered) / _MOST_GROUPS)
    groups = [_Group()]
    last: float | None = None
    for one in ordered:
        if groups[-1].weight >= least and one.judged.confidence != last:
            groups.append(_Group())
        groups[-1].add(one)
        last = one.judged.confidence
    if len(groups) > 1 and groups[-1].weight < _LEAST_IN_GROUP:
        groups[-2].join(groups.pop())
    return groups


def _rising(groups: Iterable[_Group], pool: float) -> list[_Group]:
    """Pool neighbours until the shares rise."""
    rising: list[_Group] = []
    for group in groups:
        rising.append(group)
        while len(rising) > 1 and rising[-1].share(pool) <= rising[-2].share(pool):
            rising[-2].join(rising.pop())
    return rising


def _read(
    documents: Iterable[LabelledDocument], keep: Path | None, prefix: str
) -> Iterator[Record]:
    settings = Settings()
    for document in documents:
        kept = keep / f"{prefix}__{document.slug}.json" if keep else None
        if kept is not None and kept.is_file():
            yield Record.model_validate_json(kept.read_text("utf-8"))
            continue
        with uncalibrated():
            record = merge_records([process_file(path, settings) for path in document.files])
        if kept is not None:
            kept.write_text(record.to_json(), "utf-8")
        yield record


def _judged(folder: Path, keep: Path | None, weight: float) -> Iterator[Weighted]:
    documents, _ = find_documents(folder)
    for document, record in zip(documents, _read(documents, keep, folder.name), strict=True):
        scores = [score(one) for one in compare(document.label, record)]
        for one in judge(scores, kind=source_kind(record), half=half_of(document.label)):
            field = RECORD_FIELDS.get(one.field)
            # A day known in part is no value, and keeps its confidence.
            partial = field == "issued_on" and record.issued_on and record.issued_on.value is None
            if field is not None and not partial:
                renamed = Judged(
                    field=field,
                    kind=one.kind,
                    confidence=one.confidence,
                    right=one.right,
                    half=one.half,
                )
                yield Weighted(judged=renamed, weight=weight)


def _errors(values: Sequence[Weighted]) -> Iterator[str]:
    """Yield a line per kind: values, and the calibration error before and after."""
    for kind in ("text", "scan"):
        of_kind = [one.judged for one in values if one.judged.kind == kind]
        before = [(one, one.confidence) for one in of_kind]
        after: list[tuple[Judged, float]] = []
        for half in (0, 1):
            with using_table(fit_table([one for one in values if one.judged.half != half])):
                after += [
                    (one, calibrated(one.field, one.kind, one.confidence))
                    for one in of_kind
                    if one.half == half
                ]
        yield (
            f"{kind}: {len(of_kind)} values, calibration error per field "
            f"{_error(before):.4f} before, {_error(after):.4f} after"
        )


def _error(pairs: Sequence[tuple[Judged, float]]) -> float:
    """Return the calibration error, in tenths of confidence within each field."""
    gaps: dict[tuple[str, int], float] = {}
    for one, confidence in pairs:
        key = (one.field, int(confidence * 10))
        gaps[key] = gaps.get(key, 0.0) + confidence - one.right
    return sum(map(abs, gaps.values())) / max(1, len(pairs))


def _as_toml(table: CalibrationTable) -> str:
    path = Path(extractors.rules.__file__).parent / "calibration.toml"
    head = path.read_text("utf-8").partition("\n\n")[0] if path.is_file() else "# Calibration"
    parts = [head, "", f'source = "{table.source}"']
    for row in table.rows:
        points = ", ".join(f"[{x}, {y}]" for x, y in row.points)
        parts += ["", "[[rows]]", f'field = "{row.field}"', f'kind = "{row.kind}"']
        parts += [f"values = {row.values}", *([] if row.lift else ["lift = false"])]
        parts += [f"points = [{points}]"]
    return "\n".join(parts) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit the table and print what it is worth; write it where that is asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fit_calibration", description=__doc__
    )
    parser.add_argument("real", type=Path, nargs="+")
    parser.add_argument("--made", type=Path, nargs="*", default=[])
    parser.add_argument("--keep", type=Path, default=None)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    values: list[Weighted] = []
    for folders, weight in ((options.real, 1.0), (options.made, _MADE_WEIGHT)):
        for folder in folders:
            values += _judged(folder, options.keep, weight)
    if not values:
        sys.stderr.write("no labelled documents\n")
        return 1
    sys.stdout.write("".join(line + "\n" for line in _errors(values)))
    text = _as_toml(fit_table(values))
    if options.write:
        (Path(extractors.rules.__file__).parent / "calibration.toml").write_text(text, "utf-8")
    else:
        sys.stdout.write("\n" + text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
