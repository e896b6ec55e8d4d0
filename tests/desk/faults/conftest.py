"""The whole workstation, put together as the program does it, on a simulated PBX behind a faulty network."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desk.settings import DatabaseSection, KbSection, PbxSection, SeatSection, Settings, UiSection
from desk.settings_reader import Secret
from desk.workstation.app import Workstation
from telephony.snapshots import CallSnapshot, CallState, SeatState, SeatView
from tests.conftest import Logged
from tests.desk.faults.proxy import FaultProxy
from tests.desk.records.conftest import _empty_sqlite
from tests.pbx.harness import QUEUES
from tests.pbx.simulated import SimulatedHotline

T = TypeVar("T", bound=QWidget)
HERE = Path(__file__).parent
CITIZEN = "13957412345"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the offscreen platform say that it has no size hints; any other Qt warning fails."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


class Desk:
    """A running workstation and the hands of the call-taker at it."""

    def __init__(self, workstation: Workstation, qtbot: QtBot) -> None:
        self.workstation = workstation
        self.window = workstation.window
        self.qtbot = qtbot

    @property
    def view(self) -> SeatView:
        """What the PBX has said last."""
        return self.workstation.pbx.view

    @property
    def call(self) -> CallSnapshot:
        """The call that has the screen."""
        call = self.view.call
        assert call is not None, "no call"
        return call

    def find(self, kind: type[T], name: str) -> T:
        """Return the widget of this name."""
        widget = self.window.findChild(kind, name)
        assert widget is not None, name
        return cast(T, widget)

    def text(self, name: str) -> str:
        """Return what a widget shows."""
        widget: Any = self.find(QWidget, name)
        if isinstance(widget, QPlainTextEdit):
            return widget.toPlainText()
        assert isinstance(widget, QLabel | QLineEdit | QAbstractButton), widget
        return widget.text()

    def type(self, name: str, text: str) -> None:
        """Type into a field, key by key."""
        widget = self.find(QWidget, name)
        widget.setFocus()
        QTest.keyClicks(widget, text)

    def click(self, name: str) -> None:
        """Press a button as soon as it can be pressed."""
        button = self.find(QAbstractButton, name)
        self.wait(button.isEnabled, f"{name}: {button.toolTip()}", 3)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def wait(self, is_so: Callable[[], object], what: str, seconds: float = 5.0) -> None:
        """Wait, with the window alive, until `is_so()`."""

        def check() -> None:
            assert is_so(), f"{what}; seen: {self.view}; said: {self.text('message_bar')!r}"

        self.qtbot.waitUntil(check, timeout=int(seconds * 1000))

    def wait_link(self, *, up: bool, seconds: float = 6.0) -> None:
        """Wait until the window says that the PBX is there, or that it is not."""
        banner = self.find(QWidget, "link_banner")
        self.wait(
            lambda: (
                banner.isVisible() != up
                and (not up or self.text("pbx_link") == "PBX: connected")
                and (not up or self.view.seat.state is not SeatState.UNKNOWN)
            ),
            f"link {'up' if up else 'down'}",
            seconds,
        )

    def wait_call(self, state: CallState, seconds: float = 5.0) -> CallSnapshot:
        """Wait until the call on the screen is in `state`."""
        self.wait(lambda: self.view.call is not None and self.call.state is state, state.name, seconds)
        return self.call

    def ready(self) -> None:
        """Connect, sign in and be ready."""
        self.wait_link(up=True)
        self.click("seat_ready")
        self.wait(lambda: self.view.seat.state is SeatState.READY, "ready")

    def talk(self, hotline: SimulatedHotline, number: str = CITIZEN, to: str = "12345") -> CallSnapshot:
        """Be called by a citizen and answer at the phone."""
        hotline.citizen(number).dial(to)
        self.wait_call(CallState.RINGING)
        hotline.seat_phone("2001").answer()
        return self.wait_call(CallState.TALKING)

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Ask the database."""
        from sqlalchemy import text

        with self.workstation.records.database.reading() as connection:
            return [tuple(row) for row in connection.execute(text(statement))]


@pytest.fixture
def hotline() -> Iterator[SimulatedHotline]:
    """Give a simulated PBX with three seats and three departments."""
    pbx = SimulatedHotline()
    yield pbx
    pbx.close()


@pytest.fixture
def proxy(hotline: SimulatedHotline) -> Iterator[FaultProxy]:
    """Give the network between desk and PBX."""
    between = FaultProxy(hotline.ami_endpoint)
    yield between
    between.close()


@pytest.fixture
def database(tmp_path: Path) -> str:
    """Give the URL of a database with empty tables."""
    path = tmp_path / "desk.db"
    path.write_bytes(_empty_sqlite())
    return f"sqlite:///{path}"


@pytest.fixture
def settings(proxy: FaultProxy, hotline: SimulatedHotline, database: str, tmp_path: Path) -> Settings:
    """Give the settings of seat 2001, its PBX behind the proxy."""
    username, secret = hotline.seat_credentials("2001")
    return Settings(
        pbx=PbxSection(host="127.0.0.1", port=proxy.port, username=username, secret=Secret(secret)),
        seat=SeatSection(extension="2001", agent="1024", name="王敏", queues=QUEUES),
        database=DatabaseSection(url=database),
        kb=KbSection(index=tmp_path / "index"),
        ui=UiSection(language="en", theme="light"),
    )


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, logged: Logged) -> Iterator[Callable[[Settings], Desk]]:
    """Start workstations; they are closed in the end, and must have logged no mistake of the program."""
    started: list[Workstation] = []

    def begin(settings: Settings) -> Desk:
        workstation = Workstation(settings, qapp)
        started.append(workstation)
        workstation.window.show()
        return Desk(workstation, qtbot)

    yield begin
    for workstation in started:
        workstation.window.close()
        workstation.stop()
        workstation.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    gc.collect()
    assert logged.errors == []


@pytest.fixture
def desk(start: Callable[[Settings], Desk], settings: Settings) -> Desk:
    """Give a workstation that is starting up."""
    return start(settings)
