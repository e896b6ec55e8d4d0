"""Paints a knowledge entry in the list: title with what matched marked, whose it is, why it was found."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem

from desk.models.hits_model import doubt, facts, reason
from desk.models.rows import ROW_ROLE
from desk.widgets.dressing import scaled
from desk.widgets.painted_delegate import Index, PaintedDelegate
from desk.widgets.text import plain
from desk.widgets.tone_delegate import colours
from kb.article import Hit, Marks

_KEPT = 200  # titles and passages laid out
_ROOM = 90  # pixels: a narrower passage says nothing


class HitDelegate(PaintedDelegate):
    """Two lines a row, painted from the frozen hit; nothing here is markup."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._marked: dict[tuple[object, ...], tuple[QTextLayout, float]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for two lines."""
        return QSize(scaled(120), scaled(40))

    def paint_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        hit = index.data(ROW_ROLE)
        if not isinstance(hit, Hit):
            return
        tokens = colours()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        box: QRect = option.rect
        painter.fillRect(box, tokens["selection" if chosen else "surface"])
        if chosen:
            painter.fillRect(QRect(box.left(), box.top(), scaled(3), box.height()), tokens["accent"])
        painter.setPen(tokens["border"])
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inner = box.adjusted(scaled(9), scaled(2), -scaled(7), -scaled(2))
        half = inner.height() // 2
        warning = doubt(hit)
        upper = QRect(inner.left(), inner.top(), inner.width(), half)
        ink = tokens["selection_text" if chosen else "text"]
        look = (QApplication.font().pixelSize(), QFont.Weight.DemiBold)
        self._marked_line(painter, upper, hit.article.title, hit.marks, look, ink, tokens)
        small, metrics = self.lettering.font(scaled(12))
        lower = QRect(inner.left(), inner.top() + half, inner.width(), inner.height() - half)
        if warning:
            width = metrics.horizontalAdvance(warning) + scaled(12)
            badge = QRect(lower.right() - width, lower.top() + 1, width, lower.height() - 1)
            painter.fillRect(badge, tokens["danger_soft"])
            painter.setPen(tokens["danger_soft_text"])
            painter.setFont(small)
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, warning)
            lower.setRight(badge.left() - scaled(6))
        quiet = tokens["selection_text" if chosen else "text_muted"]
        painter.setPen(quiet)
        known = facts(hit)
        self.lettering.line(painter, lower, known, scaled(12))
        why, marks = reason(hit)
        if known:
            lower.setLeft(lower.left() + metrics.horizontalAdvance(known) + scaled(12))
        if why and lower.width() >= scaled(_ROOM):
            look = (scaled(12), QFont.Weight.Normal)
            self._marked_line(painter, lower, why, marks, look, quiet, tokens)

    def _marked_line(
        self,
        painter: QPainter,
        box: QRect,
        text: str,
        marks: Marks,
        look: tuple[int, QFont.Weight],
        ink: QColor,
        tokens: dict[str, QColor],
    ) -> None:
        key = (text, marks, box.width(), look, tokens["mark"].rgb())
        if key not in self._marked:
            if len(self._marked) >= _KEPT:
                self._marked.clear()
            self._marked[key] = self._lay_out(box.width(), text, marks, look, tokens)
        layout, height = self._marked[key]
        painter.setPen(ink)
        offset = box.topLeft().toPointF()
        offset.setY(offset.y() + (box.height() - height) / 2)
        layout.draw(painter, offset)

    def _lay_out(
        self, width: int, whole: str, marks: Marks, look: tuple[int, QFont.Weight], tokens: dict[str, QColor]
    ) -> tuple[QTextLayout, float]:
        font, metrics = self.lettering.font(*look)
        text = metrics.elidedText(plain(whole), Qt.TextElideMode.ElideRight, width)
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        # Marks are offsets into the text as it is; hidden characters taken out would shift them.
        if plain(whole) == whole:
            layout.setFormats(_formats(text, marks, tokens))
        layout.setCacheEnabled(True)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(width)
        layout.endLayout()
        return layout, line.height()


def _formats(text: str, marks: Marks, tokens: dict[str, QColor]) -> list[QTextLayout.FormatRange]:
    look = QTextCharFormat()
    look.setBackground(tokens["mark"])
    look.setForeground(tokens["mark_text"])
    result = []
    for start, end in marks:
        stop = min(end, len(text))
        if 0 <= start < stop:
            found = QTextLayout.FormatRange()
            # QTextLayout counts UTF-16 units, the marks count characters.
            found.start = len(text[:start].encode("utf-16-le")) // 2
            found.length = len(text[start:stop].encode("utf-16-le")) // 2
            found.format = look
            result.append(found)
    return result
