"""Pictures for a report: what a panel shows, under a title."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPixmap, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from desk.widgets.dressing import scaled
from desk.widgets.text import plain
from desk.widgets.tone_delegate import colours

_TITLE, _MARGIN = 28, 7  # at scale 1


def picture_of(widget: QWidget, title: str) -> QPixmap:
    """Return what a widget shows, or would show behind another page, on one ground under a title."""
    head, edge = scaled(_TITLE), scaled(_MARGIN)
    size, ratio = widget.size(), widget.devicePixelRatio()
    picture = QPixmap((size + QSize(2 * edge, head + edge)) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(colours()["surface"])
    letters = QFont(QApplication.font())
    letters.setBold(True)
    painter = QPainter(picture)
    painter.setFont(letters)
    painter.setPen(colours()["text"])
    room = QRectF(edge, 0, size.width(), head)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), plain(title))
    widget.render(painter, QPoint(edge, head), QRegion(), QWidget.RenderFlag.DrawChildren)
    painter.end()
    return picture
