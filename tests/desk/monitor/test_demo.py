"""What lies behind the board's demonstration: a day of calls, complete, and never twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from desk.demo import monitor_past
from desk.demo.monitor import PBX, SEATS
from desk.figures import outlook
from desk.figures.keeper import Keeper
from desk.figures.periods import Window
from desk.records import Records
from desk.records.floor import FloorRecords
from telephony.floor.views import FloorState, FloorView
from telephony.simulator.busy_floor import FloorPlan, floor_pbx
from tests.desk.monitor.conftest import ZONE


def test_the_past_is_complete_and_made_once(records: Records) -> None:
    monitor_past.load(records, PBX, SEATS)
    floor, now = FloorRecords(records.database), datetime.now(UTC)
    calls = floor.calls(now - timedelta(hours=24), now)
    assert {call.queue for call in calls} == set(SEATS)
    assert floor.calls(now - timedelta(days=7, hours=24), now - timedelta(days=7))
    monitor_past.load(records, PBX, SEATS)
    again = floor.calls(now - timedelta(hours=24), now)
    assert len(again) - len(calls) <= 60  # what came in the second between
    keeper = Keeper(floor, ZONE, pbxs=(PBX,))
    board = keeper.turn(FloorView(), datetime.now(UTC))
    hour = board[Window.HOUR].total
    assert hour.answered > 0
    assert hour.direct_rate is not None
    assert all(gap.seconds < 60 for gap in board.unknown[PBX])
    assert len(floor.thresholds()) == 3
    minute = int(now.timestamp() // 60)
    for end in (minute, minute - 7 * 24 * 60):  # and of a week ago
        seats = floor.seat_minutes(PBX, end - 24 * 60, end)
        assert len(seats) >= 24 * 60 - 1
        assert all(sum(counts[""].values()) == sum(SEATS.values()) for counts in seats.values())
        assert {state for counts in seats.values() for state in counts[""]} >= {
            FloorState.READY,
            FloorState.TALKING,
            FloorState.AFTER_CALL,
            FloorState.NOT_READY,
            FloorState.SIGNED_OUT,
        }
    assert isinstance(outlook.rising_now(floor, now), list)


def test_the_hotline_has_several_groups_and_many_seats() -> None:
    people = tuple((str(2001 + at), "") for at in range(sum(SEATS.values())))
    seats, first = {}, 0
    for queue, count in SEATS.items():
        seats[queue] = people[first : first + count]
        first += count
    assert len(people) >= 20
    pbx = floor_pbx(FloorPlan(seats, calls_per_second=30.0))
    pbx.start()
    try:
        found = pbx.call(lambda: {name: len(queue.members) for name, queue in pbx.exchange.queues.items()})
        assert found == SEATS
    finally:
        pbx.stop()
