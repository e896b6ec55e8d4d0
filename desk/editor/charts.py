"""Charts of the campaign board. Imported when the board is first shown: pyqtgraph is not small.

A chart can't be read by a screen reader; every figure in it stands in the board's table or its sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QScrollBar, QWidget

from desk.editor.plots import Heading, bars, dress, name_rows, plot, text
from desk.editor.rate_chart import RateChart
from desk.language import translate
from desk.widgets.dressing import edgeless, scaled
from desk.widgets.tone_delegate import colours
from kb.editing.findings import Board, DepartmentFigures

_LOWEST, _HIGHEST = 30, 46  # pixels of a department's row
_OFFSET, _LANE, _BAR = 0.2, 0.34, 0.24  # in a row: its lanes; heights of a target and of what was done
_ROOM_FOR_FIGURES = 1.3
_NAMES = 150  # pixels at most for departments' names


class Charts(QWidget):
    """Left the departments, a row each and the busiest first; right the direct-answer rate day by day."""

    def __init__(self) -> None:
        super().__init__()
        self.departments = DepartmentCharts()
        self.rate = RateChart()
        layout = edgeless(QHBoxLayout(self), 8)
        layout.addWidget(self.departments, 9)
        layout.addWidget(self.rate, 5)
        self.setMinimumHeight(scaled(190))

    def show_board(self, board: Board) -> None:
        """Draw a board's figures in the colours in force."""
        self.departments.show_figures(board.departments)
        self.rate.show_rates(board)


class DepartmentCharts(QWidget):
    """Three charts with the same rows: against the target, renewed share, answers per entry."""

    def __init__(self) -> None:
        super().__init__()
        self.against = plot("campaign_chart_departments", translate("Charts", "Entries against target"))
        self.share = plot("campaign_chart_share", translate("Charts", "Renewed share"))
        self.answers = plot("campaign_chart_answers", translate("Charts", "Answers per entry"))
        legend = (
            ("accent", translate("Charts", "new")),
            ("good", translate("Charts", "renewed")),
            ("border_strong", translate("Charts", "target")),
        )
        self.scroller = QScrollBar(Qt.Orientation.Vertical)
        self.scroller.setObjectName("campaign_chart_scroll")
        self.scroller.setAccessibleName(translate("Charts", "Departments in the charts"))
        self._shown: tuple[DepartmentFigures, ...] = ()
        self._seen = 1  # rows for which there is room
        layout = edgeless(QGridLayout(self), 4)
        for column, (each, stretch, marks) in enumerate(
            ((self.against, 6, legend), (self.share, 3, ()), (self.answers, 3, ()))
        ):
            each.getViewBox().invertY(True)
            each.viewport().installEventFilter(self)
            each.hideAxis("bottom")  # each bar has its figure
            layout.addWidget(Heading(each.accessibleName(), *marks), 0, column)
            layout.addWidget(each, 1, column)
            layout.setColumnStretch(column, stretch)
        for each in (self.share, self.answers):
            each.hideAxis("left")
        layout.addWidget(self.scroller, 1, 3)
        layout.setRowStretch(1, 1)
        self.scroller.valueChanged.connect(lambda _at: self._turn())
        self.against.getViewBox().sigResized.connect(lambda _box: self._fit())

    @property
    def shown(self) -> tuple[DepartmentFigures, ...]:
        """The departments, in the order of their rows."""
        return self._shown

    @property
    def visible(self) -> range:
        """The rows that are seen."""
        top = self.scroller.value()
        return range(top, min(len(self._shown), top + self._seen))

    def show_figures(self, departments: Sequence[DepartmentFigures]) -> None:
        """Draw the figures of each department."""
        order = sorted(departments, key=lambda one: (-(one.new + one.renewed), -one.uses, one.department))
        self._shown = tuple(order)
        for each in (self.against, self.share, self.answers):
            each.clear()
            dress(each)
        self._draw_against()
        self._draw_one(self.share, [100 * one.renewed_share for one in order], "{0:.0f}%")
        self._draw_one(self.answers, [one.answers_per_entry for one in order], "{0:.1f}")
        self._name()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many rows as there is room for, with as much of their names."""
        super().resizeEvent(event)
        self._name()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turn the wheel through the departments, over names and bars alike."""
        if event.type() == QEvent.Type.Wheel:
            return QApplication.sendEvent(self.scroller, event)
        return super().eventFilter(watched, event)

    def _draw_against(self) -> None:
        tokens, shown = colours(), self._shown
        lanes = (
            (-_OFFSET, [one.new for one in shown], [one.new_target for one in shown], "accent"),
            (_OFFSET, [one.renewed for one in shown], [one.renewed_target for one in shown], "good"),
        )
        longest = 1
        for offset, done, wanted, token in lanes:
            places = [at + offset for at in range(len(shown))]
            self.against.addItem(bars(places, wanted, _LANE, tokens["border_strong"]))
            self.against.addItem(bars(places, done, _BAR, tokens[token]))
            for place, one, target in zip(places, done, wanted, strict=True):
                figure = f"{one} / {target}" if target else f"{one}" if one else ""
                self.against.addItem(text(figure, max(one, target), place, tokens["text_muted"]))
            longest = max(longest, *done, *wanted) if shown else longest
        self.against.setXRange(0, longest * _ROOM_FOR_FIGURES, padding=0)

    def _draw_one(self, chart: pg.PlotWidget, values: Sequence[float], form: str) -> None:
        tokens, places = colours(), list(range(len(values)))
        chart.addItem(bars(places, values, 2 * _BAR, tokens["accent"]))
        for place, value in zip(places, values, strict=True):
            chart.addItem(text(form.format(value), value, place, tokens["text_muted"]))
        chart.setXRange(0, max([0.1, *values]) * _ROOM_FOR_FIGURES, padding=0)

    def _fit(self) -> None:
        """Give the rows their height in the room there is, and the scroll bar its length."""
        height, count = self.against.getViewBox().height(), len(self._shown)
        self._seen = max(1, int(height / scaled(_HIGHEST)), min(count, int(height / scaled(_LOWEST))))
        self.scroller.setRange(0, max(0, count - self._seen))
        self.scroller.setPageStep(self._seen)
        self.scroller.setVisible(count > self._seen)
        self._turn()

    def _turn(self) -> None:
        """Show the rows from the scroll bar's place on."""
        top = self.scroller.value() - 0.5
        for each in (self.against, self.share, self.answers):
            each.setYRange(top, top + self._seen, padding=0)

    def _name(self) -> None:
        width = min(scaled(_NAMES), max(scaled(60), self.against.width() * 2 // 5))
        name_rows(self.against.getAxis("left"), [one.department for one in self._shown], width)
