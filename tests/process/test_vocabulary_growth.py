"""What the vocabulary learns from documents stays bounded, and changes nothing that is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.settings import Settings
from pipeline import process as processing
from pipeline.language import build_nlp

PAPER = """ĐẢNG BỘ TỈNH A
HUYỆN ỦY B
*
Số {number}-CV/HU

Kính gửi: Các chi bộ trực thuộc.

Đề nghị các chi bộ báo cáo {word} trước ngày 15/3/2026.
"""


def read(folder: Path, number: int, nlp: object) -> processing.Processed:
    path = folder / f"{number}.txt"
    path.write_text(PAPER.format(number=number, word=f"xyz{number}q"), encoding="utf-8")
    return processing.process(path, Settings(), nlp=nlp)  # type: ignore[arg-type]


def test_a_full_vocabulary_lets_go_of_new_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nlp = build_nlp(words=False)
    read(tmp_path, 1, nlp)
    monkeypatch.setattr(processing, "_KNOWN_WORDS", len(nlp.vocab) - 1)
    size = len(nlp.vocab.strings)
    for number in range(2, 6):
        read(tmp_path, number, nlp)
    assert len(nlp.vocab.strings) == size


def test_records_do_not_depend_on_what_was_learnt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = build_nlp(words=False)
    first = [read(tmp_path, number, kept) for number in (1, 2, 1)]
    monkeypatch.setattr(processing, "_KNOWN_WORDS", -1)
    let_go = build_nlp(words=False)
    assert [read(tmp_path, number, let_go) for number in (1, 2, 1)] == first
    assert first[0] != first[1]
