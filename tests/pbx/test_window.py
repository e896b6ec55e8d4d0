"""A whole call through the painted window, with the keyboard alone, on both PBXs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from desk.demo import starter
from desk.settings import DatabaseSection, KbSection, PbxSection, SeatSection, Settings, UiSection
from desk.settings_reader import Secret
from desk.workstation.app import Workstation
from telephony.requests import SignIn
from telephony.snapshots import CallState, LegRole, LinkState, SeatState
from tests.pbx.harness import CITIZEN, HOTLINE, MUSIC, NOTIFIED_SEAT, Pbx, assert_nothing_left

DEPARTMENT = "8001"
_PATIENCE = 8000  # ms; far above what a step takes, for a machine that is busy


@pytest.fixture
def extension() -> str:
    """The seat; a test may be given another."""
    return "2001"


@pytest.fixture
def settings(pbx: Pbx, extension: str, tmp_path: Path) -> Settings:
    """A seat of the PBX, with a database and an index of its own."""
    host, port = pbx.ami_endpoint
    username, secret = pbx.seat_credentials(extension)
    return Settings(
        pbx=PbxSection(host=host, port=port, username=username, secret=Secret(secret)),
        seat=SeatSection(
            extension=extension,
            agent="1024",
            name="王敏",
            queues=("zonghe", "gjj"),
            answer="notify" if extension == NOTIFIED_SEAT else "phone",
        ),
        database=DatabaseSection(url=f"sqlite:///{tmp_path / 'desk.db'}"),
        kb=KbSection(index=tmp_path / "index"),
        ui=UiSection(language="en", theme="light", ring="none"),
    )


@pytest.fixture
def desk(settings: Settings, qapp: QApplication, qtbot: QtBot) -> Iterator[Workstation]:
    """The workstation with the starter data, its window active."""
    from desk.assembly import make_knowledge, open_records

    with open_records(settings, migrate=True) as records:
        starter.load_records(records)
        knowledge = make_knowledge(settings, records)
        knowledge.open()
        starter.load_knowledge(knowledge)
        knowledge.close()
    workstation = Workstation(settings, qapp)
    workstation.window.resize(1366, 740)
    workstation.window.show()
    workstation.window.activateWindow()
    qtbot.waitActive(workstation.window)
    yield workstation
    workstation.window.close()
    workstation.stop()
    workstation.window.deleteLater()


class Person:
    """Somebody at the keyboard who reads the screen."""

    def __init__(self, desk: Workstation, qtbot: QtBot) -> None:
        self.desk = desk
        self.window = desk.window
        self.qtbot = qtbot

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key of the window, wherever the focus is."""
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key, modifier)

    def type(self, text: str) -> None:
        """Type into whatever has the focus."""
        focus = self.window.focusWidget()
        assert focus is not None
        if text.isascii():
            self.qtbot.keyClicks(focus, text)
        else:  # as an input method commits it
            focus.insert(text) if isinstance(focus, QLineEdit) else focus.insertPlainText(text)  # type: ignore[attr-defined]

    def find(self, kind: type[Any], name: str) -> Any:
        """Return the widget with this objectName."""
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found

    def reads(self, name: str) -> str:
        """Return the text of a label or a line."""
        widget = self.find(QWidget, name)
        assert isinstance(widget, QLabel | QLineEdit), name
        return widget.text()

    def until(self, is_so: Callable[[], bool]) -> None:
        """Wait, the window alive, until `is_so`."""
        self.qtbot.waitUntil(is_so, timeout=_PATIENCE)

    def until_state(self, state: CallState) -> None:
        """Wait until the PBX has reported `state`."""
        self.until(lambda: self.desk.pbx.view.call is not None and self.desk.pbx.view.call.state is state)

    def until_enabled(self, name: str) -> None:
        """Wait until a button can be pressed."""
        button: QAbstractButton = self.find(QAbstractButton, name)
        self.until(button.isEnabled)


def test_a_whole_call_by_keyboard(pbx: Pbx, desk: Workstation, qtbot: QtBot) -> None:
    """From ringing over the three-way call to the dispatched order and the wrap-up."""
    person = Person(desk, qtbot)
    citizen, department, phone = pbx.citizen(CITIZEN), pbx.department(DEPARTMENT), pbx.seat_phone("2001")
    person.until(lambda: desk.pbx.view.seat.state is SeatState.SIGNED_OUT)
    desk.pbx.request(SignIn())
    person.until(lambda: desk.pbx.view.seat.state in (SeatState.NOT_READY, SeatState.READY))
    if desk.pbx.view.seat.state is not SeatState.READY:
        person.press(Qt.Key.Key_F9)
        person.until(lambda: desk.pbx.view.seat.state is SeatState.READY)

    citizen.dial(HOTLINE)
    person.until_state(CallState.RINGING)
    # Who calls is on the screen while the phone still rings.
    person.until(lambda: "138" in person.reads("call_number"))
    person.until(lambda: bool(person.reads("call_queue")))
    phone.answer()
    person.until_state(CallState.TALKING)
    citizen.wait_hears("2001")

    person.press(Qt.Key.Key_F1)
    person.type("公积金贷款")
    results: QListView = person.find(QListView, "kb_results")
    person.until(lambda: results.model().rowCount() > 0)
    person.until_enabled("kb_direct_answer")
    person.press(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    call_id = desk.pbx.view.call.call_id if desk.pbx.view.call else ""
    person.until(lambda: len(desk.records.direct_answers(call_id)) == 1)

    person.press(Qt.Key.Key_F5)
    person.type(DEPARTMENT)
    person.until_enabled("consult_start")
    person.press(Qt.Key.Key_F6)
    person.until_state(CallState.CONSULT_DIALLING)
    citizen.wait_hears(MUSIC)
    department.answer()
    person.until_state(CallState.CONSULTING)
    phone.wait_hears(DEPARTMENT)
    citizen.wait_hears(MUSIC)

    person.until_enabled("consult_join")
    person.press(Qt.Key.Key_F7)
    person.until_state(CallState.THREE_WAY)
    citizen.wait_hears("2001", DEPARTMENT)
    phone.wait_hears(CITIZEN, DEPARTMENT)
    department.wait_hears(CITIZEN, "2001")

    # The order leaves before the caller has hung up.
    person.press(Qt.Key.Key_F10)
    order_title: QLineEdit = person.find(QLineEdit, "order_title")
    order_title.setFocus()
    person.type("公积金贷款材料退回三次")
    order_department: QLineEdit = person.find(QLineEdit, "order_department")
    order_department.setFocus()
    person.type("D01")
    person.until_enabled("order_dispatch")
    person.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: any(letter.isdigit() for letter in person.reads("order_number")))
    number = person.reads("order_number")
    assert desk.records.order(number).title == "公积金贷款材料退回三次"

    person.until_enabled("consult_leave")
    person.press(Qt.Key.Key_F8)
    person.until_state(CallState.ENDED)
    citizen.wait_hears(DEPARTMENT)
    department.wait_hears(CITIZEN)
    citizen.hang_up()
    department.wait_gone()
    assert_nothing_left(pbx)

    person.until_enabled("wrapup_done")
    person.press(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: desk.pbx.view.seat.state is SeatState.READY)
    person.until(lambda: not desk.records.unfinished("1024"))
    card = desk.records.card(CITIZEN, "en")
    assert card.calls[0].outcome is not None
    assert card.orders[0].number == number


def test_back_to_the_citizen_is_one_key_away(pbx: Pbx, desk: Workstation, qtbot: QtBot) -> None:
    """F4 returns to the citizen alone from hold, from a ringing department and from the three-way call."""
    person = Person(desk, qtbot)
    citizen, department, phone = pbx.citizen(CITIZEN), pbx.department(DEPARTMENT), pbx.seat_phone("2001")
    person.until(lambda: desk.pbx.view.seat.state is SeatState.SIGNED_OUT)
    desk.pbx.request(SignIn())
    person.until(lambda: desk.pbx.view.seat.state in (SeatState.NOT_READY, SeatState.READY))
    person.press(Qt.Key.Key_F9)
    person.until(lambda: desk.pbx.view.seat.state is SeatState.READY)
    citizen.dial(HOTLINE)
    phone.answer()
    person.until_state(CallState.TALKING)

    def back() -> None:
        person.until_enabled("consult_return")
        person.press(Qt.Key.Key_F4)
        person.until_state(CallState.TALKING)
        citizen.wait_hears("2001")
        phone.wait_hears(CITIZEN)

    person.until_enabled("call_hold")
    person.press(Qt.Key.Key_F3)
    person.until_state(CallState.HELD)
    citizen.wait_hears(MUSIC)
    back()
    for join in (False, True):
        person.press(Qt.Key.Key_F5)
        person.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        person.type(DEPARTMENT)
        person.until_enabled("consult_start")
        person.press(Qt.Key.Key_F6)
        person.until_state(CallState.CONSULT_DIALLING)
        if join:
            department.answer()
            person.until_state(CallState.CONSULTING)
            person.until_enabled("consult_join")
            person.press(Qt.Key.Key_F7)
            person.until_state(CallState.THREE_WAY)
        back()
        department.wait_gone()
        assert desk.pbx.view.call is not None
        assert desk.pbx.view.call.leg(LegRole.DEPARTMENT) is None
    person.press(Qt.Key.Key_F12)
    person.until_state(CallState.ENDED)
    assert_nothing_left(pbx)


@pytest.mark.parametrize("extension", [NOTIFIED_SEAT])
def test_the_window_names_a_missing_right_before_anything_is_clicked(
    pbx: Pbx, desk: Workstation, qtbot: QtBot
) -> None:
    """The settings offer dialling out, and the account may not."""
    qtbot.waitUntil(lambda: desk.pbx.view.link.state is LinkState.UP, timeout=_PATIENCE)
    person = Person(desk, qtbot)
    qtbot.waitUntil(lambda: "call out (originate)" in person.reads("link_banner"), timeout=5000)
    assert desk.window.banner.isVisible()
    assert desk.window.seat_bar.link.text() == "PBX: right missing"
    person.until(lambda: desk.pbx.view.seat.state is SeatState.SIGNED_OUT)  # the rest works
    assert not desk.window.seat_bar.dial_start.isEnabled()
    assert pbx.channels() == []


@pytest.mark.parametrize("extension", [NOTIFIED_SEAT])
def test_a_ringing_call_is_answered_with_f2(pbx: Pbx, desk: Workstation, qtbot: QtBot) -> None:
    """The phone picks up although nobody has touched it."""
    person = Person(desk, qtbot)
    citizen, phone = pbx.citizen(CITIZEN), pbx.notified_phone()
    person.until(lambda: desk.pbx.view.seat.state is SeatState.SIGNED_OUT)
    desk.pbx.request(SignIn())
    person.until(lambda: desk.pbx.view.seat.state is SeatState.NOT_READY)
    person.press(Qt.Key.Key_F9)
    person.until(lambda: desk.pbx.view.seat.state is SeatState.READY)
    citizen.dial(HOTLINE)
    person.until_state(CallState.RINGING)
    person.until_enabled("call_answer")
    person.press(Qt.Key.Key_F2)
    person.until_state(CallState.TALKING)
    phone.wait_up()
    citizen.wait_up()
    citizen.hang_up()
    person.until_state(CallState.ENDED)
    phone.wait_gone()
