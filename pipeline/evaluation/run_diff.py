"""What changed between two runs over the same documents, field by field.

In: the records of both runs. Out: a `RunDiff`: per field how many values were gained (empty
before), lost, changed, and stayed, with the names of the documents. Documents are matched by the
hash of their bytes, those left over by file name. The order of everything follows from the
content, so that two calls give the same report.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from pydantic import Field

from models.record import Record
from models.values import Shape
from pipeline.evaluation.run_fields import field_texts

__all__ = ["Change", "ChangeKind", "FieldDiff", "RunDiff", "diff_runs"]

Pair = tuple[Record, Record]


class ChangeKind(StrEnum):
    """What became of a value from the first run to the second."""

    GAINED = "gained"
    LOST = "lost"
    CHANGED = "changed"


class Change(Shape):
    """One value of one document; `before` and `after` are filled in only on request."""

    document: str
    kind: ChangeKind
    before: str | None = None
    after: str | None = None


class FieldDiff(Shape):
    """One field over all documents that both runs have; `unchanged` counts values as well."""

    field: str
    gained: int
    lost: int
    changed: int
    unchanged: int
    changes: list[Change] = Field(default_factory=list)


class RunDiff(Shape):
    """Two runs side by side.

    Attributes:
        matched: How many documents both runs have.
        only_in_first, only_in_second: Names of the documents that one run alone has.
        fields: Every field, in the order of the record, with ``outcome`` first and ``findings`` last.
    """

    matched: int
    only_in_first: list[str]
    only_in_second: list[str]
    fields: list[FieldDiff]

    @property
    def identical(self) -> bool:
        """True when both runs have the same documents and say the same of them."""
        apart = self.only_in_first or self.only_in_second
        return not apart and not any(one.changes for one in self.fields)

    def to_json(self) -> str:
        """Return the differences as indented JSON; texts that were not asked for are left out."""
        return self.model_dump_json(indent=2, exclude_none=True)


def diff_runs(
    first: Sequence[Record], second: Sequence[Record], *, show_values: bool = False
) -> RunDiff:
    """Compare two runs.

    Args:
        first: Records of the earlier run, in any order.
        second: Records of the later run.
        show_values: Put the texts into the changes.
    """
    pairs, left, right = _match(first, second)
    changes: dict[str, list[Change]] = {}
    unchanged: dict[str, int] = {}
    for before, after in pairs:
        texts = dict(field_texts(after))
        for field, old in field_texts(before):
            same, found = _compare(old, texts[field], after.source.file, show_values=show_values)
            unchanged[field] = unchanged.get(field, 0) + same
            changes.setdefault(field, []).extend(found)
    return RunDiff(
        matched=len(pairs),
        only_in_first=[record.source.file for record in left],
        only_in_second=[record.source.file for record in right],
        fields=[_summed(field, changes[field], unchanged[field]) for field in unchanged],
    )


def _match(
    first: Sequence[Record], second: Sequence[Record]
) -> tuple[list[Pair], list[Record], list[Record]]:
    left, right = sorted(first, key=_order), sorted(second, key=_order)
    pairs: list[Pair] = []
    # The same bytes under the same name first: a run may hold one paper under two names.
    for key in (lambda r: (r.source.sha256, r.source.file), _sha256, lambda r: r.source.file):
        found, left, right = _pair_by(key, left, right)
        pairs += found
    pairs.sort(key=lambda pair: _order(pair[1]))
    return pairs, left, right


def _order(record: Record) -> tuple[str, str, str]:
    return record.source.file, record.source.sha256 or "", record.to_json()


def _sha256(record: Record) -> str | None:
    return record.source.sha256


def _pair_by(
    key: Callable[[Record], object], left: Sequence[Record], right: Sequence[Record]
) -> tuple[list[Pair], list[Record], list[Record]]:
    waiting: dict[object, list[Record]] = {}
    for record in right:
        waiting.setdefault(key(record), []).append(record)
    waiting.pop(None, None)
    pairs: list[Pair] = []
    alone: list[Record] = []
    for record in left:
        partners = waiting.get(key(record))
        if partners:
            pairs.append((record, partners.pop(0)))
        else:
            alone.append(record)
    taken = {id(partner) for _, partner in pairs}
    return pairs, alone, [record for record in right if id(record) not in taken]


def _compare(
    old: Sequence[str], new: Sequence[str], document: str, *, show_values: bool
) -> tuple[int, list[Change]]:
    """Return how many texts stayed, and the changes in reading order."""
    if old == new:
        return len(old), []
    same = 0
    changes: list[Change] = []
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag == "equal":
            same += a1 - a0
            continue
        for before, after in _side_by_side(old[a0:a1], new[b0:b1]):
            changes.append(
                Change(
                    document=document,
                    kind=_kind(before, after),
                    before=before if show_values else None,
                    after=after if show_values else None,
                )
            )
    return same, changes


def _side_by_side(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[str | None, str | None]]:
    for index in range(max(len(old), len(new))):
        yield (
            old[index] if index < len(old) else None,
            new[index] if index < len(new) else None,
        )


def _kind(before: str | None, after: str | None) -> ChangeKind:
    if before is None:
        return ChangeKind.GAINED
    return ChangeKind.LOST if after is None else ChangeKind.CHANGED


def _summed(field: str, changes: list[Change], unchanged: int) -> FieldDiff:
    def count(kind: ChangeKind) -> int:
        return sum(change.kind is kind for change in changes)

    return FieldDiff(
        field=field,
        gained=count(ChangeKind.GAINED),
        lost=count(ChangeKind.LOST),
        changed=count(ChangeKind.CHANGED),
        unchanged=unchanged,
        changes=changes,
    )
