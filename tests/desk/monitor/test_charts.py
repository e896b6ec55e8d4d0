"""The charts: what is drawn as known is known, and what a picture of them holds is nobody's number."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from PySide6.QtGui import QImage

from desk.figures.curves import STATES, Curves
from desk.monitor import chart_controller
from desk.monitor.chart_values import Sort
from desk.monitor.charts import Charts, CountAxis
from desk.monitor.figures import ChartData
from tests.conftest import Logged
from tests.desk.monitor.conftest import Place, Sit
from tests.desk.monitor.floors import CITIZEN, ago, pbx, seat, stay, view

MINUTES = 24 * 60
GAP = slice(600, 610)
NOW = ago(0)


def data_with_a_gap() -> ChartData:
    """Return a day of one call a minute, answered in time, of which ten minutes are not known."""
    ones = np.ones(MINUTES)
    ones[GAP] = np.nan
    curves = Curves(ago(MINUTES * 60), *(ones.copy() for _ in range(6)))
    return ChartData(curves, None, np.zeros((MINUTES, len(STATES)), np.float32))


@pytest.mark.parametrize(("sort", "level"), [(Sort.CALLS, 15.0), (Sort.RATE, 100.0)])
def test_sums_of_a_window_with_unknown_minutes_are_not_known(qtbot, sort: Sort, level: float) -> None:
    charts = Charts(0.9)
    qtbot.addWidget(charts)
    charts.show_only(sort)
    charts.show_data(data_with_a_gap())
    _, drawn = charts._curves[sort]["today"].getOriginalDataset()
    unknown = np.isnan(drawn)
    # of the first fourteen minutes, too, what lies before them is not known
    assert np.flatnonzero(unknown).tolist() == [*range(14), *range(GAP.start, GAP.stop + 14)]
    assert np.all(drawn[~unknown] == level)


@pytest.fixture
def place(sit: Sit) -> Place:
    """A board whose charts are drawn, with calls of two groups in the last hour."""
    place = sit(shown=False)
    place.records.save_calls([stay(600), stay(610, queue="zonghe", number="13900000002")])
    place.show()
    place.view(view(pbx(seat())))
    panel = place.window.board.chart
    place.until(lambda: panel.charts is not None and panel.picture.isEnabled())
    place.window.charts.stop()
    return place


def test_the_library_of_the_charts_is_read_in_another_thread(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[threading.Thread] = []
    monkeypatch.setattr(
        chart_controller, "import_module", lambda name: read.append(threading.current_thread())
    )
    place = sit()
    place.until(lambda: place.window.board.chart.charts is not None)
    assert read
    assert threading.main_thread() not in read


def test_charts_that_can_t_be_drawn_are_told_of(
    sit: Sit, monkeypatch: pytest.MonkeyPatch, logged: Logged
) -> None:
    def fail(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(chart_controller, "import_module", fail)
    place = sit()
    place.until(lambda: "did not work" in place.message)
    assert place.window.board.chart.charts is None
    assert ["ImportError" in error for error in logged.errors] == [True]
    logged.records.clear()


def list_calls(place: Place) -> None:
    """List the calls of the last hour."""
    panel = place.window.board.chart
    panel.moment_wanted.emit(ago(3600), ago(0))
    place.until(lambda: panel.lists_calls)


def numbers(place: Place) -> list[str]:
    return [row[2] for row in place.cells("monitor_moment")]


@pytest.mark.parametrize("most", [1, 2, 3, 40])
def test_nobody_is_half_a_caller(qapp, most: int) -> None:
    axis = CountAxis()
    ticks = [at for _, places in axis.tickValues(0, most * 1.2, 150) for at in places]
    assert len(ticks) > 1
    assert all(float(at).is_integer() for at in ticks)


def test_the_calls_of_a_moment_are_those_of_the_group_that_is_charted(place: Place) -> None:
    list_calls(place)
    assert numbers(place) == ["13900000002", CITIZEN]
    place.window.board.queues.choose("gjj")
    place.until(lambda: numbers(place) == [CITIZEN])
    assert place.window.board.chart.moment.heading.text().endswith(" · 公积金")
    assert place.window.board.chart.lists_calls
    place.window.turn_back()
    list_calls(place)
    assert numbers(place) == [CITIZEN]


def test_a_list_that_leaves_older_calls_out_says_so(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.records.save_calls([stay(500 + number, number=f"1370000{number:04}") for number in range(40)])
    for module in ("figures", "chart_panel"):
        monkeypatch.setattr(f"desk.monitor.{module}.MOST_LISTED", 40)
    list_calls(place)
    count = place.window.board.chart.moment.count
    assert len(numbers(place)) == 40
    assert "13900000002" not in numbers(place)
    assert count.text() == "the newest 40 of more"
    place.window.board.queues.choose("zonghe")
    place.until(lambda: numbers(place) == ["13900000002"])
    assert count.text() == "1"


def test_a_picture_has_the_charts_alone(place: Place) -> None:
    panel = place.window.board.chart

    def picture() -> QImage:
        return panel.take_picture("", NOW).toImage()

    before = picture()
    panel.picture.setText("Somebody's name")
    assert picture() == before
    list_calls(place)
    assert picture() == before
    panel.turn_back()
    panel.figures.setText("21:00: 17 came")
    assert picture() != before
    assert panel.take_picture("gjj", NOW).toImage() != picture()  # the group is named
