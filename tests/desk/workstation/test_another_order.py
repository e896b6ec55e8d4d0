"""A citizen with two matters: a second order leaves in the same call."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.records.views import OrderKind, Outcome
from desk.widgets.text import moment
from telephony.snapshots import CallState
from tests.desk.workstation import fakes
from tests.desk.workstation.test_form import ended, write

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def dispatched(desk):
    """A call whose first order has left."""
    numbers = iter(("20261122-0017", "20261122-0018"))
    plain = desk.records.dispatch

    def dispatch(draft, agent):
        made = replace(plain(draft, agent), number=next(numbers))
        desk.records.sent[draft.call_id][-1] = made
        return made

    desk.records.dispatch = dispatch
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    assert not desk.window.order.another.isVisible()
    desk.window.order.kind.setCurrentIndex(1)
    write(desk, "路灯不亮")
    desk.window.wrapup.note.setPlainText("两件事")
    desk.window.order.dispatch.click()
    return desk


def begin(desk) -> None:
    QTest.keyClick(desk.window, Qt.Key.Key_F, CTRL)


def test_one_key_makes_room_for_the_next_and_keeps_the_first_number_in_view(dispatched):
    order = dispatched.window.order
    assert order.another.isVisible()
    begin(dispatched)
    assert order.title.hasFocus()
    assert (order.title.text(), order.order_kind) == ("", OrderKind.CONSULTATION)
    assert order.title.isEnabled()
    assert order.number.text() == "20261122-0017"
    assert order.number.property("tone") == "muted"
    assert "no title" in order.dispatch.accessibleDescription()
    assert dispatched.window.wrapup.note_text == "两件事"
    assert not order.another.isVisible()


def test_the_second_order_leaves_and_both_numbers_can_be_read(dispatched):
    begin(dispatched)
    write(dispatched, "井盖破损", 2)
    dispatched.window.order.dispatch.click()
    first, second = (draft for _, draft, _ in dispatched.records.named("dispatch"))
    assert (first.call_id, second.call_id) == ("c1", "c1")
    assert (second.title, second.caller_number) == ("井盖破损", "13812345678")
    order = dispatched.window.order
    assert order.number.text() == "20261122-0018"
    assert "20261122-0017" in order.saved.text()
    rows = dispatched.window.caller.orders_model
    assert ["20261122-0018" in rows.index(0, 0).data(), "20261122-0017" in rows.index(1, 0).data()] == [
        True,
        True,
    ]


def test_the_second_order_is_a_draft_that_is_saved_and_asked_about(dispatched):
    begin(dispatched)
    write(dispatched, "井盖破损")
    dispatched.window.form.flush()
    assert dispatched.records.stored["c1"].title == "井盖破损"
    dispatched.pbx.show_call(ended())
    assert dispatched.window.wrapup.outcome is Outcome.ORDER
    dispatched.window.wrapup.done.click()
    assert "has not been dispatched" in dispatched.message
    dispatched.window.wrapup.done.click()
    assert dispatched.records.named("wrap_up") == [("wrap_up", "c1", Outcome.ORDER, "两件事")]


def test_a_form_that_was_put_aside_comes_back_with_both_numbers(dispatched):
    begin(dispatched)
    write(dispatched, "井盖破损")
    dispatched.pbx.show_call(ended())
    dispatched.pbx.show_call(fakes.call(CallState.TALKING, "c2"))
    assert dispatched.window.order.number.text() == "—"
    dispatched.window.form.next_unfinished()
    assert dispatched.window.order.title.text() == "井盖破损"
    assert dispatched.window.order.number.text() == "20261122-0017"


@pytest.fixture
def killed(dispatched, make_desk):
    """Start again after the program was killed; the records are what they were."""

    def start(still_talking):
        dispatched.window.form.flush()
        dispatched.pbx.show_call(None)
        pbx, worker = fakes.FakePbx(), fakes.FakeWorker(held=still_talking)
        if still_talking:  # the PBX tells of the call before the records can
            pbx.view = replace(pbx.view, call=fakes.call(CallState.TALKING))
        records = dispatched.records
        records.left, records.numbers = ("c1",), {"c1": "13812345678"}
        desk = make_desk(records=records, pbx=pbx, worker=worker)
        worker.held = False
        worker.release()
        return desk

    return start


@pytest.mark.parametrize("still_talking", [False, True], ids=["over", "still_talking"])
def test_a_second_order_of_before_a_kill_stands_with_the_number_of_the_first(
    dispatched, killed, still_talking
):
    begin(dispatched)
    write(dispatched, "井盖破损", 2)
    again = killed(still_talking)
    order = again.window.order
    assert again.window.form.call_id == "c1"
    assert order.title.text() == "井盖破损"
    assert order.title.isEnabled()
    assert order.number.text() == "20261122-0017"
    assert again.window.wrapup.outcome is Outcome.ORDER
    order.show_department(fakes.DEPARTMENTS[2])
    order.dispatch.click()
    assert "20261122-0017" in order.saved.text()


@pytest.mark.parametrize("still_talking", [False, True], ids=["over", "still_talking"])
def test_an_order_that_left_before_a_kill_is_not_written_twice(dispatched, killed, still_talking):
    again = killed(still_talking)
    order = again.window.order
    assert again.window.form.call_id == "c1"
    assert order.number.text() == "20261122-0017"
    assert not order.title.isEnabled()
    assert order.another.isVisible()
    assert again.window.wrapup.note_text == "两件事"


def test_a_wrap_up_without_a_draft_names_the_number_and_the_time_of_its_call(make_desk):
    records = fakes.FakeRecords(left=("c9",), numbers={"c9": "13900000000"}, answered={"c9": ["GJJ-001"]})
    desk = make_desk(records=records)
    desk.window.form.next_unfinished()
    assert desk.window.form.call_id == "c9"
    came = fakes.CAME.astimezone()
    assert desk.window.wrapup.of_call.text() == f"Call 13900000000 · {moment(came, datetime.now(UTC))}"
    assert desk.window.wrapup.outcome is Outcome.DIRECT_ANSWER
    assert "GJJ-001" in desk.window.knowledge.recorded.text()
