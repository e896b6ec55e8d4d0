"""Paints cells in the tone their model gives; what is late is bold, too, never only red."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QStyleOptionViewItem

from desk import theme
from desk.models.rows import TONE_ROLE


def colours() -> dict[str, str]:
    """Return the colours in force, told by the brightness of the palette's ground."""
    dark = QApplication.palette().color(QPalette.ColorRole.Base).lightness() < 128
    return theme.colours("dark" if dark else "light")


class ToneDelegate(QStyledItemDelegate):
    """Reads TONE_ROLE: a name of a colour."""

    def initStyleOption(  # noqa: N802
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Set the colour of the text."""
        super().initStyleOption(option, index)
        tone = index.data(TONE_ROLE)
        if tone == "muted":
            tone = "text_muted"
        if tone:
            colour = colours()[tone]
            option.palette.setColor(QPalette.ColorRole.Text, colour)
            option.palette.setColor(QPalette.ColorRole.HighlightedText, colour)
            if tone == "danger":
                option.font.setWeight(QFont.Weight.Bold)
