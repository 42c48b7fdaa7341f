"""Confidences against truth: calibration error, thresholds found on the other half."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from models.settings import Settings
from pipeline.evaluation import evaluate_folder
from pipeline.evaluation import render_markdown
from pipeline.evaluation import render_text
from pipeline.evaluation.labels import Label
from pipeline.evaluation.reliability import Judged
from pipeline.evaluation.reliability import half_of
from pipeline.evaluation.reliability import reliability


def judged(confidence: float, right: bool, half: int, field: str = "place") -> Judged:
    return Judged(field=field, kind="scan", confidence=confidence, right=right, half=half)


def test_a_confidence_that_keeps_its_word_has_no_error() -> None:
    values = [judged(0.75, number < 3, half) for number in range(4) for half in (0, 1)]
    assert reliability(values)[0].calibration_error == 0.0


def test_a_boast_has_its_size_as_error() -> None:
    values = [judged(0.9, number < 5, number % 2) for number in range(10)]
    assert reliability(values)[0].calibration_error == pytest.approx(0.4)


def test_a_threshold_lies_above_what_is_wrong_on_the_other_half() -> None:
    values = [judged(0.9, True, 0), judged(0.7, False, 0), judged(0.95, True, 1)]
    row = reliability(values)[0]
    assert row.thresholds == (0.95, 0.9)
    # 0.95 of half one is above 0.9; nothing of half zero reaches 0.95.
    assert (row.accepted, row.accepted_right) == (1, 1)


def test_a_threshold_can_fail_on_the_half_it_was_not_found_on() -> None:
    row = reliability([judged(0.9, True, 0), judged(0.9, False, 1)])[0]
    assert row.thresholds == (None, 0.9)
    assert (row.accepted, row.accepted_right) == (1, 0)


def test_equal_confidences_are_taken_together() -> None:
    values = [judged(0.9, right, 0) for right in (True, False)]
    assert reliability(values)[0].thresholds[1] is None


def test_forms_of_one_paper_stand_in_one_half() -> None:
    labels = [Label(slug=slug, symbol="1-CV/TU", date="2024-02-06") for slug in ("a", "b")]
    assert half_of(labels[0]) == half_of(labels[1])
    halves = {half_of(Label(symbol=f"{number}-CV/TU")) for number in range(40)}
    assert halves == {0, 1}


def test_the_reports_show_what_may_be_accepted(put, paper: SimpleNamespace) -> None:
    folder = put(paper.label())
    put(paper.label(symbol="78-CV/HU"), name="b")
    evaluation = evaluate_folder(folder, Settings(), process=lambda _: paper.record())
    assert any(row.field == "place" and row.values == 2 for row in evaluation.reliability)
    assert "Tự nhận được ở độ chính xác 99,5 %" in render_text(evaluation)
    markdown = render_markdown(evaluation)
    assert "| place, text | 2 | 1.000 |" in markdown
    assert "b reference_number" not in markdown
    assert "Sông Lam" not in markdown
    lines = [line for line in markdown.splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in lines)
