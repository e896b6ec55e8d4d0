"""What can be done with the chosen waiting caller: forward, or elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desk.monitor.keys import Key
from desk.widgets.buttons import KeyButton
from desk.widgets.dressing import edgeless, scaled
from desk.widgets.reason_row import ReasonRow
from desk.widgets.text import label
from telephony.requests import NumberTarget, QueueTarget


class CallerBar(QWidget):
    """Requests leave as signals."""

    forward_asked = Signal()
    send_asked = Signal(object)  # TransferTarget

    def __init__(self) -> None:
        super().__init__()
        self.forward = KeyButton("monitor_forward", self.tr("Serve next"), Key.FORWARD)
        self.send = KeyButton("monitor_send", self.tr("Send elsewhere …"), Key.SEND)
        self.targets = QMenu(self)
        self.targets.setObjectName("monitor_targets")
        self.number = ReasonRow(
            "monitor_send_number", self.tr("Seat or number"), self.tr("Send"), kind="primary"
        )
        row = QHBoxLayout()
        row.setSpacing(scaled(4))
        row.addWidget(self.forward, 1)
        row.addWidget(self.send, 1)
        layout = edgeless(QVBoxLayout(self), 4)
        layout.addWidget(self.number)
        layout.addLayout(row)
        self._offered: dict[str, str] = {}
        self.forward.clicked.connect(self.forward_asked)
        self.send.clicked.connect(self._open)
        self.number.given.connect(lambda text: self.send_asked.emit(NumberTarget(text.replace(" ", ""))))

    def offer(self, groups: Mapping[str, str]) -> None:
        """Offer groups, by name, and any number."""
        if dict(groups) == self._offered and self.targets.actions():
            return
        self._offered = dict(groups)
        self.targets.clear()
        for name, text in groups.items():
            action = self.targets.addAction(label(text))
            action.triggered.connect(lambda _checked=False, n=name: self.send_asked.emit(QueueTarget(n)))
        self.targets.addSeparator()
        self.targets.addAction(self.tr("Seat or number …")).triggered.connect(self.number.open)

    def _open(self) -> None:
        actions = self.targets.actions()
        if actions:
            self.targets.setActiveAction(actions[0])
            self.targets.popup(self.send.mapToGlobal(QPoint(0, -self.targets.sizeHint().height())))
