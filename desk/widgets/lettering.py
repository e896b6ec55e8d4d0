"""Lines of text in lists, laid out once: to lay a line out costs more than to paint it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QStaticText
from PySide6.QtWidgets import QApplication

_KEPT = 500  # lines; what is on the screen is a tenth of it
_CHARACTER = 1.3  # widest character, in letter heights: a text below this fits without being measured


class Lettering:
    """Paints lines of plain text, elided at their end, in the application's letters."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, int, int, QFont.Weight], QStaticText] = {}
        self._fonts: dict[tuple[int, QFont.Weight], tuple[QFont, QFontMetrics]] = {}

    def font(self, size: int, weight: QFont.Weight = QFont.Weight.Normal) -> tuple[QFont, QFontMetrics]:
        """Return the letters of a height in pixels, and their measures."""
        known = self._fonts.get((size, weight))
        if known is None:
            font = QFont(QApplication.font())
            font.setPixelSize(max(1, size))
            font.setWeight(weight)
            known = self._fonts[size, weight] = (font, QFontMetrics(font))
        return known

    def line(
        self,
        painter: QPainter,
        box: QRect,
        text: str,
        size: int,
        weight: QFont.Weight = QFont.Weight.Normal,
    ) -> None:
        """Paint `text` in the painter's colour, at the left and in the middle of the height of `box`."""
        if not text or box.width() <= 0:
            return
        font, metrics = self.font(size, weight)
        key = (text, box.width(), size, weight)
        line = self._lines.get(key)
        if line is None:
            if len(self._lines) >= _KEPT:
                self._lines.clear()
            fitting = text
            if len(text) * size * _CHARACTER > box.width():
                fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            line = QStaticText(fitting)
            line.setTextFormat(Qt.TextFormat.PlainText)
            line.prepare(painter.transform(), font)
            self._lines[key] = line
        painter.setFont(font)
        painter.drawStaticText(QPoint(box.left(), box.top() + (box.height() - metrics.height()) // 2), line)
