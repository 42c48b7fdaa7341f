"""Guards in the database itself: rows of the audit log are added at its end and never touched again.

Triggers, in SQLite and PostgreSQL: a statement that would change or take away a row fails, and so
does a row that does not follow the last one (which also stops SQLite's ``INSERT OR REPLACE``).
Whoever owns the database can take triggers away; `guards_missing` tells that, and the chain of
hashes tells what was done meanwhile.
"""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy import text

__all__ = ["create_guards", "guards_missing"]

_NAMES = frozenset({"audit_no_update", "audit_no_delete", "audit_no_fork"})

_SQLITE = (
    """
    CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN
        SELECT RAISE(ABORT, 'the audit log only grows');
    END
    """,
    """
    CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN
        SELECT RAISE(ABORT, 'the audit log only grows');
    END
    """,
    """
    CREATE TRIGGER audit_no_fork BEFORE INSERT ON audit
    WHEN NEW.seq IS NOT (SELECT COALESCE(MAX(seq), 0) + 1 FROM audit)
        OR (NEW.seq > 1 AND NEW.previous IS NOT (SELECT hash FROM audit WHERE seq = NEW.seq - 1))
    BEGIN
        SELECT RAISE(ABORT, 'the audit log has one end');
    END
    """,
)
_POSTGRESQL = (
    """
    CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the audit log only grows';
    END $$
    """,
    """
    CREATE FUNCTION audit_one_end() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.seq IS DISTINCT FROM (SELECT COALESCE(MAX(seq), 0) + 1 FROM audit)
            OR (NEW.seq > 1 AND NEW.previous IS DISTINCT FROM
                (SELECT hash FROM audit WHERE seq = NEW.seq - 1)) THEN
            RAISE EXCEPTION 'the audit log has one end';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
        FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()
    """,
    """
    CREATE TRIGGER audit_no_delete BEFORE DELETE OR TRUNCATE ON audit
        FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()
    """,
    """
    CREATE TRIGGER audit_no_fork BEFORE INSERT ON audit
        FOR EACH ROW EXECUTE FUNCTION audit_one_end()
    """,
)
_FIND_SQLITE = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
# Only those that are switched on.
_FIND_POSTGRESQL = """
    SELECT tgname FROM pg_trigger
    WHERE tgrelid = CAST('audit' AS regclass) AND tgenabled IN ('O', 'A')
"""


def create_guards(connection: Connection) -> None:
    """Put the guards on the table `audit`, which has just been made."""
    statements = _POSTGRESQL if connection.dialect.name == "postgresql" else _SQLITE
    for statement in statements:
        connection.exec_driver_sql(statement)


def guards_missing(connection: Connection) -> bool:
    """Tell whether a guard is not there any more."""
    is_postgresql = connection.dialect.name == "postgresql"
    found = connection.execute(text(_FIND_POSTGRESQL if is_postgresql else _FIND_SQLITE))
    return not set(found.scalars()) >= _NAMES
