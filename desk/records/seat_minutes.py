"""How many seats were in each state, minute by minute: what a chart of the day shows after a new start."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, select

from desk.records import sql
from desk.records.floor_tables import seat_minutes
from desk.records.tables import key
from telephony.floor.views import FloorState

_KEPT = 8 * 24 * 60  # minutes: the day, and the same day of last week

# By queue, and under an empty name for all seats; a state that no seat is in is left out.
Counts = Mapping[str, Mapping[FloorState, int]]


def save(connection: Connection, floor: str, minutes: Mapping[int, Counts]) -> None:
    """Keep minutes, counted from 1970; one that another board has kept stays as it is."""
    if not minutes:
        return
    rows = [
        {
            "floor": key(floor),
            "minute": minute,
            "counts": {
                key(queue): {state.value: count for state, count in states.items() if count}
                for queue, states in counts.items()
            },
        }
        for minute, counts in minutes.items()
    ]
    connection.execute(sql.insert(connection, seat_minutes).on_conflict_do_nothing(), rows)
    connection.execute(delete(seat_minutes).where(seat_minutes.c.minute < max(minutes) - _KEPT))


def read(connection: Connection, floor: str, since: int, until: int) -> Iterable[tuple[int, Counts]]:
    """Yield the minutes of a span in order."""
    table = seat_minutes.c
    rows = connection.execute(
        select(table.minute, table.counts)
        .where(table.floor == key(floor), table.minute >= since, table.minute < until)
        .order_by(table.minute)
    )
    known = {state.value: state for state in FloorState}
    for row in rows:
        yield (
            row.minute,
            {
                queue: {known[state]: count for state, count in states.items() if state in known}
                for queue, states in row.counts.items()
            },
        )
