"""Views that answer the questions an office asks, in SQL that SQLite and PostgreSQL share.

`open_tasks`: who is to do what by when, a row per task. `duties`: the same, a row per body charged.
`to_review`: what a person has to look at. `citation_links`: citations whose document is here too.
The views of `analyst_views` stand beside them.
"""

from __future__ import annotations

from pipeline.archive.analyst_views import ANALYST_VIEWS

__all__ = ["VIEWS"]

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
    # What a person has to look at: files that were not read in full, and findings.
    "to_review": """
        SELECT l.source_name, l.outcome_code AS code, l.message, d.reference_number,
               CAST(NULL AS INTEGER) AS page
        FROM ledger l LEFT JOIN documents d ON d.sha256 = l.sha256
        WHERE l.outcome_category <> 'done'
        UNION ALL
        SELECT d.source_name, f.code, f.message, d.reference_number, f.page
        FROM findings f JOIN documents d ON d.id = f.document_id
        WHERE f.severity <> 'info'
    """,
    # Citations that lead to a document in the archive itself.
    "citation_links": """
        SELECT c.document_id, c.reference_number, c.issued_on, d.id AS cited_document_id,
               d.issuing_body AS cited_issuing_body
        FROM citations c
        JOIN documents d ON d.reference_folded = c.reference_folded AND d.issued_on = c.issued_on
    """,
    **ANALYST_VIEWS,
}
