"""Tables and charts as files."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desk.figures.alarms import Measure, Threshold
from desk.monitor.export_page import Sheet, Span, Wanted
from telephony.floor.facts import Outcome
from tests.desk.monitor.conftest import Place, Sit
from tests.desk.monitor.floors import PBX, pbx, seat, stay, view, waiting


def wanted(sheet: Sheet, span: Span = Span.HOUR) -> Wanted:
    now = datetime.now(UTC)
    return Wanted(sheet, span, now - timedelta(hours=2), now, "table")


def write(place: Place, path: Path, what: Wanted) -> list[list[str]]:
    place.window.export_controller.write(what, path)
    place.until(lambda: "were written" in place.message)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture
def place(sit: Sit) -> Place:
    place = sit(shown=False)
    place.records.save_calls(
        [
            stay(600),
            stay(700, 20.0, number="=1+2"),
            stay(800, 30.0, queue="zonghe", outcome=Outcome.ABANDONED),
        ]
    )
    place.records.cover(PBX, datetime.now(UTC) - timedelta(days=2), datetime.now(UTC))
    place.show()
    place.view(view(pbx(seat(), callers=(waiting(),))))
    return place


def test_figures_of_the_groups(place: Place, tmp_path: Path) -> None:
    rows = write(place, tmp_path / "groups.csv", wanted(Sheet.GROUPS))
    assert rows[0][:4] == ["Group", "Offered", "Answered", "Answered in time"]
    assert [row[:4] for row in rows[1:]] == [
        ["All groups", "3", "2", "1"],
        ["综合", "1", "0", "0"],
        ["公积金", "2", "2", "1"],
    ]


def test_calls_are_no_formulas(place: Place, tmp_path: Path) -> None:
    rows = write(place, tmp_path / "calls.csv", wanted(Sheet.CALLS, Span.OWN))
    number = rows[0].index("Number")
    assert sorted(row[number] for row in rows[1:]) == ["'=1+2", "13800000001", "13800000001"]


@pytest.mark.parametrize("sheet", list(Sheet))
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_every_table_can_be_written(place: Place, tmp_path: Path, sheet: Sheet, ending: str) -> None:
    place.records.save_threshold(Threshold(0, Measure.WAITING, 1.0), "test")
    path = tmp_path / f"table.{ending}"
    place.window.export_controller.write(wanted(sheet, Span.TODAY), path)
    place.until(lambda: "were written" in place.message)
    assert path.stat().st_size > 0


def test_a_folder_that_is_not_there_is_said(place: Place, tmp_path: Path) -> None:
    place.window.export_controller.write(wanted(Sheet.CALLS), tmp_path / "no" / "table.csv")
    place.until(lambda: "can't be written" in place.message)


def test_a_span_that_ends_before_it_begins(place: Place, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    place.window.export_controller.write(
        Wanted(Sheet.CALLS, Span.OWN, now, now - timedelta(hours=1), "x"), tmp_path / "x.csv"
    )
    assert place.message == "The span ends before it begins."


def test_a_gap_is_said(place: Place, tmp_path: Path) -> None:
    place.window.export_controller.write(wanted(Sheet.GROUPS, Span.WEEK), tmp_path / "week.csv")
    place.until(lambda: "not complete" in place.message)


def test_charts_list_the_calls_of_a_moment_and_become_a_picture(place: Place, tmp_path: Path) -> None:
    panel = place.window.board.chart
    place.until(lambda: panel.charts is not None and panel.picture.isEnabled())
    charts = panel.charts
    assert charts is not None
    now = datetime.now(UTC)
    charts.move_cursor(-round((now.timestamp() - charts.cursor_minute.timestamp()) / 60) - 10)
    minute = charts.cursor_minute.timestamp()
    expected = [call for call in (600, 700, 800) if minute <= now.timestamp() - call < minute + 60]
    panel.list_moment()
    place.until(lambda: panel.pages.currentWidget() is panel.moment)
    assert len(place.cells("monitor_moment")) >= len(expected)
    for _ in range(20):
        charts.zoom(0.5)
    low, high = charts.span
    assert high - low == pytest.approx(300, abs=1)
    place.window.turn_back()
    path = tmp_path / "charts.png"
    place.window.charts.write_picture(path)
    assert QImage(str(path)).width() > 300
    place.window.charts.write_picture(tmp_path / "no" / "charts.png")
    assert "can't be written" in place.message
