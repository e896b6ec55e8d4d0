"""Stays of callers in queues: each once, joined with what was known of it, whoever writes and how often."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, or_, select, text, update

from desk.figures.merging import find, joined
from desk.records.floor_tables import floor_coverage, queue_calls
from desk.records.tables import key
from telephony.floor.facts import EndedBy, Outcome, QueueCall

_LOCK = 12345_002  # any number, the same in every copy of the program
_AT_ONCE = 200
_LONGEST_CALL = timedelta(hours=6)
_TOUCHING = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Covered:
    """A span of which every call of a PBX is known."""

    pbx: str
    since: datetime
    until: datetime


def save(connection: Connection, calls: Sequence[QueueCall]) -> None:
    """Join stays with those in the table; boards that write at once take turns."""
    if not calls:
        return
    _take_turns(connection)
    for start in range(0, len(calls), _AT_ONCE):
        _save(connection, calls[start : start + _AT_ONCE])


def _take_turns(connection: Connection) -> None:
    # SQLite's writers begin with BEGIN IMMEDIATE and are alone already.
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))


def _save(connection: Connection, calls: Sequence[QueueCall]) -> None:
    ids, pbxs = {key(call.call_id) for call in calls}, {key(call.pbx) for call in calls}
    known: dict[tuple[str, str], list[tuple[int | None, QueueCall]]] = defaultdict(list)
    # With the PBX's name, because the index begins with it.
    stored = select(queue_calls).where(queue_calls.c.pbx.in_(pbxs), queue_calls.c.call_id.in_(ids))
    for row in connection.execute(stored):
        known[row.pbx, row.call_id].append((row.id, _call(row)))
    changed: dict[int, QueueCall] = {}
    for told in calls:
        call = _cleaned(told)
        stays = known[call.pbx, call.call_id]
        at = find(call, [stay for _, stay in stays])
        if at is None:
            stays.append((None, call))
            continue
        number, before = stays[at]
        after = joined(before, call)
        if after != before:
            stays[at] = (number, after)
            if number is not None:
                changed[number] = after
    for number, call in changed.items():
        connection.execute(update(queue_calls).where(queue_calls.c.id == number).values(**_values(call)))
    new = [_values(call) for stays in known.values() for number, call in stays if number is None]
    if new:
        connection.execute(queue_calls.insert(), new)


def read(connection: Connection, since: datetime, until: datetime) -> Iterator[QueueCall]:
    """Yield the stays whose wait ended in the span, as the figures count, or began before and goes on.

    They come some at a time: a day of a large hotline is 50 MB of rows.
    """
    table = queue_calls.c
    rows = connection.execute(
        select(queue_calls)
        .where(
            or_(
                and_(table.left_at >= since, table.left_at < until),
                and_(
                    table.left_at.is_(None),
                    table.entered_at >= since - _LONGEST_CALL,
                    table.entered_at < until,
                ),
            ),
        )
        .order_by(table.entered_at),
        execution_options={"yield_per": _AT_ONCE},
    )
    yield from map(_call, rows)


def of_calls(connection: Connection, pbxs: Collection[str], call_ids: Iterable[str]) -> list[QueueCall]:
    """Return all stays of these calls at these PBXs, whenever they were."""
    ids = sorted({key(call_id) for call_id in call_ids})
    found: list[QueueCall] = []
    for start in range(0, len(ids), _AT_ONCE):
        table = queue_calls.c
        wanted = table.pbx.in_(pbxs), table.call_id.in_(ids[start : start + _AT_ONCE])
        found += map(_call, connection.execute(select(queue_calls).where(*wanted)))
    return found


def there(
    connection: Connection, since: datetime, until: datetime, limit: int, queue: str = ""
) -> list[QueueCall]:
    """Return the stays in a queue, or in all, of which any part, wait or talk, is in the span; the newest."""
    ended = or_(
        queue_calls.c.ended_at >= since,
        and_(
            queue_calls.c.ended_at.is_(None),
            or_(
                queue_calls.c.left_at >= since,
                queue_calls.c.outcome.in_((Outcome.WAITING.value, Outcome.ANSWERED.value)),
            ),
        ),
    )
    rows = connection.execute(
        select(queue_calls)
        .where(
            queue_calls.c.entered_at < until,
            queue_calls.c.entered_at >= since - _LONGEST_CALL,
            ended,
            *((queue_calls.c.queue == queue,) if queue else ()),
        )
        .order_by(queue_calls.c.entered_at.desc())
        .limit(limit)
    )
    return [_call(row) for row in rows][::-1]


def arrivals(connection: Connection, since: datetime, until: datetime) -> dict[str, int]:
    """Return how many callers came into each queue in the span."""
    table = queue_calls.c
    rows = connection.execute(
        select(table.queue, func.count())
        .where(table.entered_at >= since, table.entered_at < until)
        .group_by(table.queue)
    )
    return {row.queue: row[1] for row in rows}


def cover(connection: Connection, span: Covered) -> None:
    """Note that all calls of the span are known; spans that touch become one."""
    _take_turns(connection)
    table = floor_coverage.c
    touching = connection.execute(
        select(floor_coverage).where(
            table.pbx == span.pbx,
            table.until >= span.since - _TOUCHING,
            table.since <= span.until + _TOUCHING,
        )
    ).all()
    since = min([span.since, *(row.since for row in touching)])
    until = max([span.until, *(row.until for row in touching)])
    if not touching:
        connection.execute(floor_coverage.insert().values(pbx=span.pbx, since=since, until=until))
        return
    first, *others = touching
    connection.execute(update(floor_coverage).where(table.id == first.id).values(since=since, until=until))
    if others:
        connection.execute(delete(floor_coverage).where(table.id.in_([row.id for row in others])))


def covered(connection: Connection, since: datetime, until: datetime) -> list[Covered]:
    """Return the spans of which all calls are known, as far as they touch this one."""
    rows = connection.execute(
        select(floor_coverage)
        .where(floor_coverage.c.until >= since, floor_coverage.c.since < until)
        .order_by(floor_coverage.c.pbx, floor_coverage.c.since)
    )
    return [Covered(row.pbx, row.since, row.until) for row in rows]


def _cleaned(call: QueueCall) -> QueueCall:
    """Return the stay as the table will give it back, so that what is the same is found the same."""
    values = {name: getattr(call, name) for name in QueueCall.__slots__}
    return QueueCall(**values | {name: key(values[name]) for name in ("pbx", "call_id", "queue")})


def _values(call: QueueCall) -> dict[str, Any]:
    values = {name: getattr(call, name) for name in QueueCall.__slots__}
    return values | {
        "outcome": call.outcome.value,
        "ended_by": call.ended_by.value if call.ended_by else None,
        "unanswered": _texts(call.unanswered),
        "departments": _texts(call.departments),
    }


def _texts(items: Iterable[str]) -> list[str]:
    return [key(item) for item in items]


def _call(row: Row[Any]) -> QueueCall:
    values = {name: getattr(row, name) for name in QueueCall.__slots__}
    return QueueCall(
        **values
        | {
            "outcome": Outcome(row.outcome),
            "ended_by": EndedBy(row.ended_by) if row.ended_by else None,
            "unanswered": tuple(row.unanswered),
            "departments": tuple(row.departments),
        }
    )
