"""A cell that can't be painted is logged, and the rest of the list is painted all the same."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from desk.widgets.painted_delegate import Index, PaintedDelegate
from tests.conftest import Logged


class Delegate(PaintedDelegate):
    """Moves the painter's ground in each cell, and fails in the first."""

    def __init__(self) -> None:
        super().__init__()
        self.grounds: list[tuple[float, float]] = []

    def paint_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ground = painter.transform()
        self.grounds.append((ground.dx(), ground.dy()))
        painter.translate(500, 500)
        if index.row() == 0:
            raise ValueError("no such text")


def test_a_mistake_stays_in_its_cell(qtbot: QtBot, logged: Logged) -> None:
    view, delegate = QListView(), Delegate()
    qtbot.addWidget(view)
    model = QStringListModel(["one", "two", "three"], view)
    view.setModel(model)
    view.setItemDelegate(delegate)
    view.resize(200, 200)
    assert not view.viewport().grab().isNull()
    assert len(delegate.grounds) >= 3
    assert len(set(delegate.grounds)) == 1
    assert logged.errors
    assert "a cell of Delegate can't be painted" in logged.errors[0]
