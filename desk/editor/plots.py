"""What the campaign's charts are made of. Imports pyqtgraph: only `charts` and `rate_chart` ask for it."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from desk.language import translate
from desk.widgets.dressing import edgeless, scaled
from desk.widgets.labels import PlainLabel
from desk.widgets.text import plain
from desk.widgets.tone_delegate import colours

_LETTERS = 11


def plot(name: str, title: str) -> pg.PlotWidget:
    """Return an empty chart that is looked at only: nothing in it moves under the mouse."""
    made = pg.PlotWidget()
    made.setObjectName(name)
    made.setAccessibleName(title)
    made.setMouseEnabled(x=False, y=False)
    made.hideButtons()
    made.setMenuEnabled(False)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.getAxis("left").enableAutoSIPrefix(False)
    made.getAxis("bottom").enableAutoSIPrefix(False)
    return made


def dress(made: pg.PlotWidget) -> None:
    """Give a chart the colours and letters in force."""
    tokens = colours()
    made.setBackground(tokens["surface"])
    for side in ("left", "bottom"):
        axis = made.getAxis(side)
        axis.setPen(tokens["border_strong"])
        axis.setTextPen(tokens["text_muted"])
        axis.setTickFont(letters())
        axis.setStyle(tickLength=0)


class Heading(QWidget):
    """A chart's title and the meaning of its colours; it gives way to the room there is."""

    def __init__(self, title: str, *legend: tuple[str, str]) -> None:
        super().__init__()
        self.title = PlainLabel(size=12)
        self.title.setText(title)
        self.words = tuple(PlainLabel(size=12) for _ in legend)
        for label in (self.title, *self.words):
            label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        layout = edgeless(QHBoxLayout(self), 5)
        layout.addWidget(self.title)
        for (token, words), label in zip(legend, self.words, strict=True):
            label.setText(words)
            layout.addSpacing(scaled(4))
            layout.addWidget(_Swatch(token))
            layout.addWidget(label)
        layout.addStretch(1)


class _Swatch(QWidget):
    """A square in one of the theme's colours."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token
        self.setFixedSize(scaled(9), scaled(9))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill it."""
        QPainter(self).fillRect(self.rect(), colours()[self._token])


def bars(places: Sequence[float], values: Sequence[float], height: float, colour: QColor) -> pg.BarGraphItem:
    """Return bars from the left, one at each place."""
    return pg.BarGraphItem(x0=0, y=list(places), height=height, width=list(values), brush=colour, pen=colour)


def text(words: str, x: float, y: float, colour: QColor) -> pg.TextItem:
    """Return words at the right of a point."""
    item = pg.TextItem(words, color=colour, anchor=(0, 0.5))
    item.setFont(letters())
    item.setPos(x, y)
    return item


def name_rows(axis: pg.AxisItem, names: Sequence[str], width: int) -> None:
    """Write a name beside each row; what does not fit in `width` pixels is left out."""
    metrics = QFontMetrics(letters())
    fitting = [
        metrics.elidedText(
            plain(name, 60) or translate("Charts", "(none)"), Qt.TextElideMode.ElideRight, width - scaled(10)
        )
        for name in names
    ]
    axis.setWidth(width)
    axis.setTicks([list(enumerate(fitting))])


def letters() -> QFont:
    """Return the letters of a chart's figures and names."""
    font = QApplication.font()
    font.setPixelSize(scaled(_LETTERS))
    return font
