"""The charts of 24 hours. Imported when the window has been painted: pyqtgraph is not small.

The arrays have a fixed size, one number a minute. A chart can't be read by a screen reader: what stands
under its cursor is told in words beside it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from desk.language import translate
from desk.monitor.chart_values import (
    GROUPS,
    MINUTE,
    WEEK,
    Sort,
    Values,
    edges,
    figures_at,
    group_name,
    seats_at,
    summed,
    times,
    title,
    values,
)
from desk.monitor.figures import ChartData
from desk.monitor_wording import floor_state
from desk.widgets.dressing import edgeless, scaled
from desk.widgets.tone_delegate import colours
from telephony.floor.views import FloorState

_HEADROOM, _TWO_LINES = 1.27, 1.5  # over the curves, for the legend
_LEAST = 5 * MINUTE  # shortest span that is shown
_CALM = 0.6  # of the saturation
# How far the hue of a state is turned from that of its group, of a whole turn, and how much lighter it is.
_SHADES = {
    FloorState.RINGING: (-0.14, 0.16),
    FloorState.CONSULTING: (-0.09, 0.12),
    FloorState.THREE_WAY: (0.13, 0.06),
    FloorState.HELD: (0.24, 0.14),
    FloorState.DIALLING: (0.0, 0.28),
}


class ClockAxis(pg.DateAxisItem):  # type: ignore[misc]
    """The time of day in figures, which every language reads; midnight has the date of the day it begins."""

    def __init__(self, zone: tzinfo | None) -> None:
        super().__init__(orientation="bottom")
        self._zone = zone

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Return where the ticks stand: at whole hours of the place."""
        offset = datetime.fromtimestamp(high, UTC).astimezone(self._zone).utcoffset() or timedelta(0)
        self.utcOffset = -offset.total_seconds()
        ticks: list[tuple[float, list[float]]] = super().tickValues(low, high, size)
        return ticks

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Return what stands at the ticks."""
        moments = [datetime.fromtimestamp(value, UTC).astimezone(self._zone) for value in values]
        return [
            f"{here.month:02}-{here.day:02}"
            if not (here.hour or here.minute)
            else f"{here.hour:02}:{here.minute:02}"
            for here in moments
        ]


class CountAxis(pg.AxisItem):  # type: ignore[misc]
    """Numbers of calls, callers and seats: there is no half of one."""

    def __init__(self) -> None:
        super().__init__(orientation="left")

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        """Return how far the ticks are apart, at least 1."""
        spacings: list[tuple[float, float]] = super().tickSpacing(low, high, size)
        return [one for one in spacings if one[0] >= 1] or [(1.0, 0.0)]


class Charts(QWidget):
    """Four charts of one time; one of them is shown, or all."""

    cursor_moved = Signal(object)  # datetime, the minute
    moment_chosen = Signal()

    def __init__(self, goal: float, zone: tzinfo | None = None) -> None:
        super().__init__()
        self._zone = zone
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._goal = goal
        self._data: ChartData | None = None
        self._cursor = 0.0
        self._shown: Sort | None = Sort.CALLS
        self._curves: dict[Sort, dict[str, pg.PlotDataItem]] = {}  # of the charts that are made
        self.plots = {sort: self._plot(sort) for sort in Sort}
        self._lines = {sort: pg.InfiniteLine(angle=90) for sort in Sort}
        self._grid = edgeless(QGridLayout(self), 4)
        for place, (sort, plot) in enumerate(self.plots.items()):
            self._grid.addWidget(plot, place // 2, place % 2)
            if sort is not Sort.CALLS:
                plot.setXLink(self.plots[Sort.CALLS])
        self.show_only(self._shown)

    @property
    def cursor_minute(self) -> datetime:
        """The minute under the cursor."""
        return datetime.fromtimestamp(self._cursor, UTC).astimezone(self._zone)

    @property
    def shown(self) -> Sort | None:
        """The one chart that is shown, None while all are."""
        return self._shown

    @property
    def span(self) -> tuple[float, float]:
        """The Unix times between which the charts show."""
        low, high = self.plots[Sort.CALLS].getViewBox().viewRange()[0]
        return float(low), float(high)

    def show_only(self, sort: Sort | None) -> None:
        """Show one chart, or all of them."""
        self._shown = sort
        for each, plot in self.plots.items():
            plot.setVisible(sort is None or sort is each)
        self.make_anew()

    def make_anew(self) -> None:
        """Draw everything anew, in the letters and colours in force."""
        self._curves.clear()
        if self._data is not None:
            self.show_data(self._data)

    def show_data(self, data: ChartData) -> None:
        """Draw the charts that are shown; the span stays unless it was the whole."""
        first = self._data is None
        if self._data is not None and _has_before(self._data) != _has_before(data):
            self._curves.clear()
        self._data = data
        minutes = times(data.today.since.timestamp(), len(data.today.arrivals))
        for sort, plot in self.plots.items():
            if self._shown in (None, sort):
                if sort not in self._curves:
                    self._make(sort, plot, data)
                self._draw(sort, plot, minutes, data)
        if first:
            # The last whole minute: the one after it is still under way.
            known = np.flatnonzero(~np.isnan(data.today.arrivals))[-2:]
            self._cursor = float(minutes[known[0] if len(known) else -1])
            self.show_all()
        self._place_cursor()

    def show_all(self) -> None:
        """Show the whole 24 hours."""
        if self._data is None:
            return
        start = self._data.today.since.timestamp()
        self.plots[Sort.CALLS].setXRange(start, start + len(self._data.today.arrivals) * MINUTE, padding=0)

    def figures_at(self, minute: datetime) -> tuple[float | None, ...]:
        """Return arrivals, answered in time, offered, waiting and a week ago's arrivals of a minute."""
        return (None,) * 5 if self._data is None else figures_at(self._data, minute)

    def seats_at(self, minute: datetime) -> dict[FloorState, int] | None:
        """Return how many seats were in each state in a minute, None where that is not known."""
        return None if self._data is None else seats_at(self._data, minute)

    def move_cursor(self, minutes: int) -> None:
        """Move the cursor, and the span with it."""
        if self._data is None:
            return
        start = self._data.today.since.timestamp()
        last = start + (len(self._data.today.arrivals) - 1) * MINUTE
        self._cursor = min(last, max(start, self._cursor + minutes * MINUTE))
        low, high = self.span
        if not low <= self._cursor <= high:
            half = (high - low) / 2
            self.plots[Sort.CALLS].setXRange(self._cursor - half, self._cursor + half, padding=0)
        self._place_cursor()

    def zoom(self, factor: float) -> None:
        """Show a shorter or a longer span around the cursor."""
        if self._data is None:
            return
        start = self._data.today.since.timestamp()
        end = start + len(self._data.today.arrivals) * MINUTE
        low, high = self.span
        length = min(end - start, max(_LEAST, (high - low) * factor))
        share = (self._cursor - low) / (high - low) if high > low and low <= self._cursor <= high else 0.5
        low = min(max(start, self._cursor - share * length), end - length)
        self.plots[Sort.CALLS].setXRange(low, low + length, padding=0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the cursor, up and down zoom, Enter lists the calls, Home shows all."""
        step = 15 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        low, high = self.span
        step *= max(1, round((high - low) / MINUTE / 120))
        keys = Qt.Key
        match event.key():
            case keys.Key_Left:
                self.move_cursor(-step)
            case keys.Key_Right:
                self.move_cursor(step)
            case keys.Key_Up | keys.Key_Plus:
                self.zoom(0.5)
            case keys.Key_Down | keys.Key_Minus:
                self.zoom(2.0)
            case keys.Key_Home:
                self.show_all()
            case keys.Key_Return | keys.Key_Enter:
                self.moment_chosen.emit()
            case _:
                super().keyPressEvent(event)

    # Drawing

    def _make(self, sort: Sort, plot: pg.PlotWidget, data: ChartData) -> None:
        """Give a chart its curves, still empty: to fill them costs a tenth of making them."""
        plot.clear()
        self._dress(plot, sort)
        tokens = colours()
        curves = self._curves[sort] = {}
        if sort is Sort.SEATS:
            for token, states in reversed(tuple(GROUPS.items())):
                for at, state in reversed(tuple(enumerate(states))):
                    # What is not known has no area, and so is not seen.
                    look = {"pen": None, "brush": _shade(tokens[token], state), "fillLevel": 0}
                    curves[state.value] = plot.plot(name=self._band_name(token, state, at), **look)
            if data.seats_before is not None:
                # Across areas of four colours: only the colour of the letters is seen on all of them.
                pen = pg.mkPen(QColor(tokens["text"]), width=2, style=Qt.PenStyle.DashLine)
                curves["before"] = plot.plot(name=translate("MonitorCharts", "a week ago"), pen=pen)
        else:
            if data.before is not None:
                pen = pg.mkPen(QColor(tokens["text_muted"]), width=1, style=Qt.PenStyle.DashLine)
                curves["before"] = plot.plot(name=translate("MonitorCharts", "a week ago"), pen=pen)
            pen = pg.mkPen(QColor(tokens["accent"]), width=2)
            curves["today"] = plot.plot(name=translate("MonitorCharts", "now"), pen=pen)
        if sort is Sort.CALLS:
            pen = pg.mkPen(QColor(tokens["good"]), width=2)
            curves["soon"] = plot.plot(name=translate("MonitorCharts", "answered in time"), pen=pen)
        if sort is Sort.RATE:
            pen = pg.mkPen(QColor(tokens["good"]), width=1, style=Qt.PenStyle.DotLine)
            plot.addItem(pg.InfiniteLine(100 * self._goal, angle=0, pen=pen), ignoreBounds=True)
            plot.getAxis("left").setTicks([[(share, str(share)) for share in range(0, 101, 20)]])
            plot.setYRange(0, 100 * _HEADROOM, padding=0)
        self._lines[sort].setPen(pg.mkPen(QColor(tokens["text"]), width=1))
        plot.addItem(self._lines[sort], ignoreBounds=True)

    def _draw(self, sort: Sort, plot: pg.PlotWidget, minutes: Values, data: ChartData) -> None:
        curves = self._curves[sort]
        if sort is Sort.SEATS:
            bands = edges(data.seats)
            for state, heights in bands.items():
                curves[state.value].setData(minutes, np.nan_to_num(heights))
            highest = list(bands.values())[-1:]
            if data.seats_before is not None:
                highest += list(edges(data.seats_before).values())[-1:]
                curves["before"].setData(minutes, highest[-1], connect="finite")
            _give_room(plot, highest, _TWO_LINES if self._shown is None else _HEADROOM)
            return
        shown = [values(sort, data.today)]
        curves["today"].setData(minutes, shown[0], connect="finite")
        if data.before is not None:
            then = times(data.before.since.timestamp() + WEEK, len(data.before.arrivals))
            inside = then <= minutes[-1]
            shown.append(values(sort, data.before))
            curves["before"].setData(then[inside], shown[1][inside], connect="finite")
        if sort is Sort.CALLS:
            soon = summed(data.today.answered_soon)
            curves["soon"].setData(minutes, soon, connect="finite")
        if sort is not Sort.RATE:
            _give_room(plot, shown, _HEADROOM)

    def _band_name(self, token: str, state: FloorState, at: int) -> str | None:
        """Return what the legend says of a band: a small chart names the groups alone."""
        if self._shown is None:
            return floor_state(state)
        return group_name(token) if at == 0 else None

    def _plot(self, sort: Sort) -> pg.PlotWidget:
        plot = pg.PlotWidget(axisItems={"bottom": ClockAxis(self._zone), "left": CountAxis()})
        plot.setObjectName(f"monitor_chart_{sort.value}")
        plot.setAccessibleName(title(sort))
        plot.setMouseEnabled(x=True, y=False)
        plot.hideButtons()
        plot.setMenuEnabled(False)
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.addLegend(offset=(-4, 1), colCount=5)
        plot.scene().sigMouseClicked.connect(lambda event: self._clicked(plot, event))
        return plot

    def _clicked(self, plot: pg.PlotWidget, event: object) -> None:
        place = plot.getViewBox().mapSceneToView(event.scenePos()).x()  # type: ignore[attr-defined]
        self._cursor = place // MINUTE * MINUTE
        self.move_cursor(0)
        self.setFocus()
        if event.double():  # type: ignore[attr-defined]
            self.moment_chosen.emit()

    def _place_cursor(self) -> None:
        for line in self._lines.values():
            line.setValue(self._cursor)
        self.cursor_moved.emit(self.cursor_minute)

    def _dress(self, plot: pg.PlotWidget, sort: Sort) -> None:
        tokens = colours()
        plot.setBackground(QColor(tokens["surface"]))
        if self._shown is None:
            plot.setTitle(title(sort), color=tokens["text"], size=f"{scaled(13)}px")
        else:
            plot.setTitle(None)
        for side in ("left", "bottom"):
            axis = plot.getAxis(side)
            axis.setPen(QColor(tokens["border_strong"]))
            axis.setTextPen(QColor(tokens["text_muted"]))
            axis.setTickFont(QApplication.font())
        plot.getAxis("left").enableAutoSIPrefix(False)
        plot.getAxis("left").setWidth(scaled(38))
        plot.showGrid(x=False, y=True, alpha=0.15)
        legend = plot.getPlotItem().legend
        legend.setLabelTextColor(QColor(tokens["text"]))
        legend.setLabelTextSize(f"{scaled(12)}px")
        background = QColor(tokens["surface"])
        background.setAlpha(200)
        legend.setBrush(background)


def _has_before(data: ChartData) -> tuple[bool, bool]:
    """Tell of which of last week's figures there are any: of calls, of seats."""
    return data.before is not None, data.seats_before is not None


def _shade(base: QColor, state: FloorState) -> QColor:
    """Return the colour of a state's band: that of its group, turned so that it is told from the others."""
    turn, lighter = _SHADES.get(state, (0.0, 0.0))
    hue, saturation, lightness = base.hslHueF(), base.hslSaturationF(), base.lightnessF()
    calm = _CALM if turn else 1.0  # a turned hue may be a loud one
    return QColor.fromHslF((hue + turn) % 1.0, saturation * calm, min(0.85, lightness + lighter))


def _give_room(plot: pg.PlotWidget, shown: list[Values], headroom: float) -> None:
    """Let the curves begin at 0 and leave the legend a strip of its own."""
    most = max((float(np.nanmax(np.nan_to_num(values))) for values in shown if len(values)), default=1.0)
    plot.setYRange(0, max(1.0, most) * headroom, padding=0)
