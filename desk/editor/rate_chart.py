"""The direct-answer rate before a campaign and since, as a chart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.editor.plots import Heading, dress, plot
from desk.language import translate
from desk.widgets.dressing import edgeless
from desk.widgets.tone_delegate import colours
from kb.editing.findings import Board, DirectRate

_BEFORE, _SINCE = "warning", "good"  # colours
_DAYS = 400
_WEEK = 7
_POINTS = 40  # so many days have a mark each
_LEAST = 10.0  # points of the rate that the chart is high: one or two are no cliff
_AIR = 0.1  # of the height


class RateChart(QWidget):
    """A line through the rates of seven days, and the level of each period."""

    def __init__(self) -> None:
        super().__init__()
        self.plot = plot("campaign_chart_rate", translate("Charts", "Direct-answer rate of 7 days, %"))
        self.heading = Heading(self.plot.accessibleName(), (_BEFORE, "–"), (_SINCE, "–"))
        layout = edgeless(QVBoxLayout(self), 4)
        layout.addWidget(self.heading)
        layout.addWidget(self.plot, 1)

    def show_rates(self, board: Board) -> None:
        """Draw a board's rates in the colours in force."""
        self.plot.clear()
        dress(self.plot)
        before, since = self.heading.words
        before.setText(translate("Charts", "before {0}").format(_share(board.before)))
        since.setText(translate("Charts", "since {0}").format(_share(board.since)))
        days = [one for one in _weeks(board.days) if one.share is not None][-_DAYS:]
        whole = [one for one in days if (one.starts - days[0].starts).days >= _WEEK - 1]
        days = whole or days  # the first days of all would stand for a week alone
        if not days:
            self.plot.getAxis("bottom").setTicks([[]])
            self.plot.setYRange(0, 100, padding=0)
            return
        first = days[0].starts.toordinal()
        x = [one.starts.toordinal() - first for one in days]
        y = [100.0 * (one.share or 0.0) for one in days]
        self._draw_line(x, y)
        levels = self._draw_levels(board, x[0], x[-1], board.campaign.starts.toordinal() - first)
        self.plot.getAxis("bottom").setTicks([_ticks(days, first)])
        low, high = min(*y, *levels, 100.0), max(*y, *levels, 0.0)
        spare = max(0.0, _LEAST - (high - low)) / 2 + _AIR * max(_LEAST, high - low)
        self.plot.setYRange(max(0.0, low - spare), min(100.0 + _LEAST, high + spare), padding=0)
        self.plot.setXRange(x[0], max(x[-1], x[0] + 1), padding=0.02)

    def _draw_line(self, x: Sequence[int], y: Sequence[float]) -> None:
        colour = colours()["accent"]
        symbol = "o" if len(x) < _POINTS else None
        pen = pg.mkPen(colour, width=2)
        self.plot.plot(x, y, pen=pen, symbol=symbol, symbolSize=5, symbolBrush=colour, symbolPen=colour)

    def _draw_levels(self, board: Board, left: int, right: int, start: int) -> list[float]:
        """Draw the rate of each period as a level; return the levels."""
        tokens, found = colours(), []
        for rate, begin, end, token in (
            (board.before, left, min(start, right), _BEFORE),
            (board.since, max(start, left), right, _SINCE),
        ):
            if rate.share is not None:
                level = 100.0 * rate.share
                dashes = pg.mkPen(tokens[token], width=2, style=Qt.PenStyle.DashLine)
                self.plot.plot([begin, max(begin, end)], [level, level], pen=dashes)
                found.append(level)
        if left < start < right:
            self.plot.addItem(pg.InfiniteLine(start, pen=pg.mkPen(tokens["border_strong"])))
        return found


def _share(rate: DirectRate) -> str:
    return f"{rate.share:.2%}" if rate.share is not None else "–"


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
