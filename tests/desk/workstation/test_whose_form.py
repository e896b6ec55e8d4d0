"""Whose form it is: the person's choice holds, and only the newest call's wrap-up makes the seat ready."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.records.views import OrderDraft, Outcome
from telephony import requests
from telephony.snapshots import (
    CallDirection,
    CallState,
    ConsultResult,
    EndReason,
    QueueSnapshot,
    SeatSnapshot,
    SeatState,
)
from tests.desk.workstation import fakes

CTRL = Qt.KeyboardModifier.ControlModifier
PAUSED = SeatSnapshot("2001", SeatState.AFTER_CALL)


def ended(call_id: str = "c1", **changes):
    now = datetime.now(UTC)
    values = {"answered_at": now, "ended_at": now, "end_reason": EndReason.CITIZEN_HUNG_UP, "legs": ()}
    return fakes.call(CallState.ENDED, call_id, **(values | changes))


def talking(call_id: str, number: str = "139"):
    return fakes.call(CallState.TALKING, call_id, number=number)


def dialling(call_id: str = "out"):
    return fakes.call(CallState.DIALLING, call_id, direction=CallDirection.OUTBOUND, queue="", waited=None)


def unanswered(result: ConsultResult | None = ConsultResult.BUSY, call_id: str = "out"):
    return replace(
        dialling(call_id),
        state=CallState.ENDED,
        ended_at=datetime.now(UTC),
        end_reason=EndReason.CITIZEN_HUNG_UP,
        consult_result=result,
        legs=(),
    )


def report_again(desk) -> None:
    """Let the PBX tell something that has nothing to do with the call."""
    queues = (QueueSnapshot("zonghe", True, len(desk.pbx.requests) + 9),)
    desk.pbx.show(replace(desk.pbx.view, seat=replace(desk.pbx.view.seat, queues=queues)))


def press_unfinished(desk) -> str:
    QTest.keyClick(desk.window, Qt.Key.Key_O, CTRL)
    return desk.window.form.call_id


@pytest.fixture
def two(desk):
    """A call that is not wrapped up, and one that goes on; the seat is paused for both."""
    desk.pbx.show(replace(desk.pbx.view, seat=PAUSED, call=talking("c1")))
    desk.window.wrapup.note.setPlainText("第一件")
    desk.pbx.show_call(ended("c1"))
    desk.pbx.show_call(talking("c2"))
    return desk


def test_the_form_that_was_chosen_stays_while_the_pbx_reports(two):
    assert press_unfinished(two) == "c1"
    report_again(two)
    two.pbx.show_call(fakes.call(CallState.HELD, "c2", number="139"))
    two.window.order.title.setFocus()
    QTest.keyClicks(two.window.order.title, "late")
    two.pbx.show_call(ended("c2", number="139"))
    assert two.window.form.call_id == "c1"
    two.window.form.flush()
    assert two.records.stored["c1"].title == "late"
    assert "c2" not in two.records.stored


def test_the_same_key_leads_back_to_the_call(two):
    button = two.window.wrapup.unfinished
    assert button.accessibleName() == "Without wrap-up: 1"
    press_unfinished(two)
    assert button.isVisible()
    assert button.accessibleName() == "Back to the call"
    assert press_unfinished(two) == "c2"


def test_the_key_goes_through_all_calls_without_wrap_up(make_desk):
    records = fakes.FakeRecords(left=("a", "b", "c"))
    desk = make_desk(records=records)
    assert [press_unfinished(desk) for _ in range(4)] == ["a", "b", "c", "a"]


def test_a_call_that_is_answered_takes_the_form_that_was_chosen(two):
    two.pbx.show_call(ended("c2", number="139"))
    press_unfinished(two)
    two.pbx.show_call(fakes.call(CallState.RINGING, "c3", number="137"))
    assert two.window.form.call_id == "c1"
    two.pbx.show_call(talking("c3", "137"))
    assert two.window.form.call_id == "c3"


def test_letters_being_composed_are_left_alone_while_the_pbx_reports(two, monkeypatch):
    committed = []
    press_unfinished(two)
    two.window.order.title.setFocus()
    monkeypatch.setattr(
        "desk.workstation.form_controller.QGuiApplication.inputMethod", lambda: committed.append(1)
    )
    report_again(two)
    assert committed == []


def test_an_older_wrap_up_leaves_the_seat_alone_in_mid_call(two):
    press_unfinished(two)
    two.window.wrapup.done.click()
    assert two.records.named("wrap_up") == [("wrap_up", "c1", Outcome.INCOMPLETE, "第一件")]
    assert two.pbx.requests == []
    assert two.window.form.call_id == "c2"


def test_only_the_newest_wrap_up_makes_the_seat_ready(two):
    two.pbx.show_call(ended("c2", number="139"))
    press_unfinished(two)
    two.window.wrapup.done.click()
    assert two.pbx.requests == []
    assert two.window.form.call_id == "c2"
    two.window.wrapup.done.click()
    assert two.pbx.requests == [requests.WrapUpDone()]


def test_after_a_start_in_after_call_work_the_newest_call_makes_the_seat_ready(make_desk):
    desk = make_desk(records=fakes.FakeRecords(left=("old", "new")))
    desk.pbx.show(replace(desk.pbx.view, seat=PAUSED))
    assert press_unfinished(desk) == "old"
    desk.window.wrapup.done.click()
    assert desk.pbx.requests == []
    assert press_unfinished(desk) == "new"
    desk.window.wrapup.done.click()
    assert desk.pbx.requests == [requests.WrapUpDone()]


@pytest.mark.parametrize("answered", [False, True])
def test_a_wrap_up_closed_while_a_call_back_rings_makes_ready_afterwards(desk, answered):
    desk.pbx.show(replace(desk.pbx.view, seat=PAUSED, call=talking("c1")))
    desk.pbx.show_call(ended("c1"))
    desk.pbx.show_call(dialling())
    desk.window.wrapup.done.click()
    assert desk.pbx.requests == []  # a queue's call would ring into the call-back
    if answered:
        desk.pbx.show_call(replace(talking("out"), direction=CallDirection.OUTBOUND))
        desk.pbx.show_call(ended("out", direction=CallDirection.OUTBOUND))
        assert desk.pbx.requests == []
        desk.window.wrapup.done.click()
    else:
        desk.pbx.show_call(unanswered())
    report_again(desk)
    assert desk.pbx.requests == [requests.WrapUpDone()]


@pytest.mark.parametrize("typed", ["title", "detail", "place", "department", "note"])
@pytest.mark.parametrize("how", ["missed", "call-back"])
def test_what_was_typed_for_a_call_that_was_not_answered_stays(desk, typed, how):
    desk.pbx.show_call(dialling() if how == "call-back" else fakes.call(CallState.RINGING, "out"))
    order, wrapup = desk.window.order, desk.window.wrapup
    if typed == "department":
        order.show_department(fakes.DEPARTMENTS[2])
        order.edited.emit()
    else:
        {"title": order.title, "place": order.place}.get(typed, order.title).setText(
            "写过" if typed in ("title", "place") else ""
        )
        {"detail": order.detail, "note": wrapup.note}.get(typed, wrapup.note).setPlainText(
            "写过" if typed in ("detail", "note") else ""
        )
    missed = fakes.call(CallState.ENDED, "out", answered_at=None, end_reason=EndReason.ABANDONED, legs=())
    desk.pbx.show_call(unanswered() if how == "call-back" else missed)
    assert desk.window.form.call_id == "out"
    assert wrapup.done.isEnabled()
    desk.pbx.show_call(fakes.call(CallState.RINGING, "c3"))  # and the next ring leaves it where it is
    assert desk.window.form.call_id == "out"
    desk.window.form.flush()
    draft = desk.records.stored["out"]
    value = {"department": draft.department_code}.get(typed) or getattr(draft, typed, "")
    assert value == ("1003" if typed == "department" else "写过")
    wrapup.done.click()
    wrapup.done.click()
    assert [wrapped[1] for wrapped in desk.records.named("wrap_up")] == ["out"]


def test_what_was_typed_and_taken_back_for_a_missed_call_is_no_draft_at_the_next_start(desk):
    desk.pbx.show_call(dialling())
    desk.window.order.title.setText("题")
    desk.window.form.flush()
    desk.window.order.title.setText("")
    desk.window.form.flush()
    desk.pbx.show_call(unanswered())
    assert desk.window.form.call_id == ""
    assert desk.records.stored == {}


def test_a_draft_that_comes_late_takes_nothing_away(make_desk):
    desk = make_desk()
    desk.worker.held = True
    desk.pbx.show_call(talking("c1"))
    desk.window.order.detail.setPlainText("已经写了")
    desk.records.stored["c1"] = OrderDraft("c1", detail="旧")
    desk.worker.release()
    assert desk.window.order.detail.toPlainText() == "已经写了"
    desk.worker.held = False


def test_a_wrap_up_that_failed_leaves_what_was_typed_in_the_records(desk):
    desk.pbx.show_call(talking("c1"))
    desk.pbx.show_call(ended("c1"))
    desk.window.wrapup.note.setPlainText("要紧")

    def refuse(*_: object) -> None:
        raise RuntimeError("locked")

    desk.records.wrap_up = refuse
    desk.window.wrapup.done.click()
    assert desk.records.stored["c1"].note == "要紧"
