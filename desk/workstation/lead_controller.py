"""What the team lead says to all desks, and that they take part in this seat's call."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desk.widgets.message_bar import MessageBar
from desk.widgets.text import plain
from desk.workstation.ports import Ports
from telephony.snapshots import Announcement, SeatView, SeatWatch

_LINE = "announcement"
_WATCH = "watch"


class LeadController(QObject):
    """A line stands until it is acknowledged or replaced, a lead in the call until they have left."""

    def __init__(self, ports: Ports, messages: MessageBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._line: Announcement | None = None
        self._watch: SeatWatch | None = None
        ports.pbx.view_changed.connect(self.show_view)
        self.show_view(ports.pbx.view)

    def show_view(self, view: SeatView) -> None:
        """Say what is new."""
        if view.announcement != self._line:
            self._line = view.announcement
            if self._line is not None:
                self._messages.stand(_LINE, self._said(self._line), self._line.at)
        if view.watched != self._watch:
            self._watch = view.watched
            if self._watch is not None:
                self._messages.stand(_WATCH, self._takes_part(self._watch), self._watch.since)
            else:
                self._messages.withdraw(_WATCH)

    def _said(self, line: Announcement) -> str:
        sender = plain(line.sender, 40)
        text = plain(line.text)
        return self.tr("To all desks, from {0}: {1}").format(sender, text) if sender else text

    def _takes_part(self, watch: SeatWatch) -> str:
        words = {
            "listen": self.tr("The team lead is listening: {0}"),
            "whisper": self.tr("The team lead speaks to you, the citizen does not hear it: {0}"),
            "barge": self.tr("The team lead has joined the call: {0}"),
        }
        return words.get(watch.mode, words["listen"]).format(plain(watch.lead, 40))
