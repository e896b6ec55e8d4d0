"""What the thresholds look at: of two PBXs one is out of sight, and what it can't change is known."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from desk.figures.alarms import Lack, Measure, Threshold, Value
from desk.figures.day import Day
from desk.figures.periods import Window
from desk.figures.readings import readings
from telephony.floor.facts import Outcome
from telephony.floor.views import FloorPbx, FloorState, FloorView
from tests.desk.monitor.floors import DOWN, pbx, seat, stay, view, waiting

ZONE = ZoneInfo("Asia/Shanghai")


def value(threshold: Threshold, shown: FloorView, day: Day | None = None) -> Value:
    now = datetime.now(UTC)
    return readings([threshold], shown, (day or Day(ZONE)).board(now), now)[threshold.number, ""]


def east(*seconds: float, ready: int = 0, loaded: bool = True) -> FloorPbx:
    """A PBX with callers who have waited so long, and seats that are ready."""
    return pbx(
        *(seat(str(2001 + number)) for number in range(ready)),
        callers=tuple(waiting(f"1380000000{at}", seconds=wait) for at, wait in enumerate(seconds)),
        loaded=loaded,
    )


def west(*queues: str) -> FloorPbx:
    """A PBX out of sight, with the queues that it had when it was seen last."""
    return pbx(
        seat("2001", FloorState.UNKNOWN, pbx="west"), queues=queues, link=DOWN, loaded=False, name="west"
    )


LONGEST = Threshold(1, Measure.LONGEST_WAIT, 60, queue="gjj")
WAITING = Threshold(1, Measure.WAITING, 1, queue="gjj")
READY = Threshold(1, Measure.SEATS_READY, 2, queue="gjj")


def test_a_long_wait_and_many_callers_are_true_whatever_the_other_pbx_shows() -> None:
    shown = view(east(90, 20), west("gjj"))
    assert value(LONGEST, shown) == pytest.approx(90, abs=2)
    assert value(WAITING, shown) == 2


def test_that_nobody_waits_is_known_when_all_are_in_sight() -> None:
    assert value(LONGEST, view(east(20), west("gjj"))) is None
    assert value(WAITING, view(east(20), west("gjj"))) is None
    assert value(WAITING, view(east(20))) == 1


def test_too_few_ready_seats_are_known_when_all_that_have_the_group_are_in_sight() -> None:
    assert value(READY, view(east(ready=1), west("gjj"))) is None
    assert value(READY, view(east(ready=1), west())) is None  # never seen: it may have the group
    assert value(READY, view(east(ready=1), west("zonghe"))) == 1
    assert value(READY, view(east(ready=1))) == 1


def test_enough_ready_seats_are_enough_whatever_the_other_pbx_shows() -> None:
    assert value(READY, view(east(ready=3), west("gjj"))) == 3


def test_of_no_pbx_nothing_is_known() -> None:
    for threshold in (LONGEST, WAITING, READY):
        assert value(threshold, view()) is None
        assert value(threshold, view(west("gjj"))) is None
        assert value(threshold, view(west("zonghe"))) is None


def test_a_rate_of_too_few_calls_is_told_from_one_that_is_out_of_sight() -> None:
    rate = Threshold(1, Measure.ANSWER_RATE, 0.9, queue="gjj", window=Window.QUARTER)
    day = Day(ZONE)
    for number in range(9):
        day.take(stay(30 + number, 20.0, outcome=Outcome.ABANDONED))
    assert value(rate, view(east()), day) is Lack.TOO_FEW_CALLS
    assert value(rate, view(east(), west("gjj")), day) is None
    day.take(stay(60, 5.0))
    assert value(rate, view(east()), day) == pytest.approx(0.1)


def test_a_seat_s_time_is_known_of_its_own_pbx() -> None:
    too_long = Threshold(1, Measure.STATE_TOO_LONG, 10, state=FloorState.READY)
    now = datetime.now(UTC)
    found = readings([too_long], view(east(ready=1), west("gjj")), Day(ZONE).board(now), now)
    assert found[1, "main/2001"] == pytest.approx(30, abs=2)
    assert found[1, "west/2001"] is None
