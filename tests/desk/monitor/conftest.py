"""The board's window on real records and a floor made by hand, without a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.bridge import GuiQueue
from desk.figures.keeper import Keeper
from desk.monitor.figures import BoardFigures
from desk.monitor.floor_bridge import FloorBridge
from desk.monitor.ports import Choices, Ports
from desk.monitor.rights import LeadPerson, Role
from desk.monitor.window import MonitorWindow
from desk.records import Records
from desk.records.floor import FloorRecords
from desk.worker import Worker
from telephony.floor.port import FloorPort
from telephony.floor.views import FloorView
from tests.conftest import Logged
from tests.desk.monitor.floors import PBX, HandFloor
from tests.desk.reading import cells

HERE = Path(__file__).parent
ZONE = ZoneInfo("Asia/Shanghai")
PATIENCE = 10_000  # ms; how long a test waits for what should take a few
CHIEF = LeadPerson("林立", Role.CHIEF, extension="2009")
NAMES = {"zonghe": "综合", "gjj": "公积金"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the offscreen platform say that it has no size hints; any other Qt warning fails."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


class Place:
    """A lead's window, and what stands behind it."""

    def __init__(
        self,
        records: Records,
        floor: FloorPort,
        who: LeadPerson,
        qtbot: QtBot,
        *,
        pbxs: tuple[str, ...] = (PBX,),
        **more: Any,
    ) -> None:
        self.queue = GuiQueue()
        self.worker = Worker(self.queue.post)
        self.records = FloorRecords(records.database)
        self.floor = floor
        self.keeper = Keeper(self.records, ZONE, pbxs=pbxs)
        floor.listen_to_facts(self.keeper.take)
        self.bridge = FloorBridge(floor, self.queue)
        self.window = MonitorWindow(
            Ports(
                floor=self.bridge,
                figures=BoardFigures(self.keeper, self.records, ZONE, pbxs, search=more.pop("search", None)),
                records=self.records,
                worker=self.worker,
                who=who,
                queues=NAMES,
                choices=Choices(theme="light", scale=1.0, sound=False),
                **more,
            )
        )
        self._qtbot = qtbot
        self._ended = False

    def show(self) -> Place:
        """Show the window at the smallest supported size, and wait for its first figures."""
        self.window.showNormal()
        self.window.resize(1366, 720)
        self._qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.bridge.start()
        with self._qtbot.waitSignal(self.window.live.turned, timeout=PATIENCE):
            self.window.start()
        return self

    def view(self, new: FloorView) -> None:
        """Let the floor show a view, and wait until the tables have it."""
        assert isinstance(self.floor, HandFloor)
        self.floor.show(new)
        self.until(lambda: self.bridge.view is new)

    def turn(self) -> None:
        """Wait for the next figures."""
        with self._qtbot.waitSignal(self.window.live.turned, timeout=PATIENCE):
            pass

    @property
    def message(self) -> str:
        return self.window.messages.text

    def until(self, true: Callable[[], object]) -> None:
        """Wait until something has come true."""
        self._qtbot.waitUntil(lambda: bool(true()), timeout=PATIENCE)

    def cells(self, name: str) -> list[list[str]]:
        """Return a table's texts."""
        return cells(self.window, name)

    def end(self) -> None:
        """Close the window, and finish what is under way."""
        if self._ended:
            return
        self._ended = True
        self.window.close()
        self.bridge.stop()
        assert self.worker.stop(PATIENCE / 1000)
        self.queue.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


Sit = Callable[..., Place]


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    """Give migrated records on SQLite."""
    with Records.open(f"sqlite:///{tmp_path / 'desk.db'}", migrate=True) as opened:
        yield opened


@pytest.fixture
def sit(records: Records, qtbot: QtBot, qapp: QApplication, logged: Logged) -> Iterator[Sit]:
    """Return how a lead sits down; nothing may have been logged as an error."""
    made: list[Place] = []

    def sit_down(
        floor: FloorPort | None = None, who: LeadPerson = CHIEF, *, shown: bool = True, **more: Any
    ) -> Place:
        place = Place(records, floor or HandFloor(), who, qtbot, **more)
        made.append(place)
        return place.show() if shown else place

    yield sit_down
    for place in made:
        place.end()
    assert logged.errors == []
