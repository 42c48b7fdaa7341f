"""Time and memory by phase in the ledger: written, replaced, summed up, never exported."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.outcome import OutcomeCode
from pipeline.archive import export
from pipeline.archive.ledger_report import reading_times
from pipeline.stopwatch import Phase
from pipeline.stopwatch import PhaseTime

READ = (
    PhaseTime(phase=Phase.READING, seconds=1.0, peak_mb=300.0),
    PhaseTime(phase=Phase.OCR, seconds=8.0),
    PhaseTime(phase=Phase.LANGUAGE, seconds=1.0, peak_mb=350.0),
)


@pytest.fixture
def measured(archive, make_record, make_entry):
    """Two papers whose time was measured, one whose worker was lost."""
    for seed, phases in (("a", READ), ("b", READ[:1])):
        record = make_record(seed=seed)
        archive.store(record, replace(make_entry(record), phases=phases))
    lost = make_record(seed="c", code=OutcomeCode.KILLED)
    archive.store(None, make_entry(lost))
    return archive


def test_each_phase_is_a_row_and_storing_is_one_of_them(measured) -> None:
    rows = measured.query(
        "SELECT l.source_name, p.phase, p.peak_mb FROM ledger_phases p "
        "JOIN ledger l ON l.id = p.ledger_id ORDER BY 1, 2"
    ).rows
    assert rows == (
        ("a.pdf", "language", 350.0),
        ("a.pdf", "ocr", None),
        ("a.pdf", "reading", 300.0),
        ("a.pdf", "storing", None),
        ("b.pdf", "reading", 300.0),
        ("b.pdf", "storing", None),
    )


def test_a_new_reading_replaces_them(measured, make_record, make_entry) -> None:
    record = make_record(seed="a")
    measured.store(record, replace(make_entry(record, rules="r2"), phases=READ[:2]))
    assert measured.query("SELECT COUNT(*) FROM ledger_phases").rows == ((5,),)
    measured.store(record, make_entry(record, rules="r3"))
    assert measured.query("SELECT COUNT(*) FROM ledger_phases").rows == ((2,),)


def test_sums_by_phase_in_the_order_of_the_way(measured) -> None:
    with measured.reading() as connection:
        times = reading_times(connection)
    assert [one.phase for one in times.phases] == [
        Phase.READING, Phase.OCR, Phase.LANGUAGE, Phase.STORING,
    ]  # fmt: skip
    reading, ocr = times.phases[:2]
    assert (reading.files, reading.seconds, reading.peak_mb) == (2, 2.0, 300.0)
    assert ocr.share == pytest.approx(8 / 11, abs=0.02)
    assert sum(one.share for one in times.phases) == pytest.approx(1)


def test_a_slow_file_says_where_its_time_went(measured) -> None:
    with measured.reading() as connection:
        slowest = {one.source_name: one for one in reading_times(connection).slowest}
    assert [one.phase for one in slowest["a.pdf"].phases][:2] == [Phase.READING, Phase.OCR]
    assert slowest["c.pdf"].phases == ()


@pytest.mark.parametrize("format_", ["csv", "jsonl"])
def test_times_are_no_part_of_an_export(measured, tmp_path, format_) -> None:
    out = export(measured, format_, tmp_path / "out").path
    files = out.iterdir() if out.is_dir() else [out]
    text = "".join(file.read_text("utf-8") for file in files)
    assert "storing" not in text
    assert "phase" not in text
