"""Small widgets that every panel uses: buttons with their key, labels for outside text, cards."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desk.workstation.keys import Key, shown
from desk.workstation.text import label as button_text
from desk.workstation.text import plain, tooltip

_CAP = QColor(128, 138, 150, 150)  # outline of a key cap; visible on every ground


def scaled(length: float) -> int:
    """Return a length of scale 1 in the scale of the application's letters."""
    pixels = QApplication.font().pixelSize()
    return round(length * pixels / 14) if pixels > 0 else round(length)


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
        self, name: str, text: str, key: Key | None = None, *, kind: str = "", parent: QWidget | None = None
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
    def key(self) -> Key | None:
        """The key that presses this button."""
        return self._key

    def setLabel(self, text: str) -> None:  # in the manner of Qt
        """Show `text`, which is also what a screen reader says."""
        shown_text = button_text(text)
        if self._described and shown_text == self.text() and text == self.accessibleName():
            return  # the PBX reports more often than a button changes its text
        super().setText(shown_text)
        self.setAccessibleName(text)
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


class Card(QFrame):
    """A panel on its own ground, with an optional heading."""

    def __init__(self, heading: str = "", hint: str = "") -> None:
        super().__init__()
        set_property(self, "card", "true")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(scaled(9), scaled(6), scaled(9), scaled(7))
        self.body.setSpacing(scaled(4))
        self.head = QHBoxLayout()
        self.head.setSpacing(scaled(6))
        self.heading = PlainLabel(bold=True)
        if heading:
            self.heading.setText(heading)
            self.heading.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self.head.addWidget(self.heading)
            if hint:
                self.head.addWidget(key_label(hint))
            self.head.addStretch(1)
            self.body.addLayout(self.head)


def key_label(text: str) -> PlainLabel:
    """Make the small label that names the key of a field."""
    result = PlainLabel(size=11)
    result.setText(text)
    result.setTone("muted")
    result.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return result


def caption(text: str) -> PlainLabel:
    """Make a small muted heading of a field."""
    result = PlainLabel(size=12)
    result.setText(text)
    result.setTone("muted")
    result.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    return result


class LineEdit(QLineEdit):
    """One line of input with a name, a limit, and arrow keys that a list can take."""

    down_pressed = Signal()

    def __init__(self, name: str, accessible: str, placeholder: str = "", limit: int = 200) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(limit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the down key on, everything else is typing."""
        if event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
            return
        super().keyPressEvent(event)


class NoteEdit(QPlainTextEdit):
    """Some lines of typed text: plain, limited, Tab goes on to the next field."""

    LIMIT = 4000

    def __init__(self, name: str, accessible: str, placeholder: str = "", lines: int = 2) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self._lines = lines
        self.textChanged.connect(self._cap)

    def sizeHint(self) -> QSize:
        """Ask for the lines that were promised."""
        height = self.fontMetrics().lineSpacing() * self._lines + scaled(14)
        return QSize(scaled(160), height)

    def minimumSizeHint(self) -> QSize:
        """Never be smaller than the promised lines."""
        return QSize(scaled(80), self.sizeHint().height())

    def _cap(self) -> None:
        # A pasted book would stall the layout; the records keep no more than this either.
        text = self.toPlainText()
        if len(text) > self.LIMIT:
            self.setPlainText(text[: self.LIMIT])


def table(name: str, accessible: str) -> QTableView:
    """Make a table of rows: no grid, one row chosen at a time, Tab leaves it."""
    view = QTableView()
    view.setObjectName(name)
    view.setAccessibleName(accessible)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setShowGrid(False)
    view.setTabKeyNavigation(False)
    view.setWordWrap(False)
    view.setTextElideMode(Qt.TextElideMode.ElideRight)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.horizontalHeader().setHighlightSections(False)
    view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    view.setFrameShape(QFrame.Shape.NoFrame)
    return view


class EmptyHint(QLabel):
    """What stands in an empty list: why it is empty, in its middle."""

    def __init__(self, view: QAbstractItemView, text: str) -> None:
        super().__init__(view.viewport())
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setText(text)
        set_property(self, "tone", "muted")
        self._view = view
        view.viewport().installEventFilter(self)
        model = view.model()
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            signal.connect(self._follow)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the size of the list."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._view.viewport().rect())
        return False

    def _follow(self) -> None:
        self.setVisible(self._view.model().rowCount() == 0)


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at, and dress the widget anew if it changed."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def on_enter(field: QLineEdit, action: Callable[[], None]) -> None:
    """Do `action` when Enter is pressed in `field`."""
    field.returnPressed.connect(action)
