"""The day minute by minute, as arrays for the charts: one number a minute, NaN where nothing is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from desk.figures.periods import Period
from desk.figures.stays import CODE, Stays
from desk.figures.tally import Rule
from telephony.floor.facts import Outcome
from telephony.floor.views import FloorState

Minutes = npt.NDArray[np.float64]
Places = int | npt.NDArray[np.int64]
MINUTE = 60  # seconds
DAY_MINUTES = 24 * 60
STATES = tuple(FloorState)
COLUMN = {state: number for number, state in enumerate(STATES)}


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """What happened in each minute from `since` on; `waiting` is the number at the minute's end."""

    since: datetime
    arrivals: Minutes
    offered: Minutes  # waits that ended
    answered: Minutes
    answered_soon: Minutes  # within the rule's limit
    abandoned: Minutes
    waiting: Minutes

    def minute(self, place: int) -> Period:
        """Return the minute at a place: what a click on the chart means."""
        start = self.since + timedelta(minutes=place)
        return Period(start, start + timedelta(minutes=1))


def last_day(now: datetime) -> Period:
    """Return the 24 hours that end with the minute under way."""
    end = datetime.fromtimestamp((now.timestamp() // MINUTE + 1) * MINUTE, UTC)
    return Period(end - timedelta(hours=24), end)


def curves(
    stays: Stays,
    period: Period,
    *,
    queue: str | None = None,
    rule: Rule | None = None,
    now: datetime | None = None,
    unknown: Iterable[Period] = (),
) -> Curves:
    """Count the stays of one queue, or of all, by minute; what lies after `now` or in a gap is NaN."""
    rule = rule or Rule()
    rows = stays.rows
    if queue is not None:
        number = stays.queues.known(queue)
        rows = rows.where(rows["queue"] == (-1 if number is None else number))
    start, size = period.since.timestamp(), round(period.seconds / MINUTE)
    outcome = rows["outcome"]
    answered, abandoned = outcome == CODE[Outcome.ANSWERED], outcome == CODE[Outcome.ABANDONED]
    offered = answered | abandoned | (outcome == CODE[Outcome.LEFT])

    def count(moments: npt.NDArray[Any]) -> Minutes:
        places = np.floor((moments - start) / MINUTE)
        inside = places[(places >= 0) & (places < size)].astype(np.int64)
        return np.bincount(inside, minlength=size).astype(np.float64)

    entered, left = rows["entered"], rows["left"]
    waits = outcome == CODE[Outcome.WAITING]
    there = np.count_nonzero((entered < start) & ((left >= start) | waits))
    arrivals = count(entered)
    made = Curves(
        period.since,
        arrivals,
        count(left[offered]),
        count(left[answered]),
        count(left[answered & (rows["wait"] <= rule.limit)]),
        count(left[abandoned]),
        there + np.cumsum(arrivals - count(left[~waits])),
    )
    blank = _blank(start, size, now, unknown)
    for values in (
        made.arrivals,
        made.offered,
        made.answered,
        made.answered_soon,
        made.abandoned,
        made.waiting,
    ):
        values[blank] = np.nan
    return made


def _blank(start: float, size: int, now: datetime | None, unknown: Iterable[Period]) -> npt.NDArray[np.bool_]:
    """Return which minutes are not known: those that touch a gap, and those to come."""
    blank = np.zeros(size, bool)
    if now is not None:
        blank[max(0, int((now.timestamp() - start) // MINUTE) + 1) :] = True
    for gap in unknown:
        first = max(0, int((gap.since.timestamp() - start) // MINUTE))
        last = int(-((start - gap.until.timestamp()) // MINUTE))
        blank[first : max(first, min(size, last))] = True
    return blank


class SeatRing:
    """How many seats were in each state in each of the last `size` minutes; the memory never grows.

    There is a ring for each queue and one for all seats.
    """

    def __init__(self, size: int = DAY_MINUTES) -> None:
        self._size = size
        self._counts: dict[str | None, npt.NDArray[np.uint16]] = {}
        self._minutes = np.full(size, -1, np.int64)  # which minute each place holds

    def put(self, at: datetime, seats: Iterable[tuple[FloorState, tuple[str, ...]]]) -> None:
        """Note the state and the queues of every seat: what was last noted in a minute stands for it."""
        minute = int(at.timestamp() // MINUTE)
        place = minute % self._size
        self._begin(place, minute)
        for state, queues in seats:
            for queue in (None, *queues):
                self._of(queue)[place, COLUMN[state]] += 1

    def minute(self, minute: int) -> dict[str, dict[FloorState, int]] | None:
        """Return what was noted in a minute since 1970: by queue, empty for all seats; None for nothing."""
        place = minute % self._size
        if self._minutes[place] != minute:
            return None
        return {
            queue or "": {
                state: int(count) for state, count in zip(STATES, counts[place], strict=True) if count
            }
            for queue, counts in self._counts.items()
        }

    def restore(self, minute: int, counts: Mapping[str, Mapping[FloorState, int]]) -> None:
        """Take back what `minute` gave; what is noted already, or is newer there, stays."""
        place = minute % self._size
        if self._minutes[place] >= minute:
            return
        self._begin(place, minute)
        for queue, states in counts.items():
            for state, count in states.items():
                self._of(queue or None)[place, COLUMN[state]] = count

    def unknown(self, since: int, until: int) -> npt.NDArray[np.int64]:
        """Return the minutes of a span in which nothing was noted, and which are not too old to be."""
        minutes = np.arange(since, until)
        missing: npt.NDArray[np.int64] = minutes[self._minutes[minutes % self._size] < minutes]
        return missing

    def fill(self, minutes: npt.NDArray[np.int64], counts: Mapping[str, npt.NDArray[np.uint16]]) -> None:
        """Note unknown minutes: to each a row of every queue's array, under an empty name of all seats'."""
        places = minutes % self._size
        self._begin(places, minutes)
        for queue, rows in counts.items():
            self._of(queue or None)[places] = rows

    def read(self, period: Period, queue: str | None = None) -> npt.NDArray[np.float32]:
        """Return the numbers of seats, a row a minute of the period, a column a state of `STATES`."""
        first, size = int(period.since.timestamp() // MINUTE), round(period.seconds / MINUTE)
        minutes = np.arange(first, first + size)
        places = minutes % self._size
        found = np.full((size, len(STATES)), np.nan, np.float32)
        counts = self._counts.get(queue)
        known = self._minutes[places] == minutes
        found[known] = 0 if counts is None else counts[places[known]]
        return found

    def _begin(self, places: Places, minutes: Places) -> None:
        """Let a place hold a minute in which no seat was noted yet; or some places some minutes."""
        self._minutes[places] = minutes
        for counts in self._counts.values():
            counts[places] = 0

    def _of(self, queue: str | None) -> npt.NDArray[np.uint16]:
        counts = self._counts.get(queue)
        if counts is None:
            counts = self._counts[queue] = np.zeros((self._size, len(STATES)), np.uint16)
        return counts
