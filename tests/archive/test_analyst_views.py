"""The analyst's views and the graph: links by evidence, what is not held, gaps in a series."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import networkx as nx
import pytest

from models.values import BodyLink
from models.values import BodyName
from models.values import Citation
from models.values import DocumentType
from models.values import ReferenceNumber
from pipeline.archive import Archive
from pipeline.archive import export
from pipeline.archive.body_search import find_bodies
from pipeline.archive.graph import citation_graph
from pipeline.archive.graph import citation_tables
from pipeline.archive.graph import cites
from pipeline.archive.task_search import find_tasks

EVIDENCE = {
    "raw": "x",
    "page": 1,
    "boxes": [],
    "span": (0, 1),
    "confidence": 0.9,
    "rule": "test",
}


def a_link(name: str, territory: str | None) -> BodyLink:
    return BodyLink(id=f"{name}-{territory}", name=name, level="province", territory=territory, rule="exact", confidence=0.9)  # fmt: skip


def known_body(territory: str | None) -> BodyName:
    link = a_link("Tỉnh ủy", territory) if territory else None
    return BodyName(value="Tỉnh uỷ", body=link, **EVIDENCE)  # type: ignore[arg-type]


def citation(symbol: str, day: str | None = None, relation: str | None = None) -> Citation:
    return Citation(value=symbol, issued_on=day, relation=relation, **EVIDENCE)  # type: ignore[arg-type]


@pytest.fixture(params=["file", "server"])
def archive(request: pytest.FixtureRequest, archive_file: Path) -> Iterator[Archive]:
    """An archive in a file, then one on a server: both answer alike."""
    if request.param == "server":
        yield request.getfixturevalue("server_archive")
        return
    with Archive.open(archive_file) as opened:
        yield opened


@pytest.fixture
def put(archive, make_record, make_entry):
    """Store a paper of a given number, day, body and citations."""

    def store(number, day, *, symbol="CV/ĐU", code="CV", kind="Công văn", body="Đảng uỷ xã Thanh Hà", cited=(), whole=None, sure=0.9):  # fmt: skip
        record = make_record(seed=f"{whole}{number}{day}{symbol}{kind}{body}", issued_on=day)
        mark = "-" if "/" in symbol else "/"
        reference = whole or f"{number}{mark}{symbol}"
        record = record.model_copy(
            update={
                "reference_number": ReferenceNumber(
                    value=reference,
                    number=number,
                    symbol=symbol,
                    **{**EVIDENCE, "confidence": sure},
                ),
                "document_type": DocumentType(value=kind, code=code, **EVIDENCE),
                "issuing_body": body
                if isinstance(body, BodyName)
                else BodyName(value=body, **EVIDENCE),
                "citations": list(cited),
            }
        )
        archive.store(record, make_entry(record))
        return record

    return store


def links(archive) -> list[tuple[object, ...]]:
    sql = "SELECT cited_reference, resolved_by, cited_document_id IS NOT NULL FROM v_citation_graph"
    return sorted(archive.query(sql).rows)


@pytest.mark.parametrize(
    ("cited_day", "held", "resolved"),
    [
        ("2025-01-02", [("2025-01-02", "Tỉnh uỷ A")], "symbol-and-date"),
        (None, [("2025-01-02", "Tỉnh uỷ A")], "symbol"),
        ("2025-01-02", [("2025-01-02", "Tỉnh uỷ A"), ("2024-05-05", "Tỉnh uỷ B")], "symbol-and-date"),
        # another day, a paper younger than the one that cites, two bodies, two terms of one body
        ("2025-01-03", [("2025-01-02", "Tỉnh uỷ A")], "not-held"),
        (None, [("2025-09-02", "Tỉnh uỷ A")], "not-held"),
        (None, [("2025-01-02", "Tỉnh uỷ A"), ("2025-01-02", "Tỉnh uỷ B")], "ambiguous"),
        (None, [("2019-01-02", "Tỉnh uỷ A"), ("2025-01-02", "Tỉnh uỷ A")], "ambiguous"),
        ("2025-01-02", [], "not-held"),
    ],
)  # fmt: skip
def test_a_citation_leads_where_the_evidence_leads(archive, put, cited_day, held, resolved) -> None:
    for day, body in held:
        put("12", day, symbol="NQ/TU", code="NQ", kind="Nghị quyết", body=body)
    put("40", "2025-06-01", cited=[citation("12-NQ/TU", cited_day)])
    leads = int(resolved.startswith("symbol"))
    assert links(archive) == [("12-NQ/TU", resolved, leads)]


@pytest.mark.parametrize(
    ("citing", "cited", "resolved"),
    [
        ("tỉnh Lào Cai", "tỉnh Lào Cai", "symbol"),
        ("tỉnh Lào Cai", "tỉnh Lai Châu", "not-held"),
        (None, "tỉnh Lào Cai", "symbol"),
        ("tỉnh Lào Cai", None, "symbol"),
    ],
)
def test_the_same_symbol_of_another_province_is_another_paper(
    archive, put, citing, cited, resolved
) -> None:
    put("12", "2025-01-02", symbol="NQ/TU", code="NQ", kind="Nghị quyết", body=known_body(cited))
    named = citation("12-NQ/TU").model_copy(
        update={"body": a_link("x", citing) if citing else None}
    )
    put("40", "2025-06-01", cited=[named])
    assert links(archive) == [("12-NQ/TU", resolved, int(resolved == "symbol"))]


def test_what_is_not_held_is_told_apart_by_territory(archive, put) -> None:
    for number, territory in (("40", "tỉnh Lào Cai"), ("41", "tỉnh Lai Châu")):
        named = citation("12-NQ/TU").model_copy(update={"body": a_link("x", territory)})
        put(number, "2025-06-01", cited=[named])
    rows = archive.query("SELECT territory FROM cited_not_held ORDER BY territory").rows
    assert rows == (("tỉnh Lai Châu",), ("tỉnh Lào Cai",))
    assert len(citation_tables(archive).nodes) == 4


def test_a_series_goes_on_under_another_spelling_of_the_body(archive, put) -> None:
    put("10", "2025-06-01", body=known_body("tỉnh Lào Cai"))
    other = known_body("tỉnh Lào Cai").model_copy(update={"value": "TỈNH ỦY LÀO CAI"})
    put("12", "2025-06-02", body=other)
    put("15", "2025-06-02", body=known_body("tỉnh Lai Châu"))
    rows = archive.query("SELECT gap, first_missing, last_missing FROM v_register_gaps").rows
    assert rows == (("missing", 11, 11),)


def test_bodies_are_counted_by_role(archive, put) -> None:
    put("40", "2025-06-01", body=known_body("tỉnh Lào Cai"))
    put("41", "2025-06-02", body=known_body("tỉnh Lào Cai"))
    put("42", "2025-06-03", body="Công ty Cấp nước")
    known = find_bodies(archive)
    assert [dict(zip(known.columns, row, strict=True))["issues"] for row in known.rows] == [2]
    unknown = find_bodies(archive, unlinked=True)
    names = [row[0] for row in unknown.rows]
    assert "Công ty Cấp nước" in names
    assert "Tỉnh ủy" not in names
    mentions = [row[1] for row in unknown.rows]
    assert mentions == sorted(mentions, reverse=True)


def test_a_group_is_not_listed_as_unknown(archive, put) -> None:
    group = BodyLink(id=None, name=None, rule="group", confidence=0.9)
    put("40", "2025-06-01", body=BodyName(value="Các sở", body=group, **EVIDENCE))
    assert "Các sở" not in [row[0] for row in find_bodies(archive, unlinked=True).rows]


def test_tasks_are_found_by_the_official_name(archive, make_record, make_entry) -> None:
    record = make_record()
    (task, *rest) = record.tasks
    who = task.assignees[0].model_copy(update={"body": a_link("Văn phòng Tỉnh ủy Lào Cai", None)})
    task = task.model_copy(update={"assignees": [who]})
    record = record.model_copy(update={"tasks": [task, *rest]})
    archive.store(record, make_entry(record))
    assert len(find_tasks(archive, body="van phong tinh uy lao cai").rows) == 1
    assert len(find_tasks(archive, body="Văn phòng Đảng uỷ").rows) == 1
    assert find_tasks(archive, body="van phong tinh uy cao bang").rows == ()


def test_a_paper_never_cites_itself(archive, put) -> None:
    put("40", "2025-06-01", cited=[citation("40-CV/ĐU", "2025-06-01")])
    assert links(archive) == [("40-CV/ĐU", "not-held", 0)]


def test_what_is_cited_and_not_held_is_listed_once(archive, put) -> None:
    put("40", "2025-06-01", cited=[citation("57-NQ/TW", "2024-12-22")])
    put("41", "2025-06-02", cited=[citation("57-NQ/TW", "2024-12-22"), citation("40-CV/ĐU")])
    found = archive.query("SELECT reference_number, citing_documents FROM cited_not_held").rows
    assert found == (("57-NQ/TW", 2),)


def test_cites_looks_both_ways_and_forgives_spelling(archive, put) -> None:
    put("12", "2025-01-02", symbol="NQ/TU", code="NQ", kind="Nghị quyết")
    put("40", "2025-06-01", cited=[citation("12-NQ/TU", None, "implements"), citation("1-QĐ/TW")])
    outward = cites(archive, "40 - cv/du")
    assert [(e.direction, e.reference_number, e.relation) for e in outward] == [
        ("cites", "12-NQ/TU", "implements"),
        ("cites", "1-QĐ/TW", None),
    ]
    inward = cites(archive, "12-NQ/TU")
    assert [(e.direction, e.reference_number, e.issued_on) for e in inward] == [
        ("cited-by", "40-CV/ĐU", "2025-06-01")
    ]
    # cited and not held can be asked for as well; what nobody knows has no edge
    assert [e.direction for e in cites(archive, "1-QĐ/TW")] == ["cited-by"]
    assert cites(archive, "999-QĐ/TW") == cites(archive, "") == cites(archive, "%") == []


def test_the_graph_and_its_tables_agree(archive, put, tmp_path) -> None:
    put("12", "2025-01-02", symbol="NQ/TU", code="NQ", kind="Nghị\x0b quyết")
    put("40", "2025-06-01", cited=[citation("12-NQ/TU", None, "implements"), citation("1-QĐ/TW")])
    tables = citation_tables(archive)
    assert list(tables.nodes["held"]) == [True, True, False]
    assert set(tables.edges["target"]) <= set(tables.nodes["id"])
    assert citation_graph(archive).number_of_edges() == len(tables.edges) == 2
    out = export(archive, "graphml", tmp_path / "g.graphml").path
    read = nx.read_graphml(out)
    assert sorted(read.nodes) == sorted(tables.nodes["id"])
    assert {data.get("relation") for _, _, data in read.edges(data=True)} == {"implements", None}


def test_an_empty_archive_has_an_empty_graph(archive, tmp_path) -> None:
    out = export(archive, "graphml", tmp_path).path
    assert out.name == "citations.graphml"
    assert nx.read_graphml(out).number_of_nodes() == 0


def gaps(archive) -> list[tuple[object, ...]]:
    sql = (
        "SELECT gap, first_missing, last_missing, before_reference FROM v_register_gaps ORDER BY 4"
    )
    return list(archive.query(sql).rows)


PARTY = {"symbol": "KH/TU", "code": "KH", "kind": "Kế hoạch"}
STATE = {"symbol": "KH-UBND", "code": "KH", "kind": "Kế hoạch"}


@pytest.mark.parametrize(
    ("papers", "wanted"),
    [
        # one missing, several missing, dates running backwards, one number on two days
        ([("01", "2026-01-05", PARTY), ("03", "2026-02-05", PARTY)], [("missing", 2, 2, "03-KH/TU")]),
        ([("07", "2026-01-05", STATE), ("12", "2026-02-05", STATE)], [("missing", 8, 11, "12/KH-UBND")]),
        ([("01", "2026-02-05", PARTY), ("02", "2026-01-05", PARTY)], [("date-backwards", None, None, "02-KH/TU")]),
        ([("05", "2026-01-05", STATE), ("05", "2026-03-05", STATE)], [("repeated", None, None, "05/KH-UBND")]),
        # a Party series runs over the new year, a State series begins anew
        ([("08", "2026-12-30", PARTY), ("09", "2027-01-05", PARTY)], []),
        ([("80", "2026-12-30", STATE), ("01", "2027-01-05", STATE)], []),
        # a committee counts anew after its congress
        ([("294", "2025-08-20", PARTY), ("01", "2025-09-26", PARTY), ("02", "2025-10-01", PARTY)], []),
        # a number with a letter, other types and other bodies, no number at all
        ([("264", "2026-01-05", PARTY), ("264a", "2026-01-06", PARTY), ("265", "2026-01-07", PARTY)], []),
        ([("01", "2026-01-05", PARTY), ("09", "2026-01-06", {**PARTY, "kind": "Quy định"})], []),
        ([("01", "2026-01-05", PARTY), ("09", "2026-01-06", {**PARTY, "body": "Tỉnh uỷ B"})], []),
        ([("01", "2026-01-05", PARTY), (None, "2026-01-06", {**PARTY, "whole": "-KH/TU"})], []),
        ([("01", "2026-01-05", PARTY), ("9" * 30, "2026-01-06", PARTY), ("x1", "2026-01-07", PARTY)], []),
    ],
)  # fmt: skip
def test_gaps_of_a_series(archive, put, papers, wanted) -> None:
    for number, day, more in papers:
        put(number, day, **more)
    assert gaps(archive) == wanted


def test_one_low_number_is_no_fresh_start_of_a_term(archive, put) -> None:
    for number, day in (("39", "2025-03-01"), ("40", "2025-03-02"), ("38", "2025-02-27"), ("05", "2025-03-03"), ("41", "2025-03-04")):  # fmt: skip
        put(number, day, **PARTY)
    # 38 to 41 stay one series; 05 is the odd one, and what is missing lies between it and them
    assert gaps(archive) == [("missing", 6, 37, "38-KH/TU")]


def test_a_body_made_anew_begins_anew_on_its_day_and_on_no_other(archive, put) -> None:
    for number, day in (("300", "2025-06-30"), ("01", "2025-07-01"), ("02", "2025-07-02")):
        put(number, day, **STATE)
    assert gaps(archive) == []
    for number, day in (("300", "2026-06-30"), ("301", "2026-07-01"), ("302", "2026-05-02")):
        put(number, day, **STATE)
    assert gaps(archive) == [("date-backwards", None, None, "302/KH-UBND")]


def test_a_number_read_unsurely_makes_no_gap_and_no_double(archive, put) -> None:
    for number, day in (("01", "2026-01-05"), ("02", "2026-01-06"), ("04", "2026-01-08")):
        put(number, day, **STATE)
    put("80", "2026-01-09", sure=0.5, **STATE)
    put("02", "2026-01-07", sure=0.5, **STATE)
    sql = "SELECT gap, first_missing, last_missing, unsure, held_percent FROM v_register_gaps"
    assert archive.query(sql).rows == (("missing", 3, 3, 2, 75),)


@pytest.fixture
def with_tasks(archive, make_record, make_entry, make_task):
    rows = [
        ("1.", "Văn phòng Đảng uỷ", "2025-06-30"),
        ("2.", "Ban Xây dựng Đảng", "2025-04-30"),
        ("3.", "Công an xã", None),
    ]
    tasks = [make_task(label, f"Giao {body}.", body, deadline=day) for label, body, day in rows]
    record = make_record(tasks=[*tasks, make_task("4.", "Không giao ai.")])
    archive.store(record, make_entry(record))
    return archive


@pytest.mark.parametrize(
    ("asked", "labels"),
    [
        ({}, ["2.", "1.", "3."]),
        ({"body": "van phong"}, ["1."]),
        ({"body": "  VĂN  PHÒNG "}, ["1."]),
        ({"due_before": date(2025, 6, 30)}, ["2."]),
        ({"open_on": date(2025, 6, 30)}, ["1.", "3."]),
        ({"body": "xây dựng", "open_on": date(2026, 1, 1)}, []),
        # signs of patterns are plain signs
        ({"body": "%"}, []),
        ({"body": "_"}, []),
        ({"body": "' OR 1=1 --"}, []),
    ],
)
def test_tasks_are_found_by_body_and_day(with_tasks, asked, labels) -> None:
    found = find_tasks(with_tasks, **asked)
    at = found.columns.index("label")
    assert [row[at] for row in found.rows] == labels


def test_a_body_that_is_charged_has_its_row(with_tasks) -> None:
    rows = with_tasks.query("SELECT name, role FROM v_task_bodies ORDER BY position").rows
    assert rows == (
        ("Văn phòng Đảng uỷ", "lead"),
        ("Ban Xây dựng Đảng", "lead"),
        ("Công an xã", "lead"),
    )


def test_a_number_used_twice_and_a_day_that_runs_backwards_are_to_be_looked_at(
    archive, put
) -> None:
    put("05", "2026-01-05", **STATE)
    put("05", "2026-03-05", **STATE)
    put("06", "2026-02-01", **STATE)
    rows = archive.query(
        "SELECT code, reference_number, message FROM to_review WHERE code LIKE 'series.%'"
    ).rows
    assert sorted(row[:2] for row in rows) == [
        ("series.date-backwards", "06/KH-UBND"),
        ("series.repeated", "05/KH-UBND"),
    ]
    assert "2026-01-05" in next(str(row[2]) for row in rows if row[0] == "series.repeated")


@pytest.mark.parametrize(("last", "told"), [(12, True), (40, False)])
def test_a_missing_number_is_told_where_nearly_the_whole_series_is_held(
    archive, put, last, told
) -> None:
    for number in (*range(1, 11), last):
        put(f"{number:02d}", f"2026-01-{min(number, 28):02d}", **STATE)
    rows = archive.query("SELECT code, message FROM to_review WHERE code = 'series.missing'").rows
    assert rows == ((("series.missing", "Trước số này kho thiếu số 11."),) if told else ())
