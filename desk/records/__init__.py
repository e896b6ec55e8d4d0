"""Callers, calls, work orders, departments and drafts, kept in SQLite or PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk.records.records import Records as Records

__all__ = ["Records"]


def __getattr__(name: str) -> object:
    # SQLAlchemy is imported with the facade, not with the views that every window uses.
    if name == "Records":
        from desk.records.records import Records

        return Records
    raise AttributeError(name)
