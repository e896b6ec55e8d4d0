"""A row that asks something in place, without a dialog."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from desk.widgets.dressing import set_property


class AlertRow(QFrame):
    """A row on the ground of an alert; it appears when it has something to ask."""

    def __init__(self) -> None:
        super().__init__()
        set_property(self, "card", "alert")

    def close_row(self) -> None:
        """Go."""
        self.hide()

    def close_on_escape(self, *widgets: QWidget) -> None:
        """Let Escape close the row while one of `widgets` has the keyboard."""
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Escape."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            self.close_row()
            return True
        return super().eventFilter(watched, event)
