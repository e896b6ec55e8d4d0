"""The records' facade for the lead's board: every method is one transaction, callable from any thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from desk.figures.alarms import Alarm, Threshold
from desk.figures.rising import Matter
from desk.records import lead_log, matters, queue_calls, seat_minutes
from desk.records.database import Database
from desk.records.lead_log import AlarmRow, LeadAction
from desk.records.queue_calls import Covered
from desk.records.seat_minutes import Counts
from desk.records.views import Outcome
from telephony.floor.facts import QueueCall

Row = TypeVar("Row")
_TURN = 25  # rows that are read without a rest
_REST, _LONGEST_REST = 2.0, 0.02  # times the work; seconds


def _gently(rows: Iterable[Row]) -> Iterator[Row]:
    """Rest longer than one works.

    A day of 36,000 calls takes two seconds of work, in which a window would wait at each of its own steps.
    """
    began = time.monotonic()
    for number, row in enumerate(rows, 1):
        yield row
        if not number % _TURN:
            time.sleep(min(_REST * (time.monotonic() - began), _LONGEST_REST))
            began = time.monotonic()


def _utc_now() -> datetime:
    return datetime.now(UTC)


class FloorRecords:
    """Finished queue calls, actions of leads, alarms and thresholds.

    Every method may raise a `RecordsError`; nothing is then half done, and it may be asked again.
    """

    def __init__(self, database: Database, *, now: Callable[[], datetime] = _utc_now) -> None:
        """Take a database whose tables are right: `Records.open(…).database`."""
        self._database = database
        self._now = now

    # Queue calls

    def save_calls(self, calls: Sequence[QueueCall]) -> None:
        """Keep stays in queues; the same one told again, or by another board, is joined with what is kept."""
        with self._database.writing_soon() as connection:
            queue_calls.save(connection, calls)

    def calls(self, since: datetime, until: datetime) -> list[QueueCall]:
        """Return the stays whose wait ended in the span or goes on, by the time of their entry."""
        with self._database.reading() as connection:
            return list(queue_calls.read(connection, since, until))

    def each_call(self, since: datetime, until: datetime) -> Iterator[QueueCall]:
        """Yield them, so that a long span needs no room; to be read to the end at once."""
        with self._database.reading() as connection:
            yield from _gently(queue_calls.read(connection, since, until))

    def stays_of(self, pbxs: Collection[str], call_ids: Collection[str]) -> list[QueueCall]:
        """Return all stays of these calls at these PBXs, whenever they were."""
        with self._database.reading() as connection:
            return queue_calls.of_calls(connection, pbxs, call_ids)

    def calls_there(
        self, since: datetime, until: datetime, limit: int = 500, queue: str = ""
    ) -> list[QueueCall]:
        """Return the stays in a queue, or in all, that were waiting or talking at any moment of the span."""
        with self._database.reading() as connection:
            return queue_calls.there(connection, since, until, limit, queue)

    def arrivals(self, since: datetime, until: datetime) -> dict[str, int]:
        """Return how many callers came into each queue in the span."""
        with self._database.reading() as connection:
            return queue_calls.arrivals(connection, since, until)

    def cover(self, pbx: str, since: datetime, until: datetime) -> None:
        """Note that every call of the PBX in the span is kept."""
        with self._database.writing_soon() as connection:
            queue_calls.cover(connection, Covered(pbx, since, until))

    def covered(self, since: datetime, until: datetime) -> list[Covered]:
        """Return the spans of which every call is kept, as far as they touch this one."""
        with self._database.reading() as connection:
            return queue_calls.covered(connection, since, until)

    # Seats by state

    def save_seat_minutes(self, floor: str, minutes: Mapping[int, Counts]) -> None:
        """Keep how many seats were in each state in whole minutes, on the PBXs that `floor` names."""
        with self._database.writing_soon() as connection:
            seat_minutes.save(connection, floor, minutes)

    def seat_minutes(self, floor: str, since: int, until: int) -> dict[int, Counts]:
        """Return the minutes, counted from 1970, of a span."""
        with self._database.reading() as connection:
            return dict(_gently(seat_minutes.read(connection, floor, since, until)))

    # What the calls were about

    def settled(self, since: datetime, told: datetime | None = None) -> dict[str, Outcome]:
        """Return how the calls since then were settled, by call id; with `told` those told of since."""
        with self._database.reading() as connection:
            return matters.settled(connection, since, told)

    def dispatched(self, since: datetime, until: datetime) -> list[tuple[datetime, str, str]]:
        """Return the orders dispatched in the span: when, in which call, by whom."""
        with self._database.reading() as connection:
            return matters.dispatched(connection, since, until)

    def matters(self, since: datetime, until: datetime) -> list[Matter]:
        """Return what orders and searches of the span were about."""
        with self._database.reading() as connection:
            return matters.matters(connection, since, until)

    # What leads did

    def log_action(self, action: LeadAction) -> None:
        """Write an action down for good."""
        with self._database.writing() as connection:
            lead_log.log_action(connection, action)

    def log_action_once(self, action: LeadAction) -> None:
        """Write an action down for good, unless it has been already."""
        with self._database.writing() as connection:
            lead_log.log_action_once(connection, action)

    def actions(self, since: datetime, until: datetime) -> tuple[LeadAction, ...]:
        """Return the actions of a span, oldest first."""
        with self._database.reading() as connection:
            return lead_log.actions(connection, since, until)

    # Alarms

    def log_alarms_once(self, rows: Sequence[AlarmRow]) -> None:
        """Write down for good what became of alarms, each row unless it has been already."""
        with self._database.writing() as connection:
            lead_log.log_alarms_once(connection, rows)

    def alarm_log(self, since: datetime, until: datetime) -> tuple[AlarmRow, ...]:
        """Return what became of alarms in a span, oldest first."""
        with self._database.reading() as connection:
            return lead_log.alarm_log(connection, since, until)

    def standing_alarms(self, since: datetime) -> tuple[Alarm, ...]:
        """Return the alarms since then that no board has cleared, and who has acknowledged them."""
        with self._database.reading() as connection:
            return lead_log.standing_alarms(connection, since)

    def thresholds(self) -> tuple[Threshold, ...]:
        """Return all thresholds."""
        with self._database.reading() as connection:
            return lead_log.thresholds(connection)

    def save_threshold(self, threshold: Threshold, lead: str) -> Threshold:
        """Make a threshold (number 0) or change one; raise `NotFound` when it is gone."""
        with self._database.writing() as connection:
            return lead_log.save_threshold(connection, threshold, lead, self._now())

    def remove_threshold(self, number: int) -> None:
        """Take a threshold away."""
        with self._database.writing() as connection:
            lead_log.remove_threshold(connection, number)
