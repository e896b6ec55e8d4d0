"""Calls as the PBX reported them: one record a call and seat, however often and late it is told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from desk.records import callers
from desk.records.sql import insert
from desk.records.tables import call_legs, call_times, calls, direct_answers
from desk.records.views import Outcome, PastCall, UnfinishedCall
from telephony.snapshots import CallSnapshot, CallState, LegState

_ENDED = CallState.ENDED.value


def write(connection: Connection, call: CallSnapshot, agent: str, now: datetime) -> None:
    """Merge `call` into its record: the first time told stays, an ended call stays ended."""
    row = _row(connection, call, agent, now)
    changes: dict[str, Any] = {}
    if row.state not in (_ENDED, call.state.value):
        changes["state"] = call.state.value
        connection.execute(
            call_times.insert().values(call=row.id, state=call.state.value, at=_time_of(call, now))
        )
    offered = call.offered_at
    if offered is not None and offered < row.offered_at:
        changes["offered_at"] = offered
    told = {
        "answered_at": call.answered_at,
        "ended_at": call.ended_at or (now if call.state is CallState.ENDED else None),
        "end_reason": call.end_reason.value if call.end_reason else None,
        "waited_seconds": call.waited,
        "queue": call.queue or None,
        "name": call.name or None,
        "number": call.number or None,
    }
    changes |= {
        column: value
        for column, value in told.items()
        if value is not None and getattr(row, column) in (None, "")
    }
    if row.caller_id is None and call.number:
        changes["caller_id"] = callers.make_caller(connection, call.number, "", now)
    if call.state is CallState.THREE_WAY and not row.three_way:
        changes["three_way"] = True
    if changes:
        connection.execute(update(calls).where(calls.c.id == row.id).values(**changes))
    _write_legs(connection, row.id, call, now)


def _row(connection: Connection, call: CallSnapshot, agent: str, now: datetime) -> Row[Any]:
    query = select(calls).where(calls.c.call_id == call.call_id, calls.c.agent == agent)
    row = connection.execute(query).first()
    if row is None:
        made = connection.execute(
            insert(connection, calls)
            .values(
                call_id=call.call_id,
                agent=agent,
                caller_id=callers.make_caller(connection, call.number, "", now),
                number=call.number,
                name=call.name,
                direction=call.direction.value,
                queue=call.queue,
                state="",
                offered_at=call.offered_at or call.answered_at or now,
            )
            .on_conflict_do_nothing()
            .returning(*calls.c)
        ).first()
        row = made if made is not None else connection.execute(query).one()
    return row


def _time_of(call: CallSnapshot, now: datetime) -> datetime:
    if call.state is CallState.ENDED and call.ended_at is not None:
        return call.ended_at
    if call.state is CallState.RINGING and call.offered_at is not None:
        return call.offered_at
    return now


def _write_legs(connection: Connection, call_row: int, call: CallSnapshot, now: datetime) -> None:
    known = {
        row.channel: row for row in connection.execute(select(call_legs).where(call_legs.c.call == call_row))
    }
    for leg in call.legs:
        row = known.pop(leg.channel, None)
        values: dict[str, Any] = {}
        if leg.state in (LegState.TALKING, LegState.HELD) and (row is None or row.talking_at is None):
            values["talking_at"] = leg.since or now
        if (leg.state is LegState.GONE or call.state is CallState.ENDED) and (
            row is None or row.ended_at is None
        ):
            values["ended_at"] = call.ended_at or now
        if row is None:
            connection.execute(
                insert(connection, call_legs)
                .values(
                    call=call_row,
                    role=leg.role.value,
                    channel=leg.channel,
                    number=leg.number,
                    name=leg.name,
                    started_at=leg.since or now,
                    **values,
                )
                .on_conflict_do_nothing()
            )
        elif values:
            connection.execute(update(call_legs).where(call_legs.c.id == row.id).values(**values))
    if call.legs or call.state is CallState.ENDED:  # legs that are not told of any more have gone
        left = [row.id for row in known.values() if row.ended_at is None]
        if left:
            connection.execute(
                update(call_legs).where(call_legs.c.id.in_(left)).values(ended_at=call.ended_at or now)
            )


def agent_of(connection: Connection, call_id: str) -> str | None:
    """Return who had the call last, None when it is not known."""
    agent: str | None = connection.scalar(
        select(calls.c.agent).where(calls.c.call_id == call_id).order_by(calls.c.offered_at.desc()).limit(1)
    )
    return agent


def last_of(connection: Connection, call_id: str) -> PastCall | None:
    """Return a call as it was at the seat that had it last."""
    row = connection.execute(
        select(calls).where(calls.c.call_id == call_id).order_by(calls.c.offered_at.desc()).limit(1)
    ).first()
    if row is None:
        return None
    talked = None
    if row.answered_at is not None and row.ended_at is not None:
        talked = (row.ended_at - row.answered_at).total_seconds()
    outcome = Outcome(row.outcome) if row.outcome else None
    return PastCall(row.call_id, row.offered_at, row.queue, row.agent, outcome, row.note or "", talked)


def wrap_up(
    connection: Connection, call_id: str, agent: str, *, outcome: Outcome, note: str, now: datetime
) -> bool:
    """Write how the call was settled; tell whether the call is known."""
    done = connection.execute(
        update(calls)
        .where(calls.c.call_id == call_id, calls.c.agent == agent)
        .values(outcome=outcome.value, note=note, wrapped_up_at=now)
    )
    return done.rowcount > 0


def unfinished(connection: Connection, agent: str) -> tuple[UnfinishedCall, ...]:
    """Return the answered calls of `agent` without a wrap-up, oldest first."""
    rows = connection.execute(
        select(calls.c.call_id, calls.c.number, calls.c.offered_at)
        .where(calls.c.agent == agent, calls.c.wrapped_up_at.is_(None), calls.c.answered_at.is_not(None))
        .order_by(calls.c.offered_at)
    )
    return tuple(UnfinishedCall(row.call_id, row.number, row.offered_at) for row in rows)


def day_of(connection: Connection, agent: str, since: datetime) -> dict[str, Any]:
    """Return the counts of an agent's calls since `since`, for `AgentDay`."""
    rows = connection.execute(
        select(calls.c.answered_at, calls.c.ended_at, calls.c.three_way).where(
            calls.c.agent == agent, calls.c.offered_at >= since
        )
    ).all()
    answered = [row for row in rows if row.answered_at is not None]
    talks = [(row.ended_at - row.answered_at).total_seconds() for row in answered if row.ended_at is not None]
    direct = connection.execute(
        select(func.count(direct_answers.c.call_id.distinct())).where(
            direct_answers.c.agent == agent, direct_answers.c.at >= since
        )
    ).scalar_one()
    return {
        "calls": len(rows),
        "answered": len(answered),
        "three_way": sum(row.three_way for row in rows),
        "direct_answers": direct,
        "mean_talk_seconds": sum(talks) / len(talks) if talks else None,
    }
