"""Views for the analyst of a whole archive: tasks, the graph of citations, series of numbers.

`v_tasks`: every item that charges somebody or has a deadline. `v_task_bodies`: a row per body that
is charged. `v_citation_graph`: a row per citation with the document it leads to. `cited_not_held`:
cited documents that the archive does not hold. `v_register_gaps`: what is missing, repeated or out
of order in a series of numbers. `v_bodies`: every body that the authority file knows, with how often
it issues, receives, does. `v_unlinked_bodies`: names that it does not know. `v_key_terms`: terms of
the whole archive, in how many documents and how weightily.

A citation leads to a held document of the same symbol whose day does not contradict it and that is
not younger than the citing one, and whose body does not sit in another territory: `TU` is that of the
citing letterhead's province. Where documents of several bodies fit all the same (`UBND` names no
level), `resolved_by` is `ambiguous` and no document is named. A series is one type of one body
in one calendar year (State), or from one fresh start of the numbers in a year of congresses to the
next (Party); a body that was made anew on 1 July 2025 begins anew on that day. One low number among
high ones is no fresh start: the next number must be low too. What was read unsurely makes no gap, no
double and no backward date: `unsure` counts the papers of that body, type and period whose number or day
was not read surely and which may be the missing ones. A number missing here is missing from the archive,
which need not hold every paper: `held_percent` is the part of a series that it holds, from the first
number held to the last.

In SQL that SQLite and PostgreSQL share: no dialect reads a number out of «264a» by a cast alone.
"""

from __future__ import annotations

from extractors.confidence import DOUBTFUL

__all__ = ["ANALYST_VIEWS"]

_LETTERS = "abcdefghijklmnopqrstuvwxyzđ"
_DIGITS_OF_NUMBER = f"RTRIM(number, '{_LETTERS}')"
_NUMBER = f"""CASE WHEN LENGTH(number) < 9 AND {_DIGITS_OF_NUMBER} <> ''
               AND LTRIM({_DIGITS_OF_NUMBER}, '0123456789') = ''
               THEN CAST({_DIGITS_OF_NUMBER} AS INTEGER) END"""
# As the checks of one paper: below it, nothing is claimed to contradict another value.
_SURE = str(DOUBTFUL)

ANALYST_VIEWS: dict[str, str] = {
    # Who is to do what by when: one row per item that charges somebody or has a deadline.
    "v_tasks": """
        SELECT d.reference_number, d.issued_on, d.issuing_body, t.label, t.text, t.kind,
               t.assigned_to, t.deadline_raw, t.deadline_kind, t.deadline_start, t.deadline_date,
               t.deadline_inherited, t.report_to, t.products, t.recurrence, t.page, t.confidence, d.access,
               t.document_id, t.task_id, t.position
        FROM tasks t JOIN documents d ON d.id = t.document_id
        WHERE t.kind = 'task' OR t.assigned_to IS NOT NULL OR t.deadline_raw IS NOT NULL
    """,
    # The same, one row per body that is charged, with its role.
    "v_task_bodies": """
        SELECT a.name, a.role, a.role_stated, a.force, a.inherited, v.reference_number,
               v.issued_on, v.issuing_body, v.label, v.text, v.deadline_raw, v.deadline_kind, v.deadline_date,
               a.page, a.confidence, v.access, a.document_id, a.task_id, a.position, a.name_folded,
               a.body_id,
               (SELECT MIN(m.body_name) FROM body_mentions m WHERE m.body_id = a.body_id)
                   AS body_name
        FROM task_assignees a
        JOIN v_tasks v ON v.document_id = a.document_id AND v.task_id = a.task_id
    """,
    # One row per citation: what is cited, in what relation, and which held document it is.
    "v_citation_graph": """
        WITH fitting AS (
            SELECT c.document_id, c.position, MIN(d.id) AS cited_document_id,
                   COUNT(DISTINCT COALESCE(d.issuing_body_id, d.issuing_body_folded, ''))
                       AS bodies,
                   COUNT(DISTINCT d.issued_on) AS days,
                   MAX(CASE WHEN d.issued_on = c.issued_on THEN 1 ELSE 0 END) AS dated
            FROM citations c
            JOIN documents o ON o.id = c.document_id
            JOIN documents d ON d.reference_folded = c.reference_folded AND d.id <> c.document_id
            WHERE (c.issued_on IS NULL OR d.issued_on IS NULL OR c.issued_on = d.issued_on)
              AND (o.issued_on IS NULL OR d.issued_on IS NULL OR d.issued_on <= o.issued_on)
              AND (c.body_territory IS NULL OR d.issuing_territory IS NULL
                   OR c.body_territory = d.issuing_territory)
            GROUP BY c.document_id, c.position
        )
        SELECT c.document_id AS citing_document_id, o.reference_number AS citing_reference,
               o.issued_on AS citing_issued_on, o.issuing_body AS citing_issuing_body,
               c.relation, c.in_part, c.in_footnote, c.reference_number AS cited_reference,
               c.document_type AS cited_type, c.issued_on AS cited_issued_on,
               c.issuing_body AS cited_issuing_body, c.subject AS cited_subject,
               c.mentions, c.page, c.confidence,
               CASE WHEN f.bodies = 1 AND f.days < 2 THEN f.cited_document_id END
                   AS cited_document_id,
               CASE WHEN f.bodies IS NULL THEN 'not-held'
                    WHEN f.bodies > 1 OR f.days > 1 THEN 'ambiguous'
                    WHEN f.dated = 1 THEN 'symbol-and-date' ELSE 'symbol' END AS resolved_by,
               o.access, c.position, c.reference_folded, c.body_id AS cited_body_id,
               c.body_territory AS cited_territory
        FROM citations c
        JOIN documents o ON o.id = c.document_id
        LEFT JOIN fitting f ON f.document_id = c.document_id AND f.position = c.position
    """,
    # Cited documents that the archive does not hold, to be asked for.
    "cited_not_held": """
        SELECT MIN(cited_reference) AS reference_number, MIN(cited_type) AS document_type,
               cited_issued_on AS issued_on, MIN(cited_issuing_body) AS issuing_body,
               MIN(cited_subject) AS subject,
               COUNT(DISTINCT citing_document_id) AS citing_documents,
               SUM(mentions) AS mentions, cited_territory AS territory, reference_folded
        FROM v_citation_graph
        WHERE resolved_by = 'not-held' AND reference_folded IS NOT NULL
        GROUP BY reference_folded, cited_issued_on, cited_territory
    """,
    # Who the bodies of the archive are, and in which roles they stand.
    "v_bodies": """
        SELECT body_id, MIN(body_name) AS name, MIN(level) AS level, MIN(branch) AS branch,
               MIN(territory) AS territory, COUNT(*) AS mentions,
               COUNT(DISTINCT document_id) AS documents,
               SUM(CASE WHEN role = 'issuing_body' THEN 1 ELSE 0 END) AS issues,
               SUM(CASE WHEN role IN ('addressee', 'recipient') THEN 1 ELSE 0 END) AS receives,
               SUM(CASE WHEN role = 'lead' THEN 1 ELSE 0 END) AS leads,
               SUM(CASE WHEN role = 'coordinate' THEN 1 ELSE 0 END) AS coordinates,
               SUM(CASE WHEN role = 'assignee' THEN 1 ELSE 0 END) AS assigned,
               SUM(CASE WHEN role = 'cited' THEN 1 ELSE 0 END) AS cited,
               MIN(valid_from) AS valid_from, MAX(valid_until) AS valid_until,
               MIN(successor) AS successor
        FROM body_mentions WHERE body_id IS NOT NULL GROUP BY body_id
    """,
    # Names that the authority file does not know, for the archivist to add.
    "v_unlinked_bodies": """
        SELECT MIN(name) AS name, COUNT(*) AS mentions, COUNT(DISTINCT document_id) AS documents,
               MIN(role) AS example_role, MIN(document_id) AS example_document_id, name_folded
        FROM body_mentions WHERE body_id IS NULL AND rule IS NULL GROUP BY name_folded
    """,
    # What the papers of the archive speak of, where key terms were asked for.
    "v_key_terms": """
        SELECT MIN(term) AS term, COUNT(DISTINCT document_id) AS documents, SUM(count) AS count,
               SUM(score) AS score, term_folded
        FROM key_terms GROUP BY term_folded
    """,
    # What is missing, repeated or out of order in a series of numbers.
    "v_register_gaps": """
        WITH numbered AS (
            SELECT id, reference_number, issuing_body, superior_body, symbol, document_type,
                   issued_on, COALESCE(issuing_body_id, issuing_body_folded, '') AS body,
                   CASE WHEN issuing_body_id IS NULL THEN COALESCE(superior_body, '') ELSE '' END
                       AS above,
                   COALESCE(document_type, '') AS kind,
                   CASE WHEN symbol LIKE type_code || '/%' THEN 1 ELSE 0 END AS by_term,
                   CAST(SUBSTR(CAST(issued_on AS TEXT), 1, 4) AS INTEGER) AS year, {number} AS n,
                   CAST(issued_on AS TEXT) >= '2025-07-01' AS renewed,
                   CASE WHEN COALESCE(reference_number_confidence, 0) < {sure}
                          OR COALESCE(issued_on_confidence, 0) < {sure}
                        THEN 0 ELSE 1 END AS sure
            FROM documents
            WHERE issued_on IS NOT NULL AND symbol IS NOT NULL AND issuing_body IS NOT NULL
        ), doubted AS (
            SELECT body, above, kind, by_term, CASE WHEN by_term = 1 THEN 0 ELSE year END AS year,
                   COUNT(*) AS papers
            FROM numbered WHERE sure = 0
            GROUP BY body, above, kind, by_term, CASE WHEN by_term = 1 THEN 0 ELSE year END
        ), beside AS (
            SELECT numbered.*, LAG(n) OVER by_day AS before, LEAD(n) OVER by_day AS next,
                   LAG(year) OVER by_day AS year_before, LAG(renewed) OVER by_day AS renewed_before
            FROM numbered WHERE n IS NOT NULL AND sure = 1
            WINDOW by_day AS (
                PARTITION BY body, above, kind, by_term ORDER BY issued_on, n, id)
        ), periods AS (
            SELECT beside.*, SUM(CASE WHEN n * 2 < before AND COALESCE(next, n) * 2 < before
                                       AND ((by_term = 1 AND year % 5 < 2)
                                            OR (year = year_before AND renewed <> renewed_before))
                                 THEN 1 ELSE 0 END) OVER (
                PARTITION BY body, above, kind, by_term ORDER BY issued_on, n, id) AS starts
            FROM beside
        ), series AS (
            SELECT periods.*,
                   CASE WHEN by_term = 1 THEN starts ELSE year * 100 + starts END AS period
            FROM periods
        ), steps AS (
            SELECT series.*,
                   LAG(n) OVER running AS last_n, LAG(issued_on) OVER running AS last_day,
                   LAG(reference_number) OVER running AS last_reference,
                   MIN(issued_on) OVER whole AS begins,
                   COUNT(*) OVER whole AS held, MAX(n) OVER whole - MIN(n) OVER whole + 1 AS span
            FROM series
            WINDOW running AS (
                PARTITION BY body, above, kind, by_term, period ORDER BY n, issued_on, id),
            whole AS (PARTITION BY body, above, kind, by_term, period)
        )
        SELECT CASE WHEN n > last_n + 1 THEN 'missing' WHEN n = last_n THEN 'repeated'
                    ELSE 'date-backwards' END AS gap,
               issuing_body, superior_body, document_type, symbol, steps.by_term AS series_by_term,
               begins AS series_begins, last_reference AS after_reference,
               last_day AS after_issued_on, reference_number AS before_reference,
               issued_on AS before_issued_on,
               CASE WHEN n > last_n + 1 THEN last_n + 1 END AS first_missing,
               CASE WHEN n > last_n + 1 THEN n - 1 END AS last_missing,
               CASE WHEN n > last_n + 1 THEN n - last_n - 1 ELSE 0 END AS missing,
               CASE WHEN issued_on < last_day THEN 1 ELSE 0 END AS date_backwards,
               CASE WHEN held < span THEN held * 100 / span ELSE 100 END AS held_percent,
               held AS series_held, COALESCE(doubted.papers, 0) AS unsure, id AS document_id
        FROM steps LEFT JOIN doubted
            ON doubted.body = steps.body AND doubted.above = steps.above
            AND doubted.kind = steps.kind AND doubted.by_term = steps.by_term
            AND doubted.year = CASE WHEN steps.by_term = 1 THEN 0 ELSE steps.year END
        WHERE last_n IS NOT NULL AND (
            n > last_n + 1 OR (n > last_n AND issued_on < last_day)
            OR (n = last_n AND reference_number = last_reference AND issued_on <> last_day))
    """.replace("{number}", _NUMBER).replace("{sure}", _SURE),
}
