"""The little SQL that the two databases write differently."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table


def insert(connection: Connection, table: Table) -> Any:
    """Return an INSERT that understands ON CONFLICT on the connection's database."""
    # Each dialect is imported only where it is used: PostgreSQL's is a tenth of a second of the start.
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


def like(text: str) -> str:
    """Return `text` with LIKE's own characters escaped by a backslash."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
