"""The tables and statements compile for PostgreSQL; a real server is used where one is named."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Text
from sqlalchemy import create_mock_engine
from sqlalchemy import text
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateIndex
from sqlalchemy.schema import CreateTable

from models.settings import Settings
from pipeline.archive import Archive
from pipeline.archive import QueryError
from pipeline.archive import QueryRefusedError
from pipeline.archive import export
from pipeline.archive import schema
from pipeline.archive.audit_check import check_audit
from pipeline.archive.body_search import find_bodies
from pipeline.archive.graph import citation_tables
from pipeline.archive.graph import cites
from pipeline.archive.task_search import find_tasks
from pipeline.archive.views import VIEWS
from pipeline.process import process

SAMPLES = Path(__file__).parents[2] / "samples"
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


def _plain(cell: object) -> object:
    """Return a cell as both databases mean it: SQLite has days as text and truth as a figure."""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return int(cell)
    return round(cell, 6) if isinstance(cell, float) else cell


def _answers(archive: Archive) -> dict[str, object]:
    """Return what every view and every command of the analyst says about an archive."""
    said: dict[str, object] = {}
    with archive.reading() as connection:
        for view in VIEWS:
            found = connection.execute(text(f"SELECT * FROM {view}"))  # noqa: S608
            columns = list(found.keys())
            rows = [tuple(map(_plain, row)) for row in found]
            said[view] = columns, sorted(rows, key=repr)
    asked = (
        {},
        {"body": "van phong"},
        {"due_before": date(2026, 7, 1)},
        {"open_on": date(2026, 6, 30)},
        {"body": "tinh", "due_before": date(2027, 1, 1), "open_on": date(2026, 1, 1)},
    )
    for number, wanted in enumerate(asked):
        rows = find_tasks(archive, **wanted).rows
        said[f"tasks {number}"] = [tuple(map(_plain, row)) for row in rows]
    for unlinked in (False, True):
        rows = find_bodies(archive, unlinked=unlinked).rows
        said[f"bodies {unlinked}"] = [tuple(map(_plain, row)) for row in rows]
    tables = citation_tables(archive)
    said["nodes"] = tables.nodes.to_csv()
    said["edges"] = [tuple(map(_plain, row)) for row in tables.edges.itertuples()]
    references = sorted(set(tables.nodes["reference_number"].dropna()))
    said["cites"] = {reference: cites(archive, reference) for reference in references}
    return said


@pytest.mark.slow
def test_a_server_answers_the_analyst_like_a_file(
    server_archive, archive, make_entry, tmp_path
) -> None:
    for name in ("01-cong-van-phu-luc.pdf", "03-ke-hoach-phan-cong.pdf", "04-chi-thi.pdf", "07-quyet-dinh.pdf", "10-ban-chep.txt"):  # fmt: skip
        read = process(SAMPLES / name, Settings())
        for place in (server_archive, archive):
            place.store(read.record, make_entry(read.record), read.sentences)
    ours, theirs = _answers(archive), _answers(server_archive)
    assert list(theirs) == list(ours)
    for question, answer in ours.items():
        assert theirs[question] == answer, question
    assert all(
        ours[view][1] for view in ("v_tasks", "v_task_bodies", "v_citation_graph", "v_bodies")
    )
    for place, archive_ in (("file", archive), ("server", server_archive)):
        export(archive_, "graphml", tmp_path / f"{place}.graphml")
        export(archive_, "csv", tmp_path / place)
    assert (tmp_path / "file.graphml").read_bytes() == (tmp_path / "server.graphml").read_bytes()
    for path in (tmp_path / "file").iterdir():
        assert (tmp_path / "server" / path.name).read_bytes() == path.read_bytes(), path.name
