"""The chart of seats by state beside the seats of the same day last week."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np

from telephony.floor.views import FloorState
from tests.desk.monitor.conftest import Place, Sit
from tests.desk.monitor.floors import PBX, pbx, seat, view

WEEK = 7 * 24 * 60


def minute_now() -> int:
    return int(datetime.now(UTC).timestamp() // 60)


def sit_with_last_week(sit: Sit) -> Place:
    """Sit down where 40 seats were signed in a week ago, from eight hours before this time of day on."""
    place = sit(shown=False)
    counts = {FloorState.TALKING: 25, FloorState.READY: 15, FloorState.SIGNED_OUT: 60}
    then = minute_now() - WEEK
    minutes = {minute: {"": counts, "gjj": {FloorState.READY: 7}} for minute in range(then - 480, then + 30)}
    place.records.save_seat_minutes(PBX, minutes)
    place.show()
    place.view(view(pbx(seat())))
    return place


def test_the_chart_has_the_seats_of_the_same_minutes_last_week(sit: Sit) -> None:
    place = sit_with_last_week(sit)
    figures, now = place.window._ports.figures, datetime.now(UTC)
    place.turn()
    found = figures.chart(now, None).seats_before
    assert found is not None
    assert found.shape == (24 * 60, len(FloorState))
    in_a_call = found[:, list(FloorState).index(FloorState.TALKING)]
    assert in_a_call[-60] == 25
    assert np.isnan(in_a_call[:900]).all()
    group = figures.chart(now + timedelta(seconds=1), "gjj").seats_before
    assert group is not None
    assert np.nansum(group[-60]) == 7


def test_those_signed_in_last_week_are_a_line_over_the_seats(sit: Sit) -> None:
    place = sit_with_last_week(sit)
    chart = place.window.board.chart
    place.until(lambda: chart.charts is not None and chart.charts._data is not None)
    from desk.monitor.chart_values import Sort

    chart.choose(Sort.SEATS)
    assert chart.charts is not None
    charts = chart.charts
    _, heights = charts._curves[Sort.SEATS]["before"].getData()
    assert np.nanmax(heights) == 40
    assert charts.plots[Sort.SEATS].getViewBox().viewRange()[1][1] > 40


def test_without_last_week_there_is_no_line(sit: Sit) -> None:
    place = sit()
    place.view(view(pbx(seat())))
    chart = place.window.board.chart
    place.until(lambda: chart.charts is not None and chart.charts._data is not None)
    from desk.monitor.chart_values import Sort

    chart.choose(Sort.SEATS)
    assert chart.charts is not None
    assert "before" not in chart.charts._curves[Sort.SEATS]
