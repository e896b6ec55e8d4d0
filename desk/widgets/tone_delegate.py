"""Paints cells in the tone their model gives, two lines if there are two; late is bold, not only red."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem

from desk import theme
from desk.models.rows import TONE_ROLE, RowsModel
from desk.widgets.dressing import scaled
from desk.widgets.painted_delegate import Index, PaintedDelegate

_MARGIN = 3  # the style's own, between the edge of a cell and its text
_SELECTED, _FOCUSED = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_HasFocus.value
_HAS_DISPLAY = QStyleOptionViewItem.ViewItemFeature.HasDisplay


def colours() -> dict[str, QColor]:
    """Return the colours in force, told by the brightness of the palette's ground."""
    return _inks(QApplication.palette().color(QPalette.ColorRole.Base).rgb())


@lru_cache(8)
def _inks(ground: int) -> dict[str, QColor]:
    name = "dark" if QColor.fromRgb(ground).lightness() < 128 else "light"
    return {token: QColor(colour) for token, colour in theme.colours(name).items()}


class ToneDelegate(PaintedDelegate):
    """Reads TONE_ROLE, the name of a colour, for the first line; a second line is small and muted."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Set the text and its colour.

        Not by way of the base class: it asks a model for nine roles, of which these models know two.
        """
        model = index.model()
        text = str(model.data(index) or "")
        option.index = model.index(index.row(), index.column())
        option.features |= _HAS_DISPLAY
        # As the base class does: a line break in a cell is not the end of its paragraph.
        option.text = text.replace("\n", "\u2028")
        tone = model.data(index, TONE_ROLE)
        if tone:
            colour = colours()["text_muted" if tone == "muted" else tone]
            option.palette.setColor(QPalette.ColorRole.Text, colour)
            option.palette.setColor(QPalette.ColorRole.HighlightedText, colour)
        if tone == "danger":
            option.font.setWeight(QFont.Weight.Bold)

    def paint_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line, or two."""
        model = index.model()
        if not isinstance(model, RowsModel):
            return
        text, tone = model.cell(index.row(), index.column())
        upper, _, lower = text.partition("\n")
        state = option.state.value
        chosen = bool(state & _SELECTED)
        if state & (_SELECTED | _FOCUSED):
            # The style paints the ground of what is chosen; everything else stands on the row's.
            opt = QStyleOptionViewItem(option)
            self.initStyleOption(opt, index)
            opt.text = ""
            style = QApplication.style() if opt.widget is None else opt.widget.style()
            style.drawControl(QStyle.ControlElement.CE_ItemViewItem, opt, painter, opt.widget)
        tokens = colours()
        ink = ("text_muted" if tone == "muted" else tone) or "text"
        size = option.font.pixelSize()  # a length of scale 1 is a fourteenth of it
        weight = QFont.Weight.Bold if tone == "danger" else QFont.Weight.Normal
        box: QRect = option.rect
        if not lower:
            painter.setPen(tokens["selection_text" if chosen else ink])
            edge = round(5 * size / 14) + _MARGIN
            inner = box.adjusted(edge, 0, -edge, 0)
            self.lettering.line(painter, inner, upper, size, weight)
            return
        box = box.adjusted(scaled(5), scaled(2), -scaled(4), -scaled(2))
        half = box.height() // 2
        painter.setPen(tokens[ink])
        line = QRect(box.left(), box.top(), box.width(), half)
        self.lettering.line(painter, line, upper, size, weight)
        painter.setPen(tokens["selection_text" if chosen else "text_muted"])
        line = QRect(box.left(), box.top() + half, box.width(), box.height() - half + 1)
        self.lettering.line(painter, line, lower, max(1, scaled(12)))
