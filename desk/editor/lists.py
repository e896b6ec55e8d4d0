"""How the keyboard comes into a list."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QTableView


def select_current(view: QTableView) -> None:
    """Have the current row look chosen however it became current.

    A view that gets the keyboard makes its first row current without selecting it.
    """

    def follow(current: QModelIndex) -> None:
        if current.isValid() and not view.selectionModel().isRowSelected(current.row(), QModelIndex()):
            view.selectRow(current.row())

    view.selectionModel().currentRowChanged.connect(follow)


def focus_first(view: QTableView) -> None:
    """Put the keyboard into a list, at its first row if none is current."""
    model = view.model()
    if not view.currentIndex().isValid() and model.rowCount():
        view.setCurrentIndex(model.index(0, 0))
    view.setFocus()
