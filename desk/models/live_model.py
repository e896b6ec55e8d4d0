"""Rows of which some columns tell how long something has been so: these are read again each second."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from PySide6.QtCore import QObject

from desk.models.rows import Column, RowsModel
from desk.widgets.text import clock

Row = TypeVar("Row")


class LiveModel(RowsModel[Row]):
    """Rows and the time; `timed` are the columns whose texts depend on it."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        timed: Sequence[int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, key, parent)
        self._timed = tuple(timed)
        self.now = datetime.now(UTC)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the columns."""
        return tuple(column.heading for column in self._columns)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows`; where they are those of before, only cells that read otherwise are painted anew.

        A view paints itself as a whole when more than one cell at a time is said to have changed.
        """
        if len(rows) != len(self._rows) or any(
            old is not new and self._key(old) != self._key(new)
            for old, new in zip(self._rows, rows, strict=True)
        ):
            super().set_rows(rows)
            return
        for at, new in enumerate(rows):
            old = self._rows[at]
            if old is not new and old != new:
                self._rows[at] = new
                for column in self.columns_between(old, new):
                    self._read_again(at, column)

    def columns_between(self, old: Row, new: Row) -> Sequence[int]:
        """Return the columns that may read otherwise in `new` than in `old`, a row of the same key."""
        return range(len(self._columns))

    def tick(self, now: datetime) -> None:
        """Have the times read again."""
        self.now = now
        for at in range(len(self._rows)):
            for column in self._timed:
                self._read_again(at, column)

    def _read_again(self, at: int, column: int) -> None:
        """Say that a cell has changed if it was painted otherwise; one that was not is read when it is."""
        before = self._painted.pop((at, column), None)
        if before is not None and self.cell(at, column) != before:
            index = self.index(at, column)
            self.dataChanged.emit(index, index)

    def place(self, key: Hashable) -> int | None:
        """Return where the row with this key stands."""
        return next((at for at, row in enumerate(self._rows) if self._key(row) == key), None)

    def ago(self, since: datetime | None) -> str:
        """Write how long ago something began."""
        return clock((self.now - since).total_seconds()) if since is not None else ""

    def seconds(self, since: datetime | None) -> float:
        """Return how long ago something began."""
        return (self.now - since).total_seconds() if since is not None else 0.0
