"""What can be done with the chosen seat; each button shows its key and says why it can't be pressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desk import wording
from desk.monitor.keys import Key
from desk.monitor.rights import Deed
from desk.widgets.buttons import KeyButton
from desk.widgets.dressing import edgeless
from desk.widgets.text import label


class ActionBar(QWidget):
    """Requests leave as signals; the bar acts on nothing itself."""

    asked = Signal(object)  # Deed
    not_ready_asked = Signal(str)  # reason
    move_asked = Signal(object)  # tuple of groups

    def __init__(self) -> None:
        super().__init__()
        self.listen = KeyButton("monitor_listen", self.tr("Listen"), Key.LISTEN)
        self.whisper = KeyButton("monitor_whisper", self.tr("Whisper"), Key.WHISPER)
        self.barge = KeyButton("monitor_barge", self.tr("Join in"), Key.BARGE)
        self.stop = KeyButton("monitor_stop_watching", self.tr("Leave"), Key.STOP)
        self.call = KeyButton("monitor_call", self.tr("Call"), Key.CALL)
        self.set_ready = KeyButton("monitor_set_ready", self.tr("Ready"), Key.READY)
        self.set_not_ready = KeyButton("monitor_set_not_ready", self.tr("Not ready"), Key.NOT_READY)
        self.move_seat = KeyButton("monitor_move", self.tr("Move"), Key.MOVE)
        self.buttons = {
            Deed.LISTEN: self.listen,
            Deed.WHISPER: self.whisper,
            Deed.BARGE: self.barge,
            Deed.STOP: self.stop,
            Deed.CALL: self.call,
            Deed.SET_READY: self.set_ready,
            Deed.SET_NOT_READY: self.set_not_ready,
            Deed.MOVE: self.move_seat,
        }
        self.reasons = QMenu(self)
        self.reasons.setObjectName("monitor_reasons")
        self.groups = QMenu(self)
        self.groups.setObjectName("monitor_groups")
        self._choices: list[tuple[str, tuple[str, ...]]] = []
        layout = edgeless(QHBoxLayout(self), 3)
        for button in self.buttons.values():
            layout.addWidget(button, 1)
        for deed in (Deed.LISTEN, Deed.WHISPER, Deed.BARGE, Deed.STOP, Deed.CALL, Deed.SET_READY):
            self.buttons[deed].clicked.connect(lambda _checked=False, deed=deed: self.asked.emit(deed))
        for reason in wording.NOT_READY_REASONS:
            action = self.reasons.addAction(label(wording.not_ready_reason(reason)))
            action.triggered.connect(lambda _checked=False, r=reason: self.not_ready_asked.emit(r))
        self.set_not_ready.clicked.connect(lambda: self._open(self.reasons, self.set_not_ready))
        self.move_seat.clicked.connect(lambda: self._open(self.groups, self.move_seat))

    def allow(self, deed: Deed, why_not: str | None) -> None:
        """Enable a deed's button, or say why not."""
        self.buttons[deed].allow(why_not)

    def offer_moves(self, choices: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        """Offer sets of groups to move the seat to, each with its words."""
        if list(choices) == self._choices:
            return
        self._choices = list(choices)
        self.groups.clear()
        for text, groups in choices:
            action = self.groups.addAction(label(text))
            action.triggered.connect(lambda _checked=False, g=groups: self.move_asked.emit(g))

    def _open(self, menu: QMenu, button: KeyButton) -> None:
        actions = menu.actions()
        if actions:
            menu.setActiveAction(actions[0])
            menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
