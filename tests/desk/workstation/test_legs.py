"""Each leg of a call: its row, its own buttons, and their keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desk.widgets.dressing import scaled
from telephony import requests
from telephony.snapshots import CallAction, CallState, LegRole
from tests.desk.workstation import fakes


def test_the_buttons_of_a_leg_stand_in_its_row_from_call_to_call(desk):
    table = desk.window.legs
    desk.pbx.show_call(fakes.call(CallState.THREE_WAY))
    made = {role: table.button(role, "mute") for role in LegRole}
    for call_id, state in (("c2", CallState.TALKING), ("c3", CallState.THREE_WAY)):
        desk.pbx.show_call(None)
        assert not any(button.isVisible() for button in made.values())
        desk.pbx.show_call(fakes.call(state, call_id))
        for at, leg in enumerate(table.model.rows):
            button = table.button(leg.role, "mute")
            assert button is made[leg.role]
            assert button.isVisible()
            row = table.view.visualRect(table.model.index(at, 0))
            assert row.adjusted(0, 0, table.view.width(), 0).contains(
                button.mapTo(table.view.viewport(), button.rect().center())
            )


@pytest.mark.parametrize("state", [CallState.RINGING, CallState.THREE_WAY, CallState.CONSULTING])
def test_how_each_takes_part_is_never_cut(desk, state):
    desk.pbx.show_call(fakes.call(state))
    view = desk.window.legs.view
    for row in range(desk.window.legs.model.rowCount()):
        text = desk.window.legs.model.index(row, 1).data()
        assert view.fontMetrics().horizontalAdvance(text) + scaled(20) < view.columnWidth(1)


def test_legs_have_their_own_buttons(desk):
    desk.pbx.show_call(fakes.call(CallState.THREE_WAY))
    table = desk.window.legs
    assert [table.model.index(row, 1).data() for row in range(3)] == ["Speaking"] * 3
    table.button(LegRole.DEPARTMENT, "mute").click()
    table.button(LegRole.DEPARTMENT, "hold").click()
    table.button(LegRole.DEPARTMENT, "drop").click()
    table.button(LegRole.AGENT, "mute").click()
    assert desk.pbx.requests == [
        requests.MuteLeg(LegRole.DEPARTMENT, True),
        requests.HoldLeg(LegRole.DEPARTMENT, True),
        requests.DropLeg(LegRole.DEPARTMENT),
        requests.MuteLeg(LegRole.AGENT, True),
    ]
    muted = tuple(
        replace(leg, muted=leg.role is LegRole.DEPARTMENT) for leg in fakes.legs(CallState.THREE_WAY)
    )
    kept = table.button(LegRole.DEPARTMENT, "mute")
    desk.pbx.show_call(fakes.call(CallState.THREE_WAY, legs=muted))
    assert table.button(LegRole.DEPARTMENT, "mute") is kept
    assert kept.text() == "Unmute"
    kept.click()
    assert desk.pbx.requests[-1] == requests.MuteLeg(LegRole.DEPARTMENT, False)
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    assert table.button(LegRole.DEPARTMENT, "mute") is None
    assert not table.button(LegRole.CITIZEN, "drop").isEnabled()


@pytest.mark.parametrize(
    "field", ["order_detail", "order_title", "kb_query", "wrapup_note", "consult_target"]
)
def test_each_action_of_a_leg_has_a_key_that_works_while_one_types(desk, field):
    desk.pbx.show_call(fakes.call(CallState.THREE_WAY, can=frozenset(CallAction), hindrances={}))
    written = next(each for each in desk.window.findChildren(QWidget) if each.objectName() == field)
    written.setFocus()
    QTest.keyClicks(written, "ab")
    for key, role, action, request in (
        (Qt.Key.Key_Q, LegRole.CITIZEN, "mute", requests.MuteLeg(LegRole.CITIZEN, True)),
        (Qt.Key.Key_W, LegRole.CITIZEN, "hold", requests.HoldLeg(LegRole.CITIZEN, True)),
        (Qt.Key.Key_E, LegRole.CITIZEN, "drop", requests.DropLeg(LegRole.CITIZEN)),
        (Qt.Key.Key_S, LegRole.AGENT, "mute", requests.MuteLeg(LegRole.AGENT, True)),
        (Qt.Key.Key_Z, LegRole.DEPARTMENT, "mute", requests.MuteLeg(LegRole.DEPARTMENT, True)),
        (Qt.Key.Key_X, LegRole.DEPARTMENT, "hold", requests.HoldLeg(LegRole.DEPARTMENT, True)),
        (Qt.Key.Key_C, LegRole.DEPARTMENT, "drop", requests.DropLeg(LegRole.DEPARTMENT)),
    ):
        QTest.keyClick(written, key, Qt.KeyboardModifier.AltModifier)
        assert desk.pbx.requests.pop() == request
        assert f"Alt+{key.name[-1]}" in desk.window.legs.button(role, action).accessibleDescription()
    assert written.typed == "ab"
    assert desk.pbx.requests == []


def test_a_key_of_a_leg_that_cant_be_pressed_says_why(desk):
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    QTest.keyClick(desk.window, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    assert desk.message == "Not in the conversation: Department"
    QTest.keyClick(desk.window, Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    assert desk.message == desk.window.legs.button(LegRole.CITIZEN, "drop").explanation != ""
    assert desk.pbx.requests == []
