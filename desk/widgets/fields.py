"""Fields to type in, with names and limits."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from desk.widgets.dressing import scaled


class LineEdit(QLineEdit):
    """One line of input with a name, a limit, and arrow keys that a list can take."""

    down_pressed = Signal()

    def __init__(self, name: str, accessible: str, placeholder: str = "", limit: int = 200) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(limit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the down key on, everything else is typing."""
        if event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
            return
        super().keyPressEvent(event)


class NoteEdit(QPlainTextEdit):
    """Some lines of typed text: plain, limited, Tab goes on to the next field."""

    LIMIT = 4000

    def __init__(self, name: str, accessible: str, placeholder: str = "", lines: int = 2) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self._lines = lines
        self.textChanged.connect(self._cap)

    def sizeHint(self) -> QSize:
        """Ask for the lines that were promised."""
        height = self.fontMetrics().lineSpacing() * self._lines + scaled(14)
        return QSize(scaled(160), height)

    def minimumSizeHint(self) -> QSize:
        """Never be smaller than the promised lines."""
        return QSize(scaled(80), self.sizeHint().height())

    def _cap(self) -> None:
        # A pasted book would stall the layout; the records keep no more than this either.
        text = self.toPlainText()
        if len(text) > self.LIMIT:
            self.setPlainText(text[: self.LIMIT])


def on_enter(field: QLineEdit, action: Callable[[], None]) -> None:
    """Do `action` when Enter is pressed in `field`."""
    field.returnPressed.connect(action)
