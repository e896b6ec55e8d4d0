"""The window on fakes, without a screen."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from desk.workstation.window import WorkstationWindow
from tests.desk.workstation import fakes

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the offscreen platform say that it has no size hints; any other Qt warning fails."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


class Desk:
    """A window and the fakes behind it."""

    def __init__(self, **changes: object) -> None:
        self.ports = fakes.ports(**changes)
        self.pbx: fakes.FakePbx = self.ports.pbx  # type: ignore[assignment]
        self.records: fakes.FakeRecords = self.ports.records  # type: ignore[assignment]
        self.knowledge: fakes.FakeKnowledge = self.ports.knowledge  # type: ignore[assignment]
        self.worker: fakes.FakeWorker = self.ports.worker  # type: ignore[assignment]
        self.window = WorkstationWindow(self.ports)

    @property
    def message(self) -> str:
        return self.window.messages.text


@pytest.fixture
def make_desk(qtbot) -> Iterator[type[Desk]]:  # type: ignore[no-untyped-def]
    """Make shown windows that are closed after the test."""
    made: list[Desk] = []

    def make(**changes: object) -> Desk:
        desk = Desk(**changes)
        desk.window.resize(1366, 690)
        desk.window.showNormal()
        desk.window.resize(1366, 690)
        desk.window.activateWindow()
        qtbot.waitUntil(desk.window.isActiveWindow)  # keys go to it from then on
        made.append(desk)
        return desk

    yield make  # type: ignore[misc]
    for desk in made:
        desk.window.close()
        desk.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def desk(make_desk) -> Desk:  # type: ignore[no-untyped-def]
    """A shown window without a call."""
    return make_desk()
