"""What a person reads of a window."""

from __future__ import annotations

from PySide6.QtWidgets import QTableView, QWidget


def cells(window: QWidget, name: str) -> list[list[str]]:
    """Return the texts of the table with this objectName, row by row."""
    table = window.findChild(QTableView, name)
    assert table is not None, name
    model = table.model()
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
