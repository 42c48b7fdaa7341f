"""Read-only SQL and search."""

from __future__ import annotations

import sqlite3
import time

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from pipeline.archive import QueryError
from pipeline.archive import QueryRefusedError
from pipeline.archive import QueryTimeoutError
from pipeline.archive.full_text import search_terms


@pytest.fixture
def filled(archive, make_record, make_entry, some_sentences):
    for seed in "abc":
        record = make_record(seed=seed, number=seed, access=["Lưu hành nội bộ"])
        archive.store(record, make_entry(record), some_sentences if seed == "a" else ())
    return archive


def test_columns_and_rows(filled) -> None:
    result = filled.query("SELECT number, pages FROM documents ORDER BY number")
    assert result.columns == ("number", "pages")
    assert result.rows == (("a", 4), ("b", 4), ("c", 4))
    assert not result.truncated


def test_the_row_limit_tells_that_there_is_more(filled) -> None:
    result = filled.query("SELECT number FROM documents ORDER BY number", max_rows=2)
    assert (len(result.rows), result.truncated) == (2, True)
    assert not filled.query("SELECT number FROM documents", max_rows=3).truncated


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM documents",
        "UPDATE ledger SET message = ''",
        "INSERT INTO archive_info VALUES ('a', 'b')",
        "DROP TABLE documents",
        "CREATE TABLE x (y)",
        "CREATE TEMP TABLE x (y)",
        "ATTACH DATABASE '/etc/passwd' AS other",
        "DETACH DATABASE main",
        "PRAGMA query_only = OFF",
        "PRAGMA journal_mode = DELETE",
        "VACUUM INTO '/dev/null'",
        "SELECT load_extension('x')",
        "SELECT 1; DELETE FROM documents",
        "BEGIN IMMEDIATE",
        "WITH x AS (SELECT 1) DELETE FROM documents",
        "INSERT INTO text_index(text_index) VALUES ('delete-all')",
    ],
)
def test_nothing_can_be_changed(filled, archive_file, sql) -> None:
    before = archive_file.read_bytes()
    with pytest.raises(QueryError):
        filled.query(sql)
    assert filled.count("documents") == 3
    assert archive_file.read_bytes() == before


@pytest.mark.parametrize("sql", ["DELETE FROM documents", "ATTACH DATABASE 'x' AS y"])
def test_a_refused_query_says_so(filled, sql) -> None:
    with pytest.raises(QueryRefusedError):
        filled.query(sql)


@pytest.mark.parametrize(
    "sql", ["", "SELEC 1", "SELECT nothing FROM documents", "\ud800", "a\x00b"]
)
def test_bad_sql_is_a_query_error(filled, sql) -> None:
    with pytest.raises(QueryError):
        filled.query(sql)


def test_a_query_without_end_is_stopped(filled) -> None:
    began = time.monotonic()
    with pytest.raises(QueryTimeoutError):
        filled.query(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
            timeout_s=0.2,
        )
    assert time.monotonic() - began < 20


def test_a_value_without_bound_is_refused(filled) -> None:
    with pytest.raises(QueryError):
        filled.query("SELECT zeroblob(900000000)")


def test_full_text_can_be_used_in_sql(filled) -> None:
    sql = "SELECT count(*) FROM text_index WHERE text_index MATCH 'chuyen'"
    assert filled.query(sql).rows == ((3,),)


def test_pragmas_that_only_show_are_allowed(filled) -> None:
    names = {row[1] for row in filled.query("PRAGMA table_info(documents)").rows}
    assert {"id", "reference_number", "issued_on"} <= names


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("chuyển đổi số", 3),
        ("CHUYEN DOI SO", 3),
        ("Đảng ủy", 3),
        ("dang uy", 3),
        ('"đẩy mạnh"', 3),
        ('"mạnh đẩy"', 0),
        ("Tỉnh uỷ", 1),
        ("b-CV/ĐU", 1),
        ("chỉ tiêu thứ hai", 3),
        ("không có trong văn bản nào", 0),
        ("", 0),
        ("%", 0),
        ('_ * " ( ) OR', 0),
        ("NEAR(a b)", 0),
        ('chuyển AND "', 0),
    ],
)
def test_search(filled, query, hits) -> None:
    assert len(filled.search(query)) == hits


@pytest.mark.parametrize(
    "query", ["chuyển đổi số", "dang uy", '"đẩy mạnh"', "Tỉnh uỷ", "b-CV/ĐU", "%", "vắng mặt"]
)
def test_search_without_an_index_finds_the_same(filled, archive_file, query) -> None:
    with_index = {hit.document_id for hit in filled.search(query)}
    with sqlite3.connect(archive_file) as connection:
        connection.execute("DROP TABLE text_index")
    assert {hit.document_id for hit in filled.search(query)} == with_index


def test_a_hit_says_where(filled) -> None:
    hits = filled.search("theo dõi chuyển đổi")
    (hit,) = [hit for hit in hits if hit.reference_number == "a-CV/ĐU"]
    assert hit.page == 2
    assert hit.sentence == "Giao Văn phòng Đảng uỷ theo dõi việc chuyển đổi số."
    assert hit.access == "Lưu hành nội bộ"


def test_the_limit_of_hits_holds(filled) -> None:
    assert len(filled.search("chuyển", limit=2)) == 2


def test_terms_are_bounded() -> None:
    assert len(search_terms("a " * 100_000)) == 32
    assert search_terms('"' * 100_000) == []


@given(st.text(max_size=60))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_query_text_breaks_search(filled, query) -> None:
    assert len(filled.search(query)) <= 3
