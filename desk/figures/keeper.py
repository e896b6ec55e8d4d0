"""Keeps the day's figures and the database together: turns run in a worker, facts come from anywhere."""

from __future__ import annotations

import logging
import queue
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from desk.figures.curves import DAY_MINUTES
from desk.figures.day import Board, Day
from desk.figures.periods import Period, board_start, day_start
from desk.figures.tally import Rule
from telephony.floor.facts import Fact
from telephony.floor.views import FloorView

if TYPE_CHECKING:
    from desk.records.floor import FloorRecords

_log = logging.getLogger(__name__)
_OUTCOMES_EVERY = timedelta(seconds=10)
_TIDY_EVERY = timedelta(minutes=1)
_RECONCILE_EVERY = timedelta(minutes=5)
_LAST_WEEK = timedelta(days=6)  # before now: what stands beside the last 24 hours is older
_LIVE = timedelta(minutes=1)  # a span that is longer was told by a log, and is kept at once
_AT_ONCE = 500  # stays that are written in one transaction
_ONCE_MORE = timedelta(minutes=15)  # what the desks wrote is asked for again: their clocks differ


class Keeper:
    """Feeds a `Day` and writes down what it learns.

    `take` is for telephony's thread. `open` and `turn` belong to one worker. A database that is away loses
    nothing: what could not be written is written in a later turn, and `trouble` says so meanwhile.
    """

    def __init__(
        self,
        records: FloorRecords,
        zone: ZoneInfo,
        *,
        rule: Rule | None = None,
        pbxs: Iterable[str] = (),
    ) -> None:
        self.day = Day(zone, rule)
        self.trouble: Exception | None = None
        self._records = records
        self._zone = zone
        self._pbxs = tuple(pbxs)
        self._facts: queue.SimpleQueue[Fact] = queue.SimpleQueue()
        self._loaded = False
        self.floor = " ".join(sorted(self._pbxs))  # under which its seats by state are kept
        self._reckoned: list[int] = []  # minutes that are not kept yet, of before the board's start
        self._seats_kept = 0  # the last minute since 1970 whose seats by state are in the database
        self.last_week_told = 0  # how often the log has told of last week
        self._asked: datetime | None = None
        self._reconciled: datetime | None = None
        self._tidied: datetime | None = None

    def take(self, fact: Fact) -> None:
        """Take a fact; returns at once."""
        self._facts.put(fact)

    def turn(self, view: FloorView, now: datetime) -> Board:
        """Take what has come, keep it, and return the figures of this moment."""
        while True:
            try:
                self.day.take(self._facts.get_nowait())
            except queue.Empty:
                break
        self.day.see(view, now)
        if self._loaded:  # what a board has seen goes before what a log tells
            self._reckoned += self.day.seats.reckon(now)
        self._keep(now)
        if self._reconciled is None or now - self._reconciled >= _RECONCILE_EVERY:
            self._reconciled = now
            self.day.reconcile(view, now)
        if self._tidied is None or now - self._tidied >= _TIDY_EVERY:
            self._tidied = now
            self.day.tidy(now)
        return self.day.board(now, self._pbxs)

    def _keep(self, now: datetime) -> None:
        from desk.records.errors import RecordsError

        calls, spans = self.day.changed()
        try:
            if not self._loaded:
                since = min(day_start(now, self._zone), now - timedelta(hours=24))
                _load(self.day, self._records, Period(since, now + timedelta(hours=1)))
                self._restore_seats(now)
                self._loaded = True
            # A log of days is written in parts: the desks write into the same database.
            while calls:
                self._records.save_calls(calls[:_AT_ONCE])
                self._note((call.left_at or call.entered_at for call in calls[:_AT_ONCE]), now)
                calls = calls[_AT_ONCE:]
            # Only when its calls are kept is a span known; so it is the last to be written.
            due = self._asked is None or now - self._asked >= _OUTCOMES_EVERY
            while spans and (due or now - spans[0][1].since > _LIVE):
                self._records.cover(spans[0][0], spans[0][1].since, spans[0][1].until)
                self._note([spans.pop(0)[1].since], now)
            self.day.give_back((), spans)
            self._keep_seats(now)
            if due:
                self._ask(now)
        except RecordsError as error:
            if self.trouble is None:
                _log.warning("the figures can't be kept for now: %s", type(error).__name__)
            self.trouble = error
            self.day.give_back(calls, spans)
        else:
            self.trouble = None

    def _note(self, moments: Iterable[datetime], now: datetime) -> None:
        """Note whether last week is known otherwise than before."""
        if any(now - moment > _LAST_WEEK for moment in moments):
            self.last_week_told += 1

    def _restore_seats(self, now: datetime) -> None:
        """Read the seats by state of the last day; the minute under way is not over and is not kept."""
        ring, end = self.day.seats.ring, _minute(now)
        for minute, counts in self._records.seat_minutes(self.floor, end - DAY_MINUTES + 1, end).items():
            ring.restore(minute, counts)
        self._seats_kept = end - 1

    def _keep_seats(self, now: datetime) -> None:
        """Write the minutes that are over; a clock that was set back waits until it is there again."""
        end = _minute(now)
        if self._seats_kept >= end - 1:
            return
        ring = self.day.seats.ring
        over = [*self._reckoned, *range(max(self._seats_kept + 1, end - DAY_MINUTES + 1), end)]
        found = {minute: counts for minute in over if (counts := ring.minute(minute)) is not None}
        self._records.save_seat_minutes(self.floor, found)
        self._reckoned = []
        self._seats_kept = end - 1

    def _ask(self, now: datetime) -> None:
        """Read how calls were settled and which orders left: the desks write that, not the PBX.

        Of the wrap-ups those are read that were written since the last time, or since the first of those
        was answered who have come to be known meanwhile: queue_log may tell of calls of this morning.
        """
        from desk.records.views import Outcome

        start = board_start(now, self._zone)
        told = None
        if self._asked is not None:
            told = min(self._asked, self.day.answered_since or self._asked) - _ONCE_MORE
        settled = self._records.settled(start, told)
        self.day.settle({call: outcome is Outcome.DIRECT_ANSWER for call, outcome in settled.items()})
        self.day.set_orders([(at, call) for at, call, _ in self._records.dispatched(start, now)])
        self._asked = now


def _minute(now: datetime) -> int:
    return int(now.timestamp() // 60)


def _load(day: Day, records: FloorRecords, period: Period) -> None:
    covered = records.covered(period.since, period.until)
    day.load(
        records.each_call(period.since, period.until),
        ((span.pbx, span.since, span.until) for span in covered),
    )
