"""What a run leaves for others to read: the rows worth publishing, and a summary in a few lines.

Only names of files, codes and counts; a head of office reads the summary, an administrator the rows.
File names come from outside: they are shown as text, never as mark-up.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal

from models.outcome import Category
from models.outcome import outcome
from pipeline.batch.summary import RunSummary
from pipeline.batch.summary import SummaryRow

__all__ = ["rows_to_publish", "summary_markdown"]

_MOST_ROWS = 1_000
_MOST_NAMES = 50
_MARKUP_RE = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")
_ORDER = (Category.LOST, Category.FAILED, Category.REFUSED, Category.PARTIAL, Category.DONE)

_WORDS = {
    "vi": {
        "title": "Kết quả xử lý",
        "nothing": "Không có tệp mới; không đọc và không ghi gì.",
        "read": "Số tệp trong lần chạy này: {rows}. Đã biết từ trước: {known}. Bỏ qua: {left}.",
        "time": "Thời gian: {seconds:.0f} giây, {workers} tiến trình đọc.",
        "counts": "| Kết quả | Số tệp |",
        "look": "Cần người xem:",
        "repeats": "Trùng với văn bản khác:",
        "more": "… và {more} tệp khác",
        "done": "xong",
        "partial": "một phần",
        "refused": "từ chối",
        "failed": "lỗi",
        "lost": "mất giữa chừng",
    },
    "en": {
        "title": "Outcome",
        "nothing": "Nothing new; nothing was read or written.",
        "read": "Files in this run: {rows}. Known before: {known}. Left out: {left}.",
        "time": "Time: {seconds:.0f} s with {workers} worker processes.",
        "counts": "| Outcome | Files |",
        "look": "Need a person:",
        "repeats": "Repeat another document:",
        "more": "… and {more} more",
        "done": "done",
        "partial": "partial",
        "refused": "refused",
        "failed": "failed",
        "lost": "lost",
    },
}


def rows_to_publish(summary: RunSummary) -> tuple[SummaryRow, ...]:
    """Return at most 1 000 rows, those that need a person first, otherwise in the run's order."""
    ranked = sorted(summary.rows, key=lambda row: _ORDER.index(row.category))
    return tuple(ranked[:_MOST_ROWS])


def summary_markdown(summary: RunSummary, lang: Literal["vi", "en"]) -> str:
    """Return the summary of a run as Markdown, in Vietnamese or English."""
    words = _WORDS[lang]
    head = words["read"].format(
        rows=len(summary.rows), known=summary.known, left=len(summary.left_out)
    )
    lines = [f"# {words['title']}", "", head, ""]
    if summary.is_nothing_new:
        return "\n".join([*lines, words["nothing"], ""])
    counts = Counter(row.category for row in summary.rows)
    lines += [words["counts"], "|---|---:|"]
    lines += [f"| {words[c.value]} | {counts[c]} |" for c in reversed(_ORDER) if counts[c]]
    lines += [*_attention(summary, lang), *_repeats(summary, lang), ""]
    lines += [words["time"].format(seconds=summary.seconds, workers=summary.workers), ""]
    return "\n".join(lines)


def _attention(summary: RunSummary, lang: Literal["vi", "en"]) -> list[str]:
    rows = [row for row in rows_to_publish(summary) if row.category is not Category.DONE]
    if not rows:
        return []
    lines = ["", _WORDS[lang]["look"], ""]
    for row in rows[:_MOST_NAMES]:
        cause = outcome(row.code)
        text = cause.message if lang == "vi" else cause.message_en
        name = _MARKUP_RE.sub(r"\\\1", row.file)
        lines.append(f"- {name} — `{row.code}`: {text}")
    if len(rows) > _MOST_NAMES:
        lines.append(f"- {_WORDS[lang]['more'].format(more=len(rows) - _MOST_NAMES)}")
    return lines


def _repeats(summary: RunSummary, lang: Literal["vi", "en"]) -> list[str]:
    pairs = summary.duplicates
    if not pairs:
        return []
    lines = ["", _WORDS[lang]["repeats"], ""]
    for pair in pairs[:_MOST_NAMES]:
        name, other = (_MARKUP_RE.sub(r"\\\1", n) for n in (pair.source_name, pair.other_name))
        lines.append(f"- {name} — `{pair.kind}`: {other}")
    if len(pairs) > _MOST_NAMES:
        lines.append(f"- {_WORDS[lang]['more'].format(more=len(pairs) - _MOST_NAMES)}")
    return lines
