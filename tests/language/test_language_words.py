"""Words as spans over syllables, the table of phrases, parts of speech."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from spacy.language import Language

from extractors.authority_rules import authority_rules
from models.folding import fold
from pipeline.language import crf
from pipeline.language.phrases import PhraseTable
from pipeline.language.phrases import load_phrases


@pytest.mark.parametrize(
    ("text", "segmented"),
    [
        ("Ban Thường vụ Thành ủy", "Ban_Thường_vụ Thành_ủy"),
        (
            "Căn cứ Kế hoạch số 134-KH/TU ngày 17/02/2023",
            "Căn_cứ Kế_hoạch số 134-KH/TU ngày 17/02/2023",
        ),
        ("theo Công văn số 1021 - CV/VPTU", "theo Công_văn số 1021-CV/VPTU"),
        ("Đảng đoàn Hội đồng nhân dân tỉnh", "Đảng_đoàn Hội_đồng_nhân_dân tỉnh"),
        ("T/M BAN THƯỜNG VỤ", "T/M BAN_THƯỜNG_VỤ"),
        ("khóa XVII họp", "khóa XVII họp"),
        ("đạt 85,5% kế hoạch", "đạt 85,5% kế_hoạch"),
        ("trong quý II/2024", "trong quý II/2024"),
    ],
)
def test_words_are_joined_by_underscores(nlp: Language, text: str, segmented: str) -> None:
    assert nlp(text)._.segmented == segmented


def test_the_table_of_phrases_keeps_its_examples(nlp: Language) -> None:
    for group in load_phrases().phrases:
        for text, expected in group.matches:
            assert nlp(text)._.segmented == expected
        for text, word in group.rejects:
            words = {fold(span.text) for span in nlp(text)._.words}
            assert fold(word) not in words


def test_every_phrase_is_one_word_in_any_spelling(nlp: Language) -> None:
    for group in load_phrases().phrases:
        for phrase in group.words:
            for text in (phrase, phrase.upper(), phrase.title(), phrase.replace("ủy", "uỷ")):
                assert nlp(text)._.segmented == text.replace(" ", "_")


def test_a_slip_in_the_table_is_refused() -> None:
    with pytest.raises(ValueError, match="extra"):
        PhraseTable.model_validate(
            {"phrases": [], "abbreviations": [], "numeral_leads": [], "phrasse": []}
        )


def test_words_are_spans_that_cover_every_token_once(nlp: Language) -> None:
    doc = nlp("Giao Văn phòng  rà soát hồ sơ.\nCác chi bộ báo cáo trước ngày 30/6/2024./.")
    covered = [i for word in doc.spans["words"] for i in range(word.start, word.end)]
    assert len(covered) == len(set(covered))
    assert {i for i in range(len(doc)) if not doc[i].is_space} <= set(covered)


def test_the_text_itself_is_never_rewritten(nlp: Language) -> None:
    text = "Uỷ ban khoá XVII, thuỷ lợi, hoà bình"
    doc = nlp(text)
    assert doc.text == text
    assert doc.spans["words"][0].text == "Uỷ ban"


def test_parts_of_speech_are_made_when_asked_for(nlp: Language) -> None:
    doc = nlp("Văn phòng báo cáo Thường trực Huyện ủy.")
    tags = {word.text: word._.pos for word in doc.spans["words"]}
    assert tags["Văn phòng"] == "N"
    assert tags["báo cáo"] == "V"
    assert tags["."] == "CH"
    assert doc[1:2]._.pos is None


def test_words_are_made_when_asked_for(bare: Language) -> None:
    doc = bare("Ban Thường vụ họp")
    assert "words" not in doc.spans
    assert [word.text for word in doc._.words] == ["Ban Thường vụ", "họp"]


def test_a_panic_of_the_native_part_is_shielded(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Panic(BaseException):
        """As the native part raises it: no `Exception`."""

    class Tagger:
        def predict(self, tokens: list[list[str]]) -> list[str]:
            raise Panic

    monkeypatch.setattr(crf, "_load", lambda model: Tagger())
    with pytest.raises(crf.TaggingFailed):
        crf.tag_words(["Ban"])
    doc = nlp("Ban Thường vụ rà soát")
    assert [word.text for word in doc.spans["words"]] == ["Ban Thường vụ", "rà", "soát"]
    assert doc.spans["words"][0]._.pos == "X"


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, SystemExit])
def test_interrupts_pass_the_shield(
    monkeypatch: pytest.MonkeyPatch, interrupt: type[BaseException]
) -> None:
    class Tagger:
        def predict(self, tokens: list[list[str]]) -> list[str]:
            raise interrupt

    monkeypatch.setattr(crf, "_load", lambda model: Tagger())
    with pytest.raises(interrupt):
        crf.tag_words(["Ban"])


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_cut_into_words(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert [w._.pos is not None for w in doc.spans["words"]] == [True] * len(doc.spans["words"])


@pytest.mark.slow
def test_neither_pyvi_nor_a_network_is_needed_and_underthesea_is_loaded_late() -> None:
    program = (
        "import socket, sys\n"
        "def closed(*a, **k): raise OSError('closed')\n"
        "socket.socket.connect = closed\n"
        "sys.modules['pyvi'] = None\n"
        "from pipeline.language import build_nlp\n"
        "doc = build_nlp(words=False, extractors=False)('Ban Thường vụ họp')\n"
        "assert 'underthesea' not in sys.modules\n"
        "assert doc._.segmented == 'Ban_Thường_vụ họp', doc._.segmented\n"
        "assert 'sklearn' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=120)


def test_names_of_bodies_are_cut_at_their_joints(nlp: Language) -> None:
    """No word of a body's name crosses «và», and the noun of its kind stands alone."""
    rules = authority_rules()
    names = [row.name for group in (*rules.named, *rules.local) for row in group.bodies if row.name]
    for name in names:
        words = nlp(f"Giao {name} thực hiện nhiệm vụ này.")._.segmented.split()
        assert all(word == "và" or "và" not in word.split("_") for word in words), name
        if name.startswith(("Sở ", "Bộ Tư", "Bộ Y", "Cục ", "Hội N")):
            assert words[1] == name.split()[0], name


def test_abbreviations_of_bodies_stay_whole(nlp: Language) -> None:
    for word in authority_rules().abbreviations.words:
        if word != "&":
            assert f" {word} " in nlp(f"Giao {word} tỉnh thực hiện.")._.segmented, word
    # in a line of capitals the same letters are a syllable
    assert "TU" in nlp("DỰ ÁN TU BỔ DI TÍCH")._.segmented.replace("_", " ").split()


def test_a_province_with_a_dash_is_one_word(nlp: Language) -> None:
    assert "Bà_Rịa_-_Vũng_Tàu" in nlp("UBND tỉnh Bà Rịa - Vũng Tàu báo cáo.")._.segmented
    assert "Bà_Rịa_" not in nlp("Bà Rịa, Vũng Tàu")._.segmented
