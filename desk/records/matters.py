"""What calls were about and how they were settled, for the figures: read, never written here."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from desk.figures.rising import Matter
from desk.records.tables import calls, direct_answers, orders, searches
from desk.records.views import Outcome

# A phone rings for a while before the wait ends, and the clocks of seats and PBX are not the same.
_EARLIER = timedelta(minutes=15)


def settled(connection: Connection, since: datetime, told: datetime | None = None) -> dict[str, Outcome]:
    """Return how the calls since then were settled, by call id; with `told` those told of since that moment.

    A call that was answered from an entry is a direct answer until a wrap-up says something else. Of each
    call all that was ever written is looked at, so that it is the same whatever the span: what counts is the
    wrap-up of the seat that had the call last.
    """
    direct = select(direct_answers.c.call_id).where(direct_answers.c.at >= (told or since - _EARLIER))
    wrapped = select(calls.c.call_id).where(
        calls.c.offered_at >= since - _EARLIER, calls.c.outcome.is_not(None)
    )
    if told is not None:
        wrapped = wrapped.where(calls.c.wrapped_up_at >= told)
    found = {row.call_id: Outcome.DIRECT_ANSWER for row in connection.execute(direct)}
    outcomes = connection.execute(
        select(calls.c.call_id, calls.c.outcome)
        .where(calls.c.call_id.in_(wrapped.union(direct)), calls.c.outcome.is_not(None))
        .order_by(calls.c.offered_at, calls.c.id)
    )
    return found | {row.call_id: Outcome(row.outcome) for row in outcomes}


def dispatched(connection: Connection, since: datetime, until: datetime) -> list[tuple[datetime, str, str]]:
    """Return the orders dispatched in the span: when, in which call (or none), by whom."""
    rows = connection.execute(
        select(orders.c.dispatched_at, orders.c.call_id, orders.c.agent)
        .where(orders.c.dispatched_at >= since, orders.c.dispatched_at < until)
        .order_by(orders.c.id)
    )
    return [(row.dispatched_at, row.call_id or "", row.agent) for row in rows]


def matters(connection: Connection, since: datetime, until: datetime) -> list[Matter]:
    """Return what was written and asked in the span: orders and searches of the knowledge base."""
    found = [
        Matter(row.dispatched_at, row.call_id or row.number, row.kind, row.title, row.place)
        for row in connection.execute(
            select(orders).where(orders.c.dispatched_at >= since, orders.c.dispatched_at < until)
        )
    ]
    asked = connection.execute(
        select(searches.c.at, searches.c.call_id, searches.c.agent, searches.c.query).where(
            searches.c.at >= since, searches.c.at < until
        )
    )
    # A search outside of a call is the call-taker's own; those of one hour count as one.
    found += [
        Matter(row.at, row.call_id or f"{row.agent} {row.at:%Y%m%d%H}", "", row.query, "") for row in asked
    ]
    return found
