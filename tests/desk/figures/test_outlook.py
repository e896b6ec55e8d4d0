"""The situation of the queues is put together rightly: from the day, the view and earlier weeks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desk.figures.day import Day
from desk.figures.outlook import advice, rising_now, situations, usual
from desk.figures.rising import Sort
from desk.records import Records
from desk.records.floor import FloorRecords
from telephony.floor.facts import EndedBy, Outcome, QueueCall
from telephony.floor.views import FloorPbx, FloorQueue, FloorSeat, FloorState, FloorView, FloorWaiting
from telephony.snapshots import LinkSnapshot, LinkState
from tests.desk.figures.hotline import moment

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = moment(1_769_738_400)  # ten o'clock
WEEK = timedelta(days=7)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with Records.open(f"sqlite:///{tmp_path / 'desk.db'}", migrate=True, now=lambda: NOW) as opened:
        yield opened


def answered(number: int, queue: str, minutes_ago: float) -> QueueCall:
    entered = NOW - timedelta(minutes=minutes_ago)
    left = entered + timedelta(seconds=10)
    return QueueCall(
        "main",
        queue,
        f"{queue}.{number}",
        entered,
        outcome=Outcome.ANSWERED,
        left_at=left,
        wait_seconds=10.0,
        seat="2001",
        ended_at=left + timedelta(seconds=170),
        ended_by=EndedBy.CALLER,
        talk_seconds=170.0,
    )


def view(seats: int, waiting: int) -> FloorView:
    callers = tuple(
        FloorWaiting("main", "gjj", f"9.{n}", "", "", "", n, NOW - timedelta(seconds=20 * n))
        for n in range(waiting)
    )
    queues = (FloorQueue("main", "gjj", callers), FloorQueue("main", "sifa"))
    members = tuple(
        FloorSeat("main", str(n), "", state=FloorState.TALKING, queues=("gjj",)) for n in range(seats)
    )
    return FloorView((FloorPbx("main", LinkSnapshot(LinkState.UP), True, queues, members),))


def test_what_comes_in_is_held_against_what_is_usual(records: Records) -> None:
    floor = FloorRecords(records.database)
    assert usual(floor, NOW, ["main"]) is None
    for week in (1, 2):
        then = [answered(n, "gjj", -20 + n) for n in range(40)]
        floor.save_calls(
            [
                QueueCall(
                    call.pbx, call.queue, f"{call.call_id}.{week}", call.entered_at - week * WEEK,
                    outcome=Outcome.LEFT, left_at=call.entered_at - week * WEEK,
                )
                for call in then
            ]
        )  # fmt: skip
    assert usual(floor, NOW, ["main"]) is None  # nobody says that these weeks were seen
    for week in (1, 2):
        then_now = NOW - week * WEEK
        floor.cover("main", then_now - timedelta(hours=2), then_now + timedelta(hours=2))
    known = usual(floor, NOW, ["main"])
    assert known is not None
    assert (known.just, known.coming) == ({"gjj": 19}, {"gjj": 21})
    # Of two PBXs the other one's calls are missing, until a week was seen at both.
    assert usual(floor, NOW, ["main", "second"]) is None
    floor.cover("second", NOW - WEEK - timedelta(hours=2), NOW - WEEK + timedelta(hours=2))
    assert usual(floor, NOW, ["main", "second"]) == known


def test_a_queue_in_trouble_is_told_how_many_seats_are_missing() -> None:
    day = Day(SHANGHAI)
    for number in range(90):
        day.take(answered(number, "gjj", 0.5 + number / 3))
    found = situations(day, view(6, 8), NOW, None)
    assert set(found) == {"gjj", "sifa", ""}
    gjj = found["gjj"]
    assert (gjj.inflow.calls, gjj.seats, gjj.waiting, gjj.handling) == (89, 6, 8, 170)
    assert found["sifa"].inflow.calls == 0
    told = advice(day, view(6, 8), NOW, None)
    assert told["gjj"].more is not None
    assert told["gjj"].more > 0
    assert told["gjj"].back_at is not None
    assert told["sifa"].needed == 0


def test_what_rises_is_read_from_orders_and_searches(records: Records) -> None:
    from desk.records.tables import searches

    with records.database.writing() as connection:
        for day in range(15):
            for number in range(12):
                at = NOW - timedelta(days=day, minutes=number + 1)
                query = "停水找谁" if day == 0 and number < 9 else "公积金提取"
                values = {"at": at, "call_id": f"{day}.{number}", "query": query, "hits": 1, "seconds": 0.1}
                connection.execute(searches.insert().values(**values))
    rises = rising_now(FloorRecords(records.database), NOW)
    assert [rise.sort for rise in rises] == [Sort.WORD]
    assert "停水" in rises[0].word
    assert rises[0].calls == 9
