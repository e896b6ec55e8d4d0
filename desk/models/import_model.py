"""What an import would do, row by row: the bad rows first."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from PySide6.QtCore import QObject

from desk.language import translate
from desk.models.rows import Column, RowsModel
from desk.widgets.text import plain, tooltip


class Fate(enum.Enum):
    """What becomes of a row of a file."""

    BAD = "bad"
    NEW = "new"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A row of the file, or an entry that it makes; `line` is 0 where it is not known."""

    fate: Fate
    at: int
    what: str
    why: str = ""
    line: int = 0


class ImportModel(RowsModel[ImportRow]):
    """Rows of `ImportRow`: line, what becomes of it, and the reason or the entry."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = (
            Column[ImportRow](
                translate("ImportModel", "Line"), lambda row: str(row.line) if row.line else ""
            ),
            Column[ImportRow](translate("ImportModel", "Becomes"), _fate, None, _tone),
            Column[ImportRow](
                translate("ImportModel", "Reason or entry"),
                lambda row: plain(row.why or row.what, 300),
                lambda row: tooltip(row.why or row.what),
            ),
        )
        super().__init__(columns, lambda row: (row.fate, row.at), parent)


def _fate(row: ImportRow) -> str:
    return {
        Fate.BAD: translate("ImportModel", "not taken"),
        Fate.NEW: translate("ImportModel", "new"),
        Fate.CHANGED: translate("ImportModel", "changed"),
    }[row.fate]


def _tone(row: ImportRow) -> str:
    return {Fate.BAD: "danger", Fate.NEW: "good", Fate.CHANGED: "accent"}[row.fate]
