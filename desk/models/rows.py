"""A table of frozen rows: columns are functions of a row. Models know rows, never views."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

_log = logging.getLogger(__name__)
Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = int(Qt.ItemDataRole.UserRole)  # the frozen row itself
TONE_ROLE = ROW_ROLE + 1  # muted, good, warning, danger or empty
_ROLES = Qt.ItemDataRole
# Qt asks for a dozen roles for each cell that it paints; the others are no business of a row.
_ANSWERED = frozenset(
    (int(_ROLES.DisplayRole), int(_ROLES.AccessibleTextRole), int(_ROLES.ToolTipRole), ROW_ROLE, TONE_ROLE)
)


@dataclass(frozen=True)  # slots and generics do not go together in 3.11
class Column(Generic[Row]):
    """One column: heading, text of a cell, its tooltip and its tone."""

    heading: str
    text: Callable[[Row], str]
    tooltip: Callable[[Row], str] | None = None
    tone: Callable[[Row], str] | None = None


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows in a table; `key` tells which row of a new list is the same as before."""

    def __init__(
        self, columns: Sequence[Column[Row]], key: Callable[[Row], Hashable], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._key = key
        self._rows: list[Row] = []
        self._painted: dict[tuple[int, int], tuple[str, str]] = {}  # of the rows as they stand

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as they stand."""
        return tuple(self._rows)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows`: rows that stay keep their place, selection and buttons."""
        new = list(rows)
        self._painted.clear()
        kept = {self._key(row) for row in new}
        if self._rows and not any(self._key(row) in kept for row in self._rows):
            self._replace(new)  # a view lays itself out once, and not for each row
            return
        for at in range(len(self._rows) - 1, -1, -1):
            if self._key(self._rows[at]) not in kept:
                self.beginRemoveRows(QModelIndex(), at, at)
                del self._rows[at]
                self._painted.clear()
                self.endRemoveRows()
        old_order = [self._key(row) for row in self._rows]
        old = set(old_order)
        if old_order != [self._key(row) for row in new if self._key(row) in old]:
            self._replace(new)
            return
        if not old and len(new) > 1:
            self.beginInsertRows(QModelIndex(), 0, len(new) - 1)
            self._rows = new
            self._painted.clear()
            self.endInsertRows()
            return
        for at, row in enumerate(new):
            if at < len(self._rows) and self._key(self._rows[at]) == self._key(row):
                if self._rows[at] != row:
                    self._rows[at] = row
                    self._painted.clear()
                    self.dataChanged.emit(self.index(at, 0), self.index(at, len(self._columns) - 1))
            else:
                self.beginInsertRows(QModelIndex(), at, at)
                self._rows.insert(at, row)
                self._painted.clear()
                self.endInsertRows()

    def _replace(self, new: list[Row]) -> None:
        self.beginResetModel()
        self._rows = new
        self._painted.clear()
        self.endResetModel()

    def refresh(self) -> None:
        """Have texts that depend on the time read again."""
        self._painted.clear()
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._columns) - 1))

    def row(self, index: Index) -> Row | None:
        """Return the row at `index`."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def cell(self, at: int, column: int) -> tuple[str, str]:
        """Return the text and the tone of a cell: what `data` says, the short way for who paints it."""
        known = self._painted.get((at, column))
        if known is None:
            if not (0 <= at < len(self._rows) and 0 <= column < len(self._columns)):
                return "", ""
            row, shown = self._rows[at], self._columns[column]
            try:
                known = (shown.text(row), shown.tone(row) if shown.tone is not None else "")
            except Exception:
                _log.exception("a cell can't be shown")
                known = ("", "")
            self._painted[at, column] = known
        return known

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows; cells have no children."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns; cells have no children."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows; never raise, for Qt would ask again a hundred times a second."""
        if role not in _ANSWERED:
            return None
        row = self.row(index)
        if row is None or index.column() >= len(self._columns):
            return None
        column = self._columns[index.column()]
        try:
            return self._cell(row, column, role)
        except Exception:
            _log.exception("a cell can't be shown")
            return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the heading of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._columns[section].heading if 0 <= section < len(self._columns) else None
        return None

    def _cell(self, row: Row, column: Column[Row], role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return column.text(row).replace("\n", ", ")
        if role == Qt.ItemDataRole.ToolTipRole and column.tooltip is not None:
            return column.tooltip(row)
        if role == TONE_ROLE:
            return column.tone(row) if column.tone is not None else ""
        return row if role == ROW_ROLE else None
