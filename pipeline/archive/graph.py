"""The graph of citations: who cites what, over the whole archive.

In: an archive. Out: two tables (nodes, edges), which go out with every table, and GraphML, which Gephi, yEd and
networkx read. A
node is a document that is held, or one that is cited and not held; an edge runs from the citing
document to the cited one and carries the relation. Circulation marks travel with the nodes.

What the citations mean is said by the view `v_citation_graph` alone; here it becomes a graph. Order
and bytes depend on content, never on the order of reading.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pandas as pd
from sqlalchemy import Connection
from sqlalchemy import RowMapping
from sqlalchemy import select
from sqlalchemy import text

from pipeline.archive import schema
from pipeline.archive.archive import Archive
from pipeline.archive.order import document_order
from pipeline.archive.storable import folded_reference

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "CitationTables",
    "CitedBy",
    "citation_graph",
    "citation_tables",
    "cites",
    "graph_tables",
    "write_graphml",
]

_NODE_COLUMNS = [
    "id",
    "held",
    "reference_number",
    "document_type",
    "issued_on",
    "issuing_body",
    "subject",
    "access",
]
_EDGE_COLUMNS = ["source", "target", "relation", "mentions", "page", "confidence", "resolved_by"]
_EDGE_COLUMNS += ["access"]
# XML 1.0 has no way to write these.
_UNWRITABLE_RE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationTables:
    """The graph as two tables.

    Attributes:
        nodes: One row per document: `id`, `held`, and what is known of it; days are ISO 8601.
        edges: One row per citation: `source` and `target` are ids of nodes.
    """

    nodes: pd.DataFrame
    edges: pd.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedBy:
    """One edge beside a document that was asked for.

    Attributes:
        direction: ``cites`` (from the document asked for) or ``cited-by`` (to it).
        reference_number, document_type, issued_on, issuing_body: The document at the other end.
        relation: As in `Citation.relation`.
        resolved_by: ``symbol-and-date``, ``symbol``, ``ambiguous`` or ``not-held``.
        page: Page of the citing document.
        access: Circulation marks of the citing document.
    """

    direction: str
    reference_number: str | None
    document_type: str | None
    issued_on: str | None
    issuing_body: str | None
    relation: str | None
    resolved_by: str
    page: int | None
    access: str | None


def citation_tables(archive: Archive) -> CitationTables:
    """Return the nodes and edges of the archive's citations in content order."""
    with archive.reading() as connection:
        return graph_tables(connection)


def graph_tables(connection: Connection) -> CitationTables:
    """Return the same over a connection that is open."""
    ranks = {key: rank for rank, key in enumerate(document_order(connection))}
    nodes = _held(connection, ranks)
    rows = connection.execute(text("SELECT * FROM v_citation_graph")).mappings().all()
    rows = sorted(rows, key=lambda row: (ranks[row["citing_document_id"]], row["position"]))
    absent: dict[str, list[object]] = {}
    edges: list[list[object]] = []
    for row in rows:
        target = row["cited_document_id"]
        if target is None:
            where = row["cited_territory"] or ""
            target = f"cited:{row['reference_folded']}|{_day(row['cited_issued_on'])}|{where}"
            absent.setdefault(target, _absent(target, row))
        edges.append(
            [row["citing_document_id"], target, *(row[name] for name in _EDGE_COLUMNS[2:])]
        )
    return CitationTables(
        nodes=pd.DataFrame([*nodes, *absent.values()], columns=_NODE_COLUMNS, dtype=object),
        edges=pd.DataFrame(edges, columns=_EDGE_COLUMNS, dtype=object),
    )


def citation_graph(archive: Archive) -> nx.MultiDiGraph[str]:
    """Return the citations as a directed graph of networkx; attributes that are unknown are left out."""
    import networkx as nx

    tables = citation_tables(archive)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in tables.nodes.to_dict("records"):
        graph.add_node(row["id"], **_known(row, {"id"}))
    for row in tables.edges.to_dict("records"):
        graph.add_edge(row["source"], row["target"], **_known(row, {"source", "target"}))
    return graph


def write_graphml(archive: Archive, path: Path) -> None:
    """Write the graph of citations to `path` as GraphML."""
    import networkx as nx

    nx.write_graphml_xml(citation_graph(archive), path, encoding="utf-8", prettyprint=True)


def cites(archive: Archive, reference: str) -> list[CitedBy]:
    """Return what the documents of this reference number cite, and what cites them.

    Args:
        archive: An open archive.
        reference: Reference number; case, accents and blanks do not matter. It need not be held.

    Returns:
        First what is cited, in the order of the text, then the citing documents in content order.
    """
    wanted = folded_reference(reference)
    statement = text(
        "SELECT v.*, o.document_type AS citing_type, o.reference_folded AS citing_folded "
        "FROM v_citation_graph v JOIN documents o ON o.id = v.citing_document_id "
        "WHERE o.reference_folded = :wanted OR v.reference_folded = :wanted"
    )
    with archive.reading() as connection:
        ranks = {key: rank for rank, key in enumerate(document_order(connection))}
        rows = connection.execute(statement, {"wanted": wanted}).mappings().all()
    rows = sorted(rows, key=lambda row: (ranks[row["citing_document_id"]], row["position"]))
    outward = [_edge(row, "cites", "cited") for row in rows if row["citing_folded"] == wanted]
    inward = [_edge(row, "cited-by", "citing") for row in rows if row["reference_folded"] == wanted]
    return outward + inward


def _edge(row: RowMapping, direction: str, end: str) -> CitedBy:
    return CitedBy(
        direction=direction,
        reference_number=row[f"{end}_reference"],
        document_type=row[f"{end}_type"],
        issued_on=_day(row[f"{end}_issued_on"]) or None,
        issuing_body=row[f"{end}_issuing_body"],
        relation=row["relation"],
        resolved_by=row["resolved_by"],
        page=row["page"],
        access=row["access"],
    )


def _held(connection: Connection, ranks: dict[str, int]) -> list[list[object]]:
    columns = schema.documents.c
    statement = select(
        columns.id,
        columns.reference_number,
        columns.document_type,
        columns.issued_on,
        columns.issuing_body,
        columns.subject,
        columns.access,
    )
    rows = sorted(connection.execute(statement).all(), key=lambda row: ranks[row.id])
    return [[row[0], True, row[1], row[2], _day(row[3]) or None, *row[4:]] for row in rows]


def _absent(key: str, row: RowMapping) -> list[object]:
    names = ("reference", "type", "issued_on", "issuing_body", "subject")
    known = [row[f"cited_{name}"] for name in names]
    known[2] = _day(known[2]) or None
    return [key, False, *known, None]


def _day(value: object) -> str:
    """Return a day as text: SQLite gives text, PostgreSQL a date; nothing for None."""
    return "" if value is None else str(value)[:10]


def _known(row: Mapping[Any, Any], without: set[str]) -> dict[str, object]:
    return {
        name: _UNWRITABLE_RE.sub("\ufffd", value) if isinstance(value, str) else value
        for name, value in row.items()
        if name not in without and value is not None
    }
