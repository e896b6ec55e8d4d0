"""The agreed answers that are on every desk now, or will be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout

from desk.editor.list_panel import ListPanel
from desk.models.pins_model import PinsModel
from desk.widgets.buttons import KeyButton
from kb.editing.findings import Pin


class PinsPanel(ListPanel[Pin]):
    """Pins; choosing one opens its entry."""

    chosen_changed = Signal(object)  # Pin
    end_requested = Signal(int)  # number

    def __init__(self, queues: Mapping[str, str]) -> None:
        super().__init__(
            self.tr("Agreed answers"),
            "pins",
            self.tr("Entries pinned to all desks"),
            PinsModel(queues),
            line=42,
            last=104,
        )
        self.end = KeyButton("pins_end", self.tr("Unpin"), kind="danger")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.end)
        self.body.addLayout(buttons)
        self.table.selectionModel().currentChanged.connect(self._chosen)
        self.end.clicked.connect(self._end)
        self._allow()

    def show_pins(self, pins: Sequence[Pin]) -> None:
        """Show the pins; the chosen one stays chosen."""
        self.model.set_rows(pins)
        self._hint.setText(self.tr("No entry is pinned. Open one and press F11."))
        self._allow()

    def _chosen(self, current: QModelIndex) -> None:
        pin = self.model.row(current)
        self._allow()
        if pin is not None:
            self.chosen_changed.emit(pin)

    def _allow(self) -> None:
        self.end.allow(None if self.chosen is not None else self.tr("Choose a pin first."))

    def _end(self) -> None:
        if self.chosen is not None:
            self.end_requested.emit(self.chosen.number)
