"""Views that answer the questions an office asks, in SQL that SQLite and PostgreSQL share.

`open_tasks`: who is to do what by when, a row per task. `duties`: the same, a row per body charged.
`to_review`: what a person has to look at; a number missing in a series is told only where the
archive holds nine tenths of it, for of most offices it holds a few papers. `duplicate_files`: files that repeat a document, and which.
`citation_links`: citations whose document is here too.
The views of `analyst_views` stand beside them.
"""

from __future__ import annotations

import hashlib

from pipeline.archive.analyst_views import ANALYST_VIEWS

__all__ = ["VIEWS", "VIEWS_MARK"]

VIEWS: dict[str, str] = {
    # Who is to do what by when, and where it is written: one row per task.
    "open_tasks": """
        SELECT t.assigned_to, t.text, t.deadline_date, t.deadline_raw, t.label,
               d.reference_number, d.issued_on, d.issuing_body, t.page, t.document_id, t.task_id
        FROM tasks t JOIN documents d ON d.id = t.document_id
        WHERE t.kind = 'task' OR t.assigned_to IS NOT NULL OR t.deadline_raw IS NOT NULL
    """,
    # The same, one row per body that is charged.
    "duties": """
        SELECT a.name, a.role, a.role_stated, t.text, t.deadline_date, t.deadline_raw, t.label,
               d.reference_number, d.issued_on, d.issuing_body, a.page, a.document_id, a.task_id,
               a.name_folded
        FROM task_assignees a
        JOIN tasks t ON t.document_id = a.document_id AND t.task_id = a.task_id
        JOIN documents d ON d.id = a.document_id
    """,
    # Every file that repeats a document: its bytes, its number, issuer and day, or its text.
    "duplicate_files": """
        SELECT l.source_name, 'same-bytes' AS kind, 1.0 AS similarity,
               d.source_name AS other_source_name, d.reference_number AS other_reference,
               d.id AS other_document_id, d.access
        FROM ledger l JOIN documents d ON d.sha256 = l.sha256
        WHERE l.outcome_code = 'duplicate'
        UNION ALL
        SELECT d.source_name, u.kind, u.similarity, u.other_source_name, u.other_reference,
               u.other_document_id, d.access
        FROM duplicates u JOIN documents d ON d.id = u.document_id
    """,
    **ANALYST_VIEWS,
    # What a person has to look at: files that were not read in full, findings, and
    # documents that seem to be one (copies of the same bytes need nobody).
    "to_review": """
        SELECT l.source_name, l.outcome_code AS code, l.message, d.reference_number,
               CAST(NULL AS INTEGER) AS page
        FROM ledger l LEFT JOIN documents d ON d.sha256 = l.sha256
        WHERE l.outcome_category <> 'done'
        UNION ALL
        SELECT d.source_name, f.code, f.message, d.reference_number, f.page
        FROM findings f JOIN documents d ON d.id = f.document_id
        WHERE f.severity <> 'info'
        UNION ALL
        SELECT d.source_name, 'duplicate.' || u.kind,
               CASE u.kind WHEN 'same-number' THEN 'Cùng số, cơ quan và ngày với tệp «'
                    ELSE 'Nội dung gần như trùng với tệp «' END || u.other_source_name || '».',
               d.reference_number, CAST(NULL AS INTEGER)
        FROM duplicates u JOIN documents d ON d.id = u.document_id
        UNION ALL
        SELECT d.source_name, 'series.' || g.gap,
               CASE g.gap
                    WHEN 'repeated' THEN 'Số này đã được ghi trên một văn bản khác ngày '
                         || COALESCE(CAST(g.after_issued_on AS TEXT), '') || '.'
                    WHEN 'missing' THEN 'Trước số này kho thiếu số '
                         || CAST(g.first_missing AS TEXT)
                         || CASE WHEN g.missing > 1 THEN ' đến ' || CAST(g.last_missing AS TEXT)
                                 ELSE '' END || '.'
                    ELSE 'Ngày ban hành sớm hơn ngày của số liền trước ('
                         || g.after_reference || ').' END,
               d.reference_number, CAST(NULL AS INTEGER)
        FROM v_register_gaps g JOIN documents d ON d.id = g.document_id
        WHERE g.gap <> 'missing' OR (g.series_held >= 10 AND g.held_percent >= 90)
    """,
    # Citations that lead to a document in the archive itself.
    "citation_links": """
        SELECT v.citing_document_id AS document_id, v.cited_reference AS reference_number,
               v.cited_issued_on AS issued_on, v.cited_document_id,
               d.issuing_body AS cited_issuing_body
        FROM v_citation_graph v JOIN documents d ON d.id = v.cited_document_id
    """,
}

VIEWS_MARK = hashlib.sha256(repr(VIEWS).encode()).hexdigest()
"""Tells views of one release from those of another."""
