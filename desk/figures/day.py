"""The day's figures, joined from the database, queue_log and the live stream. One thread at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from desk.figures.coverage import Coverage
from desk.figures.curves import Curves, curves, last_day
from desk.figures.log_pieces import LogPieces
from desk.figures.periods import Period, Window, day_start, window
from desk.figures.seat_times import SeatTimes
from desk.figures.stays import NEVER, Stays
from desk.figures.tally import Rule, Tally, tally
from telephony.floor.facts import EndedBy, Fact, Outcome, QueueCall, QueueLog
from telephony.floor.views import FloorState, FloorView

_KEPT = timedelta(hours=24)
_PAST_AT_ONCE = 1000  # stays that are objects while the database is read
_SURELY_TOLD = timedelta(minutes=1)  # a view and the facts about it are never further apart
NOT_DIRECT, DIRECT = 0, 1
Span = tuple[str, Period]  # a PBX, and when every call of it is known


@dataclass(frozen=True, slots=True)
class Board:
    """All figures of a moment: the three windows (seats: of the day), and what is not known, by PBX.

    `times`: the seconds of each seat in each state today, as far as seen or logged since `times_since`.
    """

    at: datetime
    windows: Mapping[Window, Tally]
    unknown: Mapping[str, tuple[Period, ...]] = field(default_factory=dict)
    times: Mapping[tuple[str, str], Mapping[FloorState, float]] = field(default_factory=dict)
    times_since: datetime | None = None

    def __getitem__(self, kind: Window) -> Tally:
        return self.windows[kind]


class Day:
    """Takes everything that any source tells, in any order and as often as it likes."""

    def __init__(self, zone: ZoneInfo, rule: Rule | None = None) -> None:
        self.zone = zone
        self.rule = rule or Rule()
        self.stays = Stays()
        self.coverage = Coverage()
        self.seats = SeatTimes(zone)
        self._members: dict[str, dict[str, str]] = {}  # by PBX: the seats by their names in queue_log
        self._logs: dict[str, LogPieces] = {}
        self._live_since: dict[str, datetime] = {}
        self._missing: set[tuple[str, str, str, datetime]] = set()
        self._orders: list[tuple[datetime, str]] = []
        self._changed: dict[tuple[str, str, str, datetime], QueueCall] = {}
        self._spans: list[Span] = []

    # What comes in

    def load(self, calls: Iterable[QueueCall], covered: Iterable[tuple[str, datetime, datetime]]) -> None:
        """Take what the database has kept: calls and spans."""
        for number, call in enumerate(calls):
            self._learn(call)
            self.stays.put(call)
            if not number % _PAST_AT_ONCE:
                self.stays.let_go()
        self.stays.let_go()
        for pbx, since, until in covered:
            self.coverage.add(pbx, since, until)

    def take(self, fact: Fact) -> None:
        """Take a fact of the floor."""
        if isinstance(fact, QueueCall):
            self._put(fact)
        elif isinstance(fact, QueueLog):
            self._take_log(fact)

    def see(self, view: FloorView, now: datetime) -> None:
        """Take a view: the seats' states, and the link whose presence makes a span known."""
        self.seats.see(view, now)
        for pbx in view.pbxs:
            for seat in pbx.seats:
                if name := seat.member or seat.name:
                    self._seats_of(pbx.name)[name] = seat.key
            if not pbx.loaded:
                self._live_since.pop(pbx.name, None)
                continue
            # A board that is busy looks only some time after that, and may not see that the link was away.
            known = (self._live_since.get(pbx.name), pbx.loaded_at)
            since = max((at for at in known if at is not None), default=now)
            if since < now:
                self._cover(pbx.name, since, now)
            self._live_since[pbx.name] = now

    def reconcile(self, view: FloorView, now: datetime) -> None:
        """Let go of stays that nobody told the end of, and that the PBX does not show any more.

        They come from a board that ended in the middle of a call, when the log can't be read either. What is
        missing twice in a row is lost: how it ended is not known.
        """
        shown = {(caller.pbx, caller.call_id) for caller in view.waiting}
        shown |= {(seat.pbx, seat.call.call_id) for seat in view.seats if seat.call is not None}
        live = {pbx.name for pbx in view.pbxs if pbx.loaded}
        missing = {
            call.key: call
            for call in self.stays.open()
            if call.pbx in live
            and (call.pbx, call.call_id) not in shown
            and now - (call.left_at or call.entered_at) > _SURELY_TOLD
        }
        for key, call in missing.items():
            if key in self._missing:
                if call.outcome is Outcome.WAITING:
                    self._put(replace(call, outcome=Outcome.LOST, left_at=now))
                else:
                    self._put(replace(call, ended_by=EndedBy.LOST, ended_at=now))
        self._missing = set(missing)

    @property
    def answered_since(self) -> datetime | None:
        """When the first of those was answered who have come to be known since the last `settle`."""
        since = self.stays.answered_since
        return None if since == NEVER else datetime.fromtimestamp(since, UTC)

    def settle(self, direct: Mapping[str, bool]) -> None:
        """Note which calls have a wrap-up, and which of them were direct answers."""
        self.stays.answered_since = NEVER
        for call_id, is_direct in direct.items():
            self.stays.settle(call_id, DIRECT if is_direct else NOT_DIRECT)

    def set_orders(self, orders: Iterable[tuple[datetime, str]]) -> None:
        """Take the orders of the day: when each was dispatched, and in which call."""
        self._orders = [(at, self.stays.queue_of(call_id) if call_id else "") for at, call_id in orders]

    # What goes out

    def changed(self) -> tuple[list[QueueCall], list[Span]]:
        """Return, once, the stays and spans that the database has not been given yet.

        Who still waits is not among them: a board that starts finds them at the PBX.
        """
        calls, spans = list(self._changed.values()), self._spans
        self._changed, self._spans = {}, []
        return calls, spans

    def give_back(self, calls: Iterable[QueueCall], spans: Iterable[Span]) -> None:
        """Take back what could not be kept; what has changed since stays newer."""
        self._changed = {call.key: call for call in calls} | self._changed
        for pbx, span in spans:
            self._cover(pbx, span.since, span.until)

    def board(self, now: datetime, pbxs: Iterable[str] = ()) -> Board:
        """Return all figures; `pbxs` are those of the settings, of which gaps are told."""
        periods = {kind: window(kind, now, self.zone) for kind in Window}
        day = periods[Window.DAY]
        unknown = {pbx: self.coverage.gaps(pbx, day) for pbx in pbxs}
        tallies = {kind: self.tally(period, seats=kind is Window.DAY) for kind, period in periods.items()}
        return Board(now, tallies, unknown, self.seats.all_seconds(now), self.seats.since)

    def tally(self, period: Period, *, seats: bool = True) -> Tally:
        """Return the figures of any span since this object was filled."""
        orders = Counter(queue for at, queue in self._orders if period.since <= at < period.until)
        return tally(self.stays, period, direct=DIRECT, rule=self.rule, orders=orders, seats=seats)

    def curves(self, now: datetime, queue: str | None = None, pbxs: Iterable[str] = ()) -> Curves:
        """Return the last 24 hours by minute; what is not known of any PBX is not known."""
        period = last_day(now)
        unknown = [gap for pbx in pbxs for gap in self.coverage.gaps(pbx, Period(period.since, now))]
        return curves(self.stays, period, queue=queue, rule=self.rule, now=now, unknown=unknown)

    def tidy(self, now: datetime) -> None:
        """Forget what neither the civil day nor the last 24 hours need."""
        since = min(day_start(now, self.zone), now - _KEPT)
        self.stays.tidy(now, since)
        self.coverage.forget(since)

    # Parts

    def _put(self, call: QueueCall) -> None:
        self._learn(call)
        if call.outcome is Outcome.LEFT and call.left_at is not None:
            # No event tells this wait. queue_log has the difference of the clock's whole seconds.
            wait = call.left_at.timestamp() // 1 - call.entered_at.timestamp() // 1
            call = replace(call, wait_seconds=max(0.0, wait))
        known = self.stays.put(call)
        if known is not None and known.outcome is not Outcome.WAITING:
            self._changed[known.key] = known

    def _learn(self, call: QueueCall) -> None:
        if call.member and call.seat:
            self._seats_of(call.pbx)[call.member] = call.seat

    def _seats_of(self, pbx: str) -> dict[str, str]:
        return self._members.setdefault(pbx, {})

    def _take_log(self, log: QueueLog) -> None:
        pieces = self._logs.get(log.pbx)
        if pieces is None:
            pieces = self._logs[log.pbx] = LogPieces(log.pbx, self._seats_of(log.pbx))
        for call in pieces.read(log):
            self._put(call)
        self.seats.take_log(log, self._seats_of(log.pbx), lambda: self.stays.talks(log.pbx))
        if log.complete and log.since < log.until:
            self._cover(log.pbx, log.since, log.until)

    def _cover(self, pbx: str, since: datetime, until: datetime) -> None:
        self.coverage.add(pbx, since, until)
        for place, (name, span) in enumerate(self._spans):
            if name == pbx and span.since <= until and since <= span.until:
                self._spans[place] = (pbx, Period(min(span.since, since), max(span.until, until)))
                return
        self._spans.append((pbx, Period(since, until)))
