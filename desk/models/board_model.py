"""What each department has brought in a campaign."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desk.language import translate
from desk.models.rows import Column, RowsModel
from desk.widgets.text import plain
from kb.editing.findings import DepartmentFigures

_Figures = Column[DepartmentFigures]


class BoardModel(RowsModel[DepartmentFigures]):
    """Rows of `DepartmentFigures`; the row without a department is the total."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = (
            _Figures(
                translate("BoardModel", "Department"),
                lambda one: plain(one.department, 60) or translate("BoardModel", "Total"),
            ),
            _Figures(translate("BoardModel", "Entries"), lambda one: str(one.entries)),
            _Figures(
                translate("BoardModel", "New / target"),
                lambda one: _against(one.new, one.new_target),
                None,
                lambda one: _tone(one.new, one.new_target),
            ),
            _Figures(
                translate("BoardModel", "Renewed / target"),
                lambda one: _against(one.renewed, one.renewed_target),
                None,
                lambda one: _tone(one.renewed, one.renewed_target),
            ),
            _Figures(translate("BoardModel", "Renewed share"), lambda one: f"{one.renewed_share:.1%}"),
            _Figures(
                translate("BoardModel", "Answers per entry"), lambda one: f"{one.answers_per_entry:.1f}"
            ),
        )
        super().__init__(columns, lambda one: one.department, parent)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the columns."""
        return tuple(column.heading for column in self._columns)


def _against(done: int, target: int) -> str:
    return f"{done} / {target}" if target else str(done)


def _tone(done: int, target: int) -> str:
    if not target:
        return ""
    return "good" if done >= target else "warning" if done * 2 >= target else "danger"
