"""What was just done or went wrong, in words, at the bottom of the window.

What answers a key or click is shown at once. What happens by itself (`news`) waits until the message
before it could be read, and comes back when it was interrupted. What `stand`s comes back after everything
else, until it is acknowledged, replaced or withdrawn.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desk.timers import after
from desk.widgets.buttons import KeyButton
from desk.widgets.dressing import scaled, set_property
from desk.widgets.labels import PlainLabel
from desk.widgets.text import plain, tooltip

_READ_MS = 3000
_READ_TROUBLE_MS = 6000
_WAITING = 5  # news; who was away for longer has no use for the older ones
_NOTICE, _WARNING, _ERROR = "true", "alert", "danger"  # grounds of the style sheet


@dataclass(frozen=True, slots=True)
class _Message:
    text: str
    ground: str
    at: datetime
    news: bool = False


class MessageBar(QFrame):
    """One line: the time and the message; its ground tells a notice from a warning and an error."""

    stood = Signal(bool)  # whether something stands until it is acknowledged

    def __init__(self, acknowledge: Enum | None = None, zone: tzinfo | None = None) -> None:
        """Make the line; `acknowledge` is the key that takes away what stands, `zone` None this machine's."""
        super().__init__()
        self._zone = zone
        self._time = PlainLabel("message_time", self.tr("Time of the last message"), size=12)
        self._time.setTone("muted")
        self._text = PlainLabel("message_bar", self.tr("Last message"))
        self.seen = KeyButton("message_seen", self.tr("Seen"), acknowledge)
        self.seen.setProperty("small", "true")
        self.seen.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(scaled(9), scaled(3), scaled(9), scaled(3))
        layout.setSpacing(scaled(10))
        layout.addWidget(self._time)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.seen)
        self._time.setWidth(scaled(62))
        self.seen.setFixedHeight(scaled(22))
        set_property(self, "card", _NOTICE)
        self._shown = _Message(self.tr("No messages."), _NOTICE, self._now())
        self._text.setText(self._shown.text)
        self._time.setText(self._shown.at.strftime("%H:%M:%S"))
        self._news: deque[_Message] = deque(maxlen=_WAITING)
        self._standing: dict[str, _Message] = {}  # the newest last
        self._turn = after(_READ_MS, self._next, self)
        self.seen.clicked.connect(self.acknowledge)

    def notice(self, text: str) -> None:
        """Show what has been done."""
        self._interrupt(_Message(text, _NOTICE, self._now()))

    def warning(self, text: str) -> None:
        """Show what should be looked at."""
        self._interrupt(_Message(text, _WARNING, self._now()))

    def error(self, text: str) -> None:
        """Show what did not work."""
        self._interrupt(_Message(text, _ERROR, self._now()))

    def news(self, text: str) -> None:
        """Show what has happened by itself, once the message before it could be read."""
        self._news.append(_Message(text, _NOTICE, self._now(), news=True))
        if not self._turn.isActive():
            self._next()

    def stand(self, key: str, text: str, at: datetime | None = None) -> None:
        """Show a warning that stays; one of the same `key` replaces it. `at` is when it was said."""
        self._standing.pop(key, None)
        message = _Message(text, _WARNING, at.astimezone(self._zone) if at is not None else self._now())
        self._standing[key] = message
        self._tell_standing()
        if not (self._turn.isActive() and self._shown.ground == _ERROR):
            self._interrupt(message)

    def withdraw(self, key: str) -> None:
        """Take away what stands there, acknowledged or not; its words remain until the next message."""
        message = self._standing.pop(key, None)
        self._tell_standing()
        if message is not None and message is self._shown:
            self._turn.stop()
            self._dress(_NOTICE)
            self._next()

    def acknowledge(self) -> None:
        """Take away what stands and is shown, or the newest that stands."""
        shown = [key for key, message in self._standing.items() if message is self._shown]
        for key in (shown or list(self._standing))[-1:]:
            self.withdraw(key)

    @property
    def text(self) -> str:
        """The message that is shown."""
        return self._text.text()

    def _tell_standing(self) -> None:
        self.seen.setVisible(bool(self._standing))
        self.stood.emit(bool(self._standing))

    def _interrupt(self, message: _Message) -> None:
        if self._turn.isActive() and self._shown.news:
            self._news.appendleft(self._shown)
        self._show(message)

    def _next(self) -> None:
        if self._news:
            self._show(self._news.popleft())
        elif self._standing:
            newest = list(self._standing.values())[-1]
            if newest is not self._shown:
                self._show(newest)

    def _show(self, message: _Message) -> None:
        self._shown = message
        self._turn.start(_READ_MS if message.ground == _NOTICE else _READ_TROUBLE_MS)
        self._time.setText(message.at.strftime("%H:%M:%S"))
        self._text.setText(plain(message.text, 400))
        self._text.setToolTip(tooltip(message.text) if message in self._standing.values() else "")
        self._dress(message.ground)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))

    def _dress(self, ground: str) -> None:
        if self.property("card") != ground:
            set_property(self, "card", ground)
            for label in (self._time, self._text):  # their colour comes from the frame
                label.style().unpolish(label)
                label.style().polish(label)

    def _now(self) -> datetime:
        return datetime.now(UTC).astimezone(self._zone)
