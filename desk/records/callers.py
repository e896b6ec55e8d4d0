"""Callers: who a number belongs to, and the card that is shown while the phone rings."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, and_, bindparam, func, or_, select, update

from desk.records import orders
from desk.records.floor_tables import queue_calls
from desk.records.joined_notes import joined
from desk.records.likeness import likeness
from desk.records.numbers import describe, number_key
from desk.records.sql import insert
from desk.records.tables import Key, caller_numbers, callers, calls, clean
from desk.records.views import CallerCard, Kept, OrderView, Outcome, PastCall, RepeatCall
from desk.records.views import OrderState as State
from telephony.floor.facts import Outcome as Wait
from telephony.snapshots import CallDirection

_SHOWN = 20
_LIKE_ENOUGH = 0.34
# Rang out at a seat and went on to another: not a call of the citizen's of its own.
_REAL = or_(calls.c.end_reason.is_(None), calls.c.end_reason != "not_answered")

# The card's statements are built once: building them took longer than running them.
_CALLER_ID = select(caller_numbers.c.caller_id).where(caller_numbers.c.number == bindparam("key", type_=Key))
_PERSON = (
    select(callers)
    .join(caller_numbers, caller_numbers.c.caller_id == callers.c.id)
    .where(caller_numbers.c.number == bindparam("key", type_=Key))
)
_OF_CALLER = and_(calls.c.caller_id == bindparam("caller"), _REAL)
_BY_CALLER = and_(_OF_CALLER, calls.c.direction == CallDirection.INBOUND.value)
_PAST = (
    select(
        calls.c.call_id,
        calls.c.offered_at,
        calls.c.answered_at,
        calls.c.ended_at,
        calls.c.queue,
        calls.c.agent,
        calls.c.outcome,
        calls.c.note,
        calls.c.direction,
        select(func.count()).select_from(calls).where(_BY_CALLER).scalar_subquery().label("total"),
    )
    .where(_OF_CALLER)
    .order_by(calls.c.offered_at.desc())
    .limit(_SHOWN)
)


def caller_id_of(connection: Connection, number: str) -> int | None:
    """Return the caller who has `number`, None when nobody has it or it is withheld."""
    key = number_key(number)
    if not key:
        return None
    found: int | None = connection.scalar(_CALLER_ID, {"key": key})
    return found


def make_caller(connection: Connection, number: str, name: str, now: datetime) -> int | None:
    """Return the caller who has `number`, made when there is none; None for a withheld number."""
    key = number_key(number)
    if not key:
        return None
    found = caller_id_of(connection, number)
    if found is not None:
        return found
    made: int = connection.execute(
        callers.insert().values(name=name, updated_at=now).returning(callers.c.id)
    ).scalar_one()
    taken = connection.execute(
        insert(connection, caller_numbers)
        .values(number=key, caller_id=made)
        .on_conflict_do_nothing()
        .returning(caller_numbers.c.number)
    ).first()
    if taken is None:  # another seat was faster
        connection.execute(callers.delete().where(callers.c.id == made))
        return caller_id_of(connection, number)
    return made


def change(connection: Connection, number: str, now: datetime, **values: object) -> None:
    """Set columns of the caller who has `number`; a withheld number has nobody to change."""
    caller = make_caller(connection, number, "", now)
    if caller is not None:
        connection.execute(update(callers).where(callers.c.id == caller).values(updated_at=now, **values))


def write_note(
    connection: Connection, number: str, note: str, now: datetime, *, based_on: str | None
) -> Kept:
    """Set the note of the caller who has `number`; below one that another desk has written meanwhile."""
    return _write(connection, number, callers.c.note, note, now, based_on=based_on, met=joined)


def write_name(
    connection: Connection, number: str, name: str, now: datetime, *, based_on: str | None
) -> Kept:
    """Set the name of the caller who has `number`; one that another desk has given meanwhile stays."""
    return _write(connection, number, callers.c.name, name, now, based_on=based_on, met=_theirs)


def write_nuisance(
    connection: Connection, number: str, reason: str, now: datetime, *, based_on: str | None
) -> Kept:
    """Mark the caller as a nuisance, or not; what another desk has decided meanwhile stays."""
    column = callers.c.nuisance_reason
    kept = _write(connection, number, column, reason, now, based_on=based_on, met=_theirs)
    change(connection, number, now, nuisance=bool(kept.text))
    return kept


def read_card(
    connection: Connection, number: str, *, language: str, matter: str, now: datetime, repeat_days: int
) -> CallerCard:
    """Read the card of `number`: three statements, each answered from an index."""
    info = describe(number, language)
    key = number_key(number)
    if not key:
        return CallerCard(number=info)
    person = connection.execute(_PERSON, {"key": key}).first()
    if person is None:
        return CallerCard(number=info)
    rows = connection.execute(_PAST, {"caller": person.id}).all()
    past = tuple(
        PastCall(
            call_id=row.call_id,
            started_at=row.offered_at,
            queue=row.queue,
            agent=row.agent,
            outcome=Outcome(row.outcome) if row.outcome else None,
            note=row.note,
            talk_seconds=_seconds(row.answered_at, row.ended_at),
            call_back=row.direction == CallDirection.OUTBOUND.value,
        )
        for row in rows
    )
    found = orders.of_caller(connection, person.id, now, _SHOWN)
    return CallerCard(
        number=info,
        caller_id=person.id,
        name=person.name,
        address=person.address,
        note=person.note,
        nuisance=person.nuisance,
        nuisance_reason=person.nuisance_reason,
        calls_total=rows[0].total if rows else 0,
        calls=past,
        orders=found,
        repeat=_repeat(past, found, matter, now, repeat_days),
    )


def called_since(
    connection: Connection, numbers: Collection[str], since: datetime
) -> dict[str, dict[tuple[str, str], bool]]:
    """Return the calls of each number since then, by PBX and call id, and whether somebody has answered.

    Numbers are as the PBX told them. One statement, from the index of the times.
    """
    found: dict[str, dict[tuple[str, str], bool]] = {}
    if not numbers:
        return found
    stays = queue_calls.c
    rows = connection.execute(
        select(stays.number, stays.pbx, stays.call_id, stays.outcome).where(
            stays.entered_at >= since,
            stays.number.in_(numbers),
            stays.outcome.in_((Wait.ANSWERED.value, Wait.ABANDONED.value)),
        )
    )
    for row in rows:
        of_number = found.setdefault(row.number, {})
        call = (row.pbx, row.call_id)
        of_number[call] = of_number.get(call, False) or row.outcome == Wait.ANSWERED.value
    return found


def _write(
    connection: Connection,
    number: str,
    column: Column[str],
    ours: str,
    now: datetime,
    *,
    based_on: str | None,
    met: Callable[[str, str, str], str],
) -> Kept:
    """Set a column; where somebody else has changed it since `based_on`, to what `met` makes of both.

    `based_on` None takes whatever stands there for what ours was based on.
    """
    caller = make_caller(connection, number, "", now)
    if caller is None:
        return Kept("")
    # Locked until the commit: of two desks that write at once, the second meets what the first has written.
    stood: str = connection.execute(
        select(column).where(callers.c.id == caller).with_for_update()
    ).scalar_one()
    ours, base = clean(ours), stood if based_on is None else clean(based_on)
    others = stood not in (base, ours)
    text = met(stood, ours, base) if others else ours
    if text != stood:
        connection.execute(
            update(callers).where(callers.c.id == caller).values({column: text, callers.c.updated_at: now})
        )
    return Kept(text, stood if others else None)


def _theirs(theirs: str, _ours: str, _base: str) -> str:
    return theirs


def _seconds(start: datetime | None, end: datetime | None) -> float | None:
    return (end - start).total_seconds() if start is not None and end is not None else None


def _repeat(
    past: tuple[PastCall, ...],
    found: tuple[OrderView, ...],
    matter: str,
    now: datetime,
    days: int,
) -> RepeatCall | None:
    """Tell whether this looks like a matter that the caller has called about in the last `days`.

    Before anything is typed an open order is the sign, or a recent call that was left incomplete.
    Then the title decides: the most similar order, open or closed, or a department it names.
    """
    since = now - timedelta(days=days)
    # The call that is ringing now is not an earlier one, and what the desk dialled is not the citizen's.
    recent = [
        call
        for call in past
        if call.started_at >= since and (call.outcome or call.talk_seconds is not None) and not call.call_back
    ]
    fresh = [order for order in found if order.dispatched_at >= since]
    if matter.strip():
        best = max(
            fresh,
            key=lambda order: (_same(matter, order), order.state is not State.CLOSED),
            default=None,
        )
        if best is not None and _same(matter, best) >= _LIKE_ENOUGH:
            return RepeatCall(calls=len(recent), days=days, order=best)
        return None
    open_orders = [order for order in found if order.state is not State.CLOSED]
    if open_orders:
        return RepeatCall(calls=len(recent), days=days, order=open_orders[0])
    if any(call.outcome is Outcome.INCOMPLETE for call in recent):
        return RepeatCall(calls=len(recent), days=days)
    return None


def _same(matter: str, order: OrderView) -> float:
    if len(order.department_name) > 1 and order.department_name in matter:
        return 1.0
    return likeness(matter, order.title)
