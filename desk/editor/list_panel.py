"""A list of two-line rows beside the entry: what can be done with the chosen one is the subclass's."""

from __future__ import annotations

from typing import Generic

from PySide6.QtWidgets import QHeaderView

from desk.editor.lists import focus_first, select_current
from desk.language import translate
from desk.models.rows import Row, RowsModel
from desk.widgets.cards import Card
from desk.widgets.dressing import scaled
from desk.widgets.tables import EmptyHint, table


class ListPanel(Card, Generic[Row]):
    """A card with one list; `line` is a row's height, `last` the last column's width, at scale 1."""

    def __init__(
        self,
        heading: str,
        name: str,
        accessible: str,
        model: RowsModel[Row],
        *,
        line: int,
        last: int,
        hint: str = "",
    ) -> None:
        super().__init__(heading, hint)
        self._line, self._last = line, last
        self.model = model
        model.setParent(self)
        self.table = table(name, accessible, model)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self._hint = EmptyHint(self.table, translate("ListPanel", "Loading …"))
        self.body.addWidget(self.table, 1)
        select_current(self.table)
        self.fit_letters()

    @property
    def chosen(self) -> Row | None:
        """The row that is chosen."""
        return self.model.row(self.table.currentIndex())

    def show_error(self, text: str) -> None:
        """Say why there is nothing to be seen."""
        self._hint.setText(text)

    def fit_letters(self) -> None:
        """Give lines and columns their size in the letters in force."""
        self.table.verticalHeader().setDefaultSectionSize(scaled(self._line))
        self.table.horizontalHeader().resizeSection(1, scaled(self._last))

    def focus_list(self) -> None:
        """Put the keyboard into the list, at the first row if none is chosen."""
        focus_first(self.table)
