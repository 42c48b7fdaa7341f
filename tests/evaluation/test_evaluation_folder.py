"""A folder of labelled documents from end to end, with records made by hand."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from models.outcome import OutcomeCode
from models.outcome import outcome
from models.record import Record
from models.record import Source
from models.settings import Settings
from pipeline.evaluation import evaluate_folder
from pipeline.evaluation import render_text
from pipeline.evaluation.figures import SourceGroup
from pipeline.evaluation.labels import find_documents
from pipeline.evaluation.merging import merge_records

Put = Callable[..., Path]


def unread(path: Path) -> Record:
    return Record(source=Source(file=path.name), outcome=outcome(OutcomeCode.DAMAGED))


def test_a_perfect_reader_gets_one_everywhere(put: Put, paper: SimpleNamespace) -> None:
    folder = put(paper.label())
    put(paper.label(), name="b")
    evaluation = evaluate_folder(folder, Settings(), process=lambda _: paper.record())
    for figures in evaluation.fields:
        assert figures.strict.recall in {1.0, None}, figures.field
        assert figures.strict.wrong == 0, figures.field
    assert [d.slug for d in evaluation.documents] == ["a", "b"]
    assert (evaluation.whole.exact, evaluation.whole.documents) == (2, 2)
    assert evaluation.invented == []
    assert evaluation.wrong_and_sure == []
    assert sum(b.right for b in evaluation.calibration) == sum(
        b.values for b in evaluation.calibration
    )


def test_figures_are_sums_over_documents(put: Put, paper: SimpleNamespace) -> None:
    folder = put(paper.label())
    put(paper.label(), name="b")
    wrong = paper.record(place=paper.text("Nơi khác"))
    evaluation = evaluate_folder(
        folder, Settings(), process=lambda p: wrong if p.stem == "b" else paper.record()
    )
    place = next(f for f in evaluation.fields if f.field == "place")
    assert (place.strict.precision, place.strict.recall, place.strict.f1) == (0.5, 0.5, 0.5)
    assert (place.support, place.documents) == (2, 2)
    assert [m.field for m in evaluation.documents[1].misses] == ["place"]


def test_a_wrong_number_is_worse_when_it_is_sure(put: Put, paper: SimpleNamespace) -> None:
    folder = put(paper.label())

    def read(confidence: float) -> list[str]:
        number = paper.number("78-CV/HU", "78", "CV/HU", confidence=confidence)
        evaluation = evaluate_folder(
            folder, Settings(), process=lambda _: paper.record(reference_number=number)
        )
        return [doubt.field for doubt in evaluation.wrong_and_sure]

    assert read(0.9) == ["number"]
    assert read(0.3) == []


def test_a_number_left_to_a_person_keeps_the_rest_exact(put: Put, paper: SimpleNamespace) -> None:
    number = paper.number(None, None, "CV/HU", confidence=0.2)
    evaluation = evaluate_folder(
        put(paper.label()), Settings(), process=lambda _: paper.record(reference_number=number)
    )
    assert (evaluation.whole.exact, evaluation.whole.exact_but_number) == (0, 1)


def test_sources_are_reported_apart(put: Put, paper: SimpleNamespace) -> None:
    folder = put(paper.label())
    put(paper.label(), name="b")
    scan = paper.record(source=Source(file="b.pdf", pages=2, page_sources=["text-layer", "ocr"]))
    evaluation = evaluate_folder(
        folder, Settings(), process=lambda p: scan if p.stem == "b" else paper.record()
    )
    assert [(s.source, s.documents) for s in evaluation.sources] == [
        (SourceGroup.TEXT_LAYER, 1),
        (SourceGroup.SCAN, 1),
    ]


def test_a_file_that_was_not_read_misses_everything(put: Put, paper: SimpleNamespace) -> None:
    evaluation = evaluate_folder(put(paper.label()), Settings(), process=unread)
    assert [(d.source, d.outcome) for d in evaluation.documents] == [
        (SourceGroup.UNREAD, "damaged")
    ]
    assert all(f.strict.right == 0 and f.strict.wrong == 0 for f in evaluation.fields)


READER = """
from pathlib import Path
from models.record import Record

def read(path: Path) -> Record:
    return Record.model_validate_json(path.read_bytes())
"""


@pytest.mark.slow
def test_worker_processes_give_the_same_figures(
    put: Put, paper: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A spawned process cannot import a test module, but it has this process's path.
    (tmp_path / "reader_of_records.py").write_text(READER, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    read = importlib.import_module("reader_of_records").read
    for name, place in (("a", "Sông Lam"), ("b", "Nơi khác"), ("c", "Sông Lam")):
        folder = put(paper.label(), name=name)
        record = paper.record(place=paper.text(place))
        (folder / f"{name}.pdf").write_text(record.to_json(), encoding="utf-8")
    one = evaluate_folder(folder, Settings(), process=read)
    two = evaluate_folder(folder, Settings(), process=read, workers=2)
    assert one.fields == two.fields
    assert [d.slug for d in one.documents] == [d.slug for d in two.documents]
    assert [len(d.misses) for d in two.documents] == [0, 1, 0]


def test_no_text_of_a_document_is_shown_unless_asked_for(put: Put, paper: SimpleNamespace) -> None:
    folder = put(paper.label())
    record = paper.record(place=paper.text("Xyzabc"), security_mark=paper.text("Qwertz"))
    plain = evaluate_folder(folder, Settings(), process=lambda _: record)
    for report in (plain.to_json(), render_text(plain), render_text(plain, lang="en")):
        assert "Xyzabc" not in report
        assert "Qwertz" not in report
        assert "Sông Lam" not in report
    shown = evaluate_folder(folder, Settings(), process=lambda _: record, show_values=True)
    assert "Xyzabc" in render_text(shown)
    assert "Qwertz" in shown.to_json()


def test_reports_name_fields_and_documents(put: Put, paper: SimpleNamespace) -> None:
    record = paper.record(security_mark=paper.text("MẬT", confidence=0.62))
    evaluation = evaluate_folder(put(paper.label()), Settings(), process=lambda _: record)
    vietnamese, english = render_text(evaluation), render_text(evaluation, lang="en")
    assert "a security_mark (0.62)" in vietnamese
    assert "Giá trị không có trên giấy" in vietnamese
    assert "Invented values" in english
    assert json.loads(evaluation.to_json())["whole"]["documents"] == 1


def test_pages_of_one_document_are_put_together(put: Put, paper: SimpleNamespace) -> None:
    folder = put(paper.label(files=["p1.jpg", "p2.jpg"]), suffix="")
    for name in ("p1.jpg", "p2.jpg"):
        (folder / name).write_bytes(b"")
    full = paper.record()
    first = full.model_copy(
        update={
            "signature": None,
            "distribution": [],
            "appendices": [],
            "citations": full.citations[:1],
        }
    )
    last = Record(
        source=full.source,
        outcome=full.outcome,
        place=paper.text("Nơi khác"),
        signature=full.signature,
        distribution=full.distribution,
        appendices=full.appendices,
        citations=full.citations[1:],
    )
    evaluation = evaluate_folder(
        folder, Settings(), process=lambda p: first if p.stem == "p1" else last
    )
    assert [(d.slug, d.misses) for d in evaluation.documents] == [("a", [])]


def test_merging_needs_a_record() -> None:
    with pytest.raises(ValueError, match="no records"):
        merge_records([])


@pytest.mark.parametrize(
    ("body", "suffix", "reason"),
    [
        ("{", ".pdf", "bad-label"),
        ("[1, 2]", ".pdf", "no-label"),
        ('{"schema": "vanthu-record/1"}', ".pdf", "no-label"),
        ('{"doc_type_name": 1, "symbol": [], "issuing_body": {}}', ".pdf", "bad-label"),
        ('{"doc_type_name": "x", "symbol": "y", "issuing_body": "z"}', "", "no-document"),
        (
            '{"doc_type_name": "x", "symbol": "y", "issuing_body": "z", "files": ["../b.pdf"]}',
            ".pdf",
            "no-document",
        ),
    ],
)
def test_json_that_cannot_be_used_is_named_and_left_out(
    put: Put, body: str, suffix: str, reason: str
) -> None:
    documents, aside = find_documents(put(body, suffix=suffix))
    assert documents == []
    assert [(one.file, one.reason) for one in aside] == [("a.json", reason)]


def test_one_label_may_stand_beside_several_forms(put: Put, paper: SimpleNamespace) -> None:
    folder = put(paper.label())
    (folder / "a.txt").write_bytes(b"")
    documents, _ = find_documents(folder)
    assert [d.slug for d in documents] == ["a.pdf", "a.txt"]


def test_only_the_named_documents_are_taken(put: Put, paper: SimpleNamespace) -> None:
    folder = put(paper.label())
    put(paper.label(), name="b")
    documents, aside = find_documents(folder, only={"b"})
    assert [d.slug for d in documents] == ["b"]
    assert aside == []


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError):
        evaluate_folder(tmp_path / "none", Settings(), process=unread)


SHARED = Path(__file__).resolve().parents[2].parent / "shared"


@pytest.mark.shared
@pytest.mark.parametrize(("name", "at_least"), [("gold", 26), ("seed", 4)])
def test_every_label_beside_the_checkout_is_understood(name: str, at_least: int) -> None:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip("no labelled documents beside the checkout")
    documents, aside = find_documents(folder)
    assert len(documents) >= at_least
    assert aside == []
