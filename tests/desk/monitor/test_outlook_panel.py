"""What will happen and what is rising, as the lead reads it; and the charts side by side."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk.monitor.chart_values import Sort
from desk.records import Records
from desk.records.tables import searches
from kb.article import Article, Hit
from telephony.floor.views import FloorState
from tests.desk.monitor.conftest import Place, Sit
from tests.desk.monitor.floors import HandFloor, call, pbx, seat, stay, view, waiting

BACK = re.compile(
    r"(One more seat on 公积金 brings|\d+ more seats on 公积金 bring) it back over 90% by \d\d:\d\d\."
)

IN_STATES = "Ready 2 · Three-way 1 · On hold 1 · Signed out 1"


def in_trouble(sit: Sit) -> Place:
    """Sit down where the housing fund's callers are too many for its seats; nobody calls the others."""
    seats = [seat(str(2001 + n), FloorState.TALKING, talks=call()) for n in range(6)]
    callers = tuple(waiting(f"1390000{n:04}", position=n + 1, seconds=20.0 * n + 5) for n in range(8))
    place = sit(HandFloor(view(pbx(*seats, callers=callers))), shown=False)
    for number in range(88):
        place.floor.tell(stay(180 + number * 20, 20.0, talk=170.0, key=f"c{number}"))  # type: ignore[attr-defined]
    return place.show()


def show_outlook(place: Place, qtbot: QtBot) -> None:
    qtbot.keyClick(place.window, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    assert place.window.board.outlook.isVisible()


def test_the_outlook_says_how_many_seats_bring_it_back_and_when(sit: Sit, qtbot: QtBot) -> None:
    place = in_trouble(sit)
    show_outlook(place, qtbot)
    staffing = place.window.board.outlook.staffing
    place.until(lambda: BACK.fullmatch(staffing.text()))
    place.window.board.queues.choose("zonghe")
    assert staffing.text() == "综合: too few calls for an advice."
    place.window.board.queues.choose("gjj")
    assert BACK.fullmatch(staffing.text())


def test_who_has_the_seats_they_need_is_told_so(sit: Sit, qtbot: QtBot) -> None:
    place = sit(HandFloor(view(pbx(*(seat(str(2001 + n)) for n in range(12))))), shown=False)
    for number in range(40):
        place.floor.tell(stay(100 + number * 40, 4.0, key=f"c{number}"))  # type: ignore[attr-defined]
    place.show()
    show_outlook(place, qtbot)
    staffing = place.window.board.outlook.staffing
    place.until(lambda: staffing.text() == "Every group has the seats that it needs for 90%.")
    place.window.board.queues.choose("gjj")
    assert re.fullmatch(r"公积金 can spare \d+ seats and keeps 90%\.", staffing.text())


def search_for(records: Records, word: str, usual: str) -> None:
    """Let the call-takers look for `usual` every day at this time, and today for `word` in most calls."""
    now = datetime.now(UTC)
    with records.database.writing() as connection:
        for day in range(15):
            for number in range(12):
                values = {
                    "at": now - timedelta(days=day, minutes=number + 1),
                    "call_id": f"{day}.{number}",
                    "query": word if day == 0 and number < 9 else usual,
                    "hits": 1,
                    "seconds": 0.1,
                }
                connection.execute(searches.insert().values(**values))


@pytest.mark.parametrize("answered", [False, True], ids=["gap", "entry"])
def test_what_rises_stands_with_the_entry_that_answers_it_or_the_gap(
    sit: Sit, records: Records, qtbot: QtBot, answered: bool
) -> None:
    search_for(records, "停水找谁", "公积金提取")
    article = Article(code="A17", title="停水找谁", answer="拨打供水热线")
    place = sit(search=lambda words: [Hit(article, 9.0)] if answered and "停水" in words else [])
    show_outlook(place, qtbot)
    assert place.window.board.outlook.rising.hint.text() == "Nothing grows faster than usual."
    place.window.outlook.read()
    place.until(lambda: place.cells("monitor_rising"))
    ((matter, sort, calls, usual, answer),) = place.cells("monitor_rising")
    assert "停水" in matter
    assert (sort, calls, usual) == ("Matter", "9", "0.0")
    assert answer == ("A17 停水找谁" if answered else "Gap: no entry answers this")


def charted(sit: Sit) -> Place:
    """Sit down before a chart that has been drawn, with seats in several states."""
    states = (FloorState.READY, FloorState.THREE_WAY, FloorState.HELD, FloorState.SIGNED_OUT)
    seats = [
        seat(str(2001 + at), state, talks=call()) for at, state in enumerate((*states, FloorState.READY))
    ]
    place = sit(HandFloor(view(pbx(*seats))))
    chart = place.window.board.chart
    place.until(lambda: chart.charts is not None and chart.picture.isEnabled())
    return place


def test_all_charts_stand_side_by_side_and_one_again(sit: Sit, qtbot: QtBot) -> None:
    place = charted(sit)
    board, charts = place.window.board, place.window.board.chart.charts
    assert charts is not None
    qtbot.keyClick(place.window, Qt.Key.Key_F5)
    qtbot.keyClick(place.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert board.large is board.chart
    assert not board.seats.isVisible()
    assert [plot.isVisible() for plot in charts.plots.values()] == [True] * 4
    place.until(lambda: len({(plot.x(), plot.y()) for plot in charts.plots.values()}) == 4)
    assert charts.width() > board.width() * 0.9
    charts.move_cursor(1)  # the minute under way
    assert "came" in board.chart.figures.text()
    place.until(lambda: board.chart.seats.text().endswith(IN_STATES))
    legend = charts.plots[Sort.SEATS].getPlotItem().legend
    assert {"Ready", "Three-way", "On hold", "Not ready"} <= {label.text for _, label in legend.items}
    qtbot.keyClick(place.window, Qt.Key.Key_Escape)
    assert board.large is None
    assert board.seats.isVisible()
    assert [sort for sort, plot in charts.plots.items() if plot.isVisible()] == [Sort.CALLS]


def test_the_chart_of_the_seats_tells_every_state_under_the_cursor(sit: Sit, qtbot: QtBot) -> None:
    place = charted(sit)
    chart, charts = place.window.board.chart, place.window.board.chart.charts
    assert charts is not None
    assert chart.seats.isHidden()
    chart.choose(Sort.SEATS)
    charts.move_cursor(1)  # the minute under way
    place.window.charts.read()
    place.until(lambda: chart.figures.text().endswith(IN_STATES))
    charts.move_cursor(-60)
    assert chart.figures.text().endswith(": the seats are not known")
    chart.choose(Sort.CALLS)
    assert "came" in chart.figures.text()
