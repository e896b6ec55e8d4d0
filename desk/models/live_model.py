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

    def tick(self, now: datetime) -> None:
        """Have the times read again."""
        self.now = now
        if not self._rows:
            return
        last = len(self._rows) - 1
        for column in self._timed:
            for at in range(last + 1):
                self._painted.pop((at, column), None)
            self.dataChanged.emit(self.index(0, column), self.index(last, column))

    def place(self, key: Hashable) -> int | None:
        """Return where the row with this key stands."""
        return next((at for at, row in enumerate(self._rows) if self._key(row) == key), None)

    def ago(self, since: datetime | None) -> str:
        """Write how long ago something began."""
        return clock((self.now - since).total_seconds()) if since is not None else ""

    def seconds(self, since: datetime | None) -> float:
        """Return how long ago something began."""
        return (self.now - since).total_seconds() if since is not None else 0.0
