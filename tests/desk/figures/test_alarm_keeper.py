"""A lead's alarms through a lost database and a restart of the board."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desk.figures.alarm_keeper import AlarmKeeper
from desk.figures.alarms import AlarmEvent, AlarmState, Measure, Threshold
from desk.figures.day import Day
from desk.records import Records
from desk.records.errors import DatabaseUnreachable
from desk.records.floor import FloorRecords
from telephony.errors import IllegalTransition
from telephony.floor.views import FloorPbx, FloorQueue, FloorView, FloorWaiting
from telephony.snapshots import LinkSnapshot, LinkState

NOON = datetime(2026, 1, 30, 4, tzinfo=UTC)
WAIT = Threshold(0, Measure.LONGEST_WAIT, 60, "gjj", after=5, calm=10)


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def view(*since: float) -> FloorView:
    """Return a floor on which callers have been waiting since these seconds."""
    callers = tuple(
        FloorWaiting("main", "gjj", f"1.{n}", "", "", "", n, at(moment)) for n, moment in enumerate(since)
    )
    queue = FloorQueue("main", "gjj", callers)
    return FloorView((FloorPbx("main", LinkSnapshot(LinkState.UP), True, (queue,)),))


class Flaky(FloorRecords):
    """Records whose database may be away."""

    away = False

    def log_alarms(self, board: str, changes: object) -> None:
        if self.away:
            raise DatabaseUnreachable("away")
        super().log_alarms(board, changes)  # type: ignore[arg-type]

    def thresholds(self) -> tuple[Threshold, ...]:
        if self.away:
            raise DatabaseUnreachable("away")
        return super().thresholds()


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Flaky]:
    with Records.open(f"sqlite:///{tmp_path / 'desk.db'}", migrate=True) as records:
        yield Flaky(records.database, now=lambda: NOON)


def turn(keeper: AlarmKeeper, seconds: float, *since: float) -> list[AlarmEvent]:
    board = Day(ZoneInfo("Asia/Shanghai")).board(at(seconds))
    return [change.event for change in keeper.turn(view(*since), board, at(seconds))]


def test_an_alarm_outlives_a_restart_and_is_cleared_by_the_next_board(floor: Flaky) -> None:
    floor.save_threshold(WAIT, "9001")
    first = AlarmKeeper(floor, "9001")
    assert turn(first, 70, 0) == []
    assert turn(first, 75, 0) == [AlarmEvent.RAISE]
    first.acknowledge(first.active[0].key, at(76))
    with pytest.raises(IllegalTransition):
        first.acknowledge(first.active[0].key, at(77))
    second = AlarmKeeper(floor, "9001")
    assert turn(second, 80) == []
    assert [(a.state, a.acknowledged_by) for a in second.active] == [(AlarmState.ACKNOWLEDGED, "9001")]
    assert turn(second, 90) == [AlarmEvent.CLEAR]
    events = [(row.event, row.lead) for row in floor.alarm_log(NOON, at(600))]
    assert events == [(AlarmEvent.RAISE, ""), (AlarmEvent.ACKNOWLEDGE, "9001"), (AlarmEvent.CLEAR, "")]


def test_a_database_that_is_away_stops_no_alarm(floor: Flaky) -> None:
    floor.save_threshold(WAIT, "9001")
    keeper = AlarmKeeper(floor, "9001")
    assert turn(keeper, 70, 0) == []
    floor.away = True
    assert turn(keeper, 85, 0) == [AlarmEvent.RAISE]
    assert isinstance(keeper.trouble, DatabaseUnreachable)
    floor.away = False
    assert turn(keeper, 96) == []
    assert turn(keeper, 106) == [AlarmEvent.CLEAR]
    assert keeper.trouble is None
    assert [row.event for row in floor.alarm_log(NOON, at(600))] == [AlarmEvent.RAISE, AlarmEvent.CLEAR]


def test_a_changed_threshold_counts_at_once(floor: Flaky) -> None:
    made = floor.save_threshold(WAIT, "9001")
    keeper = AlarmKeeper(floor, "9001")
    turn(keeper, 10, 0)
    floor.remove_threshold(made.number)
    keeper.reread()
    turn(keeper, 11, 0)
    assert keeper.thresholds == ()


def test_without_a_database_there_are_no_alarms_and_no_crash(floor: Flaky) -> None:
    floor.away = True
    keeper = AlarmKeeper(floor, "9001")
    assert turn(keeper, 70, 0) == []
    assert keeper.active == ()
    with pytest.raises(IllegalTransition):
        keeper.acknowledge((1, ""), NOON)
