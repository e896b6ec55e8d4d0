"""Work orders: numbered, dispatched and followed; each change is an event that stays."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, bindparam, case, func, select, update

from desk.records import order_states
from desk.records.deadlines import Rules, due_at, sign_due_at
from desk.records.errors import NotFound
from desk.records.order_states import OrderEvent
from desk.records.sql import insert
from desk.records.tables import departments, order_events, order_numbers, orders
from desk.records.views import OrderDraft, OrderKind, OrderState, OrderView

_OF_CALLER = (
    select(orders)
    .where(orders.c.caller_id == bindparam("caller"))
    .order_by(case((orders.c.state == OrderState.CLOSED.value, 1), else_=0), orders.c.dispatched_at.desc())
    .limit(bindparam("limit"))
)


def view(row: Row[Any], now: datetime) -> OrderView:
    """Return the frozen view of a row of `orders`."""
    state = OrderState(row.state)
    settled = state in (OrderState.REPLIED, OrderState.CALLED_BACK, OrderState.CLOSED)
    unsigned = state in (OrderState.DISPATCHED, OrderState.RETURNED) and row.sign_due_at < now
    return OrderView(
        number=row.number,
        kind=OrderKind(row.kind),
        urgent=row.urgent,
        title=row.title,
        place=row.place,
        department_code=row.department_code,
        department_name=row.department_name,
        state=state,
        dispatched_at=row.dispatched_at,
        due_at=row.due_at,
        overdue=not settled and (row.due_at < now or unsigned),
        reminders=row.reminders,
        last_reply=row.last_reply,
        last_reply_at=row.last_reply_at,
    )


def of_caller(connection: Connection, caller_id: int, now: datetime, limit: int) -> tuple[OrderView, ...]:
    """Return a caller's orders: open ones first, then the newest."""
    rows = connection.execute(_OF_CALLER, {"caller": caller_id, "limit": limit})
    return tuple(view(row, now) for row in rows)


def of_call(connection: Connection, agent: str, call_id: str, now: datetime) -> tuple[OrderView, ...]:
    """Return the orders that `agent` has dispatched in a call, oldest first."""
    rows = connection.execute(
        select(orders).where(orders.c.call_id == call_id, orders.c.agent == agent).order_by(orders.c.id)
    )
    return tuple(view(row, now) for row in rows)


def read(connection: Connection, number: str, now: datetime) -> OrderView:
    """Return the order `number`; raise `NotFound` when there is none."""
    return view(_row(connection, number, lock=False), now)


def fingerprint(draft: OrderDraft) -> str | None:
    """Return what makes a second dispatch of the same draft in the same call the same order."""
    if not draft.call_id:
        return None
    parts = (
        draft.kind.value,
        str(draft.urgent),
        draft.title,
        draft.detail,
        draft.place,
        draft.department_code,
    )
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()


def next_number(connection: Connection, now: datetime, zone: ZoneInfo) -> str:
    """Return the next order number, `20260131-0042`.

    The counter is a row of the same transaction: what is rolled back leaves no gap, and seats that
    dispatch at the same moment wait for each other's commit.
    """
    day = now.astimezone(zone).strftime("%Y%m%d")
    last: int = connection.execute(
        insert(connection, order_numbers)
        .values(day=day, last=1)
        .on_conflict_do_update(index_elements=["day"], set_={"last": order_numbers.c.last + 1})
        .returning(order_numbers.c.last)
    ).scalar_one()
    return f"{day}-{last:04d}"


def dispatch(
    connection: Connection,
    draft: OrderDraft,
    agent: str,
    *,
    caller_id: int | None,
    now: datetime,
    rules: Rules,
) -> OrderView:
    """Make the order of `draft` with its first event; a draft that has left already gives its order."""
    print_ = fingerprint(draft)
    if print_ is not None:
        same = select(orders).where(orders.c.call_id == draft.call_id, orders.c.fingerprint == print_)
        gone = connection.execute(same).first()
        if gone is not None:
            return view(gone, now)
    name = connection.scalar(select(departments.c.name).where(departments.c.code == draft.department_code))
    if name is None:
        raise NotFound(draft.department_code[:40])
    state = order_states.after(OrderEvent.DISPATCH, None)
    row = connection.execute(
        orders.insert()
        .values(
            number=next_number(connection, now, rules.zone),
            call_id=draft.call_id or None,
            fingerprint=print_,
            agent=agent,
            caller_id=caller_id,
            caller_number=draft.caller_number,
            kind=draft.kind.value,
            urgent=draft.urgent,
            title=draft.title,
            detail=draft.detail,
            place=draft.place,
            department_code=draft.department_code,
            department_name=name,
            state=state.value,
            dispatched_at=now,
            sign_due_at=sign_due_at(draft.urgent, now, rules),
            due_at=due_at(draft.kind, draft.urgent, now, rules),
        )
        .returning(*orders.c)
    ).one()
    _log_event(
        connection,
        row,
        at=now,
        event=OrderEvent.DISPATCH.value,
        agent=agent,
        call_id=draft.call_id,
    )
    return view(row, now)


def advance(
    connection: Connection,
    number: str,
    event: OrderEvent,
    now: datetime,
    rules: Rules,
    *,
    agent: str = "",
    call_id: str = "",
    text: str = "",
    department_code: str = "",
) -> OrderView:
    """Let `event` happen to an order: its new state and the event, or `NotPossible` and nothing."""
    row = _row(connection, number, lock=True)
    state = order_states.after(event, OrderState(row.state))
    changes: dict[str, Any] = {"state": state.value}
    if event is OrderEvent.REMIND:
        changes["reminders"] = orders.c.reminders + 1
    elif event is OrderEvent.REPLY:
        changes |= {"last_reply": text, "last_reply_at": now}
    elif event is OrderEvent.SUPERVISE:
        changes["supervised"] = True
    elif event is OrderEvent.DIFFICULT:
        changes["difficult"] = True
    elif event is OrderEvent.REDISPATCH:
        code = department_code or row.department_code
        name = connection.scalar(select(departments.c.name).where(departments.c.code == code))
        if name is None:
            raise NotFound(code[:40])
        # The citizen's limit runs on; the new department has its own time to sign.
        changes |= {
            "department_code": code,
            "department_name": name,
            "sign_due_at": sign_due_at(row.urgent, now, rules),
        }
    changed = connection.execute(
        update(orders).where(orders.c.id == row.id).values(**changes).returning(*orders.c)
    ).one()
    _log_event(connection, changed, at=now, event=event.value, agent=agent, call_id=call_id, text=text)
    return view(changed, now)


def events(connection: Connection, number: str) -> tuple[tuple[datetime, OrderEvent, str, str], ...]:
    """Return an order's events, oldest first: time, event, agent, text."""
    rows = connection.execute(
        select(order_events)
        .join(orders, orders.c.id == order_events.c.order_id)
        .where(orders.c.number == number)
        .order_by(order_events.c.id)
    )
    return tuple((row.at, OrderEvent(row.event), row.agent, row.text) for row in rows)


def count_since(connection: Connection, agent: str, since: datetime) -> int:
    """Return how many orders `agent` has dispatched since."""
    count: int = connection.execute(
        select(func.count())
        .select_from(orders)
        .where(orders.c.agent == agent, orders.c.dispatched_at >= since)
    ).scalar_one()
    return count


def _row(connection: Connection, number: str, *, lock: bool) -> Row[Any]:
    query = select(orders).where(orders.c.number == number)
    row = connection.execute(query.with_for_update() if lock else query).first()
    if row is None:
        raise NotFound(number[:40])
    return row


def _log_event(connection: Connection, order: Row[Any], **values: object) -> None:
    connection.execute(
        order_events.insert().values(
            order_id=order.id, state=order.state, department_code=order.department_code, **values
        )
    )
