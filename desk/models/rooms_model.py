"""The editor's work lists with how much is in each."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desk.language import translate
from desk.models.rooms import URGENT, RoomRow, name
from desk.models.rows import Column, RowsModel


class RoomsModel(RowsModel[RoomRow]):
    """Rows of `RoomRow`: name, count."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = (
            Column[RoomRow](translate("RoomsModel", "Work list"), lambda row: name(row.room)),
            Column[RoomRow](translate("RoomsModel", "Count"), _count, None, _tone),
        )
        super().__init__(columns, lambda row: row.room, parent)


def _count(row: RoomRow) -> str:
    return "…" if row.count is None else f"{row.count:,}"


def _tone(row: RoomRow) -> str:
    return "accent" if row.count and row.room in URGENT else "muted"
