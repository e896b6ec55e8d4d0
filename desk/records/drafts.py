"""Drafts of work orders, saved while they are typed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from desk.records.sql import insert
from desk.records.tables import drafts
from desk.records.views import OrderDraft, OrderKind


def save(connection: Connection, draft: OrderDraft, agent: str, now: datetime) -> None:
    """Write `draft` in place of the one of the same call."""
    at = draft.updated_at or now
    values = {
        "kind": draft.kind.value,
        "urgent": draft.urgent,
        "title": draft.title,
        "detail": draft.detail,
        "place": draft.place,
        "department_code": draft.department_code,
        "note": draft.note,
        "caller_number": draft.caller_number,
        "updated_at": at,
    }
    connection.execute(
        insert(connection, drafts)
        .values(call_id=draft.call_id, agent=agent, **values)
        .on_conflict_do_update(index_elements=["call_id", "agent"], set_=values)
    )


def read(connection: Connection, call_id: str, agent: str) -> OrderDraft | None:
    """Return the draft of a call, None when there is none."""
    row = connection.execute(
        select(drafts).where(drafts.c.call_id == call_id, drafts.c.agent == agent)
    ).first()
    return _draft(row) if row is not None else None


def read_all(connection: Connection, agent: str) -> tuple[OrderDraft, ...]:
    """Return an agent's drafts, newest first."""
    rows = connection.execute(
        select(drafts).where(drafts.c.agent == agent).order_by(drafts.c.updated_at.desc())
    )
    return tuple(_draft(row) for row in rows)


def discard(connection: Connection, call_id: str, agent: str) -> None:
    """Remove the draft of a call."""
    connection.execute(delete(drafts).where(drafts.c.call_id == call_id, drafts.c.agent == agent))


def _draft(row: Row[Any]) -> OrderDraft:
    return OrderDraft(
        call_id=row.call_id,
        kind=OrderKind(row.kind),
        urgent=row.urgent,
        title=row.title,
        detail=row.detail,
        place=row.place,
        department_code=row.department_code,
        note=row.note,
        caller_number=row.caller_number,
        updated_at=row.updated_at,
    )
