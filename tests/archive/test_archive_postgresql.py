"""The tables and statements compile for PostgreSQL; a real server is used where one is named."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import Text
from sqlalchemy import create_engine
from sqlalchemy import create_mock_engine
from sqlalchemy import make_url
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateIndex
from sqlalchemy.schema import CreateTable

from pipeline.archive import Archive
from pipeline.archive import QueryError
from pipeline.archive import QueryRefusedError
from pipeline.archive import export
from pipeline.archive import schema
from pipeline.archive.audit_check import check_audit

SERVER = os.environ.get("VANTHU_TEST_POSTGRESQL")
PORTABLE = ("TEXT", "INTEGER", "SERIAL", "FLOAT", "BOOLEAN", "DATE")


@pytest.mark.parametrize("table", schema.METADATA.sorted_tables, ids=lambda table: table.name)
def test_tables_compile(table) -> None:
    sql = str(CreateTable(table).compile(dialect=postgresql.dialect()))
    columns = [
        line.split()[1].rstrip(",") for line in sql.splitlines()[2:] if line.startswith("\t")
    ]
    types = [word for word in columns if word in PORTABLE]
    assert len(types) >= len(table.columns)
    for index in table.indexes:
        assert "CREATE INDEX" in str(CreateIndex(index).compile(dialect=postgresql.dialect()))


@pytest.mark.parametrize("table", schema.METADATA.sorted_tables, ids=lambda table: table.name)
def test_long_text_is_never_indexed(table) -> None:
    short = {"sha256", "reference_folded", "type_code", "code", "document_id", "issued_on"}
    short |= {"body_id", "other_document_id"}
    indexed = {column.name for index in table.indexes for column in index.columns}
    assert {n for n in indexed if isinstance(table.c[n].type, Text)} <= short


def test_rows_are_written_parents_first() -> None:
    statements: list[str] = []
    dialect = postgresql.dialect()
    engine = create_mock_engine(
        "postgresql+psycopg://",
        lambda sql, *_: statements.append(str(sql.compile(dialect=dialect))),
    )
    schema.METADATA.create_all(engine, checkfirst=False)
    created = [s.split()[2] for s in statements if s.strip().startswith("CREATE TABLE")]
    assert created.index("documents") < created.index("tasks") < created.index("task_assignees")


@pytest.fixture
def server_archive():
    """An archive in a database of its own, so that tests side by side do not meet."""
    if SERVER is None:
        pytest.skip("VANTHU_TEST_POSTGRESQL names no PostgreSQL server to write to")
    name = f"vanthu_test_{uuid4().hex}"
    server = make_url(SERVER).set(drivername="postgresql+psycopg")
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    try:
        url = server.set(database=name).render_as_string(hide_password=False)
        with Archive.open(url) as archive:
            yield archive
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        engine.dispose()


def test_a_server_keeps_and_finds(
    server_archive, make_record, make_entry, some_sentences, archive, tmp_path
) -> None:
    record = make_record(subject="một\x00hai đẩy mạnh")
    for place in (server_archive, archive):
        place.store(record, make_entry(record), some_sentences)
        place.store(record, make_entry(record), some_sentences)
        copy = make_record(name="copy.pdf")
        assert place.store(copy, make_entry(copy)).outcome_code == "duplicate"
        assert place.count("documents") == 1
        assert len(place.search("theo dõi 07-CV/DU")) == 1
        assert place.search("vắng mặt") == []
        assert place.query("SELECT count(*) FROM open_tasks").rows == ((1,),)
        assert place.query("SELECT '100%'").rows == (("100%",),)
    for format_ in ("jsonl", "csv", "parquet", "xlsx"):
        export(server_archive, format_, tmp_path / f"server.{format_}")
        export(archive, format_, tmp_path / f"file.{format_}")
    assert (tmp_path / "server.jsonl").read_bytes() == (tmp_path / "file.jsonl").read_bytes()
    assert (tmp_path / "server.xlsx").read_bytes() == (tmp_path / "file.xlsx").read_bytes()
    for path in (tmp_path / "server.csv").iterdir():
        assert path.read_bytes() == (tmp_path / "file.csv" / path.name).read_bytes()


@pytest.mark.parametrize(
    ("sql", "error"),
    [
        ("DELETE FROM documents", QueryRefusedError),
        ("SELECT 1; COMMIT; DELETE FROM ledger", QueryError),
        ("SELEC", QueryError),
        ("COMMIT", QueryError),
        ("SET TRANSACTION READ WRITE", QueryError),
    ],
)
def test_a_server_changes_nothing(server_archive, make_record, make_entry, sql, error) -> None:
    record = make_record()
    server_archive.store(record, make_entry(record))
    with pytest.raises(error):
        server_archive.query(sql)
    assert server_archive.count("documents") == 1
    with pytest.raises(QueryError):
        server_archive.query("SELECT pg_sleep(5)", timeout_s=0.2)


def test_a_server_refuses_to_alter_the_audit_log(server_archive, make_record, make_entry) -> None:
    record = make_record()
    server_archive.store(record, make_entry(record))
    statements = (
        "UPDATE audit SET who = 'nobody'",
        "DELETE FROM audit",
        "TRUNCATE audit",
        "INSERT INTO audit VALUES (7, '', '', '', '', '', '', '')",
        "INSERT INTO audit VALUES (2, '', '', '', '', '', 'no hash', '')",
    )
    for statement in statements:
        with (
            pytest.raises(DBAPIError, match="the audit log"),
            server_archive._writing() as connection,
        ):
            connection.exec_driver_sql(statement)
    with server_archive.reading() as connection:
        assert check_audit(connection).is_whole
    with server_archive._writing() as connection:
        connection.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER audit_no_update")
        connection.exec_driver_sql("UPDATE audit SET who = 'nobody'")
    with server_archive.reading() as connection:
        assert (check_audit(connection).problem, check_audit(connection).seq) == ("altered", 1)


WRITER = """
import sys
from pipeline.archive import Archive
from pipeline.archive.audit import note_of_export
with Archive.open(sys.argv[1]) as archive:
    for number in range(40):
        archive.note(note_of_export("csv", f"/out/{sys.argv[2]}/{number}", number))
"""


def test_two_writers_on_a_server_do_not_fork_the_audit_log(server_archive) -> None:
    url = server_archive._engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", WRITER, url]
    writers = [subprocess.Popen([*command, name]) for name in ("one", "two")]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    with server_archive.reading() as connection:
        found = check_audit(connection)
    assert (found.is_whole, found.rows) == (True, 80)


def test_two_writers_see_that_they_store_the_same(server_archive, make_record, make_entry) -> None:
    records = [make_record(seed=f"p{n}", subject="một việc") for n in range(8)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda one: server_archive.store(one, make_entry(one)), records))
    # Every one repeats the seven others.
    assert server_archive.count("duplicates") == 8 * 7
