"""Documents with their layout: zones, saving and loading, components, streams."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import DocBin

from extractors import components
from extractors.components import COMPONENTS
from extractors.components import FieldStore
from extractors.components import places_of
from models.layout import Layout
from models.layout import ZoneKind
from models.values import Citation
from models.values import DocumentType
from models.values import Signature
from models.values import Task
from models.values import Value
from models.values import evidence_fields
from pipeline.language import build_nlp
from pipeline.language import make_doc
from pipeline.language import storage


def value(layout: Layout, text: str) -> Value:
    start = layout.text.index(text)
    return Value(value=text, **evidence_fields(layout, start, start + len(text), rule="test"))


def filled(nlp: Language, layout: Layout) -> Doc:
    """A document with a value of every shape among its fields."""
    doc = nlp(make_doc(nlp, layout))
    body = value(layout, "HUYỆN ỦY SÔNG LAM")
    place = evidence_fields(layout, 18, 30, rule="test")
    doc._.fields.update(
        {
            "issuing_body": body,
            "superior_body": None,
            "document_type": DocumentType(value="Công văn", code="CV", implied=True, **place),
            "addressees": [value(layout, "các chi bộ")],
            "tasks": [Task(value="Giao Văn phòng", label="1.", id="1", **place)],
            "citations": [Citation(value="77-CV/HU", mentions=2, **place)],
            "signatures": [Signature(authority=body, positions=[body], name=None)],
        }
    )
    return doc


def test_zones_are_spans_with_kind_and_part(bare: Language, layout: Layout) -> None:
    doc = bare(make_doc(bare, layout))
    assert [(z.label_, z.id_, z.text.split("\n")[0]) for z in doc.spans["zones"]] == [
        ("issuing_body", "part-0", "HUYỆN ỦY SÔNG LAM"),
        ("number", "part-0", "Số 77-CV/HU"),
        ("body", "part-0", "Kính gửi các chi bộ. Đề nghị thực hiện:"),
        ("appendix", "part-1", "Lập danh mục"),
    ]


def test_bare_text_gets_a_plain_layout(bare: Language) -> None:
    doc = bare("Ban Thường vụ họp.\n\nVăn phòng ghi.")
    layout = doc._.layout
    assert [z.kind for z in layout.zones] == [ZoneKind.BODY]
    assert [layout.cut(p) for p in layout.paragraphs] == ["Ban Thường vụ họp.", "Văn phòng ghi."]
    assert layout.locate(0, 3).page == 1
    assert layout.locate(0, 3).boxes == ()


def test_a_layout_of_another_text_is_refused(bare: Language, layout: Layout) -> None:
    with pytest.raises(ValueError, match="another document"):
        bare.make_doc("khác")._.layout = layout


def assert_same(first: Doc, second: Doc) -> None:
    assert second.text == first.text
    assert second._.layout == first._.layout
    assert second._.fields == first._.fields
    assert second._.segmented == first._.segmented
    for name in ("zones", "sentences", "words"):
        assert [(s.start, s.end, s.label_, s.id_) for s in second.spans[name]] == [
            (s.start, s.end, s.label_, s.id_) for s in first.spans[name]
        ]


def test_a_document_is_saved_with_all_it_carries(nlp: Language, layout: Layout) -> None:
    doc = filled(nlp, layout)
    assert_same(doc, Doc(nlp.vocab).from_bytes(doc.to_bytes()))


def test_a_bin_of_documents_is_saved_with_all_they_carry(nlp: Language, layout: Layout) -> None:
    docs = [filled(nlp, layout), nlp("Ban Thường vụ họp.")]
    saved = DocBin(store_user_data=True, docs=docs).to_bytes()
    loaded = list(DocBin(store_user_data=True).from_bytes(saved).get_docs(nlp.vocab))
    for doc, other in zip(docs, loaded, strict=True):
        assert_same(doc, other)
    assert isinstance(loaded[0]._.fields["tasks"][0], Task)
    assert isinstance(loaded[0]._.layout, Layout)


def test_a_saved_document_is_the_same_bytes_twice(nlp: Language, layout: Layout) -> None:
    first, second = filled(nlp, layout), filled(nlp, layout)
    assert first.to_bytes() == second.to_bytes()


@pytest.mark.parametrize(
    "saved",
    [
        {"__vanthu__": "layout", "data": "{}"},
        {"__vanthu__": "layout", "data": "no json"},
        {"__vanthu__": "fields", "data": '{"os": 1}'},
        {"__vanthu__": "fields", "data": '{"tasks": [{"value": 1}]}'},
    ],
)
def test_a_damaged_file_is_an_error_and_never_something_else(saved: dict[object, object]) -> None:
    with pytest.raises((ValueError, KeyError)):
        storage.decode(saved)


def test_other_mappings_pass_untouched() -> None:
    assert storage.decode({"a": 1}) == {"a": 1}
    assert storage.encode({"a": 1}) == {"a": 1}
    assert storage.decode({"a": 1}, lambda mapping: "next") == "next"


def test_a_stream_gives_the_same_as_one_by_one(nlp: Language, layout: Layout) -> None:
    texts = ["Ban Thường vụ họp.", "", "Số 77-CV/HU"]
    assert [d._.segmented for d in nlp.pipe(texts)] == [nlp(t)._.segmented for t in texts]
    docs = list(nlp.pipe([make_doc(nlp, layout), make_doc(nlp, layout)]))
    assert [d._.layout for d in docs] == [layout, layout]
    assert docs[0]._.fields is not docs[1]._.fields


@pytest.fixture
def one_extractor(monkeypatch: pytest.MonkeyPatch) -> Language:
    """A pipeline with one component, whose function is a double."""
    row = next(row for row in COMPONENTS if row.field == "issuing_body")

    def find(layout: Layout) -> Value | None:
        zone = layout.zone(ZoneKind.ISSUING_BODY)
        return value(layout, layout.cut(zone)) if zone else None

    monkeypatch.setattr(f"{row.module}.{row.function}", find)
    pipeline = build_nlp(words=False, extractors=False)
    pipeline.add_pipe(row.name)
    return pipeline


def test_a_component_fills_its_field_and_its_spans(one_extractor: Language, layout: Layout) -> None:
    doc = one_extractor(make_doc(one_extractor, layout))
    assert doc._.fields["issuing_body"].value == "HUYỆN ỦY SÔNG LAM"
    assert [(s.label_, s.text) for s in doc.spans["issuing_body"]] == [
        ("issuing_body", "HUYỆN ỦY SÔNG LAM")
    ]


def test_a_field_that_is_absent_is_none_and_has_no_spans(one_extractor: Language) -> None:
    doc = one_extractor("Ban Thường vụ họp.")
    assert doc._.fields == {"issuing_body": None}
    assert len(doc.spans["issuing_body"]) == 0


def test_places_are_found_in_values_of_every_shape(layout: Layout) -> None:
    body = value(layout, "HUYỆN ỦY SÔNG LAM")
    signature = Signature(authority=body, positions=[body], name=None)
    assert list(places_of("x", None)) == []
    assert list(places_of("x", [body])) == [("x", 0, 17)]
    assert list(places_of("s", [signature])) == [
        ("s.authority", 0, 17),
        ("s.positions", 0, 17),
    ]


def test_every_extractor_is_there_and_says_what_it_returns() -> None:
    assert len({row.name for row in COMPONENTS}) == len(COMPONENTS)
    for row in COMPONENTS:
        adapter = components.field_adapter(row.field)
        assert callable(row.load())
        assert adapter.core_schema


def test_the_whole_pipeline_reads_a_layout(layout: Layout) -> None:
    nlp = build_nlp(words=False)
    assert nlp.pipe_names[-len(COMPONENTS) :] == [row.name for row in COMPONENTS]
    doc = nlp(make_doc(nlp, layout))
    assert set(doc._.fields) == {row.field for row in COMPONENTS}
    assert_same(doc, Doc(nlp.vocab).from_bytes(doc.to_bytes()))


def test_the_pipeline_itself_is_saved_and_loaded(tmp_path: Path) -> None:
    nlp = build_nlp()
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert loaded.pipe_names == nlp.pipe_names
    assert loaded("Ban Thường vụ họp")._.segmented == "Ban_Thường_vụ họp"


def test_stores_are_not_shared_between_documents(bare: Language) -> None:
    first, second = bare("a"), bare("b")
    first._.fields["place"] = None
    assert second._.fields == {}
    assert FieldStore().values is not FieldStore().values


def test_a_text_over_spacys_own_limit_is_read() -> None:
    nlp = build_nlp(words=False, extractors=False)
    text = "Kế hoạch\n" + "-" * 1_000_100
    layout = Layout(text=text, anchors=(), lines=(), paragraphs=(), zones=())
    assert make_doc(nlp, layout).text == text
