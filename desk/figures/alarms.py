"""Alarms: thresholds that a lead has set, and what becomes of an alarm, in one table.

An alarm is raised when a value has been beyond its limit for `after` seconds without a break, and cleared
when it has been back for `calm` seconds. Back means beyond `ease`, which lies on the good side of the
limit: a value that trembles around the limit raises one alarm and not twenty.

An answer rate that has had too few calls to tell anything for a whole window is of none of the calls that
raised its alarm: that is back, too, or a quiet night would hear it until the morning.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desk.figures.periods import SPANS, Window
from telephony.errors import IllegalTransition
from telephony.floor.views import FloorState


class Measure(enum.Enum):
    """What a threshold is about."""

    LONGEST_WAIT = "longest_wait"  # seconds
    WAITING = "waiting"  # callers
    ANSWER_RATE = "answer_rate"  # share of 1, over Threshold.window
    SEATS_READY = "seats_ready"  # seats
    STATE_TOO_LONG = "state_too_long"  # seconds that a seat has been in Threshold.state


_LOW_IS_BAD = frozenset({Measure.ANSWER_RATE, Measure.SEATS_READY})


@dataclass(frozen=True, slots=True)
class Threshold:
    """A limit set by a lead, for one queue or (empty) for all; `number` is the records', 0 for a new one.

    The alarm is for values above `limit`, for an answer rate or ready seats below it. `ease` None: a
    tenth of the limit on the good side, for seats one seat.
    """

    number: int
    measure: Measure
    limit: float
    queue: str = ""
    state: FloorState | None = None
    window: Window = Window.HOUR
    ease: float | None = None
    after: float = 10.0
    calm: float = 20.0
    enabled: bool = True

    @property
    def low_is_bad(self) -> bool:
        """Whether the alarm is for values below the limit."""
        return self.measure in _LOW_IS_BAD

    @property
    def back_at(self) -> float:
        """The value at which the alarm is over."""
        if self.ease is not None:
            return max(self.ease, self.limit) if self.low_is_bad else min(self.ease, self.limit)
        if self.measure is Measure.SEATS_READY:
            return self.limit + 1
        if self.measure is Measure.ANSWER_RATE:
            return min(1.0, self.limit + (1 - self.limit) / 10)
        return self.limit * 0.9

    def beyond(self, value: float) -> bool:
        """Tell whether a value is one to raise the alarm for."""
        return value < self.limit if self.low_is_bad else value > self.limit

    def back(self, value: float) -> bool:
        """Tell whether a value is one to clear the alarm for."""
        if self.beyond(value):
            return False
        return value >= self.back_at if self.low_is_bad else value <= self.back_at


class AlarmState(enum.Enum):
    """Where an alarm stands."""

    CLEARED = "cleared"  # also before it was ever raised
    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"


class AlarmEvent(enum.Enum):
    """What can happen to an alarm."""

    RAISE = "raise"
    ACKNOWLEDGE = "acknowledge"
    CLEAR = "clear"


_S, _E = AlarmState, AlarmEvent
TRANSITIONS: dict[tuple[AlarmState, AlarmEvent], AlarmState] = {
    (_S.CLEARED, _E.RAISE): _S.RAISED,
    (_S.RAISED, _E.ACKNOWLEDGE): _S.ACKNOWLEDGED,
    (_S.RAISED, _E.CLEAR): _S.CLEARED,
    (_S.ACKNOWLEDGED, _E.CLEAR): _S.CLEARED,
}


class Lack(enum.Enum):
    """Why there is no value though everything is in sight."""

    TOO_FEW_CALLS = "too_few_calls"


Key = tuple[int, str]  # threshold's number, and the seat for STATE_TOO_LONG
Value = float | Lack | None  # None: not known, for a PBX is out of sight


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm; `subject` is `pbx/seat` for a seat, else empty; `value` is the latest one."""

    threshold: Threshold
    subject: str = ""
    state: AlarmState = AlarmState.CLEARED
    value: float | None = None
    raised_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""
    cleared_at: datetime | None = None

    @property
    def key(self) -> Key:
        """What tells it from the other alarms."""
        return (self.threshold.number, self.subject)

    def after(self, event: AlarmEvent, at: datetime, lead: str = "") -> Alarm:
        """Return the alarm after an event; raise `IllegalTransition` where the table has no such step."""
        state = TRANSITIONS.get((self.state, event))
        if state is None:
            raise IllegalTransition(self.state, event)
        if event is AlarmEvent.RAISE:
            return Alarm(self.threshold, self.subject, state, self.value, raised_at=at)
        if event is AlarmEvent.ACKNOWLEDGE:
            return replace(self, state=state, acknowledged_at=at, acknowledged_by=lead)
        return replace(self, state=state, cleared_at=at)


@dataclass(frozen=True, slots=True)
class AlarmChange:
    """Something that happened to an alarm: `alarm` is as it is afterwards."""

    at: datetime
    event: AlarmEvent
    alarm: Alarm
    lead: str = ""


@dataclass(slots=True)
class _Watched:
    alarm: Alarm
    beyond_since: datetime | None = None
    back_since: datetime | None = None
    few_since: datetime | None = None  # calls have been too few


class Alarms:
    """All alarms: values go in, what has changed comes out."""

    def __init__(self, restored: Iterable[Alarm] = ()) -> None:
        """`restored`: those that were not cleared when the program ended."""
        self._watched = {alarm.key: _Watched(alarm) for alarm in restored}

    @property
    def active(self) -> tuple[Alarm, ...]:
        """Those that are not cleared: unacknowledged ones first, the newest first."""
        alarms = [w.alarm for w in self._watched.values() if w.alarm.state is not AlarmState.CLEARED]
        newest = sorted(alarms, key=lambda alarm: -alarm.raised_at.timestamp() if alarm.raised_at else 0.0)
        return tuple(sorted(newest, key=lambda alarm: alarm.state is AlarmState.ACKNOWLEDGED))

    def update(
        self, thresholds: Iterable[Threshold], values: Mapping[Key, Value], now: datetime
    ) -> list[AlarmChange]:
        """Take the values of this moment; None where the value is not known, which changes nothing.

        A key that is not there any more (the seat has left the state, the threshold was taken away)
        counts as back, and so does a value of which there have been too few calls for a whole window.
        """
        known = {threshold.number: threshold for threshold in thresholds if threshold.enabled}
        changes = []
        for key in [*values, *(key for key in self._watched if key not in values)]:
            threshold = known.get(key[0])
            watched = self._watched.get(key)
            if watched is None:
                if threshold is None:
                    continue
                watched = self._watched[key] = _Watched(Alarm(threshold, key[1]))
            if threshold is not None:
                watched.alarm = replace(watched.alarm, threshold=threshold)
            gone = threshold is None or key not in values
            event = _event(watched, None if gone else values[key], now, gone=gone)
            if event is not None:
                watched.alarm = watched.alarm.after(event, now)
                changes.append(AlarmChange(now, event, watched.alarm))
            if gone and watched.alarm.state is AlarmState.CLEARED:
                del self._watched[key]
        return changes

    def learn(self, others: Iterable[Alarm]) -> list[Alarm]:
        """Take what was acknowledged on other boards; return the alarms that this was news about."""
        news = []
        for other in others:
            watched = self._watched.get(other.key)
            if (
                watched is not None
                and watched.alarm.state is AlarmState.RAISED
                and other.state is AlarmState.ACKNOWLEDGED
                and other.acknowledged_at is not None
            ):
                watched.alarm = watched.alarm.after(
                    AlarmEvent.ACKNOWLEDGE, other.acknowledged_at, other.acknowledged_by
                )
                news.append(watched.alarm)
        return news

    def acknowledge(self, key: Key, lead: str, now: datetime) -> AlarmChange:
        """Note that a lead has seen an alarm; raise `IllegalTransition` when it is not raised (any more)."""
        watched = self._watched.get(key)
        if watched is None:
            raise IllegalTransition(AlarmState.CLEARED, AlarmEvent.ACKNOWLEDGE)
        watched.alarm = watched.alarm.after(AlarmEvent.ACKNOWLEDGE, now, lead)
        return AlarmChange(now, AlarmEvent.ACKNOWLEDGE, watched.alarm, lead)


def _event(watched: _Watched, value: Value, now: datetime, *, gone: bool) -> AlarmEvent | None:
    """Return what happens now; how long the value has been where it is, is kept in `watched`."""
    threshold, active = watched.alarm.threshold, watched.alarm.state is not AlarmState.CLEARED
    watched.few_since = _since(watched.few_since, now) if value is Lack.TOO_FEW_CALLS else None
    beyond, back = False, gone or _for(watched.few_since, now, _emptied_after(threshold.window))
    if value is not None and not isinstance(value, Lack):
        watched.alarm = replace(watched.alarm, value=value)
        beyond, back = threshold.beyond(value), threshold.back(value)
    # While it is not known what was begun begins anew.
    watched.beyond_since = _since(watched.beyond_since, now) if beyond else None
    watched.back_since = _since(watched.back_since, now) if back else None
    if active:
        return AlarmEvent.CLEAR if _for(watched.back_since, now, threshold.calm) else None
    return AlarmEvent.RAISE if _for(watched.beyond_since, now, threshold.after) else None


def _emptied_after(window: Window) -> float:
    """Return after how many seconds of too few calls none of those is left that were in the window before.

    A day's calls grow more until midnight: where they are too few it is another day.
    """
    return SPANS.get(window, timedelta()).total_seconds()


def _for(since: datetime | None, now: datetime, seconds: float) -> bool:
    return since is not None and (now - since).total_seconds() >= seconds


def _since(since: datetime | None, now: datetime) -> datetime:
    """Return since when it is so; a clock that was set back begins anew."""
    return now if since is None or since > now else since
