"""What stands behind a window: in which order it comes up and ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.program import Program
from desk.settings import DatabaseSection, KbSection, Settings
from desk.timers import after
from desk.widgets.desk_window import DeskWindow


class Bare(Program[DeskWindow]):
    """A program with nothing in its window."""

    def __init__(self, folder: Path, app: QApplication) -> None:
        super().__init__(
            Settings(
                database=DatabaseSection(url=f"sqlite:///{folder / 'desk.db'}"),
                kb=KbSection(index=folder / "index"),
            ),
            refresh_ms=60_000,
            stop_seconds=5.0,
        )
        self.told: list[str] = []
        self.window = DeskWindow("light", 1.0)
        self.begin(app)

    def open(self) -> None:
        """Note it, and do it."""
        self.told.append("opens")
        super().open()

    def knowledge_opened(self) -> None:
        """Note it."""
        self.told.append("opened")

    def leave(self) -> None:
        """Note it."""
        self.told.append("left")


@pytest.fixture
def program(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Bare:
    """Give a program whose window stands; its knowledge base has not come up."""
    program = Bare(tmp_path, qapp)
    qtbot.addWidget(program.window)
    return program


def test_the_knowledge_base_comes_up_beside_the_window(program: Bare, qtbot: QtBot) -> None:
    assert program.told == []
    qtbot.waitUntil(lambda: program.told == ["opens", "opened"])
    program.stop()
    assert program.told == ["opens", "opened", "left"]


def test_what_was_closed_before_its_window_was_painted_opens_nothing_any_more(
    program: Bare, qtbot: QtBot
) -> None:
    program.stop()
    clock = QObject()
    later = after(400, lambda: None, clock)  # the window would have been painted long since
    with qtbot.waitSignal(later.timeout):
        later.start()
    assert program.told == ["left"]
