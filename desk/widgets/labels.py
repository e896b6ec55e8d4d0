"""Labels for text from outside: shown as it is, elided, whole for a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy

from desk.widgets.dressing import scaled, set_property
from desk.widgets.text import plain


class PlainLabel(QLabel):
    """A line of outside text: shown as it is, elided to the room there is, whole for a screen reader.

    Labels whose text changes have no accessible name, which would hide the text, but a description.
    """

    def __init__(
        self,
        name: str = "",
        description: str = "",
        *,
        size: float = 0,
        bold: bool = False,
        wrap: bool = False,
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        self.setAccessibleDescription(description)
        self._size, self._bold = size, bold
        super().setText("—")
        self.setWordWrap(wrap)
        if not wrap:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._letters()

    def setText(self, text: str) -> None:
        """Show `text`; empty text is shown as a dash, so that there is something to be read."""
        shown_text = plain(text) if text else "—"
        if shown_text != self.text():  # each change has the panel laid out anew
            super().setText(shown_text)

    def setTextOrHide(self, text: str) -> None:
        """Show `text`, or nothing at all."""
        self.setText(text)
        self.setVisible(bool(text))

    def setWidth(self, width: int) -> None:
        """Give the label a width that its text does not change."""
        # A layout gives a label of policy Ignored no room at all, whatever its minimum.
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedWidth(width)

    def setTone(self, tone: str) -> None:
        """Colour the text: muted, good, warning, danger, accent or empty."""
        set_property(self, "tone", tone)

    def setChip(self, chip: str) -> None:
        """Put the text into a coloured box, or out of it."""
        set_property(self, "chip", chip)

    def sizeHint(self) -> QSize:
        """Ask for the room of the whole text."""
        self._letters()
        return super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """A line can shrink: it is elided."""
        hint = super().minimumSizeHint()
        return hint if self.wordWrap() else QSize(scaled(24), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, elided at its end when the room is too small."""
        whole = super().text()
        room = self.contentsRect().width()
        if self.wordWrap() or self.fontMetrics().horizontalAdvance(whole) <= room or self.property("chip"):
            super().paintEvent(event)
            return
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, room)
        colour = self.palette().color(self.foregroundRole())
        painter.setPen(colour)
        painter.drawText(self.contentsRect(), self.alignment(), text)
        painter.end()

    def _letters(self) -> None:
        if self._size or self._bold:
            font = QApplication.font()
            font.setPixelSize(max(1, scaled(self._size or 14)))
            if self._bold:
                font.setWeight(QFont.Weight.DemiBold)
            if font != self.font():
                self.setFont(font)


class Chip(PlainLabel):
    """A short state in a coloured box, as wide as its text."""

    def __init__(self, name: str, description: str, *, chip: str = "neutral", bold: bool = False) -> None:
        super().__init__(name, description, bold=bold)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setChip(chip)

    def minimumSizeHint(self) -> QSize:
        """A state is never cut."""
        return self.sizeHint()


def key_label(text: str) -> PlainLabel:
    """Make the small label that names the key of a field."""
    return _muted(text, 11, QSizePolicy.Policy.Maximum)


def caption(text: str) -> PlainLabel:
    """Make a small muted heading of a field."""
    return _muted(text, 12, QSizePolicy.Policy.Minimum)


def _muted(text: str, size: int, width: QSizePolicy.Policy) -> PlainLabel:
    result = PlainLabel(size=size)
    result.setText(text)
    result.setTone("muted")
    result.setSizePolicy(width, QSizePolicy.Policy.Fixed)
    return result
