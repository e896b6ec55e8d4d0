"""Tables and charts as files."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desk.figures.alarms import Measure, Threshold
from desk.figures.periods import day_start
from desk.monitor.export_page import Sheet, Span, Wanted
from desk.records import Records
from telephony.floor.facts import Outcome
from telephony.floor.views import FloorState
from tests.desk.figures.desks import Desks
from tests.desk.monitor.conftest import ZONE, Place, Sit
from tests.desk.monitor.floors import CITIZEN, PBX, HandFloor, call, pbx, seat, stay, view, waiting


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


def table(place: Place, tmp_path: Path, sheet: Sheet, span: Span = Span.HOUR) -> list[dict[str, str]]:
    """Write a table, and return its rows by their headings."""
    headings, *rows = write(place, tmp_path / "table.csv", wanted(sheet, span))
    assert len(set(headings)) == len(headings)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def list_calls(place: Place, at: float) -> None:
    """List the calls of the ten minutes before a moment, so many seconds ago."""
    now = datetime.now(UTC)
    place.window.board.chart.moment_wanted.emit(
        now - timedelta(seconds=at + 600), now - timedelta(seconds=at)
    )
    place.until(lambda: place.window.board.chart.lists_calls)


def test_an_order_that_leaves_after_its_call_s_span_counts_in_the_call_s_group(
    place: Place, records: Records, tmp_path: Path
) -> None:
    desks = Desks(records, lambda: datetime.now(UTC) - timedelta(seconds=500))
    desks.dispatch(place.records.calls(datetime.now(UTC) - timedelta(hours=1), datetime.now(UTC))[-1].call_id)
    since = datetime.now(UTC) - timedelta(seconds=550)  # the call was answered before
    span = Wanted(Sheet.GROUPS, Span.OWN, since, datetime.now(UTC), "table")
    headings, *rows = write(place, tmp_path / "groups.csv", span)
    shown = [dict(zip(headings, row, strict=True)) for row in rows]
    assert [(row["Group"], row["Answered"], row["Orders dispatched"]) for row in shown] == [
        ("All groups", "0", "1"),
        ("公积金", "0", "1"),
    ]


def test_the_figures_of_a_seat_have_who_sat_there(place: Place, tmp_path: Path) -> None:
    place.records.save_calls(
        [
            replace(stay(500, key="a"), seat="2002", member="2002 李强"),
            replace(stay(400, key="b"), seat="2002", member="2002 陈静"),
            replace(stay(300, key="c"), seat="2002", member="2002 李强"),
        ]
    )
    rows = table(place, tmp_path, Sheet.SEATS)
    assert [(row["Seat"], row["Call-taker"], row["Answered"]) for row in rows] == [
        ("2001", "王敏", "2"),  # no log has said: who sits there now
        ("2002", "李强 / 陈静", "3"),
    ]


def test_the_groups_of_this_moment(place: Place, tmp_path: Path) -> None:
    away = (
        seat("2002", FloorState.NOT_READY, reason="meal"),
        seat("2003", FloorState.NOT_READY, reason="meal"),
    )
    place.view(view(pbx(seat(), *away, callers=(waiting(),))))
    total, general, housing = table(place, tmp_path, Sheet.LIVE_GROUPS)
    assert [row["Group"] for row in (total, general, housing)] == ["All groups", "综合", "公积金"]
    assert (housing["Waiting"], housing["Ready"], housing["Not ready"]) == ("1", "1", "2")
    assert housing["Not ready, by reason"] == "Meal 2"
    assert 20 <= int(housing["Longest wait, s"]) < 80
    assert (total["Rate in time · 1 hour"], total["Figures of"], total["Offered"]) == (
        "0.3333",
        "1 hour",
        "3",
    )


def test_the_seats_of_this_moment_are_told_in_numbers(place: Place, tmp_path: Path) -> None:
    place.view(view(pbx(seat("2001", FloorState.TALKING, talks=call()))))
    place.turn()
    (row,) = table(place, tmp_path, Sheet.LIVE_SEATS)
    assert (row["PBX"], row["Seat"], row["Call-taker"], row["State"]) == (PBX, "2001", "王敏", "Talking")
    assert (row["Number"], row["Group of the call"]) == (CITIZEN, "公积金")
    now = datetime.now(UTC)
    answered = [
        call for call in place.records.calls(day_start(now, ZONE), now) if call.outcome is Outcome.ANSWERED
    ]
    # Ten minutes after midnight they are yesterday's.
    mean = "60.0" if answered else ""
    assert (row["Calls"], row["Mean talk, s"]) == (str(len(answered)), mean)
    assert row["In calls today, min"] == "0"


def test_the_calls_of_the_moment_that_was_listed(place: Place, tmp_path: Path) -> None:
    place.window.export_controller.write(wanted(Sheet.MOMENT), tmp_path / "none.csv")
    assert "No moment is chosen" in place.message
    assert not (tmp_path / "none.csv").exists()
    list_calls(place, 650)
    assert [row["Group"] for row in table(place, tmp_path, Sheet.MOMENT)] == ["综合", "公积金"]


def test_the_advice_about_seats(sit: Sit, tmp_path: Path) -> None:
    place = sit(HandFloor(view(pbx(seat()))))
    rows = table(place, tmp_path, Sheet.OUTLOOK)
    assert [row["Group"] for row in rows] == ["All groups", "综合", "公积金"]
    assert rows[2]["In words"] == "公积金: too few calls for an advice."
    assert rows[2]["Seats needed"] == ""


def test_alarms_that_stand_and_thresholds(place: Place, tmp_path: Path) -> None:
    place.records.save_threshold(Threshold(0, Measure.LONGEST_WAIT, 10.0, "gjj", after=0.0), "test")
    place.window.alarms.read()
    place.until(lambda: place.window.alarms.active)
    (alarm,) = table(place, tmp_path, Sheet.STANDING)
    assert (alarm["State"], alarm["What"], alarm["Group"], alarm["Limit"]) == (
        "New",
        "Longest wait",
        "公积金",
        "10.0",
    )
    assert float(alarm["Value"]) > 20
    place.window.messages.notice("")
    (threshold,) = table(place, tmp_path, Sheet.THRESHOLDS)
    assert (threshold["What"], threshold["Alarm when"], threshold["Over at"], threshold["In force"]) == (
        "Longest wait",
        "above",
        "9.0",
        "yes",
    )


@pytest.mark.parametrize("sheet", list(Sheet), ids=lambda sheet: sheet.value)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_every_table_can_be_written(place: Place, tmp_path: Path, sheet: Sheet, ending: str) -> None:
    place.records.save_threshold(Threshold(0, Measure.WAITING, 1.0), "test")
    list_calls(place, 650)
    assert place.window.export.sheet.findData(sheet) >= 0
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
