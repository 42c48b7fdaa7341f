"""The difference of two runs as plain text for a terminal, in Vietnamese or English.

First the counts of every field that has a value, then field by field the documents in which
something changed; texts of documents only where the difference carries them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pipeline.evaluation.run_diff import Change
from pipeline.evaluation.run_diff import FieldDiff
from pipeline.evaluation.run_diff import RunDiff
from pipeline.evaluation.tables import text_table

__all__ = ["render_diff"]

Language = Literal["vi", "en"]

_WORDS: dict[str, tuple[str, str]] = {
    "field": ("trường", "field"),
    "gained": ("thêm", "gained"),
    "lost": ("mất", "lost"),
    "changed": ("đổi", "changed"),
    "unchanged": ("giữ nguyên", "unchanged"),
    "matched": ("Văn bản có ở cả hai lần", "Documents in both runs"),
    "first": ("Chỉ có ở lần trước", "Only in the first run"),
    "second": ("Chỉ có ở lần sau", "Only in the second run"),
    "same": ("Hai lần giống nhau.", "The two runs are the same."),
}


def render_diff(diff: RunDiff, *, lang: Language = "vi") -> str:
    """Return the difference as text; ends with a newline."""

    def say(key: str) -> str:
        return _WORDS[key][0 if lang == "vi" else 1]

    parts = [f"{say('matched')}: {diff.matched}"]
    for key, names in (("first", diff.only_in_first), ("second", diff.only_in_second)):
        if names:
            parts += [f"{say(key)}: {len(names)}", *(f"  {name}" for name in names)]
    head = [say(key) for key in ("field", "gained", "lost", "changed", "unchanged")]
    parts += ["", *text_table(head, [_row(one) for one in diff.fields if _says_something(one)])]
    for one in diff.fields:
        if one.changes:
            parts += ["", one.field, *_change_lines(one.changes, {k: say(k) for k in _WORDS})]
    if diff.identical:
        parts += ["", say("same")]
    return "\n".join(parts) + "\n"


def _says_something(one: FieldDiff) -> bool:
    return bool(one.changes or one.unchanged)


def _row(one: FieldDiff) -> list[str]:
    return [one.field, *map(str, (one.gained, one.lost, one.changed, one.unchanged))]


def _change_lines(changes: Iterable[Change], words: dict[str, str]) -> Iterable[str]:
    """Yield one line per document and kind, or one per value where the texts are shown."""
    counted: dict[str, int] = {}
    for change in changes:
        line = f"  {change.document}: {words[change.kind]}"
        texts = [text for text in (change.before, change.after) if text is not None]
        if texts:
            line += f": {' -> '.join(f'«{text}»' for text in texts)}"
        counted[line] = counted.get(line, 0) + 1
    for line, times in counted.items():
        yield line if times == 1 else f"{line} ×{times}"
