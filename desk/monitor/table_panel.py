"""A card with a live table: its heading, its key, its count and what stands in it when it is empty."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView

from desk.models.live_model import LiveModel
from desk.monitor.keys import Key
from desk.widgets.cards import Card
from desk.widgets.dressing import scaled, set_property
from desk.widgets.keys import shown
from desk.widgets.labels import PlainLabel
from desk.widgets.tables import EmptyHint, table


class TablePanel(Card):
    """`widths` are those of the columns at scale 1; 0 stretches, several share."""

    def __init__(
        self,
        name: str,
        heading: str,
        accessible: str,
        model: LiveModel[Any],
        widths: Sequence[int],
        *,
        key: Key | None = None,
        empty: str = "",
    ) -> None:
        super().__init__(heading, shown(key) if key is not None else "")
        self.body.setContentsMargins(scaled(7), scaled(4), scaled(7), scaled(5))
        self.count = PlainLabel(f"{name}_count_text", heading, size=12)
        self.count.setTone("muted")
        self.count.setTextOrHide("")
        self.head.insertWidget(2 if key is not None else 1, self.count, 1)
        self.model = model
        self.table = table(name, accessible, model)
        self.table.horizontalHeader().setMinimumSectionSize(scaled(20))
        self._widths = tuple(widths)
        for column, width in enumerate(self._widths):
            mode = QHeaderView.ResizeMode.Fixed if width else QHeaderView.ResizeMode.Stretch
            self.table.horizontalHeader().setSectionResizeMode(column, mode)
        self.table.verticalHeader().setMinimumSectionSize(scaled(16))
        self.hint = EmptyHint(self.table, empty)
        self.body.addWidget(self.table, 1)
        self.fit_letters()

    @property
    def chosen(self) -> Any:
        """The row that is chosen."""
        return self.model.row(self.table.currentIndex())

    def choose(self, key: Hashable) -> bool:
        """Choose the row with this key, if it is there."""
        at = self.model.place(key)
        if at is not None:
            self.table.setCurrentIndex(self.model.index(at, 0))
        return at is not None

    def be_part(self) -> None:
        """Stand on the ground of another card."""
        set_property(self, "card", "")
        self.body.setContentsMargins(0, 0, 0, 0)

    def hide_heading(self) -> None:
        """Leave the heading to the card around."""
        self.heading.hide()
        self.count.setMaximumHeight(0)

    def focus_table(self) -> None:
        """Put the keyboard into the table, at the first row if none is chosen."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def fit_letters(self) -> None:
        """Give lines and columns their size in the letters in force."""
        self.table.verticalHeader().setDefaultSectionSize(scaled(22))
        for column, width in enumerate(self._widths):
            if width:
                self.table.horizontalHeader().resizeSection(column, scaled(width))
