"""Fields to type in, with names and limits."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QClipboard,
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from desk.widgets.dressing import scaled
from desk.widgets.left_out import LeftOut


class LineEdit(QLineEdit):
    """One line of input with a name, a limit, and arrow keys that a list can take.

    The limit is for fingers: what `show_text` shows is never cut. What it keeps out is told under the field.
    """

    down_pressed = Signal()

    def __init__(self, name: str, accessible: str, placeholder: str = "", limit: int = 200) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setPlaceholderText(placeholder)
        self._limit = limit
        self.setMaxLength(limit)
        self._coming: str | None = None  # what is being put in; None: what the clipboard has
        self._kept = 0  # characters that stay when something is put in, as Qt counts
        self._left_out = LeftOut(self)
        self.inputRejected.connect(self._tell)
        self.textChanged.connect(self._note)
        self.selectionChanged.connect(self._note)

    @property
    def typed(self) -> str:
        """What stands there."""
        return self.text()

    def show_text(self, text: str) -> None:
        """Show the whole of a stored text, from its beginning."""
        self._left_out.forget()
        self.setMaxLength(max(self._limit, _units(text)))
        self.setText(text)
        self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the down key on, everything else is typing."""
        if event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
            return
        self._coming = None if event.matches(QKeySequence.StandardKey.Paste) else event.text()
        super().keyPressEvent(event)
        self._coming = None

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take what an input method has composed."""
        self._coming = event.commitString()
        super().inputMethodEvent(event)
        self._coming = None

    def dropEvent(self, event: QDropEvent) -> None:
        """Take a text that is dropped."""
        self._coming = event.mimeData().text()
        super().dropEvent(event)
        self._coming = None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the text that is marked elsewhere, where the middle button brings it."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self._coming = QGuiApplication.clipboard().text(QClipboard.Mode.Selection)
        super().mouseReleaseEvent(event)
        self._coming = None

    def _note(self) -> None:
        self._kept = _units(self.text()) - _units(self.selectedText())
        if _units(self.text()) < self.maxLength():
            self._left_out.forget()

    def _tell(self) -> None:
        coming = QGuiApplication.clipboard().text() if self._coming is None else self._coming
        surplus = self._kept + _units(coming) - self.maxLength()
        if surplus > 0:  # else a mask or a validator refuses it
            self._left_out.add(surplus, self.maxLength())


class NoteEdit(QPlainTextEdit):
    """Some lines of typed text: plain, limited, Tab goes on to the next field.

    The limit is for fingers: what `show_text` shows is never cut. What it keeps out is told under the field.
    """

    LIMIT = 4000

    def __init__(
        self, name: str, accessible: str, placeholder: str = "", lines: int = 2, limit: int = LIMIT
    ) -> None:
        super().__init__()
        self.LIMIT = limit
        self._shown = 0  # characters of the text that was shown last
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self._lines = lines
        self._change = 0, 0  # where the last change begins and ends, as Qt counts
        self._left_out = LeftOut(self)
        self.document().contentsChange.connect(self._note)
        self.textChanged.connect(self._cap)

    @property
    def typed(self) -> str:
        """What stands there."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Show the whole of a stored text."""
        self._left_out.forget()
        self._shown = len(text)
        self.setPlainText(text)

    def sizeHint(self) -> QSize:
        """Ask for the lines that were promised."""
        height = self.fontMetrics().lineSpacing() * self._lines + scaled(14)
        return QSize(scaled(160), height)

    def minimumSizeHint(self) -> QSize:
        """Never be smaller than the promised lines."""
        return QSize(scaled(80), self.sizeHint().height())

    def _note(self, start: int, _removed: int, added: int) -> None:
        self._change = start, start + added

    def _cap(self) -> None:
        # A pasted book would stall the layout, so its end is left out; what stood there before stays.
        limit = max(self.LIMIT, self._shown)
        surplus = len(self.toPlainText()) - limit
        if surplus < 0:
            self._left_out.forget()
        if surplus <= 0:
            return
        start, end = self._change
        keep = QTextCursor.MoveMode.KeepAnchor
        new = QTextCursor(self.document())
        new.setPosition(start)
        new.setPosition(min(end, self.document().characterCount() - 1), keep)
        begins, ends = start + _units(new.selectedText()[:-surplus]), new.position()
        new.joinPreviousEditBlock()
        new.setPosition(begins)
        new.setPosition(ends, keep)
        new.removeSelectedText()
        new.endEditBlock()
        self._left_out.add(surplus, limit)


def _units(text: str) -> int:
    """Return the length of a text as Qt counts it: a rare character is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
