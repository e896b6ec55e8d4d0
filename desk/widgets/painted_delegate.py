"""The ground of the delegates that paint a cell themselves."""

from __future__ import annotations

import logging

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desk.widgets.lettering import Lettering

_log = logging.getLogger(__name__)
Index = QModelIndex | QPersistentModelIndex


class PaintedDelegate(QStyledItemDelegate):
    """Leaves the painter as it was, whatever happens: Qt would ask for what has failed again at once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lettering = Lettering()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell; never raise."""
        painter.save()
        try:
            self.paint_cell(painter, option, index)
        except Exception:
            _log.exception("a cell of %s can't be painted", type(self).__name__)
        finally:
            painter.restore()

    def paint_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        raise NotImplementedError
