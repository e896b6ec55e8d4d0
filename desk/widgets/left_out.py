"""What a field could not take, told beside it: nothing that is typed or pasted is lost without a word."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QWidget

from desk.widgets.dressing import scaled, set_property
from desk.widgets.text import tooltip

_MOVES = frozenset((QEvent.Type.Resize, QEvent.Type.Move))
_COMES_AND_GOES = frozenset(
    (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.EnabledChange)
)


class LeftOut(QLabel):
    """A sentence under a field, as long as one is in it; the field's edge tells of it until there is room."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        self._characters = 0
        self._tip = ""  # of the field, while it has room
        self.setObjectName(f"{field.objectName()}_left_out")
        self.setAccessibleDescription(self.tr("What the field could not take"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        set_property(self, "chip", "danger")
        self.hide()
        field.installEventFilter(self)

    @property
    def characters(self) -> int:
        """How many characters have been left out since there was room last."""
        return self._characters

    def add(self, characters: int, limit: int) -> None:
        """Tell that so many more characters did not fit."""
        if not self._characters:
            self._tip = self._field.toolTip()
        self._characters += characters
        text = self.tr("Too long: at most {0} characters. Left out: {1}.").format(limit, self._characters)
        self.setText(text)
        self._field.setToolTip(tooltip(text))
        set_property(self._field, "full", "true")
        self._place()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def forget(self) -> None:
        """Go: there is room again, or another text stands there."""
        if self._characters:
            self._characters = 0
            self._field.setToolTip(self._tip)
            set_property(self._field, "full", "")
            self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go, and show what stands beneath; the field's edge and tooltip still tell."""
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay under the field, and come and go with the keyboard."""
        if self._characters and (
            event.type() in _COMES_AND_GOES or (event.type() in _MOVES and self.isVisible())
        ):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        field, window = self._field, self._field.window()
        self.setVisible(field.isVisible() and field.hasFocus())
        if self.isHidden():
            return
        if self.parentWidget() is not window:  # now the field has found its window
            self.setParent(window)
            window.installEventFilter(self)
            self.show()
        room = window.rect().adjusted(scaled(4), scaled(4), -scaled(4), -scaled(4))
        self.setWordWrap(False)
        line = self.sizeHint().width()
        self.setWordWrap(line > room.width())
        self.setFixedWidth(min(max(field.width(), line), room.width()))
        self.adjustSize()
        at = field.mapTo(window, QPoint(0, field.height() + scaled(2)))
        if at.y() + self.height() > room.bottom():  # no room below
            at = field.mapTo(window, QPoint(0, -self.height() - scaled(2)))
        self.move(min(at.x(), room.right() - self.width()), at.y())
        self.raise_()
