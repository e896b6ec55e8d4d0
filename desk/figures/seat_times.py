"""What each seat has done as far as it was seen or is logged: how long today, and minute by minute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from desk.figures.curves import DAY_MINUTES, SeatRing
from desk.figures.periods import day_start
from desk.figures.seat_log import Change, Courses, Span, changes, spent
from desk.figures.seat_past import counted
from telephony.floor.facts import QueueLog
from telephony.floor.views import FloorSeat, FloorState, FloorView

_SAMPLE_SECONDS = 5.0
_RESTING = (FloorState.READY, FloorState.NOT_READY, FloorState.SIGNED_OUT)  # states without a call
SeatKey = tuple[str, str]


@dataclass(slots=True)
class _Seen:
    state: FloorState
    since: datetime


@dataclass(frozen=True, slots=True)
class _Log:
    since: datetime
    until: datetime
    courses: Courses
    calls: Mapping[str, Sequence[Span]]


class SeatTimes:
    """Fed with views, and with the log of the time before the first of them.

    A seat of which that log has no line has not changed; where even that can't be told, nothing is made up.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        self.ring = SeatRing()
        self._zone = zone
        self._day: datetime | None = None
        self._began: datetime | None = None
        self._first: dict[SeatKey, datetime] = {}  # when a seat was first seen
        self._always: dict[SeatKey, Change] = {}  # what it was before, where the log has no line of it
        self._reckoned = False
        self._logs: dict[str, _Log] = {}  # by PBX
        self._earlier: dict[SeatKey, dict[FloorState, float]] = {}  # before it was first seen
        self._pbxs: set[str] = set()
        self._seen: dict[SeatKey, _Seen] = {}
        self._seats: dict[SeatKey, FloorSeat] = {}
        self._seconds: dict[SeatKey, dict[FloorState, float]] = {}
        self._after_call = (0, 0.0)
        self._sampled: datetime | None = None

    def see(self, view: FloorView, now: datetime) -> None:
        """Take a view; quick for seats that are the same object as before."""
        self._began = self._began or now
        start = day_start(now, self._zone)
        if start != self._day:
            self._begin(start)
        self._pbxs.update(pbx.name for pbx in view.pbxs)
        for seat in view.seats:
            key = (seat.pbx, seat.key)
            if self._seats.get(key) is not seat:
                self._seats[key] = seat
                self._change(key, seat, now)
        if self._sampled is None or abs((now - self._sampled).total_seconds()) >= _SAMPLE_SECONDS:
            self._sampled = now
            seats = view.seats
            if any(seat.state is not FloorState.UNKNOWN for seat in seats):
                self.ring.put(now, ((seat.state, seat.queues) for seat in seats))

    def take_log(
        self,
        log: QueueLog,
        seats: Mapping[str, str],
        calls: Callable[[], Mapping[str, Sequence[Span]]],
    ) -> None:
        """Take the first log of a PBX that is whole: it tells of the time before the seats were seen.

        `seats` are the seats' keys by their names in the log, `calls` returns the times of their calls.
        """
        if log.pbx in self._logs or not log.complete:
            return
        self._logs[log.pbx] = _Log(log.since, log.until, changes(log.lines, seats), calls())
        for key in self._first:
            self._look_back(key)

    def reckon(self, now: datetime) -> list[int]:
        """Fill the minutes in which no board looked from the logs; return them, counted from 1970, once.

        It waits until every PBX has told its log and its seats.
        """
        with_seats = {pbx for pbx, _ in self._seats}
        told = {pbx for pbx, _ in self._always}
        if self._reckoned or not told or not with_seats <= told or not self._pbxs <= self._logs.keys():
            return []
        self._reckoned = True
        logs = [self._logs[pbx] for pbx in self._pbxs]
        since = max(log.since for log in logs).timestamp()
        until = min(log.until for log in logs).timestamp()
        oldest = now.timestamp() // 60 - DAY_MINUTES + 1
        minutes = self.ring.unknown(int(max(oldest, -(-since // 60))), int(until // 60))
        logged = {(pbx, seat) for pbx in self._pbxs for seat in self._logs[pbx].courses.seats}
        self.ring.fill(minutes, counted(map(self._course, logged | self._always.keys()), minutes))
        reckoned: list[int] = minutes.tolist()
        return reckoned

    def seconds(self, key: SeatKey, now: datetime) -> dict[FloorState, float]:
        """Return how long a seat has been in each state today, the present state included."""
        seconds = dict(self._earlier.get(key, {}))
        for state, span in self._seconds.get(key, {}).items():
            seconds[state] = seconds.get(state, 0.0) + span
        seen = self._seen.get(key)
        if seen is not None:
            span = max(0.0, (now - seen.since).total_seconds())
            seconds[seen.state] = seconds.get(seen.state, 0.0) + span
        return seconds

    def all_seconds(self, now: datetime) -> dict[SeatKey, dict[FloorState, float]]:
        """Return how long every seat that was seen has been in each state today."""
        return {key: self.seconds(key, now) for key in self._seen}

    @property
    def since(self) -> datetime | None:
        """Since when today's times are counted: midnight, a log's beginning, or the first look."""
        if self._began is None or self._day is None:
            return None
        begins = [
            min(self._began, self._logs[pbx].since) if pbx in self._logs else self._began
            for pbx in self._pbxs
        ]
        return max(self._day, *begins) if begins else max(self._day, self._began)

    @property
    def mean_after_call(self) -> float | None:
        """Return the mean after-call work of today in seconds, None before the first."""
        count, total = self._after_call
        return total / count if count else None

    def _look_back(self, key: SeatKey) -> None:
        """Reckon what a seat did today before it was first seen."""
        log, first = self._logs.get(key[0]), self._first[key]
        if log is None or self._day is None:
            return
        since = max(self._day, log.since).timestamp()
        course, calls = self._course(key)
        if course:
            self._earlier[key] = spent(course, calls, since, first.timestamp())

    def _course(self, key: SeatKey) -> tuple[Sequence[Change], Sequence[Span]]:
        """Return how a seat changed before it was first seen, and its calls, as the log has them."""
        log, always = self._logs[key[0]], self._always.get(key)
        course = log.courses.seats.get(key[1], ())
        if not course:
            # Of whom a whole log tells nothing, nothing has changed.
            course = [always] if always is not None and log.courses.whole else []
        elif always is not None:
            # So it is with queues, too: who is given calls of one may be a member of others.
            silent = always.queues.difference(*(change.queues for change in course))
            course = [
                change._replace(queues=change.queues | silent)
                if change.state is not FloorState.SIGNED_OUT
                else change
                for change in course
            ]
        return course, log.calls.get(key[1], ())

    def _change(self, key: SeatKey, seat: FloorSeat, now: datetime) -> None:
        state = seat.state
        if state is not FloorState.UNKNOWN and key not in self._first:
            self._first[key] = now
            self._always[key] = Change(0.0, _at_rest(seat), frozenset(seat.queues))
            self._look_back(key)
            self._seen.pop(key, None)  # that it was not known until now is nobody's time
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
        self._earlier.clear()
        self._first = dict.fromkeys(self._first, day)
        for seen in self._seen.values():
            seen.since = max(seen.since, day)


def _at_rest(seat: FloorSeat) -> FloorState:
    """Return the state of a seat but for its call."""
    if seat.state in _RESTING:
        return seat.state
    if not seat.queues:
        return FloorState.SIGNED_OUT
    return FloorState.NOT_READY if seat.paused else FloorState.READY
