"""Every sample gives its expected record: the file itself, and the same paper in every other form.

A paper in a form that loses nothing (text layer, plain text with and without converter marks,
Word) must come out exact in every labelled field. A scan, a photograph and a fax may miss letters:
there the values must be alike, number, date, type and symbol exact, and nothing invented.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from models.settings import Settings
from pipeline.evaluation import Evaluation
from pipeline.evaluation import evaluate_folder
from samples.builder import to_pdf
from samples.builder.catalogue import SAMPLES
from samples.builder.catalogue import Sample
from samples.builder.shapes import Dispatch
from samples.builder.transcribe import to_text
from samples.builder.word_file import to_docx

FOLDER = Path(__file__).parents[2] / "samples"
PICTURES = {sample.stem for sample in SAMPLES if sample.picture}
# What a clerk enters in the register: these must be right on every sample, pictures included.
REGISTER = {"document_type", "reference_number", "number", "symbol", "issued_on", "signature.name"}
FORMS: dict[str, Callable[[Dispatch], bytes]] = {
    "pdf": to_pdf,
    "txt": lambda paper: to_text(paper).encode(),
    "marked.txt": lambda paper: to_text(paper, converter_marks=True).encode(),
    "docx": to_docx,
}


@pytest.fixture(scope="module")
def as_they_lie() -> Evaluation:
    """The figures of `samples/`."""
    return evaluate_folder(FOLDER, Settings())


def _misses(evaluation: Evaluation, slug: str) -> dict[str, object]:
    row = next(row for row in evaluation.documents if row.slug == slug)
    return {miss.field: miss for miss in row.misses}


@pytest.mark.slow
@pytest.mark.parametrize("sample", [s for s in SAMPLES if not s.picture], ids=lambda s: s.stem)
def test_sample_gives_its_expected_record(sample: Sample, as_they_lie: Evaluation) -> None:
    assert _misses(as_they_lie, sample.stem) == {}


@pytest.mark.slow
@pytest.mark.parametrize("stem", sorted(PICTURES))
def test_picture_gives_its_register_entry(stem: str, as_they_lie: Evaluation) -> None:
    assert not REGISTER & set(_misses(as_they_lie, stem))


@pytest.mark.slow
def test_nothing_is_invented_and_nothing_wrong_is_sure(as_they_lie: Evaluation) -> None:
    assert as_they_lie.invented == []
    assert as_they_lie.wrong_and_sure == []


@pytest.mark.slow
@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_paper_in_every_form(form: str, tmp_path: Path) -> None:
    for sample in SAMPLES:
        (tmp_path / f"{sample.stem}.{form.rpartition('.')[2]}").write_bytes(
            FORMS[form](sample.describe())
        )
        (tmp_path / f"{sample.stem}.json").write_bytes(sample.label())
    evaluation = evaluate_folder(tmp_path, Settings())
    assert len(evaluation.documents) == len(SAMPLES)
    wrong = {
        row.slug: [miss.field for miss in row.misses] for row in evaluation.documents if row.misses
    }
    assert wrong == {}
