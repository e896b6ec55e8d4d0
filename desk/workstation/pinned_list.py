"""One agreed answer: what every desk is to say on this matter, above the results."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyleOptionViewItem,
)

from desk.models.pinned_model import PinnedModel, until
from desk.models.rows import ROW_ROLE
from desk.widgets.dressing import scaled
from desk.widgets.painted_delegate import Index, PaintedDelegate
from desk.widgets.text import plain
from desk.widgets.tone_delegate import colours
from kb.pinned import Pinned

_ROWS = 2  # more than that are scrolled


class PinnedList(QListView):
    """Rows that take no room while there are none; Enter or a click opens one."""

    opened = Signal(object)  # Pinned

    def __init__(self, key: str) -> None:
        """Make the list; `key` is the name of the key that opens a row."""
        super().__init__()
        self.setObjectName("kb_pinned")
        self.setAccessibleName(self.tr("Agreed answers for this call"))
        self.rows = PinnedModel(self)
        self.setModel(self.rows)
        self.setAccessibleDescription(key)
        self.setItemDelegate(_PinnedDelegate(key, self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.activated.connect(self._open)
        self.clicked.connect(self._open)
        self.hide()

    def show_pinned(self, pinned: Sequence[Pinned]) -> None:
        """Show `pinned`, or nothing at all."""
        if tuple(pinned) == self.rows.rows:
            return
        self.rows.set_rows(pinned)
        self.fit_letters()
        self.setVisible(bool(pinned))

    def fit_letters(self) -> None:
        """Take the height of the rows in the letters in force."""
        self.setFixedHeight(min(self.rows.rowCount(), _ROWS) * _height() + 2)

    def open_next(self) -> bool:
        """Open the first, or the one after that which is open; tell whether there is any."""
        count = self.rows.rowCount()
        if count:
            at = (self.currentIndex().row() + 1) % count
            self.setCurrentIndex(self.rows.index(at, 0))
            self._open(self.currentIndex())
        return bool(count)

    def leave(self) -> None:
        """Mark no row: another entry is shown."""
        self.selectionModel().setCurrentIndex(QModelIndex(), QItemSelectionModel.SelectionFlag.Clear)

    def _open(self, index: QModelIndex) -> None:
        pinned = self.rows.row(index)
        if pinned is not None:
            self.opened.emit(pinned)


class _PinnedDelegate(PaintedDelegate):
    """One line: that it is agreed and until when, then the title; the first names the key."""

    def __init__(self, key: str, parent: QObject) -> None:
        super().__init__(parent)
        self._key = key

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for one line."""
        return QSize(scaled(120), _height())

    def paint_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        pinned = index.data(ROW_ROLE)
        if not isinstance(pinned, Pinned):
            return
        tokens = colours()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        box: QRect = option.rect
        painter.fillRect(box, tokens["selection" if chosen else "good_soft"])
        painter.fillRect(QRect(box.left(), box.top(), scaled(4), box.height()), tokens["good"])
        ink = tokens["selection_text" if chosen else "good_soft_text"]
        painter.setPen(ink)
        inner = box.adjusted(scaled(10), 0, -scaled(7), 0)
        small, metrics = self.lettering.font(scaled(12))
        if index.row() == 0:
            painter.setFont(small)
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._key)
            inner.setRight(inner.right() - metrics.horizontalAdvance(self._key) - scaled(8))
        mark = until(pinned)
        self.lettering.line(painter, inner, mark, scaled(12))
        inner.setLeft(inner.left() + metrics.horizontalAdvance(mark) + scaled(8))
        size = QApplication.font().pixelSize()
        self.lettering.line(painter, inner, plain(pinned.article.title), size, QFont.Weight.DemiBold)


def _height() -> int:
    return scaled(28)
