"""The last notice or error, in words, at the bottom of the window."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desk.widgets.dressing import scaled, set_property
from desk.widgets.labels import PlainLabel
from desk.widgets.text import plain


class MessageBar(QFrame):
    """One line: the time and the notice; its ground tells a notice from a warning and an error."""

    def __init__(self) -> None:
        super().__init__()
        self._time = PlainLabel("message_time", self.tr("Time of the last message"), size=12)
        self._time.setTone("muted")
        self._text = PlainLabel("message_bar", self.tr("Last message"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(scaled(9), scaled(3), scaled(9), scaled(3))
        layout.setSpacing(scaled(10))
        layout.addWidget(self._time)
        layout.addWidget(self._text, 1)
        self._time.setWidth(scaled(62))
        set_property(self, "card", "true")
        self._text.setText(self.tr("No messages."))
        self._time.setText(datetime.now().astimezone().strftime("%H:%M:%S"))

    def notice(self, text: str) -> None:
        """Show what has been done."""
        self._show(text, "true")

    def warning(self, text: str) -> None:
        """Show what should be looked at."""
        self._show(text, "alert")

    def error(self, text: str) -> None:
        """Show what did not work."""
        self._show(text, "danger")

    @property
    def text(self) -> str:
        """The message that stands there."""
        return self._text.text()

    def _show(self, text: str, card: str) -> None:
        self._time.setText(datetime.now().astimezone().strftime("%H:%M:%S"))
        self._text.setText(plain(text, 400))
        self._text.setToolTip("")
        if self.property("card") != card:
            set_property(self, "card", card)
            for label in (self._time, self._text):  # their colour comes from the frame
                label.style().unpolish(label)
                label.style().polish(label)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))
