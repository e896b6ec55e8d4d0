"""What leads did and what became of alarms: written once, never changed; and the leads' thresholds."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from desk.figures.alarms import Alarm, AlarmChange, AlarmEvent, AlarmState, Measure, Threshold
from desk.figures.periods import Window
from desk.records.errors import NotFound
from desk.records.floor_tables import alarm_events, alarm_thresholds, lead_actions
from desk.records.tables import key
from telephony.floor.facts import Watched
from telephony.floor.views import FloorState


class ActionResult(enum.Enum):
    """How far an action has come: asked, then done or failed; listening began and ended."""

    ASKED = "asked"
    DONE = "done"  # the PBX has confirmed it
    FAILED = "failed"
    BEGAN = "began"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class LeadAction:
    """One row of the audit log: who, when, what, whom, and what came of it.

    `request` is the same in all rows of one request. `detail` says more: the reason, the target, the mode,
    or why it failed.
    """

    at: datetime
    request: str
    lead: str
    action: str
    result: ActionResult
    pbx: str = ""
    target: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """One row of the alarm log; `board` is whose board it was, `lead` who acknowledged it."""

    at: datetime
    board: str
    event: AlarmEvent
    threshold: int
    measure: Measure
    queue: str
    subject: str
    limit: float
    value: float | None
    lead: str = ""


def of_watch(fact: Watched) -> LeadAction:
    """Return the audit row of what the PBX reported: who listens to whom, since when and until when."""
    ended = fact.ended_at is not None
    return LeadAction(
        at=fact.ended_at or fact.began_at,
        request=f"{fact.pbx} {fact.lead} {fact.began_at.isoformat()}",
        lead=fact.lead,
        action=fact.mode,
        result=ActionResult.ENDED if ended else ActionResult.BEGAN,
        pbx=fact.pbx,
        target=fact.seat,
        detail="told" if fact.told else "",
    )


def log_action(connection: Connection, action: LeadAction) -> None:
    """Write an action down."""
    connection.execute(
        lead_actions.insert().values(
            at=action.at,
            request=action.request,
            lead=action.lead,
            action=action.action,
            pbx=action.pbx,
            target=action.target,
            detail=action.detail,
            result=action.result.value,
        )
    )


def log_action_once(connection: Connection, action: LeadAction) -> None:
    """Write an action down that may have been written before."""
    table = lead_actions.c
    same = select(table.id).where(
        table.at == action.at, table.request == key(action.request), table.result == action.result.value
    )
    if connection.execute(same.limit(1)).first() is None:
        log_action(connection, action)


def actions(connection: Connection, since: datetime, until: datetime) -> tuple[LeadAction, ...]:
    """Return the actions of a span, oldest first."""
    rows = connection.execute(
        select(lead_actions)
        .where(lead_actions.c.at >= since, lead_actions.c.at < until)
        .order_by(lead_actions.c.id)
    )
    return tuple(
        LeadAction(
            row.at,
            row.request,
            row.lead,
            row.action,
            ActionResult(row.result),
            row.pbx,
            row.target,
            row.detail,
        )
        for row in rows
    )


def alarm_row(board: str, change: AlarmChange) -> AlarmRow:
    """Return the row of what became of an alarm on somebody's board."""
    alarm, threshold = change.alarm, change.alarm.threshold
    return AlarmRow(
        at=change.at,
        board=board,
        event=change.event,
        threshold=threshold.number,
        measure=threshold.measure,
        queue=threshold.queue,
        subject=alarm.subject,
        limit=threshold.limit,
        value=alarm.value,
        lead=change.lead,
    )


def log_alarms_once(connection: Connection, rows: Iterable[AlarmRow]) -> None:
    """Write down what became of alarms; a row may have been written before."""
    table = alarm_events.c
    for row in rows:
        same = select(table.id).where(
            table.at == row.at,
            table.board == row.board,
            table.threshold == row.threshold,
            table.subject == row.subject,
            table.event == row.event.value,
        )
        if connection.execute(same.limit(1)).first() is None:
            values = asdict(row) | {"event": row.event.value, "measure": row.measure.value}
            connection.execute(alarm_events.insert().values(**values))


def alarm_log(connection: Connection, since: datetime, until: datetime) -> tuple[AlarmRow, ...]:
    """Return what became of alarms in a span, oldest first."""
    rows = connection.execute(
        select(alarm_events)
        .where(alarm_events.c.at >= since, alarm_events.c.at < until)
        .order_by(alarm_events.c.id)
    )
    return tuple(_alarm_row(row) for row in rows)


def standing_alarms(connection: Connection, since: datetime) -> tuple[Alarm, ...]:
    """Return the alarms that were raised and not cleared since, on whichever board, and who has seen them.

    All boards hold the same values against the same thresholds: what one clears is over for all.
    """
    known = {threshold.number: threshold for threshold in thresholds(connection)}
    standing: dict[tuple[int, str], Alarm] = {}
    rows = connection.execute(
        select(alarm_events).where(alarm_events.c.at >= since).order_by(alarm_events.c.id)
    )
    for row in rows:
        key, event = (row.threshold, row.subject), AlarmEvent(row.event)
        threshold = known.get(row.threshold)
        if event is AlarmEvent.CLEAR or threshold is None:
            standing.pop(key, None)
        elif event is AlarmEvent.RAISE:
            if key in standing:
                continue  # another board has raised it before
            standing[key] = Alarm(threshold, row.subject, AlarmState.RAISED, row.value, raised_at=row.at)
        elif key in standing and standing[key].state is AlarmState.RAISED:
            standing[key] = standing[key].after(AlarmEvent.ACKNOWLEDGE, row.at, row.lead)
    return tuple(standing.values())


def thresholds(connection: Connection) -> tuple[Threshold, ...]:
    """Return all thresholds, in the order in which they were made."""
    rows = connection.execute(select(alarm_thresholds).order_by(alarm_thresholds.c.id))
    return tuple(_threshold(row) for row in rows)


def save_threshold(connection: Connection, threshold: Threshold, lead: str, now: datetime) -> Threshold:
    """Make or change a threshold; raise `NotFound` when somebody has taken it away meanwhile."""
    values = {
        "measure": threshold.measure.value,
        "queue": threshold.queue,
        "state": threshold.state.value if threshold.state else None,
        "window": threshold.window.value,
        "limit": threshold.limit,
        "ease": threshold.ease,
        "after": threshold.after,
        "calm": threshold.calm,
        "enabled": threshold.enabled,
        "updated_at": now,
        "updated_by": lead,
    }
    if threshold.number:
        statement: Any = (
            update(alarm_thresholds).where(alarm_thresholds.c.id == threshold.number).values(**values)
        )
    else:
        statement = alarm_thresholds.insert().values(**values)
    row = connection.execute(statement.returning(*alarm_thresholds.c)).first()
    if row is None:
        raise NotFound(str(threshold.number))
    return _threshold(row)


def remove_threshold(connection: Connection, number: int) -> None:
    """Take a threshold away; one that is gone already is no mistake."""
    connection.execute(delete(alarm_thresholds).where(alarm_thresholds.c.id == number))


def _threshold(row: Row[Any]) -> Threshold:
    return Threshold(
        number=row.id,
        measure=Measure(row.measure),
        limit=row.limit,
        queue=row.queue,
        state=FloorState(row.state) if row.state else None,
        window=Window(row.window),
        ease=row.ease,
        after=row.after,
        calm=row.calm,
        enabled=row.enabled,
    )


def _alarm_row(row: Row[Any]) -> AlarmRow:
    return AlarmRow(
        at=row.at,
        board=row.board,
        event=AlarmEvent(row.event),
        threshold=row.threshold,
        measure=Measure(row.measure),
        queue=row.queue,
        subject=row.subject,
        limit=row.limit,
        value=row.value,
        lead=row.lead,
    )
