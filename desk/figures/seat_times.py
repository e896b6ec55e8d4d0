"""How long each seat has been in each state since the civil day began, as far as it was seen."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from desk.figures.curves import SeatRing
from desk.figures.periods import day_start
from telephony.floor.views import FloorSeat, FloorState, FloorView

_SAMPLE_SECONDS = 5.0
SeatKey = tuple[str, str]


@dataclass(slots=True)
class _Seen:
    state: FloorState
    since: datetime


class SeatTimes:
    """Fed with views; what happened while nobody looked is not made up."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.ring = SeatRing()
        self._zone = zone
        self._day: datetime | None = None
        self._seen: dict[SeatKey, _Seen] = {}
        self._seats: dict[SeatKey, FloorSeat] = {}
        self._seconds: dict[SeatKey, dict[FloorState, float]] = {}
        self._after_call = (0, 0.0)
        self._sampled: datetime | None = None

    def see(self, view: FloorView, now: datetime) -> None:
        """Take a view; quick for seats that are the same object as before."""
        start = day_start(now, self._zone)
        if start != self._day:
            self._begin(start)
        for seat in view.seats:
            key = (seat.pbx, seat.key)
            if self._seats.get(key) is not seat:
                self._seats[key] = seat
                self._change(key, seat.state, now)
        if self._sampled is None or abs((now - self._sampled).total_seconds()) >= _SAMPLE_SECONDS:
            self._sampled = now
            seats = view.seats
            if any(seat.state is not FloorState.UNKNOWN for seat in seats):
                self.ring.put(now, ((seat.state, seat.queues) for seat in seats))

    def seconds(self, key: SeatKey, now: datetime) -> dict[FloorState, float]:
        """Return how long a seat has been in each state today, the present state included."""
        seconds = dict(self._seconds.get(key, {}))
        seen = self._seen.get(key)
        if seen is not None:
            span = max(0.0, (now - seen.since).total_seconds())
            seconds[seen.state] = seconds.get(seen.state, 0.0) + span
        return seconds

    @property
    def mean_after_call(self) -> float | None:
        """Return the mean after-call work of today in seconds, None before the first."""
        count, total = self._after_call
        return total / count if count else None

    def _change(self, key: SeatKey, state: FloorState, now: datetime) -> None:
        seen = self._seen.get(key)
        if seen is None:
            self._seen[key] = _Seen(state, now)
            return
        if seen.state is state:
            return
        span = max(0.0, (now - seen.since).total_seconds())
        self._seconds.setdefault(key, defaultdict(float))[seen.state] += span
        if seen.state is FloorState.AFTER_CALL and state is not FloorState.UNKNOWN:
            count, total = self._after_call
            self._after_call = (count + 1, total + span)
        self._seen[key] = _Seen(state, now)

    def _begin(self, day: datetime) -> None:
        self._day = day
        self._seconds.clear()
        for seen in self._seen.values():
            seen.since = max(seen.since, day)
