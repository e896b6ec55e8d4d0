"""Alarms: seen, acknowledged and logged; thresholds that a lead sets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desk.figures.alarms import AlarmEvent, Alarms, Measure, Threshold
from desk.monitor.rights import LeadPerson, Role
from desk.records.errors import DatabaseUnreachable
from desk.records.lead_log import AlarmRow, alarm_row
from telephony.floor.views import FloorState
from tests.desk.monitor.conftest import Place, Sit
from tests.desk.monitor.floors import DOWN, pbx, seat, view, waiting

AT_ONCE = {"after": 0.0, "calm": 0.0}


def log(place: Place) -> list[AlarmRow]:
    now = datetime.now(UTC)
    return list(place.records.alarm_log(now - timedelta(hours=1), now + timedelta(hours=1)))


def sit_with(sit: Sit, *thresholds: Threshold, who: LeadPerson | None = None) -> Place:
    place = sit(shown=False, **({"who": who} if who else {}))
    for threshold in thresholds:
        place.records.save_threshold(threshold, "test")
    place.show()
    place.until(lambda: len(place.window.alarms.thresholds) == len(thresholds))
    return place


def test_an_alarm_is_seen_acknowledged_cleared_and_logged(sit: Sit, qtbot) -> None:
    place = sit_with(sit, Threshold(0, Measure.LONGEST_WAIT, 15.0, queue="gjj", **AT_ONCE))
    place.view(view(pbx(seat(), callers=(waiting(seconds=30),))))
    place.until(lambda: place.cells("monitor_alarms"))
    row = place.cells("monitor_alarms")[0]
    assert row[:3] == ["New", "Longest wait", "公积金"]
    assert row[4] == "0:15"
    assert place.message.startswith("Alarm: Longest wait, 公积金: 0:3")
    assert place.window.board.show_alarms.text() == "Alarms (1)"
    assert place.window.wallboard.alarm.text() == "Alarm"
    qtbot.keyClick(place.window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert place.cells("monitor_alarms")[0][0] == "Seen"
    assert place.window.wallboard.alarm.text() == ""
    place.view(view(pbx(seat())))
    place.until(lambda: not place.cells("monitor_alarms"))
    place.until(lambda: len(log(place)) == 3)
    assert [row.event for row in log(place)] == [AlarmEvent.RAISE, AlarmEvent.ACKNOWLEDGE, AlarmEvent.CLEAR]
    assert log(place)[1].lead == "林立"


def test_a_pbx_that_is_away_silences_no_alarm_about_the_others(sit: Sit) -> None:
    place = sit_with(sit, Threshold(0, Measure.LONGEST_WAIT, 15.0, queue="gjj", **AT_ONCE))
    away = pbx(queues=("gjj",), link=DOWN, loaded=False, name="west")
    place.view(view(pbx(seat(), callers=(waiting(seconds=30),)), away))
    place.until(lambda: place.cells("monitor_alarms"))


def test_what_another_lead_has_seen_is_seen_here(sit: Sit) -> None:
    place = sit_with(sit, Threshold(0, Measure.LONGEST_WAIT, 15.0, queue="gjj", **AT_ONCE))
    place.view(view(pbx(seat(), callers=(waiting(seconds=30),))))
    place.until(lambda: log(place))
    threshold = place.records.thresholds()[0]
    other = Alarms(place.records.standing_alarms(datetime.now(UTC) - timedelta(hours=1)))
    change = other.acknowledge((threshold.number, ""), "何静", datetime.now(UTC))
    place.records.log_alarms_once([alarm_row("何静", change)])
    place.window.alarms.read()
    place.until(lambda: place.cells("monitor_alarms")[0][0] == "Seen")
    assert place.cells("monitor_alarms")[0][6] == "何静"
    assert place.message == "何静 has seen the alarm: Longest wait, 公积金"
    assert place.window.board.show_alarms.text() == "Alarms"
    assert place.window.wallboard.alarm.text() == ""
    place.turn()
    assert [row.event for row in log(place)] == [AlarmEvent.RAISE, AlarmEvent.ACKNOWLEDGE]


def test_rows_that_wait_at_the_end_are_logged_by_the_next_board(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spool = tmp_path / "alarms.jsonl"
    place = sit(shown=False, alarm_spool=spool)
    place.records.save_threshold(Threshold(0, Measure.LONGEST_WAIT, 15.0, queue="gjj", **AT_ONCE), "test")
    place.show()
    place.until(lambda: place.window.alarms.thresholds)

    def away(*_: object) -> None:
        raise DatabaseUnreachable

    monkeypatch.setattr(place.records, "log_alarms_once", away)
    place.view(view(pbx(seat(), callers=(waiting(seconds=30),))))
    place.until(lambda: place.cells("monitor_alarms"))
    place.until(spool.exists)  # also when the program is killed
    place.window.alarms.acknowledge()
    place.end()
    place.window.alarms.keep()
    assert log(place) == []
    again = sit(alarm_spool=spool)
    again.until(lambda: again.cells("monitor_alarms"))
    assert again.cells("monitor_alarms")[0][0] == "Seen"
    assert [row.event for row in log(again)][:2] == [AlarmEvent.RAISE, AlarmEvent.ACKNOWLEDGE]
    again.until(lambda: not spool.exists())


def test_an_alarm_is_heard_when_sound_is_wanted(sit: Sit, monkeypatch) -> None:
    heard: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: heard.append(1))
    from dataclasses import replace

    place = sit_with(sit, Threshold(0, Measure.SEATS_READY, 1.0, **AT_ONCE))
    alarms = place.window.alarms
    alarms._ports = replace(alarms._ports, choices=replace(alarms._ports.choices, sound=True))
    place.view(view(pbx(seat("2001", FloorState.SIGNED_OUT))))
    place.until(lambda: heard)


def test_a_seat_too_long_in_a_state_is_named(sit: Sit) -> None:
    threshold = Threshold(0, Measure.STATE_TOO_LONG, 10.0, state=FloorState.NOT_READY, **AT_ONCE)
    place = sit_with(sit, threshold)
    place.view(view(pbx(seat("2003", FloorState.NOT_READY, reason="meal"), seat("2001"))))
    place.until(lambda: place.cells("monitor_alarms"))
    assert place.cells("monitor_alarms")[0][1:3] == ["Too long in a state · Not ready", "2003 王敏"]


def test_a_board_that_starts_again_finds_its_alarms(sit: Sit) -> None:
    threshold = Threshold(0, Measure.LONGEST_WAIT, 15.0, **AT_ONCE)
    place = sit_with(sit, threshold)
    place.view(view(pbx(seat(), callers=(waiting(seconds=30),))))
    place.until(lambda: log(place))
    place.end()
    again = sit()
    again.until(lambda: again.window.alarms.active)
    again.view(view(pbx(seat(), callers=(waiting(seconds=40),))))
    again.turn()
    assert [row.event for row in log(again)] == [AlarmEvent.RAISE]


def test_a_threshold_is_set_changed_and_removed(sit: Sit, qtbot) -> None:
    place = sit_with(sit)
    place.view(view(pbx(seat())))
    qtbot.keyClick(place.window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    page = place.window.thresholds
    page.measure.setCurrentIndex(page.measure.findData(Measure.ANSWER_RATE))
    page.queue.setCurrentIndex(page.queue.findData("gjj"))
    page.limit.setText("120")
    page.save.click()
    assert page.problem.text() == "The limit must be a number from 0 to 100."
    page.limit.setText("85")
    page.save.click()
    place.until(lambda: place.cells("monitor_thresholds"))
    assert place.cells("monitor_thresholds")[0][:3] == ["Answered in time · 1 hour", "公积金", "< 85%"]
    page.focus_table()
    page.limit.setText("80")
    page.save.click()
    place.until(lambda: place.cells("monitor_thresholds")[0][2] == "< 80%")
    assert len(place.records.thresholds()) == 1
    page.remove.click()
    place.until(lambda: not place.cells("monitor_thresholds"))


def test_a_lead_sets_thresholds(sit: Sit) -> None:
    place = sit_with(sit, who=LeadPerson("李", Role.LEAD))
    page = place.window.thresholds
    page.measure.setCurrentIndex(page.measure.findData(Measure.WAITING))
    page.limit.setText("5")
    page.save.click()
    place.until(place.records.thresholds)


def test_a_viewer_may_not_change_thresholds(sit: Sit) -> None:
    place = sit_with(sit, who=LeadPerson("看", Role.VIEWER))
    assert place.window.thresholds.save.explanation == "Your role does not include this."
