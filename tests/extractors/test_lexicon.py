"""The lexicon of syllable pairs, and the spelling that it and the document give to misread words."""

from __future__ import annotations

import time
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import lexicon as lexicon_module
from extractors.lexicon import Lexicon
from extractors.lexicon import OfficialWords
from extractors.lexicon import Standing
from extractors.lexicon import load_lexicon
from extractors.respell import ReadWord
from extractors.respell import respell
from extractors.respell import respell_by_document
from extractors.respell import speaks_for_itself
from extractors.rules import load_rules
from models.folding import strip_accents

SURE, DOUBTED = 0.96, 0.8


def read(text: str, confidence: float = SURE) -> list[ReadWord]:
    return [ReadWord(text=t, confidence=confidence, mendable=True) for t in text.split()]


def mend(text: str, confidence: float = SURE) -> str:
    return " ".join(respell(read(text, confidence), load_lexicon()))


PAIRS = [
    ("tổ", "chức", Standing.OFFICIAL),
    ("ủy", "ban", Standing.OFFICIAL),
    ("cùng", "cấp", Standing.LISTED),
    ("tố", "chức", Standing.UNKNOWN),
    ("lành", "đạo", Standing.UNKNOWN),
    ("", "", Standing.UNKNOWN),
]


@pytest.mark.parametrize(("left", "right", "standing"), PAIRS)
def test_standing(left: str, right: str, standing: Standing) -> None:
    assert load_lexicon().standing(left, right) is standing


def test_the_packages_word_lists_are_found() -> None:
    # «châm cứu» stands in no table of the project
    assert load_lexicon().standing("châm", "cứu") is Standing.COMMON


def test_pairs_with_the_same_letters_come_best_first() -> None:
    found = load_lexicon().same_letters("đối", "mới")
    assert (found[0].left, found[0].right) == ("đổi", "mới")
    assert [p.standing for p in found] == sorted((p.standing for p in found), reverse=True)
    assert load_lexicon().same_letters("xyz", "qqq") == ()


def test_without_the_package_the_table_is_the_lexicon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon_module, "find_spec", lambda _: None)
    alone = load_lexicon.__wrapped__()
    assert alone.standing("tổ", "chức") is Standing.OFFICIAL
    assert alone.standing("châm", "cứu") is Standing.UNKNOWN


def test_files_of_another_make_do_no_harm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lists = tmp_path / "corpus" / "data"
    lists.mkdir(parents=True)
    (lists / "Viet74K.txt").write_bytes(b"\xff\xfe a b  c\n   \n" + bytes(range(256)))
    (lists / "Viet22K.txt").write_bytes(b"")
    spec = ModuleSpec("underthesea", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr(lexicon_module, "find_spec", lambda _: spec)
    assert load_lexicon.__wrapped__().standing("tổ", "chức") is Standing.OFFICIAL


def test_the_lexicon_is_read_once() -> None:
    assert load_lexicon() is load_lexicon()


RULES = load_rules("official_words", OfficialWords)


@pytest.mark.parametrize("misread", RULES.matches)
def test_the_tables_examples_are_mended(misread: str) -> None:
    assert mend(misread) != misread


@pytest.mark.parametrize("right", RULES.rejects)
def test_the_tables_counterexamples_stay(right: str) -> None:
    assert mend(right) == right


MENDED = [
    ("các cơ quan tố chức thực hiện", "các cơ quan tổ chức thực hiện"),
    ("sửa đôi, bồ sung một số điều", "sửa đổi, bổ sung một số điều"),
    ("tự phê bình thẳng thăn", "tự phê bình thẳng thắn"),
    # both syllables misread
    ("thuộc thâm quyên của Sở", "thuộc thẩm quyền của Sở"),
    # the first letter's case and the punctuation stay
    ("Giây phép; “Tố chức”", "Giấy phép; “Tổ chức”"),
    ("30 ngày, kê từ ngày nhận đủ hô sơ", "30 ngày, kể từ ngày nhận đủ hồ sơ"),
    ("Bộ trưởng (đê b/c)", "Bộ trưởng (để b/c)"),
    # the word that follows anything says nothing, the other neighbour does
    ("để bảo đám an toàn", "để bảo đảm an toàn"),
    ("QUY ĐỊNH ĐƯỢC SỬA ĐÔI TẠI", "QUY ĐỊNH ĐƯỢC SỬA ĐỔI TẠI"),
    # known as read with one neighbour, and still the other pair is meant
    ("Căn cứ Luật tố chức chính quyền", "Căn cứ Luật tổ chức chính quyền"),
    ("kết quả cụ thế như sau", "kết quả cụ thể như sau"),
    # an abbreviation is no name
    ("đăng trên Cống TTĐT của tỉnh", "đăng trên Cổng TTĐT của tỉnh"),
]


@pytest.mark.parametrize(("misread", "right"), MENDED)
def test_respell(misread: str, right: str) -> None:
    assert mend(misread) == right


LEFT_ALONE = [
    # right as it is, though another known pair has the same letters
    "định kỳ hằng năm",
    "cơ quan cùng cấp ký",
    "các văn bản chỉ đạo",
    "nơi đảng viên chuyển đi",
    # punctuation parts the two
    "về tố, chức năng",
    "(tố) chức",
    # names of persons and places
    "ông Lê Tô Chức",
    "NGUYỄN TỐ CHỨC",
    "Hoàng Thâm Quyên",
    "ông Cống Thông",
    "Bộ luật tố tụng hình sự",
    "pháp luật tố cáo",
    # numbers, symbols, abbreviations, one letter
    "số 12-CV/TU ngày 01/02/2024",
    "UBND TTHC VLNCN",
    "a b c đ",
    # no word at all
    "— *** ¬",
]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_left_alone(text: str) -> None:
    assert mend(text) == text


def test_a_sure_reading_needs_an_official_word() -> None:
    assert mend("châm cưu", SURE) == "châm cưu"
    assert mend("châm cưu", DOUBTED) == "châm cứu"


def test_a_dot_below_too_many_needs_doubt() -> None:
    assert mend("thuộc phạm vị", SURE) == "thuộc phạm vị"
    assert mend("thuộc phạm vị", DOUBTED) == "thuộc phạm vi"
    # no word has this syllable, so the reader's confidence counts for nothing
    assert mend("nghệ thuất", SURE) == "nghệ thuật"


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("THỦ TỤC HÀNH CHÍNH ĐƯỢC SỬA ĐÓI, BỔ SUNG", "THỦ TỤC HÀNH CHÍNH ĐƯỢC SỬA ĐỔI, BỔ SUNG"),
        ("TRUNG TÂM ĐÓI MỚI SÁNG TẠO QUỐC GIA", "TRUNG TÂM ĐỔI MỚI SÁNG TẠO QUỐC GIA"),
        # a short line of capitals may be a name; small letters are read better
        ("SỬA ĐÓI", "SỬA ĐÓI"),
        ("được sửa đói, bổ sung", "được sửa đói, bổ sung"),
        ("CHƯƠNG TRÌNH GIẢM NGHÈO, CHỐNG ĐÓI KÉM", "CHƯƠNG TRÌNH GIẢM NGHÈO, CHỐNG ĐÓI KÉM"),
    ],
)
def test_the_marks_of_capitals_are_misread_surely(read: str, right: str) -> None:
    assert mend(read, SURE) == right


def test_witnesses_are_never_changed() -> None:
    run = [ReadWord(text=t, confidence=0.5, mendable=False) for t in ("tố", "chức")]
    assert respell(run, load_lexicon()) == ["tố", "chức"]


EVERYDAY = st.sampled_from(
    ["tố", "chức", "sửa", "đôi,", "(kê", "từ)", "NGHỊ", "quyêt", "12/QĐ", "a", "—"]
)


@given(st.lists(st.one_of(EVERYDAY, st.text(max_size=8).map(lambda t: "".join(t.split()) or "x"))))
def test_respelling_changes_accents_only(texts: list[str]) -> None:
    run = [ReadWord(text=t, confidence=DOUBTED, mendable=True) for t in texts]
    found = respell(run, load_lexicon())
    assert len(found) == len(texts)
    for before, after in zip(texts, found, strict=True):
        assert strip_accents(before) == strip_accents(after)


def document_of(*runs: tuple[str, float]) -> list[str]:
    found = respell_by_document([read(text, conf) for text, conf in runs], load_lexicon())
    return [" ".join(texts) for texts in found]


def test_the_document_outvotes_a_doubtful_word() -> None:
    well = ("quảng trường zường bắc", SURE)
    assert document_of(well, well, well, ("zương bắc", DOUBTED))[-1] == "zường bắc"


@pytest.mark.parametrize(
    "runs",
    [
        # read well
        [("zường bắc", SURE)] * 3 + [("zương bắc", SURE)],
        # not often enough
        [("zường bắc", SURE)] * 2 + [("zương bắc", DOUBTED)],
        # both forms stand in the document
        [("zường bắc", SURE)] * 3 + [("zương bắc", SURE), ("zương bắc", DOUBTED)],
        # a name
        [("Zường bắc", SURE)] * 3 + [("Zương bắc", DOUBTED)],
        # a word that follows anything
        [("đề ký", SURE)] * 3 + [("để ký", DOUBTED)],
    ],
)
def test_the_document_is_not_heard(runs: list[tuple[str, float]]) -> None:
    assert document_of(*runs) == [text for text, _ in runs]


SPEAKING = [
    ("tình hình diễn biến phức tạp", {"diễn", "biến"}),
    ("Bộ trưởng, Thủ trưởng cơ quan", {"Thủ"}),
    ("đồng chí Phạm Thị Thanh Trà", {"Phạm", "Thị", "Thanh", "Trà"}),
]


@pytest.mark.parametrize(("text", "words"), SPEAKING)
def test_readings_that_the_neighbours_bear_out(text: str, words: set[str]) -> None:
    run = read(text)
    found = {run[index].text for index in speaks_for_itself(run, load_lexicon())}
    assert words <= found


@pytest.mark.parametrize("text", ["THƯ TRƯỜNG", "tinh Lâm Đông", "thành phô"])
def test_readings_that_nothing_bears_out(text: str) -> None:
    assert speaks_for_itself(read(text), load_lexicon()) == set()


def test_hostile_runs_take_no_time() -> None:
    lexicon: Lexicon = load_lexicon()
    runs = [read("ạ" * 100_000), read("tố chức " * 5_000, DOUBTED), read("( " * 20_000)]
    start = time.process_time()
    for run in runs:
        respell(run, lexicon)
        respell_by_document([run], lexicon)
    assert time.process_time() - start < 20
