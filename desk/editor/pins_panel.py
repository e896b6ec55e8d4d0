"""The agreed answers that are on every desk now, or will be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView

from desk.editor.lists import focus_first, select_current
from desk.models.pins_model import PinsModel
from desk.widgets.buttons import KeyButton
from desk.widgets.cards import Card
from desk.widgets.dressing import scaled
from desk.widgets.tables import EmptyHint, table
from desk.widgets.tone_delegate import ToneDelegate
from kb.editing.findings import Pin


class PinsPanel(Card):
    """Pins; choosing one opens its entry."""

    chosen_changed = Signal(object)  # Pin
    end_requested = Signal(int)  # number

    def __init__(self) -> None:
        super().__init__(self.tr("Agreed answers"))
        self.model = PinsModel(self)
        self.table = table("pins", self.tr("Entries pinned to all desks"))
        self.table.setModel(self.model)
        self.table.setItemDelegate(ToneDelegate(self.table))
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self._hint = EmptyHint(self.table, self.tr("Loading …"))
        self.end = KeyButton("pins_end", self.tr("Unpin"), kind="danger")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.end)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(buttons)
        self.fit_letters()
        select_current(self.table)
        self.table.selectionModel().currentChanged.connect(self._chosen)
        self.end.clicked.connect(self._end)
        self._allow()

    @property
    def chosen(self) -> Pin | None:
        """The pin that is chosen."""
        return self.model.row(self.table.currentIndex())

    def show_pins(self, pins: Sequence[Pin]) -> None:
        """Show the pins; the chosen one stays chosen."""
        self.model.set_rows(pins)
        self._hint.setText(self.tr("No entry is pinned. Open one and press F11."))
        self._allow()

    def show_error(self, text: str) -> None:
        """Say why there is nothing to be seen."""
        self._hint.setText(text)

    def fit_letters(self) -> None:
        """Give lines and columns their size in the letters in force."""
        self.table.verticalHeader().setDefaultSectionSize(scaled(42))
        self.table.horizontalHeader().resizeSection(1, scaled(104))

    def focus_list(self) -> None:
        """Put the keyboard into the list, at the first if none is chosen."""
        focus_first(self.table)

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
