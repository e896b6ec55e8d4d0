"""The editor's window on the real facade and a real database, without a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.bridge import GuiQueue
from desk.editor import entries_controller, entry_controller
from desk.editor.ports import Choices, Ports
from desk.editor.spare import SpareFolder
from desk.editor.window import EditorWindow
from desk.records import Records
from desk.worker import Worker
from kb import KnowledgeBase
from kb.editing import Editor, Editorial, Role
from tests.conftest import Logged
from tests.kb.conftest import ENTRIES

HERE = Path(__file__).parent
WANG = Editor("王敏", Role.EDITOR)
LI = Editor("李强", Role.REVIEWER)
CHEN = Editor("陈静", Role.CONTRIBUTOR, "住房公积金管理中心")
PATIENCE = 10_000  # ms; how long a test waits for what should take a few


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the offscreen platform say that it has no size hints; any other Qt warning fails."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


class Place:
    """A person's window, and what stands behind it."""

    def __init__(
        self, knowledge: KnowledgeBase, who: Editor, folder: Path, qtbot: QtBot, **more: Any
    ) -> None:
        self.queue = GuiQueue()
        self.worker = Worker(self.queue.post)
        self.editorial = more.pop("editorial", None) or Editorial(knowledge, who)
        self.ports = Ports(
            editorial=self.editorial,
            worker=self.worker,
            who=who,
            spare=SpareFolder(folder),
            choices=Choices(theme="light", scale=1.0),
            **more,
        )
        self.window = EditorWindow(self.ports)
        self._qtbot = qtbot
        self._ended = False

    def show(self) -> Place:
        """Show the window at the smallest supported size, and wait until its list has been read."""
        self.window.showNormal()
        self.window.resize(1366, 690)
        self._qtbot.waitExposed(self.window)
        self.window.activateWindow()
        with self._qtbot.waitSignal(self.window.entries_controller.ready, timeout=PATIENCE):
            self.window.start()
        self.until(lambda: self.window.entries.model.rowCount() > 0)
        return self

    @property
    def message(self) -> str:
        return self.window.messages.text

    def until(self, true: Callable[[], object]) -> None:
        """Wait until something has come true."""
        self._qtbot.waitUntil(lambda: bool(true()), timeout=PATIENCE)

    def front(self) -> None:
        """Bring the window to the front: keys go to the window in front."""
        self.window.activateWindow()
        self._qtbot.waitUntil(self.window.isActiveWindow, timeout=PATIENCE)

    def open(self, code: str) -> None:
        """Open an entry and wait until it is shown."""
        self.window.open_entry(code)
        self.until(lambda: self.shown == code)

    @property
    def shown(self) -> str:
        opened = self.window.entry_controller.opened
        return opened.code if opened is not None else ""

    def end(self) -> None:
        """Close the window, and finish what is under way."""
        if self._ended:
            return
        self._ended = True
        self.window.close()
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
def knowledge(records: Records, tmp_path: Path) -> Iterator[KnowledgeBase]:
    """Give a knowledge base with a few entries."""
    made = KnowledgeBase(records.database.knowledge_engine, tmp_path / "index")
    made.open()
    made.put(ENTRIES, "import")
    yield made
    made.close()


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have windows look more often for what others do, and try again sooner: a test waits for both."""
    monkeypatch.setattr(entries_controller, "_REFRESH_MS", 200)
    monkeypatch.setattr(entry_controller, "_AGAIN_MS", 400)


@pytest.fixture
def sit(
    knowledge: KnowledgeBase, tmp_path: Path, qtbot: QtBot, qapp: QApplication, logged: Logged, hurry: None
) -> Iterator[Sit]:
    """Return how a person sits down at a window of their own; nothing may have been logged as an error."""
    made: list[Place] = []

    def sit_down(who: Editor = LI, *, shown: bool = True, **more: Any) -> Place:
        place = Place(knowledge, who, tmp_path / "unsaved" / who.name, qtbot, **more)
        made.append(place)
        return place.show() if shown else place

    yield sit_down
    for place in made:
        place.end()
    assert logged.errors == []
