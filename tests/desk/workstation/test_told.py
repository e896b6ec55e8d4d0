"""What the team lead says, and the figures of the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.records.views import AgentDay
from telephony.snapshots import Announcement, CallState, SeatWatch
from tests.desk.workstation import fakes

AT = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)


def test_a_line_to_all_desks_stands_until_it_is_acknowledged(desk):
    messages = desk.window.messages
    desk.pbx.show(replace(desk.pbx.view, announcement=Announcement("<b>台风</b>停课", "李班长", AT)))
    assert desk.message == "To all desks, from 李班长: <b>台风</b>停课"
    assert messages._time.text() == AT.astimezone().strftime("%H:%M:%S")
    assert messages.seen.isVisible()
    assert not desk.window.day.isVisible()
    desk.pbx.show_call(fakes.call(CallState.RINGING))  # the same line in each view is no new one
    QTest.keyClick(desk.window.knowledge.query, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert not messages.seen.isVisible()
    assert desk.window.day.isVisible()
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    assert not messages.seen.isVisible()


def test_a_newer_line_replaces_the_one_before(desk):
    desk.pbx.show(replace(desk.pbx.view, announcement=Announcement("一", "李", AT)))
    desk.pbx.show(replace(desk.pbx.view, announcement=Announcement("二", "", AT)))
    assert desk.message == "二"
    desk.window.messages.acknowledge()
    assert not desk.window.messages.seen.isVisible()


def test_the_seat_is_told_while_the_lead_takes_part(desk):
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    for mode, words in {"listen": "is listening", "whisper": "does not hear", "barge": "has joined"}.items():
        desk.pbx.show(replace(desk.pbx.view, watched=SeatWatch("李班长", mode, AT)))
        assert words in desk.message
    assert desk.window.messages.seen.isVisible()
    desk.pbx.show(replace(desk.pbx.view, watched=None))
    assert not desk.window.messages.seen.isVisible()


def test_the_day_is_read_at_the_start_and_after_each_wrapup(desk):
    line = desk.window.day
    assert line.figures.text() == ("Today: calls 0 · answered 0 · direct answers 0 · three-way 0 · orders 0")
    desk.records.day = AgentDay(12, 11, 7, 1, 3, 185.0)
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    desk.pbx.show_call(fakes.call(CallState.ENDED, answered_at=datetime.now(UTC)))
    assert len(desk.records.named("statistics_today")) == 1
    desk.window.wrapup.done.click()
    assert line.figures.text() == (
        "Today: calls 12 · answered 11 · direct answers 7 · three-way 1 · orders 3 · mean talk 3:05"
    )
    assert desk.records.named("statistics_today")[-1] == ("statistics_today", "1024")


def test_figures_that_cant_be_read_take_no_room_and_no_message(make_desk):
    records = fakes.FakeRecords(trouble=RuntimeError("locked"))
    desk = make_desk(records=records)
    assert not desk.window.day.isVisible()
