"""Encodings from before Unicode: whole tables both ways, fonts, evidence, and every kind of file."""

from __future__ import annotations

import string
import time
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from models.outcome import OutcomeCode
from models.page import FileKind
from models.page import Page
from models.page import PageSource
from models.page import Reading
from models.settings import Settings
from pipeline.reading import read_file
from pipeline.reading.failure import ReadFailure
from pipeline.reading.glyph_table import Font
from pipeline.reading.glyph_table import Glyph
from pipeline.reading.glyph_table import Glyphs
from pipeline.reading.glyphs import GlyphRun
from pipeline.reading.legacy import Encoding
from pipeline.reading.legacy import Scheme
from pipeline.reading.legacy import cased
from pipeline.reading.legacy import decode
from pipeline.reading.legacy import encoding_of_font
from pipeline.reading.legacy import spell
from pipeline.reading.legacy_evidence import choose
from pipeline.reading.legacy_evidence import decode_bytes
from pipeline.reading.legacy_evidence import find_transcoder
from pipeline.reading.legacy_evidence import may_be_legacy
from pipeline.reading.legacy_tables import TABLES
from pipeline.reading.text_layer import read_text_layer
from pipeline.reading.upright import Upright

TCVN3 = Encoding(scheme=Scheme.TCVN3)
TCVN3_CAPITALS = Encoding(scheme=Scheme.TCVN3, capitals=True)
VNI = Encoding(scheme=Scheme.VNI)
CP1258 = Encoding(scheme=Scheme.CP1258)

VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
LOWER = sorted({unicodedata.normalize("NFC", v + t) for v in VOWELS for t in TONES} | {"đ"})
UPPER = [letter.upper() for letter in LOWER]
MARKED = [letter for letter in LOWER if letter not in string.ascii_lowercase]
TO_TCVN3 = {letter: sign for sign, letter in TABLES[Scheme.TCVN3].items()}
# VNI's own capitals have their marks as capitals too; this is what a typist's machine writes.
TO_VNI = {
    letter: signs
    for signs, letter in TABLES[Scheme.VNI].items()
    if all(s.isupper() == letter.isupper() for s in signs)
}
TEXT = (
    "Thực hiện Kế hoạch số 134-KH/TU ngày 17/02/2003 của Ban Thường vụ, đề nghị các cấp uỷ, tổ chức "
    "đảng triển khai thực hiện tốt các nhiệm vụ sau đây. Tăng cường lãnh đạo công tác tư tưởng, ưu "
    "tiên vùng sâu, vùng xa; kỹ thuật nông nghiệp, chế biến, nghĩa vụ quân sự. Gửi kết quả về "
    "thường trực tỉnh uỷ trước ngày 30 tháng 6 (qua văn phòng) để tổng hợp, báo cáo bí thư."
)


def in_tcvn3(text: str) -> str:
    """Encode; toned capitals get the small codes, which a capitals font paints."""
    return "".join(TO_TCVN3.get(c, TO_TCVN3.get(c.lower(), c)) for c in text)


def in_vni(text: str) -> str:
    return "".join(TO_VNI.get(c, c) for c in text)


def in_cp1258(text: str) -> bytes:
    out = []
    for char in text:
        base, tone = char, ""
        for mark in TONES[1:]:
            if mark in unicodedata.normalize("NFD", char):
                tone = mark
                bare = unicodedata.normalize("NFD", char).replace(mark, "")
                base = unicodedata.normalize("NFC", bare)
        out.append((base + tone).encode("cp1258"))
    return b"".join(out)


# ---- tables


def test_tables_are_one_to_one_and_whole() -> None:
    tcvn3 = TABLES[Scheme.TCVN3]
    assert len(set(tcvn3.values())) == len(tcvn3)
    assert sorted(v for v in tcvn3.values() if v.islower()) == sorted(MARKED)
    assert sorted(v for v in tcvn3.values() if v.isupper()) == sorted("ĂÂÊÔƠƯĐ")
    assert sorted(TO_VNI) == sorted([*MARKED, *[m.upper() for m in MARKED]])
    assert len(set(TO_VNI.values())) == len(TO_VNI)


@pytest.mark.parametrize("letter", LOWER)
def test_every_letter_round_trips(letter: str) -> None:
    # alone some signs are bullets or quotes
    assert decode(in_tcvn3("t" + letter), TCVN3) == "t" + letter
    assert decode(in_tcvn3(letter + "t"), TCVN3_CAPITALS) == letter.upper() + "T"
    assert decode(in_vni(letter), VNI) == letter
    assert decode(in_vni(letter.upper()), VNI) == letter.upper()
    for case in (letter, letter.upper()):
        assert decode(in_cp1258(case).decode("cp1252"), CP1258) == case


PRINTED = [
    # TCVN 5712's bytes as printed in its standard, first and last of each row among them
    (0xA1, "Ă"), (0xA7, "Đ"), (0xA8, "ă"), (0xAD, "ư"), (0xAE, "đ"), (0xB5, "à"), (0xB9, "ạ"),
    (0xBE, "ắ"), (0xC6, "ặ"), (0xCB, "ậ"), (0xCC, "è"), (0xD6, "ệ"), (0xD7, "ì"), (0xDE, "ị"),
    (0xDF, "ò"), (0xE9, "ộ"), (0xEE, "ợ"), (0xEF, "ù"), (0xF9, "ự"), (0xFA, "ỳ"), (0xFE, "ỵ"),
]  # fmt: skip


@pytest.mark.parametrize(("byte", "letter"), PRINTED)
def test_tcvn3_bytes(byte: int, letter: str) -> None:
    assert TABLES[Scheme.TCVN3][chr(byte)] == letter


# The sign for ư is a hyphen too in what pdfium hands out, and the syllable tells them apart: ư stands
# in whole syllables here.
LETTERS_AND_FIGURES = st.text(
    st.sampled_from(
        [
            *(letter for letter in LOWER if letter != "ư"),
            *string.ascii_lowercase,
            *string.digits,
            *".,;:()/",
        ]
    ),
    min_size=2,
    max_size=12,
)
WITH_U_HORN = st.sampled_from(
    [
        "thư",
        "lưu",
        "như",
        "tư",
        "sư",
        "dư",
        "nư",
        "cư",
        "trư",
        "xưa",
        "mưa",
        "chưa",
        "đưa",
        "vừa",
        "giữa",
        "của",
        "ưu",
    ]
)


@given(LETTERS_AND_FIGURES | WITH_U_HORN)
def test_words_round_trip(word: str) -> None:
    assert decode(in_tcvn3(word), TCVN3) == word
    assert decode(in_tcvn3(word), TCVN3_CAPITALS) == word.upper()
    assert decode(in_vni(word), VNI) == word
    assert decode(in_vni(word.upper()), VNI) == word.upper()


@given(st.text(max_size=40), st.sampled_from([TCVN3, TCVN3_CAPITALS, VNI, CP1258]))
def test_letters_are_all_used_once(word: str, encoding: Encoding) -> None:
    spelled = spell(word, encoding)
    assert sum(count for count, _ in spelled) == len(word)
    assert all(count > 0 for count, _ in spelled)


WORDS = [
    # (encoding, as read, as printed)
    (TCVN3, "Uû ban nh©n d©n", "Uỷ ban nhân dân"),
    (TCVN3, "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
    (TCVN3, "§iÒu 1. QuyÕt ®Þnh", "Điều 1. Quyết định"),
    # ư as the soft hyphen, or as the hyphen that readers make of it
    (TCVN3, "ph\u00ad¬ng n\u00adíc th\u00ad", "phương nước thư"),
    (TCVN3, "ph-¬ng n-íc th-, -u -íc", "phương nước thư, ưu ước"),
    # and the other way round: an unbreakable hyphen read as the soft one
    (TCVN3, "12\u00adCV/TU BC\u00adTU 5\u00ad6 \u00ad", "12-CV/TU BC-TU 5-6 -"),
    (TCVN3, "CHÝ TH\u00ad tr\u00adng TH\u00ad\u00a5NG", "CHÍ THƯ trưng THƯƠNG"),
    # capitals typed with the capital lock on: toned letters keep their small codes
    (TCVN3, "CéNG HOµ Së TR\u00ad\u00eaNG", "CỘNG HOÀ Sở TRƯỜNG"),
    (TCVN3_CAPITALS, "tØnh uû Hµ Néi", "TỈNH UỶ HÀ NỘI"),
    # other code points for the same signs
    (TCVN3, "v\u03bc x\u2219", "và xã"),
    (VNI, "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    (VNI, "Uûy ban nhaân daân, UÛY BAN NHAÂN DAÂN", "Ủy ban nhân dân, ỦY BAN NHÂN DÂN"),
    (VNI, "quyeát ñònh, thuôû, ñöôïc, Ñieàu", "quyết định, thuở, được, Điều"),
    # what stays
    (TCVN3, "134-KH/TU 17/02/2003 50% A-B CV-TU", "134-KH/TU 17/02/2003 50% A-B CV-TU"),
    (TCVN3, "· « » - – “ ”", "· « » - – “ ”"),
    (TCVN3, "Cao-su trung-du D-N th- -Nh", "Cao-su trung-du D-N thư -Nh"),
    (TCVN3, "Nguyễn Đức tỉnh", "Nguyễn Đức tỉnh"),
    (VNI, "134-KH/TU ban hành Nguyễn", "134-KH/TU ban hành Nguyễn"),
    (VNI, "Đảng bộ", "Đảng bộ"),
]


@pytest.mark.parametrize(("encoding", "read", "printed"), WORDS)
def test_words(encoding: Encoding, read: str, printed: str) -> None:
    assert " ".join(decode(word, encoding) for word in read.split()) == printed


CASES = [
    ("CéNG HOµ X· HéI CHñ NGHÜA", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA"),
    ("Uû BAN NH¢N D¢N", "UỶ BAN NHÂN DÂN"),
    ("UBND X·", "UBND XÃ"),
    # small letters on one side
    ("Uû ban nh©n d©n", "Uỷ ban nhân dân"),
    ("UBND X· Hoµ B×nh", "UBND Xã Hoà Bình"),
    ("Së 12", "Sở 12"),
]


@pytest.mark.parametrize(("read", "printed"), CASES)
def test_capitals_are_told_by_neighbours(read: str, printed: str) -> None:
    words = read.split()
    texts = map(decode, words, cased(words, TCVN3))
    assert " ".join(texts) == printed


# ---- fonts

FONTS = [
    (".VnTime", TCVN3),
    (".VnTimeH", TCVN3_CAPITALS),
    ("ABCDEF+.VnArialH,Bold", TCVN3_CAPITALS),
    (".VnTimeH-BoldItalic", TCVN3_CAPITALS),
    (".VnArial NarrowH", TCVN3_CAPITALS),
    ("#2EVnTime", TCVN3),
    ("VnTime-Bold", TCVN3),
    ("VNI-Times", VNI),
    ("QWERTY+VNI-Helve,Bold", VNI),
    # others
    ("Times New Roman", None),
    ("VNR10", None),
    ("VNF-Comic", None),
    ("UVnTime", None),
    ("Vnexpress", None),
    ("", None),
    (None, None),
    ("." * 5_000, None),
]


@pytest.mark.parametrize(("name", "encoding"), FONTS)
def test_fonts(name: str | None, encoding: Encoding | None) -> None:
    assert encoding_of_font(name) == encoding


# ---- evidence

FRENCH = (
    "L'été dernier, la préfecture a été chargée d'étudier les problèmes liés à la forêt, où l'élève "
    "naît né hélas très tôt, maïs Noël, ça où même être fenêtre, août île cœur, «guillemets»"
)
GERMAN = "für Müller größer schön Öl übel Köln Straße Übung Mädchen hört über ändern Größe süß öde"
SIGNS = (
    "© ® § ¶ · ± µm 10µm 20µm 35µm ¼ ½ ¾ °C m² m³ × ÷ ø16 ø18 ø20 Ø25 «a» ¥100 £20 ¢5 ª º ¬ ¨ ¸ ¹"
)
ENGLISH = (
    "The committee of the whole house; a naïve café façade, résumé, coöperate, Zoë, über, señor"
)
CHOICES = [
    (in_tcvn3(TEXT), None, TCVN3),
    (in_tcvn3(TEXT), TCVN3, TCVN3),
    (in_vni(TEXT), None, VNI),
    (in_vni(TEXT), VNI, VNI),
    # a font that lies about which, and one that lies about that
    (in_vni(TEXT), TCVN3, VNI),
    (in_tcvn3(TEXT), VNI, TCVN3),
    (TEXT, TCVN3, None),
    (TEXT, VNI, None),
    (unicodedata.normalize("NFD", TEXT), VNI, None),
    # a short heading is decoded by its font only
    ("Sè 12", TCVN3, TCVN3),
    ("Sè 12", None, None),
    ("Soá:", VNI, VNI),
    ("12/2003", TCVN3, TCVN3),
    # no legacy
    (TEXT, None, None),
    (TEXT.upper(), None, None),
    (FRENCH, None, None),
    (GERMAN, None, None),
    (ENGLISH, None, None),
    (SIGNS, None, None),
    ("µm " * 200, None, None),
    ("hoà khoá toán loá xoá ngoá đoá", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("text", "named", "encoding"), CHOICES)
def test_choice_by_font_and_words(
    text: str, named: Encoding | None, encoding: Encoding | None
) -> None:
    assert choose(text.split(), named) == encoding


def test_cheap_look() -> None:
    assert may_be_legacy(Counter(in_tcvn3(TEXT)))
    assert may_be_legacy(Counter(in_vni(TEXT)))
    assert not may_be_legacy(Counter(TEXT))
    assert not may_be_legacy(Counter(TEXT.upper() + ENGLISH[:30]))
    assert not may_be_legacy({})


@pytest.mark.parametrize("text", [TEXT, FRENCH, GERMAN, ENGLISH, SIGNS, "", "\n" * 50])
def test_unicode_text_needs_no_transcoder(text: str) -> None:
    assert find_transcoder(text) is None


@given(st.text(st.sampled_from([*LOWER, *UPPER, " ", "\n", "n", "g", "t", "h", "c"]), max_size=300))
def test_unicode_letters_are_never_decoded(text: str) -> None:
    transcoder = find_transcoder(text)
    assert transcoder is None or not transcoder.fits(["Nguyễn", "đức"])


# ---- plain text


def read_bytes(tmp_path: Path, data: bytes) -> Reading:
    (tmp_path / "a.txt").write_bytes(data)
    return read_file(tmp_path / "a.txt", Settings())


def text_of(page: Page) -> str:
    return " ".join(word.text for word in page.words)


FILES = [
    (in_tcvn3(TEXT).encode("cp1252"), "legacy-tcvn3"),
    (in_vni(TEXT).encode("cp1252"), "legacy-vni"),
    (in_cp1258(TEXT), "legacy-cp1258"),
    # a converter took the bytes for Latin letters
    (in_tcvn3(TEXT).encode(), "legacy-tcvn3"),
    (in_vni(TEXT).encode(), "legacy-vni"),
]


@pytest.mark.parametrize(("data", "note"), FILES)
def test_text_files(tmp_path: Path, data: bytes, note: str) -> None:
    reading = read_bytes(tmp_path, data)
    (page,) = reading.pages
    assert reading.kind is FileKind.TEXT
    assert text_of(page) == TEXT
    assert page.notes == (note,)
    assert page.health == 1.0
    name = note.replace("-", ".")
    for word in page.words:
        decoded = word.repair is not None
        assert (word.repair, word.confidence) == ((name, 0.95) if decoded else (None, 1.0))
        assert (word.raw is not None) is decoded
    assert {w.text for w in page.words if w.repair is None} >= {"134-KH/TU", "17/02/2003", "30"}
    first = page.words[0]
    assert first.text == "Thực"
    assert first.raw == ("Thùc" if "tcvn3" in note else first.raw)


REFUSED = [
    # too few words to be sure of
    in_tcvn3(" ".join(TEXT.split()[:30])).encode("cp1252"),
    # a tenth of the words come out wrong
    (in_tcvn3(TEXT) + " \u00e9t\u00e9 stra\u00dfe \u00fcberall" * 6).encode("cp1252"),
    (FRENCH * 5).encode("cp1252"),
    (GERMAN * 5).encode("cp1252"),
    (ENGLISH * 5).encode("cp1252"),
    # no marks: nothing that tells an encoding
    ("ban hanh kem theo " * 50 + "caf\u00e9").encode("cp1252"),
    # a byte that code page has not
    in_tcvn3(TEXT).encode("cp1252") + b"\x81",
    in_tcvn3(TEXT).encode("cp1252") + b"\x00",
    TEXT.encode("utf-8") * 3 + b"\xff",
    "Приказ по министерству".encode("koi8-r") * 30,
    bytes(range(0x80, 0x100)) * 40,
]


@pytest.mark.parametrize("data", REFUSED)
def test_other_bytes_are_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ReadFailure) as caught:
        read_bytes(tmp_path, data)
    assert caught.value.code in {OutcomeCode.NOT_TEXT, OutcomeCode.NOT_A_DOCUMENT}


def test_legacy_heading_above_unicode_body(tmp_path: Path) -> None:
    heading = "Céng hoµ x· héi chñ nghÜa ViÖt Nam\n§éc lËp - Tù do - H¹nh phóc\n\n"
    (page,) = read_bytes(tmp_path, (heading + TEXT * 3 + "\nhoà khoá có và").encode()).pages
    text = text_of(page)
    assert text.startswith(
        "Cộng hoà xã hội chủ nghĩa Việt Nam Độc lập - Tự do - Hạnh phúc Thực hiện"
    )
    assert text.endswith("hoà khoá có và")
    assert {w.text for w in page.words if w.repair} <= set(text.split()[:16])


def test_marks_and_tables_in_legacy_text(tmp_path: Path) -> None:
    source = (
        f"**{in_tcvn3('quyết định')}**\n\n{in_tcvn3(TEXT)}\n\nSTT\tNéi dung\tC¬ quan\n1\tViÖc\tSë"
    )
    (page,) = read_bytes(tmp_path, source.encode()).pages
    assert [(w.text, w.raw, w.bold) for w in page.words[:2]] == [
        ("quyết", "**quyÕt", True),
        ("định", "®Þnh**", True),
    ]
    (table,) = page.tables
    assert [c.text for c in table.cells] == ["STT", "Nội dung", "Cơ quan", "1", "Việc", "Sở"]


# ---- Word files


def read_docx_runs(tmp_path: Path, runs: list[tuple[str | None, str]], **looks: Any) -> Page:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for font, text in runs:
        run = paragraph.add_run(text)
        if font is not None:
            run.font.name = font
        run.font.all_caps = looks.get("all_caps")
    document.save(str(tmp_path / "a.docx"))
    return read_file(tmp_path / "a.docx", Settings()).pages[0]


def test_docx_runs_by_font(tmp_path: Path) -> None:
    page = read_docx_runs(
        tmp_path,
        [
            (".VnTimeH", "tØnh uû Hµ Néi "),
            (".VnTime", "Sè 12 ngµy "),
            ("VNI-Times", "quyeát ñònh, "),
            (None, "của Bộ hoà §5 là té "),
            (".VnTime", "nh©"),
            (".VnTime", "n d©n"),
            # a font that lies
            (".VnTime", " đề nghị hoà té"),
        ],
    )
    assert text_of(page) == (
        "TỈNH UỶ HÀ NỘI Số 12 ngày quyết định, của Bộ hoà §5 là té nhân dân đề nghị hoà té"
    )
    assert page.notes == ("legacy-tcvn3", "legacy-vni")
    changed = {w.text: (w.raw, w.repair) for w in page.words if w.repair}
    assert changed["TỈNH"] == ("tØnh", "legacy.tcvn3")
    assert changed["định,"] == ("ñònh,", "legacy.vni")
    assert changed["nhân"] == ("nh©n", "legacy.tcvn3")
    assert "hoà" not in changed
    assert "12" not in changed


def test_docx_capitals_come_after_decoding(tmp_path: Path) -> None:
    page = read_docx_runs(tmp_path, [(".VnTime", "uû ban nh©n d©n vµ ®¬n vÞ")], all_caps=True)
    assert text_of(page) == "UỶ BAN NHÂN DÂN VÀ ĐƠN VỊ"
    assert page.words[2].raw == "nh©n"


def test_docx_font_of_the_style(tmp_path: Path) -> None:
    document = docx.Document()
    document.styles["Normal"].font.name = ".VnTime"
    fonts = document.styles["Normal"].element.rPr.rFonts
    fonts.set(qn("w:hAnsi"), ".VnTime")
    document.add_paragraph(in_tcvn3(TEXT))
    document.save(str(tmp_path / "a.docx"))
    (page,) = read_file(tmp_path / "a.docx", Settings()).pages
    assert text_of(page) == TEXT


# ---- PDF


def make_pdf(path: Path, lines: list[tuple[str, str]]) -> Path:
    """Write a page with a line for each (font name, text in Windows' Latin characters)."""
    fonts = list(dict.fromkeys(font for font, _ in lines))
    content = b""
    for row, (font, text) in enumerate(lines):
        shown = text.encode("cp1252")
        for char in (b"\\", b"(", b")"):
            shown = shown.replace(char, b"\\" + char)
        place = f"BT /F{fonts.index(font)} 12 Tf 40 {790 - 18 * row} Td (".encode()
        content += place + shown + b") Tj ET\n"
    names = " ".join(f"/F{i} {i + 5} 0 R" for i in range(len(fonts)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << {names} >> >> >>".encode(),
        b"<< /Length %d >>\nstream\n" % len(content) + content + b"endstream",
        *[
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>".encode()
            for font in fonts
        ],
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end.encode()
    path.write_bytes(out)
    return path


def lines_of(text: str, words: int = 9) -> list[str]:
    found = text.split()
    return [" ".join(found[i : i + words]) for i in range(0, len(found), words)]


def read_pdf_lines(tmp_path: Path, lines: list[tuple[str, str]]) -> Page:
    return read_file(make_pdf(tmp_path / "a.pdf", lines), Settings()).pages[0]


PDF_FONTS = [
    (".VnTime", in_tcvn3, "legacy-tcvn3"),
    ("VNI-Times", in_vni, "legacy-vni"),
    # names that say nothing, and one that lies
    ("ABCDEF+F1", in_tcvn3, "legacy-tcvn3"),
    ("ABCDEF+F1", in_vni, "legacy-vni"),
    ("VNI-Times", in_tcvn3, "legacy-tcvn3"),
]


@pytest.mark.parametrize(("font", "encode", "note"), PDF_FONTS)
def test_pdf_pages(tmp_path: Path, font: str, encode: Any, note: str) -> None:
    page = read_pdf_lines(tmp_path, [(font, encode(line)) for line in lines_of(TEXT)])
    assert page.source is PageSource.TEXT_LAYER
    assert page.health == 1.0
    assert page.notes == (note,)
    assert text_of(page) == TEXT
    word = next(w for w in page.words if w.text == "nghị")
    assert (word.raw, word.repair, word.confidence) == (
        encode("nghị"),
        note.replace("-", "."),
        0.95,
    )
    plain = next(w for w in page.words if w.text == "134-KH/TU")
    assert (plain.raw, plain.repair, plain.confidence) == (None, None, 1.0)


def test_pdf_boxes_keep_to_their_words(tmp_path: Path) -> None:
    text = "nhân dân được quyết định"
    lines = [("VNI-Times", in_vni(text)), *[("VNI-Times", in_vni(ln)) for ln in lines_of(TEXT)]]
    page = read_pdf_lines(tmp_path, lines)
    boxes = [w.box for w in page.words[:5]]
    assert [w.text for w in page.words[:5]] == text.split()
    assert all(b is not None for b in boxes)
    edges = [(b.x0, b.x1) for b in boxes if b is not None]
    assert all(a[1] < b[0] for a, b in pairwise(edges))
    assert edges[0][0] == pytest.approx(40, abs=1)


def test_pdf_capitals_font_above_small_letters(tmp_path: Path) -> None:
    lines = [(".VnTimeH", in_tcvn3("cộng hoà xã hội chủ nghĩa việt nam"))]
    lines += [(".VnTime", in_tcvn3(line)) for line in lines_of(TEXT)]
    page = read_pdf_lines(tmp_path, lines)
    assert text_of(page) == "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM " + TEXT


def test_pdf_in_french_is_left_alone(tmp_path: Path) -> None:
    page = read_pdf_lines(
        tmp_path, [("Helvetica", "Le décret relatif à l'été"), ("Helvetica", "né")]
    )
    assert text_of(page) == "Le décret relatif à l'été né"
    assert page.notes == ()
    assert all(w.repair is None for w in page.words)


def glyphs(text: str, font: str, *, x: float = 50.0) -> list[Glyph]:
    look = Font(size_pt=14.0, bold=False, italic=False, visible=True, angle=0, name=font)
    return [
        Glyph(c, x + 7 * i, x + 7 * i + 7, x + 7 * i, x + 7 * i + 7, 90.0, 100.0, 100.0, look)
        for i, c in enumerate(text)
    ]


def words_of(*runs: list[Glyph]) -> list[tuple[str, str | None, str | None]]:
    upright = Upright(left=0, bottom=0, right=595, top=842, degrees=0)
    run = GlyphRun(glyphs=Glyphs.of(g for glyphs in runs for g in glyphs), upright=upright)
    return [(w.text, w.raw, w.repair) for w in read_text_layer(run).words]


def test_painted_soft_hyphen_is_a_letter_in_one_font_and_a_hyphen_in_others() -> None:
    legacy = glyphs("n\u00adíc", ".VnTime")
    assert words_of(legacy) == [("nước", "n\u00adíc", "legacy.tcvn3")]
    assert words_of(glyphs("12\u00adCV/TU", "Times")) == [("12-CV/TU", None, None)]
    assert words_of(glyphs("12\u00adCV/TU", ".VnTime")) == [
        ("12-CV/TU", "12\u00adCV/TU", "legacy.tcvn3")
    ]


def test_a_word_over_two_fonts_is_decoded_in_one_of_them() -> None:
    found = words_of(glyphs("vµ", ".VnTime"), glyphs("§5", "Times", x=64.0))
    assert "".join(text for text, _, _ in found) == "và§5"
    apart = words_of(glyphs("h\u00e9i", ".VnTime"), glyphs("t\u00e9p", "Times", x=120.0))
    assert apart == [("hội", "héi", "legacy.tcvn3"), ("tép", None, None)]


# ---- hostile input

HOSTILE = [
    "©" * 200_000,
    "a-" * 100_000,
    "aù" * 100_000,
    "\u00ad" * 100_000,
    "µ " * 100_000,
    ("x·\n" * 60_000),
    "".join(f"nh©{i} " for i in range(30_000)),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_takes_no_time(text: str) -> None:
    start = time.process_time()
    find_transcoder(text)
    decode_bytes(text.encode("cp1252"))
    choose(text.split(), TCVN3)
    assert time.process_time() - start < 5
