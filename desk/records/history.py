"""A past for a new database, written in bulk: for the demonstration and for measurements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import Table, func, select

from desk.records.database import Database
from desk.records.tables import callers, calls, order_events, orders

_CHUNK = 20_000


def next_ids(database: Database) -> dict[str, int]:
    """Return the first free id of `callers`, `calls` and `orders`."""
    with database.reading() as connection:
        return {
            table.name: (connection.scalar(select(func.max(table.c.id))) or 0) + 1
            for table in (callers, calls, orders)
        }


def write(database: Database, table: Table, rows: Iterable[Mapping[str, Any]]) -> int:
    """Insert `rows`, which all have the same keys, in large transactions; return how many."""
    written = 0
    for chunk in _chunks(rows):
        with database.writing_soon() as connection:
            connection.execute(table.insert(), chunk)
        written += len(chunk)
    return written


def finish(database: Database) -> None:
    """Let the database take note of what was written: id counters, and statistics for its planner."""
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            for table in (callers, calls, orders, order_events):
                top = select(func.coalesce(func.max(table.c.id), 0) + 1).scalar_subquery()
                sequence = func.pg_get_serial_sequence(table.name, "id")
                connection.execute(select(func.setval(sequence, top, False)))
        connection.exec_driver_sql("ANALYZE")


def _chunks(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    source = iter(rows)
    while chunk := [dict(row) for row in islice(source, _CHUNK)]:
        yield chunk
