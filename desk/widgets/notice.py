"""What must be known of an entry before one types: a strip above its fields."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desk.widgets.buttons import KeyButton
from desk.widgets.dressing import scaled, set_property
from desk.widgets.labels import PlainLabel
from desk.widgets.text import tooltip


class Notice(QFrame):
    """A sentence on a coloured ground, and at most two things to do about it."""

    acted = Signal(int)  # 0 or 1: which button

    def __init__(self, name: str, description: str) -> None:
        super().__init__()
        self._text = PlainLabel(name, description)
        self._buttons = (KeyButton(f"{name}_first", "-"), KeyButton(f"{name}_second", "-"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(scaled(8), scaled(2), scaled(6), scaled(2))
        layout.setSpacing(scaled(5))
        layout.addWidget(self._text, 1)
        for at, button in enumerate(self._buttons):
            set_property(button, "small", "true")
            button.clicked.connect(lambda _checked=False, at=at: self.acted.emit(at))
            layout.addWidget(button)
        set_property(self, "card", "alert")
        self.setMinimumHeight(scaled(30))
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that stands there."""
        return self._text.text() if not self.isHidden() else ""

    def say(self, text: str, *deeds: str, grave: bool = False) -> None:
        """Show a sentence with buttons for `deeds`; hide the strip when there is nothing to say."""
        self._text.setText(text)
        self._text.setToolTip(tooltip(text))
        if set_card(self, "danger" if grave else "alert"):
            self._text.style().unpolish(self._text)
            self._text.style().polish(self._text)
        for at, button in enumerate(self._buttons):
            if at < len(deeds):
                button.setLabel(deeds[at])
            button.setVisible(at < len(deeds))
        self.setVisible(bool(text))


def set_card(frame: QFrame, card: str) -> bool:
    """Give a frame another ground; tell whether it is another."""
    changed: bool = frame.property("card") != card
    set_property(frame, "card", card)
    return changed
