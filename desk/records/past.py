"""Past calls and orders that were kept elsewhere, taken in one transaction.

Each order is led through its states by the same table as a live one, only with earlier times.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from desk.records import callers, calls, orders
from desk.records.database import Database
from desk.records.deadlines import Rules
from desk.records.order_states import OrderEvent
from desk.records.tables import calls as calls_table
from desk.records.views import OrderDraft, OrderKind, OrderState, Outcome
from telephony.snapshots import CallDirection, CallSnapshot, CallState, EndReason

# The way of an order to each state, each step with its share of the time since the dispatch.
_WAY = {
    OrderState.DISPATCHED: (),
    OrderState.SIGNED: (OrderEvent.SIGN,),
    OrderState.REPLIED: (OrderEvent.SIGN, OrderEvent.REPLY),
    OrderState.CALLED_BACK: (OrderEvent.SIGN, OrderEvent.REPLY, OrderEvent.CALL_BACK),
    OrderState.CLOSED: (OrderEvent.SIGN, OrderEvent.REPLY, OrderEvent.CALL_BACK, OrderEvent.CLOSE),
    OrderState.RETURNED: (OrderEvent.RETURN,),
}
_STEP = timedelta(hours=5)
_FIRST_STEP = timedelta(minutes=12)


@dataclass(frozen=True, slots=True)
class PastOrder:
    """An order of a past call; `reply` is the department's word, or its reason to return it."""

    kind: OrderKind
    urgent: bool
    title: str
    detail: str
    place: str
    department_code: str
    state: OrderState
    reply: str = ""


@dataclass(frozen=True, slots=True)
class PastMatter:
    """A past call; `waited` and `talked` in seconds."""

    call_id: str
    number: str
    started_at: datetime
    queue: str
    agent: str
    outcome: Outcome
    note: str
    waited: float
    talked: float
    order: PastOrder | None = None


def is_empty(database: Database) -> bool:
    """Tell whether no call was ever recorded."""
    with database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(calls_table)) == 0


def load(database: Database, matters: Iterable[PastMatter], rules: Rules, until: datetime) -> int:
    """Record past calls with their orders, none of whose events is later than `until`; return how many."""
    count = 0
    with database.writing() as connection:
        for matter in matters:
            answered = matter.started_at + timedelta(seconds=matter.waited)
            ended = answered + timedelta(seconds=matter.talked)
            call = CallSnapshot(
                call_id=matter.call_id,
                direction=CallDirection.INBOUND,
                state=CallState.ENDED,
                number=matter.number,
                queue=matter.queue,
                waited=matter.waited,
                offered_at=matter.started_at,
                answered_at=answered,
                ended_at=ended,
                end_reason=EndReason.CITIZEN_HUNG_UP,
            )
            calls.write(connection, call, matter.agent, ended)
            calls.wrap_up(
                connection, call.call_id, matter.agent, outcome=matter.outcome, note=matter.note, now=ended
            )
            if matter.order is not None:
                _order(connection, matter, matter.order, ended, rules, until)
            count += 1
    return count


def _order(
    connection: Connection,
    matter: PastMatter,
    order: PastOrder,
    dispatched: datetime,
    rules: Rules,
    until: datetime,
) -> None:
    draft = OrderDraft(
        call_id=matter.call_id,
        kind=order.kind,
        urgent=order.urgent,
        title=order.title,
        detail=order.detail,
        place=order.place,
        department_code=order.department_code,
        caller_number=matter.number,
    )
    caller = callers.make_caller(connection, matter.number, "", dispatched)
    made = orders.dispatch(connection, draft, matter.agent, caller_id=caller, now=dispatched, rules=rules)
    at = dispatched + _FIRST_STEP
    for event in _WAY[order.state]:
        text = order.reply if event in (OrderEvent.REPLY, OrderEvent.RETURN) else ""
        orders.advance(connection, made.number, event, min(at, until), rules, agent=matter.agent, text=text)
        at += _STEP
