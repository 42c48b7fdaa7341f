"""Words in capitals take the form that the document has for them elsewhere, and only then."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.lexicon import load_lexicon
from extractors.name_votes import vote_capitals
from extractors.respell import ReadWord
from models.folding import strip_accents


def run(text: str, confidence: float = 0.96, *, mendable: bool = True) -> list[ReadWord]:
    return [ReadWord(text=t, confidence=confidence, mendable=mendable) for t in text.split()]


def vote(*runs: list[ReadWord]) -> str:
    """Return the first run's text after the vote of all."""
    return " ".join(vote_capitals(runs, load_lexicon())[0])


SETTLED = [
    # a tone swapped, surely read
    ("UBND XÃ CẤM LẠC", "Cẩm Lạc, ngày 07", "UBND XÃ CẨM LẠC"),
    # a circumflex lost
    ("XÃ ĐÒNG XUYÊN", "xã Đồng Xuyên", "XÃ ĐỒNG XUYÊN"),
    # the punctuation of both places stays
    ("(XÃ CẤM LẠC)", "xã Cẩm Lạc;", "(XÃ CẨM LẠC)"),
    # the old way of setting the tone is no difference
    ("XÃ VĨNH HOÀ", "xã Vĩnh Hòa", "XÃ VĨNH HOÀ"),
]


@pytest.mark.parametrize(("read", "elsewhere", "settled"), SETTLED)
def test_small_letters_outvote_capitals(read: str, elsewhere: str, settled: str) -> None:
    assert vote(run(read), run(elsewhere)) == settled


LEFT_ALONE = [
    # nothing speaks of it
    ("XÃ CẤM LẠC", ["Kính gửi các đơn vị"]),
    # the document has both
    ("XÃ CẤM LẠC", ["xã Cẩm Lạc", "xã Cấm Lạc"]),
    ("XÃ CẤM LẠC", ["xã Cẩm Lạc", "xã Cầm Lạc"]),
    # marks are lost, not made: one poorer reading is too few
    ("XÃ CẨM LẠC", ["xã Câm Lạc"]),
    # too far apart: a dot below
    ("XÃ TÂN LẬP", ["xã Tân Lấp"]),
    # a mark parts the two words there
    ("XÃ CẤM LẠC", ["xã Cẩm, Lạc Sơn"]),
    # the pair is known as read
    ("GIÁO DỤC", ["giao dục"]),
    # other letters
    ("XÃ CẤM LẠC", ["xã Cẩm Lạng"]),
]


@pytest.mark.parametrize(("read", "elsewhere"), LEFT_ALONE)
def test_the_reading_stands(read: str, elsewhere: list[str]) -> None:
    assert vote(run(read), *map(run, elsewhere)) == read


def test_a_badly_read_witness_is_none() -> None:
    assert vote(run("XÃ CẤM LẠC"), run("xã Cẩm Lạc", 0.8)) == "XÃ CẤM LẠC"


def test_two_poorer_readings_agree() -> None:
    assert vote(run("XÃ CẨM LẠC"), *[run("xã Câm Lạc")] * 2) == "XÃ CÂM LẠC"


def test_capitals_speak_where_nothing_is_small_and_the_reading_is_in_doubt() -> None:
    well = [run("XÃ CẨM LẠC")] * 2
    assert vote(run("XÃ CẤM LẠC", 0.7), *well) == "XÃ CẨM LẠC"
    assert vote(run("XÃ CẤM LẠC", 0.7), well[0]) == "XÃ CẤM LẠC"
    assert vote(run("XÃ CẤM LẠC", 0.95), *well) == "XÃ CẤM LẠC"


def test_words_of_a_text_layer_and_small_words_are_never_changed() -> None:
    assert vote(run("XÃ CẤM LẠC", mendable=False), run("xã Cẩm Lạc")) == "XÃ CẤM LẠC"
    assert vote(run("xã Cấm Lạc", 0.5), run("xã Cẩm Lạc")) == "xã Cấm Lạc"


ABBREVIATIONS = [
    ("BAN MT1Q VIỆT", 0.5, "Ban MTTQ", "BAN MTTQ VIỆT"),
    ("(VH0)", 0.5, "VHO VHC", "(VHO)"),
    # read well, too short, or two words it may be
    ("BAN MT1Q VIỆT", 0.95, "Ban MTTQ", "BAN MT1Q VIỆT"),
    ("B0", 0.5, "BO", "B0"),
    ("VH1", 0.5, "VHT VHI", "VH1"),
    # another letter, another length, figures alone
    ("MT1Q", 0.5, "MTSQ", "MT1Q"),
    ("MT1Q", 0.5, "MTTQVN", "MT1Q"),
    ("2025", 0.5, "ZOZS", "2025"),
    # a sign nobody writes
    ("Cục KSTTH€);", 0.5, "KSTTHC", "Cục KSTTHC);"),
    ("Cục KSTTH€);", 0.5, "KSTTHB", "Cục KSTTH€);"),
]


@pytest.mark.parametrize(("read", "confidence", "elsewhere", "settled"), ABBREVIATIONS)
def test_figures_in_abbreviations(
    read: str, confidence: float, elsewhere: str, settled: str
) -> None:
    assert vote(run(read, confidence), run(elsewhere)) == settled


MISREAD = [
    ("về VUNCN, các", 0.7, "VLNCN VLNCN VLNCN", "về VLNCN, các"),
    # read well once, cited too seldom, two forms that it may be
    ("về VUNCN, các", 0.87, "VLNCN VLNCN VLNCN", "về VUNCN, các"),
    ("về VUNCN, các", 0.7, "VLNCN", "về VUNCN, các"),
    ("về VUNCN, các", 0.7, "VLNCN VLNCN VANCN VANCN", "về VUNCN, các"),
    # two letters away, short, a code that offices use, a word with its tones
    ("về VUMCN, các", 0.7, "VLNCN VLNCN VLNCN", "về VUMCN, các"),
    ("gửi SNV", 0.7, "SNN SNN SNN", "gửi SNV"),
    ("gửi VPTU", 0.7, "VPTW VPTW VPTW", "gửi VPTU"),
    ("TRONG", 0.7, "TRỌNG TRỌNG TRỌNG", "TRONG"),
]


@pytest.mark.parametrize(("read", "confidence", "elsewhere", "settled"), MISREAD)
def test_letters_of_abbreviations(
    read: str, confidence: float, elsewhere: str, settled: str
) -> None:
    assert vote(run(read, confidence), run(elsewhere)) == settled


@given(
    st.lists(
        st.lists(st.text("CẨMẤAÂLẠC cấẩlạm.,1", min_size=1, max_size=6), max_size=6), max_size=6
    )
)
def test_only_accents_change_in_words_without_figures(texts: list[list[str]]) -> None:
    runs = [
        [ReadWord(text=text, confidence=0.95, mendable=True) for text in line] for line in texts
    ]
    for line, voted in zip(texts, vote_capitals(runs, load_lexicon()), strict=True):
        assert [strip_accents(t) for t in line] == [strip_accents(t) for t in voted]


def test_a_run_of_hostile_length_is_quick() -> None:
    lexicon = load_lexicon()
    words = [ReadWord(text="MT1Q" * 3, confidence=0.5, mendable=True) for _ in range(5000)]
    assert len(vote_capitals([words], lexicon)[0]) == len(words)
