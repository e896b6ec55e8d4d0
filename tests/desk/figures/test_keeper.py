"""The keeper: what the board learns is kept, a lost database loses nothing, a restart finds the day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from desk.figures.curves import STATES
from desk.figures.keeper import Keeper
from desk.figures.periods import Period, Window
from desk.monitor.figures import BoardFigures
from desk.records import Records
from desk.records.errors import DatabaseUnreachable
from desk.records.floor import FloorRecords
from desk.records.views import OrderDraft
from desk.records.views import Outcome as Settled
from telephony.floor.facts import QueueLog
from telephony.floor.views import FloorPbx, FloorSeat, FloorState, FloorView
from telephony.snapshots import CallDirection, CallSnapshot, CallState, LinkSnapshot, LinkState
from tests.desk.figures.hotline import Hotline, moment

SHANGHAI = ZoneInfo("Asia/Shanghai")
VIEW = FloorView((FloorPbx("main", LinkSnapshot(LinkState.UP), loaded=True),))


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with Records.open(f"sqlite:///{tmp_path / 'desk.db'}", migrate=True, now=lambda: NOW) as opened:
        with opened.database.writing() as connection:
            connection.exec_driver_sql(
                "INSERT INTO departments (code, name, updated_at) VALUES ('CG', '城市管理局', '2026-01-01')"
            )
        yield opened


NOW = datetime(2026, 1, 30, 1, tzinfo=UTC)


def busy(keeper: Keeper) -> Hotline:
    """Let three calls happen: two answered, one given up."""
    hotline = Hotline()
    hotline.tell = keeper.take
    for _ in range(3):
        hotline.enter("gjj")
    hotline.now += 9
    hotline.answer(hotline.stays[0], "2001")
    hotline.answer(hotline.stays[1], "2002")
    hotline.leave(hotline.stays[2], "ABANDON")
    return hotline


def test_a_board_that_starts_in_mid_day_has_the_whole_day(records: Records) -> None:
    floor = FloorRecords(records.database)
    first = Keeper(floor, SHANGHAI, pbxs=["main"])
    hotline = busy(first)
    first.turn(VIEW, moment(hotline.now))
    board = first.turn(VIEW, moment(hotline.now + 60))
    assert (board[Window.DAY].total.answered, board[Window.DAY].total.abandoned) == (2, 1)
    again = Keeper(floor, SHANGHAI, pbxs=["main"])
    board = again.turn(VIEW, moment(hotline.now + 120))
    assert board[Window.DAY].total == first.turn(VIEW, moment(hotline.now + 120))[Window.DAY].total
    # the night before eight, and between the two boards, nobody saw anything
    assert [gap.seconds for gap in board.unknown["main"]] == [8 * 3600 + 9, 60]


def test_a_look_at_a_moment_shows_who_waits_and_who_talked(records: Records) -> None:
    floor = FloorRecords(records.database)
    keeper = Keeper(floor, SHANGHAI)
    figures = BoardFigures(keeper, floor, SHANGHAI, ["main"])
    hotline = busy(keeper)
    hotline.enter("gjj")
    figures.turn(VIEW, moment(hotline.now))
    calls = figures.calls_there(Period(moment(hotline.now - 1), moment(hotline.now + 1)))
    assert [call.call_id for call in calls] == ["1.1", "1.2", "1.3", "1.4"]


def test_wrap_ups_and_orders_come_from_the_desks(records: Records) -> None:
    keeper = Keeper(FloorRecords(records.database), SHANGHAI)
    hotline = busy(keeper)
    for number in (1, 2):
        call = CallSnapshot(
            f"1.{number}",
            CallDirection.INBOUND,
            CallState.TALKING,
            offered_at=moment(hotline.now),
        )
        records.call_offered(call, "1024")
    records.wrap_up("1.1", Settled.DIRECT_ANSWER, "")
    keeper.turn(VIEW, moment(hotline.now + 1))
    records.dispatch(OrderDraft("1.2", title="路灯", department_code="CG"), "1024")
    records.wrap_up("1.2", Settled.ORDER, "")
    board = keeper.turn(VIEW, max(moment(hotline.now + 60), NOW + timedelta(minutes=1)))
    assert board[Window.DAY].queues["gjj"].direct_rate == 0.5
    assert board[Window.DAY].queues["gjj"].orders == 1


class Away(FloorRecords):
    """Records whose database may be away."""

    away = False

    def save_calls(self, calls: object) -> None:
        if self.away:
            raise DatabaseUnreachable("away")
        super().save_calls(calls)  # type: ignore[arg-type]


def test_a_database_that_is_away_loses_nothing(records: Records) -> None:
    floor = Away(records.database)
    keeper = Keeper(floor, SHANGHAI)
    floor.away = True
    hotline = busy(keeper)
    board = keeper.turn(VIEW, moment(hotline.now + 1))
    assert board[Window.DAY].total.answered == 2
    assert isinstance(keeper.trouble, DatabaseUnreachable)
    floor.away = False
    keeper.turn(VIEW, moment(hotline.now + 2))
    assert keeper.trouble is None
    assert len(floor.calls(moment(hotline.now - 3600), moment(hotline.now + 3600))) == 3


def test_the_same_day_of_last_week_stands_beside_today(records: Records) -> None:
    floor = FloorRecords(records.database)
    keeper = Keeper(floor, SHANGHAI)
    figures = BoardFigures(keeper, floor, SHANGHAI, ["main"])
    hotline = busy(keeper)
    now = moment(hotline.now + 1)
    figures.turn(VIEW, now)
    past = [stay.fact() for stay in hotline.stays]
    week = timedelta(days=7)
    floor.save_calls(
        [
            replace(call, entered_at=call.entered_at - week, left_at=call.left_at and call.left_at - week)
            for call in past[:2]
        ]
    )
    floor.cover("main", now - week - timedelta(hours=24), now - week + timedelta(hours=1))
    before = figures.chart(now, None).before
    assert before is not None
    assert np.nansum(before.arrivals) == 2


def seats(*states: FloorState) -> FloorView:
    made = tuple(
        FloorSeat("main", str(2001 + at), f"PJSIP/{2001 + at}", "", state, queues=("gjj",))
        for at, state in enumerate(states)
    )
    return FloorView((FloorPbx("main", LinkSnapshot(LinkState.UP), True, (), made),))


def test_seats_by_state_of_a_closed_hour_are_kept_as_the_log_tells_them(records: Records) -> None:
    floor = FloorRecords(records.database)

    def ready(keeper: Keeper, now: datetime) -> list[float | None]:
        read = BoardFigures(keeper, floor, SHANGHAI, ["main"]).chart(now, None).seats[-6:-1]
        column = read[:, STATES.index(FloorState.READY)].tolist()
        return [None if np.isnan(count) else count for count in column]

    early = Keeper(floor, SHANGHAI, pbxs=["main"])
    early.turn(seats(FloorState.READY, FloorState.READY), NOW)
    early.turn(seats(FloorState.READY, FloorState.READY), NOW + timedelta(minutes=1))
    later = NOW + timedelta(minutes=5)
    second = int((NOW + timedelta(minutes=3)).timestamp())
    line = f"{second}|NONE|gjj|PJSIP/2002|ADDMEMBER|"  # contradicts what was seen before
    first = Keeper(floor, SHANGHAI, pbxs=["main"])
    first.take(QueueLog("main", NOW - timedelta(hours=1), later, (line,)))
    first.turn(seats(FloorState.READY, FloorState.READY), later)
    first.turn(seats(FloorState.READY, FloorState.READY), later + timedelta(seconds=1))
    assert ready(first, later) == [2, 1, 1, 2, 2]
    first.turn(seats(FloorState.READY, FloorState.READY), later + timedelta(minutes=1))
    again = Keeper(floor, SHANGHAI, pbxs=["main"])  # is told of nothing that is known already
    again.turn(seats(FloorState.READY, FloorState.READY), later + timedelta(minutes=1))
    assert ready(again, later) == [2, 1, 1, 2, 2]


def test_seats_by_state_outlast_the_board(records: Records) -> None:
    floor = FloorRecords(records.database)

    def shown(keeper: Keeper, now: datetime, queue: str | None) -> list[list[float]]:
        read = BoardFigures(keeper, floor, SHANGHAI, ["main"]).chart(now, queue).seats
        places = [STATES.index(FloorState.READY), STATES.index(FloorState.TALKING)]
        return read[~np.isnan(read[:, 0])][:, places].tolist()  # type: ignore[no-any-return]

    first = Keeper(floor, SHANGHAI, pbxs=["main"])
    first.turn(seats(FloorState.READY, FloorState.READY), NOW)
    first.turn(seats(FloorState.READY, FloorState.TALKING), NOW + timedelta(minutes=1))
    first.turn(seats(FloorState.READY, FloorState.TALKING), NOW + timedelta(minutes=2))
    again = Keeper(floor, SHANGHAI, pbxs=["main"])
    later = NOW + timedelta(minutes=5)
    again.turn(seats(FloorState.TALKING, FloorState.TALKING), later)
    # the minute in which the first board ended was not over; nobody looked in the two that followed
    for queue in (None, "gjj"):
        assert shown(again, later, queue) == [[2, 0], [1, 1], [0, 2]]
    assert shown(again, later, "renshe") == [[0, 0], [0, 0], [0, 0]]
    elsewhere = Keeper(floor, SHANGHAI, pbxs=["main", "second"])
    elsewhere.turn(VIEW, later)
    assert shown(elsewhere, later, None) == []
