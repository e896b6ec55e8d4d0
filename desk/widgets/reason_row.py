"""A reason given in place, without a dialog."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.widgets.alert_row import AlertRow
from desk.widgets.buttons import KeyButton
from desk.widgets.dressing import scaled
from desk.widgets.fields import LineEdit


class ReasonRow(AlertRow):
    """A line that appears, asks for a reason, and goes: Enter gives it, Escape gives up."""

    given = Signal(str)

    def __init__(self, name: str, question: str, act: str, *, kind: str = "danger") -> None:
        super().__init__()
        self.field = LineEdit(name, question, question, limit=500)
        self.act = KeyButton(f"{name}_act", act, kind=kind)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(scaled(6), scaled(4), scaled(6), scaled(4))
        layout.setSpacing(scaled(4))
        layout.addWidget(self.field, 1)
        layout.addWidget(self.act)
        self._from: QWidget | None = None
        self.close_on_escape(self.field)
        self.field.textChanged.connect(self._allow)
        self.field.returnPressed.connect(self._give)
        self.act.clicked.connect(self._give)
        self._allow()
        self.hide()

    def open(self) -> None:
        """Appear, with the cursor in the line."""
        self._from = self.window().focusWidget()
        self.field.clear()
        self.show()
        self.field.setFocus()

    def close_row(self) -> None:
        """Go, and give the keyboard back."""
        if self.isHidden():
            return
        self.hide()
        if self._from is not None and self._from.isVisible() and self._from.isEnabled():
            self._from.setFocus()
        self._from = None

    def _allow(self) -> None:
        self.act.allow(None if self.field.text().strip() else self.tr("A reason is needed."))

    def _give(self) -> None:
        if self.act.isEnabled():
            self.close_row()
            self.given.emit(" ".join(self.field.text().split()))
