"""Buttons follow what the PBX reports; clicks become requests; refusals are said in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desk import wording
from desk.widgets import message_bar
from telephony import requests
from telephony.errors import BadNumber, LinkDown, NotPossible, Refused, TimedOut
from telephony.snapshots import (
    CallAction,
    CallState,
    ConsultResult,
    EndReason,
    Gap,
    Hindrance,
    LinkProblem,
    LinkSnapshot,
    LinkState,
    SeatSnapshot,
    SeatState,
    SeatView,
)
from tests.desk.workstation import fakes

BUTTONS = {
    "call_hold": CallAction.HOLD,
    "call_hangup": CallAction.HANG_UP,
    "consult_return": CallAction.RETURN,
    "consult_join": CallAction.JOIN,
    "consult_leave": CallAction.LEAVE,
}


def button(desk, name):
    return desk.window.findChild(QAbstractButton, name)


@pytest.mark.parametrize("state", [state for state in CallState if state is not CallState.ENDED])
def test_buttons_follow_what_the_pbx_allows(desk, state):
    call = fakes.call(state)
    desk.pbx.show_call(call)
    for name, action in BUTTONS.items():
        possible = action in call.can or (name == "call_hold" and CallAction.RESUME in call.can)
        assert button(desk, name).isEnabled() == possible, (name, state)
        if not possible:
            assert wording.hindrance(call.hindrances[action]) in button(desk, name).accessibleDescription()
            assert button(desk, name).toolTip()


def test_a_click_changes_nothing_until_the_pbx_says_so(desk):
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    button(desk, "call_hold").click()
    assert desk.pbx.requests == [requests.Hold()]
    assert desk.window.call_panel.state.text() == "Talking"
    desk.pbx.show_call(fakes.call(CallState.HELD))
    assert desk.window.call_panel.state.text() == "On hold"
    assert button(desk, "call_hold").accessibleName() == "Resume"
    button(desk, "call_hold").click()
    assert desk.pbx.requests[-1] == requests.Resume()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (LinkDown(), "no connection"),
        (NotPossible(Hindrance.CITIZEN_GONE), "citizen has hung up"),
        (Refused("No such channel"), "No such channel"),
        (Refused("x", permission=True), "no right"),
        (TimedOut("Redirect"), "did not confirm"),
        (BadNumber(), "not a telephone number"),
        (RuntimeError("bug"), "log"),
    ],
)
def test_a_refused_action_is_said_in_words(desk, error, words):
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    button(desk, "call_hold").click()
    desk.pbx.handles[-1].failed.emit(error)
    assert words in desk.message


def test_a_key_whose_button_is_disabled_says_why(desk, qtbot):
    desk.pbx.show_call(fakes.call(CallState.RINGING))
    QTest.keyClick(desk.window, Qt.Key.Key_F2)
    assert desk.message == "Please answer at the phone."
    assert desk.pbx.requests == []


@pytest.mark.parametrize("number", ["0574\r\nAction: Originate", "12\x00", "sip:x@y", "", "5;rm", "８７６５"])
def test_what_is_not_a_number_is_refused_in_words(desk, number):
    desk.window.seat_bar.dial_requested.emit(number)
    assert desk.pbx.requests == []
    assert "not a telephone number" in desk.message


def test_call_back_sends_the_bare_number(desk):
    desk.window.seat_bar.dial.setText("0574-8719 0001")
    button(desk, "call_dial_start").click()
    assert desk.pbx.requests == [requests.Dial("057487190001")]
    desk.pbx.handles[-1].confirmed.emit()
    assert desk.window.seat_bar.dial.text() == ""


def test_ready_signs_in_first(desk):
    desk.pbx.show(SeatView(fakes.UP, SeatSnapshot("2001", SeatState.SIGNED_OUT)))
    assert button(desk, "seat_ready").accessibleName() == "Sign in"
    button(desk, "seat_ready").click()
    assert desk.pbx.requests == [requests.SignIn()]
    desk.pbx.handles[-1].confirmed.emit()
    assert desk.pbx.requests[-1] == requests.Ready()


def test_not_ready_has_reasons_in_its_menu(desk, qtbot):
    menu = desk.window.seat_bar.menu
    for action in menu.actions():
        if action.objectName() == "not_ready_meal":
            action.trigger()
    assert desk.pbx.requests == [requests.NotReady("meal")]
    desk.pbx.show(SeatView(fakes.UP, SeatSnapshot("2001", SeatState.NOT_READY, "meal")))
    assert "Meal" in desk.window.seat_bar.state.text()
    desk.pbx.show(SeatView(fakes.UP, SeatSnapshot("2001", SeatState.NOT_READY, "<b>own</b>")))
    assert "<b>own</b>" in desk.window.seat_bar.state.text()


@pytest.mark.parametrize("problem", list(LinkProblem))
def test_the_window_says_which_fault_the_link_has(desk, problem):
    state = LinkState.UP if problem is LinkProblem.NO_PRIVILEGE else LinkState.WAITING
    retry = datetime.now(UTC) + timedelta(seconds=7)
    desk.pbx.show(SeatView(LinkSnapshot(state, problem, "detail", retry_at=retry), fakes.SEAT))
    texts = {wording.link_short(one) for one in LinkProblem}
    assert len(texts) == len(LinkProblem)
    assert desk.window.seat_bar.link.text() == wording.link_short(problem)
    assert desk.window.banner.isVisible()
    said = desk.window.banner._text.text()
    if problem is LinkProblem.NO_PRIVILEGE:
        assert "lacks a right" in said
    else:
        assert said == wording.link_problem(problem)
    assert desk.window.banner._retry.text() == "Next attempt in 7 s"
    desk.pbx.show(SeatView(fakes.UP, fakes.SEAT))
    assert not desk.window.banner.isVisible()
    assert desk.message in ("Connected to the PBX.", "No messages.")


def test_the_window_says_which_rights_the_account_lacks_and_that_it_is_connected(desk):
    link = LinkSnapshot(LinkState.UP, LinkProblem.NO_PRIVILEGE, "Originate, PJSIPNotify")
    desk.pbx.show(SeatView(link, fakes.SEAT))
    said = desk.window.banner._text.text()
    assert "call out (originate); answer on the screen (system)" in said
    assert not desk.window.banner._retry.isVisible()
    assert not desk.window.banner._works.isVisible()
    desk.pbx.show(SeatView(LinkSnapshot(LinkState.WAITING, LinkProblem.LOST), fakes.SEAT))
    assert desk.window.banner._retry.isVisible()
    assert desk.window.banner._works.isVisible()


def test_without_a_link_the_call_is_last_known_and_nothing_can_be_asked(desk):
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    desk.pbx.show(replace(desk.pbx.view, link=LinkSnapshot(LinkState.WAITING, LinkProblem.LOST)))
    assert desk.window.call_panel.state.text() == "Last known: Talking"
    for name in (*BUTTONS, "call_dial_start", "transfer_now", "consult_start"):
        assert not button(desk, name).isEnabled(), name
        assert "no connection" in button(desk, name).accessibleDescription()


def test_a_failed_consultation_is_told_and_told_again(desk):
    desk.pbx.show_call(fakes.call(CallState.CONSULT_DIALLING))
    busy = fakes.call(CallState.TALKING, consult_result=ConsultResult.BUSY, consult_number="87190001")
    desk.pbx.show_call(busy)
    assert "市住房公积金管理中心 is busy" in desk.message
    desk.window.messages.notice("…")
    desk.pbx.show_call(replace(fakes.call(CallState.CONSULT_DIALLING), consult_result=ConsultResult.BUSY))
    desk.pbx.show_call(busy)
    assert "is busy" in desk.message


def test_what_came_in_a_gap_is_listed_by_queue_until_it_is_seen(desk, qtbot, monkeypatch):
    monkeypatch.setattr(message_bar, "_READ_MS", 50)
    monkeypatch.setattr(message_bar, "_READ_TROUBLE_MS", 50)
    now = datetime(2026, 11, 22, 10, 6, 30).astimezone()
    last = now - timedelta(minutes=2)
    counts = {"zonghe": 7, "gjj": 0, "other": 1}, {"zonghe": 2, "gjj": 0, "other": 0}
    gap = Gap(now - timedelta(minutes=4), now, *counts, 1, last)
    desk.pbx.show(replace(desk.pbx.view, gap=gap))
    listed = (
        "Without the PBX from 10:02 to 10:06 (4:00). 综合: answered 7, given up 2; "
        "other: answered 1, given up 0; taken here: 1, the last ended at 10:04"
    )
    assert desk.message == listed
    desk.pbx.show_call(fakes.call(CallState.RINGING))
    assert desk.message != listed
    qtbot.waitUntil(lambda: desk.message == listed)  # what was said meanwhile has been read
    QTest.keyClick(desk.window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert not desk.window.messages.seen.isVisible()
    desk.pbx.show(replace(desk.pbx.view, gap=replace(gap, completed=None)))
    assert "restarted" in desk.message
    assert desk.window.messages.seen.isVisible()


def test_a_gap_in_which_nothing_came_passes_by(desk):
    now = datetime.now(UTC)
    desk.pbx.show(replace(desk.pbx.view, gap=Gap(now, now, {"zonghe": 0}, {"zonghe": 0}, 0)))
    assert "No calls came meanwhile." in desk.message
    assert not desk.window.messages.seen.isVisible()


def test_a_department_is_found_by_name_code_and_initials_or_dialled_by_number(desk):
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    for typed in ("公积金管理", "1001", "szfgj"):
        desk.window.consult.target.setText(typed)
        desk.window.consult.start.click()
        assert desk.pbx.requests[-1] == requests.Consult("87190001", "市住房公积金管理中心")
    desk.window.consult.target.setText("0574 8888-0000")
    desk.window.consult.start.click()
    assert desk.pbx.requests[-1] == requests.Consult("057488880000", "")
    desk.window.consult.target.setText("没有这个单位")
    assert not desk.window.consult.start.isEnabled()
    assert "Choose a department" in desk.window.consult.start.accessibleDescription()


def test_a_queue_can_be_handed_over_to_and_not_consulted(desk):
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    desk.window.consult.target.setText("gjj")
    target = desk.window.consult.chosen
    assert target.queue == "gjj"
    assert not desk.window.consult.start.isEnabled()
    desk.window.consult.transfer.click()
    assert desk.pbx.requests == [requests.Transfer(requests.QueueTarget("gjj"))]


def test_a_department_without_a_number_says_why_it_cant_be_brought_in(desk):
    mute = replace(fakes.DEPARTMENTS[0], phone=" ")
    desk.records.departments = lambda query="", limit=20: (mute,)
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    consult = desk.window.consult
    consult.target.setText("公积金")
    for key, button in ((Qt.Key.Key_F6, consult.start), (Qt.Key.Key_F11, consult.transfer)):
        assert not button.isEnabled()
        why = "市住房公积金管理中心 has no telephone number."
        assert why in button.accessibleDescription()
        QTest.keyClick(consult.target, key)
        assert why in desk.message
        desk.window.messages.notice("read")
    QTest.keyClick(consult.target, Qt.Key.Key_Return)
    assert why in desk.message
    assert desk.pbx.requests == []
    consult.target.setText("0574 8888-0000")
    assert consult.start.isEnabled()


def test_a_late_list_of_departments_does_not_send_the_call_elsewhere(make_desk):
    desk = make_desk()
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    desk.window.consult.target.setText("公积金")
    desk.worker.held = True
    desk.window.consult.target.setText("市场")
    assert desk.window.consult.chosen is None
    desk.worker.release()
    assert desk.window.consult.chosen.name == "市市场监督管理局"


def test_the_timer_does_not_follow_the_wall_clock(desk, monkeypatch):
    desk.pbx.show_call(fakes.call(CallState.TALKING))

    class Tomorrow(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + timedelta(days=1)

    monkeypatch.setattr("desk.workstation.call_panel.datetime", Tomorrow)
    desk.pbx.show_call(fakes.call(CallState.HELD, answered_at=desk.pbx.view.call.answered_at))
    desk.window.calls.tick()
    assert desk.window.call_panel.seconds < 60
    assert desk.window.call_panel.timer.text().startswith("0:0")


@pytest.mark.parametrize("ring", ["front", "signal", "none"])
@pytest.mark.parametrize("before", ["behind", "minimized"])
def test_a_ring_brings_the_window_to_the_front_only_if_wanted(make_desk, monkeypatch, qtbot, ring, before):
    alerts, raised = [], []
    monkeypatch.setattr(QApplication, "alert", lambda *args: alerts.append(args[0]))
    desk = make_desk(choices=replace(fakes.ports().choices, ring=ring))
    monkeypatch.setattr(desk.window, "raise_", lambda: raised.append(desk.window))
    other = QWidget()
    qtbot.addWidget(other)
    if before == "minimized":
        desk.window.showMinimized()
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    desk.pbx.show_call(fakes.call(CallState.RINGING))
    desk.pbx.show_call(fakes.call(CallState.RINGING, waited=9.0))  # the same ring
    assert "13812345678" in desk.message
    assert alerts == ([] if ring == "none" else [desk.window])
    if ring == "front":
        qtbot.waitUntil(desk.window.isActiveWindow)
        assert raised == [desk.window]
        assert not desk.window.isMinimized()
    else:
        qtbot.wait(50)
        assert raised == []
        assert other.isActiveWindow()
        assert desk.window.isMinimized() == (before == "minimized")


def test_an_ended_call_says_how(desk):
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    ended = fakes.call(CallState.ENDED, end_reason=EndReason.CITIZEN_HUNG_UP, ended_at=datetime.now(UTC))
    desk.pbx.show_call(ended)
    assert desk.window.call_panel.state.text() == "Ended: the citizen hung up"
    assert desk.window.legs.model.rowCount() == 0


def test_records_of_calls_survive_a_database_that_is_away(desk):
    desk.records.trouble = RuntimeError("locked")
    desk.pbx.show_call(fakes.call(CallState.RINGING))
    desk.records.trouble = None
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    desk.window.records._retry()
    assert ("call_offered", "c1", "1024") in desk.records.calls
    desk.pbx.show_call(fakes.call(CallState.ENDED, ended_at=datetime.now(UTC)))
    desk.pbx.show_call(fakes.call(CallState.RINGING, "c2"))
    assert ("call_ended", "c1") in desk.records.calls
    assert len(desk.records.named("call_ended")) == 1


def test_after_call_work_is_as_old_as_the_end_of_the_call(desk):
    """The desk pauses the seat when a call is connected; what follows the call begins when that ends."""
    now = datetime.now(UTC)
    seat = replace(desk.pbx.view.seat, state=SeatState.AFTER_CALL, since=now - timedelta(minutes=5))
    talking = replace(fakes.call(CallState.TALKING), answered_at=now - timedelta(minutes=5))
    desk.pbx.show(replace(desk.pbx.view, seat=seat, call=talking))
    assert desk.window.seat_bar.state.text().startswith("In a call  5:0")
    desk.pbx.show_call(replace(talking, state=CallState.ENDED, ended_at=now - timedelta(seconds=3)))
    assert desk.window.seat_bar.state.text().startswith("After-call work  0:0")
