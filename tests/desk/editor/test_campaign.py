"""The campaign board's charts: every figure of every department, however many there are."""

from __future__ import annotations

from datetime import date, timedelta

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk import theme
from desk.editor.charts import Charts
from desk.editor.plots import Heading
from desk.widgets.tone_delegate import colours
from kb.editing.findings import Board, Campaign, DepartmentFigures, DirectRate
from tests.desk.editor.conftest import LI, Place, Sit

STARTS = date(2026, 10, 1)


def figures(at: int) -> DepartmentFigures:
    """Return a department that brought the more the smaller its number is."""
    return DepartmentFigures(f"第{at}区市场监督管理局", 100, 50 - at, 20, 45 - at, 30, 10 * at)


def board(departments: int, days: int = 40) -> Board:
    """Return a board of so many departments, with calls on so many days around the campaign's first."""
    rates = [
        DirectRate(STARTS + timedelta(days=at - days // 2), 100, 30 if at < days // 2 else 50)
        for at in range(days)
    ]
    before, since = rates[: days // 2], rates[days // 2 :]
    return Board(
        campaign=Campaign("百日攻坚", STARTS, STARTS + timedelta(days=99)),
        departments=tuple(map(figures, range(departments))),
        total=DepartmentFigures("", 0, 0, 0, 0, 0, 0),
        before=DirectRate(STARTS, 100 * len(before), sum(each.direct for each in before)),
        since=DirectRate(STARTS, 100 * len(since), sum(each.direct for each in since)),
        days=tuple(rates),
    )


@pytest.fixture
def place(sit: Sit) -> Place:
    """Give a window that shows its campaign board."""
    place = sit(LI)
    place.window.pages.setCurrentWidget(place.window.campaign)
    return place


def shown(place: Place, one: Board) -> Charts:
    place.window.campaign.show_board(one)
    charts = place.window.campaign.charts
    assert charts is not None
    place.until(charts.departments.isVisible)
    QApplication.processEvents()
    return charts


def lengths(plot: pg.PlotWidget) -> list[list[float]]:
    """Return the bars of a chart, as they were drawn one above the other."""
    items = plot.getPlotItem().items
    return [list(item.opts["width"]) for item in items if isinstance(item, pg.BarGraphItem)]


def words(plot: pg.PlotWidget) -> set[str]:
    return {item.toPlainText() for item in plot.getPlotItem().items if isinstance(item, pg.TextItem)}


def test_each_figure_of_a_department_is_a_bar_with_its_number(place: Place) -> None:
    charts = shown(place, board(3)).departments
    assert [one.department for one in charts.shown] == [figures(at).department for at in range(3)]
    new_target, new, renewed_target, renewed = lengths(charts.against)
    assert (new, renewed) == ([50, 49, 48], [45, 44, 43])
    assert (new_target, renewed_target) == ([20] * 3, [30] * 3)
    assert {"50 / 20", "43 / 30"} <= words(charts.against)
    assert lengths(charts.share) == [[95, 93, 91]]
    assert {"95%", "91%"} <= words(charts.share)
    assert lengths(charts.answers) == [[0, 0.1, 0.2]]
    assert {"0.0", "0.2"} <= words(charts.answers)
    assert not charts.scroller.isVisible()


def test_of_forty_departments_every_one_can_be_reached(place: Place) -> None:
    charts = shown(place, board(40)).departments
    assert charts.scroller.isVisible()
    assert 4 <= len(charts.visible) < 40
    assert charts.visible[0] == 0
    tall = charts.against.getViewBox().height() / len(charts.visible)
    assert tall >= 25  # pixels: two bars and their figures
    seen = set(charts.visible)
    charts.scroller.setFocus()
    while charts.scroller.value() < charts.scroller.maximum():
        QTest.keyClick(charts.scroller, Qt.Key.Key_PageDown)
        seen |= set(charts.visible)
    assert seen == set(range(40))
    # All three have the same rows, and each row its name.
    ranges = {
        tuple(round(end, 6) for end in plot.viewRange()[1])
        for plot in (charts.against, charts.share, charts.answers)
    }
    assert ranges == {(charts.visible[0] - 0.5, 39.5)}
    (names,) = charts.against.getAxis("left")._tickLevels
    assert len(names) == 40


def test_the_wheel_turns_through_the_departments(place: Place) -> None:
    charts = shown(place, board(40)).departments
    target = charts.share.viewport()
    at = QPointF(target.rect().center())
    wheel = QWheelEvent(
        at,
        QPointF(target.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(target, wheel)
    assert charts.visible[0] > 0


def test_other_departments_have_their_own_names(place: Place) -> None:
    shown(place, board(40))
    charts = shown(place, board(2)).departments
    (names,) = charts.against.getAxis("left")._tickLevels
    assert [name for _, name in names] == [figures(at).department for at in range(2)]
    assert charts.visible == range(2)


def test_the_direct_answer_rate_is_shown_before_and_since(place: Place) -> None:
    chart = shown(place, board(3)).rate
    heading = chart.findChild(Heading)
    assert heading is not None
    assert [label.text() for label in heading.words] == ["before 30.00%", "since 50.00%"]
    lines = [item for item in chart.plot.getPlotItem().items if isinstance(item, pg.PlotDataItem)]
    line, before, since = (tuple(item.yData) for item in lines)
    assert (line[0], line[-1], before, since) == (30, 50, (30, 30), (50, 50))
    for day in (line[0], line[-1]):
        low, high = chart.plot.viewRange()[1]
        assert low < day < high


def test_without_departments_or_calls_the_charts_are_empty(place: Place) -> None:
    charts = shown(place, board(0, days=0))
    assert not charts.departments.scroller.isVisible()
    assert charts.departments.visible == range(0)
    heading = charts.rate.findChild(Heading)
    assert heading is not None
    assert [label.text() for label in heading.words] == ["before –", "since –"]


@pytest.mark.parametrize("name", theme.NAMES)
def test_the_charts_have_the_colours_in_force(place: Place, name: str) -> None:
    place.window.dress(theme.make(name, theme.scale_for(QSize(1366, 740))))
    charts = shown(place, board(3))
    tokens = colours()
    for plot in (charts.departments.against, charts.departments.share, charts.rate.plot):
        assert plot.backgroundBrush().color() == tokens["surface"]
    bar = next(
        item for item in charts.departments.share.getPlotItem().items if isinstance(item, pg.BarGraphItem)
    )
    assert bar.opts["brush"] == tokens["accent"]
