"""Two texts beside each other, what one has and the other has not in colour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from desk import editing_wording as wording
from desk.widgets.dressing import edgeless, scaled
from desk.widgets.labels import PlainLabel
from desk.widgets.text import plain_lines
from desk.widgets.tone_delegate import colours
from kb.editing.views import Change, FieldDifference

_LIMIT = 20_000


class CompareView(QWidget):
    """Left what was, right what is; both scroll together."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.titles = (
            PlainLabel(f"{name}_left_name", self.tr("Text on the left"), bold=True),
            PlainLabel(f"{name}_right_name", self.tr("Text on the right"), bold=True),
        )
        self.left = _side(f"{name}_left", self.tr("Text on the left, what the right lacks in red"))
        self.right = _side(f"{name}_right", self.tr("Text on the right, what the left lacks in green"))
        layout = edgeless(QHBoxLayout(self), 6)
        for title, side in zip(self.titles, (self.left, self.right), strict=True):
            column = QVBoxLayout()
            column.setSpacing(scaled(3))
            column.addWidget(title)
            column.addWidget(side, 1)
            layout.addLayout(column, 1)
        self.left.verticalScrollBar().valueChanged.connect(self.right.verticalScrollBar().setValue)
        self.right.verticalScrollBar().valueChanged.connect(self.left.verticalScrollBar().setValue)

    def show_names(self, left: str, right: str) -> None:
        """Name the two texts."""
        self.titles[0].setText(left)
        self.titles[1].setText(right)

    def show_differences(self, differences: Sequence[FieldDifference]) -> None:
        """Show the fields that differ, then the names of those that do not."""
        changed = [one for one in differences if one.changed]
        same = [wording.field(one.field) for one in differences if not one.changed and one.before]
        for side, before in ((self.left, True), (self.right, False)):
            side.clear()
            cursor = side.textCursor()
            for one in changed:
                _field(cursor, one, before)
            if not changed:
                cursor.insertText(self.tr("The two texts are the same."), _format("text_muted"))
            elif same:
                line = self.tr("Not changed: {0}").format(wording.names(same, 20))
                cursor.insertText(line, _format("text_muted"))
            side.moveCursor(QTextCursor.MoveOperation.Start)

    def clear(self) -> None:
        """Show nothing."""
        self.left.clear()
        self.right.clear()
        self.show_names("", "")


def _side(name: str, accessible: str) -> QTextEdit:
    side = QTextEdit()
    side.setObjectName(name)
    side.setAccessibleName(accessible)
    side.setReadOnly(True)
    side.setAcceptRichText(False)
    side.setTabChangesFocus(True)
    side.setFrameShape(QFrame.Shape.NoFrame)
    return side


def _field(cursor: QTextCursor, one: FieldDifference, before: bool) -> None:
    """Write one field; inserted as text with a format, never as markup."""
    cursor.insertText(f"{wording.field(one.field)}\n", _format("text_muted", bold=True))
    whole = one.before if before else one.after
    if not whole:
        cursor.insertText("—", _format("text_muted"))
    for stretch in one.stretches:
        text = (
            one.before[stretch.before_start : stretch.before_end]
            if before
            else one.after[stretch.after_start : stretch.after_end]
        )
        if not text:
            continue
        look = _format("text")
        if stretch.change is not Change.EQUAL:
            look = _format("danger_soft_text" if before else "good_soft_text")
            look.setBackground(QColor(colours()["danger_soft" if before else "good_soft"]))
        cursor.insertText(_shown(text), look)
    cursor.insertText("\n\n", _format("text"))


def _shown(text: str) -> str:
    ends = "\n" if text.endswith("\n") else ""
    return plain_lines(text, _LIMIT) + ends


def _format(token: str, bold: bool = False) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setForeground(QColor(colours()[token]))
    if bold:
        look.setFontWeight(QFont.Weight.DemiBold)
    return look
