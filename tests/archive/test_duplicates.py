"""Documents that seem to be one: found, named on both sides, the same whatever came first."""

from __future__ import annotations

import csv
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.sentence import SentenceRow
from models.values import BodyName
from pipeline.archive import Archive
from pipeline.archive import export
from pipeline.archive.duplicates import find_duplicates
from pipeline.archive.ledger_report import ledger_status
from pipeline.archive.likeness import MOST_BITS
from pipeline.archive.likeness import bits_between
from pipeline.archive.likeness import likeness
from pipeline.archive.likeness import mark_of
from pipeline.archive.likeness import pieces_of

# Fictional text; folded it has more than a hundred different words.
TEXT = (
    "Thực hiện chương trình công tác năm, Ban Thường vụ Đảng uỷ yêu cầu các chi bộ trực thuộc tổ chức "
    "quán triệt đầy đủ nội dung nghị quyết, phân công đảng viên phụ trách từng thôn, rà soát hồ sơ đất "
    "đai còn tồn đọng, hướng dẫn nhân dân kê khai trên cổng dịch vụ, bảo đảm hoàn thành trước thời hạn. "
    "Văn phòng tổng hợp kết quả hằng tuần, tham mưu lịch kiểm tra, chuẩn bị hội trường, âm thanh, tài "
    "liệu cho hội nghị sơ kết; khó khăn vướng mắc phản ánh kịp thời để xem xét chỉ đạo tháo gỡ ngay."
)
OTHER = (
    "Phòng Kinh tế trình phương án sửa chữa tuyến kênh mương nội đồng, dự toán kinh phí lấy từ nguồn sự "
    "nghiệp thuỷ lợi, thi công ngoài vụ gieo cấy; giám sát cộng đồng gồm trưởng ấp, đại diện mặt trận và "
    "ba hộ hưởng lợi. Nhà thầu chịu trách nhiệm bảo hành mười hai tháng kể từ ngày nghiệm thu bàn giao."
)


def sentences(text: str) -> list[SentenceRow]:
    return [SentenceRow(n=1, zone="body", page=1, text=text)]


def misread(text: str, every: int) -> str:
    words = text.split()
    return " ".join(f"zz{n}" if n % every == every - 1 else word for n, word in enumerate(words))


@pytest.fixture
def put(archive, make_record, make_entry):
    def _put(seed: str, text: str = TEXT, place: Archive | None = None, **fields: object) -> None:
        body = fields.pop("body", None)
        record = make_record(seed=seed, subject=seed, **fields)
        if body is not None:
            name = BodyName(**{**dict(record.issuing_body), "value": body})
            record = record.model_copy(update={"issuing_body": name})
        (place or archive).store(record, make_entry(record), sentences(text))

    return _put


def pairs(archive: Archive) -> set[tuple[str, str, str]]:
    with archive.reading() as connection:
        found = find_duplicates(connection)
    return {(pair.source_name, pair.kind.value, pair.other_name) for pair in found}


def both(kind: str) -> set[tuple[str, str, str]]:
    return {("a.pdf", kind, "b.pdf"), ("b.pdf", kind, "a.pdf")}


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        ({}, "same-number"),
        ({"text": OTHER}, "same-number"),
        ({"body": "ĐẢNG ỦY XÃ THANH HÀ"}, "same-number"),
        ({"number": None}, "near-identical"),
        ({"issued_on": None}, "near-identical"),
        ({"number": None, "issued_on": None, "text": misread(TEXT, 20)}, "near-identical"),
        # No duplicates: a form letter, another day, another issuer, another text, a poor reading.
        ({"number": "08"}, None),
        ({"issued_on": "2025-04-05"}, None),
        ({"number": "08", "issued_on": None}, None),
        ({"text": OTHER, "body": "Đảng uỷ xã Bình An"}, None),
        ({"number": None, "text": OTHER}, None),
        ({"number": None, "text": misread(TEXT, 3)}, None),
        ({"number": None, "text": TEXT + " " + OTHER}, None),
        ({"number": None, "text": "Báo cáo."}, None),
    ],
)
def test_what_repeats_what(put, archive, other, kind) -> None:
    put("a")
    put("b", **other)
    assert pairs(archive) == (both(kind) if kind else set())


def test_short_texts_are_the_same_by_number_alone(put, archive) -> None:
    put("a", text="Báo cáo.")
    put("b", text="Báo cáo.")
    with archive.reading() as connection:
        (first, _) = find_duplicates(connection)
    assert (first.kind, first.similarity, first.other_reference) == (
        "same-number",
        None,
        "07-CV/ĐU",
    )


def test_the_order_of_reading_leaves_no_trace(put, tmp_path) -> None:
    given_ = {
        "a": {},
        "b": {"text": misread(TEXT, 25)},
        "c": {"number": None},
        "d": {"number": "09", "text": OTHER},
    }
    seen = set()
    for order in itertools.permutations(given_):
        out = tmp_path / "".join(order)
        with Archive.open(tmp_path / f"{out.name}.sqlite3") as place:
            for seed in order:
                put(seed, place=place, **given_[seed])
            export(place, "csv", out)
            tables = sorted((path.name, path.read_bytes()) for path in out.iterdir())
        seen.add(tuple(tables))
    assert len(seen) == 1


def test_reading_again_brings_the_pairs_up_to_date(put, archive) -> None:
    put("a")
    put("b")
    put("b", number="31")
    assert pairs(archive) == set()
    put("b")
    put("b")
    assert pairs(archive) == both("same-number")
    assert archive.count("duplicates") == 2


def test_a_secret_paper_takes_its_pairs_with_it(put, archive, make_record, make_entry) -> None:
    put("a")
    put("b")
    secret = make_record(seed="b", code="secret")
    archive.store(secret, make_entry(secret))
    assert pairs(archive) == set()
    assert {row[0] for row in archive.query("SELECT document_id FROM text_marks").rows} == {
        row[0] for row in archive.query("SELECT id FROM documents").rows
    }


def test_a_copy_names_what_it_copies(put, archive, make_record, make_entry, tmp_path) -> None:
    put("a")
    copy = make_record(seed="a", name="bản sao.pdf")
    entry = archive.store(copy, make_entry(copy))
    assert entry.message.endswith("«a.pdf»")
    assert pairs(archive) == {("bản sao.pdf", "same-bytes", "a.pdf")}
    export(archive, "csv", tmp_path / "out")
    rows = list(csv.DictReader((tmp_path / "out" / "ledger.csv").open(encoding="utf-8-sig")))
    assert [row["same_bytes_as"] for row in rows] == ["", "a.pdf"]
    assert archive.query("SELECT code FROM to_review WHERE code LIKE 'dup%'").rows == ()


def test_people_see_it_everywhere(put, archive, tmp_path) -> None:
    put("a", access=["Lưu hành nội bộ"])
    put("b")
    seen = archive.query(
        "SELECT source_name, code, message FROM to_review WHERE code LIKE 'dup%' ORDER BY 1"
    ).rows
    assert [row[:2] for row in seen] == [
        ("a.pdf", "duplicate.same-number"),
        ("b.pdf", "duplicate.same-number"),
    ]
    assert "«b.pdf»" in seen[0][2]
    listed = archive.query("SELECT source_name, other_source_name FROM duplicate_files").rows
    assert set(listed) == {("a.pdf", "b.pdf"), ("b.pdf", "a.pdf")}
    with archive.reading() as connection:
        assert len(ledger_status(connection).duplicates) == 2
    export(archive, "csv", tmp_path / "out")
    rows = list(csv.DictReader((tmp_path / "out" / "duplicates.csv").open(encoding="utf-8-sig")))
    assert {row["other_source_name"] for row in rows} == {"a.pdf", "b.pdf"}
    assert {row["access"] for row in rows} == {"", "Lưu hành nội bộ"}


def test_only_the_files_that_are_asked_for(put, archive, make_record) -> None:
    put("a")
    put("b")
    put("c", number="31", text=OTHER)
    hashes = [make_record(seed=seed).source.sha256 for seed in ("a", "c", "unknown")]
    with archive.reading() as connection:
        assert [pair.source_name for pair in find_duplicates(connection, hashes)] == ["a.pdf"]
        assert find_duplicates(connection, []) == ()


def test_a_mark_is_the_same_in_every_process() -> None:
    mark = mark_of(" ".join(f"tu{n % 37} van{n % 11}" for n in range(60)))
    assert mark is not None
    assert (mark.words, mark.simhash) == (120, "520556289e44564d")
    assert mark_of("mot hai ba") is None


@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63), max_size=MOST_BITS))
def test_near_marks_share_a_piece(bits, flipped) -> None:
    other = bits
    for bit in flipped:
        other ^= 1 << bit
    first, second = f"{bits:016x}", f"{other:016x}"
    assert bits_between(first, second) == len(flipped)
    assert set(pieces_of(first)) & set(pieces_of(second))


@given(st.text("ab ", max_size=40), st.text("abc ", max_size=40))
def test_likeness_is_a_share_and_symmetric(first, second) -> None:
    assert 0.0 <= likeness(first, second) == likeness(second, first) <= 1.0
    assert likeness(first, first) == (1.0 if first.split() else 0.0)
