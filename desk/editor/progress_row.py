"""How far long work is, and the button that stops it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from desk.language import translate
from desk.widgets.buttons import KeyButton
from desk.widgets.dressing import edgeless, scaled, set_property
from desk.widgets.labels import PlainLabel


class ProgressRow(QFrame):
    """A sentence, a bar and Stop; bar and button are there only while work is under way."""

    stop_requested = Signal()

    def __init__(self, name: str, *, card: bool = False) -> None:
        super().__init__()
        self.doing = PlainLabel(f"{name}_state", translate("ProgressRow", "What is going on"))
        self.doing.setTone("muted")
        self.bar = QProgressBar()
        self.bar.setObjectName(f"{name}_progress")
        self.bar.setAccessibleName(translate("ProgressRow", "Progress"))
        self.bar.setTextVisible(True)
        self.bar.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stop = KeyButton(f"{name}_cancel", translate("ProgressRow", "Stop"))
        layout = edgeless(QHBoxLayout(self), 6)
        if card:
            set_property(self, "card", "true")
            layout.setContentsMargins(scaled(9), scaled(3), scaled(9), scaled(3))
        layout.addWidget(self.doing, 2)
        layout.addWidget(self.bar, 2)
        layout.addWidget(self.stop)
        self.stop.clicked.connect(self.stop_requested)
        self.show_idle("")

    def show_working(self, what: str) -> None:
        """Show what is under way; how long it will take is not known yet."""
        self.doing.setText(what)
        self.show_progress(0, 0)
        self.bar.show()
        self.stop.show()
        self.stop.allow(None)

    def show_stopping(self, what: str) -> None:
        """Show that the stop has been heard."""
        self.doing.setText(what)
        self.stop.allow(what)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is, of a `total` of 0 while that is not known."""
        self.bar.setRange(0, max(total, 0))
        self.bar.setValue(done)
        self.bar.setAccessibleDescription(f"{done}/{total}")

    def show_idle(self, what: str) -> None:
        """Show that nothing is under way, and what came of what was."""
        self.doing.setText(what or " ")
        self.bar.hide()
        self.stop.hide()
