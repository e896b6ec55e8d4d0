"""A board that was closed reads what it missed from queue_log: the night, a weekend, last week's hours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desk.figures.log_start import log_start
from desk.figures.periods import Period, day_start
from desk.monitor.app import with_log_starts
from desk.records import Records
from desk.records.floor import FloorRecords
from telephony.config import PbxConfig
from telephony.floor.config import FloorConfig, LeadConfig
from telephony.floor.thread import FloorThread
from telephony.floor.views import FloorState
from telephony.simulator import SimulatedPbx
from telephony.simulator.busy_floor import FloorPlan, floor_pbx
from tests.desk.monitor.conftest import ZONE, Place, Sit
from tests.desk.monitor.floors import PBX

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
Open = Callable[..., Place]


@pytest.fixture
def hotline() -> Iterator[SimulatedPbx]:
    """A hotline in which nobody calls now."""
    pbx = floor_pbx(FloorPlan({"gjj": (("2001", "王敏"),)}, calls_per_second=0.0001, secret="a-long-secret"))
    pbx.start()
    yield pbx
    pbx.stop()


@pytest.fixture
def come_back(hotline: SimulatedPbx, sit: Sit, records: Records, tmp_path: Path) -> Open:
    """Return how a board is opened again on a PBX whose log has calls of these moments."""

    def open_again(now: datetime, known: list[Period], *calls: datetime) -> Place:
        floor_records = FloorRecords(records.database)
        for span in known:
            floor_records.cover(PBX, span.since, span.until)
        path = tmp_path / "queue_log"
        path.write_text("".join(_lines(number, at) for number, at in enumerate(sorted(calls))), "utf-8")
        account = PbxConfig("127.0.0.1", "desk-lead", "a-long-secret", port=hotline.port)
        config = FloorConfig(PBX, account, LeadConfig("2000"), queue_log=path)
        return sit(FloorThread(with_log_starts([config], floor_records, ZONE, now)))

    return open_again


def _lines(number: int, at: datetime) -> str:
    """Write a call that waits five seconds and talks for a minute."""
    stamp, call = int(at.timestamp()), f"{int(at.timestamp())}.{number}"
    steps = (
        (0, "NONE", "ENTERQUEUE||13800000001|1"),
        (5, "2001 王敏", "CONNECT|5|x|3"),
        (65, "2001 王敏", "COMPLETECALLER|5|60|1"),
    )
    return "".join(f"{stamp + later}|{call}|gjj|{who}|{what}\n" for later, who, what in steps)


def arrivals(place: Place, at: datetime) -> tuple[float | None, float | None]:
    """Return what the chart has of a minute: who came, and who came a week before."""
    place.window.charts.read()
    charts = place.window.board.chart.charts
    figures = charts.figures_at(at) if charts is not None else (None,) * 5
    return figures[0], figures[4]


def seats(place: Place, at: datetime) -> dict[FloorState, int]:
    """Return how many seats the chart has in each state in a minute; a state without any is left out."""
    place.window.charts.read()
    charts = place.window.board.chart.charts
    found = charts.seats_at(at) if charts is not None else None
    return {state: count for state, count in (found or {}).items() if count}


def test_the_evening_before_a_closed_night_is_in_the_chart(come_back: Open) -> None:
    now = datetime.now(UTC)
    evening = now - 14 * HOUR  # at nine in the morning: at seven in the evening
    early = now - 23 * HOUR
    place = come_back(now, [Period(now - 4 * DAY, now - 15 * HOUR)], early, evening)
    place.until(lambda: arrivals(place, evening)[0] == 1)
    place.until(lambda: arrivals(place, early)[0] == 1)
    assert arrivals(place, now - 10 * HOUR)[0] == 0  # nobody came, and that is known
    # Whom a call was given was ready before, and nothing else is written of the night.
    place.until(lambda: seats(place, evening - timedelta(minutes=10)) == {FloorState.READY: 1})
    assert seats(place, evening) in ({FloorState.READY: 1}, {FloorState.TALKING: 1})
    assert seats(place, now - 10 * HOUR) == {FloorState.READY: 1}
    assert {call.seat for call in place.records.calls(now - DAY, now)} == {"2001"}


def test_last_week_has_what_the_log_tells_of_a_closed_weekend(come_back: Open) -> None:
    now = datetime.now(UTC)
    then = now - 7 * DAY - 3 * HOUR
    known = [Period(now - 9 * DAY, now - 7 * DAY - 5 * HOUR), Period(now - 6 * DAY, now - 15 * HOUR)]
    place = come_back(now, known, now - 9 * DAY, then)
    place.until(lambda: arrivals(place, then + 7 * DAY)[1] == 1)
    assert len(place.records.calls(then - HOUR, then + HOUR)) == 1


NOW = datetime(2026, 1, 30, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("known", "since"),
    [
        ([], NOW - DAY),  # a new board
        ([Period(NOW - 3 * DAY, NOW)], NOW - DAY),
        ([Period(NOW - 3 * DAY, NOW - 2 * DAY)], NOW - 2 * DAY - HOUR),
        ([Period(NOW - 20 * DAY, NOW - 7 * DAY), Period(NOW - 6 * DAY, NOW)], NOW - 7 * DAY - HOUR),
        ([Period(NOW - 30 * DAY, NOW - 20 * DAY)], NOW - DAY),  # too long ago
    ],
    ids=["nothing", "all", "weekend", "last-week", "long-ago"],
)
def test_the_log_is_read_from_where_it_is_needed(known: list[Period], since: datetime) -> None:
    assert abs(log_start(known, NOW, ZONE) - since) <= timedelta(minutes=1)
    assert log_start(known, NOW, ZONE) <= day_start(NOW, ZONE)
