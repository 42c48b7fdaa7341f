"""Made documents are the same for the same seed; a fitted table rises and stays careful."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from benchmarks.fit_calibration import Weighted
from benchmarks.fit_calibration import fit_table
from benchmarks.made_documents import QUALITIES
from benchmarks.made_documents import make_dispatch
from benchmarks.made_documents import write_documents
from pipeline.evaluation.labels import find_documents
from pipeline.evaluation.reliability import Judged

VALUES = st.lists(
    st.builds(
        Judged,
        field=st.sampled_from(["place", "reference_number"]),
        kind=st.sampled_from(["text", "scan"]),
        confidence=st.floats(0, 1).map(lambda x: round(x, 3)),
        right=st.booleans(),
        half=st.integers(0, 1),
    ),
    min_size=2,
    max_size=80,
).filter(lambda values: {one.kind for one in values} == {"text", "scan"})


def weighted(confidence: float, right: bool, count: int) -> list[Weighted]:
    return [
        Weighted(
            judged=Judged(field="place", kind=kind, confidence=confidence, right=right, half=0),
            weight=1.0,
        )
        for kind in ("text", "scan")
        for _ in range(count)
    ]


def test_made_papers_are_labelled_and_the_same_each_time(tmp_path: Path) -> None:
    first = write_documents(tmp_path / "one", count=1, seed=5)
    again = write_documents(tmp_path / "two", count=1, seed=5)
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in again]
    documents, aside = find_documents(tmp_path / "one")
    assert [d.slug for d in documents] == [first[0].stem]
    assert aside == []
    label = json.loads(first[0].with_suffix(".json").read_text("utf-8"))
    assert label["symbol"] == make_dispatch(0, seed=5).reference_number


def test_made_papers_differ_in_form_type_and_number() -> None:
    papers = [make_dispatch(index) for index in range(60)]
    assert {paper.system for paper in papers} == {"party", "state"}
    assert len({paper.type_code for paper in papers}) >= 4
    assert len({paper.reference_number for paper in papers}) >= 50
    assert len({quality.name for quality in QUALITIES}) == len(QUALITIES) == 5


@settings(max_examples=15, deadline=None)
@given(values=VALUES)
def test_a_fitted_table_always_fits_its_shape(values: list[Judged]) -> None:
    table = fit_table([Weighted(judged=one, weight=1.0) for one in values])
    for row in table.rows:
        assert all(0 <= becomes <= 0.99 for _, becomes in row.points)
        assert row.lift == (row.field != "reference_number")


def test_values_that_are_all_right_are_not_taken_for_certain() -> None:
    few = fit_table(weighted(0.9, True, 30)).rows[-1].points[-1][1]
    many = fit_table(weighted(0.9, True, 3000)).rows[-1].points[-1][1]
    assert few < 0.98
    assert few < many <= 0.99


def test_groups_that_fall_are_pooled() -> None:
    values = [*weighted(0.5, True, 40), *weighted(0.9, False, 40)]
    assert all(len(row.points) == 1 for row in fit_table(values).rows)
