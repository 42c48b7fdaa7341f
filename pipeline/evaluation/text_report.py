"""An evaluation as plain text for a terminal, in Vietnamese or English.

Texts of documents appear only where the figures carry them (`show_values`).
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from typing import Literal

from pipeline.evaluation.figures import DocumentFigures
from pipeline.evaluation.figures import Doubt
from pipeline.evaluation.figures import Evaluation
from pipeline.evaluation.figures import FieldFigures
from pipeline.evaluation.figures import FieldMiss
from pipeline.evaluation.figures import Rates
from pipeline.evaluation.tables import text_table

__all__ = ["Language", "render_text"]

Language = Literal["vi", "en"]

_WORDS: dict[str, tuple[str, str]] = {
    "fields": ("Theo trường", "By field"),
    "field": ("trường", "field"),
    "support": ("số mẫu", "support"),
    "strict": ("chặt: P / R / F1", "strict: P / R / F1"),
    "tolerant": ("nới: P / R / F1", "tolerant: P / R / F1"),
    "sources": ("Theo nguồn trang (F1 chặt)", "By source of pages (strict F1)"),
    "whole": ("Bản ghi đúng trọn phần đầu", "Records right as a whole"),
    "but_number": ("không kể số bỏ trống", "but for numbers left open"),
    "documents": ("Theo văn bản", "By document"),
    "document": ("văn bản", "document"),
    "source": ("nguồn", "source"),
    "outcome": ("kết quả", "outcome"),
    "seconds": ("giây", "seconds"),
    "not_right": (
        "chưa đúng (thiếu/sai; ~ là gần đúng)",
        "not right (missed/wrong; ~ nearly right)",
    ),
    "invented": ("Giá trị không có trên giấy", "Invented values"),
    "sure": ("Sai mà tự tin (số, ký hiệu, ngày)", "Wrong and sure (number, symbol, date)"),
    "calibration": ("Độ tin cậy so với thực tế", "Confidence against truth"),
    "confidence": ("độ tin cậy", "confidence"),
    "values": ("giá trị", "values"),
    "right": ("đúng", "right"),
    "kind": ("nguồn", "source"),
    "error": ("lệch", "error"),
    "threshold": ("ngưỡng", "thresholds"),
    "accepted": ("nhận", "accepted"),
    "accepted_right": ("nhận mà đúng", "accepted, right"),
    "untouched": (
        "Tự nhận được ở độ chính xác 99,5 % (ngưỡng tìm trên nửa kia)",
        "Accepted untouched at 99.5 % precision (threshold found on the other half)",
    ),
    "left_out": ("Tệp nhãn không dùng được", "Label files left out"),
    "missed_value": ("thiếu", "missed"),
    "wrong_value": ("sai", "wrong"),
    "none": ("không có", "none"),
}


def render_text(evaluation: Evaluation, *, lang: Language = "vi") -> str:
    """Return the evaluation as text, tables first, details after them; ends with a newline."""

    def say(key: str) -> str:
        return _WORDS[key][0 if lang == "vi" else 1]

    whole = evaluation.whole
    parts = [
        say("fields"),
        *_field_table(
            evaluation.fields, say("field"), say("support"), say("strict"), say("tolerant")
        ),
        "",
        f"{say('whole')}: {whole.exact}/{whole.documents}"
        f" ({say('but_number')}: {whole.exact_but_number}/{whole.documents})",
        "",
    ]
    parts += [say("sources"), *_source_table(evaluation, say), ""]
    parts += [say("documents"), *_document_table(evaluation.documents, say), ""]
    parts += [say("invented"), *_doubt_lines(evaluation.invented, say("none")), ""]
    parts += [say("sure"), *_doubt_lines(evaluation.wrong_and_sure, say("none")), ""]
    parts += [say("calibration"), *_calibration_table(evaluation, say), ""]
    parts += [say("untouched"), *_reliability_table(evaluation, say), ""]
    if evaluation.left_out:
        parts += [say("left_out"), *(f"  {o.file}: {o.reason}" for o in evaluation.left_out), ""]
    parts.append(f"{say('seconds')}: {evaluation.seconds:.1f}")
    return "\n".join(parts) + "\n"


def _field_table(fields: Iterable[FieldFigures], *head: str) -> list[str]:
    rows = [
        [
            figures.field,
            str(figures.support),
            " ".join(map(_rate, _three(figures.strict))),
            " ".join(map(_rate, _three(figures.tolerant))),
        ]
        for figures in fields
    ]
    return text_table(head, rows)


def _source_table(evaluation: Evaluation, say: Callable[[str], str]) -> list[str]:
    """Return strict F1 (recall where only that is counted) of every field by source."""
    groups = evaluation.sources
    head = [say("field"), *(f"{g.source} ({g.documents})" for g in groups)]
    by_group = [{figures.field: figures for figures in group.fields} for group in groups]
    rows = [
        [figures.field, *(_headline(fields.get(figures.field)) for fields in by_group)]
        for figures in evaluation.fields
    ]
    exact = [say("whole"), *(f"{g.exact}/{g.documents}" for g in groups)]
    return text_table(head, [*rows, exact])


def _headline(figures: FieldFigures | None) -> str:
    if figures is None:
        return _rate(None)
    return _rate(figures.strict.recall if figures.recall_only else figures.strict.f1)


def _three(rates: Rates) -> tuple[float | None, ...]:
    return (rates.precision, rates.recall, rates.f1)


def _rate(value: float | None) -> str:
    return "    -" if value is None else f"{value:5.3f}"


def _document_table(documents: Iterable[DocumentFigures], say: Callable[[str], str]) -> list[str]:
    head = [say("document"), say("source"), say("outcome"), say("seconds"), say("not_right")]
    rows: list[list[str]] = []
    for one in documents:
        summary = " ".join(_miss(miss) for miss in one.misses)
        rows.append([one.slug, one.source, one.outcome, f"{one.seconds:.1f}", summary])
        for miss in one.misses:
            texts = [(say("missed_value"), text) for text in miss.missed_values]
            texts += [(say("wrong_value"), text) for text in miss.wrong_values]
            rows += [["", "", "", "", f"{miss.field} {what}: {text}"] for what, text in texts]
    return text_table(head, rows)


def _miss(miss: FieldMiss) -> str:
    return f"{'~' if miss.tolerated else ''}{miss.field}({miss.missed}/{miss.wrong})"


def _doubt_lines(doubts: Sequence[Doubt], none: str) -> list[str]:
    if not doubts:
        return [f"  {none}"]
    return [f"  {_doubt(doubt)}" for doubt in doubts]


def _doubt(doubt: Doubt) -> str:
    confidence = "" if doubt.confidence is None else f" ({doubt.confidence:.2f})"
    value = "" if doubt.value is None else f": {doubt.value}"
    return f"{doubt.slug} {doubt.field}{confidence}{value}"


def _calibration_table(evaluation: Evaluation, say: Callable[[str], str]) -> list[str]:
    rows = [
        [f"{b.low:.2f}-{b.high:.2f}", str(b.values), str(b.right), _rate(_share(b.right, b.values))]
        for b in evaluation.calibration
    ]
    return text_table([say("confidence"), say("values"), say("right"), "%"], rows)


def _reliability_table(evaluation: Evaluation, say: Callable[[str], str]) -> list[str]:
    head = [
        say(key) for key in ("field", "kind", "values", "right", "error", "threshold", "accepted")
    ]
    rows = [
        [
            one.field,
            one.kind,
            str(one.values),
            str(one.right),
            f"{one.calibration_error:.3f}",
            " ".join("-" if t is None else f"{t:.3f}" for t in one.thresholds),
            f"{one.accepted} {_rate(one.accepted / one.values)}",
            str(one.accepted_right),
        ]
        for one in evaluation.reliability
    ]
    return text_table([*head, say("accepted_right")], rows)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
