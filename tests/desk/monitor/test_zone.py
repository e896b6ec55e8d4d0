"""The board's times are those of the hotline's place, wherever the machine stands."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desk.assembly import floor_configs
from desk.figures.periods import Period, board_start, day_start
from desk.figures.staffing import Advice, Expected
from desk.monitor.charts import ClockAxis
from desk.monitor.export_page import ExportPage, Sheet, Span, Wanted
from desk.monitor.figures import Turn
from desk.monitor.wallboard import Wallboard
from desk.settings import load
from tests.desk.monitor.conftest import ZONE, Place, Sit
from tests.desk.monitor.floors import PBX, pbx, seat, stay, view

NOON = datetime(2026, 1, 30, 4, 5, tzinfo=UTC)  # 12:05 in Shanghai
TABLE = (Sheet.GROUPS, Sheet.CALLS)


@pytest.fixture(autouse=True)
def far_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put the machine into another zone."""
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def place(sit: Sit) -> Place:
    place = sit(now=lambda: NOON)
    place.view(view(pbx(seat())))
    return place


def test_gaps_advice_and_messages_have_the_place_s_time(place: Place) -> None:
    place.turn()
    turn = place.window.live.turn
    assert turn is not None
    gap = Period(NOON - timedelta(hours=3), NOON - timedelta(hours=1))
    place.window.status.take_turn(Turn(replace(turn.board, unknown={PBX: (gap,)})))
    assert "09:05–11:05" in place.window.gaps.text
    expected = Expected(0.9, 0.0, 0.0, 5.0, 0.1, 0.8)
    back = NOON + timedelta(minutes=25)
    advice = Advice(30.0, 180.0, 60.0, 3, 4, expected, expected, None, back, True)
    assert "12:30" in place.window.board.outlook.sentence("公积金", advice)
    place.window.messages.notice("")
    shown = place.window.messages._time.text()
    assert abs(_minutes(shown) - _minutes(f"{datetime.now(ZONE):%H:%M}")) in (0, 1, 24 * 60 - 1)


def _minutes(text: str) -> int:
    hour, minute = text.split(":")[:2]
    return int(hour) * 60 + int(minute)


def test_the_wallboard_and_a_moment_have_the_place_s_time(place: Place, qtbot) -> None:
    wall = Wallboard(0.9, 15.0, ZONE)
    qtbot.addWidget(wall)
    wall.show_rows([], NOON)
    assert wall._time.text() == "12:05:00"
    panel = place.window.board.chart
    moment = Period(NOON, NOON + timedelta(minutes=1))
    panel.show_calls([replace(stay(0), entered_at=NOON)], moment, "")
    assert "12:05" in panel.moment.heading.text()
    assert panel.moment.model.cell(0, 0)[0] == "12:05:00"


def test_the_charts_have_ticks_at_whole_hours_of_the_place(qapp) -> None:
    from pyqtgraph import QtGui

    axis = ClockAxis(ZONE)
    axis.fontMetrics = QtGui.QFontMetrics(QtGui.QFont())
    end = NOON.timestamp()
    texts = [
        text
        for spacing, values in axis.tickValues(end - 86400, end, 400)
        for text in axis.tickStrings(values, 1, spacing)
    ]
    assert {"01-30", "06:00", "12:00"} <= set(texts)  # and not five or eleven o'clock


def test_an_own_span_is_read_by_the_place_s_clock(qtbot) -> None:
    page = ExportPage(ZONE)
    qtbot.addWidget(page)
    page.begin(NOON)
    assert page.until.text() == "2026-01-30 12:05"
    page.span.setCurrentIndex(page.span.findData(Span.OWN))
    with qtbot.waitSignal(page.export_requested) as asked:
        page.write.click()
    wanted: Wanted = asked.args[0]
    assert (wanted.since, wanted.until) == (NOON - timedelta(hours=1), NOON)


def test_the_calls_of_a_day_are_those_that_its_figures_count(sit: Sit, tmp_path: Path) -> None:
    """Of one who came before midnight and was answered after it only the new day tells."""
    place = sit(shown=False)
    now = datetime.now(UTC)
    midnight = day_start(now, ZONE)
    over = replace(
        stay(0), entered_at=midnight - timedelta(seconds=10), left_at=midnight + timedelta(seconds=5)
    )
    place.records.save_calls([over])
    place.show()
    for since, count in ((midnight - timedelta(days=1), 0), (midnight, 1)):
        offered, listed = (_written(place, tmp_path / f"{sheet.value}.csv", sheet, since) for sheet in TABLE)
        assert (int(offered[1][1]), len(listed) - 1) == (count, count)


def _written(place: Place, path: Path, sheet: Sheet, since: datetime) -> list[list[str]]:
    path.unlink(missing_ok=True)
    place.window.export_controller.write(
        Wanted(sheet, Span.OWN, since, since + timedelta(days=1), "table"), path
    )
    place.until(path.exists)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_the_log_is_read_since_the_place_s_midnight(tmp_path: Path) -> None:
    path = tmp_path / "desk.toml"
    path.write_text('[pbx]\nusername = "a"\nsecret = "s"\n[monitor]\ntimezone = "Asia/Shanghai"\n', "utf-8")
    (config,) = floor_configs(load(path))
    assert config.log_start(NOON) == datetime(2026, 1, 29, 16, tzinfo=UTC)
    night = datetime(2026, 1, 29, 16, 10, tzinfo=UTC)
    assert config.log_start(night) == night - timedelta(hours=1) == board_start(night, ZONE)
