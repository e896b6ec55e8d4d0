"""The caller's card: looked up while it rings, shown as plain text, changed in place."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk.records.views import CallerCard, NumberInfo, OrderState, RepeatCall
from desk.widgets import message_bar
from desk.widgets.text import plain
from desk.workstation import caller_edits
from telephony.snapshots import CallDirection, CallState, EndReason
from tests.desk.workstation import fakes, preview


def card(**changes) -> CallerCard:
    return replace(preview.card(), **changes)


@pytest.fixture
def known(desk):
    desk.records.cards["13812345678"] = card()
    desk.pbx.show_call(fakes.call(CallState.RINGING))
    return desk


def test_the_card_stands_while_it_rings(known):
    panel = known.window.call_panel
    assert panel.number.text() == "138 1234 5678"
    assert panel.name.text() == "张建国"
    assert panel.place.text() == "浙江 宁波 · 中国移动"
    assert panel.queue.text() == "Queue: 综合"
    assert panel.waited.text().startswith("Waiting for 0:0")
    caller = known.window.caller
    assert caller.calls_model.rowCount() == 5
    assert caller.orders_model.rowCount() == 3
    assert "OVERDUE by 3 h" in caller.orders_model.index(0, 1).data()
    assert "已联系施工单位" in caller.orders_model.index(0, 1).data()
    assert "Repeat call: 3 calls in 30 days. Order 202611200131 is open" in caller.alert.text()


def test_words_and_count_of_a_repeat_call_agree(desk):
    caller = desk.window.caller
    closed = fakes.order(state=OrderState.CLOSED)
    for repeat, words in (
        (RepeatCall(2, 30), "Repeat call: 2 calls in 30 days"),
        (RepeatCall(0, 30, fakes.order()), "Repeat call. Order 202611220017 is open"),
        (
            RepeatCall(2, 30, closed),
            "Repeat call: 2 calls in 30 days. Order 202611220017 on this matter is closed.",
        ),
    ):
        caller.show_card(card(repeat=repeat, orders=()))
        assert caller.alert.text().startswith(words)
        # A closed order is nothing to remind of: another one is needed.
        assert caller.remind.isVisibleTo(caller) == (repeat.order is not None and repeat.order is not closed)


def test_a_call_back_among_the_earlier_calls_is_shown_as_that(desk):
    first, *others = card().calls
    past = (replace(first, call_back=True, outcome=None), *others)
    desk.records.cards["13812345678"] = card(calls=past)
    desk.pbx.show_call(fakes.call(CallState.RINGING))
    assert desk.window.caller.calls_model.index(0, 1).data() == "Call-back"


def test_a_call_back_on_the_screen_takes_nothing_from_the_count(desk):
    past = replace(card().calls[0], call_id="c1", call_back=True)
    desk.records.cards["13812345678"] = card(calls=(past,), calls_total=4)
    desk.pbx.show_call(fakes.call(CallState.DIALLING, direction=CallDirection.OUTBOUND))
    assert desk.window.caller.summary.text() == "Calls so far: 4"


def test_the_call_on_the_screen_is_no_earlier_call(desk):
    past = card().calls
    desk.records.cards["13812345678"] = card(calls=(replace(past[0], call_id="c1"), *past[1:]), calls_total=5)
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    caller = desk.window.caller
    assert caller.calls_model.rowCount() == len(past) - 1
    assert "4" in caller.summary.text()


def test_one_key_reminds_the_department(known):
    QTest.keyClick(known.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert known.records.named("remind") == [("remind", "202611200131", "1024", "c1")]
    assert "has been reminded of order 202611200131" in known.message
    assert not known.window.caller.remind.isEnabled()


def test_withheld_and_unknown_are_said(desk):
    desk.pbx.show_call(fakes.call(CallState.RINGING, number=""))
    assert desk.window.call_panel.number.text() == "Number withheld"
    assert not desk.window.caller.note.isEnabled()
    assert "nothing is known" in desk.window.caller.summary.text()
    info = NumberInfo("99", "99", "", "", "", False, False)
    desk.records.cards["99"] = CallerCard(info)
    desk.pbx.show_call(fakes.call(CallState.RINGING, "c2", number="99"))
    assert desk.window.call_panel.name.text() == "Name not known"
    assert desk.window.call_panel.place.text() == "Not a number of the public network"
    assert desk.window.caller.summary.text() == "First call from this number"


def test_a_nuisance_caller_is_marked(desk):
    desk.records.cards["13812345678"] = card(
        nuisance=True, nuisance_reason="无声电话", repeat=None, orders=()
    )
    desk.pbx.show_call(fakes.call(CallState.RINGING))
    assert desk.window.caller.alert.text() == "Nuisance calls: 无声电话"
    assert desk.window.caller.alert_box.property("card") == "danger"
    desk.window.caller.nuisance_requested.emit("Abuse")
    assert desk.records.named("mark_nuisance") == [("mark_nuisance", "13812345678", "Abuse")]


def test_a_nuisance_mark_can_be_taken_away(known):
    caller = known.window.caller
    assert caller.nuisance.isVisible()
    assert not caller.not_nuisance.isVisible()
    known.records.cards["13812345678"] = card(nuisance=True, nuisance_reason="Pranks")
    caller.nuisance_requested.emit("Pranks")
    assert "Nuisance calls: Pranks" in caller.alert.text()
    assert not caller.nuisance.isVisible()
    known.records.cards["13812345678"] = card()
    caller.not_nuisance.click()
    assert known.records.named("mark_nuisance")[-1] == ("mark_nuisance", "13812345678", "")
    assert "Nuisance" not in caller.alert.text()
    assert caller.nuisance.isVisible()
    assert not caller.not_nuisance.isVisible()


def test_note_and_name_are_saved(known, qtbot):
    known.window.caller.note.setPlainText("新备注")
    known.window.callers.flush()
    assert known.records.named("save_note") == [("save_note", "13812345678", "新备注")]
    known.window.caller.name.setText("李四")
    known.window.caller.name.editingFinished.emit()
    assert known.records.named("rename_caller") == [("rename_caller", "13812345678", "李四")]
    assert known.window.call_panel.name.text() == "李四"


def change(desk, what: str) -> tuple[object, ...]:
    """Change something about the caller; return the call of the records that saves it."""
    caller = desk.window.caller
    if what == "note":
        caller.note.setPlainText("新备注")
        desk.window.callers.flush()
        return ("save_note", "13812345678", "新备注")
    if what == "name":
        caller.name.setText("李四")
        caller.name.editingFinished.emit()
        return ("rename_caller", "13812345678", "李四")
    caller.nuisance_requested.emit("Abuse")
    return ("mark_nuisance", "13812345678", "Abuse")


@pytest.mark.parametrize("what", ["note", "name", "nuisance"])
def test_a_change_that_could_not_be_saved_is_said_and_saved_later(known, what, qtbot, monkeypatch):
    monkeypatch.setattr(caller_edits, "_AGAIN_MS", 100)
    monkeypatch.setattr(message_bar, "_READ_TROUBLE_MS", 50)
    known.records.trouble = RuntimeError("disk full")
    saving = change(known, what)
    assert "about the caller is not saved yet" in known.message
    known.records.trouble = None
    # The next caller takes the card; what was changed about the last one is theirs all the same.
    known.pbx.show_call(fakes.call(CallState.TALKING, "c2", number="13900000000"))
    qtbot.waitUntil(lambda: saving in known.records.calls)
    qtbot.waitUntil(lambda: "is saved now" in known.message)
    assert known.records.calls.count(saving) == 1


def test_what_is_not_saved_yet_stands_on_the_card_of_the_same_caller(known):
    def refuse(*_: object) -> None:
        raise RuntimeError("locked")

    known.records.save_note = known.records.rename_caller = refuse
    change(known, "note")
    change(known, "name")
    known.pbx.show_call(fakes.call(CallState.TALKING, "c2", number="13900000000"))
    assert known.window.caller.note.toPlainText() == ""
    known.pbx.show_call(fakes.call(CallState.TALKING, "c3"))
    assert known.window.caller.note.toPlainText() == "新备注"
    assert known.window.caller.name.text() == "李四"


def test_a_name_being_typed_is_saved_when_the_next_call_is_answered(known):
    name = known.window.caller.name
    name.setFocus()
    name.setText("")
    QTest.keyClicks(name, "Li Si")
    known.pbx.show_call(fakes.call(CallState.TALKING, "c2", number="13900000000"))
    assert known.records.named("rename_caller") == [("rename_caller", "13812345678", "Li Si")]
    assert name.text() == ""


def test_letters_still_being_composed_in_the_note_are_kept_when_the_next_call_is_answered(known, monkeypatch):
    class InputMethod:
        def commit(self) -> None:
            event = QInputMethodEvent()
            event.setCommitString("tiqu")
            QApplication.sendEvent(known.window.focusWidget(), event)

    monkeypatch.setattr(QGuiApplication, "inputMethod", InputMethod)
    known.window.caller.note.clear()
    known.window.caller.note.setFocus()
    known.pbx.show_call(fakes.call(CallState.TALKING, "c2", number="13900000000"))
    assert known.records.named("save_note") == [("save_note", "13812345678", "tiqu")]


def test_a_lookup_that_fails_leaves_the_card_that_stands(known):
    known.window.caller.name.setFocus()
    known.window.caller.name.setText("李")
    known.records.trouble = RuntimeError("away")
    known.window.callers._reload()
    assert "can't be looked up" in known.message
    assert known.window.caller.name.text() == "李"
    assert known.window.caller.calls_model.rowCount() == 5


def test_an_order_that_leaves_takes_no_note_from_the_screen(known):
    known.pbx.show_call(fakes.call(CallState.TALKING))
    known.window.caller.note.setPlainText("新备注")
    known.window.callers.flush()
    known.window.order.title.setFocus()
    known.window.callers.add_order("c1", fakes.order())
    assert known.window.caller.note.toPlainText() == "新备注"


def test_typing_into_the_note_is_not_interrupted_by_a_new_ring(known):
    ended = fakes.call(CallState.ENDED, end_reason=EndReason.CITIZEN_HUNG_UP, ended_at=datetime.now(UTC))
    known.pbx.show_call(ended)
    known.window.caller.note.setFocus()
    QTest.keyClicks(known.window.caller.note, "abc")
    known.pbx.show_call(fakes.call(CallState.RINGING, "c2", number="13900000000"))
    assert known.window.call_panel.number.text() == "13900000000"
    QTest.keyClicks(known.window.caller.note, "def")
    assert "abc" in known.window.caller.note.toPlainText()
    known.pbx.show_call(fakes.call(CallState.TALKING, "c2", number="13900000000"))
    assert known.window.caller.note.toPlainText() == ""
    saved = known.records.named("save_note")[-1]
    assert saved[1] == "13812345678"
    assert "abcdef" in saved[2]


@pytest.mark.parametrize(
    "name",
    [
        "<b>粗体</b><img src='file:///etc/passwd'>",
        "\u202eabc\u2066def",
        "a\x00b\x1bc\nd",
        "𠮷" * 10_000,
        "&File &amp; <a href=x>",
        "\u200b" * 50 + "x",
    ],
)
def test_text_of_strangers_is_only_text(desk, name):
    order = fakes.order(title=name, department_name=name, last_reply=name)
    desk.records.cards["13812345678"] = card(
        name=name, note=name, address=name, orders=(order,), repeat=RepeatCall(2, 3, order)
    )
    desk.pbx.show_call(fakes.call(CallState.THREE_WAY, name=name, queue=name))
    shown = desk.window.call_panel.name.text()
    assert shown == plain(name)
    assert len(shown) <= 301
    assert not set(shown) & {"\x00", "\x1b", "\n", "\u202e", "\u2066", "\u200b"}
    assert desk.window.call_panel.name.textFormat() == Qt.TextFormat.PlainText
    tip = desk.window.caller.orders_model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>粗体" not in tip
    assert "<img" not in tip
    assert desk.window.minimumSizeHint().width() <= 1366
    assert not desk.window.grab().isNull()


def test_a_late_card_of_an_earlier_caller_is_not_shown(desk):
    desk.records.cards["13812345678"] = card()
    desk.worker.held = True
    desk.pbx.show_call(fakes.call(CallState.RINGING))
    desk.pbx.show_call(fakes.call(CallState.RINGING, "c2", number="13900000000"))
    desk.worker.release()
    assert desk.window.call_panel.number.text() == "13900000000"
    assert desk.window.caller.orders_model.rowCount() == 0


def test_records_that_are_away_are_said(desk):
    desk.records.trouble = RuntimeError("away")
    desk.pbx.show_call(fakes.call(CallState.RINGING))
    assert desk.window.caller.summary.text() == "The records can't be read."
    assert desk.window.call_panel.number.text() == "13812345678"


def test_the_matter_that_is_typed_is_looked_for_among_earlier_calls(known, qtbot):
    known.pbx.show_call(fakes.call(CallState.TALKING))
    known.window.order.title.setText("工地夜间施工")
    qtbot.waitUntil(lambda: known.records.named("card")[-1][3] == "工地夜间施工", timeout=3000)


def test_time_left_of_orders_is_worded(desk):
    now = datetime.now(UTC)
    orders = (
        fakes.order(number="1", due_at=now + timedelta(minutes=25, seconds=30), urgent=True),
        fakes.order(number="2", due_at=now + timedelta(days=3, hours=1)),
        fakes.order(number="3", due_at=now - timedelta(minutes=5)),
        fakes.order(number="4", due_at=now - timedelta(days=9), state=OrderState.CLOSED, overdue=True),
    )
    desk.window.caller.orders_model.set_rows(orders)
    texts = [desk.window.caller.orders_model.index(row, 1).data().splitlines()[0] for row in range(4)]
    assert texts == ["25 min left · Signed", "3 d left · Signed", "OVERDUE by 5 min · Signed", "Closed"]
    assert desk.window.caller.orders_model.index(0, 0).data().startswith("[Urgent]")
