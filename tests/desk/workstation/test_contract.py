"""The names that scripts and screen readers rely on, and the keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
    QWidget,
)

from desk.workstation.keys import Key
from telephony.snapshots import CallState
from tests.desk.workstation import fakes

NAMES = [
    "seat_ready",
    "seat_not_ready",
    "seat_state",
    "pbx_link",
    "call_state",
    "call_number",
    "call_name",
    "call_place",
    "call_queue",
    "call_waited",
    "call_timer",
    "call_answer",
    "call_hold",
    "call_hangup",
    "call_dial",
    "legs",
    "consult_target",
    "consult_targets",
    "consult_start",
    "consult_join",
    "consult_leave",
    "consult_return",
    "transfer_now",
    "caller_name",
    "caller_note",
    "caller_alert",
    "caller_calls",
    "caller_orders",
    "kb_query",
    "kb_results",
    "kb_answer",
    "kb_direct_answer",
    "order_kind",
    "order_urgent",
    "order_title",
    "order_detail",
    "order_place",
    "order_department",
    "order_dispatch",
    "order_number",
    "wrapup_note",
    "wrapup_done",
    "message_bar",
]
INTERACTIVE = (QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractItemView)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_of_the_contract_is_there_once(desk, name):
    assert len(desk.window.findChildren(QWidget, name)) == 1


def test_interactive_widgets_have_names_and_changing_labels_have_none(desk):
    desk.pbx.show_call(fakes.call(CallState.THREE_WAY))
    for widget in desk.window.findChildren(QWidget):
        if not widget.isVisible() or widget.objectName().startswith("qt_"):
            continue
        if isinstance(widget, INTERACTIVE) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert widget.objectName(), widget
            assert widget.accessibleName(), widget.objectName()
        if isinstance(widget, QLabel):
            assert widget.accessibleName() == "", widget.objectName()
            assert widget.text(), widget.objectName()
            assert widget.textFormat() == Qt.TextFormat.PlainText, widget.objectName()
            if widget.objectName():
                assert widget.accessibleDescription(), widget.objectName()


def test_names_from_the_contract_are_tables_and_lists(desk):
    for name in ("legs", "caller_calls", "caller_orders"):
        assert desk.window.findChild(QTableView, name) is not None
    for name in ("consult_targets", "kb_results"):
        assert desk.window.findChild(QAbstractItemView, name) is not None


def test_no_two_things_share_a_key_and_every_key_does_something(desk):
    assert set(desk.window.shortcuts.keys) == set(Key)
    keys = [sequence.toString() for one in desk.window.shortcuts.keys.values() for sequence in one.keys()]  # noqa: SIM118
    assert len(keys) == len(set(keys))
    assert all(keys)


def test_every_call_action_shows_its_key(desk):
    for name in [
        "call_answer",
        "call_hold",
        "call_hangup",
        "consult_start",
        "consult_join",
        "consult_leave",
        "consult_return",
        "transfer_now",
        "seat_ready",
        "seat_not_ready",
        "kb_direct_answer",
        "order_dispatch",
        "wrapup_done",
    ]:
        button = desk.window.findChild(QAbstractButton, name)
        assert button.key.value
        assert button.key.value.replace("Return", "Enter") in button.accessibleDescription()


def test_the_essentials_fit_a_small_screen(desk, qtbot):
    desk.pbx.show_call(fakes.call(CallState.THREE_WAY))
    hint = desk.window.minimumSizeHint()
    assert hint.width() <= 1366
    assert hint.height() <= 690
    for name in NAMES:
        widget = desk.window.findChild(QWidget, name)
        if widget.isVisible() and isinstance(widget, QAbstractButton):
            assert widget.width() >= widget.minimumSizeHint().width(), name
            assert desk.window.rect().contains(widget.mapTo(desk.window, widget.rect().bottomRight())), name


def test_a_larger_scale_makes_everything_larger(desk):
    before = desk.window.call_panel.hold.sizeHint()
    desk.window.zoom(1.5)
    after = desk.window.call_panel.hold.sizeHint()
    assert after.height() > before.height()
    assert after.width() > before.width() * 1.2  # frames and gaps of the style do not grow
    desk.window.toggle_theme()
    assert desk.window.look.name == "dark"
