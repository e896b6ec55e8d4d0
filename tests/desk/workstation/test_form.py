"""Order and wrap-up: saved as typed, tied to their call, never stolen by the next one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk.records.views import OrderDraft, OrderKind, Outcome
from telephony import requests
from telephony.snapshots import CallState, EndReason, SeatSnapshot, SeatState
from tests.desk.workstation import fakes

CTRL = Qt.KeyboardModifier.ControlModifier


def ended(call_id: str = "c1", reason: EndReason = EndReason.CITIZEN_HUNG_UP, **changes):
    return fakes.call(
        CallState.ENDED,
        call_id,
        answered_at=datetime.now(UTC),
        ended_at=datetime.now(UTC),
        end_reason=reason,
        **changes,
    )


def write(desk, title="路灯不亮", department=0):
    desk.window.order.title.setText(title)
    desk.window.order.show_department(fakes.DEPARTMENTS[department])


@pytest.fixture
def talking(desk):
    desk.pbx.show_call(fakes.call(CallState.RINGING))
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    return desk


def test_a_draft_is_saved_within_a_second_of_typing_however_long_one_types(talking, qtbot):
    def typed_on_and_saved() -> bool:
        QTest.keyClicks(talking.window.order.detail, "a")  # somebody who types without a pause
        return bool(talking.records.named("save_draft"))

    qtbot.waitUntil(typed_on_and_saved, timeout=1000)
    draft = talking.records.named("save_draft")[0][1]
    assert draft.call_id == "c1"
    assert draft.caller_number == "13812345678"
    assert draft.detail


def test_a_draft_that_could_not_be_saved_is_said_and_tried_again(talking, qtbot):
    talking.window.order.title.setText("a")
    talking.records.trouble = RuntimeError("disk full")
    talking.window.form.flush()
    assert "DRAFT NOT SAVED" in talking.window.order.saved.text()
    talking.records.trouble = None
    qtbot.waitUntil(lambda: "c1" in talking.records.stored, timeout=4000)
    assert talking.window.order.saved.text().startswith("Draft saved")


def test_a_draft_is_there_at_the_next_start(make_desk):
    records = fakes.FakeRecords()
    draft = OrderDraft(
        "c9", OrderKind.COMPLAINT, True, "题", "文", "地", "1003", "记", "139", datetime.now(UTC)
    )
    records.stored["c9"] = draft
    desk = make_desk(records=records)
    order = desk.window.order
    assert (order.title.text(), order.detail.toPlainText(), order.place.text()) == ("题", "文", "地")
    assert order.order_kind is OrderKind.COMPLAINT
    assert order.urgent.isChecked()
    assert order.chosen_department.code == "1003"
    assert desk.window.wrapup.note_text == "记"
    assert desk.window.form.call_id == "c9"
    assert "restored" in desk.message
    desk.window.wrapup.done.click()
    desk.window.wrapup.done.click()
    assert desk.records.named("wrap_up") == [("wrap_up", "c9", Outcome.INCOMPLETE, "记")]
    assert records.stored == {}


def test_an_order_leaves_with_one_key_and_its_number_is_shown(talking):
    write(talking)
    QTest.keyClick(talking.window.order.detail, Qt.Key.Key_Return, CTRL)
    draft = talking.records.named("dispatch")[0][1]
    assert (draft.call_id, draft.title, draft.department_code) == ("c1", "路灯不亮", "1001")
    assert talking.window.order.number.text() == "202611220017"
    assert not talking.window.order.dispatch.isEnabled()
    assert "202611220017" in talking.message
    orders = talking.window.caller.orders_model  # among the caller's orders at once, and no repeat call
    assert "202611220017" in orders.index(0, 0).data()
    assert not talking.window.caller.alert.isVisible()
    QTest.keyClick(talking.window.order.detail, Qt.Key.Key_Return, CTRL)
    assert len(talking.records.named("dispatch")) == 1
    assert talking.records.stored == {}


def test_two_quick_presses_dispatch_once(make_desk):
    desk = make_desk()
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    write(desk)
    desk.worker.held = True
    desk.window.order.dispatch.click()
    desk.window.order.dispatch_requested.emit()
    desk.worker.release()
    assert len(desk.records.named("dispatch")) == 1


def test_what_keeps_an_order_from_leaving_is_said(talking):
    dispatch = talking.window.order.dispatch
    assert "no title" in dispatch.accessibleDescription()
    talking.window.order.title.setText("路灯")
    assert "Choose the department" in dispatch.accessibleDescription()
    talking.window.order.department.setText("公积金")
    talking.window.order.department.textEdited.emit("公积金")
    assert not dispatch.isEnabled()
    QTest.keyClick(talking.window.order.department, Qt.Key.Key_Return)
    assert dispatch.isEnabled()
    assert talking.window.order.chosen_department.code == "1001"
    talking.records.trouble = RuntimeError("database is locked")
    dispatch.click()
    assert "was not dispatched" in talking.message
    assert dispatch.isEnabled()


def test_departments_are_suggested_and_the_call_taker_decides(talking, qtbot):
    talking.window.order.title.setText("噪声扰民")
    qtbot.waitUntil(talking.window.order.suggestions[0].isVisible, timeout=2000)
    assert talking.window.order.chosen_department is None
    QTest.keyClick(talking.window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert talking.window.order.chosen_department.code == "1004"


def test_the_code_of_a_department_becomes_its_name_before_anything_is_dispatched(talking):
    department = talking.window.order.department
    QTest.keyClicks(department, "100")
    assert department.text() == "100"  # the beginning of several
    QTest.keyClicks(department, "5")
    assert department.text() == "市交通运输局"
    assert talking.window.order.chosen_department.code == "1005"


def test_the_deadline_follows_kind_and_urgency(talking):
    order = talking.window.order
    assert "(24 h)" in order.deadline.text()
    order.kind.setCurrentIndex(order.kind.findData(OrderKind.COMPLAINT))
    assert "(48 h)" in order.deadline.text()
    QTest.keyClick(order.title, Qt.Key.Key_I, CTRL)
    assert order.urgent.isChecked()
    assert "(30 min)" in order.deadline.text()


@pytest.mark.parametrize(
    ("happened", "outcome"),
    [
        ("nothing", Outcome.INCOMPLETE),
        ("answer", Outcome.DIRECT_ANSWER),
        ("three_way", Outcome.THREE_WAY),
        ("left", Outcome.THREE_WAY),
        ("order", Outcome.ORDER),
        ("transfer", Outcome.HANDED_OVER),
    ],
)
def test_the_outcome_follows_from_what_happened(talking, happened, outcome):
    reason = EndReason.CITIZEN_HUNG_UP
    if happened == "answer":
        talking.window.knowledge.query.setText("租房")
        talking.window.knowledge.direct.click()
    elif happened == "three_way":
        talking.pbx.show_call(fakes.call(CallState.THREE_WAY))
    elif happened == "left":
        reason = EndReason.LEFT
    elif happened == "order":
        write(talking)
        talking.window.order.dispatch.click()
    elif happened == "transfer":
        reason = EndReason.TRANSFERRED
    talking.pbx.show_call(ended(reason=reason))
    assert talking.window.wrapup.outcome is outcome
    QTest.keyClick(talking.window, Qt.Key.Key_W, CTRL)
    assert talking.records.named("wrap_up") == [("wrap_up", "c1", outcome, "")]


def test_the_call_taker_can_choose_another_outcome(talking):
    QTest.keyClick(talking.window, Qt.Key.Key_4, CTRL)
    talking.pbx.show_call(ended())
    assert talking.window.wrapup.outcome is Outcome.HANDED_OVER


def test_done_ends_after_call_work_and_is_not_possible_during_the_call(talking):
    assert not talking.window.wrapup.done.isEnabled()
    assert "still going on" in talking.window.wrapup.done.accessibleDescription()
    talking.pbx.show(replace(talking.pbx.view, seat=SeatSnapshot("2001", SeatState.AFTER_CALL), call=ended()))
    talking.window.wrapup.note.setPlainText("已答复")
    talking.window.wrapup.done.click()
    assert talking.records.named("wrap_up") == [("wrap_up", "c1", Outcome.INCOMPLETE, "已答复")]
    assert talking.pbx.requests == [requests.WrapUpDone()]
    assert talking.window.form.call_id == ""
    assert talking.window.wrapup.note_text == ""


def test_a_wrap_up_that_was_not_saved_stays(talking):
    talking.pbx.show_call(ended())
    talking.window.wrapup.note.setPlainText("要紧")
    talking.records.trouble = RuntimeError("locked")
    talking.window.wrapup.done.click()
    assert "was not saved" in talking.message
    assert talking.window.wrapup.note_text == "要紧"
    talking.records.trouble = None
    talking.window.wrapup.done.click()
    assert talking.window.form.call_id == ""


def test_an_order_that_was_not_dispatched_is_asked_about_once(talking):
    write(talking)
    talking.pbx.show_call(ended())
    talking.window.wrapup.done.click()
    assert "has not been dispatched" in talking.message
    assert talking.records.named("wrap_up") == []
    talking.window.wrapup.done.click()
    assert len(talking.records.named("wrap_up")) == 1


def test_two_calls_within_50_ms_leave_the_form_with_the_first(desk):
    first = fakes.call(CallState.RINGING)
    second = fakes.call(CallState.RINGING, "c2", number="13900000000")
    desk.pbx.show_call(first)
    desk.pbx.show_call(first, second)
    assert desk.window.form.call_id == "c1"
    assert desk.window.call_panel.number.text() == "13812345678"
    assert "13900000000" in desk.window.call_panel.other.text()
    desk.pbx.show_call(fakes.call(CallState.TALKING), second)
    QTest.keyClicks(desk.window.order.title, "abc")
    desk.pbx.show_call(fakes.call(CallState.TALKING), replace(second, state=CallState.ENDED))
    assert desk.window.order.title.text() == "abc"
    assert not desk.window.call_panel.other.isVisible()


def test_a_new_ring_during_the_wrap_up_does_not_take_the_form_and_answering_puts_it_aside(talking):
    write(talking, "第一件")
    talking.pbx.show_call(ended())
    talking.pbx.show_call(fakes.call(CallState.RINGING, "c2", number="139"))
    assert talking.window.order.title.text() == "第一件"
    assert talking.window.form.call_id == "c1"
    talking.pbx.show_call(fakes.call(CallState.TALKING, "c2", number="139"))
    assert talking.window.form.call_id == "c2"
    assert talking.window.order.title.text() == ""
    assert talking.records.stored["c1"].title == "第一件"
    assert talking.window.wrapup.unfinished.accessibleName() == "Without wrap-up: 1"
    talking.pbx.show_call(ended("c2", number="139"))
    talking.window.wrapup.done.click()
    QTest.keyClick(talking.window, Qt.Key.Key_O, CTRL)
    assert talking.window.form.call_id == "c1"
    assert talking.window.order.title.text() == "第一件"


def test_a_missed_call_leaves_nothing_to_wrap_up(desk):
    desk.pbx.show_call(fakes.call(CallState.RINGING))
    missed = fakes.call(CallState.ENDED, answered_at=None, end_reason=EndReason.ABANDONED, legs=())
    desk.pbx.show_call(missed)
    assert desk.window.form.call_id == ""
    assert not desk.window.wrapup.unfinished.isVisible()
    desk.pbx.show_call(fakes.call(CallState.TALKING, "c2"))
    assert desk.window.form.call_id == "c2"


def test_an_order_can_be_written_without_a_call(desk):
    QTest.keyClick(desk.window, Qt.Key.Key_F10)
    QTest.keyClicks(desk.window.order.title, "abc")
    desk.window.form.flush()
    (draft,) = desk.records.stored.values()
    assert draft.call_id.startswith("desk-2001-")
    assert draft.title == "abc"
    write(desk, "abc")
    desk.window.order.dispatch.click()
    assert desk.records.named("dispatch")
    desk.window.wrapup.done.click()
    assert desk.records.named("wrap_up") == []


def test_letters_still_being_composed_are_kept_when_it_rings(desk, monkeypatch):
    class InputMethod:
        def commit(self) -> None:
            event = QInputMethodEvent()
            event.setCommitString("tiqu")
            QApplication.sendEvent(desk.window.focusWidget(), event)

    monkeypatch.setattr(QGuiApplication, "inputMethod", InputMethod)
    title = desk.window.order.title
    title.setFocus()
    QApplication.sendEvent(title, QInputMethodEvent("ti qu", []))
    assert title.text() == ""
    desk.pbx.show_call(fakes.call(CallState.RINGING))
    assert title.text() == "tiqu"


def test_the_whole_call_without_a_mouse(desk):
    window, pbx = desk.window, desk.pbx
    pbx.show_call(fakes.call(CallState.TALKING))
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.knowledge.query.hasFocus()
    QTest.keyClicks(window.knowledge.query, "gjj")
    QTest.keyClick(window.knowledge.query, Qt.Key.Key_G, CTRL)
    QTest.keyClick(window.knowledge.query, Qt.Key.Key_F5)
    assert window.consult.target.hasFocus()
    QTest.keyClicks(window.consult.target, "1003")
    QTest.keyClick(window.consult.target, Qt.Key.Key_F6)
    assert pbx.requests[-1] == requests.Consult("87190003", "市综合行政执法局")
    pbx.show_call(fakes.call(CallState.CONSULTING))
    QTest.keyClick(window.consult.target, Qt.Key.Key_F7)
    assert pbx.requests[-1] == requests.Join()
    pbx.show_call(fakes.call(CallState.THREE_WAY))
    QTest.keyClick(window.consult.target, Qt.Key.Key_L, CTRL)
    assert window.focusWidget().objectName() == "leg_department_mute"
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert isinstance(pbx.requests[-1], requests.MuteLeg)
    QTest.keyClick(window, Qt.Key.Key_F4)
    assert pbx.requests[-1] == requests.ReturnToCitizen()
    pbx.show_call(fakes.call(CallState.TALKING))
    QTest.keyClick(window, Qt.Key.Key_F10)
    assert window.order.title.hasFocus()
    QTest.keyClicks(window.order.title, "title")
    QTest.keyClick(window.order.title, Qt.Key.Key_Tab)
    QTest.keyClicks(window.focusWidget(), "detail")
    assert window.order.detail.toPlainText() == "detail"
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.order.department.hasFocus()
    QTest.keyClicks(window.order.department, "1005")
    QTest.keyClick(window.order.department, Qt.Key.Key_Return, CTRL)
    assert window.order.number.text() == "202611220017"
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert pbx.requests[-1] == requests.HangUp()
    pbx.show_call(ended())
    QTest.keyClick(window, Qt.Key.Key_J, CTRL)
    QTest.keyClicks(window.focusWidget(), "ok")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_W, CTRL)
    assert desk.records.named("wrap_up") == [("wrap_up", "c1", Outcome.ORDER, "ok")]


@pytest.mark.parametrize(("state", "reads"), [(CallState.RINGING, 0), (CallState.TALKING, 1)])
def test_of_a_call_that_rings_a_draft_alone_is_read(desk, state, reads):
    """Whatever else is read then takes turns with the card of who rings."""
    desk.pbx.show_call(fakes.call(state))
    assert len(desk.records.named("orders_of")) == reads
