"""What the seats did in the time that lies behind the demonstration, for the board's chart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

import numpy as np

from desk.figures.curves import SeatRing
from desk.figures.seat_log import Change
from desk.figures.seat_past import counted
from telephony.floor.facts import QueueCall
from telephony.floor.views import FloorState

_COMES, _GOES = timedelta(hours=7, minutes=30), timedelta(hours=20)
_MEAL, _MEAL_LASTS = timedelta(hours=11, minutes=30), timedelta(minutes=35)
_ONE_AFTER_ANOTHER = timedelta(minutes=9)
_AFTER_CALL = timedelta(seconds=35)
_NIGHT_SHIFT = 3  # every third seat stays


def minutes(
    people: Mapping[str, Sequence[str]], calls: Sequence[QueueCall], since: datetime, until: datetime
) -> dict[int, Mapping[str, Mapping[FloorState, int]]]:
    """Return how many seats were in each state in each minute, counted from 1970, of a span, by queue."""
    numbers = np.arange(int(since.timestamp() // 60), int(until.timestamp() // 60))
    taken = defaultdict[str, list[QueueCall]](list)
    for call in calls:
        taken[call.seat].append(call)
    courses = []
    for queue, seats in people.items():
        for place, seat in enumerate(seats):
            talks = [
                (call.left_at.timestamp(), call.ended_at.timestamp())
                for call in taken[seat]
                if call.left_at is not None and call.ended_at is not None
            ]
            course = sorted(_course(queue, place, talks, since, until), key=lambda change: change.at)
            courses.append((course, talks))
    ring = SeatRing(max(1, len(numbers)))
    ring.fill(numbers, counted(courses, numbers))
    return {minute: ring.minute(minute) or {} for minute in numbers.tolist()}


def _course(
    queue: str, place: int, talks: Sequence[tuple[float, float]], since: datetime, until: datetime
) -> Iterator[Change]:
    """Yield what becomes of a seat: it comes, eats, works up its calls, and goes; one after another."""

    def change(at: datetime, state: FloorState) -> Change:
        queues = frozenset() if state is FloorState.SIGNED_OUT else frozenset({queue})
        return Change(at.timestamp(), state, queues)

    stays, late = place % _NIGHT_SHIFT == 0, place * _ONE_AFTER_ANOTHER
    day = since.astimezone().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
    while day < until:
        yield change(day + _COMES + late, FloorState.READY)
        yield change(day + _MEAL + late, FloorState.NOT_READY)
        yield change(day + _MEAL + late + _MEAL_LASTS, FloorState.READY)
        if not stays:
            yield change(day + _GOES + late, FloorState.SIGNED_OUT)
        day += timedelta(days=1)
    for _, end in talks:
        at = datetime.fromtimestamp(end, since.tzinfo).astimezone()
        hour = timedelta(hours=at.hour, minutes=at.minute)
        if stays or _COMES + late <= hour < _GOES:
            yield change(at, FloorState.AFTER_CALL)
            yield change(at + _AFTER_CALL, FloorState.READY)
