"""Charts of the campaign board. Imported when the board is first shown: pyqtgraph is not small.

A chart can't be read by a screen reader; every figure in it stands in the board's table or its sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from desk.language import translate
from desk.widgets.dressing import edgeless, scaled
from desk.widgets.text import plain
from desk.widgets.tone_delegate import colours
from kb.editing.findings import Board, DepartmentFigures, DirectRate

_MOST = 8  # departments in the chart; the table has all
_DAYS = 400
_WEEK = 7
_ROOM_FOR_LEGEND = 1.3


class Charts(QWidget):
    """Left the departments against their targets, right the direct-answer rate day by day."""

    def __init__(self) -> None:
        super().__init__()
        self.departments = _plot("campaign_chart_departments", translate("Charts", "Entries against target"))
        self.rate = _plot("campaign_chart_rate", translate("Charts", "Direct-answer rate of seven days, %"))
        layout = edgeless(QHBoxLayout(self), 6)
        layout.addWidget(self.departments, 1)
        layout.addWidget(self.rate, 1)
        self.setMinimumHeight(scaled(190))

    def show_board(self, board: Board) -> None:
        """Draw a board's figures in the colours in force."""
        for plot in (self.departments, self.rate):
            _dress(plot)
        self._draw_departments(board.departments)
        self._draw_rate(board)

    def _draw_departments(self, departments: Sequence[DepartmentFigures]) -> None:
        tokens = colours()
        chosen = sorted(departments, key=lambda one: -(one.new + one.renewed))[:_MOST][::-1]
        plot = self.departments
        plot.clear()
        legend = plot.addLegend(offset=(-5, -5), labelTextColor=QColor(tokens["text"]))
        legend.clear()
        places = list(range(len(chosen)))
        for offset, size, values, token, name in (
            (
                0.0,
                0.78,
                [one.new_target + one.renewed_target for one in chosen],
                "border",
                translate("Charts", "target"),
            ),
            (0.18, 0.32, [one.new for one in chosen], "accent", translate("Charts", "new")),
            (-0.18, 0.32, [one.renewed for one in chosen], "good", translate("Charts", "renewed")),
        ):
            bars = pg.BarGraphItem(
                x0=0,
                y=[at + offset for at in places],
                height=size,
                width=values,
                brush=QColor(tokens[token]),
                pen=QColor(tokens[token]),
                name=name,
            )
            plot.addItem(bars)
        names = [(at, plain(one.department, 8)) for at, one in zip(places, chosen, strict=True)]
        plot.getAxis("left").setTicks([names])
        plot.setLabel("bottom", "")
        plot.setYRange(-0.6, max(0.6, len(chosen) - 0.4))
        longest = max(
            (max(one.new_target + one.renewed_target, one.new, one.renewed) for one in chosen), default=1
        )
        plot.setXRange(0, max(1, longest) * _ROOM_FOR_LEGEND)

    def _draw_rate(self, board: Board) -> None:
        tokens = colours()
        plot = self.rate
        plot.clear()
        days = [one for one in _weeks(board.days) if one.share is not None][-_DAYS:]
        whole = [one for one in days if (one.starts - days[0].starts).days >= _WEEK - 1]
        days = whole or days  # the first days of all would stand for a week alone
        if not days:
            return
        first = days[0].starts.toordinal()
        x = [one.starts.toordinal() - first for one in days]
        y = [100.0 * (one.share or 0.0) for one in days]
        pen = pg.mkPen(QColor(tokens["accent"]), width=2)
        plot.plot(
            x,
            y,
            pen=pen,
            symbol="o" if len(x) < 40 else None,
            symbolSize=5,
            symbolBrush=QColor(tokens["accent"]),
            symbolPen=QColor(tokens["accent"]),
        )
        start = board.campaign.starts.toordinal() - first
        for rate, left, right, token in (
            (board.before, x[0], min(start, x[-1]), "text_muted"),
            (board.since, max(start, x[0]), x[-1], "good"),
        ):
            if rate.share is not None and right > left:
                level = 100.0 * rate.share
                dashes = pg.mkPen(QColor(tokens[token]), width=2, style=Qt.PenStyle.DashLine)
                plot.plot([left, right], [level, level], pen=dashes)
        if x[0] < start < x[-1]:
            plot.addItem(pg.InfiniteLine(start, pen=pg.mkPen(QColor(tokens["border_strong"]))))
        plot.getAxis("bottom").setTicks([_ticks(days, first)])
        plot.enableAutoRange()


def _weeks(days: Sequence[DirectRate]) -> list[DirectRate]:
    """Return of each day the rate of the seven days that end with it: a weekend's few calls say little."""
    found = []
    for at, day in enumerate(days):  # only those that had calls
        first = day.starts - timedelta(days=_WEEK - 1)
        week = [each for each in days[max(0, at - _WEEK + 1) : at + 1] if each.starts >= first]
        calls, direct = sum(each.calls for each in week), sum(each.direct for each in week)
        found.append(DirectRate(day.starts, calls, direct))
    return found


def _ticks(days: Sequence[DirectRate], first: int) -> list[tuple[int, str]]:
    step = max(1, len(days) // 5)
    return [(one.starts.toordinal() - first, one.starts.strftime("%m-%d")) for one in days[::step]]


def _plot(name: str, title: str) -> pg.PlotWidget:
    plot = pg.PlotWidget()
    plot.setObjectName(name)
    plot.setAccessibleName(title)
    plot.setTitle(title, size=f"{scaled(13)}px")
    plot.setMouseEnabled(x=False, y=False)
    plot.hideButtons()
    plot.setMenuEnabled(False)
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return plot


def _dress(plot: pg.PlotWidget) -> None:
    tokens = colours()
    plot.setBackground(QColor(tokens["surface"]))
    plot.setTitle(plot.accessibleName(), color=tokens["text"], size=f"{scaled(13)}px")
    for side in ("left", "bottom"):
        axis = plot.getAxis(side)
        axis.setPen(QColor(tokens["border_strong"]))
        axis.setTextPen(QColor(tokens["text_muted"]))
        font = QApplication.font()
        font.setPixelSize(scaled(11))
        axis.setTickFont(font)
    plot.getAxis("left").enableAutoSIPrefix(False)
