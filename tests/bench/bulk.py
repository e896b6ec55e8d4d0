"""Rows in bulk, for databases to measure on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Table, func, select

from desk.records.database import Database
from desk.records.tables import Utc, callers, calls, order_events, orders

_CHUNK = 100_000


def next_ids(database: Database) -> dict[str, int]:
    """Return the first free id of `callers`, `calls` and `orders`."""
    with database.reading() as connection:
        return {
            table.name: (connection.scalar(select(func.max(table.c.id))) or 0) + 1
            for table in (callers, calls, orders)
        }


def write(database: Database, table: Table, rows: Iterable[Mapping[str, Any]]) -> int:
    """Insert `rows`, which all have the same keys, in large transactions; return how many.

    Goes past the column types, which clean what comes from outside: they would take most of the time.
    """
    written = 0
    for chunk in _chunks(rows):
        columns = list(chunk[0])
        with database.writing_soon() as connection:
            on_sqlite = connection.dialect.name == "sqlite"
            if on_sqlite:  # the indexes are written at random places: keep them in memory meanwhile
                connection.exec_driver_sql("PRAGMA cache_size=-200000")
            marks = ", ".join(["?" if on_sqlite else "%s"] * len(columns))
            statement = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"
            values = [list(row.values()) for row in chunk]
            if on_sqlite:
                times = [i for i, name in enumerate(columns) if isinstance(table.c[name].type, Utc)]
                for row in values:
                    for i in times:
                        row[i] = _as_text(row[i])
            connection.exec_driver_sql(statement, [tuple(row) for row in values])
            if on_sqlite:
                connection.exec_driver_sql("PRAGMA cache_size=-8000")
        written += len(chunk)
    return written


def _as_text(value: datetime | None) -> str | None:
    """Return a time as the column type `Utc` keeps it in SQLite."""
    if value is None:
        return None
    if value.tzinfo is not UTC:
        value = value.astimezone(UTC)
    return value.isoformat(" ", "microseconds")[:26]


def finish(database: Database) -> None:
    """Let the database take note of what was written: id counters, and statistics for its planner."""
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            for table in (callers, calls, orders, order_events):
                top = select(func.coalesce(func.max(table.c.id), 0) + 1).scalar_subquery()
                sequence = func.pg_get_serial_sequence(table.name, "id")
                connection.execute(select(func.setval(sequence, top, False)))
        connection.exec_driver_sql("ANALYZE")


def _chunks(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    source = iter(rows)
    while chunk := list(islice(source, _CHUNK)):
        yield chunk
