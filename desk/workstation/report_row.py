"""A call-taker's word on an entry: what is wrong with it, if they have the time to say."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desk.widgets.buttons import KeyButton
from desk.widgets.dressing import edgeless
from desk.widgets.fields import LineEdit
from desk.widgets.text import plain
from kb.article import Hit

_LONGEST = 500


class ReportRow(QFrame):
    """One line that opens under the answer: Enter sends, also without words; Escape leaves it."""

    sent = Signal(object, str)  # Hit, words
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._about: Hit | None = None
        self.words = LineEdit("kb_wrong_words", self.tr("What is wrong with this answer"), limit=_LONGEST)
        self.send = KeyButton("kb_wrong_send", self.tr("Send"))
        layout = edgeless(QHBoxLayout(self), 6)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.send)
        self.words.returnPressed.connect(self._send)
        self.send.clicked.connect(self._send)
        self.hide()

    @property
    def about(self) -> Hit | None:
        """The entry that the words are about; none while the row is closed."""
        return self._about

    def open(self, hit: Hit) -> None:
        """Take words about an entry; it stays the one, whatever is shown meanwhile."""
        if self._about is None:
            self._about = hit
            self.words.setPlaceholderText(
                self.tr("{0}: what is wrong? Enter sends, also without words").format(
                    plain(hit.article.code, 40)
                )
            )
            self.show()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def allow(self, why_not: str | None) -> None:
        """Allow sending, or say why not."""
        self.send.allow(why_not)

    def close_row(self) -> None:
        """Forget the words and give the room back."""
        self._about = None
        self.words.clear()
        self.allow(None)
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_row()
        else:
            super().keyPressEvent(event)

    def _send(self) -> None:
        if self._about is not None and self.send.isEnabled():
            self.sent.emit(self._about, plain(self.words.text(), _LONGEST).strip())
