"""A table of very many rows that has only those in memory that are looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from desk.models.rows import TONE_ROLE, Column, Index, Row, RowsModel
from desk.timers import after

PAGE = 100  # rows
_KEPT = 30  # pages in memory
_AT_ONCE = 3  # pages of one request: more than fit on any screen
_CELLS = 6000  # painted cells remembered


class PagedModel(RowsModel[Row]):
    """Rows by the page: a row that is asked for and not there is wanted, and shown when it has come.

    One request is under way at a time; while one scrolls on, what has left the screen is not fetched.
    """

    pages_wanted = Signal(object)  # tuple of page numbers

    def __init__(
        self, columns: Sequence[Column[Row]], key: Callable[[Row], Hashable], parent: QObject | None = None
    ) -> None:
        super().__init__(columns, key, parent)
        self._total = 0
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._fetching = False
        self._soon = after(0, self._ask, self)

    @property
    def total(self) -> int:
        """How many rows there are, in memory or not."""
        return self._total

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages that are in memory."""
        return tuple(self._pages)

    def start(self, first: Sequence[Row]) -> None:
        """Show the first page of another list; how long that is, `set_total` says later."""
        self.beginResetModel()
        self._forget()
        self._pages[0] = tuple(first)
        self._total = len(first)
        self.endResetModel()

    def set_total(self, total: int) -> None:
        """Make the list as long as it has turned out to be."""
        if total > self._total:
            self.beginInsertRows(QModelIndex(), self._total, total - 1)
            self._total = total
            self._painted.clear()
            self.endInsertRows()
        elif total < self._total:
            self.beginRemoveRows(QModelIndex(), total, self._total - 1)
            self._total = total
            self._painted.clear()
            self._pages = OrderedDict(
                (page, rows[: max(0, total - page * PAGE)])
                for page, rows in self._pages.items()
                if page * PAGE < total
            )
            self.endRemoveRows()

    def set_pages(self, pages: Mapping[int, Sequence[Row]]) -> None:
        """Take the rows that were wanted."""
        self._fetching = False
        for page, rows in pages.items():
            if page * PAGE >= self._total:
                continue
            self._pages[page] = tuple(rows)
            self._pages.move_to_end(page)
            self._wanted.pop(page, None)
            self._painted.clear()
            last = min(self._total, (page + 1) * PAGE) - 1
            self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, self.columnCount() - 1))
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
        self._go_on()

    def pages_failed(self) -> None:
        """Note that wanted rows did not come: they are asked for when they are looked at again."""
        self._fetching = False
        self._wanted.clear()

    def replace(self, row: Row) -> bool:
        """Put a changed row in its place; tell whether it was in memory."""
        key = self._key(row)
        for page, rows in self._pages.items():
            for at, known in enumerate(rows):
                if self._key(known) == key:
                    self._pages[page] = (*rows[:at], row, *rows[at + 1 :])
                    self._painted.clear()
                    place = page * PAGE + at
                    self.dataChanged.emit(self.index(place, 0), self.index(place, self.columnCount() - 1))
                    return True
        return False

    def place_of(self, key: Hashable) -> int | None:
        """Return at which row the one with `key` stands, if it is in memory."""
        for page, rows in self._pages.items():
            for at, row in enumerate(rows):
                if self._key(row) == key:
                    return page * PAGE + at
        return None

    def row(self, index: Index) -> Row | None:
        """Return the row at `index`, or nothing and have its page fetched."""
        if not index.isValid() or index.row() >= self._total:
            return None
        page, at = divmod(index.row(), PAGE)
        rows = self._pages.get(page, ())
        if at < len(rows):
            return rows[at]
        self._want(page)  # not here, or from a time when the list was shorter
        return None

    def cell(self, at: int, column: int) -> tuple[str, str]:
        """Return the text and the tone of a cell; of a row that is not there yet, an ellipsis."""
        known = self._painted.get((at, column))
        if known is None:
            index = self.index(at, column)
            if self.row(index) is None:
                return ("…", "muted") if column == 0 else ("", "")
            known = (str(self.data(index) or ""), str(self.data(index, TONE_ROLE) or ""))
            if len(self._painted) > _CELLS:
                self._painted.clear()
            self._painted[at, column] = known
        return known

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, an ellipsis while its row is on the way."""
        found = super().data(index, role)
        if found is None and role == Qt.ItemDataRole.DisplayRole and index.isValid() and index.column() == 0:
            return "…"
        return found

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows, in memory or not; cells have no children."""
        return 0 if parent.isValid() else self._total

    def _want(self, page: int) -> None:
        if page in self._wanted:
            self._wanted.move_to_end(page)
            return
        self._wanted[page] = None
        while len(self._wanted) > _AT_ONCE:
            self._wanted.popitem(last=False)
        self._go_on()

    def _go_on(self) -> None:
        if self._wanted and not self._fetching and not self._soon.isActive():
            self._soon.start()

    def _ask(self) -> None:
        if self._wanted and not self._fetching:
            self._fetching = True
            wanted = tuple(self._wanted)
            self._wanted.clear()
            self.pages_wanted.emit(wanted)

    def _forget(self) -> None:
        self._pages.clear()
        self._wanted.clear()
        self._painted.clear()
        self._fetching = False
        self._total = 0
