"""Buttons that show their key, say why they can't be pressed, and give way to the room there is."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from desk.widgets.dressing import scaled
from desk.widgets.keys import shown
from desk.widgets.text import label as button_text
from desk.widgets.text import tooltip

_CAP = QColor(128, 138, 150, 150)  # outline of a key cap; visible on every ground


class ElidedButton(QPushButton):
    """A button whose text gives way to the width that there is; what it leaves out is in the tooltip."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setLabel(self, text: str) -> None:  # in the manner of Qt
        """Show as much of `text` as fits."""
        self._whole = text
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - scaled(16)
        fitting = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        if button_text(fitting) != self.text():
            self.setText(button_text(fitting))


class KeyButton(QPushButton):
    """A button that shows its key; when it can't be pressed it says why."""

    def __init__(
        self, name: str, text: str, key: Enum | None = None, *, kind: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._key = key
        self._explanation = ""
        self._described: tuple[str, ...] = ()
        if kind:
            self.setProperty("kind", kind)
        if key is not None:
            # Not QPushButton.setShortcut: that is lost with each setText.
            self.setProperty("key", key.value)
        self.setLabel(text)

    @property
    def explanation(self) -> str:
        """Why the button can't be pressed, or what it does."""
        return self._explanation

    @property
    def key(self) -> Enum | None:
        """The key that presses this button."""
        return self._key

    def setLabel(self, text: str, spoken: str = "") -> None:  # in the manner of Qt
        """Show `text`, which is also what a screen reader says, unless it needs more: `spoken`."""
        shown_text, spoken = button_text(text), spoken or text
        if self._described and shown_text == self.text() and spoken == self.accessibleName():
            return  # the PBX reports more often than a button changes its text
        super().setText(shown_text)
        self.setAccessibleName(spoken)
        self._describe()
        self.updateGeometry()

    def allow(self, why_not: str | None) -> None:
        """Enable the button, or disable it and say why."""
        self._explanation = why_not or ""
        if self.isEnabled() == bool(why_not):
            self.setEnabled(not why_not)
        self._describe()

    def setExplanation(self, text: str) -> None:
        """Say more about the button while it can be pressed."""
        self._explanation = text
        self._describe()

    def sizeHint(self) -> QSize:
        """Make room for the key beside the text."""
        hint = super().sizeHint()
        if self._key is not None:
            text = QFontMetrics(self._text_font()).horizontalAdvance(self.text().replace("&&", "&"))
            hint.setWidth(text + self._key_width() + scaled(6) + 2 * scaled(8) + 4)
        return hint

    def minimumSizeHint(self) -> QSize:
        """Never cut the text."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, its text, and its key in smaller letters."""
        if self._key is None:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        text, option.text = option.text, ""
        style = self.style()
        style.drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        text_width = QFontMetrics(self._text_font()).horizontalAdvance(text.replace("&&", "&")) + 2
        key_width, gap = self._key_width(), scaled(6)
        room = self.width() - 2 * scaled(7)
        text_width = min(text_width, room - gap - key_width)
        left = (self.width() - text_width - gap - key_width) // 2
        painter.setFont(self._text_font())
        option.text = text
        option.rect = QRect(left, 0, text_width, self.height())
        style.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option, painter, self)
        height = QFontMetrics(self._key_font()).height() + scaled(1)
        box = QRect(left + text_width + gap, (self.height() - height) // 2, key_width, height)
        painter.setFont(self._key_font())
        option.text = shown(self._key)
        option.rect = box
        style.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option, painter, self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_CAP)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.end()

    def _text_font(self) -> QFont:
        font = QFont(self.font())
        if self.property("kind") == "primary":
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _key_font(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Normal)
        font.setPixelSize(max(9, scaled(11)))
        return font

    def _key_width(self) -> int:
        if self._key is None:
            return 0
        return QFontMetrics(self._key_font()).horizontalAdvance(shown(self._key)) + scaled(8)

    def _describe(self) -> None:
        key = shown(self._key) if self._key is not None else ""
        parts = tuple(part for part in (self._explanation, key) if part)
        described = (self.accessibleName(), *parts)
        if described == self._described:
            return
        self._described = described
        self.setAccessibleDescription(" ".join(parts))
        self.setToolTip(tooltip("\n".join(described)))
