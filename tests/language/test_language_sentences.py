"""Sentences: by paragraphs, cells and full stops; rows for the archive."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from models.layout import Layout
from models.sentence import SentenceRow
from pipeline.language import make_doc
from pipeline.language import sentences_of


def sentences(nlp: Language, text: str) -> list[str]:
    doc = nlp(text)
    return [span.text for span in doc.spans["sentences"]]


@pytest.mark.parametrize(
    "pieces",
    [
        ["Các chi bộ báo cáo.", "Văn phòng tổng hợp."],
        ["Đã họp!", "Ai dự?", "Mọi người."],
        ["1. Giao Văn phòng rà soát.", "Các chi bộ nộp hồ sơ."],
        ["IV. Tổ chức thực hiện"],
        ["a. Nộp hồ sơ."],
        ["Hội nghị tại TP. Hồ Chí Minh bế mạc.", "Báo cáo gửi sau."],
        ["Đ/c Nam chủ trì, PGS. TS. Lê Thử dự."],
        ["Do bà H. Nguyễn ký."],
        ["Người ký: Nguyễn Văn A.", "Tổng số 5 người."],
        ["Thu 1.200.000 đồng, đạt 85,5%.", "Chi 3 lần."],
        ["Ông nói: “Làm ngay.”", "Mọi người đồng ý."],
        ["Theo quy định (khoản 1.)", "Điều này đúng."],
        ["Lưu hồ sơ v.v. theo quy định."],
        ["Nơi nhận: các sở, ban, ngành./.", "Lưu Văn phòng."],
        ["Số 1021 -CV/TU ngày 06.02.2024 nêu rõ."],
        ["Rà soát hồ sơ. sau đó báo cáo."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(bare: Language, pieces: list[str]) -> None:
    assert sentences(bare, " ".join(pieces)) == pieces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Giao Văn phòng rà soát\nhồ sơ của năm", ["Giao Văn phòng rà soát\nhồ sơ của năm"]),
        ("Nơi nhận:\nCác chi bộ", ["Nơi nhận:", "Các chi bộ"]),
        ("Rà soát\n\nhồ sơ", ["Rà soát", "hồ sơ"]),
        ("Rà soát.\nhồ sơ", ["Rà soát.", "hồ sơ"]),
        ("Rà soát\r\n\r\nhồ sơ", ["Rà soát", "hồ sơ"]),
        ("Rà soát\r\nhồ sơ", ["Rà soát\r\nhồ sơ"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_lines_of_bare_text_are_joined_or_kept_apart(
    bare: Language, text: str, expected: list[str]
) -> None:
    assert sentences(bare, text) == expected


def test_no_sentence_crosses_a_zone_a_paragraph_or_a_cell(bare: Language, layout: Layout) -> None:
    doc = bare(make_doc(bare, layout))
    assert [span.text for span in doc.spans["sentences"]] == [
        "HUYỆN ỦY SÔNG LAM",
        "Số 77-CV/HU",
        "Kính gửi các chi bộ.",
        "Đề nghị thực hiện:",
        "1. Giao Văn phòng rà soát hồ sơ.",
        "Lập danh mục",
        "Sở Nội vụ.",
        "Sở Y tế",
    ]


def test_sentence_rows_know_their_zone_and_page(bare: Language, layout: Layout) -> None:
    rows = sentences_of(bare(make_doc(bare, layout)))
    assert rows[0] == SentenceRow(n=1, zone="issuing_body", page=1, text="HUYỆN ỦY SÔNG LAM")
    assert rows[4].zone == "body"
    assert rows[-1] == SentenceRow(n=8, zone="appendix", page=2, text="Sở Y tế")


def test_spacy_knows_the_sentences_too(bare: Language, layout: Layout) -> None:
    doc = bare(make_doc(bare, layout))
    assert [s.start for s in doc.sents] == [s.start for s in doc.spans["sentences"]]


@given(st.text(alphabet=st.sampled_from(list("aB1. \n“”)(:…?ủ/-")), max_size=60))
def test_sentences_hold_every_token_once_and_in_order(bare: Language, text: str) -> None:
    doc = bare(text)
    held = [i for span in doc.spans["sentences"] for i in range(span.start, span.end)]
    assert held == sorted(set(held))
    assert {t.i for t in doc if not t.is_space} <= set(held)
    for span in doc.spans["sentences"]:
        assert span.text == span.text.strip()


def test_rows_of_closing_marks_take_no_square_of_time(bare: Language) -> None:
    text = "Đã họp. " + "«" * 20_000 + '"' * 20_000
    start = time.process_time()
    assert sentences(bare, text)[0] == "Đã họp."
    assert time.process_time() - start < 2
