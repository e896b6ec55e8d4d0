"""The figures of the board: reckoned in one worker's thread, handed over frozen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from desk.figures import outlook
from desk.figures.curves import Curves, SeatRing, last_day
from desk.figures.day import Board, Day
from desk.figures.keeper import Keeper
from desk.figures.outlook import Usual
from desk.figures.periods import Period
from desk.figures.persons import persons
from desk.figures.rising import Rise, answered
from desk.figures.staffing import Advice
from desk.figures.tally import Rule, Tally
from desk.records.errors import RecordsError
from desk.records.floor import FloorRecords
from kb.article import Hit
from telephony.floor.facts import QueueCall
from telephony.floor.views import FloorView

MOST_LISTED = 500  # calls of a moment
_WEEK = timedelta(days=7)
_ADVICE_SECONDS = 10.0
_USUAL_EVERY = timedelta(minutes=10)


@dataclass(frozen=True)
class Turn:
    """The figures of a moment; `trouble` is why they can't be kept."""

    board: Board
    advice: Mapping[str, Advice] = field(default_factory=dict)
    trouble: Exception | None = None


@dataclass(frozen=True, slots=True)
class SpanFigures:
    """The figures of any span, what of it is not known, and who sat at each seat (PBX and key) in it."""

    tally: Tally
    gaps: tuple[Period, ...]
    persons: Mapping[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class ChartData:
    """24 hours by minute: today, the same hours a week ago, and seats by state (columns: STATES) of both."""

    today: Curves
    before: Curves | None
    seats: npt.NDArray[np.float32]
    seats_before: npt.NDArray[np.float32] | None = None  # of the same minutes of the day


@dataclass(frozen=True, eq=False)
class _LastWeek:
    """The 24 hours of last week and the hour that followed them; None where nothing was kept."""

    calls: Day | None
    seats: SeatRing | None


class BoardFigures:
    """Owns the keeper. Its methods belong to the lane `figures`; `take` and `tally` to any."""

    def __init__(
        self,
        keeper: Keeper,
        records: FloorRecords,
        zone: ZoneInfo,
        pbxs: Sequence[str],
        *,
        goal: float = 0.9,
        search: Callable[[str], Sequence[Hit]] | None = None,
    ) -> None:
        self.take = keeper.take
        self.zone = zone
        self.rule: Rule = keeper.day.rule
        self._keeper = keeper
        self._records = records
        self._pbxs = tuple(pbxs)
        self._goal = goal
        self._search = search
        self._before: _LastWeek | None = None
        self._before_at: datetime | None = None
        self._before_told = 0
        self._advice: Mapping[str, Advice] = {}
        self._advised: datetime | None = None
        self._turned: datetime | None = None
        self._usual: Usual | None = None
        self._usual_at: datetime | None = None

    def turn(self, view: FloorView, now: datetime) -> Turn:
        """Return the figures of this moment."""
        board = self._keeper.turn(view, now)
        self._turned = now
        if self._advised is None or abs((now - self._advised).total_seconds()) >= _ADVICE_SECONDS:
            self._advised = now
            known = self._known_usual(now)
            self._advice = outlook.advice(self._keeper.day, view, now, known, goal=self._goal)
        return Turn(board, self._advice, self._keeper.trouble)

    def chart(self, now: datetime, queue: str | None) -> ChartData:
        """Return the last 24 hours of a group, or of all."""
        day = self._keeper.day
        now = min(now, self._turned or now)  # what came since is not known yet
        period = last_day(now)
        before = self._week_ago(now) or _LastWeek(None, None)
        calls, seats = before.calls, before.seats
        then = Period(period.since - _WEEK, period.until - _WEEK)
        return ChartData(
            day.curves(now, queue, self._pbxs),
            None if calls is None else calls.curves(now - _WEEK + timedelta(hours=1), queue, self._pbxs),
            day.seats.ring.read(period, queue),
            None if seats is None else seats.read(then, queue),
        )

    def calls_there(self, period: Period, queue: str | None = None) -> list[QueueCall]:
        """Return the calls of a moment of a group, or of all, those that go on among them.

        Where there are more than `MOST_LISTED` the older ones are left out; that there are more is seen by
        their number.
        """
        found = self._records.calls_there(period.since, period.until, MOST_LISTED + 1, queue or "")
        kept = {call.key: call for call in found}
        for call in self._keeper.day.stays.open():
            there = call.entered_at < period.until and (
                call.ended_at is None or call.ended_at >= period.since
            )
            if there and queue in (None, call.queue):
                kept.setdefault(call.key, call)
        return sorted(kept.values(), key=lambda call: call.entered_at)

    def rises(self, now: datetime) -> list[Rise]:
        """Return what grows faster than usual in the last half hour, with the entries that answer it."""
        found = outlook.rising_now(self._records, now)
        return found if self._search is None else answered(found, self._search)

    def tally(self, period: Period) -> SpanFigures:
        """Return the figures of any span from the database."""
        day = Day(self.zone, self.rule)
        covered = self._records.covered(period.since, period.until)
        calls = self._records.calls(period.since, period.until)
        day.load(calls, ((span.pbx, span.since, span.until) for span in covered))
        direct = self._records.settled(period.since)
        day.settle({call: found.value == "direct_answer" for call, found in direct.items()})
        orders = [(at, call) for at, call, _ in self._records.dispatched(period.since, period.until)]
        # An order may leave when its call's wait has ended before the span: its group is the call's still.
        earlier = {call for _, call in orders if call and not day.stays.queue_of(call)}
        day.load(self._records.stays_of({*self._pbxs, *(span.pbx for span in covered)}, earlier), ())
        day.set_orders(orders)
        gaps = tuple(gap for pbx in self._pbxs for gap in day.coverage.gaps(pbx, period))
        return SpanFigures(day.tally(period), gaps, persons(calls))

    # Parts

    def _known_usual(self, now: datetime) -> Usual | None:
        """Return what is usual, read every few minutes; what the database can't tell is not known."""
        if self._usual_at is None or abs(now - self._usual_at) >= _USUAL_EVERY:
            try:
                self._usual = outlook.usual(self._records, now, self._pbxs)
            except RecordsError:
                return None
            self._usual_at = now
        return self._usual

    def _week_ago(self, now: datetime) -> _LastWeek | None:
        """Return the 24 hours of last week and the hour that followed them.

        They are read once an hour, and when the log has told of them what nobody knew.
        """
        told = self._keeper.last_week_told
        lately = self._before_at is not None and timedelta(0) <= now - self._before_at < timedelta(minutes=50)
        if lately and told == self._before_told:
            return self._before
        period = last_day(now - _WEEK)
        until = period.until + timedelta(hours=1)
        try:
            covered = self._records.covered(period.since, until)
            seats = self._seats_between(period.since, until)
            day = Day(self.zone, self.rule)
            day.load(
                self._records.each_call(period.since, until),
                ((span.pbx, span.since, span.until) for span in covered),
            )
        except RecordsError:
            return None  # the chart does without; the keeper says what is wrong
        calls = day if len(day.stays) else None
        self._before_at, self._before_told, self._before = now, told, _LastWeek(calls, seats)
        return self._before

    def _seats_between(self, since: datetime, until: datetime) -> SeatRing | None:
        """Read the seats by state of a span, an hour at a time: as objects a day of them is 20 MB."""
        first, end = int(since.timestamp() // 60), int(until.timestamp() // 60)
        ring, found = SeatRing(end - first), False
        for minute in range(first, end, 60):
            hour = self._records.seat_minutes(self._keeper.floor, minute, min(minute + 60, end))
            for at, counts in hour.items():
                ring.restore(at, counts)
                found = True
        return ring if found else None
